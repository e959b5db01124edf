"""A letter, a call or a meeting: in or out, with whom, about what, with the item it arrived or left as.

Pressure on an expert to align with anyone is recorded here too: as a contact, by whom and about what.
"""

from __future__ import annotations

from sightline.cases.kind import Field, Kind, Sort
from sightline.cases.workflow import NEW, Legal

CHANNELS = ("letter", "note verbale", "email", "call", "meeting", "other")

KIND = Kind(
    "correspondence", "Correspondence", "k", "subject",
    (
        Field("direction", "Direction", Sort.CHOICE, ("in", "out")),
        Field("with", "With whom"),
        Field("on", "Day", Sort.DAY),
        Field("channel", "Channel", Sort.CHOICE, CHANNELS),
        Field("subject", "Subject"),
        Field("says", "What it says", Sort.TEXT),
        Field("cites", "Items", Sort.CITES),
        Field("answers", "Belongs to", hint="the id of a request, a hearing or another letter"),
        Field("due", "Answer due by", Sort.DAY),
    ),
    (
        Legal(NEW, "recorded", "entered in the register"),
        Legal(NEW, "to be answered", "entered, an answer is owed or awaited"),
        Legal("recorded", "recorded", "corrected"),
        Legal("recorded", "to be answered", "an answer is owed or awaited"),
        Legal("to be answered", "to be answered", "corrected"),
        Legal("to be answered", "recorded", "answered"),
    ),
    {"": ("direction", "with", "on", "channel", "subject"), "to be answered": ("due",)},
    "due", ("to be answered",),
)  # fmt: skip
