from __future__ import annotations

from sightline.model.report import Table
from sightline.reports.outline import changed, citations, labelled_blocks, sentences, tables
from tests.reports.sample import REPORT, sha


def test_labels_are_what_a_reader_calls_a_paragraph() -> None:
    labels = {block.id: label for block, label in labelled_blocks(REPORT)}
    assert labels["p-sum"] == "p-sum"
    assert labels["p-case"] == "2"
    assert labels["p-method"] == "A.1"
    assert labels["t-evidence"] == "2"


def test_sentences_come_in_reading_order() -> None:
    found = [at.label for at in sentences(REPORT)]
    assert found == ["p-sum", "1", "1", "2", "2", "3", "3", "A.1"]


def test_citations_of_sentences_and_cells_are_found() -> None:
    assert [cite.item for cite in citations(REPORT)] == [
        sha("press"),
        sha("press"),
        sha("reply"),
        sha("model"),
    ]


def test_a_change_may_leave_blocks_out_everywhere() -> None:
    without = changed(REPORT, lambda block: None if isinstance(block, Table) else block)
    assert list(tables(without)) == []
    assert len(list(sentences(without))) == len(list(sentences(REPORT)))
