from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.report import Sentence
from sightline.reports.lint.unfinished_text import check
from sightline.reports.template_words import STARTER, SUMMARY
from tests.reports.sample import CONTEXT, REPORT, context

LONG = "The office has seen the papers of the ship, and none of them names the buyer."

HITS = {
    "a placeholder": context(Sentence("TODO: write this.", ())),
    "as the template had it": context(Sentence(SUMMARY, claim=False)),
    "as it was put in": context(Sentence(STARTER, claim=False)),
    "empty": context(Sentence(" ", ())),
    "brackets left open": context(Sentence("It was (so.", ())),
    "curly brackets": context(Sentence("See {reff:x}.", ())),
    "does not end": context(Sentence("It was so", ())),
    "a word twice": context(Sentence("It was the the end.", ())),
    "a sentence twice": context(Sentence(LONG, claim=False), Sentence(LONG, claim=False)),
    "no title": replace(CONTEXT, report=replace(REPORT, title="")),
}
NO_HITS = {
    "finished": context(Sentence("It was (so).", ())),
    "short and said twice": context(Sentence("It was so.", claim=False), Sentence("It was so.", claim=False)),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"unfinished_text"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
