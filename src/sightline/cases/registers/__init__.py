"""The registers an office keeps beyond its cases. The folder is the register: each module is one kind.

A kind's module has `KIND`, `PLURAL`, `MAY` (the action writing asks for) and `ABOUT` (fields
that name another entry); its docstring is its manual page.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from sightline.cases.kind import Kind
from sightline.errors import UsageError


@dataclass(frozen=True, slots=True)
class Register:
    """A kind of entry; `may` is the action its writers need, `about` the fields that name another entry."""

    kind: Kind
    plural: str
    may: str
    about: tuple[str, ...]
    manual: str


@cache
def registers() -> dict[str, Register]:
    """Every register in the folder, by name."""
    found = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        loaded = import_module(f"{__name__}.{module.name}")
        found[module.name] = Register(
            loaded.KIND, loaded.PLURAL, loaded.MAY, loaded.ABOUT, (loaded.__doc__ or "").strip()
        )
    return found


def register(name: str) -> Register:
    """One register; `UsageError` names those there are."""
    if name not in registers():
        raise UsageError(f"no such register: {name!r}", remedy="use one of " + ", ".join(registers()))
    return registers()[name]
