"""Listed banks that are still connected: by BIC, by name, one bank removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import ibis
import pytest

from sightline.detectors.detector import Found, moment
from sightline.detectors.firms.listed_bank import Params, detect
from tests.detectors.books import payment
from tests.detectors.firms.firms import listed
from tests.detectors.sea.tracks import ITEM, Row, arrow, placed

BANK = [listed("Invented Kwang Bank"), listed("INVKKPPY", "swiftBic")]
BRANCH = [listed("Invented Kwang Bank"), listed("INVKKPPY001", "swiftBic")]
DAY = moment(payment(0, 10, 1, "A", "B")["booked_ms"]).date()


def since(days: int, entity: str = "un-1") -> Row:
    """The day of the listing, so many days after the payment."""
    return listed((DAY + timedelta(days)).isoformat(), "listingDate", entity)


def paid(number: int = 0, hours: float = 10, amount: float = 900, **more: Any) -> Row:
    """From the listed bank's side to another bank's customer."""
    sides = {"debtor_bic": "INVKKPPYXXX", "creditor_bic": "INVBCNSH"} | more
    return payment(number, hours, amount, "K-1", "C-1") | sides


def through(agents: str | None, **more: Any) -> Row:
    """Between customers of two banks that are not listed, through others."""
    return paid(debtor_bic="INVBUS33", agents=agents, **more)


HITS: dict[str, Callable[[], tuple[list[Row], list[Row]]]] = {
    "by its BIC": lambda: ([paid()], BANK),
    "by a branch's BIC, as payee": lambda: (
        [paid(debtor_bic="INVBCNSH", creditor_bic="invkkppy001")], BANK
    ),
    "by a listed bank's name": lambda: (
        [paid(debtor_bic=None, debtor_name="KWANG BANK, INVENTED")], BANK[:1]
    ),
    "the same row twice": lambda: ([paid(), paid()], BANK),
    "on the day of the listing": lambda: ([paid()], [*BANK, since(0)]),
    "by name, the year before": lambda: (
        [paid(debtor_bic=None, debtor_name="Invented Kwang Bank")],
        [BANK[0], listed(str(DAY.year - 1), "startDate")],
    ),
    "before one list, after another": lambda: (
        [paid()], [*BANK, since(1), listed("INVKKPPY", "swiftBic", "eu-1"), since(-1, "eu-1")]
    ),
    "the branch that is listed": lambda: ([paid(debtor_bic="INVKKPPY001")], BRANCH),
    "any branch, of a head office listed": lambda: (
        [paid(debtor_bic="INVKKPPY002")], [listed("INVKKPPYXXX", "swiftBic")]
    ),
    "to a branch that is not listed": lambda: (
        [paid(debtor_bic="INVKKPPY001", creditor_bic="INVKKPPY002")], BRANCH
    ),
    "as intermediary": lambda: ([through("IntrmyAgt1 INVKKPPY; InstdAgt INVBSGSG")], BANK),
    "as a bank of the chain without a role": lambda: ([through("INVBSGSG; INVKKPPY001")], BANK),
    "as a bank of the chain by its name": lambda: ([through("IntrmyAgt2 name: Kwang Bank Invented")], BANK),
    "behind the payer": lambda: ([through(None, ultimate_debtor="INVENTED KWANG BANK")], BANK),
}  # fmt: skip
NO_HITS: dict[str, Callable[[], tuple[list[Row], list[Row]]]] = {
    "another bank's BIC": lambda: ([paid(debtor_bic="INVKKPPX")], BANK),
    "a name that is no bank's": lambda: (
        [paid(debtor_bic=None, debtor_name="Invented Trading")], [listed("Invented Trading")]
    ),
    "both sides are the bank": lambda: ([paid(creditor_bic="INVKKPPY")], BANK),
    "the day before the listing": lambda: ([paid()], [*BANK, since(1)]),
    "by name, the day before": lambda: (
        [paid(debtor_bic=None, debtor_name="Invented Kwang Bank")], [BANK[0], since(1)]
    ),
    "another branch than the listed one": lambda: ([paid(debtor_bic="INVKKPPY002")], BRANCH),
    "the head office of a listed branch": lambda: ([paid()], BRANCH),
    "another bank as intermediary": lambda: ([through("IntrmyAgt1 INVKKPPX")], BANK),
    "another branch as intermediary": lambda: ([through("IntrmyAgt1 INVKKPPY002")], BRANCH),
    "as intermediary, the day before the listing": lambda: (
        [through("IntrmyAgt1 INVKKPPY")], [*BANK, since(1)]
    ),
    "a name that is no bank's, as intermediary": lambda: (
        [through("IntrmyAgt1 name: Invented Trading")], [listed("Invented Trading")]
    ),
    "no list": lambda: ([paid()], []),
}  # fmt: skip


def found(payments: list[Row], lists: list[Row]) -> list[Found]:
    tables = {
        "payments": ibis.memtable(arrow(placed(payments), "payments")),
        "listed": ibis.memtable(arrow(placed(lists, ITEM[::-1]), "listed")),
    }
    return list(detect(tables, Params()))


@pytest.mark.parametrize("name", HITS)
def test_hit(name: str) -> None:
    [signal] = found(*HITS[name]())
    assert {one.role for one in signal.actors} == {"listed bank", "bank"}
    assert "1 payment with" in signal.reasons[0].text and len(signal.reasons[0].cites) >= 2


@pytest.mark.parametrize("name", NO_HITS)
def test_near_miss(name: str) -> None:
    assert found(*NO_HITS[name]()) == []


def test_the_role_in_the_chain_is_told_and_the_debtors_bank_is_the_other() -> None:
    [signal] = found([through("IntrmyAgt1 INVKKPPY"), paid(1, debtor_bic="INVBUS33", agents=None)], BANK)
    assert "with INVBUS33 on 1 day, as intermediary bank; it is cited" in signal.reasons[0].text
    assert signal.actors[1].caption == "INVBUS33"


def test_every_payment_has_its_role_told_and_a_bic_is_called_one() -> None:
    rows = [
        paid(1, creditor_bic="INVKKPPY", debtor_bic="INVBUS33"),
        paid(2, 20, creditor_bic="INVKKPPY", debtor_bic="INVBUS33"),
        through("IntrmyAgt1 INVKKPPY") | {"payment_id": "N9"},
    ]
    [signal] = found(rows, BANK)
    text = signal.reasons[0].text
    assert "listed with the BIC INVKKPPY" in text and "; the first and the last are cited" in text
    assert ": as intermediary bank in 1, on the payee's side in 2;" in text


def test_a_side_that_is_the_bank_is_not_counted_again_in_the_chain() -> None:
    [signal] = found([paid(agents="InstgAgt INVKKPPY")], BANK)
    assert " as " not in signal.reasons[0].text.partition(";")[0].partition(" days")[2]


def test_a_payment_two_messages_report_counts_once_and_the_banks_of_both_are_looked_at() -> None:
    uetr = {"payment_id": "00000000-0000-4000-8000-00000000000a"}
    first = through("InstdAgt INVBSGSG") | uetr
    legs = [through(f"IntrmyAgt1 INVKKPPY; InstdAgt INV{n}SGSG", hours=11 + n) | uetr for n in range(2)]
    [signal] = found([first, *legs], BANK)
    assert "stands in 1 payment with INVBUS33" in signal.reasons[0].text
    assert found([first], BANK) == []


def test_a_chain_is_shown_within_two_days_and_a_twentieth() -> None:
    def on(hours: float, amount: float) -> Row:
        return payment(9, hours, amount, "C-1", "D-1") | {
            "debtor_bic": "INVBCNSH",
            "creditor_bic": "INVDUS33",
        }

    [chain] = found([paid(), on(58, 855)], BANK)
    assert "passed on within 48 hours, to D-1" in chain.reasons[-1].text and len(chain.reasons[-1].cites) == 2
    for hours in (0, 24, 48):  # of a day alone: the day the bank paid (at 10), and two days on
        [chain] = found([paid(), on(hours, 855)], BANK)
        assert "1 of these rows only the day is known" in chain.reasons[-1].text
    for hours, amount in ((-24, 900), (72, 900), (58.1, 855), (58, 854.9), (9, 900), (20, 901)):
        [alone] = found([paid(), on(hours, amount)], BANK)
        assert len(alone.reasons) == 2
