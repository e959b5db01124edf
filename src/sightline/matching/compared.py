"""What every comparison answers: score, sentence, and the forms anyone can compute the score from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import msgspec

from sightline.matching.replay import COMPARISONS, shown


class Compared(msgspec.Struct, frozen=True, gc=False):
    """Two values held against each other: from 1, they agree, to -1, they contradict."""

    score: float
    text: str
    forms: dict[str, Any]
    found: float = 0.0
    """the score before it was made a probability, or rounded"""


class Comparison(Protocol):
    """A module of this package that compares one kind of value."""

    NAME: str
    FIELD: str
    """the field of a query it looks at"""
    PROPS: tuple[str, ...]
    """the properties of a listed entity it looks at"""

    compare: Callable[[str, str], Compared | None]


def compared(forms: dict[str, Any], text: Callable[[float], str]) -> Compared:
    """The comparison of these forms, with a sentence that depends on the score."""
    found = COMPARISONS[forms["comparison"]](forms)
    score = shown(found, forms)
    return Compared(score, text(score), forms, found)


def strongest(found: Sequence[Compared]) -> Compared | None:
    """The comparison that speaks most for agreement, the first of equals."""
    return max(found, key=lambda one: one.score, default=None)
