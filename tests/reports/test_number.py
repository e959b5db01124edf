from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.errors import BadInput
from sightline.model.report import Paragraph
from sightline.reports.number import letter, number, pieces, resolved, targets
from sightline.reports.outline import paragraphs, tables
from tests.reports.sample import REPORT, outline


def test_the_body_counts_on_and_the_summary_does_not() -> None:
    assert [(p.id, p.number) for p in paragraphs(REPORT)] == [
        ("p-sum", 0),
        ("p-intro", 1),
        ("p-case", 2),
        ("p-model", 3),
        ("p-method", 1),
    ]


def test_tables_count_through_annexes_too() -> None:
    assert [(t.id, t.number) for t in tables(REPORT)] == [("t-measures", 1), ("t-evidence", 2)]


def test_annexes_are_lettered_and_recommendations_numbered() -> None:
    assert [annex.letter for annex in REPORT.annexes] == ["A", "B"]
    assert [advice.number for advice in REPORT.recommendations] == [1]


def test_numbering_again_changes_nothing() -> None:
    assert number(REPORT) == REPORT


@pytest.mark.parametrize(("at", "expected"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA")])
def test_letters(at: int, expected: str) -> None:
    assert letter(at) == expected


RESOLVED = {
    "see {ref:p-case}.": "see paragraph 2.",
    "{ref:t-evidence} lists": "Table 2 lists",
    "in {ref:p-method} of {ref:a-method}": "in paragraph A.1 of annex A",
    "as {ref:p-sum} says": "as the summary says",
    "under {ref:rec-1}": "under recommendation 1",
    "nothing to resolve, {braces} kept": "nothing to resolve, {braces} kept",
}


@pytest.mark.parametrize(("text", "expected"), RESOLVED.items(), ids=list(RESOLVED))
def test_references_become_words(text: str, expected: str) -> None:
    assert resolved(text, targets(REPORT)) == expected


def test_a_reference_that_begins_a_text_is_a_capital_behind_the_mark_of_its_language_too() -> None:
    assert resolved("[en] {ref:t-evidence} lists", targets(REPORT)) == "[en] Table 2 lists"
    assert resolved("[xx] {ref:t-evidence} lists", targets(REPORT)) == "[xx] table 2 lists"
    assert resolved("{ref:p-case}", targets(REPORT, "fr")) == "Le paragraphe 2"


def test_the_number_alone_leads_somewhere() -> None:
    found = pieces("see {ref:p-case}.", targets(REPORT))
    assert [(piece.text, piece.ref) for piece in found] == [
        ("see paragraph ", ""),
        ("2", "p-case"),
        (".", ""),
    ]


def test_a_reference_to_nothing_is_refused() -> None:
    with pytest.raises(BadInput, match="p-gone"):
        resolved("see {ref:p-gone}", targets(REPORT))


def test_two_parts_of_one_id_are_refused() -> None:
    report = outline()
    twice = replace(report, summary=(*report.summary, Paragraph("p-case", report.summary[0].sentences)))
    with pytest.raises(BadInput, match="p-case"):
        targets(number(twice))
