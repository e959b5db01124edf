"""Reasons: a sentence for each comparison, and nats that add up to the odds."""

from __future__ import annotations

import pytest

from sightline.matching.resolving.said import log_odds, probability
from tests.matching.resolving.records import pair, person, ship, texts

KIM = person(
    "KIM, Invented Chol", "***", "Oddity Kim", born="1961-04-02", countries=("kp", "cn"),
    addresses=("12 Invented Road, Dandong",), birthplaces=("Invented-ri",), numbers=("INV12345",),
)  # fmt: skip
LI = person(
    "Oddity Kim", born="1961", countries=("cn",), addresses=("Invented Road 9",),
    birthplaces=("Elsewhere",), numbers=("INV12345",), contacts=("email:a@invented.example",),
)  # fmt: skip


def test_the_nats_add_up() -> None:
    found, told = pair(KIM, LI)
    assert sum(one.weight for one in told) == pytest.approx(found.odds)


def test_what_is_said() -> None:
    assert texts(KIM, LI) == [
        "before anything is compared: two entries taken at random are seldom one",
        "the names “Oddity Kim” and “Oddity Kim” have the same words",
        "dates 1961-04-02 and 1961: the same year, more not being known",
        "both with country cn",
        "words of the addresses “12 Invented Road, Dandong” and “Invented Road 9” are the same",
        "no word of a birthplace in common: “Invented-ri”, “Elsewhere”",
        "the number INV12345 is the same",
    ]


def test_a_ship_with_another_number() -> None:
    one, other = (
        ship("Invented Star", imo=("8905490",), length=90.0),
        ship("Star", imo=("9177820",), length=91.0),
    )
    assert texts(one, other)[1:] == [
        "the names “Invented Star” and “Star” share words, and one has more",
        "other IMO numbers: 8905490; 9177820",
        "sizes length 90 and length 91",
    ]


def test_probabilities_and_odds_are_inverse() -> None:
    assert probability(log_odds(0.25)) == pytest.approx(0.25)
    assert probability(0.0) == 0.5
