"""Accounts that work as banks: what is one, what only looks like one, and what must not change the answer."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import ibis
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.detectors.detector import Found
from sightline.detectors.payments.individual_as_bank import Params, detect
from sightline.detectors.register import detector
from sightline.detectors.run import run
from sightline.model.signal import Signal
from tests.detectors.books import HOLDER, HOUR, account, payment, tables
from tests.detectors.sea.tracks import ITEM, Row, arrow, placed

World = tuple[list[Row], list[Row]]


def bank(
    payers: int = 6,
    payees: int = 6,
    rounds: int = 12,
    wait: float = 30,
    keeps: float = 0.01,
    first_hour: float = 10,
    every: float = 60,
    late: int = 0,
    **more: Any,
) -> list[Row]:
    """Pairs of payments: in comes an amount, `wait` hours later it leaves less what is kept; `late` in 55."""
    rows = []
    for number in range(rounds):
        at, amount = first_hour + number * every, 5000 + 731.5 * (number % 5)
        source, target = f"S-{number % payers}", f"T-{number % payees}"
        leaves = at + (55 if number < late else wait)
        rows.append(payment(2 * number, at, amount, source, HOLDER, **more))
        rows.append(payment(2 * number + 1, leaves, round(amount * (1 - keeps), 2), HOLDER, target, **more))
    return rows


def pieces(of: int) -> list[Row]:
    """What came in leaves in so many parts."""
    rows = [row for row in bank(payees=12) if row["creditor_account"] == HOLDER]
    return rows + [
        payment(
            500 + 10 * number + part,
            10 + number * 60 + 20 + part,
            round(float(row["amount"]) / of, 2),
            HOLDER,
            f"T-{(number + part) % 12}",
        )
        for number, row in enumerate(rows)
        for part in range(of)
    ]


def gathered(of: int) -> list[Row]:
    """So many payments in, an hour apart, leave together as one."""
    rows = [payment(n, 10 + n // of * 60 + n % of, 600, f"S-{n % 12}", HOLDER) for n in range(12 * of)]
    return rows + [payment(500 + n, 40 + n * 60, 598 * of, HOLDER, f"T-{n % 12}") for n in range(12)]


def shopping(times: int) -> list[Row]:
    """Everyday purchases, each in another shop."""
    return [payment(800 + n, 15 + n * 30, 20 + n % 7, HOLDER, f"SHOP-{n}") for n in range(times)]


def person(**more: Any) -> list[Row]:
    return [account(HOLDER, **more)]


def salaried(times: int = 1) -> list[Row]:
    rows = [payment(n, n * 720, 3000 * times, "EMPLOYER", HOLDER) for n in range(6)]
    spent = (times * (120 + n % 7) for n in range(150))
    return rows + [
        payment(100 + n, 20 + n * 24, amount, HOLDER, f"SHOP-{n % 15}") for n, amount in enumerate(spent)
    ]


def landlord() -> list[Row]:
    rows = [
        payment(n, (n // 12) * 720 + n % 12, 800 + 10 * (n % 12), f"TENANT-{n % 12}", HOLDER)
        for n in range(72)
    ]
    return rows + [payment(200 + n, 30 + n * 180, 300, HOLDER, f"CRAFT-{n % 5}") for n in range(24)]


def savings_club() -> list[Row]:
    rows = []
    for month in range(12):
        rows += [payment(month * 20 + n, month * 720 + n, 200, f"M-{n}", HOLDER) for n in range(12)]
        rows.append(payment(month * 20 + 19, month * 720 + 24, 2400, HOLDER, f"M-{month}"))
    return rows


def household(spent: float = 2900) -> list[Row]:
    """A year of a wage and what it is lived on: rent, and groceries in six shops."""
    rows = [payment(2000 + n, 5 + n * 720, 3000, "EMPLOYER", HOLDER) for n in range(12)]
    rows += [payment(2100 + n, 100 + n * 720, 1200, HOLDER, "LANDLORD") for n in range(12)]
    groceries = round((spent - 1200) / 30, 2)
    return rows + [payment(2200 + n, 19 + n * 24, groceries, HOLDER, f"SHOP-{n % 6}") for n in range(360)]


def circle(members: int, also_paid: int) -> list[Row]:
    """A bank of so many payers and as many payees, of whom some are its payers."""
    rows = bank(payers=members, payees=members, rounds=2 * members)
    return [
        row | {"creditor_account": f"S-{(number // 2 + 3) % members}"}
        if row["debtor_account"] == HOLDER and number // 2 % members < also_paid
        else row
        for number, row in enumerate(rows)
    ]


def one_large(amount: float) -> list[Row]:
    """A bank of 25,000 in fifty payments, and a sum that came and did not leave."""
    rows = [row | {"amount": Decimal(1000)} for row in bank(payers=10, payees=10, rounds=25, every=24)]
    return [*rows, payment(900, 700, amount, "S-1", HOLDER)]


def flat_share() -> list[Row]:
    rows = []
    for month in range(12):
        rows += [payment(month * 20 + n, month * 720 + n, 500, f"MATE-{n}", HOLDER) for n in range(4)]
        rows += [payment(month * 20 + 9 + n, month * 720 + 30, 400, HOLDER, f"BILL-{n}") for n in range(5)]
    return rows


def trader() -> list[Row]:
    """A shop in a person's name: many customers, several suppliers, a third stays."""
    rows = [payment(n, n * 2.5, 40 + n % 9, f"CUSTOMER-{n % 90}", HOLDER) for n in range(600)]
    return rows + [payment(1000 + n, 24 + n * 24, 270, HOLDER, f"SUPPLIER-{n % 6}") for n in range(60)]


def related() -> World:
    """As many counterparties as needed, one of whom shares the holder's telephone."""
    accounts = [account(HOLDER, phone="+85 2 555"), account("T-0", phone="+85 2 555")]
    return bank(payers=5, payees=5), accounts


def amid_a_life() -> World:
    """Half a year of a salary that is saved, two months of it a bank."""
    saved = [row for row in salaried(8) if row["creditor_account"] == HOLDER]
    life = [row | {"payment_id": f"L{row['payment_id']}"} for row in saved]
    return life + bank(rounds=40, first_hour=1000, every=30, payers=12, payees=12), person()


HITS: dict[str, Callable[[], World]] = {
    "in one day, out the next": lambda: (bank(), person()),
    "exactly as many counterparties as needed": lambda: (bank(payers=6, payees=6, rounds=15), person()),
    "exactly as many payers as needed": lambda: (bank(payers=5, payees=8, rounds=15), person()),
    "exactly as many payees as needed": lambda: (bank(payers=7, payees=4, rounds=15), person()),
    "exactly as many payments as needed": lambda: (bank(payers=10, payees=10, rounds=10), person()),
    "out in pieces": lambda: (pieces(3), person()),
    "gathered into somewhat larger sums": lambda: (gathered(2), person()),
    "a week of shopping beside": lambda: ([*bank(), *shopping(14)], person()),
    "out exactly in time": lambda: (bank(wait=48), person()),
    "three in ten out late": lambda: (bank(rounds=20, late=6, keeps=0, every=120), person()),
    "keeps just as much as may be": lambda: (bank(keeps=0.1499), person()),
    "paid out ahead": lambda: (bank(wait=-20), person()),
    "in two currencies": lambda: (bank() + bank(currency="CNY", first_hour=40), person()),
    "holder type in capitals": lambda: (bank(), person(holder_type=" Individual ")),
    "every row twice": lambda: (bank() * 2, person() * 2),
    "amid a life": amid_a_life,
    "a few who pay in and are paid": lambda: (circle(12, 3), person()),
    "amid a wage, a rent and groceries": lambda: (
        bank(rounds=120, payers=9, payees=9) + household(),
        person(),
    ),
    "the other side of one payment missing": lambda: (one_large(6240), person()),
    "with payments to itself": lambda: ([*bank(), payment(9000, 5, 9e6, HOLDER, HOLDER)], person()),
    "two payments under one id": lambda: (
        [one | {"payment_id": "SAME"} for one in bank(payers=7, payees=7, rounds=14)],
        person(),
    ),
    "an amount of 28 digits elsewhere": lambda: (
        [*bank(), payment(9000, 5, 0, "X", "Y") | {"amount": Decimal("9" * 28)}],
        person(),
    ),
}

NO_HITS: dict[str, Callable[[], World]] = {
    "one counterparty short": lambda: (bank(payers=6, payees=5, rounds=15), person()),
    "one payer short": lambda: (bank(payers=3, payees=9, rounds=15), person()),
    "one payee short": lambda: (bank(payers=9, payees=3, rounds=15), person()),
    "two payments short": lambda: (bank(payers=9, payees=9, rounds=9), person()),
    "many small sales and a few large bills": lambda: (gathered(6), person()),
    "two payees and a life of shopping": lambda: ([*bank(payees=2), *shopping(14)], person()),
    "out an hour late": lambda: (bank(wait=49, every=120), person()),
    "four in ten out late": lambda: (bank(rounds=20, late=8, keeps=0, every=120), person()),
    "keeps a little too much": lambda: (bank(keeps=0.1505), person()),
    "a company": lambda: (bank(), person(holder_type="company")),
    "nobody knows who holds it": lambda: (bank(), [account("S-1")]),
    "holder without a type": lambda: (bank(), [account(HOLDER) | {"holder_type": None}]),
    "a counterparty is the holder's own": related,
    "a salary and shops": lambda: (salaried(), person()),
    "a landlord": lambda: (landlord(), person()),
    "a savings club": lambda: (savings_club(), person()),
    "most who pay in are paid": lambda: (circle(12, 8), person()),
    "a savings club amid a life": lambda: (savings_club() + household(), person()),
    "a savings club, and half of a wage is saved": lambda: (savings_club() + household(1500), person()),
    "a trader with a wage": lambda: (trader() + household(), person()),
    "a sum too large for its other side to be missing": lambda: (one_large(6260), person()),
    "a flat share": lambda: (flat_share(), person()),
    "a trader": lambda: (trader(), person()),
    "a payroll": lambda: (
        [payment(n, n * 10, 900, f"CLIENT-{n % 30}", "CO") for n in range(90)]
        + [payment(500 + n, n * 10 + 5, 880, "CO", f"STAFF-{n % 30}") for n in range(90)],
        [account("CO", "company")],
    ),
    "nothing at all": lambda: ([], []),
}


def found(world: World, params: Params = Params()) -> list[Found]:  # noqa: B008
    return list(detect(tables(*world), params))


def signals(world: World) -> list[Signal]:
    return list(run(detector("individual_as_bank"), tables(*world), Params(), ["f" * 64]))


@pytest.mark.parametrize("name", HITS)
def test_hit(name: str) -> None:
    assert {actor.id for one in found(HITS[name]()) for actor in one.actors} == {f"account-{HOLDER}"}


@pytest.mark.parametrize("name", NO_HITS)
def test_no_hit(name: str) -> None:
    assert found(NO_HITS[name]()) == []


def test_of_money_that_rests_while_other_sums_go_out_it_is_not_said_that_it_left() -> None:
    """Every sum rests three days, dense enough that others go out near it; the same seldom is no bank."""
    dense, seldom = (bank(rounds=60, wait=72, every=every) for every in (8, 200))
    assert found((seldom, person())) == []
    (one,) = signals((dense, person()))
    assert "left" not in one.reasons[2].text and "the same money, payments do not say" in one.reasons[2].text


def test_what_is_said_of_an_account() -> None:
    (one,) = signals((bank(), person(bic="INVTXX22")))
    assert one.actors[0].caption == "Invented P-1 (account P-1)"
    assert one.place == "account P-1 at INVTXX22"
    assert one.measures == ("fin-services",)
    texts = [reason.text for reason in one.reasons]
    assert texts[0] == "The account is held by a person."
    assert "6 others paid in and 6 were paid" in texts[1]
    assert texts[2].startswith(
        "Of a payment in, as much as 99% on average went out within 48 hours of it, before or after, and "
        "of the money 99% (75,"
    )
    assert "differ by 1.0%" in texts[3], "the fee it keeps, whatever may be missing from the data"
    assert str(one.reasons[0].cites[0].place) == "row 2 · bytes 200-299"
    assert len(one.cites) >= 6


def test_only_the_months_in_which_it_was_a_bank() -> None:
    (one,) = signals(amid_a_life())
    assert (one.end - one.start).days < 120


def test_params_change_the_answer() -> None:
    assert found((bank(payers=6, payees=5, rounds=15), person()), replace(Params(), counterparties=9))
    assert found((gathered(6), person()), replace(Params(), size_ratio=6.0))
    assert found((one_large(6260), person()), replace(Params(), missing_money=0.3))
    assert not found((bank(), person()), replace(Params(), passed_money=1.0))
    assert not found((bank(), person()), replace(Params(), passed_hours=24.0))
    assert not found((bank(payers=6, payees=4), person()), replace(Params(), side_share=0.7))


@pytest.mark.slow
@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.integers(0, 40))
def test_neither_order_nor_repetition_changes_signals(chance: random.Random, repeated: int) -> None:
    payments, accounts = placed(bank() + bank(currency="CNY", first_hour=40)), placed(person(), ITEM[::-1])
    told = {
        "payments": ibis.memtable(arrow(payments, "payments")),
        "accounts": ibis.memtable(arrow(accounts, "accounts")),
    }
    rows = payments + chance.choices(payments, k=repeated)
    chance.shuffle(rows)
    mixed = told | {"payments": ibis.memtable(arrow(rows, "payments"))}
    kind = detector("individual_as_bank")
    expected = list(run(kind, told, Params(), []))
    assert expected
    assert list(run(kind, mixed, Params(), [])) == expected


NIGHTS = {
    "offices of Beijing, by its clock": (2, {"country": "cn"}, ""),
    "nights of Beijing": (18, {"country": "cn"}, "the clock of its country, China (UTC+8)"),
    "nights of Beijing, by its bank": (18, {"country": "atlantis", "bic": "INVBCNSH"}, "China (UTC+8)"),
    "nights of Berlin, by the IBAN": (21, {"account": "DE89370400440532013000"}, "Germany (UTC+1)"),
    "nights of a country of several clocks": (
        5, {"country": "us"}, "the main clock of its country, United States, which has several",
    ),
    "a country nobody says": (23, {}, "by UTC: in which country the account is, its register does not say"),
}  # fmt: skip


@pytest.mark.parametrize(("hour", "more", "said"), NIGHTS.values(), ids=NIGHTS)
def test_it_is_night_by_the_clock_of_the_account(hour: int, more: dict[str, Any], said: str) -> None:
    number = more.get("account", HOLDER)
    rows = [
        row | {side: number for side in ("debtor_account", "creditor_account") if row[side] == HOLDER}
        for row in bank(first_hour=24 + hour, every=48, wait=24)
    ]
    [found] = detect(tables(rows, [account(HOLDER) | more]), Params())
    told = [reason.text for reason in found.reasons if "o'clock" in reason.text]
    assert said in told[0] if said else told == []


def test_what_is_kept_is_not_said_to_have_gone() -> None:
    [found] = detect(tables(bank(keeps=0.003), person()), Params())
    assert "of the money 99.7%" in found.reasons[2].text


def test_it_is_said_of_how_many_payments_only_the_day_is_known() -> None:
    """Every row a day; the first one; none: each has its time."""
    by_day = bank(first_hour=24, every=48, wait=24)
    one_day = [row | {"booked_ms": row["booked_ms"] // (24 * HOUR) * 24 * HOUR} for row in bank()[:1]]
    for rows, said in (
        (by_day, " Of all of these only the day is known"),
        ([*one_day, *bank()[1:]], " Of 1 of these rows only the day is known"),
        (bank(), ""),
    ):
        [found] = detect(tables(rows, person()), Params())
        text = found.reasons[2].text
        assert said in text and ("only the day" in text) == bool(said)
