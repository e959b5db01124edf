"""Payments that lose their payer or payee between two legs."""

from __future__ import annotations

from typing import Any

import ibis
import pytest

from sightline.detectors.day_alone import day_of
from sightline.detectors.detector import Found
from sightline.detectors.firms.stripping import Params, at_least, detect
from tests.detectors.books import HOUR, payment
from tests.detectors.firms.firms import cases
from tests.detectors.sea.tracks import Row, arrow, placed

A, B, C = "AAAAUS33", "BBBBHKHH", "CCCCSGSG"


def leg(
    number: int, hours: float, amount: float, debtor: str, name: str | None, bic: str, to: str = "Z"
) -> Row:
    hours += 1 / 60  # at midnight the day alone is known
    return payment(number, hours, amount, debtor, to) | {
        "debtor_name": name, "debtor_bic": bic, "creditor_bic": C, "creditor_name": "Invented Payee",
    }  # fmt: skip


def pairs(
    count: int, *, late: float = 5, kept: float = 0.01, every: float = 24, then: str | None = None,
    sender: str = B, customers: int = 1,
) -> list[Row]:  # fmt: skip
    """Payments of customers of A that B sends on without their names."""
    rows = []
    for at in range(count):
        who = f"O{at % customers}"
        rows.append(leg(at, every * at, 100 + at, who, f"Invented {who}", A))
        rows.append(leg(100 + at, every * at + late, (100 + at) * (1 - kept), sender, then, sender))
    return rows


NAMED = [leg(500 + at, at, 7 + at, f"B{at}", "Invented Customer", B, "Y") for at in range(20)]
"""B names its own customers"""
MANY = [
    leg(700 + at, at, 9 + at, f"M{at}", "Invented Customer", f"{chr(68 + at % 8) * 4}FRPP", "Y")
    for at in range(120)
]
"""eight other banks' customers pay much more than A's"""
HITS: dict[str, list[Row]] = {
    "nobody in its place": [*pairs(3), *NAMED],
    "a bank in its place": [*pairs(3, then="Invented Bank of B"), *NAMED],
    "just in time": [*pairs(3, late=48, every=60), *NAMED],
    "exactly the fee": [*pairs(3, kept=0.02), *NAMED],
    "two customers, twice each": [*pairs(4, customers=2), *NAMED],
    "it names half": [*pairs(3), *NAMED[:3]],
    "each customer once, and more than chance gives": [*pairs(6, customers=6), *NAMED, *MANY],
}
NO_HITS: dict[str, list[Row]] = {
    "two legs": [*pairs(2), *NAMED],
    "an hour late": [*pairs(3, late=49, every=60), *NAMED],
    "more than a fee": [*pairs(3, kept=0.03), *NAMED],
    "on one day": [*pairs(3, every=1), *NAMED],
    "another customer each time": [*pairs(3, customers=3), *NAMED],
    "each customer once, where A alone pays over it": [*pairs(6, customers=6), *NAMED],
    "a bank that names nobody": [*pairs(3), *NAMED[:2]],
    "another customer of its own": [*pairs(3, then="Invented Firm", sender="BBBBHKHHX"), *NAMED],
    "the payer's own bank": [*pairs(3, sender=A), *NAMED],
}  # fmt: skip


def tables(rows: list[Row]) -> dict[str, Any]:
    return {"payments": ibis.memtable(arrow(placed(rows), "payments"))}


def test_how_rare_so_many_are() -> None:
    assert at_least(1, 1.0) == pytest.approx(0.6321, abs=1e-4)
    assert at_least(4, 0.14) == pytest.approx(1.4e-5, rel=0.1)
    assert at_least(0, 0.0) == 1.0 and at_least(3, 1e-6) == pytest.approx(1e-18 / 6)


def found(rows: list[Row]) -> list[Found]:
    return list(detect(tables(rows), Params()))


@pytest.mark.parametrize("name", cases(HITS, 1))
def test_hit(name: str) -> None:
    [signal] = found(HITS[name])
    assert {one.id for one in signal.actors} >= {f"bank-{A}", f"bank-{B}", "account-O0"}
    assert len(signal.reasons[0].cites) >= 6, "both legs are cited"


@pytest.mark.parametrize("name", cases(NO_HITS, 1))
def test_near_miss(name: str) -> None:
    assert found(NO_HITS[name]) == []


@pytest.mark.parametrize(("late", "legs"), [(0, 1), (24, 1), (48, 1), (-24, 0), (72, 0)])
def test_a_leg_of_a_day_alone_follows_whatever_was_before_its_end(late: int, legs: int) -> None:
    """First legs of midday, second ones of the same day, of two days on, and of other days."""
    rows = pairs(3, late=late, every=240)
    rows = [
        row | {"booked_ms": day_of(row["booked_ms"]) + (at % 2 == 0) * 12 * HOUR}
        for at, row in enumerate(rows)
    ]
    signals = found([*rows, *NAMED])
    assert len(signals) == legs
    assert all("3 of these rows only the day is known" in one.reasons[0].text for one in signals)


@pytest.mark.slow
def test_the_same_id_ties_legs_whatever_the_amount_and_a_payee_may_be_lost() -> None:
    rows = []
    for at in range(3):
        first = payment(at, 24 * at, 100, "O", "Z") | {
            "creditor_name": "Invented Payee", "creditor_bic": C, "debtor_bic": A, "debtor_name": "O",
        }  # fmt: skip
        second = {
            "creditor_account": B,
            "creditor_name": None,
            "creditor_bic": B,
            "amount": first["amount"] / 2,
        }
        rows += [first, first | second]
    own = [
        payment(300 + at, at, 7, "X", f"B{at}") | {"creditor_name": "Invented", "creditor_bic": B}
        for at in range(9)
    ]
    [signal] = found([*rows, *own])
    assert {one.role for one in signal.actors} == {"bank that sent on", "bank of the payee", "payee"}
