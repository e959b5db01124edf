"""A query made comparable: the words and syllables of its names, and what a reader should know about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Sequence as Many
from itertools import chain, islice
from operator import attrgetter

import msgspec

from sightline.clean import imo, typed_dates
from sightline.clean.text import plain as plain_text
from sightline.matching import birth_date, kind, name_acronym, name_same
from sightline.matching.name_words import Read
from sightline.matching.shared_codes import country
from sightline.model.screening import Query
from sightline.names import arabic
from sightline.names.put_right import put_right
from sightline.names.readable import PARTED, parted, readable
from sightline.names.sound import is_abjad
from sightline.names.two_parties import two_parties
from sightline.names.written_otherwise import ways_written
from sightline.screening.asked_name import Name, name_of, names_of
from sightline.screening.field.held import Held
from sightline.screening.field.numbers import of_identifier
from sightline.screening.field.taken_apart import taken_apart
from sightline.screening.records import ATTRIBUTES as RECORDED
from sightline.screening.records import IDENTIFIERS, identifier_key, several

NOTHING = "nothing to compare: no letter or digit in the name, and no identifier"
ATTRIBUTES: dict[str, Callable[[str], object]] = {
    "birth_date": birth_date.asked,
    "nationality": country,
    "country": country,
}
"""What reads an attribute, so that one which cannot be compared is told."""

COMPARED = (*IDENTIFIERS, *RECORDED)
given = attrgetter("schema", *dict.fromkeys(module.FIELD for module in COMPARED))
"""all a query may say besides names"""

NUMBERS = frozenset(module.FIELD for module in IDENTIFIERS)
"""fields of which a party has several"""

Given = Mapping[str, str]
"""What a query says besides its names, by the comparison that looks at it"""

UNKNOWN = "schema {value!r} is none that is known: asked as a party of any kind"
READ = {"birth_date": f"; it is read as in {typed_dates.READ}"}
"""What a note says of how a field may be written"""
NOT_LIVED = (
    f"birth_date {{value!r}} lies outside {birth_date.FIRST} to {birth_date.LAST}, as dates do that stand "
    "for none: it was not compared"
)
MISCOUNTED = "imo {value!r} has a wrong check digit: compared as it stands, perhaps a digit is wrong"
UNREADABLE = "{field} {value!r} is not one: it was not compared"


class Question(msgspec.Struct, frozen=True, gc=False):
    """A query's names, the keys of its identifiers, notes, and a problem when nothing is left."""

    query: Query
    names: tuple[Name, ...]
    keys: tuple[str, ...]
    given: Given
    notes: tuple[str, ...]
    problem: str
    short: tuple[str, ...] = ()
    """keys by which acronyms of its names, names it is short for, and short names as spelt are found"""
    asks: tuple[bool, bool, bool, bool] = (True, True, True, True)
    """whether it is silent of birth, of the number of a ship, of what the party is, of its country"""

    @property
    def name_alone(self) -> bool:
        """Whether one name is asked and nothing else, and it has to do with no acronym."""
        return len(self.names) == 1 and not self.given and not self.short


class _Read(msgspec.Struct, gc=False):
    """A query whose names are read: what is asked besides, the names its fields stand for, and notes."""

    query: Query
    asked: Query
    schema: str
    texts: list[str]
    notes: list[str]


def question(query: Query) -> Question:
    """Make a query comparable; never raises, whatever was typed."""
    return questions([query])[0]


def questions(queries: Many[Query]) -> list[Question]:
    """The same of many queries, step by step for all of them: what a step needs is then near at hand."""
    read = [*map(_read, queries)]
    ways = [*map(ways_written, chain.from_iterable([one.texts for one in read]))]
    found = zip(chain.from_iterable(ways), names_of([*chain.from_iterable(ways)]), strict=True)
    counts = iter(map(len, ways))
    return [_question(one, _names(islice(found, sum(islice(counts, len(one.texts)))))) for one in read]


def _read(query: Query) -> _Read:
    """A query with what its fields of names hold besides names."""
    notes: list[str] = []
    texts: list[str] = []
    schema = kind.schema_of(query.schema) if query.schema else ""
    asked = msgspec.structs.replace(query, schema=schema) if schema != query.schema and schema else query
    for name in (query.name, *query.aliases):
        plain, wrongly = put_right(name)
        seen = readable(plain)
        if wrongly:
            notes.append(f"name {wrongly}")
        if seen.notes:
            notes += [f"name {note}" for note in seen.notes]
        ways = parted(plain)
        if ways:
            notes.append(f"name {PARTED}")
        for text in (seen.text, *ways):
            asked = _held_by(text, asked, texts, notes)
    if asked.identifier:
        asked = _identified(asked, texts, notes)
    return _Read(query, asked, schema, texts, [*dict.fromkeys(notes)] if len(notes) > 1 else notes)


def _held_by(text: str, asked: Query, texts: list[str], notes: list[str]) -> Query:
    """A query with what one text of a name holds besides a name; its names and notes go to the lists."""
    if not (text.isascii() or any(map(str.isalnum, text))):
        return asked  # signs that would be read by their names: a ship for 🚢
    parties, told = two_parties(text, asked.schema)
    if parties:
        notes.append(f"name {told}")
        texts += parties
    held = taken_apart(text, asked.schema)
    if not held:
        texts.append(text)
        return asked
    notes += [f"name: {note}" for note in held.notes]
    texts += held.names
    return _with(asked, held)


def _names(found: Iterable[tuple[str, Name | None]]) -> dict[str, Name]:
    """The names a query is asked by, each once, those in Arabic letters also as Latin ones write them."""
    names: dict[str, Name] = {}
    for one, made in found:
        if made is None or one in names:
            continue
        names[one] = made
        if one.isascii() or not is_abjad(one):
            continue
        for latin in (arabic.latin(one), arabic.translated(one)):
            if latin and (told := _with_vowels(one, latin)) and told.words != made.words:
                names[" ".join(told.words)] = told
    return names


def _question(read: _Read, names: dict[str, Name]) -> Question:
    """A query that was read, with its names made ready."""
    query, asked, schema, notes = read.query, read.asked, read.schema, read.notes
    short: tuple[str, ...] = ()
    for written, known in names.items():
        short += _short(written, known, schema)
    if len(short) > 1:
        short = tuple(dict.fromkeys(short))
    if not any(given(asked)):
        problem = "" if names else NOTHING
        return Question(query, tuple(names.values()), (), {}, tuple(notes), problem, short)
    said = _said(asked)
    keys = []
    for module in IDENTIFIERS:
        if not (text := said.get(module.NAME)):
            continue
        for one in several(text):
            if canonical := module.canonical(one):
                keys.append(identifier_key(module.NAME, canonical))
                if module.FIELD == "imo" and not (imo.is_ship(canonical) or imo.is_company(canonical)):
                    notes.append(MISCOUNTED.format(value=canonical))
            elif module.FIELD != "identifier" or not of_identifier(one, asked.schema)[0]:
                notes.append(UNREADABLE.format(field=module.FIELD, value=one[:60]))
    notes += [
        NOT_LIVED.format(value=text[:60])
        if field == birth_date.FIELD and typed_dates.typed(text)
        else UNREADABLE.format(field=field, value=text[:60]) + READ.get(field, "")
        for field, known in ATTRIBUTES.items()
        for text in several(str(getattr(asked, field)))
        if not known(text)
    ]
    if asked.schema.strip() and not schema:
        notes.append(UNKNOWN.format(value=asked.schema.strip()[:60]))
    problem = "" if names or keys else NOTHING
    places = asked.country.strip() or asked.nationality.strip()
    asks = (not asked.birth_date.strip(), not asked.imo.strip(), not schema, not places)
    return Question(query, tuple(names.values()), tuple(keys), said, tuple(notes), problem, short, asks)


def _with(query: Query, held: Held) -> Query:
    """A query with what its name held: identifiers beside its own, all else where it says nothing itself."""
    said = {
        name: "; ".join(dict.fromkeys([*several(getattr(query, name)), *found]))
        for name, found in held.given.items()
        if name in NUMBERS or not getattr(query, name).strip()
    }
    return msgspec.structs.replace(query, **said) if said else query


def _identified(query: Query, texts: list[str], notes: list[str]) -> Query:
    """A query of whose identifiers what is another number or the mark of an aircraft is asked so."""
    held = Held()
    for one in several(query.identifier):
        name, value = of_identifier(one, query.schema)
        if name == "name":
            texts.append(value)
            notes.append(f"identifier {one[:60]!r} was asked as the mark of an aircraft")
        elif name:
            held.take(name, value, f"identifier {one[:60]!r} was asked as {name.upper()}")
    notes += held.notes
    return _with(query, held)


def _with_vowels(text: str, latin: str) -> Name | None:
    """A name in Arabic letters as it is written in Latin ones, with its vowels."""
    made = name_of(latin)
    return msgspec.structs.replace(made, text=text, read=Read(text, made.words), short=True) if made else None


def _short(text: str, name: Name, schema: str) -> tuple[str, ...]:
    """The keys under which a name is found without its words being weighed."""
    same = name_same.key(name.read.words)
    acronyms = name_acronym.asked_keys(text, schema) if schema or name.short else ()
    return (*acronyms, same) if same else tuple(acronyms)


def _said(query: Query) -> dict[str, str]:
    said = {module.NAME: str(getattr(query, module.FIELD)).strip() for module in COMPARED}
    for module in IDENTIFIERS:
        if not (text := said[module.NAME]).isascii():
            said[module.NAME] = plain_text(text)
    return {name: text for name, text in (said | {"kind": query.schema.strip()}).items() if text}
