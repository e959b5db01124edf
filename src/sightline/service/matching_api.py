"""The FollowTheMoney matching API: entities by example, by text and by id, in the shapes its clients read.

What the shapes are was read from the models of `yente`, the API's first server; its clients are not changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sightline.errors import NotFound, UsageError
from sightline.lake.statements import Lake
from sightline.matching.weights import WEIGHTS
from sightline.model.lists import ListVersion
from sightline.model.schemata import is_a, known
from sightline.model.screening import Hit, Query
from sightline.model.statement import Entity
from sightline.model.view import View
from sightline.record import entities as record
from sightline.screening import engine
from sightline.service import datasets, entity_search, queries, screening
from sightline.service.answering import Answer
from sightline.service.shape import Json, shape
from sightline.service.workbench import Workbench

ALGORITHM = "sightline"
CUTOFF = engine.DEFAULT_THRESHOLD
"""From here on an entity is a result where the client names neither threshold nor cutoff; one whose name
alone reaches it stays one, whatever speaks against it."""
NO_ENTITY = "no entity under this name: it has a schema, and properties with values"
MOST_QUERIES = 500
MOST_RESULTS = 100
LISTED = "sanction"
"""FollowTheMoney's topic of a sanctioned party"""
NESTED = {"Sanction": "sanctions", "Address": "addressEntity"}
"""The property of an entity under which what hangs on it is read."""


@dataclass(frozen=True, slots=True)
class How:
    """What a client asks beside its examples."""

    limit: int = 5
    threshold: float | None = None
    cutoff: float | None = None
    algorithm: str = ""
    include_dataset: tuple[str, ...] = ()
    exclude_dataset: tuple[str, ...] = ()
    exclude_schema: tuple[str, ...] = ()
    exclude_entities: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    schema: str = ""
    countries: tuple[str, ...] = ()
    offset: int = 0

    def keeps(self, entity: Entity) -> bool:
        """Whether the filters let an entity through."""
        return (
            entity.schema not in self.exclude_schema
            and entity.id not in self.exclude_entities
            and (not self.schema or is_a(entity.schema, self.schema))
            and (not self.topics or bool(set(self.topics) & set(topics(entity))))
            and (not self.countries or bool(set(self.countries) & set(_countries(entity))))
        )


def match(
    view: View, bench: Workbench, dataset: str, examples: Mapping[str, Any], how: How
) -> dict[str, Json]:
    """Entities like each example, best first, every answer under a certificate.

    `match` is what clients take it for: the score reaches the threshold, and nobody decided that it is a
    false positive. `corroborated` says whether more than a name agrees. Without a `cutoff` an entity whose
    name alone reaches the threshold is a result, with `match` false, also where what else is known speaks
    against it: a client is shown whom an analyst sees. A `cutoff` leaves out whatever scores less.
    """
    _known(how.algorithm)
    if not examples:
        raise UsageError(
            "no queries provided", remedy="send {'queries': {'a': {'schema': …, 'properties': …}}}"
        )
    if len(examples) > MOST_QUERIES:
        raise UsageError(f"more than {MOST_QUERIES} queries", remedy="send them in parts")
    asked = {name: query for name, one in examples.items() if (query := _query(one))}
    empty: Json = {"value": 0, "relation": "eq"}
    chosen = datasets.choose(view, bench, dataset, how.include_dataset, how.exclude_dataset)
    threshold = engine.DEFAULT_THRESHOLD if how.threshold is None else how.threshold
    responses: dict[str, Json] = {}
    if chosen.versions:
        choice = screening.Choice(
            chosen.lists,
            min(CUTOFF if how.cutoff is None else how.cutoff, threshold),
            MOST_RESULTS,
            processes=1,
        )
        answers = screening.screen(view, bench, asked.values(), choice)
        by_list = {one.list: one for one in chosen.versions}
        for name, answer in zip(asked, answers, strict=True):
            responses[name] = _response(view, bench, by_list, examples[name], answer, how, threshold)
    else:
        for name in asked:
            responses[name] = {"status": 200, "results": [], "total": empty, "query": _asked(examples[name])}
    for name in examples.keys() - asked.keys():
        told: dict[str, Json] = {"status": 400, "results": [], "total": empty, "query": None}
        responses[name] = told | {"problem": NO_ENTITY}
    return {"responses": responses, "matcher": features(), "limit": how.limit}


def _query(example: Any) -> Query | None:
    """An example as a query; None where it is no entity."""
    try:
        return queries.of_entity(example["schema"], example.get("properties") or {}, example.get("id") or "")
    except (KeyError, TypeError, AttributeError):
        return None


def _response(
    view: View,
    bench: Workbench,
    by_list: Mapping[str, ListVersion],
    example: Any,
    answer: Answer,
    how: How,
    threshold: float,
) -> dict[str, Json]:
    results: list[Json] = []
    total = 0
    for hit in answer.hits:
        entity = entity_of(view, bench, by_list[hit.list], hit.entity)
        if (how.cutoff is not None and hit.score < how.cutoff) or not how.keeps(entity):
            continue
        total += 1
        if len(results) < how.limit:
            said = answer.decisions.get(hit.entity)
            cleared = said is not None and said.clears
            found = entity_json(entity, by_list[hit.list]) | _scored(hit, threshold, cleared)
            results.append(found | ({"decision": shape(said.as_json())} if said else {}))
    told: dict[str, Json] = {
        "status": 400 if answer.problem else 200,
        "results": results,
        "total": {"value": total, "relation": "eq"},
        "query": _asked(example),
        "certificate": answer.certificate or None,
        "notes": [*queries.unread(example.get("properties") or {}, example["schema"]), *answer.notes],
    }
    return told | ({"problem": answer.problem} if answer.problem else {})


def _asked(example: Any) -> Json:
    """An example as it is given back."""
    given = example.get("properties") or {}
    properties: dict[str, Json] = {
        str(name): [_plain(one) for one in _several(values)] for name, values in given.items()
    }
    return {"id": _plain(example.get("id")), "schema": _plain(example["schema"]), "properties": properties}


def _several(values: Any) -> Sequence[Any]:
    return values if isinstance(values, list) else [values]


def _plain(value: object) -> Json:
    """A number as it came, a text without half letters; of what is neither, only that it stood there."""
    if isinstance(value, str):
        return queries.whole(value)
    return value if value is None or isinstance(value, int | float) else "…"


def _scored(hit: Hit, threshold: float, cleared: bool) -> dict[str, Json]:
    names = [str(reason.forms.get("comparison", f"reason_{n}")) for n, reason in enumerate(hit.reasons)]
    return {
        "score": hit.score,
        "match": (hit.score >= threshold or hit.match) and not cleared,
        "corroborated": hit.match,
        "features": {name: one.score for name, one in zip(names, hit.reasons, strict=True)},
        "explanations": {
            name: {"score": one.score, "detail": one.text, "query": one.query, "candidate": one.listed}
            for name, one in zip(names, hit.reasons, strict=True)
        },
    }


def search(view: View, bench: Workbench, dataset: str, text: str, how: How) -> dict[str, Json]:
    """Entities whose names are as good as the text, those that have it in their name, reference or id, and
    those whose names are somewhat like it, as where half a name is misspelt."""
    if how.schema and not known(how.schema):
        raise UsageError(f"not a schema: {how.schema!r}")
    chosen = datasets.choose(view, bench, dataset, how.include_dataset, how.exclude_dataset)
    every = _found(view, bench, chosen.versions, text)
    found = [one for one in every if how.keeps(one[0])]
    page = found[how.offset : how.offset + how.limit]
    return {
        "results": [entity_json(entity, version) for entity, version in page],
        "facets": _facets(found),
        "total": {"value": len(found), "relation": "eq" if len(every) < MOST_FOUND else "gte"},
        "limit": how.limit,
        "offset": how.offset,
    }


MOST_FOUND = 500


def _found(
    view: View, bench: Workbench, versions: Sequence[ListVersion], text: str
) -> list[tuple[Entity, ListVersion]]:
    by_list = {one.list: one for one in versions}
    found = entity_search.find(view, bench, text, versions)[:MOST_FOUND]
    return [(entity_of(view, bench, by_list[list], id), by_list[list]) for list, id in found]


def _facets(found: Iterable[tuple[Entity, ListVersion]]) -> dict[str, Json]:
    counted: dict[str, dict[str, int]] = {"countries": {}, "topics": {}, "datasets": {}}
    for entity, version in found:
        for facet, names in (
            ("countries", _countries(entity)),
            ("topics", topics(entity)),
            ("datasets", (version.list,)),
        ):
            for name in names:
                counted[facet][name] = counted[facet].get(name, 0) + 1
    return {
        facet: {
            "label": facet.capitalize(),
            "values": [
                {"name": name, "label": _label(facet, name), "count": count}
                for name, count in sorted(names.items(), key=lambda one: (-one[1], one[0]))
            ],
        }
        for facet, names in counted.items()
    }


def _label(facet: str, name: str) -> str:
    return name.upper() if facet == "countries" else name


def topics(entity: Entity) -> tuple[str, ...]:
    """What clients ask by: what the list says, else of whoever stands on a list that it is sanctioned."""
    return entity.values("topics") or ((LISTED,) if _target(entity) else ())


def _target(entity: Entity) -> bool:
    return bool(entity.list) and entity.schema not in NESTED


def _countries(entity: Entity) -> tuple[str, ...]:
    return entity.values("country", "nationality", "jurisdiction", "flag", "citizenship", "mainCountry")


def entity_of(view: View, bench: Workbench, version: ListVersion, id: str) -> Entity:
    """An entity of a version; `NotFound` where the View may not see it."""
    if not view.may_see(version.marking):
        raise NotFound(f"no such entity: {id}")
    return _entity(bench.lake, version, id)


@lru_cache(maxsize=20_000)
def _entity(lake: Lake, version: ListVersion, id: str) -> Entity:
    """Entities of a version never change; whoever asks was let through before."""
    within = View("reader of one list", version.marking, version.dated, version.known_at)
    return record.entity(within, lake, [version], id)


def entity_json(entity: Entity, version: ListVersion | None = None, nested: bool = True) -> dict[str, Json]:
    """An entity as clients read it; what hangs on it stands under its property."""
    said: dict[str, Json] = {name: list(entity.values(name)) for name in _props(entity)}
    if said_of := topics(entity):
        said["topics"] = list(said_of)
    if nested:
        for part in entity.adjacent:
            if prop := NESTED.get(part.schema):
                held = said.setdefault(prop, [])
                assert isinstance(held, list)
                held.append(entity_json(part, version, nested=False))
    return {
        "id": entity.id,
        "caption": next(iter(entity.values("full")), entity.caption),
        "schema": entity.schema,
        "properties": said,
        "datasets": [entity.list] if entity.list else [],
        "referents": [],
        "target": _target(entity),
        "first_seen": None,
        "last_seen": version.known_at.isoformat() if version else None,
        "last_change": None,
        "reference": entity.reference,
    }


def _props(entity: Entity) -> list[str]:
    return list(dict.fromkeys(one.prop for one in entity.statements))


def features() -> dict[str, Json]:
    """What each comparison looks at, and its weights."""
    return {
        name: {"description": one.meaning, "coefficient": one.value, "url": None}
        for name, one in WEIGHTS.items()
    }


def algorithms() -> dict[str, Json]:
    """The one way of comparing there is."""
    docs = features()
    return {
        "algorithms": [
            {
                "name": ALGORITHM,
                "description": f"Engine {engine.ENGINE_VERSION}; every score can be computed again",
                "features": docs,
                "docs": docs,
            }
        ],
        "default": ALGORITHM,
        "best": ALGORITHM,
    }


def _known(algorithm: str) -> None:
    if algorithm not in {"", ALGORITHM, "best", "default"}:
        raise UsageError(f"no such algorithm: {algorithm!r}", remedy=f"use {ALGORITHM!r} or 'best'")


def checked(number: float, least: float, most: float, what: str) -> float:
    """A number within bounds; `UsageError` otherwise."""
    if not least <= number <= most:
        raise UsageError(f"{what} is {number}", remedy=f"use a number from {least:g} to {most:g}")
    return number


def no_more(given: object, what: str) -> None:
    """`UsageError` for what a client may send and this office does not do: nothing is left out silently."""
    if given:
        raise UsageError(f"{what} is not known here", remedy="leave it out")
