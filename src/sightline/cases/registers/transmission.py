"""A report on its way to the Council: which edition, through which Member State, and what became of it.

An office outside the United Nations cannot have its report circulated by itself: a Member State asks the
President of the Security Council to circulate it as a document (practice unverified). The package is made by
`sightline transmit package`.
"""

from __future__ import annotations

from sightline.cases.kind import Field, Kind, Sort
from sightline.cases.workflow import NEW, Legal

PLURAL, MAY, ABOUT = "Transmissions", "decide", ()
EDITIONS = ("public", "council", "committee")

KIND = Kind(
    "transmission", "Transmission", "tr", "report",
    (
        Field("report", "Report", hint="its symbol or id"),
        Field("edition", "Edition", Sort.CHOICE, EDITIONS),
        Field("member", "Member State that asks", hint="two letters, as nl"),
        Field("mission", "Its mission, as the letter names it"),
        Field("addressee", "Addressee", hint="the President of the Security Council where nothing is said"),
        Field("title", "Title of the report, as the letter names it"),
        Field("signatory", "Who signs for the Member State"),
        Field("contact", "Whom it may ask"),
        Field("approved_by", "Approved by", hint="whoever moves it on to approved, where nothing is said"),
        Field("approved_on", "Approved on", Sort.DAY),
        Field("approved_as", "Approved as", hint="who approves under the mandate, where nothing is said"),
        Field("sent_on", "Handed over on", Sort.DAY),
        Field("circulated_on", "Circulated on", Sort.DAY),
        Field("symbol", "Document symbol", hint="as S/2026/123, once it has one"),
        Field("letters", "Letters", Sort.CITES),
        Field("note", "Note", Sort.TEXT),
    ),
    (
        Legal(NEW, "draft", "being prepared"),
        Legal("draft", "draft", "changed"),
        Legal("draft", "approved", "those who approve agreed"),
        Legal("draft", "dropped", "not sent after all"),
        Legal("approved", "approved", "changed"),
        Legal("approved", "draft", "the text changed, and is approved anew"),
        Legal("approved", "sent", "handed over to the Member State"),
        Legal("approved", "dropped", "not sent after all"),
        Legal("sent", "sent", "changed"),
        Legal("sent", "circulated", "circulated as a document"),
        Legal("sent", "declined", "the Member State or the Council did not circulate it"),
        Legal("circulated", "circulated", "changed, or corrected"),
    ),
    {
        "": ("report", "edition", "member"),
        "sent": ("sent_on",),
        "circulated": ("circulated_on", "symbol"),
        "declined": ("note",),
    },
    order=(("sent_on", "circulated_on"),),
)  # fmt: skip
