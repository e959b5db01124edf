"""A layout as PDF: tagged, for archives (PDF/A-2a) and for readers with a screen reader (PDF/UA-1)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from sightline.errors import EnvironmentFailed
from sightline.model.report import Template
from sightline.reports.layout import Advice, Drawn, Grid, Heading, Layout, Para, Picture
from sightline.reports.tongues import TONGUES, tongue
from sightline.reports.typesetting import compiled

_KINDS: dict[type[Drawn], str] = {
    Heading: "heading",
    Para: "paragraph",
    Grid: "table",
    Advice: "advice",
    Picture: "figure",
}


@dataclass(frozen=True, slots=True)
class Pdf:
    """The bytes, and what a reader should be told about them: empty where both standards hold."""

    data: bytes
    warnings: tuple[str, ...]


def render(layout: Layout) -> Pdf:
    """Typeset the layout; equal layouts and fonts give equal bytes.

    A letter that no font here has is an error under the standards: then the document is made
    without them and a warning says so. `EnvironmentFailed` when it cannot be typeset at all, or when no font
    here has the letters of the report's language.
    """
    if missing := _letters_missing(layout.report.language):
        raise EnvironmentFailed(
            f"no font here has the letters of {layout.tongue.name} ({layout.report.language})",
            remedy=f"install one, on Debian: apt-get install {missing}",
        )
    return typeset("report.typ", _content(layout), layout.report.dated)


@cache
def _letters_missing(code: str) -> str:
    """The package to install where no font has the letters of a language; empty where one has."""
    language = tongue(code)
    fonts = ", ".join(f'"{name}"' for name in language.serif)
    sample = (
        f'#set document(title: "x")\n#set text(font: ({fonts}), lang: "{language.code}")\n{language.sample}'
    )
    try:
        _compile(sample.encode(), "{}", datetime(2026, 1, 1, tzinfo=UTC), archival=True)
    except typst.TypstError:
        return language.package
    return ""


def images(drawings: Sequence[str]) -> list[bytes]:
    """SVG drawings as PNG, all in one run, two pixels for each of theirs."""
    if not drawings:
        return []
    source = (
        b"#let all = json(bytes(sys.inputs.content))\n#set page(width: auto, height: auto, margin: 0pt)\n"
        b'#for one in all { page(image(bytes(one), format: "svg")) }'
    )
    content = json.dumps(list(drawings), ensure_ascii=False)
    try:
        made: bytes | list[bytes] = typst.compile(
            source, format="png", ppi=144, sys_inputs={"content": content}
        )
    except typst.TypstError as problem:
        raise EnvironmentFailed(f"the figures could not be drawn: {problem}") from problem
    return made if isinstance(made, list) else [made]


def typeset(template: str, shape: dict[str, Any], day: date) -> Pdf:
    """Typeset a template of this room over the parts all documents share; as `render` else."""
    folder = files("sightline.reports").joinpath("templates")
    source = b"".join(folder.joinpath(name).read_bytes() for name in ("parts.typ", template))
    english = TONGUES["en"]
    usual = {"lang": "en", "rtl": False, "fonts": list(english.serif), "numerals": english.numerals}
    content = json.dumps(usual | {"words": english.words} | shape, ensure_ascii=False, sort_keys=True)
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
    return compiled(template, content, dated, ("a-2a", "ua-1") if archival else ())


def _content(layout: Layout) -> dict[str, Any]:
    report = layout.report
    return {
        "symbol": report.symbol,
        "title": report.title,
        "office": report.office,
        "edition": layout.tongue.words[report.edition.value],
        "edition_named": layout.tongue.edition(report.edition.value),
        "dated": layout.tongue.written(report.dated),
        "as_of": layout.tongue.written(report.as_of),
        "lang": report.language,
        "original": layout.tongue.words["english"],
        "tables": len(layout.listed(Grid)),
        "figures": len(layout.listed(Picture)),
        "rtl": layout.tongue.rtl,
        "words": layout.tongue.words,
        "fonts": list(layout.tongue.serif),
        "numerals": layout.tongue.numerals,
        "parts": sorted(part.value for part in layout.parts),
        "marking": layout.marking,
        "notice": report.notice,
        "letter": report.template is Template.LETTER,
        "envelope": asdict(report.envelope),
        "rests": layout.rests,
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
