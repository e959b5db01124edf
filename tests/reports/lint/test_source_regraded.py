from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.casework import Regraded, Standard
from sightline.model.report import Sentence
from sightline.reports.lint.source_regraded import check
from sightline.reports.problem import LintContext, Severity
from tests.reports.sample import cite, context

WORN = Regraded(Standard.INVESTIGATING, (("invented-archive", "B", "E"),))


def regraded(anew: Regraded, claimed: Standard | None = Standard.DOCUMENTED) -> LintContext:
    """A sentence that words a finding whose source was graded anew."""
    said = Sentence("It served the bank.", (cite("press"),), finding="f-worn", standard=claimed)
    return replace(context(said), regraded={"f-worn": anew})


def test_a_standard_that_no_longer_holds_is_an_error_and_names_both_grades() -> None:
    (found,) = check(regraded(WORN))
    assert (found.severity, found.where) == (Severity.ERROR, "A.2")
    assert "was graded B and is graded E" in found.text and "under investigation" in found.text


def test_a_standard_that_still_holds_is_a_warning() -> None:
    held = replace(WORN, met=Standard.DOCUMENTED)
    assert [one.severity for one in check(regraded(held))] == [Severity.WARNING]
    assert [one.severity for one in check(regraded(WORN, Standard.INVESTIGATING))] == [Severity.WARNING]


@pytest.mark.parametrize("held", [{}, {"f-other": WORN}], ids=["none", "another finding's"])
def test_it_lets_pass(held: dict[str, Regraded]) -> None:
    assert list(check(replace(regraded(WORN), regraded=held))) == []
