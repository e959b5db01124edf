"""`/api/ledgers` and `/api/trade`: what the caps' ledgers come to, and what statistics of trade say."""

from __future__ import annotations

from litestar.params import FromPath, FromQuery

from sightline.api.answering import AsOf, KnownAt, answer
from sightline.api.caller import Call, bench_of, view_of
from sightline.service import ledgers, trade
from sightline.service.shape import Json, shape


@answer("/ledgers", summary="Caps and their periods")
def every_ledger(request: Call, as_of: AsOf = None, known_at: KnownAt = None) -> dict[str, Json]:
    """Every cap and period that began by the day, each side's total in per cent of the limit."""
    view = view_of(request, "read", as_of, known_at)
    return {"ledgers": shape(ledgers.ledgers(view, bench_of(request)))}


@answer("/ledgers/{cap:str}", summary="One period of a cap")
def one_ledger(
    request: Call,
    cap: FromPath[str],
    period: FromQuery[str] = "",
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> dict[str, Json]:
    """Running totals under every assumption, every row as given and as counted, and what to ask back.

    `period` is a year, or a day in the period; the one that holds the day asked about without it.
    """
    view = view_of(request, "read", as_of, known_at)
    return {"ledger": shape(ledgers.ledger(view, bench_of(request), cap, period).as_json())}


@answer("/trade", summary="Trade with the DPRK")
def statistics(
    request: Call, hs: FromQuery[str] = "", as_of: AsOf = None, known_at: KnownAt = None
) -> dict[str, Json]:
    """What stopped when, where two sides disagree, what does not fit; of codes that begin with `hs`."""
    view = view_of(request, "read", as_of, known_at)
    return shape_of(trade.as_json(trade.trade(view, bench_of(request)), hs))


def shape_of(found: dict[str, object]) -> dict[str, Json]:
    """An object's fields as plain JSON."""
    return {name: shape(value) for name, value in found.items()}


HANDLERS = (every_ledger, one_ledger, statistics)
