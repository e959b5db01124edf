"""Findings and parties as the JSON the office keeps, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sightline.model.casework import Evidence, Party, PartyKind, Range, Standard
from sightline.model.citation import Citation


@dataclass(frozen=True, slots=True)
class Wording:
    """What a finding says in one version: everything but who and when."""

    assertion: str
    breach: bool
    day: date
    measures: tuple[str, ...]
    parties: tuple[Party, ...]
    claimed: Standard
    met: Standard
    evidence: tuple[Evidence, ...]
    limits: str
    would_change: str
    ranges: tuple[Range, ...] = ()
    states: tuple[str, ...] = ()


def party(held: Party) -> dict[str, str]:
    """A party as JSON."""
    return {"id": held.id, "name": held.name, "kind": held.kind.value, "entity": held.entity}


def read_party(shape: Mapping[str, str]) -> Party:
    """The inverse of `party`."""
    return Party(shape["id"], shape["name"], PartyKind(shape["kind"]), shape["entity"])


def cites(held: Iterable[Citation]) -> list[dict[str, str]]:
    """Citations as JSON."""
    return [citation.as_json() for citation in held]


def wording(held: Wording, state: str) -> dict[str, Any]:
    """The body of a finding's version."""
    return {
        "state": state,
        "assertion": held.assertion,
        "breach": held.breach,
        "day": held.day.isoformat(),
        "measures": list(held.measures),
        "parties": [party(one) for one in held.parties],
        "claimed": held.claimed.value,
        "met": held.met.value,
        "evidence": [_evidence(one) for one in held.evidence],
        "limits": held.limits,
        "would_change": held.would_change,
        "ranges": [_range(one) for one in held.ranges],
        "states": list(held.states),
    }


def _range(held: Range) -> dict[str, str]:
    return {"what": held.what, "low": f"{held.low:f}", "high": f"{held.high:f}"} | {
        "unit": held.unit,
        "basis": held.basis,
    }


def _read_range(shape: Mapping[str, str]) -> Range:
    return Range(shape["what"], Decimal(shape["low"]), Decimal(shape["high"]), shape["unit"], shape["basis"])


def _evidence(held: Evidence) -> dict[str, Any]:
    return {
        "cite": held.citation.as_json(),
        "weight": held.weight,
        "note": held.note,
        "source": held.source,
        "origin": held.origin,
        "reliability": held.reliability,
        "credibility": held.credibility,
    }


def _read_evidence(shape: Mapping[str, Any]) -> Evidence:
    return Evidence(
        Citation.from_json(shape["cite"]),
        shape["weight"],
        shape["note"],
        shape["source"],
        shape["origin"],
        shape["reliability"],
        shape["credibility"],
    )


SUBSTANCE = ("assertion", "breach", "day", "measures", "parties", "claimed", "ranges")
"""what of a wording a stance is about: who spoke of another has not spoken of this one"""


def read_wording(body: Mapping[str, Any]) -> Wording:
    """The inverse of `wording`; the state stands in `body["state"]`."""
    return Wording(
        body["assertion"],
        body["breach"],
        date.fromisoformat(body["day"]),
        tuple(body["measures"]),
        tuple(read_party(one) for one in body["parties"]),
        Standard(body["claimed"]),
        Standard(body["met"]),
        tuple(_read_evidence(one) for one in body["evidence"]),
        body["limits"],
        body["would_change"],
        tuple(_read_range(one) for one in body.get("ranges", ())),
        tuple(body.get("states", ())),
    )
