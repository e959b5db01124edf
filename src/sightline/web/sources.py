"""Sources and their grades: who items come from, and how far they are trusted."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from sightline.errors import UsageError
from sightline.model.item import Reliability, Source, SourceKind
from sightline.service import access, sources
from sightline.web.page import Fields, Goto, Page, form, page
from sightline.web.tried import tried
from sightline.web.visit import Visit

TEMPLATE = "sources.html"
Kind = TypeVar("Kind", bound=StrEnum)
FIELDS = ("id", "name", "reliability", "origin", "kind", "why")


@page("/sources", TEMPLATE)
def every(visit: Visit) -> Page:
    """Every source with the grade that holds, and the grades before it."""
    return _sources(visit, {})


@form("/sources", TEMPLATE)
def grade(visit: Visit, sent: Fields) -> Page | Goto:
    """Grade a source anew."""

    def work() -> Goto:
        id = sent.get("id", "").strip()
        sources.regrade(
            visit.view,
            visit.bench,
            Source(
                id,
                sent.get("name", "").strip() or id,
                _one(Reliability, sent.get("reliability", "")),
                sent.get("origin", "").strip(),
                _one(SourceKind, sent.get("kind", "") or SourceKind.OTHER.value),
            ),
            sent.get("why", ""),
        )
        return Goto("/sources")

    return tried(work, lambda problem: _sources(visit, sent))


def _one(kinds: type[Kind], text: str) -> Kind:
    try:
        return kinds(text)
    except ValueError as error:
        known = ", ".join(one.value for one in kinds)
        raise UsageError(f"{text!r} is none of {known}", remedy="choose one of them") from error


def _sources(visit: Visit, typed: Fields) -> Page:
    view, bench = visit.view, visit.bench
    graded = sources.grades(view, bench)
    body: dict[str, object] = {
        "grades": graded,
        "ungraded": sources.ungraded(view, bench),
        "problem": None,
    }
    asked = sources.known(view, bench).get(visit.text("id"))
    before = {"id": visit.text("id")}
    if asked:
        before = {
            "id": asked.id,
            "name": asked.name,
            "reliability": asked.reliability.value,
            "origin": asked.origin_group,
            "kind": asked.kind.value,
        }
    drawn: dict[str, object] = {
        "may": access.may(view, bench, "investigate"),
        "typed": dict.fromkeys(FIELDS, "") | before | typed,
        "reliabilities": list(Reliability),
        "kinds": list(SourceKind),
        "held": {one.source.id: one for one in graded},
    }
    return Page("Sources", body, drawn)


HANDLERS = (every, grade)
