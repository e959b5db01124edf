"""Stored bytes, how they were obtained, and who they come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sightline.model.marking import Marking


class Basis(StrEnum):
    """What a file of evidence is: the report prints the difference."""

    FACT = "fact"
    """states what a public document says, and names it"""
    RECONSTRUCTION = "reconstruction"
    """made for illustration after what a document says; proves nothing"""
    ORIGINAL = "original"
    """the bytes as their author published or sent them"""


class Reliability(StrEnum):
    """Admiralty grade of a source."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"

    @property
    def meaning(self) -> str:
        """The grade in words."""
        return {
            "A": "completely reliable",
            "B": "usually reliable",
            "C": "fairly reliable",
            "D": "not usually reliable",
            "E": "unreliable",
            "F": "reliability cannot be judged",
        }[self.value]


CREDIBILITY = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
"""Admiralty grades of a piece of information, judged apart from its source."""


class SourceKind(StrEnum):
    """What kind of body a source is; some standards of proof ask for it."""

    AUTHORITY = "authority"
    """the United Nations, a court, a government publishing officially: its documents are authenticated"""
    STATE = "state"
    """a Member State that informs the office"""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Source:
    """Who an item comes from. Sources of one `origin_group` count once as corroboration."""

    id: str
    name: str
    reliability: Reliability = Reliability.F
    origin_group: str = ""
    kind: SourceKind = SourceKind.OTHER

    @property
    def origin(self) -> str:
        """The group, or the source itself where it stands alone."""
        return self.origin_group or self.id


@dataclass(frozen=True, slots=True)
class Item:
    """Stored bytes and how they were obtained. `sha256` is lower-case hex of the bytes as they came."""

    sha256: str
    size: int
    name: str
    media_type: str
    source: str
    origin: str
    """path or address it was taken from"""
    collector: str
    collected_at: datetime
    tool: str
    marking: Marking
    originator: str
    basis: Basis = Basis.ORIGINAL
    document: str = ""
    """for `fact` and `reconstruction`: the public document it follows"""
