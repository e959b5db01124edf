from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sightline.model.report import Cell, Paragraph, Sentence, Table
from sightline.reports.docx import bookmark_name, render
from sightline.reports.layout import lay_out
from sightline.reports.number import number
from tests.reports.sample import CATALOGUE, REPORT, cite, with_paragraph

LAYOUT = lay_out(REPORT, CATALOGUE)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(data: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ElementTree.fromstring(archive.read(name))


def text_of(element: ElementTree.Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def test_equal_layouts_give_equal_bytes() -> None:
    assert render(LAYOUT) == render(LAYOUT)


def test_no_member_carries_the_time_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(render(LAYOUT))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert "2026-03-02T00:00:00Z" in archive.read("docProps/core.xml").decode()


def test_footnotes_are_real_and_each_is_marked_once() -> None:
    data = render(LAYOUT)
    notes = {n.get(f"{W}id"): text_of(n).strip() for n in part(data, "word/footnotes.xml")}
    assert [notes[str(note.number)] for note in LAYOUT.notes] == [note.text for note in LAYOUT.notes]
    marks = [m.get(f"{W}id") for m in part(data, "word/document.xml").iter(f"{W}footnoteReference")]
    assert marks == [str(note.number) for note in LAYOUT.notes]


def test_every_field_and_link_has_its_bookmark() -> None:
    data = render(LAYOUT)
    document, notes = part(data, "word/document.xml"), part(data, "word/footnotes.xml")
    marked = [mark.get(f"{W}name") for mark in document.iter(f"{W}bookmarkStart")]
    fields = [re.findall(r"REF (\S+)", code.text or "") for code in document.iter(f"{W}instrText")]
    led_to = {name for found in fields for name in found}
    led_to |= {
        link.get(f"{W}anchor") or "" for tree in (document, notes) for link in tree.iter(f"{W}hyperlink")
    }
    assert led_to
    assert led_to <= set(marked)
    assert len(marked) == len(set(marked))


def test_a_bookmark_has_a_legal_name() -> None:
    assert re.fullmatch(r"[a-z][a-z0-9]{0,39}", bookmark_name("part/" + "ö" * 300))
    assert bookmark_name("a") != bookmark_name("b")


def test_hostile_text_stays_text() -> None:
    hostile = "</w:t></w:r> & \x00\x0b <b>bold</b> ]]>"
    report = number(with_paragraph(Sentence(hostile, (cite("press"),))))
    assert "</w:t></w:r> &  <b>bold</b> ]]>" in text_of(
        part(render(lay_out(report, CATALOGUE)), "word/document.xml")
    )


@pytest.mark.slow
def test_libreoffice_opens_it_with_the_same_numbers_and_notes(tmp_path: Path) -> None:
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        pytest.skip(
            "NO LIBREOFFICE: the DOCX was not opened; install `libreoffice-writer` and `poppler-utils`"
        )
    source = tmp_path / "report.docx"
    source.write_bytes(render(LAYOUT))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    shown = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "report.pdf"), "-"], check=True, capture_output=True
    )
    text = " ".join(shown.stdout.decode().split()).replace("\N{NO-BREAK SPACE}", " ")
    for words in (
        "2. Documents show",
        "3. A reconstruction",
        "A.1. This annex",
        "see paragraph 2.",
        "annex A.",
    ):
        assert words in text
    for note in LAYOUT.notes:
        assert f"{note.number} {note.text}" in text


def table_of(rows: int, language: str = "en") -> ElementTree.Element:
    cells = tuple((Cell(f"Row {at}"), Cell("yes")) for at in range(rows))
    table = Table("t-made", "Made", ("name", "held"), cells, {"kind": "count"})
    opening = REPORT.sections[0]
    sections = (replace(opening, blocks=(*opening.blocks, table)), *REPORT.sections[1:])
    report = number(replace(REPORT, language=language, sections=sections))
    document = part(render(lay_out(report, CATALOGUE)), "word/document.xml")
    return next(one for one in document.iter(f"{W}tbl") if "Row 0" in text_of(one))


def test_a_short_table_stays_with_its_head_and_a_long_one_may_break() -> None:
    for rows, kept in ((6, 6), (7, 1)):
        lines = [row.find(f".//{W}keepNext") is not None for row in table_of(rows).iter(f"{W}tr")]
        assert lines == [True] * kept + [False] * (rows + 1 - kept)


def test_in_an_arabic_document_cells_stand_under_their_heads_whatever_they_read() -> None:
    arabic, english = table_of(2, "ar"), table_of(2)
    assert all(one.find(f"{W}pPr/{W}bidi") is not None for one in arabic.iter(f"{W}p"))
    assert "\u2066Row 0\u2069" in text_of(arabic)
    assert english.find(f".//{W}bidi") is None and "\u2066" not in text_of(english)


def test_a_reference_in_other_numerals_is_a_link_and_no_field_that_would_be_written_anew() -> None:
    mixed = Paragraph("p-mixed", (Sentence("[en] See {ref:p-case}.", claim=False),))
    opening = REPORT.sections[0]
    sections = (replace(opening, blocks=(*opening.blocks, mixed)), *REPORT.sections[1:])
    for language, linked in (("ar", True), ("fr", False)):
        report = number(replace(REPORT, language=language, sections=sections))
        document = part(render(lay_out(report, CATALOGUE)), "word/document.xml")
        said = next(one for one in document.iter(f"{W}p") if "[en] See" in text_of(one))
        links = [text_of(one) for one in said.iter(f"{W}hyperlink")]
        assert (links == ["3"]) is linked and "paragraph\xa03" in text_of(said)
