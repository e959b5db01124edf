"""Reconciliation API 0.2: entities for the cells of a table, as OpenRefine and its like ask for them.

The shapes follow the specification of the W3C Entity Reconciliation Community Group, version 0.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from sightline.errors import NotFound, UsageError
from sightline.model.screening import Hit, Query
from sightline.model.statement import Entity
from sightline.model.view import View
from sightline.screening import engine
from sightline.service import datasets, queries, screening, suggesting
from sightline.service.answering import Answer
from sightline.service.matching_api import CUTOFF, How, entity_json, entity_of, search
from sightline.service.shape import Json
from sightline.service.workbench import Workbench

VERSION = "0.2"
SPACE = "https://www.opensanctions.org/reference/#schema"
"""FollowTheMoney's schemata, by the address clients know them by."""
TYPES = ("Person", "Organization", "Company", "LegalEntity", "Vessel", "Airplane", "CryptoWallet")
PROPERTIES = {
    "name": "Name", "alias": "Other name", "birthDate": "Date of birth", "nationality": "Nationality",
    "country": "Country", "address": "Address", "imoNumber": "IMO number", "mmsi": "MMSI", "swiftBic": "BIC",
    "passportNumber": "Passport number", "idNumber": "Identity number",
    "registrationNumber": "Registration number",
    "taxNumber": "Tax number", "position": "Position", "gender": "Gender", "birthPlace": "Place of birth",
    "title": "Title", "flag": "Flag", "callSign": "Call sign", "website": "Web site", "notes": "Notes",
    "publicKey": "Address of a wallet", "weakAlias": "Weak alias", "previousName": "Former name",
}  # fmt: skip
MOST_QUERIES = 200
MOST_IDS = 500
MOST_CANDIDATES = 100
NO_LIMIT = f"limit: use a number from 1 to {MOST_CANDIDATES}"
SUGGESTED = 10
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def manifest(view: View, bench: Workbench, dataset: str, base: str, token: str = "") -> dict[str, Json]:
    """What this service is and does. `base` is its own address, `token` the query it is called with."""
    name = datasets.choose(view, bench, dataset).name
    whole = f"{base}/api/reconcile/{name}"
    tail = f"?{token}" if token else ""

    def service(path: str) -> dict[str, Json]:
        return {"service_url": whole, "service_path": f"/suggest/{path}{tail}"}

    return {
        "versions": [VERSION],
        "name": f"{bench.settings.name}: {'all lists' if name in datasets.ALSO else name}",
        "identifierSpace": f"{base}/entities/",
        "schemaSpace": SPACE,
        "documentation": f"{base}/api/openapi.json",
        "serviceVersion": f"engine {engine.ENGINE_VERSION}",
        "view": {"url": f"{base}/entities/{{{{id}}}}"},
        "preview": {
            "url": f"{whole}/preview?id={{{{id}}}}{'&' + token if token else ''}",
            "width": 430,
            "height": 320,
        },
        "suggest": {"entity": service("entity"), "property": service("property"), "type": service("type")},
        "extend": {
            "propose_properties": {"service_url": whole, "service_path": f"/extend/propose{tail}"},
            "property_settings": [],
        },
        "defaultTypes": [{"id": one, "name": _spaced(one)} for one in TYPES],
    }


def reconcile(view: View, bench: Workbench, dataset: str, asked: Any) -> dict[str, Json]:
    """Candidates for each query, best first; `match` where more than a name agrees with one alone.

    A query that is none, or has a limit that is none or nothing to ask, has a `problem`; others are answered.
    """
    if not isinstance(asked, dict):
        raise UsageError("the queries are no object", remedy='send {"q0": {"query": …}}')
    if len(asked) > MOST_QUERIES:
        raise UsageError(f"more than {MOST_QUERIES} queries", remedy="send them in parts")
    found: dict[str, Json] = {}
    put: dict[str, Query] = {}
    limits: dict[str, int] = {}
    for name, one in asked.items():
        query, limits[name] = _query(one), _limit(one)
        problem = query if isinstance(query, str) else "" if limits[name] else NO_LIMIT
        found[name] = {"result": [], "problem": problem} if problem else {"result": []}
        if isinstance(query, Query) and not problem:
            put[name] = query
    chosen = datasets.choose(view, bench, dataset)
    by_list = {one.list: one for one in chosen.versions}
    if not by_list or not put:
        return found
    choice = screening.Choice(chosen.lists, CUTOFF, max(limits[name] for name in put), processes=1)
    for name, answer in zip(put, screening.screen(view, bench, put.values(), choice), strict=True):
        hits = answer.hits[: limits[name]]
        sure = [hit for hit in hits if hit.match and not _cleared(answer, hit)]
        results: list[Json] = [
            _candidate(hit, entity_of(view, bench, by_list[hit.list], hit.entity), sure == [hit])
            for hit in hits
        ]
        told: dict[str, Json] = {"result": results, "certificate": answer.certificate}
        told |= {"problem": answer.problem} if answer.problem else {}
        notes: list[Json] = [*_uncompared(asked[name]), *answer.notes]
        found[name] = told | ({"notes": notes} if notes else {})
    return found


def _cleared(answer: Answer, hit: Hit) -> bool:
    said = answer.decisions.get(hit.entity)
    return said is not None and said.clears


def _query(one: Any) -> Query | str:
    """A query of the API as a question: its text, its type, and the properties it is narrowed with; or why
    it is none."""
    if not isinstance(one, dict) or not isinstance(one.get("query", ""), str):
        return "no query: a query has a text under 'query'"
    given: dict[str, list[str]] = {"name": [one["query"]] if one.get("query", "").strip() else []}
    parts, kind = one.get("properties") or [], one.get("type") or ""
    if not isinstance(parts, list) or not isinstance(kind, str | dict | list):
        return "no query: 'properties' is a list, 'type' a text or a list"
    for part in parts:
        if not isinstance(part, dict) or "pid" not in part:
            return "no query: each of its properties has 'pid' and 'v'"
        prop = str(part["pid"]).rpartition(":")[2]
        given.setdefault(prop, []).extend(_values(part.get("v")))
    kinds = [kind] if isinstance(kind, str | dict) else kind
    first = kinds[0] if len(kinds) == 1 else ""
    schema = str(first.get("id", "") if isinstance(first, dict) else first)
    query = queries.of_entity(schema or "LegalEntity", given)
    return query if schema else msgspec.structs.replace(query, schema="")


def _uncompared(one: dict[str, Any]) -> list[str]:
    """A note on the properties a query was narrowed with that nothing is compared by."""
    given = dict.fromkeys(str(part["pid"]).rpartition(":")[2] for part in one.get("properties") or [])
    left = [repr(prop[:40]) for prop in given if prop not in queries.COMPARED]
    return [f"not compared: {', '.join(left[:8])}"] if left else []


def _values(value: Any) -> list[str]:
    """A value, or several: texts, numbers, or entities by name."""
    each = value if isinstance(value, list) else [value]
    found = [one.get("name") or one.get("id") or "" if isinstance(one, dict) else one for one in each]
    return [str(one) for one in found if one not in (None, "")]


def _limit(one: Any) -> int:
    """How many candidates a query wants; 0 for a number that is none of these."""
    given = one.get("limit") if isinstance(one, dict) else None
    if given is None:
        return 10
    if isinstance(given, bool) or not isinstance(given, int | float):
        return 0
    return int(given) if 1 <= given <= MOST_CANDIDATES else 0


def _candidate(hit: Hit, entity: Entity, sure: bool) -> dict[str, Json]:
    names = [str(one.forms.get("comparison", f"reason_{n}")) for n, one in enumerate(hit.reasons)]
    return {
        "id": hit.entity,
        "name": hit.caption,
        "description": ", ".join(filter(None, (_spaced(entity.schema), hit.list, hit.reference))),
        "type": [{"id": entity.schema, "name": _spaced(entity.schema)}],
        "score": round(100 * hit.score, 2),
        "match": sure,
        "features": [{"id": name, "value": one.score} for name, one in zip(names, hit.reasons, strict=True)],
    }


def suggest_entity(view: View, bench: Workbench, dataset: str, prefix: str, cursor: int) -> dict[str, Json]:
    """Entities whose names begin with the text, in either order; then those that hold it or are like it."""
    versions = datasets.choose(view, bench, dataset).versions
    begun = [
        (version, id) for version in versions for id in suggesting.beginning(bench.lake, version, prefix)
    ]
    page: list[Json] = [
        entity_json(entity_of(view, bench, version, id), version)
        for version, id in begun[cursor : cursor + SUGGESTED]
    ]
    if (left := SUGGESTED - len(page)) > 0:
        how = How(limit=cursor + SUGGESTED + len(begun))
        found = search(view, bench, dataset, prefix, how)["results"]
        assert isinstance(found, list)
        known = {(version.list, id) for version, id in begun}
        rest = [one for one in found if isinstance(one, dict) and _place(one) not in known]
        page += rest[max(0, cursor - len(begun)) :][:left]
    results: list[Json] = []
    for one in page:
        assert isinstance(one, dict)
        schema = str(one["schema"])
        about = ", ".join(
            filter(None, (_spaced(schema), *map(str, _texts(one["datasets"])), str(one["reference"])))
        )
        notable: Json = [{"id": schema, "name": _spaced(schema)}]
        results.append({"id": one["id"], "name": one["caption"], "description": about, "notable": notable})
    return {"result": results}


def _place(entity: dict[str, Json]) -> tuple[str, str]:
    return "".join(map(str, _texts(entity["datasets"]))), str(entity["id"])


def _texts(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def suggest_property(prefix: str) -> dict[str, Json]:
    """Properties whose id or name holds the text."""
    return {
        "result": [{"id": id, "name": name} for id, name in PROPERTIES.items() if _like(prefix, id, name)]
    }


def suggest_type(prefix: str) -> dict[str, Json]:
    """Types whose id or name holds the text."""
    return {
        "result": [{"id": one, "name": _spaced(one)} for one in TYPES if _like(prefix, one, _spaced(one))]
    }


def propose(kind: str, limit: int | None) -> dict[str, Json]:
    """Properties that may be fetched for entities of a type."""
    known: list[Json] = [{"id": id, "name": name} for id, name in PROPERTIES.items()]
    return (
        {"properties": known[:limit] if limit else known}
        | ({"type": kind} if kind else {})
        | ({"limit": limit} if limit else {})
    )


def extend(view: View, bench: Workbench, dataset: str, asked: Any) -> dict[str, Json]:
    """Values of properties for entities by id; an entity that is not there has none."""
    if not isinstance(asked, Mapping) or not isinstance(asked.get("ids"), list):
        raise UsageError("no ids", remedy='send {"ids": […], "properties": [{"id": …}]}')
    wanted = [
        str(one["id"]) for one in asked.get("properties") or () if isinstance(one, dict) and "id" in one
    ]
    if len(asked["ids"]) > MOST_IDS:
        raise UsageError(f"more than {MOST_IDS} ids", remedy="send them in parts")
    versions = datasets.choose(view, bench, dataset).versions
    rows: dict[str, Json] = {}
    for id in map(str, asked["ids"]):
        entity = _anywhere(view, bench, versions, id)
        rows[id] = {prop: list(_cells(entity, prop)) for prop in wanted}
    meta: list[Json] = [{"id": prop, "name": PROPERTIES.get(_bare(prop), _bare(prop))} for prop in wanted]
    return {"meta": meta, "rows": rows}


def _anywhere(view: View, bench: Workbench, versions: Any, id: str) -> Entity | None:
    for version in versions:
        try:
            return entity_of(view, bench, version, id)
        except NotFound:
            continue
    return None


def _cells(entity: Entity | None, prop: str) -> Iterator[Json]:
    for value in entity.values(_bare(prop)) if entity else ():
        yield {"date": f"{value}T00:00:00"} if DAY.fullmatch(value) else {"str": value}


def preview(view: View, bench: Workbench, dataset: str, id: str) -> Entity:
    """The entity a small window is drawn of; `NotFound` where the data set has none."""
    found = _anywhere(view, bench, datasets.choose(view, bench, dataset).versions, id)
    if found is None:
        raise NotFound(f"no such entity: {id}")
    return found


def _bare(prop: str) -> str:
    return prop.rpartition(":")[2]


def _like(prefix: str, *texts: str) -> bool:
    return any(prefix.strip().casefold() in text.casefold() for text in texts)


def _spaced(schema: str) -> str:
    """`LegalEntity` is `Legal entity`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", schema).capitalize()
