"""Write labelled, simulated payment networks as canonical CSV (see docs/how-to/map-your-columns.md).

    python -m scripts.map_payments NETWORK OUT.csv [--first-day 2017-01-01] [--currency USD]

NETWORK is a .tgz that holds a `transactions.csv` (sourceNodeId, targetNodeId, value, time) or a .parquet
(step, type, amount, nameOrig, bankOrig, nameDest, bankDest, …). Both are read as streams.
"""

from __future__ import annotations

import argparse
import csv
import io
import tarfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as parquet

COLUMNS = (
    "payment_id",
    "booked_at",
    "amount",
    "currency",
    "debtor_account",
    "creditor_account",
    "debtor_bic",
    "creditor_bic",
    "channel",
)
CSV_COLUMNS = {"sourceNodeId", "targetNodeId", "value", "time"}
PARQUET_COLUMNS = ["step", "type", "amount", "nameOrig", "bankOrig", "nameDest", "bankDest"]
BATCH = 65_536


class Payment(NamedTuple):
    """One payment of a simulation; `step` counts its days."""

    step: int
    amount: str
    debtor: str
    creditor: str
    debtor_bank: str = ""
    creditor_bank: str = ""
    channel: str = ""


def from_tgz(path: Path) -> Iterator[Payment]:
    """The rows of the `transactions.csv` in the archive; `ValueError` where it or a column is missing."""
    with tarfile.open(path, "r:gz") as archive:
        for member in archive:
            if Path(member.name).name != "transactions.csv" or not (stream := archive.extractfile(member)):
                continue
            rows = csv.DictReader(io.TextIOWrapper(stream, "utf-8", newline=""))
            if set(rows.fieldnames or ()) != CSV_COLUMNS:
                raise ValueError(f"{path}: the columns of transactions.csv are {rows.fieldnames}")
            for row in rows:
                yield Payment(int(row["time"]), row["value"], row["sourceNodeId"], row["targetNodeId"])
            return
    raise ValueError(f"{path} holds no transactions.csv")


def from_parquet(path: Path) -> Iterator[Payment]:
    """The rows of the log, by batches; amounts to the cent, as the simulation rounds them."""
    with parquet.ParquetFile(path) as log:
        for batch in log.iter_batches(BATCH, columns=PARQUET_COLUMNS):
            for step, kind, amount, debtor, debtor_bank, creditor, creditor_bank in zip(
                *(batch.column(name).to_pylist() for name in PARQUET_COLUMNS), strict=True
            ):
                yield Payment(
                    step,
                    f"{amount:.2f}",
                    str(debtor),
                    str(creditor),
                    debtor_bank,
                    creditor_bank,
                    kind.lower(),
                )


def write(payments: Iterator[Payment], out: Path, first_day: date, currency: str) -> int:
    """The payments as canonical CSV; gives how many."""
    start = datetime(first_day.year, first_day.month, first_day.day, tzinfo=UTC)
    count = 0
    with out.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(COLUMNS)
        for count, paid in enumerate(payments, start=1):
            booked = (start + timedelta(days=paid.step)).strftime("%Y-%m-%dT%H:%M:%SZ")
            sides = (paid.debtor, paid.creditor, paid.debtor_bank, paid.creditor_bank, paid.channel)
            rows.writerow((f"p{count}", booked, paid.amount, currency, *sides))
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a simulated payment network as canonical CSV.")
    parser.add_argument("network", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--first-day", type=date.fromisoformat, default=date(2017, 1, 1))
    parser.add_argument("--currency", default="USD")
    asked = parser.parse_args()
    read = from_parquet if asked.network.suffix == ".parquet" else from_tgz
    print(f"{write(read(asked.network), asked.out, asked.first_day, asked.currency)} payments written")


if __name__ == "__main__":
    main()
