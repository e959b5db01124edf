"""Numbers of paragraphs, tables, annexes and recommendations, and the references between them.

The summary is not numbered; the body counts on through all its sections; each annex counts its own
paragraphs (`A.1`); tables and figures count through the whole report. `{ref:id}` in a text stands for
the number of what carries that id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count

from sightline.errors import BadInput
from sightline.model.report import Annex, Block, Figure, Paragraph, Report, Table
from sightline.reports.outline import changed, labelled_blocks
from sightline.reports.tongues import Tongue, tongue, untranslated

REFERENCE = re.compile(r"\{ref:([^{}]+)\}")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference leads to: `paragraph` and `12`, and the pattern its language says it with."""

    word: str
    number: str
    pattern: str = ""

    @property
    def around(self) -> tuple[str, str]:
        """What stands before and after the number."""
        before, _, after = (self.pattern or f"{self.word} {{n}}").partition("{n}")
        return before, after

    def __str__(self) -> str:
        before, after = self.around
        return f"{before}{self.number}{after}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `ref` is the id it leads to, where it leads somewhere."""

    text: str
    ref: str = ""


def letter(position: int) -> str:
    """Annex letters from position 0: A to Z, then AA, AB and so on."""
    first, last = divmod(position, len(_LETTERS))
    return (letter(first - 1) if first else "") + _LETTERS[last]


def number(report: Report) -> Report:
    """The same report with all numbers set anew, in reading order and without a hole."""
    paragraphs, tables, figures = count(1), count(1), count(1)

    def counted(block: Block, own: Iterator[int] = paragraphs) -> Block:
        counter = own if isinstance(block, Paragraph) else figures if isinstance(block, Figure) else tables
        return numbered(block, next(counter))

    summary = tuple(replace(one, number=0) if one.number else one for one in report.summary)
    body = changed(replace(report, summary=(), annexes=()), counted)
    annexes = []
    for position, annex in enumerate(report.annexes):
        own = count(1)
        blocks = tuple(counted(block, own) for block in annex.blocks)
        annexes.append(Annex(annex.id, annex.title, blocks, letter(position)))
    advice = tuple(replace(r, number=n) for n, r in enumerate(report.recommendations, 1))
    return replace(
        report, summary=summary, sections=body.sections, recommendations=advice, annexes=tuple(annexes)
    )


def numbered(block: Block, number: int) -> Block:
    """The block under a number; itself where it has it already."""
    return block if block.number == number else replace(block, number=number)


def targets(report: Report, language: str = "") -> dict[str, Target]:
    """What each id of a numbered report is called, in its own language unless another is named.

    `BadInput` when two things share an id.
    """
    found: dict[str, Target] = {}
    for name, target in _targets(report, tongue(language or report.language)):
        if name in found:
            raise BadInput(f"two parts of the report share the id {name!r}", remedy="give each its own id")
        found[name] = target
    return found


def called(report: Report) -> dict[str, Target]:
    """What each id is called, as far as it goes: of two things that share an id, the later."""
    return dict(_targets(report, tongue(report.language)))


def _targets(report: Report, language: Tongue) -> Iterator[tuple[str, Target]]:
    def target(word: str, number: str) -> Target:
        return Target(word, language.digits(number), language.refer[word])

    for block, label in labelled_blocks(report):
        if block.number:
            yield block.id, target(_word(block), label)
        else:
            yield block.id, Target("the", *language.summary)
    for annex in report.annexes:
        yield annex.id, target("annex", annex.letter)
    for advice in report.recommendations:
        yield advice.id, target("recommendation", str(advice.number))


def _word(block: Block) -> str:
    if isinstance(block, Figure):
        return "figure"
    return "table" if isinstance(block, Table) else "paragraph"


def pieces(text: str, known: Mapping[str, Target], around: tuple[str, str] = ("", "")) -> tuple[Piece, ...]:
    """The text with its references resolved: the number alone is the piece that leads there.

    `around` stands before and after each reference, outside the piece that leads there.
    `BadInput` when a reference leads nowhere.
    """
    found: list[Piece] = []
    at, first = 0, len(f"[{code}] ") if (code := untranslated(text)) else 0
    for match in REFERENCE.finditer(text):
        if (target := known.get(match[1])) is None:
            raise BadInput(
                f"reference to {match[1]!r}, which is not in the report",
                remedy="correct the id, or take the reference out",
            )
        before, after = target.around
        begins = match.start() == first
        before = before[:1].upper() + before[1:] if begins else before
        found += [Piece(f"{text[at : match.start()]}{around[0]}{before}")]
        found += [Piece(target.number, match[1]), Piece(f"{after}{around[1]}")]
        at = match.end()
    return tuple(piece for piece in [*found, Piece(text[at:])] if piece.text)


def resolved(text: str, known: Mapping[str, Target]) -> str:
    """The text with each reference written out, as `paragraph 12`."""
    return "".join(piece.text for piece in pieces(text, known))
