"""Screening: UN and OFAC from bytes to indexes, names a second, and what thresholds find and disturb."""

from __future__ import annotations

import gc
import os
import random
import resource
import time
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz import process

from benchmarks import held_out, peers
from benchmarks.measure import Measure, cpu_seconds
from benchmarks.published_lists import (
    SEED,
    UNDATED,
    VIEW,
    Named,
    all_names,
    build_indexes,
    dprk_names,
    merchant_ships,
    mistyped,
)
from benchmarks.screening_batch import made
from sightline.cli.main import SWEPT
from sightline.model.lists import ListVersion
from sightline.model.marking import PUBLIC
from sightline.model.place import Place
from sightline.model.screening import Query
from sightline.model.statement import Entity, Statement
from sightline.screening.engine import answer, answers, screen
from sightline.screening.index import Index, build, forget, open_index
from sightline.service.screening import NOBODIES

NAIVE_QUERIES, ALONE, CUSTOMERS, QUALITY, PEER = 40, 500, 10_000, 10_000, 1_000
MADE_NAMES = int(os.environ.get("SIGHTLINE_BENCH_NAMES", "50000"))
"""names of the large index: few, so that all ends in minutes; the bars are for 1000000 and 4000000"""
THRESHOLDS = (0.75, 0.8, 0.85, 0.9)
OPENINGS = 20


def run(data: Path, scratch: Path) -> list[Measure]:
    """All figures, one core; garbage is looked for as seldom as the commands do."""
    gc.set_threshold(*SWEPT)
    indexes, built = cpu_seconds(lambda: build_indexes(data, scratch))
    un = next(index for index in indexes if index.version.list == "un-sc")
    listed = dprk_names(un)
    typed = mistyped(listed, random.Random(SEED))
    strangers = merchant_ships(data)
    mixed = [one.name for one in (*listed, *typed)] + strangers[: len(listed) * 2]
    random.Random(SEED).shuffle(mixed)
    return [
        Measure("UN + OFAC from bytes to screened index", built, "CPU s", bar=20),
        Measure("opening both indexes", _opening(indexes, scratch), "ms"),
        *_speed(indexes, mixed, data),
        *_asked_of_quality(indexes, data, scratch),
        *_many(indexes, mixed, scratch, MADE_NAMES),
        *_quality(indexes, un, typed, strangers),
    ]


def _opening(indexes: list[Index], scratch: Path) -> float:
    spent = 0.0
    for _ in range(OPENINGS):
        forget()
        start = time.perf_counter()
        for index in indexes:
            open_index(VIEW, index.version, scratch / "index")
        spent += time.perf_counter() - start
    return spent * 1000 / OPENINGS


def _ready(indexes: list[Index]) -> None:
    """Load what a process loads once, and keep it from being swept, as the server does when it starts."""
    answers(VIEW, indexes, [Query(name=name) for name in NOBODIES])
    gc.collect()
    gc.freeze()


def _speed(indexes: list[Index], names: list[str], data: Path) -> list[Measure]:
    queries = [Query(name=name) for name in names]
    _ready(indexes)
    _, spent = cpu_seconds(lambda: answers(VIEW, indexes, queries))
    rate = len(names) / spent
    customers = [Query(name=name) for name in made(data, 2 * CUSTOMERS)]
    answers(VIEW, indexes, customers[:CUSTOMERS])
    _, stream = cpu_seconds(lambda: answers(VIEW, indexes, customers[CUSTOMERS:]))
    times = sorted(_one(indexes, query) for query in queries[:ALONE])
    everything = [one.name for one in all_names(indexes)]
    some = names[:NAIVE_QUERIES]
    _, naive = cpu_seconds(lambda: [process.extract(name, everything, limit=10) for name in some])
    naive_rate = len(some) / naive
    return [
        Measure(
            "names screened, with reasons, half of them listed",
            rate,
            "names/s",
            bar=5000,
            at_least=True,
            note=f"{len(names)} names met for the first time, {len(everything)} listed names",
        ),
        Measure(
            "names of a file of customers screened, with reasons for hits",
            CUSTOMERS / stream,
            "names/s",
            bar=5000,
            at_least=True,
            note=f"{CUSTOMERS} made-up names, few of them near a listed one, after as many others",
        ),
        Measure("one query alone, 99 of 100 within", times[len(times) * 99 // 100], "CPU ms", bar=10),
        Measure("rapidfuzz process.extract over all names", naive_rate, "names/s", note=f"{len(some)} names"),
        Measure("times as fast as that, same run", rate / naive_rate, "×"),
    ]


def _asked_of_quality(indexes: list[Index], data: Path, scratch: Path) -> Iterator[Measure]:
    """Names of the half for tuning of `quality.md`, listed ones changed in every way and innocent ones, none
    twice; the first of them by nomenklatura as well, where it is installed."""
    draw = random.Random(SEED)
    listed = [one.query for one in held_out.changed(indexes, held_out.TUNE, SEED, QUALITY)]
    innocent = [
        name for some in held_out.innocents(data, held_out.TUNE, SEED, QUALITY).values() for name in some
    ]
    some = [draw.sample(list(dict.fromkeys(names)), QUALITY // 2) for names in (listed, innocent)]
    queries = [Query(name=name) for name in draw.sample(some[0] + some[1], QUALITY)]
    found, spent = cpu_seconds(lambda: answers(VIEW, indexes, queries))
    hits = sum(len(one.hits) for one in found)
    rate = len(queries) / spent
    yield Measure(
        "10,000 names of the quality page screened, with reasons, half of them listed",
        rate,
        "names/s",
        bar=5000,
        at_least=True,
        note=f"{QUALITY // 2} changed names of listed parties, as many innocent ones, each once; {hits} hits",
    )
    records = (index.record(number) for index in indexes for number in range(index.entities))
    parties = (
        peers.party(one.entity, one.schema, [value.value for value in one.names])
        for one in records
        if one.names
    )
    told = peers.blocked(parties, [query.name for query in queries[:PEER]], scratch)
    if told:
        peer = told["asked"] / told["spent"]
        note = f"{told['asked']} of these names, {told['pairs']} pairs compared, {told['hits']} with a hit"
        yield Measure("nomenklatura logic-v2 with its blocker, same run", peer, "names/s", note=note)
        yield Measure("times as fast as that, same run", rate / peer, "×")


def _one(indexes: list[Index], query: Query) -> float:
    _, spent = cpu_seconds(lambda: screen(VIEW, indexes, query))
    return spent * 1000


def _many(indexes: list[Index], names: list[str], scratch: Path, size: int) -> list[Measure]:
    """An index of so many made names: words of the lists, drawn anew."""
    draw = random.Random(SEED)
    parts = [one.name.split() for one in all_names(indexes)]
    made = (" ".join(draw.choice(parts)[:1] + draw.choice(parts)[-2:]) for _ in range(size))
    whole, built = cpu_seconds(lambda: _index_of(made, scratch))
    queries = [Query(name=name) for name in names[:ALONE]]
    _ready([whole])
    _, spent = cpu_seconds(lambda: answers(VIEW, [whole], queries))
    times = sorted(_one([whole], query) for query in queries)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    note = f"{size} made names"
    return [
        Measure("building an index of many names", built, "CPU s", note=note),
        Measure("names screened against it", len(queries) / spent, "names/s", 1000, True, note),
        Measure("one query of it alone, 99 of 100 within", times[len(times) * 99 // 100], "CPU ms", 50),
        Measure("memory, building included", memory, "GiB", 6, False, note),
    ]


def _index_of(names: Iterator[str], scratch: Path) -> Index:
    version = ListVersion("made", "made", "made", UNDATED, VIEW.known_at, 0, 0, "0" * 64, (), PUBLIC)
    entities = (_entity(number, name) for number, name in enumerate(names))
    return build(VIEW, version, entities, scratch / "many")


def _entity(number: int, name: str) -> Entity:
    id = f"made-{number}"
    said = Statement(id, "Person", "name", name, name, "0" * 64, Place("row 1", 0, 1))
    return Entity(id, "Person", name, (said,))


def _quality(indexes: list[Index], un: Index, typed: list[Named], strangers: list[str]) -> list[Measure]:
    measures = []
    best = [_best(un, one) for one in typed]
    scores = [_highest(indexes, name) for name in strangers]
    for threshold in THRESHOLDS:
        found = sum(score >= threshold for score in best) / len(best)
        disturbed = sum(score >= threshold for score in scores) / len(scores)
        note = f"{len(typed)} names with one typing error"
        measures.append(Measure(f"found at threshold {threshold}", found * 100, "%", note=note))
        note = f"{len(strangers)} ordinary ships"
        measures.append(Measure(f"strangers that alert at {threshold}", disturbed * 100, "%", note=note))
    return measures


def _best(un: Index, one: Named) -> float:
    hits = answer(VIEW, [un], Query(name=one.name), min(THRESHOLDS)).hits
    return max((hit.score for hit in hits if hit.entity == one.entity), default=0.0)


def _highest(indexes: list[Index], name: str) -> float:
    hits = answer(VIEW, indexes, Query(name=name), min(THRESHOLDS)).hits
    return max((hit.score for hit in hits), default=0.0)
