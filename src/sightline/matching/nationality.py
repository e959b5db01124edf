"""Nationality: whether it is the same, by ISO 3166 code."""

from __future__ import annotations

from sightline.matching.compared import Compared
from sightline.matching.shared_codes import compare_codes
from sightline.matching.shared_codes import country as code_of

NAME, FIELD = "nationality", "nationality"
PROPS = ("nationality", "citizenship", "country")
"""`country` too: registers of persons often say no more"""


def compare(query: str, listed: str) -> Compared | None:
    """The same or another; None where a name is not known."""
    return compare_codes(NAME, code_of(query), code_of(listed), NAME)
