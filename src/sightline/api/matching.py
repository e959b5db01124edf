"""`/api/match`, `/api/search`, `/api/catalog`, `/api/algorithms`, for clients of the FollowTheMoney API."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import Meta

from sightline.api.answering import REFUSALS, AsOf, KnownAt, answer, between, threaded
from sightline.api.caller import Call, bench_of, view_of
from sightline.api.half_letters import MayHoldHalves
from sightline.service import datasets, matching_api
from sightline.service.matching_api import How, checked, no_more
from sightline.service.shape import Json

Words = Annotated[list[str] | None, QueryParameter(description="May be given several times.")]


class MatchRequest(msgspec.Struct, frozen=True):
    """Entities by example, each under a name of the client's own, which comes back."""

    queries: Annotated[dict[str, Any], Meta(description="name: {schema, properties, id}")]
    weights: dict[str, float] = msgspec.field(default_factory=dict)
    config: dict[str, Any] = msgspec.field(default_factory=dict)


@answer("/catalog", summary="Data sets")
def catalog(request: Call, as_of: AsOf = None, known_at: KnownAt = None) -> dict[str, Json]:
    """Every list held, each a data set, and `default`, the collection of all of them."""
    view = view_of(request, "read", as_of, known_at)
    found: dict[str, Any] = datasets.catalog(view, bench_of(request))
    return found


@answer("/algorithms", summary="Ways of comparing")
def algorithms(request: Call) -> dict[str, Json]:
    """The one there is, `sightline`, with what it weighs."""
    view_of(request, "read")
    return matching_api.algorithms()


@post(
    "/match/{dataset:str}",
    summary="Match entities by example",
    status_code=200,
    responses=REFUSALS,
    request_class=MayHoldHalves,
)
@threaded
def match(
    request: Call,
    dataset: FromPath[str],
    data: JSONBody[MatchRequest],
    limit: FromQuery[int] = 5,
    threshold: FromQuery[float | None] = None,
    cutoff: FromQuery[float | None] = None,
    algorithm: FromQuery[str] = "",
    include_dataset: Words = None,
    exclude_dataset: Words = None,
    exclude_schema: Words = None,
    exclude_entity_ids: Words = None,
    topics: Words = None,
    changed_since: FromQuery[str] = "",
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> dict[str, Json]:
    """Listed entities like each example, best first; every answer is on record under its certificate.

    `match` says that the score reaches the threshold and nobody decided that it is a false positive,
    `corroborated` that more than a name agrees. Without `cutoff` nobody is left out whose name alone reaches
    the threshold, whatever else speaks against it; with it, whoever scores less is. An example that is no
    entity, or has half a letter, has a `problem` and status 400 of its own; the others are answered.
    """
    view = view_of(request, "screen", as_of, known_at)
    no_more(changed_since, "changed_since")
    no_more(data.weights, "weights")
    no_more(data.config, "config")
    how = How(
        limit=between(limit, 0, matching_api.MOST_RESULTS),
        threshold=None if threshold is None else checked(threshold, 0, 1, "threshold"),
        cutoff=None if cutoff is None else checked(cutoff, 0, 1, "cutoff"),
        algorithm=algorithm,
        include_dataset=tuple(include_dataset or ()),
        exclude_dataset=tuple(exclude_dataset or ()),
        exclude_schema=tuple(exclude_schema or ()),
        exclude_entities=tuple(exclude_entity_ids or ()),
        topics=tuple(topics or ()),
    )
    return matching_api.match(view, bench_of(request), dataset, data.queries, how)


@get("/search/{dataset:str}", summary="Search a data set", responses=REFUSALS)
@threaded
def search(
    request: Call,
    dataset: FromPath[str],
    q: FromQuery[str] = "",
    schema: FromQuery[str] = "",
    include_dataset: Words = None,
    exclude_dataset: Words = None,
    exclude_schema: Words = None,
    countries: Words = None,
    topics: Words = None,
    limit: FromQuery[int] = 10,
    offset: FromQuery[int] = 0,
    sort: Words = None,
    changed_since: FromQuery[str] = "",
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> dict[str, Json]:
    """Entities whose names are like the text, then those that have it in their name, reference or id."""
    view = view_of(request, "read", as_of, known_at)
    no_more(changed_since, "changed_since")
    no_more(sort, "sort")
    how = How(
        limit=between(limit, 0, matching_api.MOST_FOUND),
        offset=between(offset, 0, 10_000, "offset"),
        schema="" if schema == "Thing" else schema,
        include_dataset=tuple(include_dataset or ()),
        exclude_dataset=tuple(exclude_dataset or ()),
        exclude_schema=tuple(exclude_schema or ()),
        topics=tuple(topics or ()),
        countries=tuple(one.lower() for one in countries or ()),
    )
    return matching_api.search(view, bench_of(request), dataset, q, how)


@get(["/healthz", "/readyz"], summary="Whether the office answers")
async def health(request: Call) -> dict[str, str]:
    """`{"status": "ok"}`; needs no token and tells nothing else."""
    return {"status": "ok"}


HANDLERS = (catalog, algorithms, match, search, health)
