from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.reports.lint.incomplete_recommendation import check
from sightline.reports.number import number
from sightline.reports.problem import LintContext
from tests.reports.sample import CONTEXT, REPORT


def advised(**changes: object) -> LintContext:
    """The report with its recommendation changed."""
    advice = replace(REPORT.recommendations[0], **changes)  # type: ignore[arg-type]
    return replace(CONTEXT, report=replace(REPORT, recommendations=(advice,)))


def both(text: str) -> LintContext:
    """The report with its recommendation, and another that has this text."""
    first = REPORT.recommendations[0]
    report = replace(REPORT, recommendations=(first, replace(first, id="x", text=text)))
    return replace(CONTEXT, report=number(report))


HITS = {
    "twice, but for signs and letter case": both("end messaging services, for Listed banks!"),
    "nobody is addressed": advised(addressee=" "),
    "no basis": advised(basis=()),
    "no finding": advised(findings=()),
    "a finding this report does not word": advised(findings=("f-zzzzzzzz",)),
    "neither tightens nor relieves": advised(kind="other"),
    "no such status": advised(status="done"),
    "repeated, and no earlier one named": advised(status="repeated", repeats=" "),
    "twice": replace(
        CONTEXT,
        report=number(
            replace(
                REPORT,
                recommendations=(REPORT.recommendations[0], replace(REPORT.recommendations[0], id="x")),
            )
        ),
    ),
}
NO_HITS = {
    "two that differ in a word": both("End all messaging services for listed banks."),
    "as it stands": CONTEXT,
    "taken up": advised(status="taken up"),
    "repeated from an earlier report": advised(status="repeated", repeats="T/2025/1, 3"),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"incomplete_recommendation"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
