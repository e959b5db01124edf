"""What a comparison of names is said to have found."""

from __future__ import annotations

from sightline.matching.weights import value

SAME, CLOSE = 0.97, value("name_agrees")


def sentence(score: float, query: str, listed: str, how: str, weak: bool) -> str:
    """One sentence: how near, which names, by what, and whether the listed one is a weak alias."""
    tail = ", a weak alias" if weak else ""
    return f"{degree(score)}: “{query}” and “{listed}”{tail} ({how})"


def degree(score: float) -> str:
    """A score in words."""
    if score >= SAME:
        return "the name is the same or nearly"
    return "the name is close" if score >= CLOSE else "the name is in part similar"
