"""Pairs of records with their properties, one party or two: how well a score tells them apart (AUC).

A listed entry with several names is parted in two records: one name, a date of which the day may be lost, one
country; and the other names with everything else. The other pairs are of two entries whose names are near:
the nearest by rapidfuzz for one half, the nearest by Sightline's own search for the other, so that no side
chose all of them. Entries are parted by a hash of their id; measured is the half no weight was fitted on.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from benchmarks.held_out import SEED, TEST, half
from benchmarks.measure import Measure
from benchmarks.peers import logic_v2
from benchmarks.published_lists import VIEW, build_from, build_indexes
from sightline.screening.engine import answers
from sightline.screening.index import Index
from sightline.screening.records import Kept
from sightline.service.queries import of_entity

PAIRS = 600
BAR = 0.88
SCHEMATA = ("Person", "Organization", "Company", "LegalEntity", "Vessel")
ASKED = ("birthDate", "nationality", "country")
KEPT = (*ASKED, "passportNumber", "idNumber", "imoNumber", "address", "registrationNumber")
NEAR = 6
NO_DATE, YEAR_ONLY, NO_COUNTRY = 0.4, 0.3, 0.4
"""parts of the records that have lost their date, its day, their country"""
Json = dict[str, Any]


def records(indexes: Sequence[Index], side: int) -> list[Kept]:
    """Entries of one half, with several names, none of them weak."""
    return [
        record
        for index in indexes
        for number in range(index.entities)
        if half((record := index.record(number)).entity) == side
        and record.schema in SCHEMATA
        and len(_names(record)) > 1
    ]


def _names(record: Kept) -> list[str]:
    names = (value.value for value in record.names if value.prop in ("name", "alias"))
    return list({name.casefold(): name for name in names}.values())


def _entity(record: Kept, name: str, names: list[str], props: tuple[str, ...]) -> Json:
    said = defaultdict[str, list[str]](list)
    for value in record.unpacked():
        if value.prop in props and value.value not in said[value.prop]:
            said[value.prop].append(value.value)
    return {"id": name, "schema": record.schema, "properties": {"name": names, **said}}


def _asked(record: Kept, draw: random.Random) -> Json:
    entity = _entity(record, f"l-{record.entity}", [draw.choice(_names(record))], ASKED)
    said = entity["properties"]
    if draw.random() < NO_DATE:
        said.pop("birthDate", None)
    elif draw.random() < YEAR_ONLY and "birthDate" in said:
        said["birthDate"] = sorted({date[:4] for date in said["birthDate"]})
    for prop in ("nationality", "country"):
        if draw.random() < NO_COUNTRY:
            said.pop(prop, None)
    return entity


def pairs(
    chosen: list[Kept], among: list[Kept], near: dict[str, list[str]], draw: random.Random
) -> Iterator[Json]:
    """Each record beside the rest of itself, and beside one that is near."""
    by_id = {record.entity: record for record in among}
    for record in chosen:
        left = _asked(record, draw)
        taken = left["properties"]["name"][0]
        rest = [name for name in _names(record) if name != taken]
        yield {"same": 1, "left": left, "right": _entity(record, f"r-{record.entity}", rest, KEPT)}
        others = [by_id[one] for one in near[record.entity] if one in by_id]
        if others:
            other = draw.choice(others)
            right = _entity(other, f"o-{record.entity}-{other.entity}", _names(other), KEPT)
            yield {"same": 0, "left": left, "right": right}


def nearest(
    chosen: list[Kept], among: list[Kept], indexes: Sequence[Index], draw: random.Random
) -> dict[str, list[str]]:
    """Entries with names near to those of each: by rapidfuzz for a half, by our own search for the other."""
    names = [(name.casefold(), record) for record in among for name in _names(record)]
    by_id = {one.entity: one for one in among}
    texts = [name for name, _ in names]
    found: dict[str, list[str]] = {}
    for record in chosen:
        name = draw.choice(_names(record))
        if draw.random() < 0.5:
            told = process.extract(name.casefold(), texts, scorer=fuzz.token_sort_ratio, limit=3 * NEAR)
            others = [names[at][1] for _, _, at in told]
        else:
            asked = of_entity(record.schema, {"name": [name]})
            hits = answers(VIEW, indexes, [asked], 0.01, 60)[0].hits
            others = [by_id[hit.entity] for hit in hits if hit.entity in by_id]
        kept = [o.entity for o in others if o.schema == record.schema and o.entity != record.entity]
        found[record.entity] = list(dict.fromkeys(kept))[:NEAR]
    return found


def auc(scores: Sequence[float], same: Sequence[int]) -> float:
    """The probability that a pair of one party scores above a pair of two; equal scores count half."""
    ones = sorted(score for score, one in zip(scores, same, strict=True) if one)
    twos = sorted(score for score, one in zip(scores, same, strict=True) if not one)
    below, at, equal_from = 0.0, 0, 0
    for score in ones:
        while at < len(twos) and twos[at] <= score:
            at += 1
        while equal_from < len(twos) and twos[equal_from] < score:
            equal_from += 1
        below += equal_from + (at - equal_from) / 2
    return below / (len(ones) * len(twos))


def sightline(found: list[Json], scratch: Path) -> list[float]:
    """The scores of the engine with all properties; 0 where the other record is not among the hits."""
    path = scratch / "right.ftm.json"
    right = {pair["right"]["id"]: pair["right"] for pair in found}
    path.write_text("".join(json.dumps(one) + "\n" for one in right.values()), "utf-8")
    indexes = build_from([path], scratch / "pairs")
    asked = [of_entity(pair["left"]["schema"], pair["left"]["properties"]) for pair in found]
    scores = []
    for pair, answer in zip(found, answers(VIEW, indexes, asked, 0.0, 1000), strict=True):
        known = {hit.entity: hit.score for hit in answer.hits}
        scores.append(next((s for one, s in known.items() if one.endswith(pair["right"]["id"])), 0.0))
    return scores


def fuzzy(found: list[Json]) -> list[float]:
    """rapidfuzz over sorted tokens, names alone, the best pair of names."""
    return [
        max(
            fuzz.token_sort_ratio(a.casefold(), b.casefold())
            for a in pair["left"]["properties"]["name"]
            for b in pair["right"]["properties"]["name"]
        )
        for pair in found
    ]


def run(data: Path, scratch: Path) -> list[Measure]:
    """The area under the curve of each, on the same pairs."""
    indexes = build_indexes(data, scratch)
    draw = random.Random(SEED)
    some = records(indexes, TEST)
    draw.shuffle(some)
    near = nearest(some[:PAIRS], some, indexes, draw)
    found = list(pairs(some[:PAIRS], some, near, draw))
    same = [pair["same"] for pair in found]
    told = {"Sightline": sightline(found, scratch), "nomenklatura logic-v2": logic_v2(found)}
    told["rapidfuzz, names alone"] = fuzzy(found)
    note = f"{sum(same)} pairs of one party, {len(same) - sum(same)} of two"
    return [
        Measure(
            f"AUC: {name}",
            auc(scores, same),
            "",
            bar=BAR if name == "Sightline" else None,
            at_least=True,
            note=note,
        )
        for name, scores in told.items()
        if scores
    ]
