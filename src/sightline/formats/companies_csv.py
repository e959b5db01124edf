"""Companies as a register states them, as canonical CSV: a row for each director, owner or address known.

A company may stand in several rows: each may name another director, owner, address or period. `from` and
`to` say when what the row states began and ended.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sightline.formats import cells, csv_tables
from sightline.formats.csv_tables import Layout
from sightline.formats.description import Description
from sightline.formats.payments_csv import country
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.sheet import Sheet
from sightline.formats.source import Readable

TEXTS = ("name", "address", "phone", "email", "domain", "agent", "director", "director_birth_date", "owner")
LAYOUT = Layout(
    "companies",
    ("company",),
    (
        "name", "jurisdiction", "incorporated_on", "address", "phone", "email", "domain", "agent", "director",
        "director_birth_date", "owner", "share", "from", "to", "basis", "document",
    ),
    {"since": "from", "until": "to"},
)  # fmt: skip
DESCRIPTION = Description(
    name="companies_csv",
    version=1,
    kind="table",
    title="Companies, their directors and owners (canonical CSV)",
    publisher="",
    list_id="",
    roles=("rows",),
    knows=LAYOUT.known,
    met_real_file=False,
    specification="the columns of this page; share in per cent, days as YYYY-MM-DD",
    table="companies",
)
recognise = csv_tables.recogniser(LAYOUT)
WHOLE = 100.0
"""per cent"""


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `COMPANIES`; rows that are wrong go to `refuse`, FormatChanged at a wrong header."""
    return csv_tables.read(item, LAYOUT, _columns, refuse, asides)


def _columns(sheet: Sheet, asides: Asides) -> dict[str, Any]:
    since, until = sheet.day("since"), sheet.day("until")
    backwards = pc.fill_null(pc.less(until, since), False).to_numpy(zero_copy_only=False)
    sheet.refuse(backwards, lambda index: "the period ends before it begins", "correct from or to")
    return {
        "company": sheet.text("company", required=True),
        **{name: sheet.text(name) for name in TEXTS},
        "jurisdiction": cells.mapped(sheet.raw("jurisdiction"), country, pa.string()).values,
        "incorporated_on": sheet.day("incorporated_on"),
        "share": sheet.number("share", 0.0, WHOLE),
        "since": since,
        "until": until,
        **sheet.origin(),
    }
