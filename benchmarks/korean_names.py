"""Korean names: `korean_pairs.csv`, the test half, by Sightline, rapidfuzz and, where installed,
    nomenklatura.

Each is given the threshold at which one in a hundred of the pairs that are two names would raise an alarm.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from benchmarks.measure import Measure, interval
from benchmarks.peers import persons
from sightline.matching import name_syllables, name_words
from sightline.names.commonness import worth

PAIRS = Path(__file__).with_name("korean_pairs.csv")
ALARMS = 0.01


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, and whether they are one."""

    same: bool
    a: str
    b: str
    how: str


def pairs(half: str) -> list[Pair]:
    """The pairs of one half."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [Pair(r["same"] == "1", r["a"], r["b"], r["how"]) for r in rows if r["split"] == half]


def sightline(a: str, b: str) -> float:
    """The score of the engine for two names alone."""
    found = name_syllables.compare(a, b) or name_words.compare(a, b, worth)
    return found.score if found else 0.0


def fuzzy(a: str, b: str) -> float:
    """rapidfuzz over sorted tokens."""
    return float(fuzz.token_sort_ratio(a.lower(), b.lower()) / 100)


OURS = {"Sightline": sightline, "rapidfuzz": fuzzy}


def run(data: Path, scratch: Path) -> list[Measure]:
    """Recall by system of spelling, beside the peers."""
    chosen = pairs("test")
    told = {name: [score(one.a, one.b) for one in chosen] for name, score in OURS.items()}
    told["nomenklatura logic-v2"] = persons([(one.a, one.b) for one in chosen])
    return [one for name, scores in told.items() if scores for one in _measured(name, scores, chosen)]


def _measured(name: str, scores: Sequence[float], chosen: Sequence[Pair]) -> list[Measure]:
    others = sorted(score for score, one in zip(scores, chosen, strict=True) if not one.same)
    bar = others[int(len(others) * (1 - ALARMS))]
    found: dict[str, list[bool]] = defaultdict(list)
    for score, one in zip(scores, chosen, strict=True):
        if one.same:
            found[one.how].append(score > bar)
    everything = [hit for hits in found.values() for hit in hits]
    rows = [("all", everything), *sorted(found.items())]
    return [
        Measure(
            f"{name}: {how}",
            100 * sum(hits) / len(hits),
            "% found",
            bar=90 if name == "Sightline" and how in ("all", "hangul") else None,
            at_least=True,
            note=f"{len(hits)} pairs, {interval(hits)}, threshold {bar:.3f}",
        )
        for how, hits in rows
    ]
