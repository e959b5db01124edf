"""Citations as they are typed: `SHA256@PLACE`."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.model.citation import Citation

Cites = Annotated[
    list[str] | None, typer.Option("--cite", help="What it rests on: SHA256@PLACE.", metavar="SHA256@PLACE")
]


def one(text: str) -> Citation:
    """`SHA256@bytes 10-20` as a citation; `UsageError` otherwise."""
    return Citation.parse(text)


def parsed(texts: list[str] | None) -> tuple[Citation, ...]:
    """Several of them."""
    return tuple(one(text) for text in texts or ())
