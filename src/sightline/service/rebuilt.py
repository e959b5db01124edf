"""What a rebuild says of one partition."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A version or table partition read again: `equal`, `restored`, `different` under newer code, `broken`.

    `list` is the list's id, or the name of the table.
    """

    version: str
    list: str
    status: str
    note: str = ""

    def as_json(self) -> dict[str, object]:
        """One line of `sightline rebuild`."""
        return {name: getattr(self, name) for name in self.__slots__}
