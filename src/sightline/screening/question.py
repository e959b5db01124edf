"""A query made comparable: the words and syllables of its names, and what a reader should know about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sightline.clean import dates
from sightline.matching.shared_codes import country
from sightline.model.screening import Query
from sightline.names.readable import readable
from sightline.names.words import words
from sightline.screening.candidates import Name, name_of
from sightline.screening.records import IDENTIFIERS, identifier_key

NOTHING = "nothing to compare: no letter or digit in the name, and no identifier"
ATTRIBUTES: dict[str, Callable[[str], object]] = {
    "birth_date": dates.values,
    "nationality": country,
    "country": country,
}
"""What reads an attribute, so that one which cannot be compared is told."""

UNREADABLE = "{field} {value!r} is not one: it was not compared"


@dataclass(frozen=True, slots=True)
class Question:
    """A query's names, the keys of its identifiers, notes, and a problem when nothing is left."""

    query: Query
    names: tuple[Name, ...]
    keys: tuple[str, ...]
    notes: tuple[str, ...]
    problem: str


def question(query: Query) -> Question:
    """Make a query comparable; never raises, whatever was typed."""
    names: dict[str, Name] = {}
    notes: list[str] = []
    for name in (query.name, *query.aliases):
        seen = readable(name)
        notes += [f"name {note}" for note in seen.notes]
        if seen.text not in names and (told := words(seen.text)):
            names[seen.text] = name_of(seen.text, told)
    keys = []
    for module in IDENTIFIERS:
        given = str(getattr(query, module.FIELD)).strip()
        if not given:
            continue
        if canonical := module.canonical(given):
            keys.append(identifier_key(module.NAME, canonical))
        else:
            notes.append(UNREADABLE.format(field=module.FIELD, value=given[:60]))
    notes += [
        UNREADABLE.format(field=field, value=given[:60])
        for field, known in ATTRIBUTES.items()
        if (given := str(getattr(query, field)).strip()) and not known(given)
    ]
    problem = "" if names or keys else NOTHING
    return Question(query, tuple(names.values()), tuple(keys), tuple(notes), problem)
