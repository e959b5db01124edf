"""The kinds of papers a case holds. The folder is the register: each module is one kind.

A kind's module has `KIND`; its docstring is its manual page.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from sightline.cases.kind import Kind
from sightline.errors import UsageError


@cache
def kinds() -> dict[str, Kind]:
    """Every kind in the folder, by name."""
    found = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        loaded = import_module(f"{__name__}.{module.name}")
        found[module.name] = loaded.KIND
    return found


def kind(name: str) -> Kind:
    """One kind; `UsageError` names those there are."""
    if name not in kinds():
        raise UsageError(f"no such kind of paper: {name!r}", remedy="use one of " + ", ".join(kinds()))
    return kinds()[name]


def manual(name: str) -> str:
    """The manual page of a kind."""
    return (import_module(f"{__name__}.{name}").__doc__ or "").strip()
