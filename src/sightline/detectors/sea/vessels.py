"""What ships said of themselves, and pairs that are close for other reasons than to meet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ibis
from ibis import _

from sightline.detectors.citing import COLUMNS

SERVICE = frozenset((*range(31, 36), *range(50, 56), 57, 58, 59))
"""AIS ship types (ITU-R M.1371) that lie beside others for their work: towing, dredging, diving, military,
pilot, rescue, tug, tender, anti-pollution, law enforcement, medical"""
FISHING = frozenset((30,))
PLEASURE = frozenset((36, 37))
SERVICE_WORDS = re.compile(
    r"\b(tug|tow\w*|pilot|tender|dredg\w*|div\w+|military|naval|rescue|sar|search|patrol|law|coast guard|"
    r"anti.?pollution|medical|port service|support)\b"
)
CARGO, TANKER = range(70, 80), range(80, 90)
DPRK_MID = 445
"""country digits of the DPRK in an MMSI (ITU table of maritime identification digits)"""


@dataclass(frozen=True, slots=True)
class Vessel:
    """A ship by its MMSI and what it sent: empty or zero where it sent nothing."""

    mmsi: int
    imo: int = 0
    name: str = ""
    ship_type: str = ""
    length: float = 0.0
    """metres"""
    type_row: dict[str, Any] | None = None
    """place columns of a row that gives the type"""

    @property
    def id(self) -> str:
        """`mmsi-412345678`."""
        return f"mmsi-{self.mmsi:09d}"

    @property
    def caption(self) -> str:
        """Name and numbers, as far as sent."""
        numbers = f"MMSI {self.mmsi:09d}" + (f", IMO {self.imo}" if self.imo else "")
        return f"{self.name} ({numbers})" if self.name else numbers

    @property
    def kind(self) -> str:
        """`service`, `fishing`, `pleasure`, `tanker`, `cargo`, or empty for any other."""
        text = self.ship_type.casefold()
        if code := re.search(r"\b(\d{1,2})\b", text):
            return _kind_of_code(int(code[1]))
        if SERVICE_WORDS.search(text):
            return "service"
        words = (("fish", "fishing"), ("trawl", "fishing"), ("sail", "pleasure"), ("pleasure", "pleasure"))
        goods = (("tank", "tanker"), ("cargo", "cargo"), ("bulk", "cargo"), ("container", "cargo"))
        return next((kind for word, kind in (*words, *goods) if word in text), "")

    @property
    def is_dprk(self) -> bool:
        """Whether its MMSI has the country digits of the DPRK."""
        return self.mmsi // 1_000_000 == DPRK_MID


def _kind_of_code(code: int) -> str:
    kinds = ((SERVICE, "service"), (FISHING, "fishing"), (PLEASURE, "pleasure"))
    goods = ((TANKER, "tanker"), (CARGO, "cargo"))
    return next((kind for codes, kind in (*kinds, *goods) if code in codes), "")


def vessels(positions: Any, wanted: Sequence[int]) -> dict[int, Vessel]:
    """What these ships sent of themselves; of several values the last in the alphabet."""
    chosen = positions.filter(_.mmsi.isin(list(wanted)))
    texts = chosen.group_by("mmsi").agg(
        imo=_.imo.max(), name=_["name"].max(), ship_type=_.ship_type.max(), length=_.length.max()
    )
    rows = (
        chosen.filter(_.ship_type.notnull())
        .group_by("mmsi")
        .agg(at=ibis.struct({"ship_type": _.ship_type, **{name: _[name] for name in COLUMNS}}).max())
    )
    stands = {line["mmsi"]: line["at"] for line in rows.to_pyarrow().to_pylist()}
    known = {
        line["mmsi"]: Vessel(
            line["mmsi"],
            line["imo"] or 0,
            (line["name"] or "").strip(),
            (line["ship_type"] or "").strip(),
            float(line["length"] or 0.0),
            stands.get(line["mmsi"]),
        )
        for line in texts.to_pyarrow().to_pylist()
    }
    return {mmsi: known.get(mmsi, Vessel(mmsi)) for mmsi in wanted}


def is_service_pair(one: Vessel, other: Vessel) -> bool:
    """Whether what they are explains that they lie together: service craft, two fishing boats."""
    kinds = {one.kind, other.kind}
    return bool(kinds & {"service", "pleasure"}) or kinds == {"fishing"}
