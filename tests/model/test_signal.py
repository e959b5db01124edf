"""What a signal is, and that it comes back from its published shape."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sightline.model.citation import Citation, Reason
from sightline.model.place import Place
from sightline.model.signal import Actor, Signal

START = datetime(2023, 5, 4, 12, 0, 30, tzinfo=UTC)
CITE = Citation("ab" * 32, Place("row 2", 10, 20))
SIGNAL = Signal(
    "ship_to_ship",
    1,
    0.5,
    (Actor("mmsi-1", "One", "ship"), Actor("mmsi-2", "Two", "ship")),
    START,
    START + timedelta(hours=3),
    "at sea",
    (Reason("They lay together.", (CITE,)), Reason("Slowly.", (CITE,))),
    30.0,
    127.0,
    ("sts",),
    {"hours": 2.0},
    ("f" * 64,),
)


def test_it_comes_back_from_its_published_shape() -> None:
    assert Signal.from_json(SIGNAL.as_json()) == SIGNAL
    assert SIGNAL.as_json()["start"] == "2023-05-04T12:00:30Z"
    assert SIGNAL.cites == (CITE,)


def test_the_id_is_of_the_event() -> None:
    same = replace(SIGNAL, id="", score=0.9, actors=SIGNAL.actors[::-1], start=START + timedelta(seconds=29))
    assert same.id == SIGNAL.id
    assert len(SIGNAL.id) == len("s-") + 12


@pytest.mark.parametrize(
    "other",
    [
        {"start": START + timedelta(seconds=30)},
        {"detector": "loitering"},
        {"actors": SIGNAL.actors[:1]},
    ],
    ids=["the next minute", "another detector", "one actor less"],
)
def test_another_event_has_another_id(other: dict[str, object]) -> None:
    assert replace(SIGNAL, id="", **other).id != SIGNAL.id  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong",
    [
        {"reasons": ()},
        {"end": START - timedelta(seconds=1)},
        {"start": START.replace(tzinfo=None)},
        {"score": 1.01},
    ],
    ids=["no reason", "ends before it starts", "no time zone", "a score above one"],
)
def test_what_is_no_signal(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        replace(SIGNAL, **wrong)  # type: ignore[arg-type]
