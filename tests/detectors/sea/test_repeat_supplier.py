"""A supplier comes back to listed ships; who meets one once, or ships nobody lists, does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ibis
import pyarrow as pa
import pytest

from sightline.detectors.detector import Found
from sightline.detectors.sea.repeat_supplier import Params, detect
from sightline.formats.table_schemas import LISTED
from sightline.lake.engines import plain
from tests.detectors.sea.tracks import MINUTE, NOON, Leg, Row, placed, tables, track

SUPPLIER, ONE, OTHER, DPRK = 412_000_001, 370_000_002, 370_000_003, 445_000_004
IMO, OTHER_IMO = 9990014, 9990026
AT = (30.2, 127.0)
DAY = 24 * 60


def meeting(receiver: int, day: float, imo: int | None) -> list[Row]:
    """Four hours side by side on a day, each coming and going her way."""
    begin = NOON + round(day * DAY * MINUTE)
    legs = [Leg(60, 9, 90), Leg(240, 0.3, 0), Leg(60, 9, 180)]
    first = track(SUPPLIER, *AT, legs, start=begin, every=10)
    legs = [Leg(60, 9, 270), Leg(240, 0.3, 0), Leg(60, 9, 0)]
    # both come to the same place from two sides
    way = 2 * 9 * 1852 / 111_195 / 0.8643
    return first + track(receiver, AT[0] + 0.0006, AT[1] + way, legs, start=begin, every=10, imo=imo)


def listed(*numbers: int) -> Any:
    rows = [
        {
            "entity": f"e-{number}", "caption": f"INVENTED {number}", "list": "invented", "prop": "imoNumber",
            "value": str(number), "label": "row 2", "item": "cd" * 32, "row": 0,
            "place_start": 0, "place_end": 9,
        }
        for number in numbers
    ]  # fmt: skip
    return ibis.memtable(pa.Table.from_pylist(rows, schema=plain(LISTED)))


def found(rows: list[Row], *numbers: int) -> list[Found]:
    return list(detect(tables(placed(rows)) | {"listed": listed(*numbers)}, Params()))


TWICE = meeting(ONE, 0, IMO) + meeting(ONE, 4, IMO)
HITS: dict[str, Callable[[], list[Found]]] = {
    "one listed ship on two days": lambda: found(TWICE, IMO),
    "two listed ships": lambda: found(meeting(ONE, 0, IMO) + meeting(OTHER, 4, OTHER_IMO), IMO, OTHER_IMO),
    "digits of the DPRK, on no list": lambda: found(meeting(DPRK, 0, None) + meeting(DPRK, 4, None)),
}
NO_HITS: dict[str, Callable[[], list[Found]]] = {
    "once": lambda: found(meeting(ONE, 0, IMO), IMO),
    "twice, the second ship on no list": lambda: found(
        meeting(ONE, 0, IMO) + meeting(OTHER, 4, OTHER_IMO), IMO
    ),
    "another number on the list": lambda: found(TWICE, OTHER_IMO),
    "a list that is empty": lambda: found(TWICE),
    "nothing": lambda: found([], IMO),
}


@pytest.mark.parametrize("name", HITS)
def test_suppliers(name: str) -> None:
    (one,) = HITS[name]()
    assert (one.actors[0].role, one.actors[0].id) == ("supplier", f"mmsi-{SUPPLIER}")
    assert "2 meetings" in one.reasons[-1].text and all(reason.cites for reason in one.reasons)


@pytest.mark.parametrize("name", NO_HITS)
def test_none(name: str) -> None:
    assert NO_HITS[name]() == []


def test_the_row_of_the_list_is_cited() -> None:
    (one,) = HITS["one listed ship on two days"]()
    assert "cd" * 32 in {cite.item for cite in one.reasons[0].cites}
