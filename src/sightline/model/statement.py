"""Who says what about whom, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from sightline.model.citation import Citation
from sightline.model.place import Place


class Statement(msgspec.Struct, frozen=True, gc=False):
    """One value of one property of one entity, said by an item at a place.

    `value` is canonical (ISO dates, ISO 3166 alpha-2 in lower case, bare identifiers), `original` the
    text as written. `schema` and `prop` are FollowTheMoney names. `lang` is ISO 639-3 or empty.
    `credibility` is the Admiralty grade 1 to 6, 6 where nobody has judged.
    """

    entity: str
    schema: str
    prop: str
    value: str
    original: str
    item: str
    place: Place
    lang: str = ""
    credibility: int = 6

    @property
    def cite(self) -> Citation:
        """The place in stored bytes this statement rests on."""
        return Citation(self.item, self.place, self.original)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list as a format reads it: its id, where it stands, all it says.

    Statements may be about the entry itself or about what hangs on it (its listing, an address),
    whose ids start with the entry's id and a colon: `un-KPe.025:listing`. Where the file says so,
    `basis` is `fact` or `reconstruction` and `document` the document it follows.
    """

    id: str
    place: Place
    statements: tuple[Statement, ...]
    basis: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """What the statements about one id add up to."""

    id: str
    schema: str
    caption: str
    statements: tuple[Statement, ...] = field(repr=False)
    list: str = ""
    """id of the list it stands on, empty elsewhere"""
    partition: str = ""
    """the lake partition (list version) it was read from"""
    reference: str = ""
    """the publisher's reference number, as `KPe.025`"""
    listed_on: str = ""
    """ISO date or partial date the publisher gives, empty where it gives none"""
    adjacent: tuple[Entity, ...] = field(default=(), repr=False)
    """what hangs on it: its listing (FollowTheMoney `Sanction`), addresses, documents"""

    def values(self, *props: str) -> tuple[str, ...]:
        """Distinct canonical values of these properties, in the order they stand."""
        return tuple(dict.fromkeys(s.value for s in self.statements if s.prop in props))

    def first(self, *props: str) -> str:
        """The first value of these properties, or nothing."""
        return next(iter(self.values(*props)), "")
