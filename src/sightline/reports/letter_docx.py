"""A letter as DOCX, by the same writer a report is written with."""

from __future__ import annotations

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor

from sightline.model.report import Edition, Report
from sightline.reports.dates import written
from sightline.reports.docx import Writer
from sightline.reports.docx_look import GREY, INK, rule
from sightline.reports.layout import Heading, Layout
from sightline.reports.letter import Letter

ALARM = RGBColor(0x9A, 0x1B, 0x1F)


def render(letter: Letter) -> bytes:
    """Write the letter; equal letters give equal bytes."""
    writer = _LetterWriter(letter)
    writer.cover()
    for drawn in letter.body:
        writer.draw(drawn)
    writer.close()
    for drawn in letter.annexes:
        if isinstance(drawn, Heading) and drawn.level == 1:
            writer.document.add_page_break()
        writer.draw(drawn)
    return writer.saved()


class _LetterWriter(Writer):
    """A report's writer with a letterhead in place of a cover."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        report = Report(
            id="letter",
            symbol=letter.reference,
            title=letter.subject,
            dated=letter.dated,
            edition=Edition.PUBLIC,
            office=letter.sender,
            summary=(),
            sections=(),
            recommendations=(),
            annexes=(),
            as_of=letter.dated,
        )
        super().__init__(Layout(report, "", (), (), letter.body, letter.annexes, (), frozenset()))

    def _page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.3)
        header = section.header.paragraphs[0]
        header.text = f"{self.letter.sender}\t\t{self.letter.reference}"
        footer = section.footer.paragraphs[0]
        footer.add_run("\t\tPage ")
        self._field(footer, "PAGE", "1")
        footer.add_run(" of ")
        self._field(footer, "NUMPAGES", "1")
        for paragraph in (header, footer):
            for run in paragraph.runs:
                run.font.size, run.font.color.rgb = Pt(8.5), GREY
            stops = paragraph.paragraph_format.tab_stops
            stops.clear_all()
            stops.add_tab_stop(Cm(8), WD_ALIGN_PARAGRAPH.CENTER)
            stops.add_tab_stop(Cm(16), WD_ALIGN_PARAGRAPH.RIGHT)
        if self.letter.draft:
            told = section.header.add_paragraph()
            told.alignment = WD_ALIGN_PARAGRAPH.CENTER
            self._text(told, "DRAFT, not complete: do not send", bold=True, size=9, colour=ALARM)

    def cover(self) -> None:
        """Letterhead, addressee, date, subject and the opening."""
        letter = self.letter
        top = self.document.add_paragraph()
        self._text(top, letter.sender, bold=True, size=15, colour=INK)
        rule(top)
        for line in letter.sender_lines:
            self._close_line(line, size=9)
        self.document.add_paragraph()
        for line in letter.to:
            self._close_line(line)
        self.document.add_paragraph()
        self._close_line(f"{written(letter.dated)}")
        self._close_line(f"Reference: {letter.reference}")
        if letter.through:
            self._close_line(f"Through: {letter.through}")
        subject = self.document.add_heading(level=1)
        self._text(subject, letter.subject)
        for text in (letter.salutation, *letter.opening) if letter.salutation else letter.opening:
            self.document.add_paragraph(text)

    def close(self) -> None:
        """The end of the letter, with room to sign."""
        end = self.document.add_paragraph()
        end.paragraph_format.space_before, end.paragraph_format.space_after = Pt(12), Pt(36)
        self._text(end, self.letter.closing)
        for line in self.letter.signed_by:
            self._close_line(line)

    def _close_line(self, text: str, size: float = 0) -> None:
        line = self.document.add_paragraph()
        line.paragraph_format.space_after = Pt(1)
        self._text(line, text, size=size)
