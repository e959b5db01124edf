"""Which entry of the same OFAC list a name stands for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

SHORTEST = 4
"""letters; a shorter name stands for too many"""
CRAFT = frozenset({"vessel", "aircraft"})
_SEVERAL = ""


class Named(NamedTuple):
    """An entry, and the name as it was looked up: with the full stop that the end of the remarks took."""

    entry: str
    text: str


class Names:
    """The names of a list's entries: their own first, then their aliases.

    A name that two entries share stands for neither. A person is also found under the given names first.
    """

    def __init__(self) -> None:
        self._own: dict[str, str] = {}
        self._aliases: dict[str, str] = {}
        self._craft: set[str] = set()

    def add(self, entry: str, name: str, kind: str = "") -> None:
        """An entry's own name, and what kind OFAC says it is."""
        if kind in CRAFT:
            self._craft.add(entry)
        for form in _forms(name, person=kind == "individual"):
            _put(self._own, form, entry)

    def add_alias(self, entry: str, name: str) -> None:
        """A name an entry is also known by, or was."""
        for form in _forms(name, person=True):
            _put(self._aliases, form, entry)

    def find(self, text: str) -> Named | None:
        """The one entry of this name, with or without a full stop behind; None for none and for several."""
        for table in (self._own, self._aliases):
            for written in (text, f"{text}."):
                key = _key(written)
                if len(key) >= SHORTEST and key in table:
                    return Named(table[key], written) if table[key] != _SEVERAL else None
        return None

    def find_party(self, text: str) -> Named | None:
        """The same but no ship and no aircraft: nobody is mayor of the ship `SEVASTOPOL`."""
        found = self.find(text)
        return None if found and found.entry in self._craft else found


def _put(table: dict[str, str], key: str, entry: str) -> None:
    table[key] = entry if table.get(key, entry) == entry else _SEVERAL


def _forms(name: str, *, person: bool) -> Iterator[str]:
    yield _key(name)
    surname, comma, given = name.partition(", ")
    if person and comma:
        yield _key(f"{given} {surname}")


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
