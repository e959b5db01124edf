"""Recall and false alarms of screening on changed names of listed parties.

UN and OFAC are indexed. Their entries are parted by a hash of their id: weights were fitted on one half, and
the figures are of the other, with a seed that no fitting used. Innocent names are drawn in equal strata.
"""

from __future__ import annotations

import csv
import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import numpy as np
from anyascii import anyascii
from faker import Faker

from benchmarks import perturbations as changes
from benchmarks.measure import Measure, interval
from benchmarks.published_lists import VIEW, build_indexes, merchant_ships
from sightline.model.screening import Query
from sightline.names import korean
from sightline.names.han import characters
from sightline.names.readable import readable
from sightline.names.words import words
from sightline.screening.engine import answers
from sightline.screening.index import Index

T = TypeVar("T")
TUNE, TEST = 0, 1
SEEDS = (20_261_201, 20_261_202, 20_261_203)
"""no weight was ever fitted or looked at with them; three, since of 1,500 innocent names so few alarm that
one draw alone puts the threshold too high or too low"""
SEED = SEEDS[0]
EACH, INNOCENT = 1000, 1500
"""changed names of a kind, innocent names of a stratum"""
LOWEST = 0.05
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
ALARMS = 0.01
BINS = (0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)
"""scores between which it is counted how often a hit is right"""
FEWEST_IN_BIN = 8
LISTED = {"Korean": 0.25, "Chinese": 1 / 3, "other": 0.625}
"""the part of the names asked that is of listed parties, for which a score is meant as a probability"""
BARS = {
    "all": 0.93, "Korean respelt": 0.90, "Hangul asked": 0.90, "Chinese respelt": 0.90, "one typo": 0.97,
    "two typos": 0.75, "part left out": 0.90, "reordered": 0.98,
}  # fmt: skip
COMPANIES = Path(__file__).with_name("known_companies.csv")
LOCALES = (
    "en_US", "es_MX", "fr_FR", "de_DE", "tr_TR", "en_IN", "it_IT", "pl_PL", "id_ID", "es_CO", "pt_BR",
    "nl_NL", "en_NZ",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changed:
    """A name of a listed party, written otherwise."""

    kind: str
    query: str
    listed: str
    entity: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A name as it stands on a list."""

    name: str
    entity: str
    schema: str


def half(text: str) -> int:
    """In which half a name or entry is: 0 may be tuned on, 1 is for measuring alone."""
    return hashlib.sha256(text.encode()).digest()[0] % 2


def listed_names(indexes: Sequence[Index], side: int) -> tuple[list[Listed], list[Listed]]:
    """Names and good aliases of the entries of one half: those in Latin letters, and those in others."""
    latin, other = list[Listed](), list[Listed]()
    for index in indexes:
        for number in range(index.entities):
            record = index.record(number)
            if half(record.entity) != side:
                continue
            for value in record.names:
                if value.prop in ("name", "alias"):
                    one = Listed(value.value, record.entity, record.schema)
                    (latin if value.value.isascii() else other).append(one)
    return latin, other


def changed(indexes: Sequence[Index], side: int, seed: int, each: int) -> list[Changed]:
    """Listed names changed in every way, at most `each` of a kind."""
    draw = random.Random(seed)
    latin, _ = listed_names(indexes, side)
    people = [one for one in latin if one.schema == "Person"]
    found = list[Changed]()

    def add(kind: str, among: list[Listed], change: Callable[[str], str], times: int = 1) -> None:
        taken, some = 0, among * times
        draw.shuffle(some)
        for one in some:
            query = change(one.name)
            if query and query.lower() != one.name.lower():
                found.append(Changed(kind, query, one.name, one.entity))
                taken += 1
                if taken == each:
                    return

    add("one typo", latin, lambda name: changes.typo(name, draw) if len(name) >= 5 else "")
    add(
        "two typos",
        latin,
        lambda name: changes.typo(changes.typo(name, draw), draw) if len(name) >= 8 else "",
    )
    add("part left out", latin, lambda name: changes.dropped(name, draw))
    add("reordered", latin, lambda name: changes.reordered(name, draw))
    koreans = [one for one in people if changes.hangul_of(one.name)]
    add("Korean respelt", koreans, lambda name: _korean(name, draw), 3)
    add("Hangul asked", koreans, changes.hangul_of)
    chinese = [one for one in people if changes.pinyin_of(one.name)]
    add("Chinese respelt", chinese, lambda name: _chinese(name, draw), 3)
    add(
        "Russian respelt",
        people,
        lambda name: changes.russian(name, draw.choice(("latin", "cyrillic")), draw),
    )
    add("Arabic respelt", people, lambda name: changes.arabic(name, draw))
    return found


def _korean(name: str, draw: random.Random) -> str:
    return changes.korean(changes.hangul_of(name), draw.choice(changes.SYSTEMS), draw)


def _chinese(name: str, draw: random.Random) -> str:
    return changes.chinese(changes.pinyin_of(name), draw.choice(changes.CHINESE_SYSTEMS), draw)


def innocents(data: Path, side: int, seed: int, each: int) -> dict[str, list[str]]:
    """Names of nobody: as many Korean, Chinese and other ones; published, or drawn from what is published."""
    draw = random.Random(seed)
    strata = {"Korean": _koreans(data, side, draw), "Chinese": _chinese_names(side, draw, seed)}
    strata["other"] = _others(data, side, draw, seed)
    found = dict[str, list[str]]()
    for stratum, drawn in strata.items():
        names = dict[str, None]()
        while len(names) < each:
            names[next(drawn)] = None
        found[stratum] = list(names)
    return found


def _koreans(data: Path, side: int, draw: random.Random) -> Iterator[str]:
    rows = json.loads((data / "names" / "korean_names_1000.json").read_text("utf-8"))
    published = [
        row["fullNameRomanized"]
        for row in rows
        if half(row["fullNameHangul"]) == side and len(row["firstNameHangul"]) == 2
    ]
    draw.shuffle(published)
    yield from published
    more = json.loads((data / "names" / "korean_names_comprehensive.json").read_text("utf-8"))
    given = [
        row["hangul"]
        for row in more
        if row["source"] == "korean_given_names" and re.fullmatch("[가-힣]{2}", row["hangul"])
    ]
    shares = {one: share for one, share in korean.frequencies()[0].items() if share > 0.003}
    while True:
        name = draw.choices(list(shares), list(shares.values()))[0] + draw.choice(given)
        if half(name) == side:
            yield changes.korean(name, draw.choice(changes.SYSTEMS), draw)


def _chinese_names(side: int, draw: random.Random, seed: int) -> Iterator[str]:
    faker = Faker("zh_CN")
    faker.seed_instance(seed)
    known = characters()
    while True:
        name = faker.name()
        if half(name) != side or any(one not in known for one in name) or not 2 <= len(name) <= 3:
            continue
        if len(name) == 2 and draw.random() < 0.3:
            continue
        pinyin = [known[one].mandarin[0].replace("v", "u") for one in name]
        surname, given = pinyin[0].capitalize(), pinyin[1:]
        told = draw.choice(("".join(given).capitalize(), " ".join(one.capitalize() for one in given)))
        yield f"{surname} {told}" if draw.random() < 0.8 else f"{told} {surname}"


def _others(data: Path, side: int, draw: random.Random, seed: int) -> Iterator[str]:
    """A third ordinary ships, the rest companies and people of many countries."""
    ships = [name for name in merchant_ships(data) if half(name) == side]
    draw.shuffle(ships)
    fakers = [Faker(locale) for locale in LOCALES]
    russian = Faker("ru_RU")
    for one in (*fakers, russian):
        one.seed_instance(seed)
    while True:
        kind = draw.random()
        if kind < 1 / 3 and ships:
            yield ships.pop()
        elif kind < 0.5:
            yield draw.choice(fakers).company()
        elif kind < 0.6:
            yield anyascii(russian.name())
        else:
            yield draw.choice(fakers).name()


def known_companies(side: int) -> list[str]:
    """Names of companies and banks that a bank's customers have: those of one half."""
    with COMPANIES.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return [row["name"] for row in rows if half(row["name"]) == side]


def company_alarms(indexes: Sequence[Index], side: int) -> list[float]:
    """The highest score of each of them that no list has spelt the same."""
    known = listed_exactly(indexes)
    asked = [Query(name=name) for name in known_companies(side) if _words(name) not in known]
    return [
        max((hit.score for hit in answer.hits), default=0.0)
        for answer in answers(VIEW, indexes, asked, LOWEST, 1)
    ]


def listed_exactly(indexes: Sequence[Index]) -> set[tuple[str, ...]]:
    """The words of every listed name: an innocent name spelt the same is none."""
    return set(entities_of(indexes))


def entities_of(indexes: Sequence[Index]) -> dict[tuple[str, ...], set[str]]:
    """The entries that have a name, by its words: many parties stand on both lists."""
    found = defaultdict[tuple[str, ...], set[str]](set)
    for index in indexes:
        for number in range(index.entities):
            record = index.record(number)
            for value in record.names:
                found[_words(value.value)].add(record.entity)
    return found


def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(words(readable(name).text)))


@dataclass(frozen=True, slots=True)
class Best:
    """The best hit of a changed name: its score (0: none), and whether it is the entry that is meant."""

    score: float
    right: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """Scores: of the entry that is meant, by kind of change; the highest of an innocent name, by stratum; and
    the best hit of each changed name, by the stratum of the name it was made from."""

    found: dict[str, list[float]]
    alarms: dict[str, list[float]]
    best: dict[str, list[Best]]

    def level(self) -> float:
        """The threshold above which at most one in a hundred of every stratum raises an alarm."""
        return max(sorted(one)[int(len(one) * (1 - ALARMS))] for one in self.alarms.values())

    def recall(self, threshold: float) -> dict[str, list[bool]]:
        """Which changed names were found above a threshold; `all` means every kind together."""
        told = {kind: [score > threshold for score in scores] for kind, scores in self.found.items()}
        asked = [kind for kind in BARS if kind in told]
        return {"all": [one for kind in asked for one in told[kind]], **told}


def measure(indexes: Sequence[Index], data: Path, side: int, seed: int, scale: float = 1.0) -> Measured:
    """Put all names to the engine."""
    known = listed_exactly(indexes)
    namesakes = entities_of(indexes)
    meant = changed(indexes, side, seed, int(EACH * scale))
    strangers = {
        stratum: [name for name in names if _words(name) not in known]
        for stratum, names in innocents(data, side, seed, int(INNOCENT * scale)).items()
    }
    told = answers(VIEW, indexes, [Query(name=one.query) for one in meant], LOWEST, 30)
    found, best = defaultdict[str, list[float]](list), defaultdict[str, list[Best]](list)
    for one, answer in zip(meant, told, strict=True):
        found[one.kind].append(max((h.score for h in answer.hits if h.entity == one.entity), default=0.0))
        first = answer.hits[0] if answer.hits else None
        same = {one.entity, *namesakes[_words(one.listed)]}
        best[stratum_of(one.listed)].append(
            Best(first.score, first.entity in same) if first else Best(0.0, False)
        )
    alarms = dict[str, list[float]]()
    for stratum, names in strangers.items():
        some = answers(VIEW, indexes, [Query(name=name) for name in names], LOWEST, 1)
        alarms[stratum] = [max((hit.score for hit in answer.hits), default=0.0) for answer in some]
    return Measured(dict(found), alarms, dict(best))


def together(some: Sequence[Measured]) -> Measured:
    """What was measured with several seeds, as one."""

    def joined(parts: Sequence[dict[str, list[T]]]) -> dict[str, list[T]]:
        return {kind: [one for part in parts for one in part.get(kind, [])] for kind in parts[0]}

    return Measured(
        joined([one.found for one in some]),
        joined([one.alarms for one in some]),
        joined([one.best for one in some]),
    )


def stratum_of(name: str) -> str:
    """Whether a listed name is Korean, Chinese, or other, as the innocent names are parted."""
    return "Korean" if changes.hangul_of(name) else "Chinese" if changes.pinyin_of(name) else "other"


def run(data: Path, scratch: Path) -> list[Measure]:
    """Recall where one innocent name in a hundred raises an alarm, and both at every threshold."""
    indexes = build_indexes(data, scratch)
    measured = together([measure(indexes, data, TEST, seed) for seed in SEEDS])
    level, companies = measured.level(), company_alarms(indexes, TEST)
    found = [
        Measure(
            f"recall at 1 % false alarms: {kind}",
            sum(hits) / len(hits),
            "",
            bar=BARS.get(kind),
            at_least=True,
            note=f"{len(hits)} names, {interval(hits)}, threshold {level:.3f}",
        )
        for kind, hits in measured.recall(level).items()
    ]
    for threshold in THRESHOLDS:
        for stratum, scores in measured.alarms.items():
            hits = [score >= threshold for score in scores]
            name = f"alarms of 1,000 at {threshold}: {stratum} names"
            found.append(Measure(name, 1000 * sum(hits) / len(hits), "", note=interval(hits)))
        hits = [score >= threshold for score in companies]
        name = f"alarms of 1,000 at {threshold}: well-known companies"
        found.append(
            Measure(name, 1000 * sum(hits) / len(hits), "", note=f"{len(hits)} names, {interval(hits)}")
        )
        for kind, hits in measured.recall(threshold - 1e-9).items():
            name = f"recall at {threshold}: {kind}"
            found.append(Measure(name, sum(hits) / len(hits), "", note=interval(hits)))
        for stratum, told in measured.best.items():
            hits = [one.right and one.score >= threshold for one in told]
            name = f"recall at {threshold}: {stratum} names"
            found.append(
                Measure(name, sum(hits) / len(hits), "", note=f"{len(hits)} names, {interval(hits)}")
            )
    for stratum in measured.alarms:
        found += reliability(stratum, measured.best.get(stratum, []), measured.alarms[stratum])
    return found


def reliability(stratum: str, best: Sequence[Best], alarms: Sequence[float]) -> list[Measure]:
    """How often the best hit is right, by its score, where the part `LISTED` of names is of listed ones.

    Changed and innocent names count in that proportion, however many were drawn. The interval is of 400 draws
    with replacement; the last figure is how far score and part that is right are apart, over all hits.
    """
    scores = np.array([one.score for one in best] + list(alarms))
    right = np.array([one.right for one in best] + [False] * len(alarms))
    part = LISTED[stratum]
    weights = np.array([part / len(best)] * len(best) + [(1 - part) / len(alarms)] * len(alarms))
    draw, found, apart, all_hits = np.random.default_rng(SEED), list[Measure](), 0.0, 0.0
    for low, high in pairwise(BINS):
        at = np.flatnonzero((scores >= low) & (scores < high))
        if len(at) < FEWEST_IN_BIN:
            continue
        share = float(np.average(right[at], weights=weights[at]))
        said = float(np.average(scores[at], weights=weights[at]))
        drawn = [draw.choice(at, len(at)) for _ in range(400)]
        shares = [np.average(right[one], weights=weights[one]) for one in drawn]
        low_end, high_end = np.quantile(shares, [0.025, 0.975])
        apart += abs(share - said) * float(weights[at].sum())
        all_hits += float(weights[at].sum())
        note = f"{len(at)} hits, mean score {said:.3f}, 95 %: {100 * low_end:.1f} to {100 * high_end:.1f}"
        found.append(Measure(f"right of {low:g} to {min(high, 1):g}: {stratum} names", share, "", note=note))
    name = f"score and part that is right, apart: {stratum} names"
    return [*found, Measure(name, apart / all_hits if all_hits else 0.0, "")]
