"""Going dark: what is, what is just not, and what only looks like it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.dark import judged, measures, week
from sightline.detectors.detector import Found
from sightline.detectors.sea.along import NOTHING, Way
from sightline.detectors.sea.dark_activity import Params, Silence, detect, is_told, known_silent
from sightline.detectors.sea.reception import Reception
from tests.detectors.sea.dark import LAT, LON, SUBJECT, fleet, quiet
from tests.detectors.sea.tracks import MINUTE, NOON, Leg, Row, placed, row, tables, track

ELSEWHERE = {"lat": 10.0, "lon": -40.0}


PARAMS = Params()


def found(rows: list[Row], params: Params = PARAMS) -> list[Found]:
    return list(detect(tables(placed(rows)), params))


def shuffled(rows: list[Row]) -> list[Row]:
    random.Random(7).shuffle(rows)
    return rows


HITS: dict[str, Callable[[], list[Row]]] = {
    "six hours in the region": lambda: quiet(6.01),
    "twelve hours elsewhere": lambda: quiet(12.01, **ELSEWHERE),
    "one of five silent with it by chance": lambda: quiet(7, with_it=1),
    "a tanker": lambda: quiet(7, ship_type="80"),
    "unordered": lambda: shuffled(quiet(7)),
    "every row twice": lambda: quiet(7) * 2,
    "rows of 1970 and of nowhere among them": lambda: (
        [*quiet(7), row(SUBJECT, 5, LAT, LON), row(SUBJECT, NOON, LAT, LON) | {"lon7": 1_810_000_000}]
    ),
}
NO_HITS: dict[str, Callable[[], list[Row]]] = {
    "a fishing boat": lambda: quiet(7, ship_type="30"),
    "a step short of six hours in the region": lambda: quiet(5.9),
    "a step short of twelve hours elsewhere": lambda: quiet(11.9, **ELSEWHERE),
    "everybody silent with it": lambda: quiet(7, with_it=5),
    "nobody near who would be heard": lambda: quiet(7, away=9.0),
    "never heard again": lambda: [
        one for one in quiet(7) if one["mmsi"] != SUBJECT or one["t_ms"] < NOON + 720 * MINUTE
    ],
    "one that sends every three hours": lambda: (
        fleet(48) + track(SUBJECT, LAT, LON, [Leg(720)], every=180)
        + track(SUBJECT, LAT, LON, [Leg(720)], every=180, start=NOON + 1140 * MINUTE)
    ),
    "nothing": list,
    "one row": lambda: [row(SUBJECT, NOON, LAT, LON)],
}  # fmt: skip


@pytest.mark.parametrize("name", HITS)
def test_goes_dark(name: str) -> None:
    (one,) = [one for one in found(HITS[name]()) if one.actors[0].id == f"mmsi-{SUBJECT}"]
    assert all(reason.cites for reason in one.reasons)


@pytest.mark.parametrize("name", NO_HITS)
def test_does_not(name: str) -> None:
    assert found(NO_HITS[name]()) == []


def test_says_what_it_could_have_reached() -> None:
    (one,) = found(quiet(30, lat=36.5))
    said = " ".join(reason.text for reason in one.reasons)
    assert "Nampo" in said
    assert "Wonsan" not in said, "the other coast is out of reach by sea"
    assert "sailed 778 km" in said
    (short,) = found(quiet(7))
    assert "not enough to call at a port of the DPRK" in " ".join(reason.text for reason in short.reasons)
    assert one.score > short.score


def test_at_a_berth_it_says_what_speaks_against_it() -> None:
    (one,) = found(quiet(7, lat=35.10, lon=129.03))
    assert "Speaks against it" in one.reasons[-1].text
    assert one.score < 0.4


def test_limits_are_parameters() -> None:
    assert found(quiet(4), replace(Params(), region_hours=4.0))
    assert not found(quiet(7), replace(Params(), odds=9.0))


@pytest.mark.slow
def test_switched_off_is_told_from_not_received_on_real_tracks(shared_data: Path) -> None:
    """Gaps cut from the New York week; squares that lose all reception beside single ships that go dark."""
    rows = week(shared_data / "ais" / "NYHarbor_2020_12_first_week.traj")
    every = [one for square in (0.03, 0.05, 0.1) for seed in (31, 32) for one in judged(rows, square, seed)]
    assert {one.switched_off for one in every} == {True, False}
    shares = {one.name.rpartition(" ")[2]: one.value for one in measures("", every)}
    assert min(shares.values()) > 0.8, shares


def heard(odds: float, missed: float, together: float = 0.0) -> Reception:
    return Reception(odds, 0.8, 5, 1, together, 0.1, 0.1, 16_000.0, 0.0, missed)


AT_SEA: dict[str, tuple[Reception, bool]] = {
    "as good as sure": (heard(1.2, 6.0), True),
    "a little less": (heard(1.19, 6.0), False),
    "plain, and short": (heard(2.0, 4.5), True),
    "plain, and shorter": (heard(2.0, 4.4), False),
    "long, and alone": (heard(-1.0, 11.0, 0.1), True),
    "long, and others fell silent with it": (heard(-1.0, 11.0, 0.11), False),
    "long, alone, and lower odds": (heard(-1.01, 11.0), False),
    "alone, and a step shorter": (heard(-1.0, 10.0), False),
}


@pytest.mark.parametrize("name", AT_SEA)
def test_of_a_ship_at_sea_odds_and_length_count_together(name: str) -> None:
    reception, told = AT_SEA[name]
    assert known_silent(reception, Params()) == told


SEA, PORT, ROADS = (34.0, 123.0), (35.10, 129.03), (34.7, 129.03)
FARTHER = (34.0, 123.5)


def silence(
    gone: tuple[float, float] = SEA,
    back: tuple[float, float] = FARTHER,
    hours: float = 20.0,
    reception: Reception | None = None,
    way: Way = NOTHING,
) -> Silence:
    said = reception or heard(1.5, 30.0)
    return Silence(0, SUBJECT, NOON, NOON + round(hours * 60 * MINUTE), gone, back, said, False, way)


def thin(odds: float, lacks: float) -> Reception:
    return replace(heard(odds, 60.0), thin=lacks)


PASSED = Way(throughout=0.55)
LONELY = Way(usual=0.09)
WEIGHED: dict[str, tuple[Silence, bool]] = {
    "at sea": (silence(), True),
    "in a port before and after, for long": (silence(PORT, PORT, reception=heard(1.5, 20.0)), True),
    "in a port before and after, a step less": (silence(PORT, PORT, reception=heard(1.5, 19.0)), False),
    "out of a port, a step less": (silence(PORT, SEA, reception=heard(1.5, 19.0)), True),
    "off a port that was not heard": (silence(ROADS, ROADS, way=Way(port=0.15)), False),
    "off a port that was heard a little": (silence(ROADS, ROADS, way=Way(port=0.16)), True),
    "in a port that was not heard": (silence(PORT, PORT, way=Way(port=0.15)), True),
    "in a quiet corner of a port, alone": (silence(PORT, PORT, reception=heard(-1.3, 60.0, 0.3)), True),
    "in such a corner, and others too": (silence(PORT, PORT, reception=heard(-1.3, 60.0, 0.31)), False),
    "in such a corner, a step less": (silence(PORT, PORT, reception=heard(-1.3, 59.0)), False),
    "in such a corner, lower odds": (silence(PORT, PORT, reception=heard(-1.31, 60.0)), False),
    "off a port, alone": (silence(ROADS, ROADS, reception=heard(-1.3, 60.0)), False),
    "others passed by all the while": (silence(reception=heard(-4.0, 11.0, 1.0), way=PASSED), True),
    "others passed by, and fewer in a third": (
        silence(reception=heard(-4.0, 11.0, 1.0), way=Way(throughout=0.54)), False
    ),
    "others passed by, a step less": (silence(reception=heard(-4.0, 10.0, 1.0), way=PASSED), False),
    "others passed by, and she stayed": (silence(SEA, SEA, reception=heard(-4.0, 11.0), way=PASSED), False),
    "long where nobody is heard": (silence(hours=36, reception=thin(0.9, 0.2), way=LONELY), False),
    "less long where nobody is heard": (silence(hours=35.9, reception=thin(0.9, 0.2), way=LONELY), True),
    "long where some are heard": (silence(hours=36, reception=thin(0.9, 0.2), way=Way(usual=0.1)), True),
    "long, and others are at the ends": (silence(hours=36, reception=thin(0.9, 0.19), way=LONELY), True),
    "long, and plain": (silence(hours=36, reception=thin(1.0, 0.2), way=LONELY), True),
}  # fmt: skip


@pytest.mark.parametrize("name", WEIGHED)
def test_a_silence_is_told_or_explained(name: str) -> None:
    one, said = WEIGHED[name]
    assert is_told(one, Params()) == said


def test_it_says_what_was_heard_along_the_way() -> None:
    (one,) = [one for one in found(quiet(7)) if one.actors[0].id == f"mmsi-{SUBJECT}"]
    assert "Along the straight way between, others sent" in one.reasons[1].text
