"""Items: the stored bytes as a reader sees them, with the cited places marked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote

from litestar import get
from litestar.response import Response

from sightline.errors import UsageError
from sightline.model.place import Place
from sightline.service import access, cited_rows, deleting, filing_tables, items
from sightline.service.items import ItemPage
from sightline.service.shape import custody
from sightline.web.form_token import Asked
from sightline.web.marked import Stretch, stretches
from sightline.web.page import Fields, Goto, Page, form, page, threaded
from sightline.web.tried import tried
from sightline.web.visit import Visit

LONGEST_NUMBER = 10


@dataclass(frozen=True, slots=True)
class Block:
    """A passage cut where citations begin and end."""

    place: Place
    stretches: tuple[Stretch, ...]

    @property
    def focus(self) -> bool:
        """Whether the place asked for touches it."""
        return any(one.focus for one in self.stretches)


@page("/items", "items.html")
def every(visit: Visit) -> Page:
    """Items held, those whose name, source or origin contains the words."""
    asked = visit.text("q")
    may = access.may(visit.view, visit.bench, "ingest")
    found = items.items(visit.view, visit.bench, asked)
    return Page("Items", {"q": asked, "items": found}, {"may_ingest": may})


@page("/items/{id:str}", "item.html")
def item(visit: Visit) -> Page:
    """One item: what it says, where it came from, who cites it, what happened to it."""
    return _item(visit, {})


@form("/items/{id:str}", "item.html")
def delete(visit: Visit, sent: Fields) -> Page | Goto:
    """Destroy its bytes for a reason; its hash and a signed tombstone stay."""
    sha256 = visit.parameters["id"]

    def work() -> Goto:
        if sent.get("hash", "").strip().casefold() != sha256[:8]:
            raise UsageError("this is not its hash", remedy="type the first eight digits of its SHA-256")
        keep = sent.get("keep_rows") == "yes"
        deleting.delete(visit.view, visit.bench, sha256, sent.get("why", ""), keep_rows=keep)
        return Goto(f"/items/{sha256}")

    return tried(work, lambda problem: _item(visit, sent))


def _item(visit: Visit, typed: Fields) -> Page:
    sha256 = visit.parameters["id"]
    found = items.item(visit.view, visit.bench, sha256)
    shown = replace(found, custody=custody(found.custody))
    place = None if shown.deleted else visit.place("place")
    blocks = marked(shown, place)
    within = any(block.focus for block in blocks)
    by_bytes = place is not None and place.start is not None
    row = cited_rows.cited_row(visit.view, visit.bench, sha256, place) if place and by_bytes else None
    excerpt = None
    if place and by_bytes and not within and not (row and row.packed):
        excerpt = items.excerpt(visit.view, visit.bench, sha256, place)
    body: dict[str, object] = {"item": shown, "place": place, "excerpt": excerpt, "row": row, "problem": None}
    after = visit.text("refused_after") or "0"
    if not (after.isascii() and after.isdecimal() and len(after) < LONGEST_NUMBER):
        raise UsageError(f"not a number of rows: {after!r}", remedy="leave ?refused_after= out")
    body["refused"] = filing_tables.refused_rows(visit.view, visit.bench, shown.item.sha256, int(after))
    drawn: dict[str, object] = {"blocks": blocks, "page_image": _image(sha256, place), "typed": typed}
    drawn["may_delete"] = not shown.deleted and access.may(visit.view, visit.bench, deleting.DELETE)
    drawn["reports_citing"] = (
        deleting.reports_citing(visit.view, visit.bench, sha256) if drawn["may_delete"] else ()
    )
    return Page(shown.item.name or sha256[:12], body, drawn)


def marked(shown: ItemPage, focus: Place | None) -> tuple[Block, ...]:
    """The passages with what cites them; the first stretch of the place asked for carries the focus."""
    cited = [one.citation.place for one in shown.cited_by]
    return tuple(Block(one.place, stretches(one.text, one.place, cited, focus)) for one in shown.passages)


def _image(sha256: str, place: Place | None) -> str:
    if place is None or place.start is not None:
        return ""
    return f"/items/{sha256}/page.png?place=" + quote(str(place))


@get("/items/{id:str}/page.png", include_in_schema=False)
@threaded
def page_image(request: Asked) -> Response[bytes]:
    """The page of a PDF with the cited box drawn."""
    visit = Visit.of(request)
    place = visit.place("place")
    if place is None:
        raise UsageError("which page?", remedy="add ?place=page 3 box 72,90,310,104")
    png = items.page_image(visit.view, visit.bench, visit.parameters["id"], place)
    return Response(png, media_type="image/png")


@get("/items/{id:str}/content", include_in_schema=False)
@threaded
def content(request: Asked) -> Response[bytes]:
    """The bytes as they came, as a download and never as a page of ours; custody records the read."""
    visit = Visit.of(request)
    sha256 = visit.parameters["id"]
    name = items.item(visit.view, visit.bench, sha256).item.name or sha256
    return download(items.content(visit.view, visit.bench, sha256), name)


def download(content: bytes, name: str, media_type: str = "application/octet-stream") -> Response[bytes]:
    """Bytes to keep, under a name the browser may use."""
    disposition = f"attachment; filename*=UTF-8''{quote(name.rsplit('/', 1)[-1], safe='')}"
    return Response(content, media_type=media_type, headers={"content-disposition": disposition})


HANDLERS = (every, item, delete, page_image, content)
