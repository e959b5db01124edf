"""IMO numbers of ships and of companies."""

from __future__ import annotations

import pytest

from sightline.clean import imo

SHIPS = ["7937317", "8132835", "IMO 7937317", "IMO7937317", "imo: 7937317"]
COMPANIES = ["5342883", "5571322", "5434358", "IMO 5987860"]
NEITHER = ["7937318", "5342884", "9000000", "793731", "79373170", "", "Does not exist"]


@pytest.mark.parametrize("text", SHIPS)
def test_ships(text: str) -> None:
    assert imo.ship(text) == text[-7:]
    assert imo.company(text) is None


@pytest.mark.parametrize("text", COMPANIES)
def test_companies(text: str) -> None:
    assert imo.company(text) == text[-7:]
    assert imo.ship(text) is None


@pytest.mark.parametrize("text", NEITHER)
def test_neither(text: str) -> None:
    assert imo.ship(text) is None and imo.company(text) is None


def test_some_numbers_are_both() -> None:
    assert imo.ship("1790183") == imo.company("1790183") == "1790183"


def test_digits_need_no_check_digit() -> None:
    assert imo.digits("IMO 9000000") == "9000000" and imo.digits("900000") is None


@pytest.mark.parametrize("text", ["", "123", "90747290", "907472x", "٩٠٧٤٧٢٩"])
def test_what_is_not_seven_digits_has_no_check_digit(text: str) -> None:
    assert not imo.is_ship(text) and not imo.is_company(text)
