"""What goes into a screening index: entities pass by once, and leave words, sequences, keys and records."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from sightline.evidence import canonical
from sightline.matching.name_words import WEAK
from sightline.model.lists import ListVersion
from sightline.model.statement import Entity
from sightline.names import commonness
from sightline.names.readable import readable
from sightline.names.syllables import Sequence, sequences
from sightline.names.words import words
from sightline.screening import coding, kernels
from sightline.screening.records import identifier_keys, record_of

INDEX_VERSION = 3
"""Goes up when the files of an index change; an index of another version is built again."""

META, RECORDS = "meta.json", "records.bin"
OWN = ("records", "name_entity", "name_value", "keys", "held_by", "spread")
Arrays = dict[str, NDArray[Any]]


@dataclass(slots=True)
class Collected:
    """What is gathered while entities pass by."""

    entities: int = 0
    lengths: array[int] = field(default_factory=lambda: array("q"))
    """bytes of each record"""
    numbers: dict[str, int] = field(default_factory=dict)
    """words in the order they were met"""
    spread: array[int] = field(default_factory=lambda: array("i"))
    """on how many entities each word stands"""
    entity: array[int] = field(default_factory=lambda: array("i"))
    position: array[int] = field(default_factory=lambda: array("i"))
    weak: array[int] = field(default_factory=lambda: array("B"))
    kinds: array[int] = field(default_factory=lambda: array("B"))
    starts: array[int] = field(default_factory=lambda: array("q", [0]))
    words: array[int] = field(default_factory=lambda: array("i"))
    joined: array[int] = field(default_factory=lambda: array("Q"))
    sequences: _Sequences = field(default_factory=lambda: _Sequences())
    keys: list[tuple[int, int]] = field(default_factory=list)

    def number(self, word: str) -> int:
        """The number of a word."""
        known = self.numbers.get(word)
        if known is None:
            known = self.numbers[word] = len(self.numbers)
            self.spread.append(0)
        return known


@dataclass(slots=True)
class _Sequences:
    """Names as syllables, as they are met."""

    name: array[int] = field(default_factory=lambda: array("i"))
    kind: array[int] = field(default_factory=lambda: array("B"))
    length: array[int] = field(default_factory=lambda: array("B"))
    syllables: array[int] = field(default_factory=lambda: array("i"))
    cost: array[int] = field(default_factory=lambda: array("i"))
    key: array[int] = field(default_factory=lambda: array("q"))
    key_sequence: array[int] = field(default_factory=lambda: array("i"))
    known: dict[tuple[Any, ...], int] = field(default_factory=dict)

    def add(self, name: int, one: Sequence) -> None:
        """One more way to read a name."""
        number = len(self.name)
        self.name.append(name)
        self.kind.append(coding.KINDS[one.kind])
        self.length.append(len(one.spelt))
        self.cost.append(round(1000 * one.cost))
        found = [
            self._syllable(one.kind, spelt, read) for spelt, read in zip(one.spelt, one.readings, strict=True)
        ]
        self.syllables.extend([*found, -1, -1][:3])
        for key in coding.pair_keys(one):
            self.key.append(key)
            self.key_sequence.append(number)

    def _syllable(self, kind: str, spelt: str, read: Any) -> int:
        numbers, costs, text, _ = coding.syllable(kind, spelt, read)
        return self.known.setdefault((numbers, costs, text), len(self.known))

    def arrays(self) -> Arrays:
        """As `columns.Sequences`."""
        known = list(self.known)
        keys, key_offsets, key_sequences = _grouped(
            np.array(self.key, np.int64), np.array(self.key_sequence, np.int32)
        )
        return {
            "name": np.array(self.name, np.int32),
            "kind": np.array(self.kind, np.uint8),
            "length": np.array(self.length, np.uint8),
            "syllables": np.array(self.syllables, np.int32),
            "cost": np.array(self.cost, np.int32),
            "offsets": offsets([len(numbers) for numbers, _, _ in known]),
            "readings": np.array([n for numbers, _, _ in known for n in numbers], np.int32),
            "costs": np.array([c for _, costs, _ in known for c in costs], np.int32),
            "spelt": np.array([text for _, _, text in known], np.uint64),
            "keys": keys,
            "key_offsets": key_offsets,
            "key_sequences": key_sequences,
        }


def key_hash(key: str) -> int:
    """An identifier key as 64 bits; what is found by it is compared in full afterwards."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big")


def collect(entities: Iterable[Entity], records: Path) -> Collected:
    """Take the names, identifiers and values of every entity; what is compared goes to the file `records`."""
    found, encoder = Collected(), msgspec.msgpack.Encoder()
    with records.open("wb") as file:
        for number, entity in enumerate(entities):
            record = record_of(entity)
            blob = encoder.encode(record)
            file.write(blob)
            found.lengths.append(len(blob))
            found.entities += 1
            on_entity: set[int] = set()
            seen: set[tuple[bool, str]] = set()
            for position, name in enumerate(record.names):
                text, weak = readable(name.value).text, name.prop in WEAK
                if (weak, text) not in seen:
                    seen.add((weak, text))
                    on_entity.update(_add(found, text, number, position, weak))
            for one in on_entity:
                found.spread[one] += 1
            found.keys.extend((key_hash(key), number) for key in set(identifier_keys(record.values)))
    return found


def _add(found: Collected, text: str, entity: int, position: int, weak: bool) -> list[int]:
    told = words(text)[: kernels.MOST_TOKENS]
    read = sequences(text)
    if not told and not read:
        return []
    numbers = [found.number(word) for word in told]
    name = len(found.entity)
    found.entity.append(entity)
    found.position.append(position)
    found.weak.append(weak)
    found.words.extend(numbers)
    found.starts.append(len(found.words))
    found.joined.extend(coding.hashed(a + b) for a, b in pairwise(told))
    if told:
        found.joined.append(0)
    kinds = 0
    for one in read:
        found.sequences.add(name, one)
        kinds |= coding.KINDS[one.kind]
    found.kinds.append(kinds & (kernels.KOREAN | kernels.CHINESE))
    return numbers


def write(
    folder: Path, version: ListVersion, found: Collected, weigh: Callable[[str], int] | None = None
) -> None:
    """Write the files of an index of `version` into `folder`, where its records are.

    `weigh` gives other worths than the list itself.
    """
    words_of, renumbered = _words(found, weigh)
    names = _names(found, renumbered, words_of["worth"])
    names_of = np.repeat(np.arange(len(found.entity), dtype=np.int32), np.diff(names["offsets"]))
    pairs = np.unique(names["words"].astype(np.int64) << 32 | names_of)
    words_of["name_offsets"] = np.searchsorted(pairs >> 32, np.arange(len(words_of["worth"]) + 1))
    words_of["names"] = (pairs & 0xFFFFFFFF).astype(np.int32)
    keys = sorted(found.keys)
    own: Arrays = {
        "records": offsets(found.lengths),
        "name_entity": np.array(found.entity, np.int32),
        "name_value": np.array(found.position, np.int32),
        "keys": np.array([key for key, _ in keys], np.uint64),
        "held_by": np.array([number for _, number in keys], np.int64),
        "spread": np.array(found.spread, np.int32),
    }
    files: dict[str, Arrays] = {"w": words_of, "n": names, "s": found.sequences.arrays(), "o": own}
    for prefix, arrays in files.items():
        for name, values in arrays.items():
            np.save(folder / f"{prefix}-{name}.npy", values)
    meta = {
        "index": INDEX_VERSION,
        "partition": version.partition,
        "list": version.list,
        "manifest": version.manifest,
        "entities": found.entities,
        "names": len(found.entity),
    }
    (folder / META).write_bytes(canonical.encode(meta))


def _words(found: Collected, weigh: Callable[[str], int] | None) -> tuple[Arrays, NDArray[np.int32]]:
    """The arrays of all words, numbered by length, and the new number of each."""
    texts = list(found.numbers)
    order = sorted(range(len(texts)), key=lambda n: (len(texts[n]), texts[n]))
    renumbered = np.empty(len(texts), np.int32)
    renumbered[order] = np.arange(len(texts), dtype=np.int32)
    coded = [coding.word(texts[n]) for n in order]
    lengths = [len(one.letters) for one in coded]
    entities = max(found.entities, commonness.ENTRIES)
    worth = [
        weigh(texts[n]) if weigh else min(one.worth, commonness.of_count(found.spread[n], entities))
        for n, one in zip(order, coded, strict=True)
    ]
    hashes, sounds, bones = (
        np.array([getattr(one, name) for one in coded], np.uint64) for name in ("hash", "sound", "bones")
    )
    return {
        "letters": np.frombuffer(b"".join(one.letters for one in coded) or b"\0", np.uint8),
        "offsets": offsets(lengths),
        "by_length": np.searchsorted(np.array(lengths, np.int64), np.arange(kernels.LONGEST_WORD + 2)),
        "signs": np.array([one.sign for one in coded], np.uint64),
        "hashes": hashes,
        "order": np.argsort(hashes, kind="stable").astype(np.int32),
        "sounds": sounds,
        "sound_order": _of_some(sounds),
        "bones": bones,
        "bone_order": _of_some(bones),
        "worth": np.array(worth, np.int32),
        "number": np.array([one.number for one in coded], np.uint8),
    }, renumbered


def _of_some(hashes: NDArray[np.uint64]) -> NDArray[np.int32]:
    """Numbers in the order of their hashes, those without one left out."""
    order = np.argsort(hashes, kind="stable")
    return order[hashes[order] > 0].astype(np.int32)


def _names(found: Collected, renumbered: NDArray[np.int32], worth: NDArray[np.int32]) -> Arrays:
    starts = np.array(found.starts, np.int64)
    words_of = renumbered[np.array(found.words, np.int32)] if len(found.words) else np.zeros(0, np.int32)
    joined = np.array(found.joined, np.uint64)
    names_of = np.repeat(np.arange(len(found.entity), dtype=np.int32), np.diff(starts))
    real = joined > 0
    keys, key_offsets, key_names = _grouped(joined[real], names_of[real])
    totals = np.zeros(len(words_of) + 1, np.int64)
    np.cumsum(worth[words_of], out=totals[1:])
    return {
        "offsets": starts,
        "words": words_of,
        "joined": joined,
        "total": (totals[starts[1:]] - totals[starts[:-1]]).astype(np.int32),
        "kinds": np.array(found.kinds, np.uint8),
        "weak": np.array(found.weak, np.uint8),
        "joined_keys": keys,
        "joined_offsets": key_offsets,
        "joined_names": key_names,
    }


def _grouped(
    keys: NDArray[Any], values: NDArray[np.int32]
) -> tuple[NDArray[Any], NDArray[np.int64], NDArray[np.int32]]:
    """Distinct keys, where the values of each start, and the values in their order."""
    order = np.lexsort((values, keys))
    distinct, starts = np.unique(keys[order], return_index=True)
    return distinct, np.append(starts, len(keys)).astype(np.int64), values[order]


def offsets(lengths: Any) -> NDArray[np.int64]:
    """Where rows of these lengths start, and where the last ends."""
    found = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(np.array(lengths, np.int64), out=found[1:])
    return found
