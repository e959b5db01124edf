from __future__ import annotations

from typing import Any

from docx import Document
from docx.oxml.ns import qn

from sightline.reports.docx_look import dress, whole


def test_the_styles_a_report_uses_are_there() -> None:
    document: Any = Document()
    dress(document)
    names = {style.name for style in document.styles}
    assert {"Normal", "Heading 1", "Heading 3", "Caption", "footnote text", "footnote reference"} <= {
        name.lower() if "ootnote" in name else name for name in names
    }


def test_a_row_stays_whole() -> None:
    document: Any = Document()
    row = document.add_table(rows=1, cols=1).rows[0]
    whole(row)
    assert row._tr.trPr.find(qn("w:cantSplit")) is not None
