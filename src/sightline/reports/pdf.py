"""A layout as PDF: tagged, for archives (PDF/A-2a) and for readers with a screen reader (PDF/UA-1)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
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
    return typeset("report.typ", _content(layout), layout.report.dated)


def typeset(template: str, shape: dict[str, Any], day: date) -> Pdf:
    """Typeset a template of this room over the parts all documents share; as `render` else."""
    folder = files("sightline.reports").joinpath("templates")
    source = b"".join(folder.joinpath(name).read_bytes() for name in ("parts.typ", template))
    content = json.dumps(shape, ensure_ascii=False, sort_keys=True)
    dated = datetime.combine(day, time(), UTC)
    try:
        return Pdf(_compile(source, content, dated, archival=True), ())
    except typst.TypstError as problem:
        reason = str(problem)
    try:
        data = _compile(source, content, dated, archival=False)
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
        "summary": [drawn(one) for one in layout.summary],
        "body": [drawn(one) for one in layout.body],
        "annexes": [drawn(one) for one in layout.annexes],
        "notes": {str(note.number): _note(layout, note.number) for note in layout.notes},
    }


def drawn(one: Drawn) -> dict[str, Any]:
    """A drawn thing as the templates take it."""
    return asdict(one) | {"type": _KINDS[type(one)]}


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
