"""Reading telemetry and payments on one core, beside pyais alone and DuckDB with one thread.

Each ratio is of CPU seconds in the same run on the same machine, the best of several rounds in turn. Ours
checks every row and gives it its place, which the others do not.
"""

from __future__ import annotations

import csv
import gzip
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pyais
import pyarrow as pa

from benchmarks.measure import Measure, cpu_seconds
from sightline.formats import marinecadastre_csv, nmea, payments_csv, positions_csv, register
from sightline.formats.source import Local

ROUNDS = 5
COPIES = 40
"""times the hour of New York is repeated, a later hour each time: 347,560 positions"""
PAYMENTS = 300_000
ACCOUNTS = 20_000
SEED = 1718
POSITION_TYPES = {
    "mmsi": "INTEGER", "timestamp": "TIMESTAMP", "lat": "DOUBLE", "lon": "DOUBLE", "sog": "FLOAT",
    "cog": "FLOAT", "heading": "SMALLINT", "imo": "INTEGER", "name": "VARCHAR", "callsign": "VARCHAR",
    "ship_type": "VARCHAR", "length": "FLOAT", "width": "FLOAT", "draught": "FLOAT", "status": "VARCHAR",
    "destination": "VARCHAR", "receiver": "VARCHAR",
}  # fmt: skip
PAYMENT_TYPES = dict.fromkeys(payments_csv.LAYOUT.known[:-2], "VARCHAR") | {
    "booked_at": "TIMESTAMP",
    "amount": "DECIMAL(38,10)",
}


def run(data: Path, scratch: Path) -> list[Measure]:
    """All figures, one core."""
    return [*_nmea(data, scratch), *_positions(data, scratch), *_payments(scratch)]


def _nmea(data: Path, scratch: Path) -> list[Measure]:
    packed = data / "ais" / "denmark_2013-11-12.nmea.gz"
    plain = scratch / "denmark.nmea"
    plain.write_bytes(gzip.decompress(packed.read_bytes()))
    sentences = [line for line in plain.read_bytes().split(b"\n") if line.startswith(b"!")]
    ours, gz, theirs = _best(
        lambda: _read(nmea, plain),
        lambda: _read(nmea, packed),
        lambda: sum(message.decode() is not None for message in pyais.IterMessages(sentences)),
    )
    messages = sum(1 for _ in pyais.IterMessages(sentences))
    return [
        Measure("NMEA, plain", messages / ours, "messages a CPU s"),
        Measure("NMEA, plain, beside pyais alone", theirs / ours, "times", bar=0.9, at_least=True),
        Measure(
            "NMEA in gzip, beside pyais on unpacked sentences", theirs / gz, "times", bar=0.9, at_least=True
        ),
    ]


def _positions(data: Path, scratch: Path) -> list[Measure]:
    path = scratch / "positions.csv"
    count = _write_positions(data / "ais" / "NYHarbor_2020_06_30_first_hour.csv", path)
    with duckdb.connect(config={"threads": 1}) as connection:
        ours, theirs = _best(
            lambda: _read(positions_csv, path), lambda: _duckdb(connection, path, POSITION_TYPES)
        )
    return [
        Measure("CSV positions", count / ours, "rows a CPU s"),
        Measure("CSV positions, beside DuckDB", theirs / ours, "times", bar=0.5, at_least=True),
    ]


def _payments(scratch: Path) -> list[Measure]:
    path = scratch / "payments.csv"
    _write_payments(path)
    with duckdb.connect(config={"threads": 1}) as connection:
        ours, theirs = _best(
            lambda: _read(payments_csv, path), lambda: _duckdb(connection, path, PAYMENT_TYPES)
        )
    return [
        Measure("CSV payments", PAYMENTS / ours, "rows a CPU s"),
        Measure("CSV payments, beside DuckDB", theirs / ours, "times", bar=0.5, at_least=True),
    ]


def _best(*works: Callable[[], object]) -> list[float]:
    """The least CPU seconds of each, taken in turn so that all meet the same machine."""
    spent = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for number, work in enumerate(works):
            spent[number] = min(spent[number], cpu_seconds(work)[1])
    return spent


def _read(module: object, path: Path) -> int:
    """Rows a format gives; the bytes are hashed once, as the vault does when it stores them."""
    item = _hashed(path)
    reader = register.formats()[module.DESCRIPTION.name].read_table  # type: ignore[attr-defined]
    assert reader is not None
    return sum(batch.num_rows for batch in reader(item, _never))


_ITEMS: dict[Path, Local] = {}


def _hashed(path: Path) -> Local:
    if path not in _ITEMS:
        _ITEMS[path] = Local(path)
        assert _ITEMS[path].sha256
    return _ITEMS[path]


def _never(refusal: object) -> None:
    raise AssertionError(f"refused: {refusal}")


def _duckdb(connection: duckdb.DuckDBPyConnection, path: Path, types: dict[str, str]) -> pa.Table:
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    query = f"select * from read_csv('{path}', header = true, columns = {{{columns}}})"
    return connection.sql(query).to_arrow_table()


def _write_positions(hour: Path, out: Path) -> int:
    """The real hour in our columns, `COPIES` times."""
    rows = marinecadastre_csv.read_table(Local(hour), _never)
    table = pa.Table.from_batches(rows).to_pylist()
    names = list(POSITION_TYPES)
    with out.open("w", encoding="utf-8", newline="") as stream:
        written = csv.writer(stream, lineterminator="\n")
        written.writerow(names)
        for copy in range(COPIES):
            for row in table:
                at = datetime.fromtimestamp(row["t_ms"] / 1000, UTC) + timedelta(hours=copy)
                known = row | {
                    "timestamp": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                    "lat": row["lat7"] / 1e7,
                    "lon": row["lon7"] / 1e7,
                    "receiver": "harbour",
                }
                written.writerow([_shown(known[name]) for name in names])
    return len(table) * COPIES


def _shown(value: object) -> object:
    return round(value, 5) if isinstance(value, float) else value


def _write_payments(out: Path) -> None:
    """Invented payments of the size and shape of real ones."""
    chance = random.Random(SEED)
    with out.open("w", encoding="utf-8", newline="") as stream:
        written = csv.writer(stream, lineterminator="\n")
        written.writerow(PAYMENT_TYPES)
        for number in range(PAYMENTS):
            debtor, creditor = chance.sample(range(ACCOUNTS), 2)
            at = datetime(2021, 1, 1, tzinfo=UTC) + timedelta(seconds=97 * number)
            amount = f"{chance.randrange(1, 10**7) / 100:.2f}"
            paid = (f"P{number:08d}", at.strftime("%Y-%m-%dT%H:%M:%SZ"), amount)
            payer = (f"Invented Person {debtor}", "INVBUS33", "us")
            payee = (f"Invented Company {creditor}", "INVBDE55", "de")
            accounts = (f"ACC{debtor:08d}", f"ACC{creditor:08d}")
            written.writerow((*paid, "USD", *accounts, *payer, *payee, f"invoice {number % 5000}", "wire"))
