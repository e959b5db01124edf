"""Reports: one edition as its readers get it, every footnote opening the evidence at its place."""

from __future__ import annotations

from litestar import get
from litestar.response import Response
from markupsafe import Markup

from sightline.errors import NotFound
from sightline.model.report import Edition
from sightline.service import access, reports
from sightline.web.form_token import Asked
from sightline.web.items import download
from sightline.web.page import Page, page, threaded
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
    return Page("Reports", {"reports": reports.reports(visit.view, visit.bench)})


@page("/reports/{id:str}", "report.html")
def report(visit: Visit) -> Page:
    """One edition composed now, with what lint says of it."""
    identifier = visit.parameters["id"]
    edition = visit.choice("edition", Edition.INTERNAL)
    language = visit.text("language")
    composed = reports.report(visit.view, visit.bench, identifier, edition, language)
    body: dict[str, object] = {
        "composed": composed,
        "edition": edition,
        "editions": tuple(Edition),
        "formats": tuple(MEDIA),
        "language": language,
    }
    text = (
        ""
        if visit.twin
        else reports.html(visit.view, visit.bench, identifier, edition, visit.links.cite, language)
    )
    may_build = access.may(visit.view, visit.bench, "write_report")
    return Page(composed.report.title, body, {"text": Markup(text), "may_build": may_build})


@get("/reports/{id:str}/files/{format:str}", include_in_schema=False)
@threaded
def file(request: Asked) -> Response[bytes]:
    """The edition as a file to keep."""
    visit = Visit.of(request)
    identifier, form = visit.parameters["id"], visit.parameters["format"]
    if form not in MEDIA:
        raise NotFound(f"no format {form!r}")
    edition = visit.choice("edition", Edition.INTERNAL)
    language = visit.text("language")
    content = reports.file(visit.view, visit.bench, identifier, edition, form, language)
    called = "-".join(part for part in (identifier, edition.value, language) if part)
    return download(content, f"{called}.{SUFFIX.get(form, form)}", MEDIA[form])


HANDLERS = (every, report, file)
