from __future__ import annotations

from typing import Any

from docx import Document

from sightline.reports.docx_look import dress


def test_the_styles_a_report_uses_are_there() -> None:
    document: Any = Document()
    dress(document)
    names = {style.name for style in document.styles}
    assert {"Normal", "Heading 1", "Heading 3", "Caption", "footnote text", "footnote reference"} <= {
        name.lower() if "ootnote" in name else name for name in names
    }
