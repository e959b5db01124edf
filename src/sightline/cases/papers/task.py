"""Something to be done in a case, by whom and until when."""

from __future__ import annotations

from sightline.cases.kind import Field, Kind, Sort
from sightline.cases.workflow import NEW, Legal

KIND = Kind(
    "task", "Task", "t", "title",
    (
        Field("title", "What is to be done"),
        Field("assigned", "By whom"),
        Field("due", "Until", Sort.DAY),
        Field("note", "Note", Sort.TEXT),
        Field("cites", "Rests on", Sort.CITES),
    ),
    (
        Legal(NEW, "open", "to be done"),
        Legal("open", "open", "changed"),
        Legal("open", "done", "done"),
        Legal("open", "dropped", "not to be done after all"),
        Legal("done", "open", "to be done again"),
        Legal("dropped", "open", "to be done after all"),
    ),
    {"": ("title",)},
    "due", ("open",),
)  # fmt: skip
