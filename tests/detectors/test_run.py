"""From what a detector found to signals: two events are two, one event told twice is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from sightline.detectors.detector import Detector, Found, moment
from sightline.detectors.run import run
from sightline.model.citation import Citation, Reason
from sightline.model.place import Place
from sightline.model.signal import Actor

NOON = 1_683_201_600_000


@dataclass(frozen=True)
class Params:
    """None."""


def seen(row: int, about: str = "", seconds: int = 0) -> Found:
    cite = Citation("ab" * 32, Place(f"row {row}", row * 10, row * 10 + 9))
    at = moment(NOON + seconds * 1000)
    reason = Reason(f"Row {row} says so.", (cite,))
    return Found(
        (Actor("crypto-Invented", "Invented", "taker"),), at, at, 0.5, "here", (reason,), about=about
    )


def ids(*found: Found) -> list[str]:
    def detect(_tables: Any, _params: Any) -> Iterator[Found]:
        yield from found

    detector = Detector("invented", 1, (), (), Params, detect, "")
    return [one.id for one in run(detector, {}, Params(), ())]


TWO = {
    "two assets in one minute": (seen(1, "BTC on bitcoin"), seen(2, "ETH on ethereum", 30)),
    "two events about nothing in particular that share no row": (seen(1), seen(2)),
    "a minute apart": (seen(1), seen(1, seconds=60)),
}
ONE = {
    "the same twice": (seen(1), seen(1)),
    "in other words": (seen(1), replace(seen(1), score=0.7)),
}


@pytest.mark.parametrize("found", TWO.values(), ids=TWO)
def test_two_events_are_two_signals(found: tuple[Found, ...]) -> None:
    assert len(set(ids(*found))) == 2
    assert ids(*found, *found) == ids(*found)


@pytest.mark.parametrize("found", ONE.values(), ids=ONE)
def test_one_event_told_twice_is_one_signal(found: tuple[Found, ...]) -> None:
    assert len(ids(*found)) == 1
