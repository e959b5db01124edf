"""Listed banks that are still connected: by BIC, by name, one bank removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ibis
import pytest

from sightline.detectors.detector import Found
from sightline.detectors.firms.listed_bank import Params, detect
from tests.detectors.books import payment
from tests.detectors.firms.firms import listed
from tests.detectors.sea.tracks import ITEM, Row, arrow, placed

BANK = [listed("Invented Kwang Bank"), listed("INVKKPPY", "swiftBic")]


def paid(number: int = 0, hours: float = 10, amount: float = 900, **more: Any) -> Row:
    """From the listed bank's side to another bank's customer."""
    sides = {"debtor_bic": "INVKKPPYXXX", "creditor_bic": "INVBCNSH"} | more
    return payment(number, hours, amount, "K-1", "C-1") | sides


HITS: dict[str, Callable[[], tuple[list[Row], list[Row]]]] = {
    "by its BIC": lambda: ([paid()], BANK),
    "by a branch's BIC, as payee": lambda: (
        [paid(debtor_bic="INVBCNSH", creditor_bic="invkkppy001")], BANK
    ),
    "by a listed bank's name": lambda: (
        [paid(debtor_bic=None, debtor_name="KWANG BANK, INVENTED")], BANK[:1]
    ),
    "the same row twice": lambda: ([paid(), paid()], BANK),
}  # fmt: skip
NO_HITS: dict[str, Callable[[], tuple[list[Row], list[Row]]]] = {
    "another bank's BIC": lambda: ([paid(debtor_bic="INVKKPPX")], BANK),
    "a name that is no bank's": lambda: (
        [paid(debtor_bic=None, debtor_name="Invented Trading")], [listed("Invented Trading")]
    ),
    "both sides are the bank": lambda: ([paid(creditor_bic="INVKKPPY")], BANK),
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
    assert "1 payments" in signal.reasons[0].text and len(signal.reasons[0].cites) >= 2


@pytest.mark.parametrize("name", NO_HITS)
def test_near_miss(name: str) -> None:
    assert found(*NO_HITS[name]()) == []


def test_a_chain_is_shown_within_two_days_and_a_twentieth() -> None:
    def on(hours: float, amount: float) -> Row:
        return payment(9, hours, amount, "C-1", "D-1") | {
            "debtor_bic": "INVBCNSH",
            "creditor_bic": "INVDUS33",
        }

    [chain] = found([paid(), on(58, 855)], BANK)
    assert "passed on within days, to D-1" in chain.reasons[-1].text and len(chain.reasons[-1].cites) == 2
    for hours, amount in ((58.1, 855), (58, 854.9), (9, 900), (20, 901)):
        [alone] = found([paid(), on(hours, amount)], BANK)
        assert len(alone.reasons) == 2
