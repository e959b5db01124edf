"""A screening on paper: what was asked, of which list versions, by which engine, what came back, and why.

Anyone with the same list versions can run it again; anyone at all can compute its scores again from the
forms it carries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from sightline.errors import BadInput
from sightline.evidence.canonical import instant
from sightline.matching.replay import combine, score_from_forms
from sightline.model.screening import FIELDS, Hit, HitReason, Query
from sightline.model.view import View
from sightline.screening import reasons
from sightline.screening.engine import ENGINE_VERSION, Answer, answer
from sightline.screening.index import Index

COMPARED = {"imo": "IMO number"}
"""how a comparison is called where its name is no word"""


@dataclass(frozen=True, slots=True)
class Asked:
    """How the question was put: threshold 0 to 1, at most so many hits."""

    threshold: float
    limit: int


def body(
    id: str, view: View, indexes: Sequence[Index], asked: Asked, found: Answer, issued_at: datetime
) -> dict[str, Any]:
    """The certificate as plain JSON. `issued_at` is aware; the issuer is the View's user.

    `lists` names every list that was asked, whether or not it hit. Without a hit, `nearest` is the best
    candidate below the threshold, with its reasons: the proof that nothing came closer.
    """
    told = own(id, found)
    return head(view, indexes, asked, issued_at) | told | {"nearest": worded(told["nearest"])}


def head(view: View, indexes: Sequence[Index], asked: Asked, issued_at: datetime) -> dict[str, Any]:
    """What a certificate shares with all that were issued with it."""
    lists = [
        {"list": one.list, "partition": one.partition, "manifest": one.manifest}
        for one in sorted((i.version for i in indexes), key=lambda v: (v.list, v.partition))
        if view.may_see(one.marking)
    ]
    return {
        "as_of": view.as_of.isoformat(),
        "known_at": instant(view.known_at),
        "lists": lists,
        "engine": ENGINE_VERSION,
        "threshold": asked.threshold,
        "limit": asked.limit,
        "issued_at": instant(issued_at),
        "issued_by": view.user,
    }


def own(id: str, found: Answer) -> dict[str, Any]:
    """What a certificate has for itself, as it is put on record; `worded` says what came nearest."""
    return {
        "id": id,
        "query": query_json(found.query),
        "hits": [hit_json(hit, forms=True) for hit in found.hits],
        "nearest": _nearest(found),
        "notes": list(found.notes),
        "problem": found.problem,
    }


def _nearest(found: Answer) -> dict[str, Any] | None:
    if found.below and (alone := found.below.alone()):
        return reasons.unworded(alone)
    nearest = found.nearest
    return hit_json(nearest, forms=True) if nearest else None


def worded(nearest: dict[str, Any] | None) -> dict[str, Any] | None:
    """What came nearest as a hit, where only the forms of it were put on record."""
    return reasons.worded(nearest) if nearest and "entry" in nearest else nearest


_given = attrgetter(*FIELDS)


def query_json(query: Query) -> dict[str, Any]:
    """The fields of a query that were given."""
    shape = {name: value for name, value in zip(FIELDS, _given(query), strict=True) if value}
    return shape | {"aliases": list(query.aliases)} if query.aliases else shape


def hit_json(hit: Hit, forms: bool = False) -> dict[str, Any]:
    """The published shape of a hit; `forms` adds to each reason what its score is computed from."""
    return {
        "entity": hit.entity,
        "caption": hit.caption,
        "list": hit.list,
        "reference": hit.reference,
        "score": hit.score,
        "alert": hit.alert,
        "match": hit.match,
        "reasons": [_reason_json(reason, forms) for reason in hit.reasons],
        "would_change": list(hit.would_change),
    }


def set_aside(told: Iterable[tuple[Mapping[str, Any], float]]) -> list[str]:
    """Which comparisons put a hit below the threshold, in words: those of its reasons, each as its forms and
    its score, that contradict."""
    found = (str(forms.get("comparison", "")) for forms, score in told if score < 0)
    return list(dict.fromkeys(COMPARED.get(name, name.replace("_", " ")) for name in found))


def _reason_json(reason: HitReason, forms: bool) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "text": reason.text,
        "score": reason.score,
        "query": reason.query,
        "listed": reason.listed,
        "cites": [cite.as_json() for cite in reason.cites],
    }
    return shape | {"forms": dict(reason.forms)} if forms else shape


def recompute(certificate: Mapping[str, Any]) -> list[str]:
    """Compute every score again from the forms alone; what differs, as sentences, empty when all agree."""
    differences = []
    for hit in [*certificate["hits"], *filter(None, [certificate["nearest"]])]:
        for reason in hit["reasons"]:
            if (again := score_from_forms(reason["forms"])) != reason["score"]:
                differences.append(
                    f"{hit['entity']}: {reason['text']!r} scores {again}, not {reason['score']}"
                )
        if (again := combine([reason["forms"] for reason in hit["reasons"]])) != hit["score"]:
            differences.append(f"{hit['entity']} scores {again}, not {hit['score']}")
    return differences


def replay(view: View, certificate: Mapping[str, Any], indexes: Sequence[Index]) -> list[str]:
    """Ask again and compare; what differs, as sentences, empty when everything is the same.

    `indexes` must hold the versions the certificate names; a version that is missing, another manifest
    or another engine is a difference by itself. `BadInput` when this is no certificate.
    """
    try:
        query = Query(**{**certificate["query"], "aliases": tuple(certificate["query"].get("aliases", ()))})
        pinned = {one["partition"]: one["manifest"] for one in certificate["lists"]}
        threshold, limit = float(certificate["threshold"]), int(certificate["limit"])
        engine, issued = certificate["engine"], (certificate["hits"], certificate["nearest"])
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise BadInput(f"not a screening certificate: {problem}") from problem
    chosen = [index for index in indexes if pinned.get(index.version.partition) == index.version.manifest]
    differences = recompute(certificate)
    if engine != ENGINE_VERSION:
        differences.append(f"made by engine {engine}, this is engine {ENGINE_VERSION}")
    missing = sorted(pinned.keys() - {index.version.partition for index in chosen})
    differences += [f"list version {partition} is not held as it was" for partition in missing]
    if missing:
        return differences
    found = answer(view, chosen, query, threshold, limit)
    hits = [hit_json(hit, forms=True) for hit in found.hits]
    came = found.nearest
    nearest = hit_json(came, forms=True) if came else None
    return differences + _compare([*issued[0], *filter(None, [issued[1]])], [*hits, *filter(None, [nearest])])


def _compare(issued: Sequence[dict[str, Any]], again: Sequence[dict[str, Any]]) -> list[str]:
    if [hit["entity"] for hit in issued] != [hit["entity"] for hit in again]:
        return [f"hits were {[h['entity'] for h in issued]}, are {[h['entity'] for h in again]}"]
    return [
        f"{old['entity']}: {field} was {old[field]!r}, is {new[field]!r}"
        for old, new in zip(issued, again, strict=True)
        for field in old
        if old[field] != new[field]
    ]
