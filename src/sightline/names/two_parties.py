"""A field that names two parties, not one twice: *A or B*, *A and/or B*, *A & B*, *A / B*, *A; B*.

Accounts are held so, and letters of credit made out. Each is asked by itself, and the field as it stands as
well. What a company is called is left whole: *Smith & Sons*, *Bank of Invented X and Invented Y*.
"""

from __future__ import annotations

import re
from functools import cache

from sightline.names.of_persons import may_be_persons
from sightline.names.syllables import asked
from sightline.names.tables import values
from sightline.names.tokens import tokens_of

_BETWEEN = re.compile(r",?\s+(?:and\s*/\s*or|or|and|&|/|und|y/o|et/ou)\s+|\s*;\s*", re.IGNORECASE)
_TIED = re.compile(r"\s(?:and|&|und)\s", re.IGNORECASE)
"""what stands in names of companies as well"""
_SIGNS = frozenset({"or", "and", "&", "/", "und", "and/or", "/or", "and/", "y/o", "et/ou"})
"""words one of which, or a semicolon, stands in every field that is looked at"""
MOST_PARTIES = 4
NOTE = "holds {count} names, each asked by itself as well: {names}"
_PERSON = frozenset({"", "person", "thing", "legalentity"})
"""kinds of party, in small letters, that may be persons"""


def two_parties(text: str, schema: str = "") -> tuple[tuple[str, ...], str]:
    """The parties a field names, and a note; nothing where it names one, or may be the name of a company."""
    if (";" not in text and _SIGNS.isdisjoint(text.lower().split())) or schema.strip().lower() not in _PERSON:
        return (), ""
    parts = [part.strip(" ,") for part in _BETWEEN.split(text)]
    if not 1 < len(parts) <= MOST_PARTIES or not all(map(may_be_persons, parts)):
        return (), ""
    if _TIED.search(text) and not all(map(_is_of_person, parts)):
        return (), ""
    return tuple(parts), NOTE.format(count=len(parts), names="; ".join(map(repr, parts)))


USUAL = frozenset({
    "alexander", "andrew", "anna", "anne", "antonio", "charles", "christopher", "daniel", "david", "elena",
    "elizabeth", "emma", "eric", "frank", "george", "helen", "henry", "irina", "jack", "james", "jane",
    "jennifer", "john", "jose", "joseph", "juan", "julia", "karen", "kevin", "laura", "linda", "lisa", "luis",
    "maria", "marie", "mark", "mary", "matthew", "michael", "nancy", "natalia", "olga", "patricia", "paul",
    "peter", "richard", "robert", "sarah", "stephen", "steven", "susan", "thomas", "victor", "william",
})  # fmt: skip
"""given names besides those of the table; written from general knowledge"""


@cache
def _given_names() -> frozenset[str]:
    return frozenset(one for form, usual, _, _ in values("given_names") for one in (form, usual))


def _is_of_person(part: str) -> bool:
    """Whether a part is a person's name: it can be read in syllables, or has a usual given name."""
    return bool(asked(part)) or not (_given_names() | USUAL).isdisjoint(tokens_of(part))
