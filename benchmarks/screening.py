"""Screening: UN and OFAC from bytes to indexes, names a second, and what thresholds find and disturb."""

from __future__ import annotations

import random
import time
from pathlib import Path

from rapidfuzz import process

from benchmarks.measure import Measure, cpu_seconds
from benchmarks.published_lists import (
    SEED,
    VIEW,
    Named,
    all_names,
    build_indexes,
    dprk_names,
    merchant_ships,
    mistyped,
)
from sightline.model.screening import Query
from sightline.screening.engine import answer, screen
from sightline.screening.index import Index, forget, open_index

NAIVE_QUERIES = 40
THRESHOLDS = (0.75, 0.8, 0.85, 0.9)
OPENINGS = 20


def run(data: Path, scratch: Path) -> list[Measure]:
    """All figures, one core."""
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
        *_speed(indexes, mixed),
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


def _speed(indexes: list[Index], names: list[str]) -> list[Measure]:
    _, spent = cpu_seconds(lambda: [screen(VIEW, indexes, Query(name=name)) for name in names])
    rate = len(names) / spent
    everything = [one.name for one in all_names(indexes)]
    some = names[:NAIVE_QUERIES]
    _, naive = cpu_seconds(lambda: [process.extract(name, everything, limit=10) for name in some])
    naive_rate = len(some) / naive
    return [
        Measure(
            "names screened, with reasons",
            rate,
            "names/s",
            bar=1000,
            at_least=True,
            note=f"{len(names)} names, {len(everything)} listed names",
        ),
        Measure("rapidfuzz process.extract over all names", naive_rate, "names/s", note=f"{len(some)} names"),
        Measure("times as fast as that, same run", rate / naive_rate, "×"),
    ]


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
