from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.casework import Standard
from sightline.model.report import Sentence
from sightline.reports.lint.wording_too_strong import check
from sightline.reports.problem import LintContext, Severity
from tests.reports.sample import FINDING, cite, context

ASSESSED = {"f-bbbbbbbb": replace(FINDING, id="f-bbbbbbbb", met=Standard.ASSESSED), FINDING.id: FINDING}


def worded(text: str, standard: Standard | None, finding: str = "f-bbbbbbbb") -> LintContext:
    return context(Sentence(text, (cite("press"),), finding=finding, standard=standard), findings=ASSESSED)


HITS = {
    "a higher standard than met": worded("It paid.", Standard.DOCUMENTED),
    "a stronger word than met": worded("It has been established that it paid.", Standard.ASSESSED),
    "a stronger word than claimed": worded("It is likely that it paid.", Standard.REPORTED),
    "a stronger word than claimed, though the finding meets it": worded(
        "It is established.", Standard.ASSESSED, FINDING.id
    ),
    "no standard said": worded("It paid.", None),
    "a finding that is not there": worded("It paid.", Standard.ASSESSED, "f-cccccccc"),
}
NO_HITS = {
    "exactly what is met": worded("The office assesses that it paid.", Standard.ASSESSED),
    "weaker than met": worded("It may have paid.", Standard.INVESTIGATING),
    "documented where documented is met": worded("It is established.", Standard.DOCUMENTED, FINDING.id),
    "the word in a sentence of no finding": context(Sentence("It was founded in 1950.", (cite("press"),))),
}


@pytest.mark.parametrize("case", HITS.values(), ids=list(HITS))
def test_hits(case: LintContext) -> None:
    assert [(problem.where, problem.severity) for problem in check(case)] == [("A.2", Severity.ERROR)]


@pytest.mark.parametrize("case", NO_HITS.values(), ids=list(NO_HITS))
def test_near_misses(case: LintContext) -> None:
    assert list(check(case)) == []


def test_certainty_without_a_finding_is_a_warning() -> None:
    found = list(check(context(Sentence("The documents prove that it paid.", (cite("press"),)))))
    assert [problem.severity for problem in found] == [Severity.WARNING]
    assert list(check(context(Sentence("The bank said that it certainly paid.", (cite("press"),))))) == []


def test_a_breach_without_a_finding_is_a_warning() -> None:
    found = list(check(context(Sentence("The bank violated paragraph 8.", (cite("press"),)))))
    assert [problem.severity for problem in found] == [Severity.WARNING]
    assert list(check(context(Sentence("What a breach is, this part explains.", claim=False)))) == []
