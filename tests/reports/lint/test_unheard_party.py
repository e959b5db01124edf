from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sightline.model.casework import Outcome
from sightline.model.report import Block, Paragraph, Sentence
from sightline.reports.lint.unheard_party import check
from sightline.reports.outline import changed
from sightline.reports.problem import LintContext, Severity
from tests.reports.sample import HEARING, REPORT, cite, context

SILENT = replace(HEARING, replies=(), outcome=None)
NOT_GIVEN = replace(SILENT, sent_on=None, deadline=None, letter=None, outcome=Outcome.NOT_GIVEN)
NAMED = Sentence("Invented Bank One paid.", (cite("press"),), parties=("p-bank",))

HITS = {
    "no hearing at all": context(hearings=()),
    "deadline on the report's own day": context(hearings=(replace(SILENT, deadline=REPORT.dated),)),
    "not given without a decider": context(hearings=(replace(NOT_GIVEN, reason="too late", decided_by=""),)),
    "not given without a reason": context(hearings=(replace(NOT_GIVEN, reason="", decided_by="Someone"),)),
    "another party heard": context(NAMED),
    "a letter that is not on record": context(hearings=(replace(SILENT, letter=None),)),
}
NO_HITS = {
    "a reply": context(),
    "deadline one day before": context(hearings=(replace(SILENT, deadline=date(2026, 3, 1)),)),
    "not given, with reason and decider": context(
        hearings=(replace(NOT_GIVEN, reason="would endanger a source", decided_by="Someone"),)
    ),
    "named, but not as having taken part": context(Sentence("A bank paid.", (cite("press"),))),
}


@pytest.mark.parametrize("case", HITS.values(), ids=list(HITS))
def test_hits(case: LintContext) -> None:
    assert Severity.ERROR in {problem.severity for problem in check(case)}


@pytest.mark.parametrize("case", NO_HITS.values(), ids=list(NO_HITS))
def test_near_misses(case: LintContext) -> None:
    assert list(check(case)) == []


CLAIMS_NOTHING = Sentence("Of Invented Messaging Service more is said below.", claim=False)
SPOKEN = {
    "in capitals, unmarked": context(Sentence("INVENTED messaging service paid.", (cite("press"),))),
    "in a sentence that claims nothing": context(CLAIMS_NOTHING),
    "by its own": context(Sentence("Invented Messaging Service’s access ended.", (cite("press"),))),
}


@pytest.mark.parametrize("name", SPOKEN)
def test_a_name_that_is_not_declared_is_an_error(name: str) -> None:
    found = [p for p in check(replace(SPOKEN[name], hearings=())) if p.where == "A.2"]
    assert [problem.severity for problem in found] == [Severity.ERROR]


def test_a_party_that_was_heard_is_marked_somewhere() -> None:
    bare = changed(REPORT, _unmarked)
    assert [(p.severity, p.where) for p in check(context(report=bare))] == [(Severity.WARNING, "2")]
    assert list(check(context(CLAIMS_NOTHING))) == []


def _unmarked(block: Block) -> Block:
    if not isinstance(block, Paragraph):
        return block
    return replace(block, sentences=tuple(replace(one, parties=()) for one in block.sentences))


def test_a_recommendation_names_nobody_unheard() -> None:
    advice = replace(REPORT.recommendations[0], text="Freeze Invented Messaging Service.")
    report = replace(REPORT, recommendations=(advice,))
    assert "recommendation 1" in {p.where for p in check(context(report=report, hearings=()))}
    assert list(check(context(report=report))) == []
