"""The columns every table format gives, by table: one Arrow schema each, whatever the file looked like.

Times are milliseconds since 1970 in UTC, latitude and longitude 1e-7 degree WGS 84, speed knots, course
and heading degrees, lengths and draught metres. A cell is null where the file is silent. Every row ends
with its place: the item's SHA-256, the row's number in the file (the header is row 1; in NMEA the line) and
its first and last byte. In a file that came compressed the bytes are those of the whole item.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

AMOUNT = pa.decimal128(38, 10)
"""28 digits before the point and 10 behind it: more is refused, never rounded"""
UNITS = pa.decimal128(38, 0)
"""whole base units of a crypto asset (wei, satoshi): 38 digits, where all ether there is has 27"""
BATCH_ROWS = 65_536
"""the most rows of one batch"""
PLACE = (
    pa.field("item", pa.dictionary(pa.int32(), pa.string()), nullable=False),
    pa.field("row", pa.int64(), nullable=False),
    pa.field("place_start", pa.int64(), nullable=False),
    pa.field("place_end", pa.int64(), nullable=False),
)


def _schema(
    required: Iterable[tuple[str, pa.DataType]], optional: str, *typed: tuple[str, pa.DataType]
) -> pa.Schema:
    """Required fields, then optional ones in the order of `optional`: text unless `typed` says otherwise."""
    types = dict(typed)
    fields = [pa.field(name, kind, nullable=False) for name, kind in required]
    fields += [pa.field(name, types.get(name, pa.string())) for name in optional.split()]
    return pa.schema([*fields, pa.field("basis", pa.string()), pa.field("document", pa.string()), *PLACE])


POSITIONS = pa.schema(
    [
        pa.field("mmsi", pa.int32(), nullable=False),
        pa.field("t_ms", pa.int64()),
        pa.field("lat7", pa.int32(), nullable=False),
        pa.field("lon7", pa.int32(), nullable=False),
        *_schema(
            (),
            "sog cog heading imo name callsign ship_type length width draught status destination receiver",
            *((name, pa.float32()) for name in ("sog", "cog", "length", "width", "draught")),
            ("heading", pa.int16()),
            ("imo", pa.int32()),
        ),
    ]
)
"""`t_ms` is null only in NMEA that carries no time."""
PAYMENTS = _schema(
    (
        ("payment_id", pa.string()),
        ("booked_ms", pa.int64()),
        ("amount", AMOUNT),
        ("currency", pa.string()),
        ("debtor_account", pa.string()),
        ("creditor_account", pa.string()),
    ),
    "debtor_name debtor_bic debtor_country creditor_name creditor_bic creditor_country purpose channel "
    "agents ultimate_debtor ultimate_creditor instructed_amount instructed_currency end_to_end value_on "
    "instruction bank_reference",
    ("instructed_amount", AMOUNT),
    ("value_on", pa.date32()),
)
"""`agents` names the other banks of the chain (see `clean.agents`), `ultimate_debtor` and `ultimate_creditor`
the parties behind the two sides; `amount` is what was booked, `instructed_amount` what was ordered;
`end_to_end` is what the payer wrote for the payee to know it by, no id; `value_on` its value date;
`instruction` is what the one that instructed calls it by (`InstrId`, `:20:`), `bank_reference` what a bank
does (`TxId`, on a statement the reference of the bank that keeps the account)."""
ACCOUNTS = _schema(
    (("account", pa.string()),),
    "holder holder_type opened_on country bic address phone email device",
    ("opened_on", pa.date32()),
)
COMPANIES = _schema(
    (("company", pa.string()),),
    "name jurisdiction incorporated_on address phone email domain agent director director_birth_date owner "
    "share since until",
    *((name, pa.date32()) for name in ("incorporated_on", "since", "until")),
    ("share", pa.float64()),
)
"""`share` in per cent; `since` and `until` are `from` and `to` of the file."""
SHIPS = _schema(
    (),
    "imo mmsi name callsign flag ship_type owner manager classed_by insurer length width gross_tonnage "
    "deadweight built since until",
    *((name, pa.int32()) for name in ("imo", "mmsi")),
    *((name, pa.date32()) for name in ("since", "until")),
    *((name, pa.float64()) for name in ("length", "width", "gross_tonnage", "deadweight")),
)
"""What registers say of ships. `classed_by` is `class` of the file, `since` and `until` are `from`, `to`."""
DELIVERIES = _schema(
    (
        ("delivered_on", pa.date32()),
        ("product", pa.string()),
        ("quantity", AMOUNT),
        ("unit", pa.string()),
        ("kind", pa.string()),
    ),
    "supplier vessel_imo port low high period_from laden shipments value_usd mark note",
    ("vessel_imo", pa.int32()),
    ("shipments", pa.int32()),
    ("period_from", pa.date32()),
    *((name, AMOUNT) for name in ("low", "high", "laden", "value_usd")),
)
"""With `period_from` a row is a figure for a period and `delivered_on` the period's last day."""
TRADE = _schema(
    (
        ("period_from", pa.date32()),
        ("period_to", pa.date32()),
        ("reporter", pa.string()),
        ("partner", pa.string()),
        ("flow", pa.string()),
        ("hs", pa.string()),
        ("hs_version", pa.string()),
    ),
    "quantity unit value_usd",
    ("quantity", AMOUNT),
    ("value_usd", AMOUNT),
)
SHIPMENTS = _schema(
    (
        ("shipment_id", pa.string()),
        ("shipped_on", pa.date32()),
        ("shipper", pa.string()),
        ("consignee", pa.string()),
    ),
    "buyer notify invoice goods hs quantity unit value currency origin destination vessel_imo port_from "
    "port_to",
    ("quantity", AMOUNT),
    ("value", AMOUNT),
    ("vessel_imo", pa.int32()),
)
"""Who sent what to whom, by the papers of a shipment; `value` in units of `currency`."""
TRANSFERS = _schema(
    (
        ("chain", pa.string()),
        ("block", pa.int64()),
        ("tx", pa.string()),
        ("index", pa.int64()),
        ("time_ms", pa.int64()),
        ("asset", pa.string()),
        ("decimals", pa.int64()),
        ("amount", UNITS),
        ("from_address", pa.string()),
        ("to_address", pa.string()),
    ),
    "usd fee",
    ("usd", AMOUNT),
    ("fee", UNITS),
)
"""Amounts and fees in base units: `amount` / 10 ** `decimals` is what a wallet shows."""
LABELS = _schema(
    (("address", pa.string()), ("label", pa.string())),
    "currency category abuse actor source confidence creator title lastmod",
    ("lastmod", pa.date32()),
)
"""What somebody says of a crypto address, with where they have it from; several may contradict."""
LISTED = _schema(
    (
        ("entity", pa.string()),
        ("caption", pa.string()),
        ("list", pa.string()),
        ("prop", pa.string()),
        ("value", pa.string()),
        ("label", pa.string()),
    ),
    "",
)
"""What the lists in force say of names, addresses and numbers. No file gives it: it is made for detectors
from the versions of lists a View holds. `label` is the words of the place, `row` 0."""
SCHEMAS = {
    "positions": POSITIONS,
    "payments": PAYMENTS,
    "accounts": ACCOUNTS,
    "companies": COMPANIES,
    "ships": SHIPS,
    "deliveries": DELIVERIES,
    "trade": TRADE,
    "shipments": SHIPMENTS,
    "transfers": TRANSFERS,
    "labels": LABELS,
    "listed": LISTED,
}
"""Every table by name."""
