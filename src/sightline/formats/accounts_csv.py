"""Accounts and who holds them, as canonical CSV: one row an account as somebody states it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sightline.formats import cells, csv_tables
from sightline.formats.csv_tables import Layout
from sightline.formats.description import Description
from sightline.formats.payments_csv import account, bank, country
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
    version=3,
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
        another = seen.again(number) & ~held.again(both)
        for doubt in sheet.doubts(another, MERGED):
            told.note(doubt)
        return found

    return csv_tables.read(item, LAYOUT, check, refuse, asides)


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
