"""What `POST /api/screen` takes; a field it does not know is refused by name."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from sightline.model.screening import Query


class Party(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A party as a customer describes it; all but a name or an identifier may be left out."""

    name: str = ""
    schema: Annotated[str, Meta(description="Person, Company, Organization, LegalEntity, Vessel")] = ""
    birth_date: Annotated[str, Meta(description="YYYY, YYYY-MM or YYYY-MM-DD")] = ""
    nationality: str = ""
    country: str = ""
    imo: str = ""
    mmsi: str = ""
    bic: str = ""
    identifier: Annotated[str, Meta(description="passport, registration or any other number")] = ""
    address: str = ""
    id: Annotated[str, Meta(description="the asker's own, given back")] = ""
    aliases: tuple[str, ...] = ()

    def query(self) -> Query:
        """The noun."""
        return Query(**msgspec.structs.asdict(self))


class ScreeningRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parties to screen, against all lists held unless some are named."""

    queries: list[Party]
    lists: tuple[str, ...] = ()
    threshold: Annotated[float, Meta(ge=0, le=1)] | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 10
