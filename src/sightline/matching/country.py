"""Country: whether it is the same, by ISO 3166 code."""

from __future__ import annotations

from sightline.matching.compared import Compared
from sightline.matching.shared_codes import compare_codes
from sightline.matching.shared_codes import country as code_of

NAME, FIELD = "country", "country"
PROPS = ("country", "jurisdiction", "mainCountry", "nationality", "citizenship")
"""a country a party is said to be of, in whatever way"""


def compare(query: str, listed: str) -> Compared | None:
    """The same or another; None where a name is not known."""
    return compare_codes(NAME, code_of(query), code_of(listed), NAME)
