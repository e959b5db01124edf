"""Kinds of holders of accounts: which are known, and that the manual names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.clean.holder_kinds import OTHERS, PERSONS, estate, known

FORMATS = Path(__file__).parents[2] / "docs" / "reference" / "formats.md"


@pytest.mark.parametrize("kind", ["", " Person ", "DIPLOMAT", "diplomatic mission", "DPRK consul", "Bank"])
def test_known(kind: str) -> None:
    assert known(kind)


@pytest.mark.parametrize("kind", ["alien", "persons", "bank holiday", "diplomacy"])
def test_not_known(kind: str) -> None:
    assert not known(kind)


def test_the_manual_names_every_plain_kind() -> None:
    text = FORMATS.read_text(encoding="utf-8")
    assert [kind for kind in sorted(PERSONS | OTHERS) if kind and f"`{kind}`" not in text] == []


ESTATES = (
    "Estate of Invented One",
    "THE ESTATE OF INVENTED ONE",
    "Invented Two, executor of Invented One",
    "Nachlass Invented One",
    "Nachlaß Invented One",
    "Erbengemeinschaft Invented",
    "Succession de Invented One",
    "Espólio de Invented One",
    "Dødsbo Invented One",
    "Invented One 遗产",
)
NONE = (
    "Real Estate of Invented Town Ltd",
    "Invented Estates Ltd",
    "Succession Wines Ltd",
    "Invented Executive Jets",
    "Invented Erven",
    "",
)


@pytest.mark.parametrize("holder", ESTATES)
def test_an_estate(holder: str) -> None:
    assert estate(holder)


@pytest.mark.parametrize("holder", NONE)
def test_no_estate(holder: str) -> None:
    assert not estate(holder)
