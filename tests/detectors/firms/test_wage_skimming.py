"""Wages that go on to one account."""

from __future__ import annotations

import pytest

from sightline.detectors.detector import Found
from sightline.detectors.firms.wage_skimming import Params, detect
from tests.detectors.books import account, payment, tables
from tests.detectors.firms.firms import cases
from tests.detectors.sea.tracks import Row


def crew(
    workers: int = 5, share: float = 0.6, wages: int = 2, late: float = 3, *, equal: bool = False,
    back: float = 0.0, to: str = "C",
) -> list[Row]:  # fmt: skip
    """Workers of E who hand on a share of what they get every thirty days."""
    rows: list[Row] = []
    for month in range(wages):
        for at in range(workers):
            wage = 1000 if equal else 1000 + 100 * at
            rows.append(payment(len(rows), 720 * month, wage, "E", f"W{at}"))
            rows.append(payment(len(rows), 720 * month + 24 * late, share * wage, f"W{at}", to))
            if back:
                rows.append(payment(len(rows), 720 * month + 24 * late + 9, back * wage, to, f"W{at}"))
    return rows


def public(count: int) -> list[Row]:
    return [payment(5000 + at, at, 20, f"X{at}", "C") for at in range(count)]


PEOPLE = [account(f"W{at}") for at in range(9)]
HITS = {
    "five of them": crew(),
    "just half, the same of all": crew(share=0.5, equal=True),
    "less than half, by the wage": crew(share=0.25),
    "on the last day": crew(late=10),
    "as many others pay it": [*crew(), *public(5)],
    "a little comes back": crew(back=0.1),
}
NO_HITS = {
    "four of them": crew(4),
    "less than half, the same of all": crew(share=0.49, equal=True),
    "less than a quarter": crew(share=0.24),
    "one wage": crew(wages=1),
    "a day late": crew(late=11),
    "one more pays it": [*crew(), *public(6)],
    "a third comes back": crew(back=0.2),
    "to the employer": crew(to="E"),
    "each to a family of their own": [
        one | {"creditor_account": f"F{one['debtor_account']}"} if one["creditor_account"] == "C" else one
        for one in crew()
    ],
}


def found(rows: list[Row], people: list[Row]) -> list[Found]:
    return list(detect(tables(rows, people), Params()))


@pytest.mark.parametrize("name", cases(HITS, 2))
def test_hit(name: str) -> None:
    [signal] = found(HITS[name], PEOPLE)
    roles = {one.id: one.role for one in signal.actors}
    assert roles["account-C"] == "collector" and roles["account-E"] == "employer" and len(roles) == 7
    assert signal.measures == ("labour", "fin-services")


@pytest.mark.parametrize("name", cases(NO_HITS, 2))
def test_near_miss(name: str) -> None:
    assert found(NO_HITS[name], PEOPLE) == []


def test_companies_that_pay_one_supplier_hand_on_no_wages() -> None:
    assert found(crew(), [account(f"W{at}", "company") for at in range(5)]) == []
    assert found(crew(), [*PEOPLE, account("E")]) == [], "a person who pays persons is no employer"


def in_another(worker: str, rows: list[Row], *, handed: bool = True, wages: bool = False) -> list[Row]:
    """The payments of one worker in ringgit."""
    sides = {"debtor_account": handed, "creditor_account": wages}
    return [
        row | {"currency": "MYR"}
        if any(told and row[side] == worker for side, told in sides.items())
        else row
        for row in rows
    ]


def test_what_is_handed_on_in_another_currency_is_no_share_of_a_wage() -> None:
    """At sixty to one it would have looked like more than all of it."""
    assert found(in_another("W4", crew()), PEOPLE) == [], "four are left"
    [signal] = found(in_another("W4", crew(6)), PEOPLE)
    assert "account-W4" not in {one.id for one in signal.actors}


def test_each_worker_is_judged_within_one_currency() -> None:
    [signal] = found(in_another("W4", crew(), wages=True), PEOPLE)
    (paid, shares) = (reason.text for reason in signal.reasons)
    assert "paid 5 persons 2,800.00 MYR, 9,200.00 USD in 10 payments" in paid
    assert "1,680.00 MYR (60% of it), 5,520.00 USD (60% of it) in 10 to account C; payments of 4" in paid
    assert "60% of each one's wages went on, all of those payments within 10 days of a wage" in shares


def test_payments_of_other_currencies_are_left_aside_and_it_is_said() -> None:
    more = payment(900, 800, 500, "W4", "C") | {"currency": "MYR"}
    [signal] = found([*crew(), more], PEOPLE)
    assert (
        "to account C; 1 payment between them in other currencies is left aside; " in signal.reasons[0].text
    )
