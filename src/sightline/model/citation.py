"""What a claim rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sightline.errors import UsageError
from sightline.model.place import Place


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A place in stored bytes: `item` is their SHA-256 in lower-case hex, `quote` what stands there."""

    item: str
    place: Place
    quote: str = ""

    def as_json(self) -> dict[str, str]:
        """The published shape, `{"item", "place"}`, with `quote` where there is one."""
        shape = {"item": self.item, "place": str(self.place)}
        return shape | {"quote": self.quote} if self.quote else shape

    @classmethod
    def from_json(cls, shape: dict[str, str]) -> Citation:
        """The inverse of `as_json`."""
        return cls(shape["item"], Place.parse(shape["place"]), shape.get("quote", ""))

    @classmethod
    def parse(cls, text: str) -> Citation:
        """`SHA256@bytes 10-20` as people type it, a quote behind ` | `; `UsageError` otherwise."""
        where, _, quote = text.strip().partition(" | ")
        item, _, place = where.partition("@")
        if not re.fullmatch(r"[0-9a-f]{64}", item):
            raise UsageError(f"not a citation: {text!r}", remedy="write it as SHA256@bytes 10-20")
        return cls(item, Place.parse(place.strip()), quote.strip())

    @property
    def typed(self) -> str:
        """What `parse` reads."""
        return f"{self.item}@{self.place}" + (f" | {self.quote}" if self.quote else "")


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence a reader can check."""

    text: str
    cites: tuple[Citation, ...]

    def __post_init__(self) -> None:
        if not self.cites:
            raise ValueError(f"reason without evidence: {self.text!r}")
