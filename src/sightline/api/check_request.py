"""What `POST /api/check` takes; a field it does not know is refused by name."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta


class CheckRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One concrete act. Fields are text as a paper has them, amounts may be numbers.

    What cannot be read is asked back."""

    on: Annotated[str, Meta(description="the day asked about, YYYY-MM-DD; today when empty")] = ""
    goods: Annotated[str, Meta(description="the goods in words: English, Korean, Chinese, Russian")] = ""
    hs: Annotated[str, Meta(description="HS code, two to ten digits")] = ""
    hs_version: Annotated[str, Meta(description="HS 2022 when empty")] = ""
    quantity: Annotated[str | int | float, Meta(description="a number, or as a paper has it")] = ""
    unit: Annotated[str, Meta(description="bbl, t, kg, l, m3 or pcs")] = ""
    basis: Annotated[str, Meta(description="shipment or total")] = ""
    value: Annotated[str | int | float, Meta(description="US dollars")] = ""
    source: Annotated[str, Meta(description="the country it comes from")] = msgspec.field(
        name="from", default=""
    )
    target: Annotated[str, Meta(description="the country it goes to")] = msgspec.field(name="to", default="")
    via: tuple[str, ...] = ()
    origin: str = ""
    service: str = ""
    purpose: Annotated[str, Meta(description="claims an exemption")] = ""
    contract: Annotated[str, Meta(description="the day the contract was made")] = ""
    exemption: str = ""
    facts: Annotated[tuple[str, ...], Meta(description="ids of measures whose asked facts hold")] = ()
    party: tuple[str, ...] = ()
    vessel: tuple[str, ...] = ()

    def raw(self) -> dict[str, str | list[str]]:
        """The fields as the service reads them."""
        given = msgspec.to_builtins(self)
        return {
            name: list(value) if isinstance(value, tuple | list) else written(value)
            for name, value in given.items()
            if value not in ("", (), [])
        }


def written(value: str | float) -> str:
    """A number of JSON as a paper would have it, without an exponent; text as it is."""
    return value if isinstance(value, str) else format(Decimal(repr(value)), "f")
