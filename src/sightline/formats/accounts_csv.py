"""Accounts and who holds them, as canonical CSV: one row an account as somebody states it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sightline.clean import bic, holder_kinds
from sightline.formats import cells, csv_tables
from sightline.formats.csv_tables import Layout
from sightline.formats.description import Description
from sightline.formats.payments_csv import HIDDEN, account, bank, country, hidden
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.seen import Seen
from sightline.formats.sheet import Sheet
from sightline.formats.source import Readable

LAYOUT = Layout(
    "accounts",
    ("account",),
    (
        "holder", "holder_type", "opened_on", "country", "bic", "address", "phone", "email", "device",
        "basis", "document",
    ),
)  # fmt: skip
DESCRIPTION = Description(
    name="accounts_csv",
    version=5,
    kind="table",
    title="Accounts and their holders (canonical CSV)",
    publisher="",
    list_id="",
    roles=("rows",),
    knows=LAYOUT.known,
    met_real_file=False,
    specification="the columns of this page",
    table="accounts",
)
ODD_KIND = "taken, though its holder type is no kind of holder known here: no detector looks for it"
ODD_BIC = "taken, though its BIC is none: 8 or 11 letters and digits, a country's code in the middle"
LATER = "taken, though it was opened after 2100-12-31: no such day is known"
LAST = date(2100, 12, 31)
MERGED = "taken, though an earlier row names another holder of this account: shared, sold or merged"
recognise = csv_tables.recogniser(LAYOUT)


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `ACCOUNTS`; rows that are wrong go to `refuse`, FormatChanged at a wrong header.

    An account may stand in several rows: holders share it, it changed hands, or two were merged. A row with
    another holder than an earlier one is taken and noted.
    """
    seen, held = Seen(), Seen()

    def check(sheet: Sheet, told: Asides) -> dict[str, Any]:
        found = _columns(sheet)
        number = found["account"]
        both = pc.binary_join_element_wise(number, pc.fill_null(found["holder"], ""), "\0")
        another = sheet.again(number, seen) & ~sheet.again(both, held)
        odd = [(another, MERGED), (hidden(sheet, "account"), HIDDEN.format("own")), *_odd(sheet, found)]
        for wrong, message in odd:
            for doubt in sheet.doubts(wrong, message):
                told.note(doubt)
        return found

    return csv_tables.read(item, LAYOUT, check, refuse, asides)


def _odd(sheet: Sheet, found: dict[str, Any]) -> Iterator[tuple[cells.Mask, str]]:
    """Rows that are taken though a cell says what cannot be, and why."""
    kinds = cells.mapped(found["holder_type"], holder_kinds.known, pa.bool_()).values
    yield _mask(pc.invert(kinds)), ODD_KIND
    known = cells.mapped(found["bic"], lambda text: bool(bic.clean(text)), pa.bool_()).values
    yield _mask(pc.invert(known)), ODD_BIC
    yield _mask(pc.greater(found["opened_on"], pa.scalar(LAST))), LATER


def _mask(found: Any) -> cells.Mask:
    mask: cells.Mask = pc.fill_null(found, False).to_numpy(zero_copy_only=False)
    return mask


def _columns(sheet: Sheet) -> dict[str, Any]:
    return {
        "account": account(sheet, "account"),
        **{
            name: sheet.text(name)
            for name in ("holder", "holder_type", "address", "phone", "email", "device")
        },
        "opened_on": sheet.day("opened_on"),
        "country": cells.mapped(sheet.raw("country"), country, pa.string()).values,
        "bic": cells.mapped(sheet.raw("bic"), bank, pa.string()).values,
        **sheet.origin(),
    }
