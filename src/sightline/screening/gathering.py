"""What goes into a screening index: entities pass by once, and leave words, sequences, keys and records."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any, Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from sightline.evidence import canonical
from sightline.matching.name_words import WEAK, other_spelling
from sightline.matching.syllables_say import ceiling
from sightline.model.lists import ListVersion
from sightline.model.statement import Entity
from sightline.names import commonness
from sightline.names.company_forms import company_forms
from sightline.names.readable import readable
from sightline.names.syllables import Sequence, sequences
from sightline.names.words import words
from sightline.names.written_otherwise import also_written
from sightline.screening import coding, columns, model
from sightline.screening.columns import Arrays
from sightline.screening.kernels import arrays, constants
from sightline.screening.kernels.letters import delete, hash_into
from sightline.screening.records import acronym_keys, identifier_keys, record_of, same_keys

INDEX_VERSION = 31
"""Goes up when the files of an index change; an index of another version is built again."""

FEW = 64
"""rows up to which they are added up quicker one by one"""
META, RECORDS = "meta.json", "records.bin"
OWN = ("records", "name_entity", "name_value", "keys", "held_by")


@dataclass(slots=True)
class Collected:
    """What is gathered while entities pass by."""

    entities: int = 0
    lengths: array[int] = field(default_factory=lambda: array("q"))
    """bytes of each record"""
    numbers: dict[str, int] = field(default_factory=dict)
    """words in the order they were met"""
    spelt: dict[tuple[str, str], None] = field(default_factory=dict)
    """words that are folded, each with how it is spelt"""
    spread: array[int] = field(default_factory=lambda: array("i"))
    """on how many entities each word stands"""
    entity: array[int] = field(default_factory=lambda: array("i"))
    position: array[int] = field(default_factory=lambda: array("i"))
    about: array[int] = field(default_factory=lambda: array("i"))
    ceiling: array[int] = field(default_factory=lambda: array("i"))
    """milliodds each name has at most by its words"""
    forms: array[int] = field(default_factory=lambda: array("Q"))
    """forms of company of each name"""
    starts: array[int] = field(default_factory=lambda: array("q", [0]))
    words: array[int] = field(default_factory=lambda: array("i"))
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
    read: list[coding.Syllable] = field(default_factory=list)
    known: dict[tuple[Any, ...], int] = field(default_factory=dict)

    def add(self, name: int, one: Sequence) -> None:
        """One more way to read a name."""
        self.name.append(name)
        self.kind.append(coding.KINDS[one.kind])
        self.length.append(len(one.spelt))
        self.cost.append(round(1000 * one.cost))
        read = coding.syllables([one])
        self.read += read
        found = [
            self.known.setdefault((each.readings, each.costs, each.text), len(self.known)) for each in read
        ]
        self.syllables.extend([*found, -1, -1][:3])

    def arrays(self) -> Arrays:
        """As `columns.Sequences`."""
        known = list(self.known)
        kind, length = np.array(self.kind, np.uint8), np.array(self.length, np.uint8)
        pairs, pair_at = coding.pair_keys(kind == constants.CHINESE, self.read, length)
        numbers = np.repeat(np.arange(len(length), dtype=np.int32), np.diff(pair_at))
        keys, key_at, key_sequences = _grouped(pairs, numbers)
        return {
            "name": np.array(self.name, np.int32),
            "kind": kind,
            "length": length,
            "syllables": np.array(self.syllables, np.int32),
            "cost": np.array(self.cost, np.int32),
            "reading_at": offsets([len(numbers) for numbers, _, _ in known]),
            "readings": np.array([n for numbers, _, _ in known for n in numbers], np.int32),
            "costs": np.array([c for _, costs, _ in known for c in costs], np.int32),
            "spelt": np.array([text for _, _, text in known], np.uint64),
            "keys": keys,
            "key_at": key_at,
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
                    on_entity.update(_add(found, text, name.shown, number, position, weak))
                for other in also_written(name.value, record.schema):
                    if (weak, other) not in seen:
                        seen.add((weak, other))
                        on_entity.update(_add(found, other, other, number, position, weak, False))
            for one in on_entity:
                found.spread[one] += 1
            keys = {*identifier_keys(record.values), *acronym_keys(record), *same_keys(record)}
            found.keys.extend((key_hash(key), number) for key in keys)
    return found


def _add(
    found: Collected, text: str, shown: str, entity: int, position: int, weak: bool, syllables: bool = True
) -> list[int]:
    told = words(text)[: constants.MOST_TOKENS]
    read = sequences(text) if syllables else ()
    if not told and not read:
        return []
    numbers = [found.number(word) for word in told]
    for word, spelt in zip(told, shown.split(), strict=False):
        if other := other_spelling(word, spelt):
            found.spelt[word, other] = None
    name = len(found.entity)
    found.entity.append(entity)
    found.position.append(position)
    found.forms.append(company_forms(text))
    found.words.extend(numbers)
    found.starts.append(len(found.words))
    found.ceiling.append(ceiling(read))
    kinds = 0
    for one in read:
        found.sequences.add(name, one)
        kinds |= coding.KINDS[one.kind]
    found.about.append(
        kinds & constants.READ
        | weak * constants.WEAK
        | (len(told) > 1) * constants.SEVERAL
        | min(7, sum(len(word) == 1 for word in told)) << constants.SINGLES
    )
    return numbers


class Whole(Protocol):
    """The index of a whole list: what words say on it, and how else it spells them."""

    def worth(self, word: str) -> int:
        """Millinats."""

    def spellings(self, word: str) -> tuple[str, ...]:
        """Other spellings."""


def write(folder: Path, version: ListVersion, found: Collected, whole: Whole | None = None) -> None:
    """Write the files of an index of `version` into `folder`, where its records are.

    `whole` knows of its words what the list of which these are some entries says.
    """
    if whole:
        others = [(word, spelt) for word in found.numbers for spelt in whole.spellings(word)]
        found.spelt = dict.fromkeys(others)
    told, renumbered = _words(found, whole)
    told |= _names(found, renumbered, told)
    told |= found.sequences.arrays()
    edits = model.edits()
    buckets = np.zeros(_buckets(told, edits) + 1, np.int32)
    room = columns.memory(0)
    variants = columns.addresses(arrays.Memory, room)
    spelt = told | {"edits": edits, "buckets": buckets, "deletions": buckets, "checks": told["number"]}
    entries = delete(columns.addresses(arrays.Spelt, spelt), variants, False)
    np.cumsum(buckets, out=buckets)
    lengths = {name: len(values) for name, values in told.items()}
    lengths |= {"deletion_at": len(buckets), "deletions": entries, "checks": entries}
    into = columns.create(folder, lengths)
    for name, values in told.items():
        into[name][:] = values
    into["deletion_at"][:] = buckets
    spelt |= {"buckets": into["deletion_at"], "deletions": into["deletions"], "checks": into["checks"]}
    delete(columns.addresses(arrays.Spelt, spelt), variants, True)
    keys = sorted(found.keys)
    own: Arrays = {
        "records": offsets(found.lengths, np.int64),
        "name_entity": np.array(found.entity, np.int32),
        "name_value": np.array(found.position, np.int32),
        "keys": np.array([key for key, _ in keys], np.uint64),
        "held_by": np.array([number for _, number in keys], np.int64),
    }
    for name, values in own.items():
        np.save(folder / f"o-{name}.npy", values)
    meta = {
        "index": INDEX_VERSION,
        "partition": version.partition,
        "list": version.list,
        "manifest": version.manifest,
        "entities": found.entities,
        "names": len(found.entity),
    }
    (folder / META).write_bytes(canonical.encode(meta))


def _buckets(told: Arrays, edits: NDArray[np.int32]) -> int:
    """How many buckets the words go into: a power of two, about one for two entries."""
    lengths = np.minimum(np.diff(told["letter_at"]), constants.LONGEST_DELETED)
    away = edits[lengths]
    entries = 1 + lengths * (away > 0)
    entries += (away > 1) * (lengths * (lengths - 1) // 2)
    entries += (away > 2) * (lengths * (lengths - 1) * (lengths - 2) // 6)
    return 1 << max(4, int(entries.sum(dtype=np.int64)).bit_length() - 1)


def _words(found: Collected, whole: Whole | None) -> tuple[Arrays, NDArray[np.int32]]:
    """The columns of all words, numbered by hash, and the new number of each; other spellings of them
    behind."""
    texts = list(found.numbers)
    letters = [text.encode("ascii")[: constants.LONGEST_WORD] for text in texts]
    hashes, none = np.empty(len(texts), np.uint64), np.zeros(1, np.int32)
    hash_into(_bytes(letters), offsets([len(one) for one in letters]), none, none, hashes, hashes[:0])
    order = np.argsort(hashes, kind="stable")
    renumbered = np.empty(len(texts), np.int32)
    renumbered[order] = np.arange(len(texts), dtype=np.int32)
    entities = max(found.entities, commonness.ENTRIES)
    sounds, bones = np.empty(len(texts), np.uint64), np.empty(len(texts), np.uint64)
    worth, number = np.empty(len(texts), np.int32), np.empty(len(texts), np.uint8)
    known, bones[:] = coding.words(texts), np.array(coding.consonants(texts), np.uint64)[order]
    for n, old in enumerate(order.tolist()):
        one = known[old]
        sounds[n], number[n] = one.sound, one.number
        says = min(one.worth, commonness.of_count(found.spread[old], entities))
        worth[n] = whole.worth(texts[old]) if whole else says
    others = sorted((int(renumbered[found.numbers[word]]), spelt) for word, spelt in found.spelt)
    letters = [letters[old] for old in order.tolist()] + [spelt.encode("ascii") for _, spelt in others]
    letter_at = offsets([len(one) for one in letters])
    stands = np.arange(len(letters), dtype=np.int32)
    stands[len(texts) :] = [word for word, _ in others]
    number = np.append(number, np.zeros(len(others), np.uint8))
    sound_keys, sound_at, sound_words = _of_some(sounds)
    bone_keys, bone_at, bone_words = _of_some(bones)
    far = (np.diff(letter_at) > constants.LONGEST_DELETED) & (number == 0)
    return {
        "letters": _bytes(letters),
        "letter_at": letter_at,
        "stands": stands,
        "hash": hashes[order],
        "sounds": sound_keys,
        "sound_at": sound_at,
        "sound_words": sound_words,
        "bones": bone_keys,
        "bone_at": bone_at,
        "bone_words": bone_words,
        "long_words": np.flatnonzero(far).astype(np.int32),
        "worth": worth,
        "number": number,
    }, renumbered


def _bytes(letters: list[bytes]) -> NDArray[np.uint8]:
    return np.frombuffer(b"".join(letters) or b"\0", np.uint8)


def _of_some(
    hashes: NDArray[np.uint64],
) -> tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.int32]]:
    """Words by what they have in common, those that have nothing left out."""
    some = np.flatnonzero(hashes).astype(np.int32)
    return _grouped(hashes[some], some)


def _names(found: Collected, renumbered: NDArray[np.int32], told: Arrays) -> Arrays:
    """The columns of all names, and the names each word stands in."""
    word_at = np.array(found.starts, np.int32)
    words_of = renumbered[np.array(found.words, np.int32)] if len(found.words) else np.zeros(0, np.int32)
    names_of = np.repeat(np.arange(len(found.entity), dtype=np.int32), np.diff(word_at))
    joined = np.empty(len(words_of), np.uint64)
    hash_into(told["letters"], told["letter_at"], word_at, words_of, joined[:0], joined)
    real = joined > 0
    joined_keys, joined_at, joined_names = _grouped(joined[real], names_of[real])
    totals = np.zeros(len(words_of) + 1, np.int64)
    np.cumsum(told["worth"][words_of], out=totals[1:])
    says = totals[word_at[1:]] - totals[word_at[:-1]]
    pairs = np.unique(words_of.astype(np.int64) << 32 | names_of)
    starts = np.searchsorted(pairs >> 32, np.arange(len(told["worth"]) + 1)).astype(np.int32)
    about = np.array(found.about, np.int32) | says.astype(np.int32) << constants.SAYS
    return {
        "word_at": word_at,
        "words": words_of,
        "joined": joined,
        "about": about,
        "ceiling": np.array(found.ceiling, np.int32),
        "forms": np.array(found.forms, np.uint64),
        "joined_keys": joined_keys,
        "joined_at": joined_at,
        "joined_names": joined_names,
        "posting_at": starts,
        "postings": _postings(pairs, about),
    }


def _postings(pairs: NDArray[np.int64], about: NDArray[np.int32]) -> NDArray[np.int32]:
    """The names of each word, those in front and as complements that the search has a look at by themselves:
    of one word, or with single letters."""
    names = (pairs & 0xFFFFFFFF).astype(np.int32)
    said = about[names]
    special = (said & constants.SEVERAL == 0) | (said & 7 << constants.SINGLES != 0)
    order = np.lexsort((names, ~special, pairs >> 32))
    return np.where(special, ~names, names)[order]


def _grouped(
    keys: NDArray[np.uint64], values: NDArray[np.int32]
) -> tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.int32]]:
    """Distinct keys, where the values of each start, and the values in their order."""
    order = np.lexsort((values, keys))
    distinct, starts = np.unique(keys[order], return_index=True)
    return distinct, np.append(starts, len(keys)).astype(np.int32), values[order]


def hashes(words: list[str]) -> NDArray[np.uint64]:
    """64 bits of each word, as `coding.hashed`."""
    letters = [word.encode() for word in words]
    found, none = np.empty(len(words), np.uint64), np.zeros(1, np.int32)
    hash_into(_bytes(letters), offsets([len(one) for one in letters]), none, none, found, found[:0])
    return found


def offsets(lengths: Any, kind: type = np.int32) -> NDArray[Any]:
    """Where rows of these lengths start, and where the last ends."""
    if len(lengths) <= FEW:
        return np.fromiter(accumulate(lengths, initial=0), kind, len(lengths) + 1)
    found: NDArray[Any] = np.zeros(len(lengths) + 1, kind)
    np.cumsum(np.array(lengths, kind), out=found[1:])
    return found
