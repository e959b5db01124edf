"""What each kind of report is made of: the parts a reader looks for."""

from __future__ import annotations

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
