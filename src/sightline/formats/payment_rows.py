"""Payments that messages tell, one by one, as rows of a sheet: checked together like those of a CSV."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa

from sightline.formats.csv_blocks import Block, Span
from sightline.formats.message_fields import ASK, FIELDS, MISSING, Told
from sightline.formats.payments_csv import BEYOND, ID_ELEMENT, ID_GIVER, OTHER_ID, REVERSED, taken
from sightline.formats.reading import Asides, Refuse
from sightline.formats.seen import Seen
from sightline.formats.sheet import Sheet
from sightline.formats.source import Readable
from sightline.formats.table_schemas import PAYMENTS

TOGETHER = 4096
"""payments checked at a time"""
NOTE = "note"
"""where a format says what a reader of the payment should know; no column"""
WRONG, REMEDY = "wrong", "remedy"
"""where a format says why a payment cannot be taken, and what to do; no columns"""
CUT = "fetch the message again: it ends before it is complete"
COLUMNS = (
    "payment_id", "booked_at", "amount", "currency", "debtor_account", "creditor_account", "debtor_name",
    "debtor_bic", "debtor_country", "creditor_name", "creditor_bic", "creditor_country", "purpose", "channel",
    *BEYOND, OTHER_ID, ID_ELEMENT, ID_GIVER,
)  # fmt: skip


class MessageSheet(Sheet):
    """Rows out of messages: what is wrong with one is said of the field or element that tells it."""

    def called(self, name: str, index: int) -> str:
        """The field or element, or the column where a message of this kind has none."""
        told = self._told(name, index)
        return told.where if told else name

    def empty(self, name: str, index: int) -> str:
        """That the field or element is missing or tells nothing."""
        return f"{self.called(name, index)} {MISSING}"

    def mend(self, about: str, index: int, remedy: str) -> str:
        """Ask whoever sent the message: nobody else may change it."""
        told = self._told(about, index)
        return ASK.format(where=told.where, form=told.form) if told else remedy

    def _told(self, name: str, index: int) -> Told | None:
        channel = (self.raw("channel")[index].as_py() or "").removesuffix(REVERSED)
        return FIELDS.get(channel, {}).get(name)


def checked(
    item: Readable, stream: Iterator[tuple[Span, dict[str, str]]], refuse: Refuse, asides: Asides
) -> Iterator[Any]:
    """Record batches of the payments that are well: ids once, payments to oneself noted."""
    seen = Seen()
    while rows := list(islice(stream, TOGETHER)):
        sheet = MessageSheet(item.sha256, _block(rows))
        found = taken(sheet, seen, asides)
        for refusal in sheet.refusals():
            refuse(refusal)
        yield from sheet.batches(PAYMENTS, found)


def _block(rows: list[tuple[Span, dict[str, str]]]) -> Block:
    return Block(
        {name: pa.array([texts.get(name) or None for _, texts in rows], pa.string()) for name in COLUMNS},
        *(np.array([getattr(span, part) for span, _ in rows], np.int64) for part in ("row", "start", "end")),
    )
