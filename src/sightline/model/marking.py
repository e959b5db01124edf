"""Who may know: Traffic Light Protocol 2.0 levels and named compartments.

Written `TLP:AMBER`, or with compartments `TLP:RED//FINANCE,SOURCE-7`. A clearance has the same
shape: someone cleared `TLP:AMBER//FINANCE` sees what is at most AMBER and in no other compartment.
Source of the levels: FIRST, TLP version 2.0 (August 2022).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from sightline.errors import BadInput


class Tlp(IntEnum):
    """Levels, the higher the fewer may know."""

    CLEAR = 0
    GREEN = 1
    AMBER = 2
    AMBER_STRICT = 3
    RED = 4

    @property
    def text(self) -> str:
        """As the protocol writes it: `TLP:AMBER+STRICT`."""
        return f"TLP:{self.name.replace('_', '+')}"


_COMPARTMENT = re.compile(r"[A-Z0-9][A-Z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Marking:
    """A level and the compartments something belongs to."""

    level: Tlp = Tlp.CLEAR
    compartments: frozenset[str] = frozenset()

    def __str__(self) -> str:
        inside = ",".join(sorted(self.compartments))
        return f"{self.level.text}//{inside}" if inside else self.level.text

    @classmethod
    def parse(cls, text: str) -> Marking:
        """Read `TLP:AMBER//FINANCE`; the prefix may be left out and case does not matter."""
        level, _, inside = text.strip().upper().partition("//")
        name = level.removeprefix("TLP:").strip().replace("+", "_")
        if name not in Tlp.__members__:
            raise BadInput(
                f"not a marking: {text!r}",
                remedy="use one of " + ", ".join(level.text for level in Tlp),
            )
        names = frozenset(part.strip() for part in inside.split(",") if part.strip())
        if wrong := sorted(name for name in names if not _COMPARTMENT.fullmatch(name)):
            raise BadInput(f"not a compartment: {wrong[0]!r}", remedy="use letters, digits and hyphens")
        return cls(Tlp[name], names)

    def covers(self, other: Marking) -> bool:
        """Whether someone cleared to `self` may see what is marked `other`."""
        return other.level <= self.level and other.compartments <= self.compartments

    def joined(self, other: Marking) -> Marking:
        """The marking of what is derived from both: at least as restricted as each."""
        return Marking(max(self.level, other.level), self.compartments | other.compartments)


PUBLIC = Marking()


def tiers(markings: Iterable[Marking]) -> list[Marking]:
    """Each of these markings once, and their join; the most open first.

    What is derived tier by tier from all that each covers is as open as it can be.
    """
    each = set(markings)
    whole = PUBLIC
    for one in each:
        whole = whole.joined(one)
    return sorted({*each, whole} if each else (), key=_openness)


def _openness(one: Marking) -> tuple[int, int, str]:
    return int(one.level), len(one.compartments), str(one)
