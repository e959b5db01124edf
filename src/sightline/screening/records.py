"""What an index keeps of a listed entity: the values that are compared, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sightline.matching import (
    address,
    bic,
    birth_date,
    country,
    document,
    imo,
    kind,
    mmsi,
    name_acronym,
    name_same,
    name_words,
    nationality,
)
from sightline.matching.shared_codes import country as country_of
from sightline.model.citation import Citation
from sightline.model.place import Place
from sightline.model.statement import Entity, Statement
from sightline.names.readable import readable
from sightline.names.words import shown

IDENTIFIERS = (imo, bic, document, mmsi)
ATTRIBUTES = (birth_date, nationality, country, address)
COMPARED = frozenset(prop for module in (*IDENTIFIERS, *ATTRIBUTES) for prop in module.PROPS)
NAMES = frozenset(name_words.PROPS)

PAPERS = frozenset({"Passport", "Identification"})
LISTING = "Sanction"
"""What hangs on an entry as its listing speaks of the authority, not of the party."""

FIRST_BYTE = -1
"""Stands for the byte numbers of a page of a PDF."""


Facts = tuple[tuple[str, ...], tuple[str, ...], str, tuple[str, ...]]
"""What an entry says that a query may be silent of: years of birth, IMO numbers, of what kind it is, codes of
its countries."""


class Value(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One value of a listed entity and where it stands."""

    prop: str
    value: str
    original: str
    item: str
    label: str
    start: int
    end: int

    @property
    def cite(self) -> Citation:
        """The place in stored bytes."""
        place = Place(self.label) if self.start == FIRST_BYTE else Place(self.label, self.start, self.end)
        return Citation(self.item, place, self.original)


class Spelling(Value, array_like=True, frozen=True, gc=False):
    """A name, and its words as a reader spells them, parted by spaces."""

    shown: str


class Record(msgspec.Struct, array_like=True, frozen=True):
    """A listed entity as screening sees it."""

    entity: str
    schema: str
    caption: str
    reference: str
    names: list[Spelling]
    values: list[Value]
    facts: Facts


class Kept(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A record as it is read from an index: few questions ask for its values, so they are left packed."""

    entity: str
    schema: str
    caption: str
    reference: str
    names: list[Spelling]
    values: msgspec.Raw
    facts: Facts

    def unpacked(self) -> list[Value]:
        """The values."""
        return _VALUES.decode(self.values)


_VALUES = msgspec.msgpack.Decoder(list[Value])


def record_of(entity: Entity) -> Record:
    """The compared values of an entity and of what hangs on it, its listing apart."""
    names = [_spelling(said) for said in entity.statements if said.prop in NAMES]
    names.sort(key=lambda value: (name_words.PROPS.index(value.prop), value.start, value.value))
    values = [_value(said) for said in _compared(entity)]
    facts = facts_of(entity.schema, values)
    return Record(entity.id, entity.schema, entity.caption, entity.reference, names, values, facts)


def facts_of(schema: str, values: Sequence[Value]) -> Facts:
    """Of an entry what can be compared."""
    dates = [value.value for value in values if value.prop in birth_date.PROPS]
    years = {text[:4] for text in dates if birth_date.compare(text[:4], text)}
    ships = {imo.canonical(value.value) for value in values if value.prop in imo.PROPS}
    codes = {country_of(value.value) for value in values if value.prop in country.PROPS}
    told = (tuple(sorted(filter(None, some))) for some in (years, ships, codes))
    born, numbers, countries = told
    return born, numbers, kind.KINDS.get(schema, ""), countries


def _compared(entity: Entity) -> Iterator[Statement]:
    yield from (said for said in entity.statements if said.prop in COMPARED)
    for part in entity.adjacent:
        if part.schema == LISTING:
            continue
        kept = COMPARED if part.schema in PAPERS else COMPARED - {"number", "country"}
        yield from (said for said in part.statements if said.prop in kept)


def _spelling(said: Statement) -> Spelling:
    one = _value(said)
    read = " ".join(shown(readable(said.value).text))
    return Spelling(one.prop, one.value, one.original, one.item, one.label, one.start, one.end, read)


def _value(said: Statement) -> Value:
    place = said.place
    start = FIRST_BYTE if place.start is None else place.start
    end = FIRST_BYTE if place.end is None else place.end
    return Value(said.prop, said.value, said.original, said.item, place.label, start, end)


def several(text: str) -> list[str]:
    """The values of a field of a query, which `;` parts."""
    return [one.strip() for one in text.split(";") if one.strip()]


def identifier_keys(values: Iterable[Value]) -> Iterator[str]:
    """The keys under which an entity's identifiers are found."""
    for module in IDENTIFIERS:
        for value in values:
            if value.prop in module.PROPS and (canonical := module.canonical(value.value)):
                yield identifier_key(module.NAME, canonical)


def acronym_keys(record: Record) -> Iterator[str]:
    """The keys under which an entity is found by acronyms of its names."""
    if record.schema in name_acronym.SCHEMATA:
        for value in record.names:
            yield from name_acronym.listed_keys(value.value)


def same_keys(record: Record) -> Iterator[str]:
    """The keys under which an entity is found by short names as they are spelt."""
    for value in record.names:
        if value.prop in name_same.PROPS and (key := name_same.key(value.shown.split())):
            yield key


def identifier_key(name: str, canonical: str) -> str:
    """The key of one identifier; of a BIC only the institution."""
    return f"{name}:{canonical[: bic.INSTITUTION] if name == bic.NAME else canonical}"
