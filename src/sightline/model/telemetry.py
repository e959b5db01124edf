"""Rows of telemetry and payments that were refused one by one, while the rest of their file was taken."""

from __future__ import annotations

from dataclasses import dataclass

from sightline.model.place import Place


@dataclass(frozen=True, slots=True)
class Refusal:
    """One bad row: the item's SHA-256, where the row stands, what is wrong with it and what to do."""

    item: str
    place: Place
    message: str
    remedy: str

    def as_json(self) -> dict[str, str]:
        """The published shape of a problem, with its item."""
        return {
            "item": self.item,
            "place": str(self.place),
            "message": self.message,
            "remedy": self.remedy,
        }
