from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from sightline.model.citation import Citation
from sightline.model.report import Cell, Figure, Form, Paragraph, Sentence
from sightline.reports import docx_xml, html, pdf
from sightline.reports.direction import reads_right_to_left
from sightline.reports.layout import lay_out
from sightline.reports.number import number
from tests.reports.sample import CATALOGUE, REPORT, cite

TEXTS = {
    "Arabic": ("السفينة M/V", True),
    "English": ("The ship", False),
    "a number before Arabic": ("12. السفينة", True),
    "a mark before English": ("[en] The ship", False),
    "Hangul": ("선박", False),
    "numbers alone": ("2371 ¶8", False),
    "Arabic numbers alone": ("٢١.", True),
    "English set apart before Arabic": ("\u2066The ship.\u2069 السفينة", True),
    "English set apart before English": ("\u2066M/V\u2069 The ship", False),
    "nothing": ("", True),
}


@pytest.mark.parametrize(("text", "right"), TEXTS.values(), ids=TEXTS)
def test_the_first_letter_decides(text: str, right: bool) -> None:
    assert reads_right_to_left(text) is right


def test_english_in_an_arabic_page_is_set_apart_and_nothing_in_an_english_one() -> None:
    arabic = html.render(lay_out(replace(REPORT, language="ar"), CATALOGUE)).decode()
    assert '<bdi dir="ltr">' in arabic and "<dd>الإنكليزية</dd>" in arabic
    assert "<bdi" not in html.render(lay_out(REPORT, CATALOGUE)).decode()


def paragraph_of(language: str, *sentences: str) -> str:
    words = tuple(Sentence(text, (cite("press"),)) for text in sentences)
    blocks = (Paragraph("p-mixed", words), *REPORT.sections[0].blocks)
    sections = (replace(REPORT.sections[0], blocks=blocks), *REPORT.sections[1:])
    report = number(replace(REPORT, language=language, sections=sections))
    drawn = html.body(lay_out(report, CATALOGUE))
    return drawn.partition('id="part/p-mixed">')[2].partition("</div>")[0]


def test_a_sentence_not_translated_is_set_apart_with_its_mark_and_its_reference() -> None:
    english, arabic = "[en] This rests on {ref:p-case}.", "{ref:p-case}: السفينة رست."
    mixed = paragraph_of("ar", english, arabic)
    sentence, _, rest = mixed.partition('<p><span dir="ltr" lang="en">')[2].partition("</span>")
    assert "[en] This rests on paragraph\xa0<a" in sentence and ">3</a>." in sentence
    assert "note-" in sentence and "رست" not in sentence and "\u2067" not in sentence
    assert "رست" in rest and "<span" not in rest
    alone = paragraph_of("ar", english, english)
    assert '<p dir="ltr" lang="en">[en] This rests on' in alone and "<span dir" not in alone
    for near in (paragraph_of("ar", arabic, arabic), paragraph_of("en", english, english)):
        assert 'dir="ltr"' not in near and "\u2067" not in near


@pytest.mark.parametrize(("language", "said"), {"fr": "paragraph\xa0", "en": "paragraph\xa0"}.items())
def test_what_is_not_translated_refers_in_the_language_it_was_written_in(language: str, said: str) -> None:
    assert f"See also {said}<a" in paragraph_of(language, "[en] See also {ref:p-case}.")


def test_what_is_translated_refers_in_the_language_of_the_report() -> None:
    assert "Voir le paragraphe\xa0<a" in paragraph_of("fr", "Voir {ref:p-case}.")
    latin = paragraph_of("ar", "M/V {ref:p-case}.", "السفينة رست.")
    assert "M/V \u2067الفقرة" in latin and "\u2069." in latin


def test_a_run_of_english_is_no_right_to_left_run() -> None:
    assert "<w:rtl/>" in docx_xml.run("السفينة", rtl=True)
    assert "<w:rtl/>" not in docx_xml.run("The ship", rtl=True)
    assert "<w:rtl/>" not in docx_xml.run("السفينة")


def count(name: str, *cites: Citation) -> Figure:
    rows = ((Cell("Comoros", cites), Cell("2")),)
    return Figure(name, name.title(), ("flag", "ships"), rows, {"kind": "count"}, form=Form.BARS, alt="x")


def test_an_arabic_document_counts_in_its_numerals_and_a_caption_may_cite_nothing() -> None:
    opening = REPORT.sections[0]
    blocks = (*opening.blocks, count("flagged"), count("berthed", cite("press")))
    report = replace(REPORT, language="ar", sections=(replace(opening, blocks=blocks), *REPORT.sections[1:]))
    made = pdf.render(lay_out(number(report), CATALOGUE))
    text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.data))
    assert "٢" in text and not made.warnings
    assert "Flagged" in text and "Berthed" in text
