"""Reports: one edition as its readers get it, every footnote opening the evidence at its place."""

from __future__ import annotations

from litestar import get
from litestar.response import Response
from markupsafe import Markup

from sightline.errors import BadInput, NotFound
from sightline.model.marking import Marking
from sightline.model.report import Edition, Template
from sightline.reports.tongues import TONGUES
from sightline.service import access, consequences, new_report, registers, reports
from sightline.service.new_report import Wanted
from sightline.web.form_token import Asked
from sightline.web.items import download
from sightline.web.page import Fields, Goto, Page, form, page, threaded
from sightline.web.visit import Visit

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "bundle": "application/x-tar",
}
SUFFIX = {"bundle": "tar"}


@page("/reports", "reports.html")
def every(visit: Visit) -> Page:
    """The reports this View may know of."""
    may = access.may(visit.view, visit.bench, "write_report")
    drawn: dict[str, object] = {"may": may, "templates": tuple(Template), "languages": TONGUES}
    return Page("Reports", {"reports": reports.reports(visit.view, visit.bench)}, drawn)


@form("/reports/new", "reports.html")
def new(visit: Visit, sent: Fields) -> Page | Goto:
    """A new report from a template; the desk opens."""
    kind = sent.get("template", "")
    if kind not in list(Template):
        raise BadInput(f"no such kind of report: {kind!r}", remedy="use " + ", ".join(Template))
    wanted = Wanted(
        Template(kind),
        sent.get("symbol", ""),
        sent.get("title", ""),
        Marking.parse(sent.get("marking") or "TLP:AMBER"),
        sent.get("language") or "en",
    )
    return Goto(f"/reports/{new_report.new(visit.view, visit.bench, wanted)}/desk")


@page("/reports/{id:str}", "report.html")
def report(visit: Visit) -> Page:
    """One edition composed now, with what lint says of it."""
    identifier = visit.parameters["id"]
    edition = visit.choice("edition", Edition.INTERNAL)
    language = visit.text("language")
    composed = reports.report(visit.view, visit.bench, identifier, edition, language)
    became = consequences.became_of(visit.view, visit.bench, identifier)
    body: dict[str, object] = {
        "composed": composed,
        "edition": edition,
        "editions": tuple(Edition),
        "formats": tuple(MEDIA),
        "language": language,
        "became": {
            name: tuple(registers.as_json(one) for one in getattr(became, name)) for name in became.__slots__
        },
    }
    text = (
        ""
        if visit.twin
        else reports.html(visit.view, visit.bench, identifier, edition, visit.links.cite, language)
    )
    may_build = access.may(visit.view, visit.bench, "write_report")
    return Page(composed.report.title, body, {"text": Markup(text), "may_build": may_build, "came": became})


@get("/reports/{id:str}/files/{format:str}", include_in_schema=False)
@threaded
def file(request: Asked) -> Response[bytes]:
    """The edition as a file to keep."""
    visit = Visit.of(request)
    identifier, wanted = visit.parameters["id"], visit.parameters["format"]
    if wanted not in MEDIA:
        raise NotFound(f"no format {wanted!r}")
    edition = visit.choice("edition", Edition.INTERNAL)
    language = visit.text("language")
    content = reports.file(visit.view, visit.bench, identifier, edition, wanted, language)
    called = "-".join(part for part in (identifier, edition.value, language) if part)
    return download(content, f"{called}.{SUFFIX.get(wanted, wanted)}", MEDIA[wanted])


HANDLERS = (every, new, report, file)
