"""What each kind of report is made of: the parts a reader looks for, and how it is titled."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sightline.model.report import Template


class Part(StrEnum):
    """A part that a template may ask for."""

    COVER = "cover"
    """a page of its own; without it the head stands above the text"""
    SUMMARY = "summary"
    CONTENTS = "contents"
    """contents, and lists of tables and figures"""
    RECOMMENDATIONS = "recommendations"
    EVIDENCE = "evidence"
    """an annex with a table of the items cited"""


_WHOLE = frozenset(Part)
PARTS: dict[Template, frozenset[Part]] = {
    Template.FINAL: _WHOLE,
    Template.MIDTERM: _WHOLE,
    Template.THEMATIC: _WHOLE,
    Template.INCIDENT: frozenset({Part.SUMMARY, Part.EVIDENCE}),
    Template.BRIEFING: frozenset({Part.COVER, Part.SUMMARY, Part.EVIDENCE}),
    Template.DIGEST: frozenset({Part.EVIDENCE}),
    Template.LETTER: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading a new report of this kind begins with."""

    id: str
    title: str


ANATOMY: dict[Template, tuple[Chapter, ...]] = {
    Template.FINAL: (
        Chapter("introduction", "Introduction"),
        Chapter("method", "Method and standards of proof"),
        Chapter("programmes", "Nuclear and ballistic missile activities"),
        Chapter("maritime", "Sectoral and maritime measures"),
        Chapter("embargoes", "Embargoes, listed parties and overseas workers"),
        Chapter("finance", "Finance"),
        Chapter("civilians", "Unintended impact on civilians"),
        Chapter("national", "National implementation"),
    ),
    Template.MIDTERM: (
        Chapter("introduction", "Introduction"),
        Chapter("method", "Method and standards of proof"),
        Chapter("investigations", "Investigations since the last report"),
        Chapter("ongoing", "Continuing investigations"),
    ),
    Template.INCIDENT: (
        Chapter("event", "What happened"),
        Chapter("measures", "The measures concerned"),
        Chapter("parties", "The parties and their replies"),
        Chapter("assessment", "Assessment and its limits"),
    ),
    Template.THEMATIC: (
        Chapter("introduction", "Introduction"),
        Chapter("method", "Method and standards of proof"),
        Chapter("pattern", "The pattern"),
        Chapter("cases", "Cases"),
        Chapter("gaps", "Gaps in implementation"),
    ),
    Template.BRIEFING: (
        Chapter("points", "Points to make"),
        Chapter("background", "Background"),
        Chapter("questions", "Questions to expect"),
    ),
    Template.DIGEST: (Chapter("news", "What is new"), Chapter("ahead", "What lies ahead")),
    Template.LETTER: (Chapter("letter", "Letter"),),
}
"""The headings after the final reports of 2019 to 2024 (partly checked); the others are proposals."""
