"""Payments for a ship around the time she met another at sea."""

from __future__ import annotations

from functools import cache
from typing import Any

import ibis
import pytest

from sightline.detectors.detector import Found
from sightline.detectors.firms.ship_event_payments import Params, around, detect
from sightline.detectors.sea import ship_to_ship
from tests.detectors.books import DAY, HOUR, payment
from tests.detectors.sea.test_ship_to_ship import A, B, pair
from tests.detectors.sea.tracks import NOON, Row, arrow, placed

BEGIN = NOON - DAY
"""of the meeting, in milliseconds since the new year of the payments"""
FIRST = {"imo": 9_074_729, "name": "INVENTED STAR"}
SHIP: Row = {"imo": 9_074_729, "mmsi": A, "name": "INVENTED STAR", "owner": "Invented Owner Ltd"}
POSITIONS = [one | (FIRST if one["mmsi"] == A else {"name": "OTHER"}) for one in pair(180)]


def paid(purpose: str, days: float = 0.0, payer: str = "Invented Payer", number: int = 1) -> Row:
    row = payment(number, BEGIN / HOUR + 24 * days, 5000, "P", "S")
    return row | {"purpose": purpose, "debtor_name": payer, "creditor_name": "Invented Services"}


HITS = {
    "her name": paid("Bunkers INVENTED STAR"),
    "her number": paid("repair, IMO 9074729"),
    "the first moment of the first day": paid("Bunkers INVENTED STAR", -30.5),
    "the last hour of the last day": paid("Bunkers INVENTED STAR", 30 + 11.9 / 24),
    "her owner": paid("hull insurance premium", 2, "INVENTED OWNER"),
}
NO_HITS = {
    "the hour before the first day": paid("Bunkers INVENTED STAR", -30.5 - 0.1 / 24),
    "the first moment of the day behind the last": paid("Bunkers INVENTED STAR", 30.5),
    "another ship": paid("Bunkers INVENTED STARLIGHT"),
    "part of her name": paid("vessel STAR, bunkers"),
    "another number": paid("repair, IMO 90747291"),
    "her owner, for rent": paid("office rent", 2, "Invented Owner Ltd"),
}


def held(payments: list[Row], positions: list[Row] = POSITIONS) -> dict[str, Any]:
    return {
        "positions": ibis.memtable(arrow(placed(positions))),
        "payments": ibis.memtable(arrow(placed(payments, "cd" * 32), "payments")),
        "ships": ibis.memtable(arrow(placed([SHIP], "ef" * 32), "ships")),
    }


@cache
def meetings() -> tuple[Found, ...]:
    return tuple(ship_to_ship.detect(held([]), ship_to_ship.Params()))


def found(payments: list[Row]) -> list[Found]:
    return list(around(meetings(), held(payments), Params()))


@pytest.mark.parametrize("name", HITS)
def test_hit(name: str) -> None:
    [signal] = found([HITS[name]])
    assert {one.id for one in signal.actors} == {f"mmsi-{A}", "account-P", "account-S"}
    assert signal.measures and signal.lat


def test_near_misses() -> None:
    assert found(list(NO_HITS.values())) == []


@pytest.mark.parametrize("name", ["OTHER", "MV OTHER"])
def test_a_name_of_one_word_counts_behind_a_word_for_a_ship(name: str) -> None:
    assert [one.actors[0].id for one in found([paid(f"agency fee {name}")])] == (
        [f"mmsi-{B}"] if name.startswith("MV") else []
    )


def test_without_a_meeting_nobody_asks() -> None:
    alone = [one for one in POSITIONS if one["mmsi"] == A]
    assert list(detect(held([paid("Bunkers INVENTED STAR")], alone), Params())) == []


DAYS = {
    "the next morning": (0.6, "1 day after the meeting"),
    "nine days by the calendar": (9.4, "9 days after the meeting"),
    "an hour later": (0.1, "on the day of the meeting"),
    "a day before": (-1.0, "1 day before the meeting"),
}


@pytest.mark.parametrize(("days", "said"), DAYS.values(), ids=DAYS)
def test_days_are_those_of_the_calendar_and_both_parties_are_told(days: float, said: str) -> None:
    [signal] = found([paid("Bunkers INVENTED STAR", days)])
    assert signal.reasons[1].text.startswith(
        f"5,000.00 USD from Invented Payer to Invented Services, {said}: "
    )
    assert "INVENTED STAR" in signal.reasons[0].text and "met OTHER" in signal.reasons[0].text
