"""The report as a flat list of things to draw, so that PDF, DOCX and HTML number and word alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count

from sightline.model.item import Basis
from sightline.model.report import Block, Figure, Recommendation, Report, Section, Sentence, Table, Template
from sightline.reports import labels
from sightline.reports.direction import APART, APART_RIGHT, reads_right_to_left
from sightline.reports.drawing import draw
from sightline.reports.edition import carried
from sightline.reports.footnotes import Catalogue, Note, parts
from sightline.reports.number import REFERENCE, Target, letter, pieces, targets
from sightline.reports.outline import citations
from sightline.reports.parts import PARTS, Part
from sightline.reports.tongues import Tongue, tongue, untranslated

_BASES = {
    Basis.ORIGINAL: (
        "original, as its author published or sent it",
        "originals, as their authors published or sent them",
    ),
    Basis.FACT: (
        "statement of fact that names a public document",
        "statements of fact that name a public document",
    ),
    Basis.RECONSTRUCTION: (
        "reconstruction, made for illustration, which proves nothing",
        "reconstructions, made for illustration, which prove nothing",
    ),
}
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
MOST_CITED = 12
"""items that the footnote of a figure names; the table of evidence has all"""
LINE, ONE_LINE, WIDEST, GUTTER = 108, 24, 60, 3
"""letters: a line of the page, a text kept on one line, the most a column asks for, the air beside it"""
WORD, BOLD = 1.2, 1.15
"""how much broader a letter may be than one of ours, and one of a head than that"""
SHORT_ROWS, SHORT_LINES = 6, 16
"""the most rows, and lines of them all, of a table that no page breaks"""
HASH = "s" * 12
"""a text as broad as a quarter of a hash in small letters"""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, or a footnote mark (`note` above 0); `ref` is the anchor it leads to."""

    text: str = ""
    ref: str = ""
    note: int = 0
    raised: bool = False
    """set like a footnote mark: the comma between two of them"""
    sign: bool = False
    """only a sign of direction, before or after a sentence that is set apart"""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` counts from 1, `label` is `I`, `A`, `1` or `Annex A`."""

    level: int
    label: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; `label` is its printed number, empty in the summary."""

    label: str
    anchor: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; each cell is runs. `evidence` says that its last column holds whole hashes."""

    number: int
    anchor: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    note: str
    evidence: bool
    widths: tuple[int, ...]
    """share of the width that each column needs, by what stands in it"""
    whole: bool = False
    """short enough to stand on one page"""


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation."""

    number: int
    anchor: str
    addressee: str
    runs: tuple[Run, ...]
    basis: str
    kind: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure: the drawing as SVG, the words for those who cannot see it, and marks of what it rests on."""

    number: int
    anchor: str
    title: str
    svg: str
    alt: str
    note: str
    runs: tuple[Run, ...]


Drawn = Heading | Para | Grid | Advice | Picture


@dataclass(frozen=True, slots=True)
class Layout:
    """All that is drawn: the cover's facts, the three parts, and the footnotes by number."""

    report: Report
    marking: str
    bases: tuple[str, ...]
    """in words: how many cited items are originals, statements of fact, reconstructions"""
    summary: tuple[Drawn, ...]
    body: tuple[Drawn, ...]
    annexes: tuple[Drawn, ...]
    notes: tuple[Note, ...]
    anchored: frozenset[str]
    """items that have a row in the evidence annex"""

    @property
    def tongue(self) -> Tongue:
        """The language it is laid out in."""
        return tongue(self.report.language)

    @property
    def parts(self) -> frozenset[Part]:
        """What its template asks for."""
        return PARTS[self.report.template]

    @property
    def rests(self) -> bool:
        """Whether it prints what it rests on: a letter that cites nothing and has no notice does not."""
        return self.report.template is not Template.LETTER or bool(self.notes or self.report.notice)

    def listed(self, kind: type[Grid] | type[Picture]) -> tuple[Grid | Picture, ...]:
        """The tables, or the figures, in reading order."""
        return tuple(drawn for drawn in (*self.body, *self.annexes) if isinstance(drawn, kind))


def lay_out(report: Report, catalogue: Catalogue, first: int = 1) -> Layout:
    """Lay a numbered report out; `BadInput` for a dead reference, `NotFound` for an unknown item.

    `first` is the number of its first section, where it is a part of a longer one.
    """

    @cache
    def known(code: str) -> Mapping[str, Target]:
        return targets(report, code)

    known("")  # a report in which two things share an id is refused even where nothing refers to them
    drawing = _Drawing(known, catalogue, [], count(1), tongue(report.language))
    summary = tuple(drawing.block(paragraph, "") for paragraph in report.summary)
    body = (*_body(report, drawing, first), *_advice(report, drawing, first))
    annexes = tuple(_annexes(report, drawing))
    grids = [drawn for drawn in (*body, *annexes) if isinstance(drawn, Grid) and drawn.evidence]
    return Layout(
        report,
        str(carried(report, catalogue.items)),
        _bases(report, catalogue, drawing.tongue),
        summary,
        body,
        annexes,
        tuple(drawing.notes),
        frozenset(row[-1][0].text for grid in grids for row in grid.rows),
    )


@dataclass(frozen=True, slots=True)
class _Drawing:
    known: Callable[[str], Mapping[str, Target]]
    """what parts are called in a language, by its code; empty for that of the report"""
    catalogue: Catalogue
    notes: list[Note]
    counter: Iterator[int]
    tongue: Tongue

    def block(self, block: Block, label: str) -> Para | Grid | Picture:
        if isinstance(block, Figure):
            return self.picture(block)
        if isinstance(block, Table):
            return self.grid(block)
        runs: list[Run] = []
        for at, sentence in enumerate(block.sentences):
            runs += [Run(" ")] if at else []
            runs += self.sentence(sentence, block.sentences)
        for dissent in block.dissents:
            position = self.tongue.words.get(dissent.position, dissent.position)
            words = f"{dissent.expert} ({position}): {dissent.text}"
            runs += [Run(",", raised=True)] if runs and runs[-1].note else []
            runs += self.mark(Note(0, words=words))
        return Para(label, block.id, tuple(runs))

    def sentence(self, sentence: Sentence, beside: Sequence[Sentence]) -> list[Run]:
        """Its words and its mark; set apart where it reads from the left beside one that does not."""
        runs = self.runs(sentence.text)
        if sentence.cites:
            runs += self.mark(Note(0, parts(sentence.cites, self.catalogue, self.tongue)))
        if not self.from_left(sentence.text):
            return runs
        mixed = not all(self.from_left(one.text) for one in beside)
        return [Run(APART[0], sign=True), *runs, Run(APART[1], sign=True)] if mixed else runs

    def from_left(self, text: str) -> bool:
        """Whether it reads from the left in a report that does not; what it refers to is not looked at."""
        return self.tongue.rtl and not reads_right_to_left(REFERENCE.sub("", text))

    def runs(self, text: str) -> list[Run]:
        code = untranslated(text)
        turned = self.from_left(text) and (not code or tongue(code).rtl)
        found = pieces(text, self.known(code), APART_RIGHT if turned else ("", ""))
        kept = [piece.text for piece in found]
        for position, piece in enumerate(found):
            if piece.ref and position:
                kept[position - 1] = kept[position - 1].removesuffix(" ") + "\N{NO-BREAK SPACE}"
        return [Run(words, piece.ref) for words, piece in zip(kept, found, strict=True)]

    def mark(self, note: Note) -> list[Run]:
        numbered = Note(next(self.counter), note.parts, note.words)
        self.notes.append(numbered)
        return [Run(note=numbered.number)]

    def picture(self, figure: Figure) -> Picture:
        by_item = {cite.item: cite for row in reversed(figure.rows) for cell in row for cite in cell.cites}
        cites = sorted(by_item.values())[:MOST_CITED]
        runs = tuple(self.mark(Note(0, parts(cites, self.catalogue, self.tongue)))) if cites else ()
        return Picture(
            figure.number, figure.id, figure.title, draw(figure, self.tongue), figure.alt, figure.note, runs
        )

    def grid(self, table: Table) -> Grid:
        rows: list[tuple[tuple[Run, ...], ...]] = []
        said = list(labels.texts(table))
        for row, printed in zip(table.rows, said, strict=True):
            cells: list[tuple[Run, ...]] = [(Run(text),) for text in printed]
            if cites := [cite for cell in row for cite in cell.cites]:
                cells[0] = (*cells[0], *self.mark(Note(0, parts(cites, self.catalogue, self.tongue))))
            rows.append(tuple(cells))
        evidence = labels.is_evidence(table)
        heads = self.tongue.words if evidence else {}
        columns = table.heads or tuple(heads.get(name) or labels.head(name) for name in table.columns)
        drawn = tuple(rows) or (((Run(self.tongue.words["nothing"]),), *((Run(),) for _ in columns[1:])),)
        texts = [[name, *(row[at] for row in said)] for at, name in enumerate(columns)]
        widths = shares([*texts[:-1], [HASH]] if evidence else texts)
        whole = is_short(said, widths)
        return Grid(table.number, table.id, table.title, columns, drawn, table.note, evidence, widths, whole)


def shares(columns: list[list[str]]) -> tuple[int, ...]:
    """Letters each column of texts gets: its longest text where that is short, else a part of the rest.

    Where that is more than a line has, each is narrowed, but no further than to its longest word; where the
    words alone are more, the widest columns are.
    """
    longest = [max(map(len, texts)) for texts in columns]
    short = sum(length + GUTTER for length in longest if length <= ONE_LINE)
    asked = sum(min(length, WIDEST) for length in longest if length > ONE_LINE)
    rest = max(LINE - short, 0) / max(asked, 1)
    words = [_longest_word(texts) for texts in columns]
    wanted = [
        max(length + GUTTER if length <= ONE_LINE else round(rest * min(length, WIDEST)), word)
        for length, word in zip(longest, words, strict=True)
    ]
    over, spare = sum(wanted) - LINE, sum(wanted) - sum(words)
    if over <= 0:
        return tuple(wanted)
    if over <= spare:
        return tuple(
            width + (word - width) * over // spare for width, word in zip(wanted, words, strict=True)
        )
    most = next((most for most in range(WIDEST, 0, -1) if sum(min(word, most) for word in words) <= LINE), 1)
    return tuple(min(word, most) for word in words)


def is_short(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> bool:
    """Whether a table of these texts, in columns of so many letters, is kept on one page."""
    lines = sum(
        max(-(-len(text) * WORD // width) for text, width in zip(row, widths, strict=True)) for row in rows
    )
    return len(rows) <= SHORT_ROWS and lines <= SHORT_LINES


_BREAKS = re.compile(r"\s+|(?<=-)|[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]")
"""where a line may end: at a space, after a hyphen, beside a Chinese or Japanese sign or a Hangul syllable"""


def _longest_word(texts: list[str]) -> int:
    broad = [
        _breadth(word) * (1 if at else BOLD) for at, text in enumerate(texts) for word in _BREAKS.split(text)
    ]
    return min(round(max(broad, default=0)) + GUTTER, WIDEST)


def _breadth(word: str) -> float:
    """Letters of room that a word takes in a broad font, which stands in where ours is not.

    A capital or a digit takes more than a small letter.
    """
    return WORD * len(word) + 0.15 * sum(sign.isupper() or sign.isdigit() for sign in word)


def _body(report: Report, drawing: _Drawing, first: int) -> Iterator[Drawn]:
    for position, section in enumerate(report.sections, first):
        drawn = _section(section, _sign(position, drawing.tongue), 1, drawing)
        if report.template is Template.LETTER:
            next(drawn)  # a letter has no headings of the first level
        yield from drawn


def _sign(position: int, language: Tongue) -> str:
    """The number of a heading of the first level."""
    signs = language.sections
    return signs[position - 1] if position <= len(signs) else roman(position)


def _section(section: Section, label: str, level: int, drawing: _Drawing) -> Iterator[Drawn]:
    yield Heading(level, label, section.title, f"section/{section.id}")
    for block in section.blocks:
        yield drawing.block(block, drawing.tongue.digits(f"{block.number}."))
    for position, inner in enumerate(section.sections):
        own = letter(position) if level == 1 else drawing.tongue.digits(str(position + 1))
        yield from _section(inner, own, level + 1, drawing)


def _advice(report: Report, drawing: _Drawing, first: int) -> Iterator[Drawn]:
    if report.recommendations:
        words = drawing.tongue.words["recommendations"]
        sign = _sign(first + len(report.sections), drawing.tongue)
        yield Heading(1, sign, words, "section/recommendations")
    for advice in report.recommendations:
        yield _recommendation(advice, drawing)


def _recommendation(advice: Recommendation, drawing: _Drawing) -> Advice:
    runs = tuple(drawing.runs(advice.text))
    basis = "; ".join(advice.basis)
    words = drawing.tongue.words
    way = words.get(advice.kind, advice.kind)
    between = "؛ " if drawing.tongue.rtl else "; "
    became = [] if advice.status == "new" else [words.get(advice.status, advice.status)]
    if advice.repeats:
        became = became if advice.status == "repeated" else [*became, words["repeated"]]
        became[-1] += f": {_apart(advice.repeats, drawing.tongue)}"
    kind = between.join((way, *became))
    return Advice(advice.number, advice.id, advice.addressee, runs, basis, kind)


def _apart(text: str, language: Tongue) -> str:
    """A text inside another, set apart where it reads from the left and the other does not."""
    return f"{APART[0]}{text}{APART[1]}" if language.rtl and not reads_right_to_left(text) else text


def _annexes(report: Report, drawing: _Drawing) -> Iterator[Drawn]:
    for annex in report.annexes:
        yield Heading(1, f"{drawing.tongue.words['annex']} {annex.letter}", annex.title, annex.id)
        for block in annex.blocks:
            yield drawing.block(block, drawing.tongue.digits(f"{annex.letter}.{block.number}."))


def _bases(report: Report, catalogue: Catalogue, language: Tongue) -> tuple[str, ...]:
    """How many items of each basis are cited; a letter names those it has alone."""
    short = report.template is Template.LETTER
    cited = {citation.item for citation in citations(report)}
    found = [catalogue.item(sha256).basis for sha256 in cited]
    if language.code != "en":  # a count and a noun agree in each language in its own way
        words, digits = language.words, language.digits
        kept = [one for one in _BASES if found.count(one) or not short]
        return tuple(f"{words[f'{one}_basis']}: {digits(str(found.count(one)))}" for one in kept)
    counted = [(found.count(basis), one, many) for basis, (one, many) in _BASES.items()]
    if short:
        counted = [one for one in counted if one[0]]
    return tuple(f"{number} {one if number == 1 else many}" for number, one, many in counted)


def roman(number: int) -> str:
    """Roman numerals of a section number from 1."""
    written = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        written += sign * times
    return written
