"""`/api/payments`: payments that files tell differently, and what people settled of them."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import post
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Meta

from sightline.api.answering import REFUSALS, AsOf, KnownAt, answer, threaded
from sightline.api.caller import Call, bench_of, view_of
from sightline.model.settlement import Word
from sightline.service import payment_settlements as service
from sightline.service.payment_settlements import Named, Said
from sightline.service.shape import Json, shape


class RowName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row: its item's SHA-256 and number; the payment where a row has several."""

    item: Annotated[str, Meta(min_length=service.LEAST_SHA)]
    row: int
    payment_id: str = ""


class SettlementRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word on two rows of a payment."""

    first: Annotated[RowName, Meta(description="the row that holds, where one does")]
    second: RowName
    word: Annotated[Word, Meta(description="holds, both or unknown")]
    why: str


class Withdrawal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a word is taken back."""

    why: str


@answer("/payments/disputed", summary="Payments that files tell differently")
def disputed(
    request: Call, payment: FromQuery[str] = "", as_of: AsOf = None, known_at: KnownAt = None
) -> dict[str, Json]:
    """Pairs of rows: the one that counts, the other, and what was decided; of one payment id alone."""
    view = view_of(request, "investigate", as_of, known_at)
    found = service.disputed(view, bench_of(request), payment)
    return {"disputed": [shape(one.as_json()) for one in found]}


@answer("/payments/settled", summary="What was settled of payments")
def settled(request: Call, as_of: AsOf = None, known_at: KnownAt = None) -> dict[str, Json]:
    """Every word as it was said, those superseded and taken back included."""
    view = view_of(request, "read", as_of, known_at)
    found = service.settlements(view, bench_of(request))
    return {"settled": [shape(one.as_json()) for one in found]}


@post("/payments/settled", summary="Settle which row holds", status_code=201, responses=REFUSALS)
@threaded
def settle(request: Call, data: JSONBody[SettlementRequest]) -> dict[str, Json]:
    """Put a word on record; detectors, networks and rankings count by it from then on."""
    view = view_of(request, "investigate")
    first, second = (Named(one.item, one.row, one.payment_id) for one in (data.first, data.second))
    made = service.settle(view, bench_of(request), first, second, Said(data.word, data.why))
    return {"settled": shape(made.as_json())}


@post(
    "/payments/settled/{id:str}/withdraw",
    summary="Take a word on a payment back",
    status_code=201,
    responses=REFUSALS,
)
@threaded
def withdraw(request: Call, id: FromPath[str], data: JSONBody[Withdrawal]) -> dict[str, Json]:
    """Take the last word on two rows back; it stays on record."""
    view = view_of(request, "investigate")
    return {"settled": shape(service.withdraw(view, bench_of(request), id, data.why).as_json())}


HANDLERS = (disputed, settled, settle, withdraw)
