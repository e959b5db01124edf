"""Screening: parties in, explained hits out, and the certificate that lets anyone run it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from io import BytesIO

import msgspec

from sightline.errors import NotFound, UsageError
from sightline.model.screening import Query
from sightline.service import lists, screening
from sightline.service.screening import Answer, Choice
from sightline.web.page import Fields, Page, form, page
from sightline.web.visit import Visit

LIMIT = 10
MOST = 500
"""parties in one form; a longer file goes through the command or the API"""
DETAILS = tuple(one.name for one in fields(Query) if one.name not in {"name", "id", "aliases"})


@page("/screening", "screening.html")
def ask(visit: Visit) -> Page:
    """The empty form."""
    return _page(visit, {}, ())


@form("/screening", "screening.html")
def answer(visit: Visit, sent: Fields) -> Page:
    """Screen what the form holds: many names, or one party with its particulars."""
    return _page(visit, sent, tuple(answers(visit, sent)))


def answers(visit: Visit, sent: Fields) -> Iterator[Answer]:
    """One answer a party; particulars belong to a single party."""
    names = [line.strip() for line in sent.get("names", "").splitlines() if line.strip()]
    details = {name: sent[name].strip() for name in DETAILS if sent.get(name, "").strip()}
    if len(names) > MOST:
        raise UsageError(f"more than {MOST} parties", remedy="use 'sightline screen' or POST /api/screen")
    if details and len(names) > 1:
        raise UsageError(
            "particulars belong to one party", remedy="leave one name, or empty the other fields"
        )
    lists = tuple(filter(None, sent.get("lists", "").split()))
    choice = Choice(lists, _threshold(sent.get("threshold", "")), LIMIT)
    if details:
        query = msgspec.convert(details | {"name": "".join(names)}, Query)
        return screening.screen(visit.view, visit.bench, [query], choice)
    text = BytesIO("\n".join(names).encode())
    return screening.screen_file(visit.view, visit.bench, text, "names", choice) if names else iter(())


@page("/certificates/{id:str}", "certificate.html")
def certificate(visit: Visit) -> Page:
    """What was asked, of which list versions, by which engine, and what came back."""
    identifier = visit.parameters["id"]
    found = screening.certificate(visit.view, visit.bench, identifier)
    if "query" not in found:
        raise NotFound(f"no such certificate: {identifier}")  # of a check, which has a page of its own
    return Page(f"Certificate {identifier}", {"certificate": found})


def _threshold(text: str) -> float | None:
    if not text.strip():
        return None
    try:
        given = float(text)
    except ValueError as error:
        raise UsageError(f"not a threshold: {text!r}", remedy="use a number from 0 to 1") from error
    if not 0 <= given <= 1:
        raise UsageError(f"not a threshold: {text!r}", remedy="use a number from 0 to 1")
    return given


def _page(visit: Visit, sent: Fields, found: tuple[Answer, ...]) -> Page:
    held = lists.held(visit.view, visit.bench)
    current = tuple(one.version for one in held if one.current)
    body: dict[str, object] = {"asked": sent, "lists": current, "answers": found}
    return Page(
        "Screening", body, {"details": DETAILS, "particulars": any(sent.get(name) for name in DETAILS)}
    )


HANDLERS = (ask, answer, certificate)
