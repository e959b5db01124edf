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
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from sightline.reports.dates import written
from sightline.reports.docx_look import GREY, INK, MONO, dress, hang, rule, rules, spread, tight, whole
from sightline.reports.footnotes import Note
from sightline.reports.footnotes_xml import footnotes_xml
from sightline.reports.layout import Advice, Drawn, Grid, Heading, Layout, Para, Run

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def render(layout: Layout) -> bytes:
    """Write the layout as a DOCX; equal layouts give equal bytes."""
    writer = Writer(layout)
    writer.cover()
    writer.contents()
    for drawn in layout.body:
        writer.draw(drawn)
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
        self.unnumbered = {d.anchor for d in layout.summary if isinstance(d, Para)}
        dress(self.document)
        self._page()

    def _page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.3)
        section.different_first_page_header_footer = True
        report = self.layout.report
        header = section.header.paragraphs[0]
        header.text = f"{report.symbol}\t{self.layout.marking}\t{report.edition.value} edition"
        for footer in (section.footer.paragraphs[0], section.first_page_footer.paragraphs[0]):
            footer.add_run(f"{report.office}\t\tPage ")
            self._field(footer, "PAGE", "1")
            footer.add_run(" of ")
            self._field(footer, "NUMPAGES", "1")
        for paragraph in (header, section.footer.paragraphs[0], section.first_page_footer.paragraphs[0]):
            for run in paragraph.runs:
                run.font.size, run.font.color.rgb = Pt(8.5), GREY
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
        self._text(top, f"\t{report.symbol}", bold=True, size=15)
        rule(top)
        facts = (
            ("Distribution", report.edition.value),
            ("Marking", self.layout.marking),
            ("Dated", written(report.dated)),
            ("State of the record", written(report.as_of)),
            ("Original", "English"),
        )
        for name, value in facts:
            line = self.document.add_paragraph()
            line.paragraph_format.left_indent, line.paragraph_format.space_after = Cm(9.2), Pt(1)
            line.paragraph_format.tab_stops.add_tab_stop(Cm(13))
            self._text(line, f"{name}\t", size=10)
            self._text(line, value, bold=True, size=10)
        about = self.document.add_paragraph()
        self._text(
            about, "An independent office; not a document of the United Nations", size=9.5, colour=GREY
        )
        title = self.document.add_paragraph()
        title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(60), Pt(26)
        self._text(title, report.title, bold=True, size=24, colour=INK)
        self._text(self.document.add_paragraph(), "What this document rests on", bold=True, colour=INK)
        if report.notice:
            self.document.add_paragraph(report.notice)
        self.document.add_paragraph(f"Items cited in the text: {'; '.join(self.layout.bases)}.")
        if self.layout.summary:
            self._unlisted("Summary")
        for drawn in self.layout.summary:
            self.draw(drawn)
        self.document.add_page_break()

    def contents(self) -> None:
        """A table of contents that leads to its headings; without page numbers, which only layout knows."""
        headings = [d for d in (*self.layout.body, *self.layout.annexes) if isinstance(d, Heading)]
        self._unlisted("Contents")
        for heading in headings:
            line = self.document.add_paragraph()
            line.paragraph_format.left_indent = Cm(0.7 * (heading.level - 1))
            line.paragraph_format.space_after = Pt(2)
            self._link(line, f"{heading.label}. {heading.text}", heading.anchor)
        self.document.add_page_break()

    def _unlisted(self, text: str) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(14)
        self._text(paragraph, text, bold=True, size=14, colour=INK)

    def draw(self, drawn: Drawn) -> None:
        """Write one thing of the layout."""
        if isinstance(drawn, Heading):
            paragraph = self.document.add_heading(level=min(drawn.level, 3))
            word, _, sign = drawn.label.rpartition(" ")
            paragraph.add_run(f"{word} " if word else "")
            self._marked(paragraph, sign, drawn.anchor)
            self._text(paragraph, f". {drawn.text}")
        elif isinstance(drawn, Para):
            self._paragraph(drawn)
        elif isinstance(drawn, Grid):
            self._grid(drawn)
        else:
            self._advice(drawn)

    def _paragraph(self, para: Para) -> None:
        paragraph = self.document.add_paragraph()
        if para.label:
            hang(paragraph)
            self._marked(paragraph, para.label.removesuffix("."), para.anchor)
            paragraph.add_run(".\t")
        else:
            self._marked(paragraph, "", para.anchor)
        self._runs(paragraph, para.runs)

    def _advice(self, advice: Advice) -> None:
        paragraph = self.document.add_paragraph()
        hang(paragraph)
        self._marked(paragraph, str(advice.number), advice.anchor)
        paragraph.add_run(".\t")
        self._text(paragraph, advice.addressee, bold=True, colour=INK)
        self._text(paragraph, f" (to {advice.kind})", size=9, colour=GREY)
        paragraph.add_run().add_break()
        self._runs(paragraph, advice.runs)
        if advice.basis:
            paragraph.add_run().add_break()
            self._text(paragraph, f"Basis: {advice.basis}", size=9, colour=GREY)

    def _grid(self, grid: Grid) -> None:
        caption = self.document.add_paragraph(style="Caption")
        caption.add_run("Table ")
        self._marked(caption, str(grid.number), grid.anchor)
        caption.add_run(f". {grid.title}")
        table = self.document.add_table(rows=1, cols=len(grid.columns))
        rules(table)
        header = table.rows[0]
        header._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, name in zip(header.cells, grid.columns, strict=True):
            tight(cell.paragraphs[0])
            self._text(cell.paragraphs[0], name, bold=True, size=9, colour=INK)
        for row in grid.rows:
            added = table.add_row()
            whole(added)
            cells = added.cells
            for position, (cell, runs) in enumerate(zip(cells, row, strict=True)):
                last = position == len(row) - 1
                self._cell(cell.paragraphs[0], runs, grid.evidence and last)
        spread(table, grid.widths)
        after = self.document.add_paragraph()
        after.paragraph_format.space_before = Pt(3)
        if grid.note:
            self._text(after, grid.note, size=8.5, colour=GREY)

    def _cell(self, paragraph: Any, runs: tuple[Run, ...], whole_hash: bool) -> None:
        tight(paragraph)
        if whole_hash:
            text = "".join(run.text for run in runs)
            lines = [text[at : at + 16] for at in range(0, len(text), 16)]
            self._bookmark(paragraph, f"items/{text}", lambda: self._lines(paragraph, lines))
        else:
            self._runs(paragraph, runs, size=8.5)

    def _lines(self, paragraph: Any, lines: list[str]) -> None:
        for position, line in enumerate(lines):
            run = paragraph.add_run(line)
            run.font.name, run.font.size = MONO, Pt(6)
            if position < len(lines) - 1:
                run.add_break()

    # -- runs

    def _runs(self, paragraph: Any, runs: tuple[Run, ...], size: float = 0) -> None:
        for run in runs:
            if run.note:
                self._note_mark(paragraph, run.note)
            elif run.ref in self.unnumbered:
                self._link(paragraph, run.text, run.ref)
            elif run.ref:
                self._field(paragraph, f"REF {bookmark_name('part/' + run.ref)} \\h", run.text)
            elif run.raised:
                paragraph.add_run(run.text).font.superscript = True
            else:
                self._text(paragraph, run.text, size=size)

    def _text(
        self, paragraph: Any, text: str, *, bold: bool = False, size: float = 0, colour: Any = None
    ) -> None:
        run = paragraph.add_run(_legal(text))
        run.bold = bold or None
        if size:
            run.font.size = Pt(size)
        if colour is not None:
            run.font.color.rgb = colour

    def _marked(self, paragraph: Any, text: str, anchor: str) -> None:
        self._bookmark(paragraph, f"part/{anchor}", lambda: paragraph.add_run(_legal(text)))

    def _bookmark(self, paragraph: Any, anchor: str, write: Any) -> None:
        self.bookmarks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(self.bookmarks))
        start.set(qn("w:name"), bookmark_name(anchor))
        paragraph._p.append(start)
        write()
        paragraph._p.append(end)

    def _link(self, paragraph: Any, text: str, anchor: str) -> None:
        run = paragraph.add_run(_legal(text))
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), bookmark_name(f"part/{anchor}"))
        paragraph._p.append(link)
        link.append(run._r)

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

    def _note_mark(self, paragraph: Any, number: int) -> None:
        run = paragraph.add_run(style="Footnote Reference")
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(number))
        run._r.append(reference)

    # -- file

    def saved(self) -> bytes:
        """The bytes of the file, with nothing in them that depends on when or where it was made."""
        report = self.layout.report
        core = self.document.core_properties
        core.title, core.author, core.subject = report.title, report.office, report.symbol
        core.language, core.comments, core.keywords = "en-GB", "", self.layout.marking
        core.last_modified_by, core.revision = report.office, 1
        core.created = core.modified = datetime.combine(report.dated, time(), UTC).replace(tzinfo=None)
        self._attach_notes(self.layout.notes)
        buffer = io.BytesIO()
        self.document.save(buffer)
        return _still(buffer.getvalue())

    def _attach_notes(self, notes: tuple[Note, ...]) -> None:
        linked = {sha: bookmark_name(f"items/{sha}") for sha in self.layout.anchored}
        part = self.document.part
        name = PackURI("/word/footnotes.xml")
        made = Part(name, CONTENT_TYPE.WML_FOOTNOTES, footnotes_xml(notes, linked), part.package)
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


def _legal(text: str) -> str:
    """The text without the control characters XML cannot hold."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n")


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
