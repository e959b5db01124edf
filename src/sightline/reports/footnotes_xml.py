"""The footnotes part of a DOCX, which python-docx does not write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from sightline.reports.footnotes import Note

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
    "</w:footnote>"
)


def footnotes_xml(notes: Iterable[Note], linked: Mapping[str, str]) -> bytes:
    """The part's bytes; `linked` gives the bookmark that a citation of an item leads to."""
    return (_HEAD + "".join(_footnote(note, linked) for note in notes) + "</w:footnotes>").encode()


def _footnote(note: Note, linked: Mapping[str, str]) -> str:
    return (
        f'<w:footnote w:id="{note.number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f"{_run(' ')}{_content(note, linked)}</w:p></w:footnote>"
    )


def _content(note: Note, linked: Mapping[str, str]) -> str:
    if note.words:
        return _run(note.words)
    parts = []
    for part in note.parts:
        run = _run(part.text)
        anchor = linked.get(part.citation.item)
        parts.append(f'<w:hyperlink w:anchor="{anchor}">{run}</w:hyperlink>' if anchor else run)
    return _run("; ").join(parts) + _run(".")


def _run(text: str) -> str:
    legal = "".join(sign for sign in text if sign >= " " or sign == "\t")
    return f'<w:r><w:t xml:space="preserve">{escape(legal)}</w:t></w:r>'
