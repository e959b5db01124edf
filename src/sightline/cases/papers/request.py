"""A request for information to a state, a body or a company: drafted, sent, reminded of, answered.

The letter is made from it (`sightline case letter`); what was sent and what came back are items.
"""

from __future__ import annotations

from sightline.cases.kind import Field, Kind, Sort
from sightline.cases.workflow import NEW, Legal

KINDS = ("state", "United Nations body", "international organisation", "company", "other")

KIND = Kind(
    "request", "Request for information", "q", "subject",
    (
        Field("addressee", "Addressee"),
        Field("addressee_kind", "What the addressee is", Sort.CHOICE, KINDS),
        Field("country", "Country, two letters", hint="where the addressee is one, or belongs to one"),
        Field("subject", "Subject"),
        Field("facts", "What is known", Sort.LINES, hint="one fact a line; what the addressee may read"),
        Field("questions", "Questions", Sort.LINES, hint="one a line"),
        Field("channel", "Channel"),
        Field("sent_on", "Sent on", Sort.DAY),
        Field("due", "Answer asked for by", Sort.DAY),
        Field("letters", "Letters sent", Sort.CITES),
        Field("reminded_on", "Reminded on", Sort.DAY),
        Field("answered_on", "Answered on", Sort.DAY),
        Field("answers", "Answers", Sort.CITES),
        Field("says", "What the answer says", Sort.TEXT),
    ),
    (
        Legal(NEW, "draft", "being written"),
        Legal(NEW, "sent", "sent before it was recorded"),
        Legal("draft", "draft", "changed"),
        Legal("draft", "sent", "sent"),
        Legal("draft", "withdrawn", "not sent after all"),
        Legal("sent", "sent", "changed"),
        Legal("sent", "reminded", "a reminder was sent"),
        Legal("sent", "answered", "an answer came"),
        Legal("sent", "closed", "closed without an answer"),
        Legal("reminded", "reminded", "reminded again, or changed"),
        Legal("reminded", "answered", "an answer came"),
        Legal("reminded", "closed", "closed without an answer"),
        Legal("answered", "answered", "changed, or more came"),
        Legal("answered", "reminded", "the answer leaves questions open"),
        Legal("closed", "answered", "an answer came late"),
    ),
    {
        "": ("addressee", "addressee_kind", "subject", "questions"),
        "sent": ("sent_on", "due", "channel"),
        "reminded": ("sent_on", "due", "reminded_on"),
        "answered": ("answered_on", "answers", "says"),
    },
    "due", ("draft", "sent", "reminded"),
    (("sent_on", "due"), ("sent_on", "reminded_on"), ("sent_on", "answered_on")),
)  # fmt: skip
