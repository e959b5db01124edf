"""Where lists are fetched from, as data: the table that comes with the program, and the office's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from sightline.errors import BadInput, UsageError
from sightline.formats import register
from sightline.regime import plain_yaml

OWN = "publishers.yaml"
"""name of the table, both of the one that is shipped and of the one in an office's folder"""
SCHEMES = ("https", "http")
"""shipped addresses are https; an office may name a plain one on its own network"""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a list. `types`: media types an answer may have; sizes in bytes."""

    role: str
    name: str
    address: str
    types: tuple[str, ...]
    least_bytes: int
    most_bytes: int


@dataclass(frozen=True, slots=True)
class Publisher:
    """A list and where its publisher offers it. `checked` is a day, or `unverified`."""

    list: str
    title: str
    publisher: str
    format: str
    source: str
    checked: str
    least_entries: int
    least_why: str
    redirects: tuple[str, ...]
    parts: tuple[Part, ...]

    def allows(self, host: str) -> bool:
        """Whether an answer may lead to this host, beside the host that was asked."""
        return any(host == one or host.endswith("." + one) for one in self.redirects)


def publishers(folder: Path | None = None) -> dict[str, Publisher]:
    """Every list with an address, by id; those of the office's own table replace those shipped."""
    own = folder / OWN if folder else None
    if own is None or not own.is_file():
        return dict(_shipped())
    return dict(_shipped()) | read(own.read_text("utf-8"), str(own))


def chosen(folder: Path, lists: Sequence[str]) -> tuple[Publisher, ...]:
    """The lists of these ids, all where none is named; `UsageError` for one nobody knows where to fetch."""
    known = publishers(folder)
    if missing := sorted(set(lists) - known.keys()):
        raise UsageError(
            f"no address is known for the list {missing[0]!r}",
            remedy=f"use one of {', '.join(known)}, or name it in {folder / OWN}",
        )
    return tuple(known[name] for name in (dict.fromkeys(lists) or known))


@cache
def _shipped() -> dict[str, Publisher]:
    return read(resources.files(__package__).joinpath(OWN).read_text("utf-8"), OWN)


def read(text: str, name: str) -> dict[str, Publisher]:
    """The table in a text; `BadInput` with the list that is not as it must be."""
    shapes = plain_yaml.read(text, name)
    if shapes is None:
        return {}
    if not isinstance(shapes, dict):
        raise BadInput("not a table of lists", place=name, remedy="give one list a key")
    return {id: _publisher(id, shape, name) for id, shape in shapes.items()}


def _publisher(id: str, shape: Any, name: str) -> Publisher:
    place = f"{name} {id}"
    try:
        given = dict(shape)
        if unknown := sorted(given.keys() - set(Publisher.__dataclass_fields__)):
            raise BadInput(f"unknown field {unknown[0]!r}", place=place, remedy="see the manual")
        found = msgspec.convert(given | {"list": id}, Publisher, strict=False)
    except (msgspec.ValidationError, TypeError, ValueError) as problem:
        raise BadInput(
            f"not an address of a list: {problem}", place=place, remedy="see the manual"
        ) from problem
    _check(found, place)
    return found


def _check(found: Publisher, place: str) -> None:
    known = register.formats().get(found.format)
    if known is None or known.description.kind != "entity":
        raise BadInput(f"no list format {found.format!r}", place=place, remedy="see `sightline formats`")
    if sorted(one.role for one in found.parts) != sorted(known.description.roles):
        parts = ", ".join(known.description.roles)
        raise BadInput(f"the parts are not those of {found.format}", place=place, remedy=f"name {parts}")
    for one in found.parts:
        split = urlsplit(one.address)
        if split.scheme not in SCHEMES or not split.hostname:
            raise BadInput(f"not an address: {one.address!r}", place=place, remedy="write https://…")
