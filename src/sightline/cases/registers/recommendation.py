"""A recommendation and what became of it over the years, whether it tightens measures or relieves someone.

Its status is what is on record, each step with its reason; who took it up is not asked to be pleased.
"""

from __future__ import annotations

from sightline.cases.kind import Field, Kind, Sort
from sightline.cases.workflow import NEW, Legal

PLURAL, MAY, ABOUT = "Recommendations", "write_report", ("recommendation",)
DIRECTIONS = ("tightens", "relieves", "neither")

KIND = Kind(
    "recommendation", "Recommendation", "rc", "text",
    (
        Field("text", "What is recommended", Sort.TEXT),
        Field("addressee", "Addressee", hint="the Committee, a state, a company, a body"),
        Field("country", "State of the addressee", hint="two letters, where it has one"),
        Field("direction", "Direction", Sort.CHOICE, DIRECTIONS),
        Field("basis", "What it rests on", hint="findings, measures, paragraphs"),
        Field("report", "Report", hint="its symbol or id"),
        Field("number", "Number in the report"),
        Field("paragraph", "Paragraph"),
        Field("recommendation", "Earlier one it repeats", hint="its entry, rc-…"),
        Field("made_on", "Made on", Sort.DAY),
        Field("review_on", "To be looked at again on", Sort.DAY),
        Field("taken_by", "Who took it up, and how", Sort.TEXT),
        Field("cites", "Evidence of its status", Sort.CITES),
    ),
    (
        Legal(NEW, "made", "made in a report"),
        Legal("made", "made", "changed"),
        Legal("made", "taken up", "the addressee considers it"),
        Legal("made", "in part", "done in part"),
        Legal("made", "done", "done"),
        Legal("made", "declined", "the addressee declined"),
        Legal("made", "overtaken", "events made it pointless"),
        Legal("taken up", "taken up", "changed"),
        Legal("taken up", "in part", "done in part"),
        Legal("taken up", "done", "done"),
        Legal("taken up", "declined", "the addressee declined"),
        Legal("taken up", "overtaken", "events made it pointless"),
        Legal("in part", "in part", "changed"),
        Legal("in part", "done", "done"),
        Legal("in part", "declined", "no more is done"),
        Legal("in part", "overtaken", "events made it pointless"),
        Legal("declined", "taken up", "considered again"),
        Legal("done", "made", "undone, and recommended again"),
    ),
    {
        "": ("text", "addressee", "direction", "basis", "made_on"),
        "in part": ("taken_by",), "done": ("taken_by",), "declined": ("taken_by",),
    },
    "review_on", ("made", "taken up", "in part"), (("made_on", "review_on"),),
)  # fmt: skip
