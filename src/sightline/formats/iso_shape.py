"""Where the rows of a payment message of ISO 20022 are, which of its texts are wanted, what versions read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sightline.formats.unpacked import start

ISO = "urn:iso:std:iso:20022:tech:xsd:"
"""before the name of a message in its namespace"""
MESSAGE_ID = "GrpHdr/MsgId"
"""where a message has its own id; kept around every row"""
REPEATED = frozenset({"RmtInf/Ustrd"})
"""wanted texts of a row that may stand in it several times"""


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a message's rows are. Paths are local names joined by `/`, below the message's own element."""

    messages: frozenset[str]
    """elements that are such a message"""
    row: str
    schema: str
    """the message's name in its namespaces, without the version"""
    versions: int
    """versions 1 to this one are known"""
    kept: frozenset[str]
    """texts of a row, by their path in it"""
    around: frozenset[str] = frozenset()
    """texts outside rows, by their path in the message"""
    containers: frozenset[str] = frozenset({"GrpHdr"})
    """elements with which what was said in the one before no longer holds"""
    parts: str = ""
    """the element in a row that makes a payment of its own, where there are several"""
    count: str = "GrpHdr/NbOfTxs"
    """where the message says how many rows it has"""
    several: str = ""
    """an element around rows that may stand several times; its texts are kept with its number behind it"""
    also: frozenset[str] = frozenset()
    """namespaces of others in which the same elements mean the same"""

    @property
    def once(self) -> tuple[frozenset[str], frozenset[str]]:
        """Elements with a wanted text in them that may stand once: in a row, or a part of one, and around."""
        inside = _and_above(self.kept) - REPEATED - _and_above({self.parts})
        return inside, _and_above(self.around | {self.count, MESSAGE_ID}) - self.containers

    def knows(self, space: str) -> bool:
        """Whether a message of this namespace is read: one of the known versions, or none said."""
        version = space.removeprefix(f"{ISO}{self.schema}.")
        known = version.isascii() and version.isdecimal() and len(version) == len("01")
        return not space or space in self.also or (known and 1 <= int(version) <= self.versions)

    def recognise(self, head: bytes) -> str | None:
        """`message` when the first bytes hold the message's element."""
        first = start(head)
        names = b"|".join(name.encode() for name in sorted(self.messages))
        found = re.search(rb"<(?:[\w.-]+:)?(?:" + names + rb")[\s>]", first)
        return "message" if first.lstrip().startswith(b"<") and found else None


def _and_above(paths: Iterable[str]) -> frozenset[str]:
    """Elements, and those they stand in; of an attribute the element that has it."""
    split = [path.partition("/@")[0].split("/") for path in paths]
    return frozenset("/".join(names[: deep + 1]) for names in split for deep in range(len(names)))
