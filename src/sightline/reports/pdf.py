"""A layout as PDF: tagged, for archives (PDF/A-2a) and for readers with a screen reader (PDF/UA-1)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time
from importlib.resources import files
from typing import Any

import typst

from sightline.errors import EnvironmentFailed
from sightline.reports.dates import written
from sightline.reports.layout import Advice, Drawn, Grid, Heading, Layout, Para

_KINDS: dict[type[Drawn], str] = {Heading: "heading", Para: "paragraph", Grid: "table", Advice: "advice"}


@dataclass(frozen=True, slots=True)
class Pdf:
    """The bytes, and what a reader should be told about them: empty where both standards hold."""

    data: bytes
    warnings: tuple[str, ...]


def render(layout: Layout) -> Pdf:
    """Typeset the layout; equal layouts and fonts give equal bytes.

    A letter that no font here has is an error under the standards: then the document is made
    without them and a warning says so. `EnvironmentFailed` when it cannot be typeset at all.
    """
    template = files("sightline.reports").joinpath("templates/report.typ").read_bytes()
    content = json.dumps(_content(layout), ensure_ascii=False, sort_keys=True)
    dated = datetime.combine(layout.report.dated, time(), UTC)
    try:
        return Pdf(_compile(template, content, dated, archival=True), ())
    except typst.TypstError as problem:
        reason = str(problem)
    try:
        data = _compile(template, content, dated, archival=False)
    except typst.TypstError as problem:
        raise EnvironmentFailed(f"the PDF could not be typeset: {problem}") from problem
    return Pdf(data, (f"made without PDF/A and PDF/UA: {' '.join(reason.split())[:300]}",))


def _compile(template: bytes, content: str, dated: datetime, archival: bool) -> bytes:
    data: bytes = typst.compile(
        template,
        format="pdf",
        sys_inputs={"content": content},
        pdf_standards=["a-2a", "ua-1"] if archival else [],
        timestamp=dated,
    )
    return data


def _content(layout: Layout) -> dict[str, Any]:
    report = layout.report
    return {
        "symbol": report.symbol,
        "title": report.title,
        "office": report.office,
        "edition": report.edition.value,
        "dated": written(report.dated),
        "as_of": written(report.as_of),
        "marking": layout.marking,
        "notice": report.notice,
        "bases": list(layout.bases),
        "summary": [_drawn(one) for one in layout.summary],
        "body": [_drawn(one) for one in layout.body],
        "annexes": [_drawn(one) for one in layout.annexes],
        "notes": {str(note.number): _note(layout, note.number) for note in layout.notes},
    }


def _drawn(drawn: Drawn) -> dict[str, Any]:
    return asdict(drawn) | {"type": _KINDS[type(drawn)]}


def _note(layout: Layout, number: int) -> dict[str, Any]:
    note = layout.notes[number - 1]
    linked = layout.anchored
    return {
        "words": note.words,
        "parts": [
            {"text": part.text, "item": part.citation.item if part.citation.item in linked else ""}
            for part in note.parts
        ],
    }
