"""The first argument of every read."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from sightline.model.marking import PUBLIC, Marking, Tlp
from sightline.model.view import View


def view(at: datetime, clearance: Marking = PUBLIC) -> View:
    return View("reader", clearance, date(2026, 3, 2), at)


def test_has_a_user(at: datetime) -> None:
    with pytest.raises(ValueError, match="user"):
        View("", PUBLIC, date(2026, 3, 2), at)


def test_knows_its_time_zone(at: datetime) -> None:
    with pytest.raises(ValueError, match="time zone"):
        View("reader", PUBLIC, date(2026, 3, 2), at.replace(tzinfo=None))


def test_sees_what_its_clearance_covers_and_no_more(at: datetime) -> None:
    cleared = view(at, Marking(Tlp.AMBER))
    assert cleared.may_see(Marking(Tlp.AMBER))
    assert not cleared.may_see(Marking(Tlp.AMBER_STRICT))
    assert not cleared.for_public().may_see(Marking(Tlp.AMBER))


def test_can_ask_about_another_day(at: datetime) -> None:
    assert view(at).on(date(2020, 1, 1)) == View("reader", PUBLIC, date(2020, 1, 1), at)
