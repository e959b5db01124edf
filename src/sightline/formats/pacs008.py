"""Customer credit transfers between banks: ISO 20022 `pacs.008` in any version, read by local names.

One transfer is one payment. Its id is the UETR, else the transaction, instruction or end-to-end id; its
time the settlement day, of the transfer or of the whole message, else when it was accepted or the message
made. The row of a place counts transfers from 1. Elements not named in the manual are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa

from sightline.formats.csv_blocks import Block, Span
from sightline.formats.description import Description, Doubt
from sightline.formats.pacs008_elements import (
    ACCEPTED,
    AMOUNT,
    CREATED,
    KEPT,
    KEPT_HEADER,
    MESSAGE,
    PARTY,
    PURPOSE,
    REFERENCES,
    SETTLED,
    SIDES,
    Reader,
    Transfer,
)
from sightline.formats.payments_csv import SELF_PAYMENT, columns, refuse_again, to_itself
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.seen import Seen
from sightline.formats.sheet import Sheet
from sightline.formats.source import Readable
from sightline.formats.table_schemas import PAYMENTS
from sightline.formats.unpacked import start
from sightline.model.place import Place
from sightline.model.telemetry import Refusal

DESCRIPTION = Description(
    name="pacs008",
    version=1,
    kind="table",
    title="Credit transfers between banks (ISO 20022 pacs.008)",
    publisher="",
    list_id="",
    roles=("message",),
    knows=(*sorted(KEPT), *(f"GrpHdr/{name}" for name in sorted(KEPT_HEADER))),
    met_real_file=False,
    specification="ISO 20022 FIToFICustomerCreditTransfer (pacs.008.001.01 to .13)",
    table="payments",
)
TOGETHER = 4096
"""transfers checked at a time"""
NOTHING = "NOTPROVIDED"
CUT = "fetch the message again: it ends before it is complete"
_ROOT = re.compile(rb"<(?:[\w.-]+:)?" + MESSAGE.encode() + rb"[\s>]")


def recognise(head: bytes, name: str) -> str | None:
    """`message` when the first bytes hold the element every pacs.008 has."""
    first = start(head)
    return "message" if first.lstrip().startswith(b"<") and _ROOT.search(first) else None


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `PAYMENTS`; transfers that are wrong go to `refuse`.

    BadInput where the XML breaks in the middle; one that ends too early has its last transfer refused.
    """
    reader, seen = Reader(item), Seen()
    stream = _rows(reader)
    while rows := list(islice(stream, TOGETHER)):
        sheet = Sheet(item.sha256, _block(rows))
        found = columns(sheet)
        refuse_again(sheet, "payment_id", found["payment_id"], seen)
        for doubt in sheet.doubts(to_itself(found), SELF_PAYMENT):
            asides.note(doubt)
        for refusal in sheet.refusals():
            refuse(refusal)
        yield from sheet.batches(PAYMENTS, found)
    _end(reader, refuse, asides)


def _end(reader: Reader, refuse: Refuse, asides: Asides) -> None:
    item = reader.item
    for doubt in reader.stream.doubts():
        asides.note(doubt)
    whole = Place.of_bytes(0, item.size)
    if reader.open:
        begin = 0 if reader.stream.packed else reader.open.start
        place = Place(f"row {reader.open.number}", begin, max(item.size - 1, begin))
        refuse(Refusal(item.sha256, place, "the file ends inside this transfer", CUT))
    elif reader.cut:
        asides.note(Doubt(item.sha256, whole, "the file ends before its last element is closed"))
    for said, counted in reader.announced:
        if said != counted:
            asides.note(
                Doubt(item.sha256, whole, f"a message says it has {said} transfers, and {counted} were found")
            )


def _rows(reader: Reader) -> Iterator[tuple[Span, dict[str, str]]]:
    for transfer in reader.transfers():
        if reader.stream.packed:
            span = Span(transfer.number, 0, reader.item.size - 1)
        else:
            span = Span(transfer.number, transfer.start, transfer.end - 1)
        yield span, _texts(transfer, reader.header)


def _texts(transfer: Transfer, header: dict[str, str]) -> dict[str, str]:
    references = [transfer.first(path) for path in REFERENCES]
    found = {
        "payment_id": next((text for text in references if text and text != NOTHING), ""),
        "booked_at": transfer.first(SETTLED)
        or header.get(SETTLED, "")
        or transfer.first(ACCEPTED)
        or header.get(CREATED, ""),
        "amount": transfer.first(AMOUNT),
        "currency": transfer.currency,
        "purpose": " ".join(text for path in PURPOSE for text in transfer.texts.get(path, ())),
        "channel": "pacs.008",
    }
    for side, tag in SIDES.items():
        for part, paths in PARTY.items():
            found[f"{side}_{part}"] = transfer.first(*(path.format(tag) for path in paths))
    return found


def _block(rows: list[tuple[Span, dict[str, str]]]) -> Block:
    names = rows[0][1]
    return Block(
        {name: pa.array([texts[name] or None for _, texts in rows], pa.string()) for name in names},
        *(np.array([getattr(span, part) for span, _ in rows], np.int64) for part in ("row", "start", "end")),
    )
