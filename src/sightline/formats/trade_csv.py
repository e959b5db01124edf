"""Trade statistics as canonical CSV: a reporter's flow with a partner, of a heading, in a year or month."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa

from sightline.clean import country_words
from sightline.formats import csv_tables
from sightline.formats.csv_tables import Layout
from sightline.formats.description import Description
from sightline.formats.reading import NO_ASIDES, Asides, Refuse
from sightline.formats.sheet import Sheet
from sightline.formats.source import Readable

FLOWS = {
    "import": "import",
    "m": "import",
    "export": "export",
    "x": "export",
    "re-import": "re-import",
    "rm": "re-import",
    "re-export": "re-export",
    "rx": "re-export",
}
"""Spellings, those of the codes of Comtrade among them."""
HS_VERSIONS = ("1992", "1996", "2002", "2007", "2012", "2017", "2022")
UNKNOWN_VERSION = "unknown"
WORLD, TOTAL = "world", "TOTAL"
LAYOUT = Layout(
    "trade",
    ("period", "reporter", "partner", "flow", "hs", "hs_version"),
    ("quantity", "unit", "value_usd", "basis", "document"),
)
DESCRIPTION = Description(
    name="trade_csv",
    version=1,
    kind="table",
    title="Trade statistics (canonical CSV)",
    publisher="",
    list_id="",
    roles=("rows",),
    knows=LAYOUT.known,
    met_real_file=False,
    specification=(
        "the columns of this page; `period` is a year 2017 or a month 2017-03, `flow` import or export as "
        "the reporter sees it, `hs_version` a year of the nomenclature or `unknown`, `hs` digits or TOTAL"
    ),
    table="trade",
)
_YEAR = re.compile(r"(\d{4})(?:-(\d\d))?")
_HS = re.compile(r"\d{2}|\d{4}|\d{6,10}")
recognise = csv_tables.recogniser(LAYOUT)


def read_table(item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
    """Record batches of `TRADE`; rows that are wrong go to `refuse`, FormatChanged at a wrong header."""
    return csv_tables.read(item, LAYOUT, _columns, refuse, asides)


def _columns(sheet: Sheet, asides: Asides) -> dict[str, Any]:
    when = "a year 2017 or a month 2017-03"
    country = "a country by name or ISO code"
    found = {
        "period_from": sheet.mapped("period", first_day, pa.date32(), when, required=True),
        "period_to": sheet.mapped("period", last_day, pa.date32(), when, required=True),
        "reporter": sheet.mapped("reporter", _country, pa.string(), country, required=True),
        "partner": sheet.mapped("partner", _country, pa.string(), f"{country}, or world", required=True),
        "flow": sheet.mapped("flow", _flow, pa.string(), "import or export", required=True),
        "hs": sheet.mapped("hs", _hs, pa.string(), "an HS code of 2, 4 or 6 to 10 digits", required=True),
        "hs_version": sheet.mapped(
            "hs_version", _version, pa.string(), "a year of the nomenclature or unknown", required=True
        ),
        "quantity": sheet.amount("quantity"),
        "unit": sheet.text("unit"),
        "value_usd": sheet.amount("value_usd"),
        **sheet.origin(),
    }
    bare = found["quantity"].is_valid().to_numpy(zero_copy_only=False)
    bare &= found["unit"].is_null().to_numpy(zero_copy_only=False)
    sheet.refuse(
        bare,
        lambda index: f"quantity {sheet.shown('quantity', index)} has no unit",
        "fill in unit, or leave quantity empty",
    )
    return found


def first_day(text: str) -> date | None:
    """The first day of a year or month; None when it is neither."""
    found = _YEAR.fullmatch(text.strip())
    if not found or not 1900 <= int(found[1]) <= 2100 or not 1 <= int(found[2] or 1) <= 12:
        return None
    return date(int(found[1]), int(found[2] or 1), 1)


def last_day(text: str) -> date | None:
    """The last day of a year or month; None when it is neither."""
    start = first_day(text)
    if start is None:
        return None
    month = start.month if "-" in text else 12
    return date(start.year, month, calendar.monthrange(start.year, month)[1])


def _country(text: str) -> str | None:
    plain = text.strip()
    if plain.casefold() in ("world", "wld", "w00", "all"):
        return WORLD
    found = country_words.read(plain)
    return None if found.problem else found.code or None


def _flow(text: str) -> str | None:
    return FLOWS.get(text.strip().casefold())


def _hs(text: str) -> str | None:
    plain = text.strip().replace(".", "")
    return TOTAL if plain.upper() == TOTAL else plain if _HS.fullmatch(plain) else None


def _version(text: str) -> str | None:
    plain = text.strip().upper().removeprefix("HS").strip().casefold()
    return plain if plain in (*HS_VERSIONS, UNKNOWN_VERSION) else None
