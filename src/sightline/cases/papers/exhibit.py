"""A piece of evidence that hypotheses are weighed against: a citation, graded apart from its source.

Its source, the source's reliability and its origin group follow from the item; two pieces of one origin
are counted once where origins are counted.
"""

from __future__ import annotations

from sightline.cases.kind import Field, Kind, Sort
from sightline.cases.workflow import NEW, Legal
from sightline.model.item import CREDIBILITY

KIND = Kind(
    "exhibit", "Evidence", "e", "note",
    (
        Field("note", "What it says, in a sentence"),
        Field("cites", "Where it stands", Sort.CITES),
        Field(
            "credibility", "Credibility of the information", Sort.CHOICE, tuple(map(str, CREDIBILITY)),
            "1 confirmed by other sources … 5 improbable, 6 cannot be judged",
        ),
        Field("caveat", "What one should know before relying on it", Sort.TEXT),
    ),
    (
        Legal(NEW, "weighed", "to be weighed"),
        Legal("weighed", "weighed", "worded or graded anew"),
        Legal("weighed", "set aside", "not weighed any more, with the reason"),
        Legal("set aside", "weighed", "weighed again"),
    ),
    {"": ("note", "cites", "credibility")},
)  # fmt: skip
