from __future__ import annotations

from dataclasses import replace

from sightline.reports.lint.objection_unanswered import check
from tests.reports.sample import FINDING, context


def test_an_objection_without_an_answer_stops_the_edition_once_a_finding() -> None:
    (found,) = check(replace(context(), unanswered={FINDING.id: ("Expert B",)}))
    assert found.severity.value == "error" and "Expert B" in found.text


def test_it_lets_pass_what_is_answered_and_what_is_not_worded() -> None:
    assert list(check(replace(context(), unanswered={FINDING.id: (), "f-other": ("Expert B",)}))) == []
