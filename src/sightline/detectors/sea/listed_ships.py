"""Ships of a table of positions that a list names, by IMO number or MMSI; or that fly the DPRK's digits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ibis import _

from sightline.detectors.citing import COLUMNS
from sightline.detectors.sea.vessels import Vessel

PROPS = ("imoNumber", "mmsi")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list says of a ship: the entry, its caption, the list, and the row that gives her number."""

    entity: str
    caption: str
    list: str
    row: Mapping[str, Any] = field(hash=False, compare=False)


@dataclass(frozen=True, slots=True)
class ListedShips:
    """Entries by the property and the number they give."""

    numbers: Mapping[tuple[str, int], Entry]

    def of(self, ship: Vessel) -> Entry | None:
        """The entry that has this ship's number; her MMSI counts only where she sends no IMO number."""
        if ship.imo:
            return self.numbers.get(("imoNumber", ship.imo))
        return self.numbers.get(("mmsi", ship.mmsi))


def read(table: Any) -> ListedShips:
    """What the table `listed` says of ships' numbers; of several entries the first by id."""
    columns = ("entity", "caption", "list", "prop", "value", "label", *COLUMNS)
    rows = table.filter(_["prop"].isin(PROPS)).select(*columns)
    found: dict[tuple[str, int], Entry] = {}
    for row in rows.order_by("entity", "prop", "value", "item", "place_start").to_pyarrow().to_pylist():
        if row["value"].isascii() and row["value"].isdigit():
            entry = Entry(row["entity"], row["caption"], row["list"], row)
            found.setdefault((row["prop"], int(row["value"])), entry)
    return ListedShips(found)
