"""Many records as arrays, in the order they come: what the compiled comparisons read."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from sightline.clean import dates as clean_dates
from sightline.matching.resolving.commonness import SELDOM, Commonness
from sightline.matching.resolving.kernels import Bytes, Columns, Floats, Ints, Longs
from sightline.matching.resolving.traits import Traits
from sightline.names.sound import sound
from sightline.names.tokens import tokens

MOST_DATES = 40
"""dates of a record that are compared; a range has one a year"""


class Codes(dict[str, int]):
    """Texts numbered in the order they are met."""

    def __missing__(self, text: str) -> int:
        self[text] = number = len(self)
        return number


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of codes of different lengths, as they grow."""

    starts: array[int] = field(default_factory=lambda: array("i", [0]))
    values: array[int] = field(default_factory=lambda: array("i"))

    def add(self, row: Iterable[int]) -> None:
        """One more row."""
        self.values.extend(row)
        self.starts.append(len(self.values))

    def arrays(self) -> tuple[Ints, Ints]:
        """Starts and values."""
        return np.array(self.starts, np.int32), np.array(self.values, np.int32)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The texts behind the codes: words of names, words of addresses, countries."""

    words: Sequence[str]
    places: Sequence[str]
    countries: Sequence[str]


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Columns whose worths nobody has counted yet, with the texts they need for it."""

    columns: Columns
    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True)
class Gathering:
    """Arrays while records are added."""

    words: Codes = field(default_factory=Codes)
    places: Codes = field(default_factory=Codes)
    countries: Codes = field(default_factory=Codes)
    numbers: Codes = field(default_factory=Codes)
    contacts: Codes = field(default_factory=Codes)
    kinds: array[int] = field(default_factory=lambda: array("b"))
    name_at: array[int] = field(default_factory=lambda: array("i", [0]))
    weak: array[int] = field(default_factory=lambda: array("B"))
    names: Ragged = field(default_factory=Ragged)
    dates: Ragged = field(default_factory=Ragged)
    held_countries: Ragged = field(default_factory=Ragged)
    addresses: Ragged = field(default_factory=Ragged)
    birthplaces: Ragged = field(default_factory=Ragged)
    held_numbers: Ragged = field(default_factory=Ragged)
    held_contacts: Ragged = field(default_factory=Ragged)
    imo: Ragged = field(default_factory=Ragged)
    sizes: array[float] = field(default_factory=lambda: array("f"))

    def add(self, one: Traits) -> None:
        """One more record."""
        self.kinds.append(int(one.kind))
        self._add_names(one)
        self.dates.add(date_codes(one.dates))
        self.held_countries.add(sorted({self.countries[code] for code in one.countries}))
        self.addresses.add(self._place_codes(one.addresses))
        self.birthplaces.add(self._place_codes(one.birthplaces))
        self.held_numbers.add(sorted({self.numbers[number] for number in one.numbers}))
        self.held_contacts.add(sorted({self.contacts[contact] for contact in one.contacts}))
        self.imo.add(sorted({int(number) for number in one.imo}))
        self.sizes.extend((one.tonnage, one.deadweight, one.length))

    def _add_names(self, one: Traits) -> None:
        for name in one.names:
            if found := tokens(name):
                self.names.add([self.words[word] for word in found])
                self.weak.append(name in one.weak)
        self.name_at.append(len(self.weak))

    def _place_codes(self, texts: Sequence[str]) -> list[int]:
        return sorted({self.places[word] for text in texts for word in tokens(text)})

    def done(self) -> Uncounted:
        """The arrays; every worth is zero until `counted`."""
        words = list(self.words)
        text_at, text = letters(words)
        sounds = Codes()
        sound = np.array([sounds[key] for key in map(_sound, words)], np.int32)
        word_at, name_words = self.names.arrays()
        date_at, dates = self.dates.arrays()
        country_at, countries = self.held_countries.arrays()
        address_at, addresses = self.addresses.arrays()
        birthplace_at, birthplaces = self.birthplaces.arrays()
        number_at, numbers = self.held_numbers.arrays()
        contact_at, contacts = self.held_contacts.arrays()
        imo_at, imo = self.imo.arrays()
        columns = Columns(
            kind=np.array(self.kinds, np.int32),
            name_at=np.array(self.name_at, np.int32),
            weak=np.array(self.weak, np.int32),
            word_at=word_at,
            words=name_words,
            text_at=text_at,
            sound=sound,
            date_at=date_at,
            dates=dates,
            country_at=country_at,
            countries=countries,
            address_at=address_at,
            addresses=addresses,
            birthplace_at=birthplace_at,
            birthplaces=birthplaces,
            number_at=number_at,
            numbers=numbers,
            contact_at=contact_at,
            contacts=contacts,
            imo_at=imo_at,
            imo=imo,
            worth=np.zeros(len(words)),
            sound_worth=np.zeros(len(words)),
            country_worth=np.zeros(len(self.countries)),
            place_worth=np.zeros(len(self.places)),
            sizes=np.array(self.sizes, np.float64),
            records=np.zeros(1),
            text=text,
        )
        return Uncounted(columns, Vocabulary(words, list(self.places), list(self.countries)))


_sound = sound


def gather(records: Iterable[Traits]) -> Uncounted:
    """The arrays of these records, in their order."""
    gathering = Gathering()
    for one in records:
        gathering.add(one)
    return gathering.done()


def date_codes(texts: Iterable[str]) -> list[int]:
    """Dates as numbers YYYYMMDD, 00 for what is not known; a range gives its years; unreadable ones go."""
    found = dict.fromkeys(value for text in texts for value in clean_dates.values(text))
    return [int(value.replace("-", "").ljust(8, "0")) for value in found][:MOST_DATES]


def letters(words: Sequence[str]) -> tuple[Ints, Bytes]:
    """The letters of all words in a row, and where each begins."""
    starts = np.zeros(len(words) + 1, np.int32)
    np.cumsum([len(word) for word in words], out=starts[1:])
    return starts, np.frombuffer("".join(words).encode("ascii") or b"\0", np.uint8)


def counted(uncounted: Uncounted, commonness: Commonness) -> Columns:
    """The columns with what each shared word says, by how common it is."""
    columns, vocabulary = uncounted.columns, uncounted.vocabulary
    return columns._replace(
        worth=np.array(commonness.worths(commonness.words, vocabulary.words)),
        sound_worth=np.array(commonness.worths(commonness.sounds, map(sound, vocabulary.words))),
        place_worth=np.array(commonness.worths(commonness.places, vocabulary.places)),
        country_worth=np.array(commonness.worths(commonness.countries, vocabulary.countries)),
        records=np.array([float(commonness.records)]),
    )


def measured(uncounted: Uncounted) -> Commonness:
    """How common each word is among these records themselves."""
    c, vocabulary = uncounted.columns, uncounted.vocabulary
    owner = owners(c.name_at)[owners(c.word_at)]
    sounds: dict[str, int] = {}
    by_sound = holders(owner, c.sound[c.words], int(c.sound.max(initial=-1)) + 1)
    for word, code in zip(vocabulary.words, c.sound.tolist(), strict=True):
        sounds[sound(word)] = int(by_sound[code])
    return Commonness(
        len(c.kind),
        _counts(vocabulary.words, holders(owner, c.words, len(vocabulary.words))),
        sounds,
        _counts(vocabulary.places, holders(*_placed(c), len(vocabulary.places))),
        _counts(vocabulary.countries, holders(owners(c.country_at), c.countries, len(vocabulary.countries))),
    )


def counted_here(uncounted: Uncounted) -> Columns:
    """The columns with what each shared word says among these records: `measured` and `counted` at once."""
    c, vocabulary = uncounted.columns, uncounted.vocabulary
    owner, many = owners(c.name_at)[owners(c.word_at)], int(c.sound.max(initial=-1)) + 1
    words = holders(owner, c.words, len(vocabulary.words))
    places = holders(*_placed(c), len(vocabulary.places))
    countries = holders(owners(c.country_at), c.countries, len(vocabulary.countries))
    return c._replace(
        worth=_worths(words, len(c.kind)),
        sound_worth=_worths(holders(owner, c.sound[c.words], many)[c.sound], len(c.kind)),
        place_worth=_worths(places, len(c.kind)),
        country_worth=_worths(countries, len(c.kind)),
        records=np.array([float(len(c.kind))]),
    )


def _worths(counts: Longs, records: int) -> Floats:
    """As `Commonness.worth`, for many."""
    worths: Floats = np.log((records + 1) / (np.clip(counts, SELDOM, records) + 1))
    return worths


def _placed(c: Columns) -> tuple[Longs, Ints]:
    """Records and the place words of their addresses and birthplaces."""
    owner = np.concatenate([owners(c.address_at), owners(c.birthplace_at)])
    return owner, np.concatenate([c.addresses, c.birthplaces])


def _counts(texts: Sequence[str], counts: Longs) -> Mapping[str, int]:
    return dict(zip(texts, counts.tolist(), strict=True))


def owners(starts: Ints) -> Longs:
    """For each value of a ragged column the row it belongs to."""
    return np.repeat(np.arange(len(starts) - 1), np.diff(starts))


def holders(owner: Longs, codes: Ints, many: int) -> Longs:
    """In how many rows each code stands."""
    pairs = np.sort(owner * max(many, 1) + codes)
    once = pairs[np.concatenate((np.ones(min(len(pairs), 1), bool), pairs[1:] != pairs[:-1]))]
    return np.bincount(once % max(many, 1), minlength=many)
