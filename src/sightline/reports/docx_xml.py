"""WordprocessingML as text: paragraphs, runs, bookmarks, fields, tables, pictures, in the schema's order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from sightline.reports.direction import reads_right_to_left

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{_R}" xmlns:wp="{_WP}" xmlns:a="{_A}" xmlns:pic="{_PIC}"'
INK, GREY, MONO = "16324F", "595959", "Courier New"
HANG = 624
"""twips (1.1 cm) that a number stands before its text"""
TEXT = 9072
"""twips (16 cm) of the text's width"""
PIXEL = 9525
"""units (EMU) of a pixel at 96 dots an inch"""


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of text looks; sizes in points, 0 and empty for the paragraph's own."""

    bold: bool = False
    size: float = 0
    colour: str = ""
    raised: bool = False
    mono: bool = False


PLAIN = Look()


def legal(text: str) -> str:
    """The text without the control characters XML cannot hold."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n")


def run(text: str, look: Look = PLAIN, rtl: bool = False) -> str:
    """A run; a tab or a line break in the text becomes one. With `rtl`, unless it reads left to right."""
    rtl = rtl and reads_right_to_left(text)
    inside = "".join(_piece(part) for part in _split(legal(text)))
    return f"<w:r>{_properties(look, rtl)}{inside}</w:r>"


def _split(text: str) -> list[str]:
    found = [""]
    for sign in text:
        if sign in "\t\n":
            found += [sign, ""]
        else:
            found[-1] += sign
    return [part for part in found if part]


def _piece(part: str) -> str:
    if part == "\t":
        return "<w:tab/>"
    return "<w:br/>" if part == "\n" else f'<w:t xml:space="preserve">{escape(part)}</w:t>'


def _properties(look: Look, rtl: bool) -> str:
    held = ""
    if look.mono:
        held += f'<w:rFonts w:ascii="{MONO}" w:hAnsi="{MONO}"/>'
    if look.bold:
        held += "<w:b/><w:bCs/>"
    if look.colour:
        held += f'<w:color w:val="{look.colour}"/>'
    if look.size:
        half = round(look.size * 2)
        held += f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    if look.raised:
        held += '<w:vertAlign w:val="superscript"/>'
    if rtl:
        held += "<w:rtl/>"
    return f"<w:rPr>{held}</w:rPr>" if held else ""


def bookmark(number: int, name: str, inside: str) -> str:
    """A bookmark around runs."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'


def field(instruction: str, shown: str, dirty: bool = False) -> str:
    """A field, with what it shows until it is computed again; a dirty one is, when the document is opened."""
    mark = ' w:dirty="true"' if dirty else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{mark}/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run(shown)}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def link(name: str, inside: str) -> str:
    """Runs that lead to a bookmark."""
    return f'<w:hyperlink w:anchor="{name}">{inside}</w:hyperlink>'


def note(number: int) -> str:
    """The mark of a footnote."""
    look = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
    return f'<w:r>{look}<w:footnoteReference w:id="{number}"/></w:r>'


@dataclass(frozen=True, slots=True)
class Set:
    """How a paragraph is set."""

    style: str = ""
    hang: bool = False
    tight: bool = False
    rtl: bool = False
    indent: int = 0
    """twips from the margin"""
    paged: bool = False
    """ends in a page number at the far margin, led to by dots"""
    before: int = -1
    """twips of space before it; the style's own where negative"""
    keep: bool = False
    """stands on one page with what comes next"""


def paragraph(inside: str, how: Set = Set()) -> str:
    """A paragraph."""
    held = f'<w:pStyle w:val="{how.style}"/>' if how.style else ""
    if how.keep:
        held += "<w:keepNext/>"
    if how.hang:
        held += f'<w:tabs><w:tab w:val="left" w:pos="{HANG}"/></w:tabs>'
    if how.paged:
        held += f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT}"/></w:tabs>'
    if how.rtl:
        held += "<w:bidi/>"
    if how.tight:
        held += '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>'
    elif how.before >= 0:
        held += f'<w:spacing w:before="{how.before}"/>'
    if how.hang:
        held += f'<w:ind w:left="{HANG}" w:hanging="{HANG}"/>'
    elif how.indent:
        held += f'<w:ind w:left="{how.indent}"/>'
    return f"<w:p>{f'<w:pPr>{held}</w:pPr>' if held else ''}{inside}</w:p>"


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int], rtl: bool = False
) -> str:
    """A table of cells that are paragraphs; the head is repeated on each page, no row is torn apart."""
    widths = [round(TEXT * share / sum(shares)) for share in shares]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
        for side, size, colour in (("top", 8, INK), ("bottom", 8, INK), ("insideH", 4, "BBBBBB"))
    )
    visual = "<w:bidiVisual/>" if rtl else ""
    top = (
        f'<w:tblPr>{visual}<w:tblW w:w="{TEXT}" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>'
    )
    body = _row(head, widths, "<w:cantSplit/><w:tblHeader/>")
    body += "".join(_row(row, widths, "<w:cantSplit/>") for row in rows)
    return f"<w:tbl>{top}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _row(cells: Sequence[str], widths: Sequence[int], properties: str) -> str:
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def picture(relation: str, number: int, alt: str, pixels: tuple[int, int]) -> str:
    """A run with a picture, no wider than the text; `alt` says in words what it shows."""
    wide, high = pixels
    most = TEXT * 635
    scale = min(1.0, most / (wide * PIXEL))
    size = f'cx="{round(wide * PIXEL * scale)}" cy="{round(high * PIXEL * scale)}"'
    told = quoteattr(legal(alt))
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Figure {number}" descr={told}/>'
        f'<a:graphic><a:graphicData uri="{_PIC}"><pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" '
        f'name="Figure {number}" descr={told}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
