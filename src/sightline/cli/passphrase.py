"""The passphrase of the office's signing key, where it has one: from the environment, else asked for."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from sightline.errors import UsageError
from sightline.evidence.keys import is_sealed

VARIABLE = "SIGHTLINE_PASSPHRASE"

Sealing = Annotated[
    bool,
    typer.Option("--passphrase", help=f"Keep the signing key under a passphrase: asked for, or {VARIABLE}."),
]


def held(keys: Path) -> str | None:
    """The passphrase of a folder's signing key; None where it has none, or nobody can be asked."""
    if not is_sealed(keys):
        return None
    if given := os.environ.get(VARIABLE):
        return given
    return str(typer.prompt("Passphrase of the signing key", hide_input=True, err=True)) if _asks() else None


def chosen(wanted: bool) -> str | None:
    """A new passphrase, typed twice; None where none is wanted. `UsageError` where nobody can be asked."""
    if not wanted:
        return None
    if given := os.environ.get(VARIABLE):
        return given
    if not _asks():
        raise UsageError("nobody can be asked for a passphrase here", remedy=f"give it in {VARIABLE}")
    return str(typer.prompt("New passphrase", hide_input=True, confirmation_prompt=True, err=True))


def _asks() -> bool:
    return sys.stdin.isatty()
