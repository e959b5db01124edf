"""A report's sentences beside their translation: put by one, reviewed by another."""

from __future__ import annotations

from sightline.reports.tongues import TONGUES
from sightline.reports.translating import State
from sightline.service import access, translator
from sightline.service.translator import Given
from sightline.web.page import Fields, Goto, Page, form, page
from sightline.web.visit import Visit

TEMPLATE = "translation.html"
EACH = 40
"""sentences a page shows"""


def _address(visit: Visit) -> str:
    return f"/reports/{visit.parameters['id']}/translation"


@page("/reports/{id:str}/translation", TEMPLATE)
def translation(visit: Visit) -> Page:
    """The sheet of one language, or the choice of one."""
    language, state = visit.text("language"), visit.text("state")
    at = int(visit.text("start")) if visit.text("start").isdigit() else 0
    drawn: dict[str, object] = {
        "languages": TONGUES,
        "states": tuple(State),
        "may": access.may(visit.view, visit.bench, "write_report"),
        "each": EACH,
    }
    if not language:
        return Page("Translation", {"id": visit.parameters["id"], "sheet": None}, drawn)
    sheet = translator.sheet(visit.view, visit.bench, visit.parameters["id"], language)
    lines = [one for one in sheet.lines if state in {"", one.state.name.lower()}]
    body: dict[str, object] = {
        "id": visit.parameters["id"],
        "sheet": {"symbol": sheet.symbol, "title": sheet.title, "language": language, "counts": sheet.counts},
        "state": state,
        "start": at,
        "all": len(lines),
        "lines": lines[at : at + EACH],
    }
    return Page(f"Translation: {sheet.symbol}", body, drawn)


def _back(visit: Visit, sent: Fields) -> Goto:
    kept = {name: sent.get(name, "") for name in ("language", "state", "start") if sent.get(name)}
    return Goto(_address(visit), kept)


@form("/reports/{id:str}/translation/put", TEMPLATE)
def put(visit: Visit, sent: Fields) -> Page | Goto:
    """Put the translation of one sentence on record, as a draft."""
    given = Given(sent.get("where", ""), sent.get("source", ""), sent.get("text", ""))
    translator.put(visit.view, visit.bench, visit.parameters["id"], sent.get("language", ""), [given])
    return _back(visit, sent)


@form("/reports/{id:str}/translation/review", TEMPLATE)
def review(visit: Visit, sent: Fields) -> Page | Goto:
    """Say that somebody else's translation was read and holds."""
    translator.review(
        visit.view,
        visit.bench,
        visit.parameters["id"],
        sent.get("language", ""),
        sent.get("where", ""),
        sent.get("source", ""),
    )
    return _back(visit, sent)


HANDLERS = (translation, put, review)
