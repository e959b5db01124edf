"""What came of a report: media, replies, a service stopped, an authorisation withdrawn, a corrigendum.

What is said to follow from a report is not shown to follow from it: `rests on` says what the entry stands on.
"""

from __future__ import annotations

from sightline.cases.kind import Field, Kind, Sort
from sightline.cases.workflow import NEW, Legal

PLURAL, MAY, ABOUT = "What came of it", "investigate", ("transmission", "recommendation")
SORTS = (
    "media", "reply", "service stopped", "authorisation withdrawn", "listing", "national measure",
    "corrigendum", "other",
)  # fmt: skip

KIND = Kind(
    "aftermath", "Consequence", "af", "what",
    (
        Field("sort", "What it is", Sort.CHOICE, SORTS),
        Field("what", "In a sentence"),
        Field("on", "On", Sort.DAY),
        Field("who", "Who did or said it"),
        Field("country", "State it belongs to", hint="two letters"),
        Field("report", "Report", hint="its symbol or id"),
        Field("transmission", "Transmission"),
        Field("recommendation", "Recommendation it answers"),
        Field("paragraphs", "Paragraphs of the report", hint="as 12, 40-43"),
        Field("cites", "Evidence", Sort.CITES),
        Field("rests_on", "What the link to the report rests on", Sort.TEXT),
        Field("correction", "What the corrigendum changes", Sort.TEXT, hint="old wording, new wording"),
    ),
    (
        Legal(NEW, "noted", "noted, not looked into"),
        Legal("noted", "noted", "changed"),
        Legal("noted", "confirmed", "a source of its own says so"),
        Legal("noted", "disputed", "someone concerned denies it"),
        Legal("disputed", "confirmed", "settled by evidence"),
        Legal("confirmed", "confirmed", "changed"),
        Legal("confirmed", "disputed", "someone concerned denies it"),
    ),
    {"": ("sort", "what", "on", "report"), "confirmed": ("cites",)},
)  # fmt: skip
