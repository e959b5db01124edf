"""A question put to the lists, and what came back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from sightline.model.citation import Citation


class Query(msgspec.Struct, frozen=True, gc=False):
    """A party as a customer describes it; all but the name may be empty. `id` is the asker's own."""

    name: str = ""
    schema: str = ""
    birth_date: str = ""
    nationality: str = ""
    country: str = ""
    imo: str = ""
    mmsi: str = ""
    bic: str = ""
    identifier: str = ""
    address: str = ""
    id: str = ""
    aliases: tuple[str, ...] = ()


FIELDS = Query.__struct_fields__
"""what a query may say, in order"""


class HitReason(msgspec.Struct, frozen=True, gc=False):
    """One comparison: how far two values agree (0 to 1; below 0: they contradict), and where it stands."""

    text: str
    score: float
    query: str
    listed: str
    cites: tuple[Citation, ...]
    forms: Mapping[str, Any] = {}
    """the normalised words and values that were compared, from which the score can be computed again"""

    def __post_init__(self) -> None:
        if not self.cites:
            raise ValueError(f"reason without evidence: {self.text!r}")


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A listed entity that answers a query. `alert`: someone should look; `match`: more than a name."""

    entity: str
    caption: str
    list: str
    reference: str
    score: float
    alert: bool
    match: bool
    reasons: tuple[HitReason, ...]
    would_change: tuple[str, ...] = ()
    """what one more fact about the party would do, as sentences"""
