"""Letters: equal bytes, a draft that says so, the same words in both formats."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import pypdfium2

from sightline.reports import letter_docx, letter_pdf
from sightline.reports.letter import Letter, grid, heading, para

LETTER = Letter(
    sender="Invented Office",
    sender_lines=("1 Invented Street",),
    reference="IO/1",
    dated=date(2026, 3, 2),
    to=("An invented addressee",),
    through="An invented mission",
    subject="An invented subject",
    opening=("It begins.",),
    body=(heading("1", "Part"), para("1.1.", "Said #here, *not* marked up: 조선")),
    closing="It ends.",
    signed_by=("Anna Invented",),
    salutation="Dear Sir or Madam,",
    annexes=(heading("Annex A", "Table", 1), grid(1, "Codes", ("No.", "HS"), [("1", "841381")], "A note.")),
)
WORDS = ("Invented Office", "IO/1", "An invented addressee", "An invented mission", "Dear Sir or Madam,",
         "It begins.", "1.1",
         "Said #here, *not* marked up", "It ends.", "Anna Invented", "841381", "A note.")  # fmt: skip


def pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_both_formats_say_the_same_words_and_are_the_same_bytes_twice() -> None:
    drawn = letter_pdf.render(LETTER)
    docx = letter_docx.render(LETTER)
    text = " ".join(pages(drawn.data))
    parts = zipfile.ZipFile(io.BytesIO(docx))
    whole = " ".join(parts.read(name).decode() for name in parts.namelist() if name.startswith("word/"))
    assert [word for word in WORDS if word not in text] == []
    assert [word for word in WORDS if word not in whole] == []
    assert (letter_pdf.render(LETTER).data, letter_docx.render(LETTER)) == (drawn.data, docx)
    assert drawn.warnings == ()


def test_a_draft_says_so_on_every_page_and_a_letter_does_not() -> None:
    drafted = pages(letter_pdf.render(replace(LETTER, draft=True)).data)
    assert len(drafted) == 2 and all("DRAFT, not complete" in page for page in drafted)
    assert not any("DRAFT" in page for page in pages(letter_pdf.render(LETTER).data))
    docx = zipfile.ZipFile(io.BytesIO(letter_docx.render(replace(LETTER, draft=True))))
    assert any("DRAFT" in docx.read(name).decode() for name in docx.namelist() if "header" in name)


def test_a_narrow_column_has_room_for_a_code() -> None:
    (number, code) = grid(1, "x", ("No.", "HS"), [("1", "841381")]).widths
    assert number >= 6 and code >= 12
