"""Entries of a statement lead from its first balance to its last, or it is said what they make."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sightline.formats.statement_sums import Sums, amount


def made(*entries: str, currency: str = "USD") -> Sums:
    sums = Sums()
    for text in entries:
        sums.add(amount(text.lstrip("-"), credit=not text.startswith("-")), currency)
    return sums


def test_what_adds_up_is_not_told_and_a_cent_more_is() -> None:
    assert made("100.00", "-70.00").doubt(Decimal(1000), Decimal("1030")) == ""
    assert made("100.00", "-70.00").doubt(Decimal(1000), Decimal("1030.01")) == (
        "the statement does not add up: 1000 at its beginning and 30.00 of its 2 entries make 1030.00, and "
        "it ends with 1030.01 USD: entries may be missing, or its balances wrong"
    )


def test_a_statement_without_entries_keeps_its_balance() -> None:
    assert Sums().doubt(Decimal(5), Decimal(5)) == ""
    assert "0 of its 0 entries make 5" in Sums().doubt(Decimal(5), Decimal(6))


@pytest.mark.parametrize(("opening", "closing"), [(None, Decimal(1)), (Decimal(1), None), (None, None)])
def test_without_both_balances_nothing_is_told(opening: Decimal | None, closing: Decimal | None) -> None:
    assert made("100").doubt(opening, closing) == ""


def test_entries_of_two_currencies_do_not_add_up_and_are_not_told() -> None:
    sums = made("100")
    sums.add(Decimal(5), "EUR")
    assert sums.doubt(Decimal(), Decimal(1)) == ""


@pytest.mark.parametrize("text", ["", "NaN", "Infinity", "1,00", "ten"])
def test_what_is_no_amount_is_counted_as_not_read(text: str) -> None:
    assert amount(text, credit=True) is None
    assert "of its 2 entries, of which 1 could not be read, make 1" in made("1", text).doubt(
        Decimal(), Decimal()
    )
