"""Edits applied to an outline: blocks put, inserted, moved or removed, sections added or placed.

Pure, and in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sightline.errors import NotFound
from sightline.model.report import Annex, Block, Paragraph, Report, Section
from sightline.reports import tree_json
from sightline.reports.cuts import moved_to_annex
from sightline.reports.outline import changed, labelled_blocks

COVER, ADVICE = "cover", "recommendations"
"""what the cover and the recommendations are called where sections are; both are parts that one may hold"""
MOVES = frozenset({"moved", "placed"})
"""kinds of edits that change where something stands, and none of its words"""
CHANGES = MOVES | {"put", "insert", "remove", "section", "annexed", "cover", "titled", "advised"}
"""kinds of edits that change the outline; the others are talk about it"""


@dataclass(frozen=True, slots=True)
class Edit:
    """One step: its number in the report, what it did to which block, who and when."""

    number: int
    kind: str
    block: str
    body: Mapping[str, Any]
    at: datetime
    by: str


def changes(edit: Edit, block: str) -> bool:
    """Whether a step changed the words of a block; to move it does not."""
    return edit.kind in CHANGES - MOVES and _changed_block(edit) == block


def touched(edits: Iterable[Edit]) -> dict[str, datetime]:
    """When the words of each block were last changed by a step."""
    return {_changed_block(edit): edit.at for edit in edits if edit.kind in CHANGES - MOVES}


def _changed_block(edit: Edit) -> str:
    return str(edit.body["block"]["id"]) if edit.kind == "insert" else edit.block


def applied(report: Report, edits: Iterable[Edit]) -> Report:
    """The outline after the edits that change it; those of blocks that stand are made in one walk."""
    waiting: dict[str, Block | None] = {}
    for edit in edits:
        if edit.kind in {"put", "remove"}:
            if waiting.get(edit.block, True) is not None:  # what was removed is not put again
                waiting[edit.block] = tree_json.read_block(edit.body["block"]) if edit.kind == "put" else None
        elif edit.kind in CHANGES:
            report = _put(report, waiting)
            waiting = {}
            report = _MADE[edit.kind](report, edit)
    return _put(report, waiting)


def _put(report: Report, waiting: Mapping[str, Block | None]) -> Report:
    return changed(report, lambda block: waiting.get(block.id, block)) if waiting else report


def _annexed(report: Report, edit: Edit) -> Report:
    """The section as an annex; as it was where it stands no more."""
    with suppress(NotFound):
        return moved_to_annex(report, edit.block)
    return report


def _section_added(report: Report, edit: Edit) -> Report:
    new = Section(edit.body["id"], edit.body["title"])
    at = next((n for n, one in enumerate(report.sections, 1) if one.id == edit.block), len(report.sections))
    return replace(report, sections=(*report.sections[:at], new, *report.sections[at:]))


def _inserted(report: Report, edit: Edit) -> Report:
    """A block after another, or first in the section or annex that is named."""
    return _with(report, edit.block, tree_json.read_block(edit.body["block"]))


def _moved(report: Report, edit: Edit) -> Report:
    """A block after another, or first in a part; as it was where either stands no more."""
    moved, after = find(report, edit.block), edit.body["after"]
    if moved is None or after == edit.block:
        return report
    places = {own for own, *_ in holders(report)}
    if after not in places and find(report, after) is None:
        return report
    part = after if after in places else holder_of(report, after)
    if part == "summary" and not isinstance(moved, Paragraph):
        return report
    return _with(changed(report, lambda block: None if block.id == moved.id else block), after, moved)


def _with(report: Report, after: str, new: Block) -> Report:
    """A block after another, or first in the part of that id."""

    def into(blocks: tuple[Block, ...], own: str) -> tuple[Block, ...]:
        if own == after:
            return (new, *blocks)
        at = next((n for n, one in enumerate(blocks, 1) if one.id == after), 0)
        return (*blocks[:at], new, *blocks[at:]) if at else blocks

    def section(old: Section) -> Section:
        inner = tuple(section(one) for one in old.sections)
        return replace(old, blocks=into(old.blocks, old.id), sections=inner)

    annexes: tuple[Annex, ...] = tuple(replace(a, blocks=into(a.blocks, a.id)) for a in report.annexes)
    summary = tuple(block for block in into(report.summary, "summary") if isinstance(block, Paragraph))
    return replace(
        report, summary=summary, sections=tuple(section(one) for one in report.sections), annexes=annexes
    )


def _placed(report: Report, edit: Edit) -> Report:
    """A section, and what it holds, after another, first inside another, or first of all (after none).

    As it was where one of the two stands no more, or the other is part of it.
    """
    after, inside = edit.body["after"], edit.body["inside"]
    taken: list[Section] = []

    def without(held: tuple[Section, ...]) -> tuple[Section, ...]:
        taken.extend(one for one in held if one.id == edit.block)
        return tuple(replace(o, sections=without(o.sections)) for o in held if o.id != edit.block)

    left = without(report.sections)
    standing = {own for own, *_ in holders(replace(report, sections=left, annexes=()))}
    if not taken or not {inside or after} <= standing | {""}:
        return report

    def into(held: tuple[Section, ...]) -> tuple[Section, ...]:
        found: list[Section] = []
        for one in held:
            inner = into(one.sections)
            found.append(replace(one, sections=(*taken, *inner) if one.id == inside else inner))
            found += taken if not inside and one.id == after else ()
        return tuple(found)

    return replace(report, sections=into(left) if inside or after else (*taken, *left))


def _covered(report: Report, edit: Edit) -> Report:
    """The cover: title, notice, the days where they are given, and of a letter the envelope."""
    envelope = tree_json.read_envelope(edit.body["envelope"])
    body = edit.body
    return replace(
        report,
        title=body["title"],
        notice=body["notice"],
        envelope=envelope,
        dated=date.fromisoformat(body["dated"]) if "dated" in body else report.dated,
        as_of=date.fromisoformat(body["as_of"]) if "as_of" in body else report.as_of,
    )


def _titled(report: Report, edit: Edit) -> Report:
    """A section or an annex under another heading."""
    title = edit.body["title"]

    def section(old: Section) -> Section:
        new = title if old.id == edit.block else old.title
        return replace(old, title=new, sections=tuple(section(one) for one in old.sections))

    annexes = tuple(replace(a, title=title) if a.id == edit.block else a for a in report.annexes)
    return replace(report, sections=tuple(section(one) for one in report.sections), annexes=annexes)


def _advised(report: Report, edit: Edit) -> Report:
    """A recommendation in place of the one with its id, else after the others; none takes it out."""
    shape = edit.body["recommendation"]
    new = (tree_json.read_recommendation(shape),) if shape else ()
    at = next((n for n, one in enumerate(report.recommendations) if one.id == edit.block), None)
    held = report.recommendations
    kept = (*held, *new) if at is None else (*held[:at], *new, *held[at + 1 :])
    return replace(report, recommendations=kept)


Holder = tuple[str, str, int, tuple[Block, ...]]
"""id, title, depth and own blocks of a part"""


def holders(report: Report) -> Iterator[Holder]:
    """The summary, each section and each annex with its own blocks, in reading order."""
    yield "summary", "Summary", 1, report.summary

    def walk(sections: tuple[Section, ...], depth: int) -> Iterator[Holder]:
        for one in sections:
            yield one.id, one.title, depth, one.blocks
            yield from walk(one.sections, depth + 1)

    yield from walk(report.sections, 1)
    for annex in report.annexes:
        yield annex.id, annex.title, 1, annex.blocks


def holder_of(report: Report, block: str) -> str:
    """The section a block stands in; empty where it stands in none."""
    return next((own for own, _, _, blocks in holders(report) if any(b.id == block for b in blocks)), "")


def find(report: Report, id: str) -> Block | None:
    """A block by its id."""
    return next((block for block, _ in labelled_blocks(report) if block.id == id), None)


_MADE: dict[str, Callable[[Report, Edit], Report]] = {
    "section": _section_added,
    "insert": _inserted,
    "moved": _moved,
    "placed": _placed,
    "annexed": _annexed,
    "cover": _covered,
    "titled": _titled,
    "advised": _advised,
}
