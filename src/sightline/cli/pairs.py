"""`NAME=VALUE` options: several fields in one command."""

from __future__ import annotations

from typing import Annotated

import typer

from sightline.errors import UsageError
from sightline.service.shape import shape

Fields = Annotated[
    list[str],
    typer.Option("--field", "-f", help="A field as NAME=VALUE; may be repeated.", metavar="NAME=VALUE"),
]
Exhibits = Annotated[
    list[str] | None,
    typer.Option("--evidence", help="Evidence of the case as ID=for or ID=against.", metavar="ID=WAY"),
]


def pairs(texts: list[str] | None) -> dict[str, str]:
    """`["a=b"]` as a mapping; `UsageError` for a text without `=`. `\\n` in a value is a new line."""
    found = {}
    for text in texts or ():
        name, sign, value = text.partition("=")
        if not sign:
            raise UsageError(f"not NAME=VALUE: {text!r}", remedy="write it as title=Ask the port")
        found[name.strip()] = value.replace("\\n", "\n")
    return found


def shaped(one: object) -> dict[str, object]:
    """A noun as a line of JSON."""
    made = shape(one)
    return dict(made) if isinstance(made, dict) else {"value": made}
