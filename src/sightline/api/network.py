"""`/api/network` and `/api/cases/{id}/network`: who paid whom around a party, and who is tied to a case."""

from __future__ import annotations

from datetime import date

from litestar.params import FromPath, FromQuery

from sightline.api.answering import AsOf, KnownAt, answer, between
from sightline.api.caller import Call, bench_of, view_of
from sightline.service import case_view, network_rows, network_words
from sightline.service import network as service
from sightline.service.network_shape import Asked
from sightline.service.shape import Json, shape

AT_MOST = 10**9
"""no table has more rows of an edge"""


@answer("/network", summary="Payments and transfers around a party")
def around(
    request: Call,
    of: FromQuery[str],
    to: FromQuery[str] = "",
    hops: FromQuery[int] = 2,
    side: FromQuery[str] = "both",
    since: FromQuery[date | None] = None,
    until: FromQuery[date | None] = None,
    least: FromQuery[str] = "",
    any: FromQuery[bool] = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> dict[str, Json]:
    """From ids or names (commas between or within) outwards, ways to another. `any`: in any order of time."""
    view = view_of(request, "read", as_of, known_at)
    asked = Asked(
        network_words.named(of), to.strip(), hops, side, since, until, network_words.least_sum(least), not any
    )
    return {"network": shape(service.network(view, bench_of(request), asked))}


@answer("/network/rows", summary="What one paid another, row by row")
def rows(
    request: Call,
    payer: FromQuery[str],
    payee: FromQuery[str],
    currency: FromQuery[str] = "",
    since: FromQuery[str] = "",
    until: FromQuery[str] = "",
    after: FromQuery[int] = 0,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> dict[str, Json]:
    """Two hundred rows at a time, each with its place; `payer` and `payee` are ids or numbers."""
    view = view_of(request, "read", as_of, known_at)
    start = between(after, 0, AT_MOST, "after")
    times = (network_words.moment(since), network_words.moment(until))
    paid = network_rows.Paid(payer, payee, currency, *times, start)
    return {"found": shape(network_rows.rows(view, bench_of(request), paid))}


@answer("/cases/{case_id:str}/network", summary="Who is tied to whom in a case")
def of_case(
    request: Call, case_id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> dict[str, Json]:
    """Parties, ships, accounts and owners of a case, and the ties between them with their places."""
    view = view_of(request, "read", as_of, known_at)
    return {"network": shape(case_view.network(view, bench_of(request), case_id))}


HANDLERS = (around, rows, of_case)
