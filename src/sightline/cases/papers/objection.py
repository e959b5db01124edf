"""An objection to a finding: what is contested, the answer, and what became of it. It stays on record.

A finding is not agreed while an objection to it waits for an answer.
"""

from __future__ import annotations

from sightline.cases.kind import Field, Kind, Sort
from sightline.cases.workflow import NEW, Legal

KIND = Kind(
    "objection", "Objection", "o", "text",
    (
        Field("finding", "Finding", hint="its id"),
        Field("by", "Who objects"),
        Field("text", "What is contested, and why", Sort.TEXT),
        Field("cites", "Rests on", Sort.CITES),
        Field("answer", "Answer", Sort.TEXT),
        Field("answered_by", "Who answers"),
        Field("result", "What became of it", Sort.TEXT),
    ),
    (
        Legal(NEW, "unanswered", "waits for an answer"),
        Legal("unanswered", "unanswered", "worded anew"),
        Legal("unanswered", "answered", "answered"),
        Legal("unanswered", "withdrawn", "taken back by whoever made it"),
        Legal("answered", "answered", "the answer was worded anew"),
        Legal("answered", "unanswered", "the answer does not do"),
        Legal("answered", "accepted", "the finding was changed for it"),
        Legal("answered", "maintained", "neither side moved; both stand on record"),
        Legal("answered", "withdrawn", "taken back by whoever made it"),
        Legal("maintained", "answered", "taken up again"),
    ),
    {
        "": ("finding", "by", "text"),
        "answered": ("answer", "answered_by"),
        "accepted": ("answer", "result"),
        "maintained": ("answer", "result"),
    },
)  # fmt: skip
