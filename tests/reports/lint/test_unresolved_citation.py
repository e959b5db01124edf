from __future__ import annotations

import pytest

from sightline.model.citation import Citation
from sightline.model.place import Place
from sightline.model.report import Sentence
from sightline.reports.lint.unresolved_citation import check
from sightline.reports.problem import LintContext
from tests.reports.sample import WORDS, cite, context, sha

BYTES = {sha(name): words for name, words in WORDS.items()}


def resolve(citation: Citation) -> str | None:
    """A resolver over the invented items: is the place inside, and does the quote stand there?"""
    data = BYTES[citation.item]
    start, end = citation.place.start or 0, citation.place.end or 0
    if end >= len(data):
        return f"the item has {len(data)} bytes"
    return None if citation.quote.encode() in data[start : end + 1] else "the words do not stand there"


def citing(citation: Citation) -> LintContext:
    return context(Sentence("The bank paid.", (citation,)), resolve=resolve)


LAST = len(WORDS["press"]) - 1
HITS = {
    "an item nobody holds": citing(Citation("0" * 64, Place("", 0, 1))),
    "one byte past the end": citing(Citation(sha("press"), Place("", LAST, LAST + 1))),
    "words that do not stand there": citing(Citation(sha("press"), Place("", 0, 9), "Another")),
    "a reference to nothing": context(Sentence("See {ref:p-gone}.", claim=False)),
}
NO_HITS = {
    "the last byte": citing(Citation(sha("press"), Place("", LAST, LAST), ".")),
    "words that stand there": citing(cite("press")),
    "a reference to a table": context(Sentence("See {ref:t-measures}.", claim=False)),
}


@pytest.mark.parametrize("case", HITS.values(), ids=list(HITS))
def test_hits(case: LintContext) -> None:
    assert [problem.where for problem in check(case)] == ["A.2"]


@pytest.mark.parametrize("case", NO_HITS.values(), ids=list(NO_HITS))
def test_near_misses(case: LintContext) -> None:
    assert list(check(case)) == []


def test_evidence_of_a_finding_and_its_hearings_must_resolve_too() -> None:
    found = list(check(context(resolve=lambda citation: "gone" if citation.item == sha("reply") else None)))
    assert {problem.where for problem in found} == {
        "2",
        "finding f-aaaaaaaa",
        "hearing of Invented Messaging Service",
    }
