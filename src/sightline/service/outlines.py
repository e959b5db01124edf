"""Outlines of reports as they stand on record: a version is never edited, so it is read once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from sightline.model.report import Report
from sightline.office.database import Office
from sightline.office.tables import ReportEditRow, ReportVersionRow
from sightline.reports import tree_json
from sightline.reports.outline import paragraphs

HELD = 8
"""versions kept in memory for each office"""
_Read = OrderedDict[tuple[str, int, datetime], Report]
_Worded = dict[tuple[str, int, datetime], tuple[frozenset[str], frozenset[str]]]
_WORDED: WeakKeyDictionary[Office, _Worded] = WeakKeyDictionary()
"""by version, the findings worded after the summary and the ids of its paragraphs; small, so all are kept"""
_READ: WeakKeyDictionary[Office, _Read] = WeakKeyDictionary()


def outline(office: Office, row: ReportVersionRow) -> Report:
    """The outline of a version that a session of this office was allowed to find."""
    read = _READ.setdefault(office, OrderedDict())
    key = (row.report_id, row.version, row.at)
    if key not in read:
        read[key] = tree_json.read(row.outline | {"id": row.report_id})
    found = read[key]
    while len(read) > HELD:
        read.popitem(last=False)
    return found


def worded(office: Office, versions: Iterable[ReportVersionRow], edits: Iterable[ReportEditRow]) -> set[str]:
    """Findings that some state of a report worded after its summary: a version, or a step between two."""
    known = _WORDED.setdefault(office, {})
    found: set[str] = set()
    summary = {"summary"}
    for row in versions:
        key = (row.report_id, row.version, row.at)
        if key not in known:
            rest = {name: part for name, part in row.outline.items() if name != "summary"}
            opening = frozenset(block["id"] for block in row.outline["summary"])
            known[key] = frozenset(_findings(rest)), opening
        found |= known[key][0]
        summary |= known[key][1]
    for step in edits:
        if step.kind in {"put", "insert"} and step.block not in summary:
            found |= set(_findings(step.body))
    return found


def written_at(office: Office, versions: Sequence[ReportVersionRow]) -> dict[str, datetime]:
    """Since which version each paragraph of the newest has stood as it does."""
    newest, *earlier = [
        (row.at, {one.id: one.sentences for one in paragraphs(outline(office, row))})
        for row in reversed(versions)
    ]
    since = dict.fromkeys(newest[1], newest[0])
    standing = set(since)
    for at, held in earlier:
        standing = {id for id in standing if held.get(id) == newest[1][id]}
        since |= dict.fromkeys(standing, at)
    return since


def _findings(part: Any) -> Iterator[str]:
    """The findings of every sentence in a stored part of an outline."""
    if isinstance(part, Mapping):
        for sentence in part.get("sentences", ()):
            if sentence.get("finding"):
                yield sentence["finding"]
        for inner in part.values():
            yield from _findings(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _findings(inner)
