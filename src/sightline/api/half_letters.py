"""A body of JSON in which half a letter stands (`\\ud800` alone): the query it is in is refused by itself."""

from __future__ import annotations

import json
import re
from typing import Any

from litestar.connection import Request
from litestar.datastructures import State
from litestar.exceptions import SerializationException

_HALF = re.compile(rb"\\u[dD][89a-fA-F]")


class MayHoldHalves(Request[object, object, State]):
    """A request for many queries, of which one with half a letter is read too, so that it can be told."""

    async def json(self) -> Any:
        """The body; with half letters in the values of queries, for which the framework refuses all of it."""
        try:
            return await super().json()
        except SerializationException:
            found = with_halves(await self.body())
            if found is None:
                raise
            return found


def with_halves(body: bytes) -> Any:
    """What the body says, half letters in the values of its queries kept as they are; None where none stands
    there, where one stands elsewhere, and for what is no JSON."""
    if not _HALF.search(body):
        return None
    try:
        told = json.loads(body, parse_constant=_refuse)
        json.dumps(_beside(told), ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return told


def _beside(told: Any) -> Any:
    """All but the values of queries, which are a list, or stand under names."""
    return (
        told | {"queries": _names(told["queries"])} if isinstance(told, dict) and "queries" in told else told
    )


def _names(told: Any) -> Any:
    """The names of fields, however deep."""
    if isinstance(told, dict):
        return [[name, _names(value)] for name, value in told.items()]
    return [_names(one) for one in told] if isinstance(told, list) else None


def _refuse(word: str) -> Any:
    raise ValueError(f"not JSON: {word}")
