"""`/api/accounts/ranking`: the accounts of payments in the order in which to look at them."""

from __future__ import annotations

from litestar import post
from litestar.params import FromQuery

from sightline.api.answering import REFUSALS, AsOf, KnownAt, answer, threaded
from sightline.api.caller import Call, bench_of, view_of
from sightline.service import account_order, jobs
from sightline.service.shape import Json


@answer("/accounts/ranking", summary="Accounts by the shapes of payments they stand in")
def account_order_(
    request: Call, top: FromQuery[int] = 50, as_of: AsOf = None, known_at: KnownAt = None
) -> dict[str, Json]:
    """The first accounts with score, reasons that cite rows, and figures, as far as they are ranked.

    `state` is `current`, `older` (payments came since) or `none`; `job` is one's own that runs.
    """
    view = view_of(request, "read", as_of, known_at)
    return account_order.order(view, bench_of(request), max(1, top)).as_json()


@post("/accounts/ranking", summary="Rank the accounts", status_code=202, responses=REFUSALS)
@threaded
def rank(request: Call) -> dict[str, Json]:
    """The answer is the job to watch at `/api/jobs/{id}`; one's own that runs already is not begun again."""
    view, bench = view_of(request, "investigate"), bench_of(request)
    return {"job": jobs.job(view, bench, account_order.begin(view, bench)).as_json()}


HANDLERS = (account_order_, rank)
