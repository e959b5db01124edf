"""Write networks of AMLSim, SAML-D and IBM AML as canonical CSV (see docs/how-to/map-your-columns.md).

    python -m scripts.map_networks TRANSACTIONS.csv OUT.csv [--first-day 2017-01-01] [--currency USD]

Which network it is, its header says; another header is refused. Read as a stream. Labels are left out.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

COLUMNS = (
    "payment_id", "booked_at", "amount", "currency", "debtor_account", "creditor_account", "debtor_country",
    "creditor_country", "channel",
)  # fmt: skip
NAMES = {
    "us dollar": "USD", "euro": "EUR", "yuan": "CNY", "yen": "JPY", "uk pound": "GBP", "uk pounds": "GBP",
    "ruble": "RUB", "rupee": "INR", "indian rupee": "INR", "pakistani rupee": "PKR", "swiss franc": "CHF",
    "australian dollar": "AUD", "canadian dollar": "CAD", "mexican peso": "MXN", "brazil real": "BRL",
    "saudi riyal": "SAR", "shekel": "ILS", "dirham": "AED", "moroccan dirham": "MAD", "turkish lira": "TRY",
    "naira": "NGN", "albanian lek": "ALL",
}  # fmt: skip
"""what these networks call a currency, by its ISO 4217 code; another name stays as it is written, and the
row is refused where it is read"""


class Ask(NamedTuple):
    """What a network does not say: the day its steps count from, and the currency."""

    first_day: date
    currency: str


def _amlsim(row: Sequence[str], number: int, ask: Ask) -> tuple[str, ...]:
    id, debtor, creditor, kind, amount, when = row[:6]
    return id, _step(when, ask), amount, ask.currency, debtor, creditor, "", "", kind


def _saml_d(row: Sequence[str], number: int, ask: Ask) -> tuple[str, ...]:
    time, day, debtor, creditor, amount, currency, _received, one, other, kind = row[:10]
    return f"p{number}", f"{day}T{time}Z", amount, _code(currency), debtor, creditor, one, other, kind


def _ibm(row: Sequence[str], number: int, ask: Ask) -> tuple[str, ...]:
    when, bank, account, to_bank, to_account, _got, _got_in, amount, currency, kind = row[:10]
    day, time = when.split(" ")
    booked = f"{day.replace('/', '-')}T{time}:00Z"
    sides = (f"{bank}-{account}", f"{to_bank}-{to_account}")
    return f"p{number}", booked, amount, _code(currency), *sides, "", "", kind


_IBM = (
    "Timestamp", "From Bank", "Account", "To Bank", "Account", "Amount Received", "Receiving Currency",
    "Amount Paid", "Payment Currency", "Payment Format", "Is Laundering",
)  # fmt: skip
NETWORKS: dict[tuple[str, ...], Callable[[Sequence[str], int, Ask], tuple[str, ...]]] = {
    ("tran_id", "orig_acct", "bene_acct", "tx_type", "base_amt", "tran_timestamp", "is_sar", "alert_id"): (
        _amlsim
    ),
    (
        "TX_ID", "SENDER_ACCOUNT_ID", "RECEIVER_ACCOUNT_ID", "TX_TYPE", "TX_AMOUNT", "TIMESTAMP", "IS_FRAUD",
        "ALERT_ID",
    ): _amlsim,
    (
        "Time", "Date", "Sender_account", "Receiver_account", "Amount", "Payment_currency",
        "Received_currency", "Sender_bank_location", "Receiver_bank_location", "Payment_type",
        "Is_laundering", "Laundering_type",
    ): _saml_d,
    _IBM: _ibm,
    tuple("Account.1" if at == 4 else name for at, name in enumerate(_IBM)): _ibm,
}  # fmt: skip
"""by header; AMLSim's also as its published sample spells it, IBM's also as pandas writes two columns of one
name"""


def _step(when: str, ask: Ask) -> str:
    """A time as it is written, or the day that a step is."""
    if not when.isdecimal():
        return when
    start = datetime(ask.first_day.year, ask.first_day.month, ask.first_day.day, tzinfo=UTC)
    return (start + timedelta(days=int(when))).strftime("%Y-%m-%dT%H:%M:%SZ")


def _code(name: str) -> str:
    return NAMES.get(name.lower(), name)


def mapped(rows: Iterator[list[str]], ask: Ask) -> Iterator[tuple[str, ...]]:
    """The canonical cells of each row; `ValueError` at a header that is of none of the networks.

    A row of another number of cells than its header is a `ValueError` too, with its number.
    """
    header = tuple(next(rows, []))
    if header not in NETWORKS:
        raise ValueError(f"the columns are of no network known here: {', '.join(header)}")
    one = NETWORKS[header]
    for number, row in enumerate(rows, start=1):
        if len(row) != len(header):
            raise ValueError(f"row {number + 1} has {len(row)} cells, the header {len(header)}")
        yield one(row, number, ask)


def write(network: Path, out: Path, ask: Ask) -> int:
    """The payments as canonical CSV; gives how many."""
    with (
        network.open(encoding="utf-8-sig", newline="") as source,
        out.open("w", encoding="utf-8", newline="") as stream,
    ):
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(COLUMNS)
        return sum(1 for cells in mapped(csv.reader(source), ask) if rows.writerow(cells))


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a simulated payment network as canonical CSV.")
    parser.add_argument("network", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--first-day", type=date.fromisoformat, default=date(2017, 1, 1))
    parser.add_argument("--currency", default="USD")
    asked = parser.parse_args()
    print(f"{write(asked.network, asked.out, Ask(asked.first_day, asked.currency))} payments written")


if __name__ == "__main__":
    main()
