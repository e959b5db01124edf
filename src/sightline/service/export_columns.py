"""The columns of a run that is exported as a table, and how an export is read again as parties to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from sightline.model.screening import Query
from sightline.service.query_columns import COLUMNS as ASKED

ROW, NAMES, SAID, CERTIFICATE = "row", "aliases", "result", "certificate"
COLUMNS = (
    ROW, "name", NAMES, *ASKED[-1:], *ASKED[1:-1], SAID, "problem", "list", "reference", "listed", "score",
    "reasons", "would_change", "notes", "decision", "decided_by", "decided_at", "why", "until", CERTIFICATE,
)  # fmt: skip
REFUSED = "refused"
"""what the result of a row is that could not be asked"""
BETWEEN = "; "
"""what stands between other names of one party"""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins like this is run by spreadsheet programs; it gets an apostrophe before it."""
NOTE = (
    "read as an export of a screening: the parties are asked anew, each once however many hits it had; "
    "results and decisions that stand in it were not read"
)
AGAIN = "could not be asked when it was exported ({why})"


def harmless(value: object) -> str:
    """A cell's text that no spreadsheet program runs."""
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(FORMULA) else text


def _as_asked(text: str) -> str:
    """The text of such a cell as it was before."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def is_export(header: Sequence[str]) -> bool:
    """Whether a header is of an exported run, as it was or with columns taken away or moved."""
    return {"name", SAID, CERTIFICATE} <= set(header) <= set(COLUMNS) and len(set(header)) == len(header)


def is_answer(shape: object) -> bool:
    """Whether a JSON object is a line of answers, as `screen` and an export give them."""
    return isinstance(shape, dict) and {"query", "hits", CERTIFICATE} <= shape.keys()


def of_answer(shape: Mapping[str, Any]) -> tuple[Query, str]:
    """What such a line asked, and a note where it could not be; `ValueError` for another shape."""
    try:
        query = msgspec.convert(shape["query"], Query)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error
    problem = shape.get("problem")
    return query, AGAIN.format(why=problem) if problem else ""


class Export:
    """The rows of an exported run, of which several may be hits of one party: it is asked once."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def party(self, row: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...], str] | None:
        """What a row asks, its other names, and a note; None where its party was asked by a row above."""
        if certificate := row.get(CERTIFICATE, ""):
            seen = hash(certificate)
            if seen in self._seen:
                return None
            self._seen.add(seen)
        asked = {name: _as_asked(row[name]) for name in ASKED if name in row}
        aliases = tuple(_as_asked(row.get(NAMES, "")).split(BETWEEN)) if row.get(NAMES) else ()
        refused = row[SAID] == REFUSED and row.get("problem", "")
        return asked, aliases, AGAIN.format(why=_as_asked(refused)) if refused else ""
