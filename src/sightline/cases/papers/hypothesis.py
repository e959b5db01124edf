"""One of several ways in which what was seen could be explained.

Hypotheses are weighed against each other, the innocent one among them: see `exhibit`.
"""

from __future__ import annotations

from sightline.cases.kind import Field, Kind, Sort
from sightline.cases.workflow import NEW, Legal

KIND = Kind(
    "hypothesis", "Hypothesis", "y", "short",
    (
        Field("short", "In a few words", hint="the head of its column"),
        Field("text", "In full", Sort.TEXT, hint="who did what, and what would have to be so"),
        Field("would_show", "What would speak against it if it were found", Sort.TEXT),
    ),
    (
        Legal(NEW, "weighed", "to be weighed"),
        Legal("weighed", "weighed", "worded anew"),
        Legal("weighed", "set aside", "not weighed any more, with the reason"),
        Legal("set aside", "weighed", "weighed again"),
    ),
    {"": ("short",)},
)  # fmt: skip
