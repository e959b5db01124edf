"""`/api/accounts/ranking`: the accounts of payments in the order in which to look at them."""

from __future__ import annotations

from litestar.params import FromQuery

from sightline.api.answering import AsOf, KnownAt, answer
from sightline.api.caller import Call, bench_of, view_of
from sightline.service import account_ranking
from sightline.service.shape import Json, shape


@answer("/accounts/ranking", summary="Accounts by the shapes of payments they stand in")
def account_order(
    request: Call, top: FromQuery[int] = 50, as_of: AsOf = None, known_at: KnownAt = None
) -> dict[str, Json]:
    """The first accounts with score, reasons that cite rows, and figures."""
    view = view_of(request, "read", as_of, known_at)
    found = account_ranking.ranking(view, bench_of(request), max(1, top))
    return {"accounts": shape(found.as_json()), "of": found.of, "named": found.named}


HANDLERS = (account_order,)
