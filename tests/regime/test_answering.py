"""Goods in words: never softer than what the words may mean; and what is asked back once."""

from __future__ import annotations

import pytest

from sightline.regime.answering import answer
from tests.regime.asked import asked

WORDS = {
    "read whole, no code near it binds": ("wheat flour", "not covered"),
    "a code behind the first ones binds": ("gold jewellery", "cannot say"),
    "a word no wording has": ("wheat flour zzyzx", "cannot say"),
    "one no wording has beside what is forbidden": ("laptop computer zzyzx", "forbidden"),
    "a word of the glossary": ("gold wristwatch", "cannot say"),
    "nothing fits": ("zzyzx", "cannot say"),
}


@pytest.mark.parametrize(("words", "says"), WORDS.values(), ids=WORDS)
def test_goods_in_words(words: str, says: str) -> None:
    found = answer(asked({"goods": words, "from": "CN", "to": "KP"}, "2020-06-01"))
    assert found.answer.value == says
    assert any(need.startswith("hs:") for need in found.needs)


def test_what_could_not_be_read_is_not_asked_for_twice() -> None:
    found = answer(asked({"hs": "12", "goods": "", "from": "Korea", "to": "CN"}, "2020-06-01"))
    assert [need.partition(":")[0] for need in found.needs].count("from") == 1


@pytest.mark.parametrize(("on", "told"), [("2031-01-01", True), ("2026-03-02", False)])
def test_a_day_to_come_is_told(on: str, told: bool) -> None:
    found = answer(asked({"hs": "1001", "from": "CN", "to": "KP"}, on))
    assert any("still to come" in note for note in found.notes) is told


@pytest.mark.parametrize(
    ("fields", "says"),
    [({}, "cannot say"), ({"purpose": "humanitarian"}, "needs notice or approval")],
    ids=["without a purpose", "with one"],
)
def test_a_letter_is_held_against_a_purpose(fields: dict[str, str], says: str) -> None:
    given = {"hs": "850211", "from": "FR", "to": "KP", "exemption": "an invented letter"}
    assert answer(asked(given | fields, "2020-01-01")).answer.value == says
