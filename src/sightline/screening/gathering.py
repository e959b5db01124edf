"""What goes into a screening index: entities pass by once, and leave words, weights, keys and records."""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from sightline.evidence import canonical
from sightline.matching.weights import value
from sightline.model.lists import ListVersion
from sightline.model.statement import Entity
from sightline.names.tokens import tokens
from sightline.screening import terms
from sightline.screening.records import identifier_keys, record_of
from sightline.screening.terms import Ints

INDEX_VERSION = 1
"""Goes up when the files of an index change; an index of another version is built again."""

META, RECORDS = "meta.json", "records.bin"
ARRAYS = (
    "records",
    "name_entity",
    "name_value",
    "name_total",
    "word_offsets",
    "words",
    "joined",
    "keys",
    "held_by",
)
_JOINED_NONE = 0


@dataclass(slots=True)
class Collected:
    """What is gathered while entities pass by."""

    blobs: list[bytes] = field(default_factory=list)
    names: list[tuple[int, int, tuple[str, ...]]] = field(default_factory=list)
    """number of the entity, number of the name within it, words"""
    spread: Counter[str] = field(default_factory=Counter)
    """on how many entities a word stands"""
    keys: list[tuple[int, int]] = field(default_factory=list)


def key_hash(key: str) -> int:
    """An identifier key as 64 bits; what is found by it is compared in full afterwards."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big")


def collect(entities: Iterable[Entity]) -> Collected:
    """Take the names, identifiers and values of every entity."""
    found, encoder = Collected(), msgspec.msgpack.Encoder()
    for number, entity in enumerate(entities):
        record = record_of(entity)
        found.blobs.append(encoder.encode(record))
        seen: set[tuple[bool, tuple[str, ...]]] = set()
        for position, name in enumerate(record.names):
            words = tokens(name.value)
            kind = (name.prop in {"weakAlias", "abbreviation"}, words)
            if words and kind not in seen:
                seen.add(kind)
                found.names.append((number, position, words))
        found.spread.update({word for _, words in seen for word in words})
        keys = set(identifier_keys(record.values))
        found.keys.extend((key_hash(key), number) for key in keys)
    return found


def _weigher(spread: Counter[str], entities: int) -> dict[str, float]:
    """The weight of each word: 1 for the rarest, falling with the logarithm of how many entries have it."""
    scale = math.log1p(max(entities, value("smallest_list")))
    return {word: _weight(word, count, scale) for word, count in spread.items()}


def _weight(word: str, count: int, scale: float) -> float:
    rarity = max(value("commonest"), value("rarest") - math.log(count) / scale)
    return round(min(rarity, value("one_letter")) if len(word) == 1 else rarity, 4)


def write(
    folder: Path, version: ListVersion, found: Collected, weigh: Callable[[str], float] | None = None
) -> None:
    """Write the files of an index of `version` into `folder`; `weigh` gives the words other weights."""
    weights = _weigher(found.spread, len(found.blobs))
    if weigh:
        weights = {word: weigh(word) for word in weights}
    single: dict[str, list[int]] = defaultdict(list)
    joined: dict[str, list[int]] = defaultdict(list)
    joined_weights: dict[str, float] = {}
    for number, (_, _, words) in enumerate(found.names):
        for word in set(words):
            single[word].append(number)
        for pair in set(pairwise(words)):
            word = "".join(pair)
            if not joined[word] or joined[word][-1] != number:
                joined[word].append(number)
            joined_weights[word] = max(joined_weights.get(word, 0.0), weights[pair[0]] + weights[pair[1]])
    numbers = terms.save(folder, "single", weights, single)
    joined_numbers = terms.save(folder, "joined", joined_weights, joined)
    for name, array in _name_arrays(found, weights, numbers, joined_numbers).items():
        np.save(folder / f"{name}.npy", array)
    (folder / RECORDS).write_bytes(b"".join(found.blobs))
    meta = {
        "index": INDEX_VERSION,
        "partition": version.partition,
        "list": version.list,
        "manifest": version.manifest,
        "entities": len(found.blobs),
        "names": len(found.names),
    }
    (folder / META).write_bytes(canonical.encode(meta))


def _name_arrays(
    found: Collected, weights: dict[str, float], numbers: dict[str, int], joined: dict[str, int]
) -> dict[str, NDArray[Any]]:
    flat = [numbers[word] for _, _, words in found.names for word in words]
    pairs = [
        number
        for _, _, words in found.names
        for number in (*(joined["".join(pair)] for pair in pairwise(words)), _JOINED_NONE)
    ]
    keys = sorted(found.keys)
    return {
        "records": _offsets([len(blob) for blob in found.blobs]),
        "name_entity": np.array([entity for entity, _, _ in found.names], np.int64),
        "name_value": np.array([position for _, position, _ in found.names], np.int64),
        "name_total": np.array([sum(weights[w] for w in words) for _, _, words in found.names], np.float64),
        "word_offsets": _offsets([len(words) for _, _, words in found.names]),
        "words": np.array(flat, np.int32),
        "joined": np.array(pairs, np.int32),
        "keys": np.array([key for key, _ in keys], np.uint64),
        "held_by": np.array([number for _, number in keys], np.int64),
    }


def _offsets(lengths: list[int]) -> Ints:
    offsets = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(np.array(lengths, np.int64), out=offsets[1:])
    return offsets
