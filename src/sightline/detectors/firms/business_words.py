"""Lines of business, by words in names of companies and in what payments are for: a short list of our own.

It tells fish from electronics, and no more than that. Words stand in the singular.
"""

from __future__ import annotations

import re
from functools import cache

_LINES = {
    "seafood": "fish fishery seafood shrimp squid crab clam shellfish marine aquatic",
    "coal and minerals": "coal anthracite mineral mining ore lignite iron graphite magnesite",
    "metals": "steel metal copper aluminium aluminum zinc alloy scrap",
    "electronics": "electronic electronics semiconductor computer laptop server radio telecom chip circuit",
    "textiles": "textile garment apparel clothing fabric yarn cotton sewing fashion",
    "medicine": "medical pharma pharmaceutical medicine hospital drug clinic",
    "software": "software app website programming developer digital",
    "food": "food grain rice flour fruit vegetable meat beverage tea coffee bakery soy",
    "furniture and wood": "furniture timber wood wooden lumber plywood",
    "construction": "construction cement building engineering brick tile",
    "vehicles": "vehicle car truck auto automotive motor tyre",
    "petroleum": "petroleum oil diesel gasoline fuel bunker kerosene lubricant",
    "chemicals": "chemical fertiliser fertilizer resin solvent plastic",
    "machinery": "machine machinery pump valve bearing turbine compressor tool",
    "tourism": "travel tour tourism hotel restaurant",
    "toys and gifts": "toy gift stationery souvenir wig hair cosmetic",
}
_WORD = re.compile(r"[a-z]+")


@cache
def _by_word() -> dict[str, str]:
    return {word: line for line, words in _LINES.items() for word in words.split()}


@cache
def lines(text: str) -> frozenset[str]:
    """The lines of business a text names; empty where it names none."""
    known = _by_word()
    found = set()
    for word in _WORD.findall(text.casefold()):
        line = known.get(word) or known.get(word.removesuffix("s")) or known.get(word.removesuffix("es"))
        if line is None and word.endswith("ies"):
            line = known.get(word[:-3] + "y")
        if line:
            found.add(line)
    return frozenset(found)
