from __future__ import annotations

from dataclasses import replace

from sightline.model.report import Block, Paragraph
from sightline.reports.compared import compared
from sightline.reports.outline import changed
from tests.reports.sample import REPORT


def test_equal_states_do_not_differ() -> None:
    assert compared(REPORT, REPORT) == ()


def test_words_that_went_and_came_are_told_apart() -> None:
    def edit(block: Block) -> Block:
        if block.id != "p-intro" or not isinstance(block, Paragraph):
            return block
        first = replace(block.sentences[0], text="The standards of evidence are set out in {ref:a-method}.")
        return replace(block, sentences=(first, *block.sentences[1:]))

    (change,) = compared(REPORT, changed(REPORT, edit))
    told = [(piece.kind, piece.text) for piece in change.pieces if piece.kind != "same"]
    assert (change.kind, change.label, told) == (
        "changed",
        "paragraph 1",
        [("gone", "proof"), ("new", "evidence")],
    )


def test_a_block_that_went_stands_last_and_one_that_came_in_its_place() -> None:
    shorter = changed(REPORT, lambda block: None if block.id == "p-case" else block)
    assert [(one.block, one.kind) for one in compared(REPORT, shorter)] == [("p-case", "removed")]
    assert [(one.block, one.kind) for one in compared(shorter, REPORT)] == [("p-case", "added")]


def test_a_block_that_only_moved_is_said_to_have_moved() -> None:
    first, second = REPORT.sections
    swapped = replace(REPORT, sections=(second, first))
    assert {one.kind for one in compared(REPORT, swapped)} == {"moved"}
