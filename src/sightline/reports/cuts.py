"""What a new outline leaves out of the one before: a section is not dropped silently.

A cut moves to an annex, or it stays in the history with its reason; either way it can be told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sightline.errors import NotFound
from sightline.model.report import Annex, Block, Paragraph, Report, Section
from sightline.reports.outline import labelled_blocks

ANNEX = "cut-"
"""how the id of an annex begins that a section was moved to"""


@dataclass(frozen=True, slots=True)
class Cut:
    """A section that stands no more in the body: moved to an annex, or gone with so many paragraphs."""

    section: str
    title: str
    annex: str
    gone: int
    """its paragraphs and tables that stand nowhere any more"""


def cuts(before: Report, after: Report) -> tuple[Cut, ...]:
    """The sections of the outline before that the one after does not have, in reading order."""
    kept = {section.id for section in _sections(after.sections)}
    standing = {block.id for block, _ in labelled_blocks(after)}
    annexes = {annex.id for annex in after.annexes}
    found = []
    for section in _sections(before.sections):
        if section.id in kept:
            continue
        moved = f"{ANNEX}{section.id}" if f"{ANNEX}{section.id}" in annexes else ""
        gone = sum(block.id not in standing for block in _blocks(section))
        found.append(Cut(section.id, section.title, moved, gone))
    return tuple(found)


def moved_to_annex(report: Report, section_id: str) -> Report:
    """The report with a section, its subsections in it, as an annex of its title; `NotFound` without."""
    section = next((one for one in _sections(report.sections) if one.id == section_id), None)
    if section is None:
        raise NotFound(f"no such section: {section_id}")
    annex = Annex(f"{ANNEX}{section.id}", section.title, tuple(_blocks(section)))
    left = _without(report.sections, section_id)
    return replace(report, sections=left, annexes=(*report.annexes, annex))


def _without(sections: tuple[Section, ...], id: str) -> tuple[Section, ...]:
    kept = (one for one in sections if one.id != id)
    return tuple(replace(one, sections=_without(one.sections, id)) for one in kept)


def _sections(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _sections(section.sections)


def _blocks(section: Section) -> Iterator[Block]:
    yield from section.blocks
    for inner in section.sections:
        yield from _blocks(inner)


def paragraphs_of(section: Section) -> tuple[Paragraph, ...]:
    """The paragraphs of a section and all it holds."""
    return tuple(block for block in _blocks(section) if isinstance(block, Paragraph))
