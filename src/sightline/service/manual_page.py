"""A detector's manual page: its docstring in parts, and its parameters."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from sightline.detectors.admitted import Lookalike, lookalikes, parts
from sightline.detectors.register import detectors
from sightline.errors import NotFound
from sightline.service.parameters import Parameter


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a manual page: heading and paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ManualPage:
    """What a detector sees, why it matters, where it errs, with its parameters as they are by default."""

    name: str
    title: str
    version: int
    tables: tuple[str, ...]
    measures: tuple[str, ...]
    parts: tuple[Part, ...]
    parameters: tuple[Parameter, ...]
    lookalikes: tuple[Lookalike, ...]


def manual_page(name: str) -> ManualPage:
    """The page of a detector by its name; `NotFound` where there is none."""
    known = detectors().get(name)
    if known is None:
        raise NotFound(f"no such detector: {name}", remedy="there are " + ", ".join(detectors()))
    return ManualPage(
        name,
        known.title,
        known.version,
        known.tables,
        known.measures,
        tuple(Part(heading, tuple(text.split("\n\n"))) for heading, text in parts(known).items()),
        tuple(
            Parameter(
                one.name,
                one.default,
                one.metadata["unit"],
                one.metadata["text"],
                one.metadata["source"],
                False,
            )
            for one in dataclasses.fields(known.params)
        ),
        lookalikes(known),
    )
