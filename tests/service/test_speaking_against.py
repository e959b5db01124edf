"""What speaks against a signal, from its score, its ships, its place and its log."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sightline.detectors.sea.vessels import Vessel
from sightline.model.citation import Citation, Reason
from sightline.model.place import Place
from sightline.model.signal import Actor, Signal
from sightline.service.heard import Heard
from sightline.service.signal_log import Step, Version
from sightline.service.speaking_against import HOUR_MS, against

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
WHO = Actor("mmsi-445000001", "INVENTED", "ship")
CITE = Citation("a" * 64, Place("row 1", 0, 9))
SEEN = Signal(
    "loitering", 1, 0.5, (WHO,), AT, AT + timedelta(hours=9), "", (Reason("She lay.", (CITE,)),), 30.0, 125.0
)
SHIP = Heard(WHO, Vessel(445000001, ship_type="cargo"), 6, HOUR_MS - 1, HOUR_MS, 0)
FOUND = Version(SEEN, True, AT, "x", "found")


def said(
    signal: Signal = SEEN, ship: Heard = SHIP, *more: Version, steps: tuple[Step, ...] = ()
) -> list[str]:
    """What is said against a signal, by where it comes from."""
    return [one.origin for one in against(signal, (FOUND, *more), steps, (), (ship,)).doubts]


def test_at_the_limits_nothing_is_said_and_a_step_past_them_something_is() -> None:
    assert said() == []
    assert said(replace(SEEN, score=0.49)) == ["score"]
    assert said(SEEN, replace(SHIP, during=5)) == ["ships"]
    assert said(SEEN, replace(SHIP, longest_ms=HOUR_MS)) == ["ships"]
    assert said(SEEN, replace(SHIP, longest_ms=HOUR_MS, elsewhere=1)) == ["ships", "ships"]
    assert said(SEEN, replace(SHIP, vessel=Vessel(445000001))) == ["ships"], "no type sent"
    assert said(SEEN, replace(SHIP, vessel=Vessel(446000001, ship_type="cargo"))) == ["ships"], "no digits"
    other = replace(SHIP, vessel=Vessel(446000001, ship_type="cargo"))
    assert against(SEEN, (FOUND,), (), (), (other,), (WHO.id,)).doubts == (), "but on a list"
    assert said(replace(SEEN, lat=38.7, lon=125.4)) == ["place"], "off Nampo"


def test_the_log_speaks_too() -> None:
    lower = Version(replace(SEEN, score=0.4), True, AT, "x", "late data changed it: late.csv")
    assert said(SEEN, SHIP, lower) == ["log"]
    gone = Version(SEEN, False, AT, "x", "a later run, which read late.csv too, no longer finds it")
    assert said(SEEN, SHIP, gone) == ["log"]
    aside = Step(AT, "x", "new", "dismissed", "A pilot.")
    (doubt,) = against(SEEN, (FOUND,), (aside,), (), (SHIP,)).doubts
    assert doubt.text == "x set it aside on 2026-06-01: A pilot."


def test_lookalikes_are_named_whatever_else_is_said() -> None:
    found = against(SEEN, (FOUND,), (), (), (SHIP,))
    assert found.page == "/detectors/loitering"
    assert [one.handled for one in found.lookalikes].count(False) >= 2
