"""The look of a DOCX: fonts, sizes, colours and rules."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

INK = RGBColor(0x16, 0x32, 0x4F)
GREY = RGBColor(0x59, 0x59, 0x59)
TEXT_WIDTH = Cm(16)
_SERIF, _ASIAN, MONO = "Times New Roman", "Noto Serif CJK KR", "Courier New"


def dress(document: Any) -> None:
    """Set the styles of text, headings, footnotes, captions, header and footer."""
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = _SERIF, Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _ASIAN)
    normal.paragraph_format.space_after = Pt(7)
    normal.paragraph_format.line_spacing = 1.15
    normal.element.rPr.rFonts.set(qn("w:cs"), _SERIF)
    for level, size in ((1, 14), (2, 12), (3, 11)):
        style = styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.color.rgb = _SERIF, Pt(size), INK
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), _ASIAN)
        style.font.italic = level == 3
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(16), Pt(6)
    note = styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style, note.font.size = normal, Pt(8)
    note.paragraph_format.space_after, note.paragraph_format.line_spacing = Pt(1), 1.0
    mark = styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True
    for name in ("Header", "Footer"):
        styles[name].paragraph_format.tab_stops.clear_all()
    caption = styles["Caption"]
    caption.font.name, caption.font.size, caption.font.color.rgb = _SERIF, Pt(9.5), INK
    caption.paragraph_format.keep_with_next = True
    for style in (normal, note, caption, *(styles[f"Heading {level}"] for level in (1, 2, 3))):
        size_alike(style.element.rPr)


def size_alike(properties: Any) -> None:
    """Arabic letters, which have a size of their own, in the size that these properties give the others."""
    if (size := properties.find(qn("w:sz"))) is None:
        return
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), size.get(qn("w:val")))
    size.addnext(complex_size)


def rule(paragraph: Any) -> None:
    """Draw a thick line under a paragraph."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "16"), ("space", "1"), ("color", "16324F")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)
