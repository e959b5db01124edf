"""Invented records, and two of them compared."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sightline.matching.resolving import columns, commonness, kernels, said, weights
from sightline.matching.resolving.said import Compared, Said
from sightline.matching.resolving.traits import Kind, Traits


def person(*names: str, born: str = "", **more: tuple[str, ...]) -> Traits:
    return Traits(Kind.PERSON, names, dates=(born,) if born else (), **more)  # type: ignore[arg-type]


def ship(*names: str, **more: object) -> Traits:
    return Traits(Kind.SHIP, names, **more)  # type: ignore[arg-type]


@cache
def pair(left: Traits, right: Traits) -> tuple[Compared, list[Said]]:
    """Two records compared as the resolver does, words weighed by the public lists."""
    c, packed = kernels.pack(columns.counted(columns.gather((left, right)), commonness.public()))
    found = said.compare(packed, 0, 1, weights.vector())
    return found, said.said(found, said.sides(c, found, (0, 1), left, right))


def odds(left: Traits, right: Traits) -> float:
    return pair(left, right)[0].odds


def texts(left: Traits, right: Traits) -> Sequence[str]:
    return [one.text for one in pair(left, right)[1]]
