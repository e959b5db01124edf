"""Short names spelt as they are listed: they say too little to be weighed, yet are what was looked for.

*Pa Sam* asked and *PA, Sam* listed is an alert, however common its words; it makes no match by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from sightline.matching.compared import Compared, compared
from sightline.matching.weights import value
from sightline.names.readable import readable
from sightline.names.words import shown

NAME, FIELD = "name_same", "name"
PROPS = ("name", "alias", "previousName", "pastNames", "abbreviation")
FEWEST, MOST, LETTERS = 2, 3, 9
"""words of a short name, and its letters at most"""


def key(told: Sequence[str]) -> str:
    """Under which key a short name of these words, as a reader spells them, is found; empty for others."""
    if not FEWEST <= len(told) <= MOST or sum(map(len, told)) > LETTERS:
        return ""
    return "same:" + " ".join(told)


def compare(query: str, listed: str) -> Compared | None:
    """Both short and the same; None otherwise."""
    ours, theirs = readable(query).text.strip(), readable(listed).text.strip()
    one, other = shown(ours), shown(theirs)
    if not key(one) or one != other:
        return None
    forms = {"comparison": NAME, "query": list(one), "listed": list(other), "odds": value("name_same")}
    return compared(
        forms, lambda _: f"“{ours}” is spelt as “{theirs}” is listed, a name too short to say more"
    )
