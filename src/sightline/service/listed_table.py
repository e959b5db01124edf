"""What the lists in force say, as the table `listed` that detectors read: names, addresses, numbers.

A list is part of a run where everyone who may see the run's result may see the list.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from sightline.formats.table_schemas import LISTED
from sightline.lake.engines import plain
from sightline.lake.entries import LISTED_ON, LISTING, Listed
from sightline.model.lists import ListVersion
from sightline.model.marking import Marking
from sightline.model.statement import Statement
from sightline.model.view import View
from sightline.record import versions
from sightline.service.workbench import Workbench

TABLE = "listed"
PROPS = frozenset({
    "name", "alias", "weakAlias", "previousName", "address", "full", "phone", "email", "website", "swiftBic",
    "birthDate", "imoNumber", "mmsi", "registrationNumber", "idNumber", "publicKey", "accountNumber",
    "holderName",
})  # fmt: skip
"""properties by which a party in a payment may be known; beside them the table has the day of a listing"""


def in_force(view: View, bench: Workbench, marking: Marking | None = None) -> tuple[ListVersion, ...]:
    """One version a list, as the View holds them; with a marking those that it covers."""
    with bench.office.read(view) as session:
        found = versions.current(view, session)
    return tuple(one for one in found if marking is None or marking.covers(one.marking))


def listed(view: View, bench: Workbench, seen: Sequence[ListVersion]) -> pa.Table:
    """The rows of these versions, in the order of list, entry, property and value."""
    columns: dict[str, list[object]] = {name: [] for name in LISTED.names}
    for version in seen:
        for entry, statements in bench.lake.by_entry(view, version):
            for said in statements:
                if said.prop not in PROPS and not _since(entry, said):
                    continue
                row = {
                    "entity": entry.id,
                    "caption": entry.caption,
                    "list": version.list,
                    "prop": said.prop,
                    "value": said.value,
                    "label": said.place.label,
                    "item": said.item,
                    "row": 0,
                    "place_start": said.place.start,
                    "place_end": said.place.end,
                }
                for name, values in columns.items():
                    values.append(row.get(name))
    return pa.table(columns, schema=plain(LISTED))


def _since(entry: Listed, said: Statement) -> bool:
    """Whether a statement says since when an entry is listed."""
    return said.prop in LISTED_ON and said.schema == LISTING and said.value == entry.listed_on
