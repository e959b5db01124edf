"""Walks over the report tree in reading order, so that every reader of it meets the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sightline.model.citation import Citation
from sightline.model.report import Block, Figure, Paragraph, Report, Section, Sentence, Table

Change = Callable[[Block], Block | None]
"""What becomes of a block; None leaves it out."""


@dataclass(frozen=True, slots=True)
class Located:
    """A sentence and the paragraph it stands in; `label` is what a reader calls that paragraph."""

    paragraph: Paragraph
    sentence: Sentence
    label: str


def _section_blocks(section: Section) -> Iterator[Block]:
    yield from section.blocks
    for inner in section.sections:
        yield from _section_blocks(inner)


def labelled_blocks(report: Report) -> Iterator[tuple[Block, str]]:
    """Every block in reading order with its label: `12`, `A.3` in an annex, the id where unnumbered."""
    for paragraph in report.summary:
        yield paragraph, paragraph.id
    for section in report.sections:
        for block in _section_blocks(section):
            yield block, str(block.number) if block.number else block.id
    for annex in report.annexes:
        for block in annex.blocks:
            own = f"{annex.letter}.{block.number}" if isinstance(block, Paragraph) else str(block.number)
            yield block, own if annex.letter and block.number else block.id


def named_blocks(report: Report) -> Iterator[tuple[Block, str]]:
    """Every block in reading order with its kind and label: `paragraph 12`, `figure 1`, `table 3`."""
    for block, label in labelled_blocks(report):
        kind = "figure" if isinstance(block, Figure) else "table" if isinstance(block, Table) else "paragraph"
        yield block, f"{kind} {label}"


def sentences(report: Report) -> Iterator[Located]:
    """Every sentence in reading order."""
    for block, label in labelled_blocks(report):
        if isinstance(block, Paragraph):
            for sentence in block.sentences:
                yield Located(block, sentence, label)


def paragraphs(report: Report) -> Iterator[Paragraph]:
    """Every paragraph in reading order: summary, body, annexes."""
    return (block for block, _ in labelled_blocks(report) if isinstance(block, Paragraph))


def tables(report: Report) -> Iterator[Table]:
    """Every table in reading order."""
    return (block for block, _ in labelled_blocks(report) if isinstance(block, Table))


def queries(report: Report) -> Iterator[Mapping[str, Any]]:
    """Every query the report asks, in reading order: those of its tables, and those its numbers come from."""
    for block, _ in labelled_blocks(report):
        if isinstance(block, Paragraph):
            yield from (number.query for sentence in block.sentences for number in sentence.numbers)
        else:
            yield block.query


def citations(report: Report) -> Iterator[Citation]:
    """Every citation of sentences and table cells in reading order, repeats included."""
    for block, _ in labelled_blocks(report):
        yield from cites_of(block)


def cites_of(block: Block) -> Iterator[Citation]:
    """Every citation of a paragraph's sentences, or of the cells of a table or figure."""
    if isinstance(block, Paragraph):
        for sentence in block.sentences:
            yield from sentence.cites
    else:
        for row in block.rows:
            for cell in row:
                yield from cell.cites


def _changed(blocks: tuple[Block, ...], change: Change) -> tuple[Block, ...]:
    return tuple(new for block in blocks if (new := change(block)) is not None)


def _changed_section(section: Section, change: Change) -> Section:
    blocks = _changed(section.blocks, change)
    return replace(section, blocks=blocks, sections=_changed_sections(section.sections, change))


def _changed_sections(sections: tuple[Section, ...], change: Change) -> tuple[Section, ...]:
    return tuple(_changed_section(section, change) for section in sections)


def changed(report: Report, change: Change) -> Report:
    """The report after `change` went over every block in reading order."""
    summary = tuple(new for p in report.summary if isinstance(new := change(p), Paragraph))
    sections = _changed_sections(report.sections, change)
    annexes = tuple(replace(annex, blocks=_changed(annex.blocks, change)) for annex in report.annexes)
    return replace(report, summary=summary, sections=sections, annexes=annexes)
