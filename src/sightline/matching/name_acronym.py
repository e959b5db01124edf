"""Acronyms of companies: one word that stands for the initials of a name, on either side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sightline.matching import replay
from sightline.matching.compared import Compared, compared
from sightline.matching.kind import KINDS
from sightline.matching.weights import ACRONYM_BY_LETTERS
from sightline.names import acronyms
from sightline.names.readable import readable
from sightline.names.tokens import plain

NAME, FIELD = "name_acronym", "name"
PROPS = ("name", "alias", "previousName", "pastNames", "weakAlias", "abbreviation")
SCHEMATA = frozenset({*(one for one, kind in KINDS.items() if kind == "organisation"), "LegalEntity"})
"""what has acronyms; a party of which no schema is given may have them too"""


def listed_keys(name: str) -> Iterator[str]:
    """Under which keys a listed name is found: the acronyms it may have, or the one it may be."""
    text = readable(name).text
    if short := acronyms.is_acronym(text):
        yield f"short:{short}"
    for one in acronyms.of_name(text):
        yield f"long:{one}"


def asked_keys(name: str, schema: str) -> Sequence[str]:
    """Under which keys what a query's name may be short for, or the acronym it may have, is found."""
    if (schema and schema not in SCHEMATA) or (not schema and acronyms.has_nothing(name)):
        return ()
    if short := acronyms.is_acronym(name):
        return (f"long:{short}",)
    some = acronyms.of_name(name)[: acronyms.INITIALS] if schema else acronyms.of_company(name)
    return [f"short:{one}" for one in some]


def compare(query: str, listed: str, shared: int = 1) -> Compared | None:
    """How likely one name is the acronym of the other; `shared`: how many entries have it. None otherwise."""
    ours, theirs = readable(query).text, readable(listed).text
    return _held(ours, theirs, True, shared) or _held(theirs, ours, False, shared)


def _held(short: str, long: str, asked: bool, shared: int) -> Compared | None:
    """The first as an acronym of the second; `asked`: it is the query's."""
    one = acronyms.is_acronym(short)
    if not one or one not in acronyms.of_name(long):
        return None
    words = [word for word in plain(long) if word.isalpha()][: replay.MOST_WORDS]
    forms = {
        "comparison": NAME,
        "query": [one] if asked else words,
        "listed": words if asked else [one],
        "shared": shared,
        "by_letters": ACRONYM_BY_LETTERS,
    }
    others = f", as {shared} entries" if shared > 1 else ""
    return compared(forms, lambda _: f"“{short.strip()}” may be short for “{long.strip()}”{others}")
