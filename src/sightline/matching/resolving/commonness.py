"""How common words are: what a shared word says is the log of how few records have it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib import resources

SELDOM = 1
"""records a word is taken to stand in that was not counted"""


@dataclass(frozen=True, slots=True)
class Commonness:
    """In how many of `records` records a word, a sound, a word of an address, a country stands.

    What stands in one record alone may be left out.
    """

    records: int
    words: Mapping[str, int] = field(repr=False)
    sounds: Mapping[str, int] = field(repr=False)
    places: Mapping[str, int] = field(repr=False)
    countries: Mapping[str, int] = field(repr=False)

    def worths(self, held: Mapping[str, int], keys: Iterable[str]) -> list[float]:
        """Nats each of these says when it is shared, in their order."""
        return [self.worth(held.get(key, SELDOM)) for key in keys]

    def worth(self, count: int) -> float:
        """Nats of what stands in `count` records."""
        return math.log((self.records + 1) / (min(max(count, SELDOM), self.records) + 1))

    def lines(self) -> str:
        """As JSON, what stands in one record alone left out, sorted."""
        shape = asdict(self)
        kept = {name: _kept(held) if isinstance(held, dict) else held for name, held in shape.items()}
        return json.dumps(kept, indent=0, ensure_ascii=True, sort_keys=True) + "\n"


def _kept(held: Mapping[str, int]) -> dict[str, int]:
    return {key: count for key, count in held.items() if count > SELDOM}


@cache
def public() -> Commonness:
    """Counted on public lists, so that a score is the same for every reader and gives nothing away."""
    text = resources.files(__package__).joinpath("commonness.json").read_text(encoding="ascii")
    return Commonness(**json.loads(text))
