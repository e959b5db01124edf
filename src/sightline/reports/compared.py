"""Two states of a report beside one another, paragraph by paragraph and word by word."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sightline.model.report import Block, Paragraph, Recommendation, Report, Table
from sightline.reports.edits import COVER, holders
from sightline.reports.outline import named_blocks

ALIKE = 0.6
"""how alike two texts are, spaces counted, that are told apart word by word"""
_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words: `same`, `gone` or `new`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A block that differs: its label in the newer state (in the older where it is gone), and the words."""

    block: str
    label: str
    kind: str
    """`added`, `removed`, `changed` or `moved`"""
    pieces: tuple[Piece, ...]


def compared(old: Report, new: Report) -> tuple[Change, ...]:
    """What differs, in the order of the newer state; what is gone stands last."""
    before, after = ({id: (label, text) for id, label, text in told(one)} for one in (old, new))
    kept = [id for id in before if id in after]
    moved = set(kept) - set(_in_order(kept, [id for id in after if id in before]))
    found: list[Change] = []
    for id, (label, text) in after.items():
        if id not in before:
            found.append(Change(id, label, "added", (Piece("new", text),)))
        elif before[id][1] != text:
            found.append(Change(id, label, "changed", tuple(words(before[id][1], text))))
        elif id in moved:
            found.append(Change(id, label, "moved", (Piece("same", text),)))
    for id, (label, text) in before.items():
        if id not in after:
            found.append(Change(id, label, "removed", (Piece("gone", text),)))
    return tuple(found)


def told(report: Report) -> Iterator[tuple[str, str, str]]:
    """All that is compared, in reading order: its id, what a reader calls it, and what it says."""
    yield from ((f"{COVER}/{part}", part, text) for part, text in _cover(report) if text)
    labels = {block.id: label for block, label in named_blocks(report)}
    for id, title, _, blocks in holders(report):
        if id != "summary":
            yield f"heading/{id}", "heading", title
        yield from ((block.id, labels[block.id], text_of(block)) for block in blocks)
    for advice in report.recommendations:
        yield advice.id, f"recommendation {advice.number}", _advice(advice)


def _cover(report: Report) -> Iterator[tuple[str, str]]:
    yield "title", f"{report.title}\n{report.symbol}"
    yield "days", f"of {report.dated.isoformat()}, record as of {report.as_of.isoformat()}"
    yield "notice", report.notice
    held = report.envelope
    yield "letter", "\n".join((*held.to, held.salutation, held.closing, *held.signed_by)).strip()


def _advice(advice: Recommendation) -> str:
    rests = f"[{'; '.join((*advice.basis, *advice.findings))}]"
    status = f"{advice.status}, {advice.repeats}" if advice.repeats else advice.status
    return f"{advice.addressee}: {advice.text} {rests} ({advice.kind}, {status})"


def _in_order(old: list[str], new: list[str]) -> list[str]:
    """The ids that need not be moved."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [id for match in matcher.get_matching_blocks() for id in old[match.a : match.a + match.size]]


def text_of(block: Block) -> str:
    """What a block says, with its citations, its dissents, its marking and its query."""
    if isinstance(block, Table):
        asked = json.dumps(block.query, ensure_ascii=False, sort_keys=True)
        return f"{block.title} ({', '.join(block.columns)}) {asked} {block.note}".strip()
    assert isinstance(block, Paragraph)
    said = [
        one.text + "".join(f" [{cite.item[:12]}, {cite.place}]" for cite in one.cites)
        for one in block.sentences
    ]
    said += [f"({d.expert}, {d.position}: {d.text})" for d in block.dissents]
    return " ".join(said) + (f" [{block.marking}]" if str(block.marking) != "TLP:CLEAR" else "")


def words(old: str, new: str) -> Iterator[Piece]:
    """The words that stayed, went and came."""
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    if matcher.ratio() < ALIKE and old.strip() and new.strip():  # two texts, not one that was changed
        yield from (Piece("gone", old), Piece("same", " "), Piece("new", new))
        return
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(a[i:j]))
            continue
        if i < j:
            yield Piece("gone", "".join(a[i:j]))
        if k < m:
            yield Piece("new", "".join(b[k:m]))
