"""How a signal at sea went: stops, silences and jumps, each at its limit and a step past it."""

from __future__ import annotations

from collections.abc import Sequence

from sightline.model.citation import Citation
from sightline.model.place import Place
from sightline.model.signal import Actor
from sightline.service.course import _ends, _jumps, _paces, _silences, stretches
from sightline.service.tracks import SILENT_MS, Fix, Track

MINUTE = 60_000
CITE = Citation("a" * 64, Place("row 1", 0, 9))


def fixes(*parts: tuple[int, float], every: int = 10, start: int = 0) -> list[Fix]:
    """Positions at so many minutes each, at so many knots, on the way north."""
    found, lat, ms = [], 30.0, start
    for minutes, knots in parts:
        for _ in range(minutes // every):
            found.append(Fix(ms, lat, 125.0, knots, CITE))
            lat += knots * every / 60 / 60
            ms += every * MINUTE
    return found


def track(found: Sequence[Fix]) -> Track:
    """A track of one ship."""
    return Track(Actor("mmsi-445000001", "INVENTED", "ship"), tuple(found))


def test_a_stop_and_a_start_are_told_with_the_speed_before() -> None:
    still, away = _paces(track(fixes((60, 9.0), (120, 0.4), (60, 8.0))), SILENT_MS)
    assert "Lies still, below 1 kn, for 1.8 hours" in still.text
    assert "9.0 kn in the mean before" in still.text
    assert away.text == "Gets under way, 8.0 kn in the mean; 0.4 kn in the mean before."


def test_a_short_stop_is_not_told_and_a_drift_is() -> None:
    assert len(stretches(fixes((60, 9.0), (20, 0.4), (60, 9.0)), SILENT_MS)) == 1
    assert len(stretches(fixes((60, 9.0), (30, 0.4), (60, 9.0)), SILENT_MS)) == 3
    (drift,) = _paces(track(fixes((60, 9.0), (60, 2.0))), SILENT_MS)
    assert "Slows down to between 1 and 3 kn" in drift.text


def test_a_speed_about_a_limit_is_no_change() -> None:
    assert list(_paces(track(fixes((60, 3.2), (60, 2.5), (60, 3.2))), SILENT_MS)) == []
    assert len(list(_paces(track(fixes((60, 3.2), (60, 2.1))), SILENT_MS))) == 1


def test_a_silence_is_told_from_its_limit_on() -> None:
    before = fixes((30, 9.0))
    for more, told in ((0, 0), (1, 2)):
        after = Fix(before[-1].ms + SILENT_MS + more, 30.5, 125.0, 9.0, CITE)
        assert len(list(_silences(track([*before, after]), SILENT_MS))) == told


def test_a_jump_no_ship_makes_is_told_once() -> None:
    here, there = fixes((10, 0.0)), Fix(20 * MINUTE, 31.0, 125.0, 0.0, CITE)
    back = Fix(30 * MINUTE, 30.0, 125.0, 0.0, CITE)
    (jump,) = _jumps(track([*here, there, back]))
    assert "More such steps follow: 1." in jump.text
    assert list(_jumps(track(fixes((60, 30.0))))) == []


def test_a_number_taken_up_within_the_hours_is_told() -> None:
    found = fixes((60, 9.0), start=61 * MINUTE)
    (first,) = _ends(track(found), 0, found[-1].ms)
    assert first.text.startswith("First heard of")
    assert list(_ends(track(found), MINUTE, found[-1].ms + 60 * MINUTE)) == []
