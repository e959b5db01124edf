from __future__ import annotations

from typing import Any

from docx import Document
from docx.oxml.ns import qn

from sightline.reports.docx_look import dress


def test_arabic_letters_have_the_size_of_the_others() -> None:
    document: Any = Document()
    dress(document)
    for name in ("Normal", "Heading 2", "Caption", "Footnote Text"):
        held = document.styles[name].element.rPr
        sizes = [held.find(qn(f"w:{size}")).get(qn("w:val")) for size in ("sz", "szCs")]
        assert sizes[0] == sizes[1], name


def test_the_styles_a_report_uses_are_there() -> None:
    document: Any = Document()
    dress(document)
    names = {style.name for style in document.styles}
    assert {"Normal", "Heading 1", "Heading 3", "Caption", "footnote text", "footnote reference"} <= {
        name.lower() if "ootnote" in name else name for name in names
    }
