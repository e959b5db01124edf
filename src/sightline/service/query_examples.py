"""Queries an editor can put into a report as they stand, made from what the office holds."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sightline import regime
from sightline.model.view import View
from sightline.service import lists, signal_log
from sightline.service.workbench import Workbench

MOST = 3
"""lists, and signals, that are shown by name"""


@dataclass(frozen=True, slots=True)
class Example:
    """What a query shows, and the query as it is typed."""

    what: str
    query: str


def examples(view: View, bench: Workbench) -> tuple[Example, ...]:
    """A query of each kind that the office can answer for the View."""
    return tuple(Example(what, json.dumps(query, ensure_ascii=False)) for what, query in _made(view, bench))


def _made(view: View, bench: Workbench) -> Iterator[tuple[str, dict[str, Any]]]:
    held = lists.current(view, bench)
    for one in held[:MOST]:
        yield f"entries of {one.list} by kind", {"kind": "count", "list": one.list, "by": "schema"}
    ships = (one for one in held if bench.lake.entries(view, one).count("Vessel"))
    for one in itertools.islice(ships, 1):
        yield (
            f"ships on {one.list}, with number and flag",
            {
                "kind": "entries",
                "list": one.list,
                "where": {"schema": ["Vessel"]},
                "columns": ["reference", "caption", "prop:imoNumber", "prop:flag"],
            },
        )
    yield (
        "what the measures say on a day",
        {
            "kind": "measures",
            "day": view.as_of.isoformat(),
            "ids": [one.id for one in regime.load()[:MOST]],
        },
    )
    yield "the evidence this edition cites", {"kind": "evidence"}
    if found := signal_log.newest(view, bench)[:MOST]:
        yield "signals, as a table or drawn", {"kind": "signals", "ids": [one.signal.id for one in found]}
