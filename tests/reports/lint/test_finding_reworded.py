from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.casework import Position
from sightline.model.report import Sentence
from sightline.reports.lint.finding_reworded import check
from sightline.reports.problem import LintContext, Severity
from tests.reports.sample import FINDING, cite, context

STANCE = FINDING.stances[0]


def worded(parted: bool, *lapsed: Position) -> LintContext:
    """A sentence that words a finding, alone in its report but for one of another."""
    said = Sentence("It served the bank.", (cite("press"),), finding="f-new")
    held = replace(FINDING, id="f-new", lapsed=tuple(replace(STANCE, position=one) for one in lapsed))
    pairs = frozenset({("p-extra", "f-new")} if parted else {("p-extra", "f-other"), ("p-case", "f-new")})
    return replace(context(said), findings={"f-new": held}, parted=pairs)


def test_a_text_older_than_the_wording_is_an_error() -> None:
    (found,) = check(worded(True))
    assert (found.severity, found.where, found.rule) == (Severity.ERROR, "A.2", "finding_reworded")


@pytest.mark.parametrize("position", [Position.DISSENT, Position.RESERVE])
def test_a_dissent_from_an_earlier_wording_is_told(position: Position) -> None:
    (found,) = check(worded(False, position))
    assert found.severity is Severity.WARNING and found.text.startswith("Expert B ")


@pytest.mark.parametrize("lapsed", [(), (Position.CONCUR,)], ids=["none lapsed", "who concurred"])
def test_it_lets_pass(lapsed: tuple[Position, ...]) -> None:
    assert list(check(worded(False, *lapsed))) == []
