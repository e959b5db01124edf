from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sightline.model.casework import Standard
from sightline.model.measure import Confidence, Measure
from sightline.model.report import Report, Sentence, Table
from sightline.reports.lint.unverified_measure import check
from sightline.reports.number import number
from sightline.reports.outline import changed
from sightline.reports.problem import LintContext, Severity
from tests.reports.sample import FINDING, MEASURE, REPORT, cite, context, with_paragraph


def no_tables(report: Report) -> Report:
    return number(changed(report, lambda block: None if isinstance(block, Table) else block))


def held_against(measure: Measure) -> LintContext:
    return context(measures={measure.id: measure})


SAYING = Sentence(
    "The measure has not been compared with the resolution.",
    (cite("press"),),
    finding=FINDING.id,
    standard=Standard.DOCUMENTED,
)
CHECKED = replace(MEASURE, confidence=Confidence.CHECKED, verified_against="S/RES/1718 (2006)")
HITS = {
    "not printed anywhere": (context(report=no_tables(REPORT)), Severity.WARNING),
    "not yet in force": (held_against(replace(MEASURE, in_force_from=date(2016, 12, 2))), Severity.ERROR),
    "no longer in force": (held_against(replace(MEASURE, in_force_to=date(2016, 11, 30))), Severity.ERROR),
    "not known": (context(measures={}), Severity.ERROR),
}
NO_HITS = {
    "in a table of measures": context(),
    "said in a sentence": context(report=no_tables(with_paragraph(SAYING))),
    "checked": context(report=no_tables(REPORT), measures={MEASURE.id: CHECKED}),
    "in force from that day": held_against(replace(MEASURE, in_force_from=FINDING.day)),
    "in force to that day": held_against(replace(MEASURE, in_force_to=FINDING.day)),
}


@pytest.mark.parametrize(("case", "severity"), HITS.values(), ids=list(HITS))
def test_hits(case: LintContext, severity: Severity) -> None:
    assert [problem.severity for problem in check(case)] == [severity]


@pytest.mark.parametrize("case", NO_HITS.values(), ids=list(NO_HITS))
def test_near_misses(case: LintContext) -> None:
    assert list(check(case)) == []
