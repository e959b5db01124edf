"""Stating what is written at a spot of a file, an element's text or a cell: as text, country, joined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sightline.clean import countries
from sightline.clean.text import clean
from sightline.formats.comment_text import identifiers_in
from sightline.formats.saying import Saying
from sightline.model import schemata
from sightline.model.place import Place


class Spot(Protocol):
    """A text as it is written, and where."""

    @property
    def text(self) -> str: ...
    @property
    def place(self) -> Place: ...
    def part(self, first: int, last: int) -> Place:
        """Where the characters from `first` up to `last` stand."""
        ...


def text(said: Saying, prop: str, spot: Spot | None) -> None:
    """The text itself, cleaned; in the notes where the schema has no such property."""
    if spot:
        fits = schemata.property_type(said.schema, prop) is not None
        said.say(prop if fits else "notes", clean(spot.text), spot.text, spot.place)


def country(said: Saying, prop: str, spot: Spot | None) -> None:
    """The country's code, or its name as it stands where that is not known."""
    if spot:
        said.say(prop, countries.value(clean(spot.text)), spot.text, spot.place)


def joined(said: Saying, prop: str, spots: Sequence[Spot], between: str) -> None:
    """One statement out of several spots in their own order; its place runs from the first to the last."""
    value = between.join(filter(None, (clean(spot.text) for spot in spots)))
    if value:
        said.say(prop, value, " ".join(spot.text for spot in spots), span(spots))


def span(spots: Sequence[Spot]) -> Place:
    """From the first byte of the spots to their last, named by what their labels share."""
    if len(spots) == 1:
        return spots[0].place
    places = [spot.place for spot in spots]
    start = min(place.start or 0 for place in places)
    end = max(place.end or 0 for place in places)
    return Place(_shared([place.label for place in places]), start, end)


def _shared(labels: Sequence[str]) -> str:
    """`element /a/b` of `element /a/b/c` and `element /a/b/d`; the label itself where all are one."""
    if len(set(labels)) == 1:
        return labels[0]
    steps = [label.split("/") for label in labels]
    shared = steps[0]
    for other in steps[1:]:
        length = next(
            (at for at, (one, two) in enumerate(zip(shared, other, strict=False)) if one != two),
            min(len(shared), len(other)),
        )
        shared = shared[:length]
    return "/".join(shared)


def inside(said: Saying, spot: Spot | None) -> None:
    """Identifiers that stand inside running text."""
    if spot:
        for prop, value, first, last in identifiers_in(spot.text, said.schema):
            if schemata.property_type(said.schema, prop):
                said.say(prop, value, spot.text[first:last], spot.part(first, last))


def note(said: Saying, spot: Spot | None) -> None:
    """The text as a note, and the identifiers inside it."""
    text(said, "notes", spot)
    inside(said, spot)
