"""The decision on whether a text may name a party, and as what. It is recorded, with its reasons.

A state, a state-owned company, a private one, a person, and one that did not know what it was used
for are told apart. A party is named after its hearing is on record, and not when it cured the matter
before it was named.
"""

from __future__ import annotations

from sightline.cases.kind import Field, Kind, Sort
from sightline.cases.workflow import NEW, Legal
from sightline.model.casework import PartyKind

NAMED, NOT_NAMED = "named", "not named"

KIND = Kind(
    "naming", "Naming decision", "n", "name",
    (
        Field("party", "Party", hint="its short id, as findings and reports use it"),
        Field("name", "Name"),
        Field("kind", "Named as", Sort.CHOICE, tuple(PartyKind)),
        Field("entity", "Entity", hint="its id, where it has one"),
        Field("reasons", "Reasons", Sort.TEXT),
    ),
    (
        Legal(NEW, NAMED, "may be named"),
        Legal(NEW, NOT_NAMED, "is described without its name"),
        Legal(NAMED, NAMED, "worded anew"),
        Legal(NAMED, NOT_NAMED, "is not to be named after all"),
        Legal(NOT_NAMED, NAMED, "may be named after all"),
        Legal(NOT_NAMED, NOT_NAMED, "worded anew"),
    ),
    {"": ("party", "name", "kind", "reasons")},
)  # fmt: skip
