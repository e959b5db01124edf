"""What is told from a field, and how a part of it is taken out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Held:
    """What a field holds: the names to ask, what else as fields of a query, and what is told of it."""

    names: list[str] = field(default_factory=list)
    given: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def take(self, name: str, value: str, note: str) -> None:
        """Something else than a name, once."""
        if value not in self.given.setdefault(name, []):
            self.given[name].append(value)
            self.notes.append(note)


def without(
    shape: re.Pattern[str],
    text: str,
    held: Held,
    name: str,
    told: str,
    right: Callable[[str], bool] = bool,
) -> str:
    """A field without the values of one shape, each of which is asked in the field `name` of the query."""

    def taken(found: re.Match[str]) -> str:
        value = found["value"]
        if not right(value):
            return found[0]
        held.take(name, value, f"{value!r} was asked as {told}")
        return " "

    return " ".join(shape.sub(taken, text).split()) if shape.search(text) else text
