"""A visit to a place: where, when, with whom, what was inspected, what could not be seen."""

from __future__ import annotations

from sightline.cases.kind import Field, Kind, Sort
from sightline.cases.workflow import NEW, Legal

KIND = Kind(
    "visit", "Field visit", "v", "place",
    (
        Field("place", "Place"),
        Field("country", "Country, two letters"),
        Field("from", "From", Sort.DAY),
        Field("until", "Until", Sort.DAY),
        Field("team", "Who went", Sort.LINES, hint="one a line"),
        Field("hosts", "Hosts", Sort.LINES, hint="one a line"),
        Field("inspected", "What was inspected", Sort.LINES, hint="one thing a line"),
        Field("observed", "What was observed", Sort.TEXT),
        Field("limits", "What could not be seen, and what access was refused", Sort.TEXT),
        Field("cites", "Notes, photographs, documents", Sort.CITES),
    ),
    (
        Legal(NEW, "planned", "to be made"),
        Legal(NEW, "made", "made before it was recorded"),
        Legal("planned", "planned", "changed"),
        Legal("planned", "made", "made"),
        Legal("planned", "cancelled", "not made"),
        Legal("made", "made", "corrected or completed"),
        Legal("cancelled", "planned", "to be made after all"),
    ),
    {"": ("place",), "made": ("from", "until", "team", "observed", "limits")},
    "from", ("planned",), (("from", "until"),),
)  # fmt: skip
