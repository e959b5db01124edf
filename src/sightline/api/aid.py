"""`/api/aid`: what aid needs, exemptions on record, an item list checked, a request made ready."""

from __future__ import annotations

import base64
from typing import Annotated, Any

import msgspec
from litestar import post
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from sightline.api.answering import REFUSALS, AsOf, KnownAt, answer, threaded
from sightline.api.caller import Call, bench_of, view_of
from sightline.api.check_request import written
from sightline.errors import UsageError
from sightline.model.aid import AidItem
from sightline.service import aid, exemptions
from sightline.service.aid_items import MOST_ITEMS
from sightline.service.shape import Json, shape


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the itemised list, as a paper would have it."""

    item: Annotated[str, Meta(min_length=1, description="what it is, in words")]
    hs: Annotated[str, Meta(description="HS code, two to ten digits")] = ""
    hs_version: Annotated[str, Meta(description="HS 2022 when empty")] = ""
    quantity: Annotated[str | int | float, Meta(description="a number, or as a paper has it")] = ""
    unit: str = ""
    value_usd: str | int | float = ""
    origin: Annotated[str, Meta(description="the country it comes from")] = ""


class ItemList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An itemised list."""

    items: tuple[Item, ...]

    def read(self) -> tuple[AidItem, ...]:
        """The lines, numbered from 1 in the order given."""
        if not 0 < len(self.items) <= MOST_ITEMS:
            raise UsageError(f"{len(self.items)} items", remedy=f"send 1 to {MOST_ITEMS:,} items")
        return tuple(
            AidItem(number, **{name: written(value) for name, value in msgspec.structs.asdict(one).items()})
            for number, one in enumerate(self.items, 1)
        )


class RequestBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A request for an exemption: the fields of its file (docs/reference/aid.md) and its items."""

    request: dict[str, str]
    items: tuple[Item, ...]
    formats: tuple[str, ...] = aid.FORMATS
    draft: Annotated[bool, Meta(description="make it although parts are missing")] = False


@answer("/aid", summary="Aid: what needs an exemption, and exemptions on record")
def overview(request: Call, as_of: AsOf = None, known_at: KnownAt = None) -> dict[str, Json]:
    """What resolution 2664 covers, who may ask and how, and every exemption with whether it holds."""
    view, bench = view_of(request, "read", as_of, known_at), bench_of(request)
    held = [exemptions.exemption_json(one, view.as_of) for one in exemptions.exemptions(view, bench)]
    return {"guide": shape(aid.guide(view, bench)), "exemptions": shape(held)}


@answer("/aid/{exemption_id:str}", summary="One exemption")
def one(
    request: Call, exemption_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> dict[str, Json]:
    """An exemption with its terms and every move."""
    view = view_of(request, "read", as_of, known_at)
    found = exemptions.exemption(view, bench_of(request), exemption_id)
    return {"exemption": shape(exemptions.exemption_json(found, view.as_of))}


@post("/aid/check", summary="Items against the goods measures", status_code=200, responses=REFUSALS)
@threaded
def check(
    request: Call, data: JSONBody[ItemList], as_of: AsOf = None, known_at: KnownAt = None
) -> dict[str, Json]:
    """One line an item: no ban touches it, needs an exemption, exempted, or cannot say. Never a breach."""
    view = view_of(request, "screen", as_of, known_at)
    told = aid.check_items(view, bench_of(request), data.read())
    return {"on": shape(view.as_of), "checks": [shape(aid.item_json(line)) for line in told]}


@post("/aid/request", summary="A request for an exemption made ready", status_code=200, responses=REFUSALS)
@threaded
def make(request: Call, data: JSONBody[RequestBody], as_of: AsOf = None) -> dict[str, Json]:
    """The request with its annexes: `files` by format in base64, and what is still missing in it."""
    view = view_of(request, "screen", as_of)
    asked: dict[str, Any] = dict(data.request)
    items = ItemList(data.items).read()
    made = aid.make_request(view, bench_of(request), aid.request_of(asked), items, data.formats, data.draft)
    files = {name: base64.b64encode(raw).decode("ascii") for name, raw in made.files.items()}
    return {"files": shape(files), "missing": list(made.missing), "warnings": list(made.warnings)}


HANDLERS = (overview, one, check, make)
