"""Codes of countries and kinds: whether the two sides have the same."""

from __future__ import annotations

from sightline.clean import countries, country_words
from sightline.matching.compared import Compared, compared
from sightline.matching.weights import points


def country(text: str) -> str:
    """The ISO 3166 alpha-2 code of a code, of a country's name or of its people's, in lower case, or nothing:
    of *Korea* alone too, which are two."""
    return countries.of_code(text) or country_words.read(text).code


def compare_codes(name: str, ours: str, theirs: str, what: str) -> Compared | None:
    """Whether two codes are the same; nothing when one is not known."""
    if not ours or not theirs:
        return None
    forms = {"comparison": name, "query": ours, "listed": theirs, "points": points(name)}
    return compared(
        forms,
        lambda score: f"{what} is {ours} in both" if score > 0 else f"{what} is {ours}, listed {theirs}",
    )
