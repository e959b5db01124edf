"""One JSON for every door: how the nouns and the answers of this package are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import PurePath

import msgspec

from sightline.model.citation import Citation
from sightline.model.marking import Marking, Tlp
from sightline.model.place import Place
from sightline.model.signal import Signal

CUSTODY = ("at", "action", "actor", "subject", "detail", "hash")
"""What doors show of a custody entry. `prev` stays inside: a link to an entry one may not see tells of it."""

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def shape(value: object) -> Json:
    """Plain JSON values: a place, a marking, a time and a decimal number become text, a citation
    `{item, place, quote}`, a signal its published line.

    Any other dataclass or Struct becomes an object of its fields, a set a sorted list. `TypeError` for what
    has no shape, so that nothing is published by its `repr`.
    """
    if isinstance(value, Tlp):
        return value.text
    if isinstance(value, Enum):
        return shape(value.value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Place | Marking | PurePath):
        return str(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Citation):
        return dict(value.as_json())
    if isinstance(value, Signal):
        return shape(value.as_json())
    return _compound(value)


def custody(entries: Iterable[Mapping[str, object]]) -> tuple[dict[str, object], ...]:
    """Custody entries as doors show them."""
    return tuple({name: entry[name] for name in CUSTODY if name in entry} for entry in entries)


def _compound(value: object) -> Json:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: shape(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, msgspec.Struct):
        return {name: shape(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, Mapping):
        return {str(name): shape(part) for name, part in value.items()}
    if isinstance(value, frozenset | set):
        return [shape(part) for part in sorted(value)]
    if isinstance(value, tuple | list):
        return [shape(part) for part in value]
    raise TypeError(f"no JSON shape for {type(value).__name__}")
