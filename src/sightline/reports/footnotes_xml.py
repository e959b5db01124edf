"""The footnotes part of a DOCX, which python-docx does not write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sightline.reports import docx_xml
from sightline.reports.direction import APART, reads_right_to_left
from sightline.reports.footnotes import Note

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
    "</w:footnote>"
)


def footnotes_xml(notes: Iterable[Note], linked: Mapping[str, str], rtl: bool = False) -> bytes:
    """The part's bytes; `linked` gives the bookmark that a citation of an item leads to.

    With `rtl` notes are set from the right, and one that reads from the left is set apart inside.
    """
    return (_HEAD + "".join(_footnote(note, linked, rtl) for note in notes) + "</w:footnotes>").encode()


def _footnote(note: Note, linked: Mapping[str, str], rtl: bool) -> str:
    way = "<w:bidi/>" if rtl else ""
    before, after = map(docx_xml.run, APART) if rtl and not reads_right_to_left(note.text) else ("", "")
    return (
        f'<w:footnote w:id="{note.number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/>{way}</w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f"{docx_xml.run(' ')}{before}{_content(note, linked, rtl)}{after}</w:p></w:footnote>"
    )


def _content(note: Note, linked: Mapping[str, str], rtl: bool) -> str:
    if note.words:
        return docx_xml.run(note.words, rtl=rtl)
    parts = []
    for part in note.parts:
        run = docx_xml.run(part.text, rtl=rtl)
        anchor = linked.get(part.citation.item)
        parts.append(docx_xml.link(anchor, run) if anchor else run)
    return docx_xml.run("; ").join(parts) + docx_xml.run(".")
