"""Citations as they are typed: `SHA256@PLACE`."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from sightline.errors import UsageError
from sightline.model.citation import Citation
from sightline.model.place import Place

Cites = Annotated[
    list[str] | None, typer.Option("--cite", help="What it rests on: SHA256@PLACE.", metavar="SHA256@PLACE")
]


def one(text: str) -> Citation:
    """`SHA256@bytes 10-20` as a citation; `UsageError` otherwise."""
    item, _, place = text.partition("@")
    if not re.fullmatch(r"[0-9a-f]{64}", item):
        raise UsageError(f"not a citation: {text!r}", remedy="write it as SHA256@bytes 10-20")
    return Citation(item, Place.parse(place))


def parsed(texts: list[str] | None) -> tuple[Citation, ...]:
    """Several of them."""
    return tuple(one(text) for text in texts or ())
