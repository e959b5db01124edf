"""From the place columns of a row to a citation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sightline.model.citation import Citation
from sightline.model.place import Place

COLUMNS = ("item", "row", "place_start", "place_end")


def citation(row: Mapping[str, Any]) -> Citation:
    """The place a row stands at, from its columns `item`, `row`, `place_start` and `place_end`.

    A row of a list (the table `listed`) has no number, and the words of its place in `label`; a row of
    transfers or payments has no such column.
    """
    label = f"row {row['row']}" if row["row"] or row.get("label") is None else row["label"]
    return Citation(row["item"], Place(label, row["place_start"], row["place_end"]))


def citations(rows: Iterable[Mapping[str, Any]]) -> tuple[Citation, ...]:
    """The places of several rows, each once, in the order given."""
    return tuple(dict.fromkeys(citation(row) for row in rows))
