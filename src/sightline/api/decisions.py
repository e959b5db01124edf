"""`/api/decisions` and `/api/certificates`: what was decided of hits, and screenings as signed records."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec
from litestar import post
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Meta

from sightline.api.answering import REFUSALS, AsOf, KnownAt, answer, threaded
from sightline.api.caller import Call, bench_of, view_of
from sightline.model.decision import Scope, Verdict
from sightline.service import certificates, decisions, screening
from sightline.service.decisions import Said
from sightline.service.shape import Json, shape


class DecisionRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A decision on one hit of one screening."""

    certificate: str
    entity: Annotated[str, Meta(description="the hit's `entity`")]
    verdict: Annotated[Verdict, Meta(description="true match, false positive or unsure")]
    why: str
    scope: Scope = Scope.PARTY
    until: date | None = None


class Withdrawal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a decision is taken back."""

    why: str


@answer("/decisions", summary="Decisions on hits")
def held(
    request: Call, certificate: FromQuery[str] = "", as_of: AsOf = None, known_at: KnownAt = None
) -> dict[str, Json]:
    """Every decision this token's View may know of, and whether it holds; those of one screening alone."""
    view = view_of(request, "read", as_of, known_at)
    found = decisions.decisions(view, bench_of(request), certificate)
    return {"decisions": [shape(one.as_json()) for one in found]}


@post("/decisions", summary="Decide on a hit", status_code=201, responses=REFUSALS)
@threaded
def decide(request: Call, data: JSONBody[DecisionRequest]) -> dict[str, Json]:
    """Put a decision on record; a false positive clears the hit for its scope until its last day."""
    view = view_of(request, "investigate")
    said = Said(data.verdict, data.why, data.scope, data.until)
    made = decisions.decide(view, bench_of(request), data.certificate, data.entity, said)
    return {"decision": shape(made.as_json())}


@post("/decisions/{id:str}/withdraw", summary="Withdraw a decision", status_code=201, responses=REFUSALS)
@threaded
def withdraw(request: Call, id: FromPath[str], data: JSONBody[Withdrawal]) -> dict[str, Json]:
    """Take a decision back; it stays on record."""
    view = view_of(request, "investigate")
    return {"decision": shape(decisions.withdraw(view, bench_of(request), id, data.why).as_json())}


@answer("/certificates/{id:str}", summary="A certificate, signed")
def certificate(
    request: Call, id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None
) -> dict[str, Json]:
    """A screening, a check or a manifest as a signed record that `sightline verify` checks anywhere."""
    view = view_of(request, "read", as_of, known_at)
    return certificates.issue(view, bench_of(request), id)


@answer("/certificates/{id:str}/replay", summary="Ask again what a certificate asked")
def replay(request: Call, id: FromPath[str], as_of: AsOf = None, known_at: KnownAt = None) -> dict[str, Json]:
    """Whether the same list versions give the same answer, and what differs."""
    view = view_of(request, "screen", as_of, known_at)
    bench = bench_of(request)
    found = certificates.replay(view, bench, screening.certificate(view, bench, id))
    said = shape(found.as_json())
    assert isinstance(said, dict)
    return said


HANDLERS = (held, decide, withdraw, certificate, replay)
