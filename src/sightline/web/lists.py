"""Lists: versions held and refused, what changed between two, and the decision on one."""

from __future__ import annotations

from urllib.parse import quote

from litestar import get
from litestar.response import Stream

from sightline.errors import UsageError
from sightline.record import fetches
from sightline.record.diff import Change
from sightline.service import access, jobs, list_decisions, list_export, lists, publishers
from sightline.web.form_token import Asked
from sightline.web.page import Fields, Goto, Page, form, page, threaded
from sightline.web.visit import Visit

LISTS, VERSION, DIFF = "lists.html", "list_version.html", "list_diff.html"
MOST_CHANGES = 300
"""changes of one kind that the page shows; its twin has all"""


@page("/lists", LISTS)
def held(visit: Visit) -> Page:
    """Every version this View knows of, what was refused, and what could not be fetched."""
    shelf = lists.shelf(visit.view, visit.bench)
    tried = lists.fetched(visit.view, visit.bench)
    body: dict[str, object] = {
        "versions": shelf.versions,
        "refusals": shelf.refusals,
        "failing": fetches.failing(tried),
        "fetches": tried[:100],
        "addresses": tuple(publishers.publishers(visit.bench.folder).values()),
    }
    return Page("Lists", body, {"open": shelf.open, "may_fetch": _may(visit, "ingest")})


def _may(visit: Visit, action: str) -> bool:
    return access.may(visit.view, visit.bench, action)


@form("/lists/update", LISTS)
def update(visit: Visit, sent: Fields) -> Page | Goto:
    """Order that lists are fetched, one or all; go to where that is watched."""
    named = (sent["list"],) if sent.get("list") else ()
    return Goto(f"/jobs/{jobs.enqueue(visit.view, visit.bench, 'update', {'lists': list(named)})}")


@page("/lists/versions/{id:str}", VERSION)
def version(visit: Visit) -> Page:
    """One version, why it was taken or refused, and what may be decided about it."""
    shown = lists.version(visit.view, visit.bench, _id(visit))
    return Page(shown.held.version.id, {"page": shown}, {"may_decide": _may(visit, "decide")})


def _id(visit: Visit) -> str:
    return visit.parameters["id"]


@get("/lists/versions/{id:str}/export/{form:str}", include_in_schema=False)
@threaded
def export(request: Asked) -> Stream:
    """A version as a file to keep: our statements without loss, or FollowTheMoney's projection."""
    visit = Visit.of(request)
    made = list_export.export(visit.view, visit.bench, _id(visit), visit.parameters["form"])
    disposition = f"attachment; filename*=UTF-8''{quote(made.file_name, safe='')}"
    return Stream(
        made.lines,
        media_type=list_export.MEDIA_TYPES[made.form],
        headers={"content-disposition": disposition},
    )


@form("/lists/versions/{id:str}/accept", VERSION)
def accept(visit: Visit, sent: Fields) -> Page | Goto:
    """Let a refused version hold, for a reason."""
    list_decisions.accept(visit.view, visit.bench, _id(visit), sent.get("why", ""))
    return Goto(f"/lists/versions/{_id(visit)}")


@form("/lists/versions/{id:str}/refuse", VERSION)
def refuse(visit: Visit, sent: Fields) -> Page | Goto:
    """Let an accepted version hold no more, for a reason."""
    list_decisions.refuse(visit.view, visit.bench, _id(visit), sent.get("why", ""))
    return Goto(f"/lists/versions/{_id(visit)}")


@page("/lists/diff", DIFF)
def diff(visit: Visit) -> Page:
    """What changed from one version to another."""
    old, new = visit.text("old"), visit.text("new")
    if not (old and new):
        raise UsageError("two versions are compared", remedy="choose them on the page of lists")
    found = lists.compare(visit.view, visit.bench, old, new)
    wanted = visit.text("q")
    kinds = {
        "added": _matching(found.diff.added, wanted),
        "removed": _matching(found.diff.removed, wanted),
        "changed": _matching(found.diff.changed, wanted),
    }
    body: dict[str, object] = {
        "old": found.old,
        "new": found.new,
        "counts": {kind: len(changes) for kind, changes in kinds.items()},
        **kinds,
    }
    return Page(f"What changed on {found.new.list}", body, {"q": wanted, "most": MOST_CHANGES})


def _matching(changes: tuple[Change, ...], text: str) -> tuple[Change, ...]:
    """Those that hold the text, case aside: in the name, the reference or a value."""
    wanted = text.casefold()
    return tuple(one for one in changes if wanted in one.text().casefold()) if wanted else changes


HANDLERS = (held, update, version, export, accept, refuse, diff)
