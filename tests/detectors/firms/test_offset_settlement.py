"""Goods against goods, and no money between."""

from __future__ import annotations

import pytest

from sightline.detectors.detector import Found
from sightline.detectors.firms.offset_settlement import Params, detect
from tests.detectors.firms.firms import cases
from tests.detectors.firms.papers import paid, shipment, tables
from tests.detectors.sea.tracks import Row

ONE, TWO, ELSE = "Invented North Trade", "Invented South Trade", "Invented Else Ltd"
ACTIVE = [paid(900 + at, at, 50, ONE, ELSE) for at in range(3)]
Case = tuple[list[Row], list[Row], list[Row]]


def both(there: list[float], back: list[float], days: int = 20, **more: str) -> list[Row]:
    ways = [(ONE, TWO, value) for value in there] + [(TWO, ONE, value) for value in back]
    last = len(ways) - 1
    return [
        shipment(at, *way[:2], days=at * days // last, value=way[2], **more) for at, way in enumerate(ways)
    ]


HITS: dict[str, Case] = {
    "like sums": (ACTIVE, both([100, 100], [90, 100]), []),
    "exactly balanced enough": (ACTIVE, both([100, 100], [70, 70]), []),
    "exactly the time": (ACTIVE, both([100, 100], [90, 90], days=180), []),
    "a little was paid": ([*ACTIVE, paid(1, 5, 20, TWO, ONE)], both([100, 100], [100, 100]), []),
    "paid in another currency": (
        [*ACTIVE, paid(1, 5, 300, TWO, ONE) | {"currency": "EUR"}], both([100, 100], [100, 100]), [],
    ),
}  # fmt: skip
NO_HITS: dict[str, Case] = {
    "one shipment back": (ACTIVE, both([100, 100], [200]), []),
    "sums that differ": (ACTIVE, both([100, 100], [70, 69]), []),
    "a day too long": (ACTIVE, both([100, 100], [90, 90], days=181), []),
    "it was paid": ([*ACTIVE, paid(1, 5, 21, TWO, ONE)], both([100, 100], [100, 100]), []),
    "nobody is seen to pay": (ACTIVE[:2], both([100, 100], [90, 100]), []),
    "payments of the two alone": (
        [paid(at, at, 1, ONE, TWO) for at in range(4)], both([100, 100], [90, 100]), [],
    ),
    "one house": (
        ACTIVE, both([100, 100], [90, 100]),
        [{"company": str(at), "name": name, "owner": "Invented Owner"} for at, name in enumerate((ONE, TWO))],
    ),
    "no values": (ACTIVE, both([0, 0], [0, 0]), []),
}  # fmt: skip


def found(case: Case) -> list[Found]:
    return list(detect(tables(*case), Params()))


@pytest.mark.parametrize("name", cases(HITS, 2))
def test_hit(name: str) -> None:
    [signal] = found(HITS[name])
    assert {one.caption for one in signal.actors} == {ONE, TWO}
    assert "worth" in signal.reasons[0].text and len(signal.reasons[0].cites) >= 4


@pytest.mark.parametrize("name", cases(NO_HITS, 2))
def test_near_miss(name: str) -> None:
    assert found(NO_HITS[name]) == []
