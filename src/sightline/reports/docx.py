"""A layout as DOCX: real footnotes, cross references as fields, headings and table headers as such."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import UTC, datetime, time
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as FilePart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from sightline.model.report import Template
from sightline.reports import docx_xml as xml
from sightline.reports.direction import APART, reads_right_to_left
from sightline.reports.docx_look import GREY, INK, dress, rule, size_alike
from sightline.reports.footnotes import Note
from sightline.reports.footnotes_xml import footnotes_xml
from sightline.reports.layout import Advice, Drawn, Grid, Heading, Layout, Para, Picture, Run
from sightline.reports.parts import Part
from sightline.reports.pdf import images

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def render(layout: Layout) -> bytes:
    """Write the layout as a DOCX; equal layouts give equal bytes."""
    writer = Writer(layout)
    writer.cover()
    if Part.CONTENTS in layout.parts:
        writer.contents()
    for drawn in layout.body:
        writer.draw(drawn)
    if layout.report.template is Template.LETTER:
        writer.signed()
    for drawn in layout.annexes:
        if isinstance(drawn, Heading):
            writer.document.add_page_break()
        writer.draw(drawn)
    return writer.saved()


def bookmark_name(anchor: str) -> str:
    """A bookmark's name for an anchor: letters and digits, at most 40, never the same for two anchors."""
    return "s" + hashlib.sha256(anchor.encode()).hexdigest()[:30]


class Writer:
    """The document being written; bookmarks are numbered in the order they are set."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.document: Any = Document()
        self.bookmarks = 0
        self.rtl, self.words = layout.tongue.rtl, layout.tongue.words
        self.drawn = 0
        self.turned: list[Any] = []
        self.unnumbered = {d.anchor for d in layout.summary if isinstance(d, Para)}
        dress(self.document)
        self._page()
        self.end = self.document.element.body.sectPr
        self.pictures = self._held_pictures()

    def _page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.3)
        section.different_first_page_header_footer = True
        report = self.layout.report
        header = section.header.paragraphs[0]
        kind = self.layout.tongue.edition(report.edition.value)
        self._text(header, f"{report.symbol}\t{self.layout.marking}\t")
        self._text(header, kind)
        for footer in (section.footer.paragraphs[0], section.first_page_footer.paragraphs[0]):
            self._text(footer, f"{report.office}\t\t")
            self._text(footer, f"{self.words['page']} ")
            self._field(footer, "PAGE", "1")
            self._text(footer, f" {self.words['of']} ")
            self._field(footer, "NUMPAGES", "1")
        for paragraph in (header, section.footer.paragraphs[0], section.first_page_footer.paragraphs[0]):
            for run in paragraph.runs:
                run.font.size, run.font.color.rgb = Pt(8.5), GREY
                size_alike(run._r.get_or_add_rPr())
            stops = paragraph.paragraph_format.tab_stops
            stops.clear_all()
            stops.add_tab_stop(Cm(8), WD_ALIGN_PARAGRAPH.CENTER)
            stops.add_tab_stop(Cm(16), WD_ALIGN_PARAGRAPH.RIGHT)

    # -- parts

    def cover(self) -> None:
        """Office, symbol, distribution, title, notice and summary."""
        report = self.layout.report
        top = self.document.add_paragraph()
        top.paragraph_format.tab_stops.add_tab_stop(Cm(16), WD_ALIGN_PARAGRAPH.RIGHT)
        self._text(top, report.office, bold=True, size=13, colour=INK)
        self.turned += [top] if self.rtl else []
        self._text(top, f"\t{report.symbol}", bold=True, size=15)
        rule(top)
        facts = (
            (self.words["distribution"], self.words[report.edition.value]),
            (self.words["marking"], self.layout.marking),
            (self.words["dated"], self.layout.tongue.written(report.dated)),
            (self.words["record"], self.layout.tongue.written(report.as_of)),
            (self.words["original"], self.words["english"]),
        )
        for name, value in facts:
            line = self.document.add_paragraph()
            line.paragraph_format.left_indent, line.paragraph_format.space_after = Cm(8.6), Pt(1)
            line.paragraph_format.tab_stops.add_tab_stop(Cm(12.2))
            self._text(line, name, size=10)
            line.add_run("\t")
            self._text(line, value, bold=True, size=10)
        about = self.document.add_paragraph()
        self._text(about, f"{self.words['monitoring']} · {self.words['independent']}", size=9.5, colour=GREY)
        if report.template is Template.LETTER:
            self._lines(report.envelope.to, before=18)
            self._title(report.title, 13, (12, 10))
            self._lines((report.envelope.salutation,))
            return
        self._title(report.title, 24, (60, 26))
        self._rests()
        if self.layout.summary:
            self._unlisted(self.words["summary"])
        for drawn in self.layout.summary:
            self.draw(drawn)
        self.document.add_page_break()

    def _title(self, text: str, size: float, around: tuple[float, float]) -> None:
        title = self.document.add_paragraph()
        title.paragraph_format.space_before, title.paragraph_format.space_after = map(Pt, around)
        self._text(title, text, bold=True, size=size, colour=INK)

    def _rests(self) -> None:
        """What the text rests on."""
        self._text(self.document.add_paragraph(), self.words["rests"], bold=True, colour=INK)
        for line in self.layout.report.notice.splitlines():
            self._append(xml.paragraph(xml.run(line, rtl=self.rtl), xml.Set(rtl=self._way((Run(line),)))))
        between = "؛ " if self.rtl else "; "
        cited = f"{self.words['cited']}: {between.join(self.layout.bases)}."
        self._text(self.document.add_paragraph(), cited)

    def _lines(self, lines: tuple[str, ...], before: float = 0) -> None:
        """Lines that belong together, as of an address."""
        for at, line in enumerate(lines):
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.space_before = Pt(0 if at else before)
            paragraph.paragraph_format.space_after = Pt(8 if at == len(lines) - 1 else 1)
            self._text(paragraph, line)

    def signed(self) -> None:
        """How a letter ends: its close, who signs, and what it rests on."""
        envelope = self.layout.report.envelope
        self._lines((envelope.closing,), before=10)
        self._lines(envelope.signed_by, before=36)
        if self.layout.rests:
            self._rests()

    def contents(self) -> None:
        """Contents and lists of tables and figures that lead to their places, with fields for the pages: what
        opens the document computes these."""
        headings = [d for d in (*self.layout.body, *self.layout.annexes) if isinstance(d, Heading)]
        self._listed(
            "contents", [(f"{h.label}. {self._apart(h.text)}", h.anchor, h.level - 1) for h in headings]
        )
        for kind, title, word in ((Grid, "tables", "table"), (Picture, "figures", "figure")):
            drawn = self.layout.listed(kind)
            digits = self.layout.tongue.digits
            lines = [
                (f"{self.words[word]} {digits(str(d.number))}. {self._apart(d.title)}", d.anchor, 0)
                for d in drawn
            ]
            self._listed(title, lines)
        self.document.add_page_break()

    def _listed(self, title: str, lines: list[tuple[str, str, int]]) -> None:
        if not lines:
            return
        self._unlisted(self.words[title])
        for text, anchor, level in lines:
            name = bookmark_name(f"part/{anchor}")
            page = xml.run("\t") + xml.field(f"PAGEREF {name} \\h", "·", dirty=True)
            inside = xml.link(name, xml.run(text, rtl=self.rtl) + page)
            how = xml.Set(indent=400 * level, tight=True, rtl=self.rtl, paged=True)
            self._append(xml.paragraph(inside, how))

    def _unlisted(self, text: str) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(14)
        self._text(paragraph, text, bold=True, size=14, colour=INK)

    def draw(self, drawn: Drawn) -> None:
        """Write one thing of the layout."""
        if isinstance(drawn, Heading):
            self._append(self._heading(drawn))
        elif isinstance(drawn, Para):
            self._append(self._paragraph(drawn))
        elif isinstance(drawn, Grid):
            self._append("".join(self._grid(drawn)))
        elif isinstance(drawn, Picture):
            self._append("".join(self._picture(drawn)))
        else:
            self._append(self._advice(drawn))

    def _append(self, text: str) -> None:
        for element in list(parse_xml(f"<w:body {xml.NAMESPACES}>{text}</w:body>")):
            self.end.addprevious(element)

    def _heading(self, heading: Heading) -> str:
        word, _, sign = heading.label.rpartition(" ")
        inside = xml.run(f"{word} ", rtl=self.rtl) if word else ""
        inside += self._anchor(f"part/{heading.anchor}", xml.run(sign, rtl=self.rtl))
        inside += xml.run(f". {self._apart(heading.text)}", rtl=self.rtl)
        return xml.paragraph(inside, xml.Set(f"Heading{min(heading.level, 3)}", rtl=self.rtl))

    def _paragraph(self, para: Para) -> str:
        if not para.label:
            held = self._anchor(f"part/{para.anchor}", "") + self._runs(para.runs)
            return xml.paragraph(held, xml.Set(rtl=self._way(para.runs)))
        lead = self._anchor(f"part/{para.anchor}", xml.run(para.label.removesuffix("."), rtl=self.rtl))
        before, after = ("", "") if self._way(para.runs) == self.rtl else map(xml.run, APART)
        held = lead + xml.run(".\t") + before + self._runs(para.runs) + after
        return xml.paragraph(held, xml.Set(hang=True, rtl=self.rtl))

    def _advice(self, advice: Advice) -> str:
        lead = self._anchor(f"part/{advice.anchor}", xml.run(self.layout.tongue.digits(str(advice.number))))
        inside = (
            lead + xml.run(".\t") + xml.run(advice.addressee, xml.Look(bold=True, colour=xml.INK), self.rtl)
        )
        inside += xml.run(f" ({advice.kind})\n", xml.Look(size=9, colour=xml.GREY), self.rtl)
        inside += self._runs(advice.runs)
        if advice.basis:
            inside += xml.run(
                f"\n{self.words['basis']}: {advice.basis}", xml.Look(size=9, colour=xml.GREY), self.rtl
            )
        return xml.paragraph(inside, xml.Set(hang=True, rtl=self.rtl))

    def _caption(self, word: str, drawn: Grid | Picture, marks: str = "") -> str:
        number = xml.run(self.layout.tongue.digits(str(drawn.number)), rtl=self.rtl)
        inside = xml.run(f"{word} ", rtl=self.rtl) + self._anchor(f"part/{drawn.anchor}", number)
        return xml.paragraph(
            inside + xml.run(f". {self._apart(drawn.title)}", rtl=self.rtl) + marks,
            xml.Set("Caption", rtl=self.rtl),
        )

    def _under(self, note: str) -> str:
        inside = xml.run(self._apart(note), xml.Look(size=8.5, colour=xml.GREY), self.rtl) if note else ""
        return xml.paragraph(inside, xml.Set(before=60, rtl=self.rtl))

    def _grid(self, grid: Grid) -> tuple[str, ...]:
        bold = xml.Look(bold=True, size=9, colour=xml.INK)
        tight = xml.Set(tight=True, rtl=self.rtl)
        kept = xml.Set(tight=True, rtl=self.rtl, keep=True)
        head = [xml.paragraph(xml.run(self._apart(name), bold, self.rtl), kept) for name in grid.columns]
        last, end = len(grid.columns) - 1, len(grid.rows) if grid.whole else 1
        rows = [
            [
                xml.paragraph(self._cell(runs, grid.evidence and at == last), kept if below < end else tight)
                for at, runs in enumerate(row)
            ]
            for below, row in enumerate(grid.rows, 1)
        ]
        drawn = xml.table(head, rows, grid.widths, self.rtl)
        return self._caption(self.words["table"], grid), drawn, self._under(grid.note)

    def _way(self, runs: tuple[Run, ...]) -> bool:
        """Whether a paragraph of these runs is set from the right."""
        return self.rtl and reads_right_to_left("".join(one.text for one in runs))

    def _picture(self, picture_: Picture) -> tuple[str, ...]:
        relation, pixels = self.pictures[picture_.anchor]
        self.drawn += 1
        shown = xml.paragraph(
            xml.picture(relation, self.drawn, picture_.alt, pixels), xml.Set(before=120, keep=True)
        )
        caption = self._caption(self.words["figure"], picture_, self._runs(picture_.runs))
        return shown, caption, self._under(picture_.note)

    def _held_pictures(self) -> dict[str, tuple[str, tuple[int, int]]]:
        """Each figure as PNG inside the file, by its anchor: the relation and the pixels it is shown at."""
        held = self.layout.listed(Picture)
        found = {}
        for one, data in zip(held, images([p.svg for p in held if isinstance(p, Picture)]), strict=True):
            relation, image = self.document.part.get_or_add_image(io.BytesIO(data))
            found[one.anchor] = (relation, (image.px_width // 2, image.px_height // 2))
        return found

    def _cell(self, runs: tuple[Run, ...], whole_hash: bool) -> str:
        if not whole_hash:
            before, after = ("", "") if self._way(runs) == self.rtl else map(xml.run, APART)
            return before + self._runs(runs, 8.5) + after
        text = "".join(one.text for one in runs)
        lines = "\n".join(text[at : at + 16] for at in range(0, len(text), 16))
        return self._anchor(f"items/{text}", xml.run(lines, xml.Look(size=6, mono=True)))

    def _anchor(self, anchor: str, inside: str) -> str:
        self.bookmarks += 1
        return xml.bookmark(self.bookmarks, bookmark_name(anchor), inside)

    # -- runs

    def _runs(self, runs: tuple[Run, ...], size: float = 0) -> str:
        return "".join(self._run(one, size) for one in runs)

    def _run(self, one: Run, size: float) -> str:
        if one.note:
            return xml.note(one.note)
        if one.ref in self.unnumbered:
            return xml.link(bookmark_name(f"part/{one.ref}"), xml.run(one.text, rtl=self.rtl))
        if one.ref and self.layout.tongue.digits(one.text) != one.text:  # in numerals of another language
            return xml.link(bookmark_name(f"part/{one.ref}"), xml.run(one.text, rtl=self.rtl))
        if one.ref:
            return xml.field(f"REF {bookmark_name('part/' + one.ref)} \\h", one.text)
        return xml.run(one.text, xml.Look(size=size, raised=one.raised), self.rtl)

    def _text(
        self, paragraph: Any, text: str, *, bold: bool = False, size: float = 0, colour: Any = None
    ) -> None:
        run = paragraph.add_run(xml.legal(text))
        run.bold = bold or None
        if size:
            run.font.size = Pt(size)
        self._turn(paragraph, run, text)
        if colour is not None:
            run.font.color.rgb = colour

    def _turn(self, paragraph: Any, run: Any, text: str) -> None:
        """In a document that reads from the right, a paragraph of the cover does unless its text does not."""
        if self.rtl and reads_right_to_left(text):
            run.font.rtl, run.font.cs_bold = True, run.bold
            size_alike(run._r.get_or_add_rPr())
            self.turned.append(paragraph)

    def _apart(self, text: str) -> str:
        """A text after a number, set apart where it reads another way than the document."""
        return f"{APART[0]}{text}{APART[1]}" if self.rtl and not reads_right_to_left(text) else text

    def _field(self, paragraph: Any, instruction: str, shown: str) -> None:
        for kind in ("begin", "instruction", "separate", "shown", "end"):
            run = paragraph.add_run(shown if kind == "shown" else "")
            if kind == "instruction":
                code = OxmlElement("w:instrText")
                code.set(qn("xml:space"), "preserve")
                code.text = f" {instruction} "
                run._r.append(code)
            elif kind != "shown":
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
                run._r.append(mark)
            if self.rtl:
                run.font.rtl = True

    # -- file

    def saved(self) -> bytes:
        """The bytes of the file, with nothing in them that depends on when or where it was made."""
        report = self.layout.report
        core = self.document.core_properties
        core.title, core.author, core.subject = report.title, report.office, report.symbol
        core.language, core.comments, core.keywords = self.layout.tongue.code, "", self.layout.marking
        core.last_modified_by, core.revision = report.office, 1
        core.created = core.modified = datetime.combine(report.dated, time(), UTC).replace(tzinfo=None)
        self._attach_notes(self.layout.notes)
        for paragraph in self.turned:
            turn(paragraph._p)
        buffer = io.BytesIO()
        self.document.save(buffer)
        return _still(buffer.getvalue())

    def _attach_notes(self, notes: tuple[Note, ...]) -> None:
        linked = {sha: bookmark_name(f"items/{sha}") for sha in self.layout.anchored}
        part = self.document.part
        name, held = PackURI("/word/footnotes.xml"), footnotes_xml(notes, linked, self.rtl)
        made = FilePart(name, CONTENT_TYPE.WML_FOOTNOTES, held, part.package)
        part.relate_to(made, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = self.document.settings.element
        properties = OxmlElement("w:footnotePr")
        for number in ("-1", "0"):
            separator = OxmlElement("w:footnote")
            separator.set(qn("w:id"), number)
            properties.append(separator)
        before = settings.find(qn("w:compat"))
        if before is None:
            settings.append(properties)
        else:
            before.addprevious(properties)


def turn(paragraph: Any) -> None:
    """Set a paragraph from the right, where the schema has the word for it."""
    properties = paragraph.get_or_add_pPr()
    if properties.find(qn("w:bidi")) is not None:
        return
    after = [properties.find(qn(f"w:{name}")) for name in ("spacing", "ind", "jc", "rPr")]
    mark = OxmlElement("w:bidi")
    first = next((one for one in after if one is not None), None)
    properties.append(mark) if first is None else first.addprevious(mark)


def _still(data: bytes) -> bytes:
    """The same archive with members in order and a fixed time on each."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            entry.create_system = 3
            new.writestr(entry, old.read(name))
    return out.getvalue()
