"""Who got which copy: every copy has a number and bytes of its own, so that one that turns up can be told.

Entries are made by `sightline transmit package`; what was handed over on paper is entered by hand.
"""

from __future__ import annotations

from sightline.cases.kind import Field, Kind, Sort
from sightline.cases.workflow import NEW, Legal

PLURAL, MAY, ABOUT = "Copies", "decide", ("transmission",)

KIND = Kind(
    "copy", "Copy", "cp", "recipient",
    (
        Field("transmission", "Transmission", hint="empty where it was handed over without one"),
        Field("report", "Report", hint="its symbol or id"),
        Field("edition", "Edition"),
        Field("recipient", "Recipient"),
        Field("number", "Copy number"),
        Field("handed_on", "Handed over on", Sort.DAY),
        Field("channel", "Channel"),
        Field("hashes", "SHA-256 of its files", Sort.LINES, hint="one a line: the hash, a blank, the name"),
        Field("note", "Note", Sort.TEXT),
    ),
    (
        Legal(NEW, "made", "made, not yet handed over"),
        Legal(NEW, "handed over", "handed over before it was recorded"),
        Legal("made", "handed over", "handed over"),
        Legal("made", "destroyed", "not handed over"),
        Legal("handed over", "handed over", "changed"),
        Legal("handed over", "returned", "came back"),
        Legal("handed over", "seen elsewhere", "turned up where it was not sent"),
        Legal("returned", "destroyed", "destroyed"),
    ),
    {"": ("report", "edition", "recipient", "number"), "handed over": ("handed_on", "channel")},
)  # fmt: skip
