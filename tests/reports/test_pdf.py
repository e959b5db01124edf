from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2

from sightline.model.report import Sentence
from sightline.reports.layout import lay_out
from sightline.reports.number import number
from sightline.reports.pdf import render
from tests.reports.sample import CATALOGUE, REPORT, cite, outline, with_paragraph

LAYOUT = lay_out(REPORT, CATALOGUE)


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).replace("\xad", "").replace("\ufffe", "").split())


def test_equal_layouts_give_equal_bytes() -> None:
    assert render(LAYOUT).data == render(LAYOUT).data


def test_it_is_tagged_and_for_archives_and_nothing_is_warned_of() -> None:
    made = render(LAYOUT)
    assert made.warnings == ()
    assert b"<pdfaid:part>2</pdfaid:part>" in made.data
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made.data


def test_it_says_numbers_notes_tables_and_pages() -> None:
    text = text_of(render(LAYOUT).data)
    for words in (
        "SL/2026/1",
        "TLP:CLEAR",
        "2 March 2026",
        "see paragraph 2.",
        "Table 1. Measures held against the finding",
        "Annex B. Evidence",
        "Expert B (dissent): Not a service of finance.",
        "reconstruction after S/2017/150: proves nothing",
        "Page 1 of 5",
        "류경",
    ):
        assert words in text
    for note in LAYOUT.notes:
        assert note.text.split(",")[0] in text


def test_text_is_never_markup() -> None:
    hostile = '#read("/etc/passwd") $x$ *bold* _it_ `raw` <label> @ref \\ [x] {y} // gone'
    report = number(with_paragraph(Sentence(hostile, (cite("press"),))))
    text = text_of(render(lay_out(report, CATALOGUE)).data)
    assert hostile.partition("//")[0].strip().replace("`", "") in text.replace("`", "")
    assert "gone" in text


def test_a_letter_no_font_has_costs_the_standard_and_not_the_document() -> None:
    strange = Sentence("A sign nobody draws: \U0010fffd.", claim=False)
    made = render(lay_out(number(with_paragraph(strange)), CATALOGUE))
    assert made.data.startswith(b"%PDF-")
    assert len(made.warnings) == 1
    assert "without PDF/A" in made.warnings[0]


def test_the_day_of_the_report_is_the_day_of_the_file() -> None:
    assert re.search(rb"CreationDate\s*\(D:20260302", render(LAYOUT).data)


def test_a_report_without_summary_annex_or_recommendation_is_one_too() -> None:
    bare = number(
        replace(outline(), summary=(), annexes=(), recommendations=(), sections=outline().sections[:0])
    )
    assert render(lay_out(bare, CATALOGUE)).data.startswith(b"%PDF-")
