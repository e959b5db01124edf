"""A letter before it has a look: letterhead, addressee, numbered paragraphs, annexes with tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sightline.reports.layout import ONE_LINE, Drawn, Grid, Heading, Para, Run, is_short, shares

AIR = 3
"""letters more for a narrow column, so that a code stays on one line in a wider font"""
OPEN = "to be completed"
"""what stands in a draft where something is missing"""
POLITE = "Dear Sir or Madam,", "Yours faithfully,"
TO_A_STATE = "Excellency,", "Please accept, Excellency, the assurances of our highest consideration."
"""how a letter begins and closes, by English usage; offices may know better"""
_OF_A_STATE = re.compile(
    r"\b(?:permanent (?:mission|representative)|ambassador|embassy|minist(?:er|ry)|government)\b",
    re.IGNORECASE,
)


def address(to: Sequence[str], state: bool = False) -> tuple[str, str]:
    """Salutation and close of a letter to whom its lines name; `state` where that is a state in any case."""
    return TO_A_STATE if state or _OF_A_STATE.search(" ".join(to)) else POLITE


@dataclass(frozen=True, slots=True)
class Letter:
    """All that is drawn of a letter. `draft` prints on every page that it is one."""

    sender: str
    sender_lines: tuple[str, ...]
    reference: str
    dated: date
    to: tuple[str, ...]
    through: str
    subject: str
    opening: tuple[str, ...]
    body: tuple[Drawn, ...]
    closing: str
    signed_by: tuple[str, ...]
    annexes: tuple[Drawn, ...]
    draft: bool = False
    salutation: str = ""


def heading(label: str, text: str, level: int = 2) -> Heading:
    """A heading under its label, as `1` or `Annex A`."""
    return Heading(level, label, text, f"heading/{label}")


def para(label: str, text: str) -> Para:
    """A paragraph; empty lines in the text become spaces."""
    return Para(label, f"paragraph/{label or text[:40]}", (Run(" ".join(text.split())),))


def grid(
    number: int, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], note: str = ""
) -> Grid:
    """A table of texts, its columns as wide as what stands in them needs."""
    drawn = tuple(tuple((Run(cell),) for cell in row) for row in rows)
    texts = [[name, *(row[at] for row in rows)] for at, name in enumerate(columns)]
    widths = tuple(share + AIR if share <= ONE_LINE + AIR else share for share in shares(texts))
    whole = is_short(rows, widths)
    return Grid(number, f"table/{number}", title, tuple(columns), drawn, note, False, widths, whole)
