from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from sightline.model.citation import Citation
from sightline.model.report import Cell, Figure, Form
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
    "nothing": ("", True),
}


@pytest.mark.parametrize(("text", "right"), TEXTS.values(), ids=TEXTS)
def test_the_first_letter_decides(text: str, right: bool) -> None:
    assert reads_right_to_left(text) is right


def test_english_in_an_arabic_page_is_set_apart_and_nothing_in_an_english_one() -> None:
    arabic = html.render(lay_out(replace(REPORT, language="ar"), CATALOGUE)).decode()
    assert '<bdi dir="ltr">' in arabic and "<dd>الإنكليزية</dd>" in arabic
    assert "<bdi" not in html.render(lay_out(REPORT, CATALOGUE)).decode()


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
