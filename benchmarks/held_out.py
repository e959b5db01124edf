"""Recall and false alarms of screening on changed names of listed parties.

UN and OFAC are indexed. Their entries are parted by a hash of their id: weights were fitted on one half, and
the figures are of the other, with a seed that no fitting used. Innocent names are drawn in equal strata.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

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

TUNE, TEST = 0, 1
SEED = 20_261_128
"""no weight was ever fitted or looked at with it"""
EACH, INNOCENT = 1000, 1500
"""changed names of a kind, innocent names of a stratum"""
LOWEST = 0.05
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
ALARMS = 0.01
BARS = {
    "all": 0.93, "Korean respelt": 0.90, "Hangul asked": 0.90, "Chinese respelt": 0.90, "one typo": 0.97,
    "two typos": 0.75, "part left out": 0.90, "reordered": 0.98,
}  # fmt: skip
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


def listed_exactly(indexes: Sequence[Index]) -> set[tuple[str, ...]]:
    """The words of every listed name: an innocent name spelt the same is none."""
    return {
        tuple(sorted(words(readable(value.value).text)))
        for index in indexes
        for number in range(index.entities)
        for value in index.record(number).names
    }


@dataclass(frozen=True, slots=True)
class Measured:
    """Scores: of the entry that is meant, by kind of change; the highest of an innocent name, by stratum."""

    found: dict[str, list[float]]
    alarms: dict[str, list[float]]

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
    meant = changed(indexes, side, seed, int(EACH * scale))
    strangers = {
        stratum: [name for name in names if tuple(sorted(words(readable(name).text))) not in known]
        for stratum, names in innocents(data, side, seed, int(INNOCENT * scale)).items()
    }
    told = answers(VIEW, indexes, [Query(name=one.query) for one in meant], LOWEST, 30)
    found = defaultdict[str, list[float]](list)
    for one, answer in zip(meant, told, strict=True):
        found[one.kind].append(max((h.score for h in answer.hits if h.entity == one.entity), default=0.0))
    alarms = dict[str, list[float]]()
    for stratum, names in strangers.items():
        some = answers(VIEW, indexes, [Query(name=name) for name in names], LOWEST, 1)
        alarms[stratum] = [max((hit.score for hit in answer.hits), default=0.0) for answer in some]
    return Measured(dict(found), alarms)


def run(data: Path, scratch: Path) -> list[Measure]:
    """Recall where one innocent name in a hundred raises an alarm, and both at every threshold."""
    measured = measure(build_indexes(data, scratch), data, TEST, SEED)
    level = measured.level()
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
        for kind, hits in measured.recall(threshold - 1e-9).items():
            name = f"recall at {threshold}: {kind}"
            found.append(Measure(name, sum(hits) / len(hits), "", note=interval(hits)))
    return found
