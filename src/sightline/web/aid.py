"""Humanitarian aid: what needs an exemption, an item list checked, exemptions on record."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.response import Response

from sightline.errors import BadInput
from sightline.evidence import canonical
from sightline.service import access, aid, aid_items, exemptions
from sightline.web.form_token import Asked
from sightline.web.page import Fields, Goto, Page, form, page, threaded
from sightline.web.visit import Visit

EXAMPLE = "item,hs,quantity,unit\nhand pumps for wells,841381,40,pieces\nantibiotics,300410,2000,boxes\n"


@page("/aid", "aid.html")
def overview(visit: Visit) -> Page:
    """The facts, and every exemption with whether it holds on the day."""
    return _overview(visit)


@form("/aid/check", "aid.html")
def check(visit: Visit, fields: Fields) -> Page | Goto:
    """Hold a list that was typed or pasted against the goods measures."""
    text = fields.get("items", "")
    try:
        checks = aid.check_items(visit.view, visit.bench, aid_items.read(text.encode(), "the list"))
    except BadInput as problem:
        return _overview(visit, text, problem.problem())
    shown = _overview(visit, text)
    body = shown.body | {"checks": tuple(aid.item_json(one) for one in checks)}
    return Page(shown.title, body, shown.drawn | {"checked": checks})


def _overview(visit: Visit, text: str = "", problem: dict[str, str | None] | None = None) -> Page:
    view = visit.view
    found = exemptions.exemptions(view, visit.bench)
    body: dict[str, object] = {
        "guide": aid.guide(view, visit.bench),
        "exemptions": tuple(exemptions.exemption_json(one, view.as_of) for one in found),
        "problem": problem,
    }
    usual = aid.guide(view, visit.bench).months_on(view.as_of)
    drawn: dict[str, object] = {"held": found, "text": text or EXAMPLE, "checked": (), "usual": usual}
    return Page("Aid", body, drawn)


@page("/aid/{id:str}", "exemption.html")
def one(visit: Visit) -> Page:
    """One exemption with its terms and moves."""
    found = exemptions.exemption(visit.view, visit.bench, visit.parameters["id"])
    body: dict[str, object] = {"exemption": exemptions.exemption_json(found, visit.view.as_of)}
    may = access.may(visit.view, visit.bench, exemptions.DECIDE)
    return Page(found.title, body, {"held": found, "terms": found.terms, "may": may})


def _certificate(request: Asked) -> Response[Any]:
    visit = Visit.of(request)
    body = exemptions.certificate(visit.view, visit.bench, visit.parameters["id"])
    name = f"exemption-{visit.parameters['id']}.json"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(canonical.encode(body), media_type="application/json", headers=headers)


certificate = get("/aid/{id:str}/certificate", include_in_schema=False)(threaded(_certificate))
HANDLERS = (overview, check, one, certificate)
