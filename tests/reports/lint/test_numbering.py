from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.report import Block
from sightline.reports.lint.numbering import check
from sightline.reports.outline import changed
from sightline.reports.problem import LintContext
from tests.reports.sample import CONTEXT, REPORT, outline


def renumbered(id: str, to: int) -> LintContext:
    """The report with one block under another number."""

    def change(block: Block) -> Block:
        return replace(block, number=to) if block.id == id else block

    return replace(CONTEXT, report=changed(REPORT, change))


def renamed(old: str, new: str) -> LintContext:
    def change(block: Block) -> Block:
        return replace(block, id=new) if block.id == old else block

    return replace(CONTEXT, report=changed(REPORT, change))


HITS = {
    "a number twice": renumbered("p-case", 1),
    "a gap": renumbered("p-model", 9),
    "an id twice": renamed("p-model", "p-case"),
    "a letter twice": replace(
        CONTEXT, report=replace(REPORT, annexes=tuple(replace(a, letter="A") for a in REPORT.annexes))
    ),
}
NO_HITS = {
    "as numbered": CONTEXT,
    "not numbered yet": replace(CONTEXT, report=outline()),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"numbering"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
