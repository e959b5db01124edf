"""Labelled networks split by time: accounts as detectors rank them, and gradient boosting on our measures.

The first half of the payments, by day, fixes parameters and trains; the second is judged. The unit is the
account, labelled in a half in which it took part in a labelled payment; where the data say of an account
alone that it is labelled, in the half of its first labelled payment as payer, or of one it got from such
a payer, else in both. Beside it, where `.venv-snapml` is (see scripts/setup-peer.sh), the same model on the
features of IBM's graph feature preprocessor, with the same labels.
"""

from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.measure import Measure, cpu_seconds
from sightline.detectors.payments.account_measures import Measures, measures
from sightline.detectors.payments.account_ranking import NAMED, scores
from sightline.formats.table_schemas import AMOUNT, SCHEMAS
from sightline.lake.engines import open_engine, plain

FOLDER = Path(__file__).resolve().parent
PEER = FOLDER.parent / ".venv-snapml" / "bin" / "python"
BEGINS_MS, DAY_MS = 1_483_228_800_000, 86_400_000
ONCE = {"OMP_NUM_THREADS": "1"}
LONGEST_S = 600
"""CPU seconds the peer is given for a network, however busy the machine is; where it needs more the line
says so"""
ARCHIVES = {"200 fans": "20K_fanin200", "200 circles": "20K_cycle200"}


@dataclass(frozen=True, slots=True)
class Edges:
    """Payments of a network in its order: payer, payee, day, amount, and whether each is labelled."""

    payer: np.ndarray[Any, np.dtype[np.int64]]
    payee: np.ndarray[Any, np.dtype[np.int64]]
    day: np.ndarray[Any, np.dtype[np.int64]]
    amount: np.ndarray[Any, np.dtype[np.float64]]
    labelled: np.ndarray[Any, np.dtype[np.bool_]]
    always: frozenset[int] = frozenset()
    """accounts that are labelled, no data say when"""

    def of(self, chosen: Any) -> Edges:
        """Some of them."""
        parts = (self.payer, self.payee, self.day, self.amount, self.labelled)
        payer, payee, day, amount, labelled = (part[chosen] for part in parts)
        return Edges(payer, payee, day, amount, labelled, self.always)

    def accounts(self) -> frozenset[int]:
        """Accounts labelled in these payments."""
        return (
            frozenset({*self.payer[self.labelled].tolist(), *self.payee[self.labelled].tolist()})
            | self.always
        )


def run(data: Path, scratch: Path) -> list[Measure]:
    """Precision at the number of labelled accounts and F1, on the second half of each network."""
    found = []
    networks = {name: _archive(data / "payments" / f"{stem}.tgz", stem) for name, stem in ARCHIVES.items()}
    networks["70 patterns"] = log(data / "payments" / "generated_labelled" / "tx_log.parquet")
    for name, edges in networks.items():
        folder = scratch / name.replace(" ", "-")
        folder.mkdir()
        found += _network(name, edges, folder)
    return found


def _network(name: str, edges: Edges, folder: Path) -> list[Measure]:
    cut = float(np.median(edges.day))
    halves = {1: edges.of(edges.day <= cut), 2: edges.of(edges.day > cut)}
    told, spent = {}, 0.0
    for half, some in halves.items():
        write(some, folder / f"payments{half}.parquet")
        told[half], seconds = cpu_seconds(partial(_measured, folder / f"payments{half}.parquet"))
        spent += seconds
    labels = {half: _labels(told[half], halves[half].accounts()) for half in halves}
    found = _ranking(name, told[2], labels[2])
    payments = len(edges.day)
    found.append(Measure(f"{name}: measures", payments / spent / 1000, "thousand payments a CPU s"))
    if PEER.is_file():
        for half, some in halves.items():
            _for_peer(some, told[half], labels[half], folder, half)
        found += _peer(name, folder, payments)
    return found


def _ranking(name: str, told: Measures, label: np.ndarray[Any, np.dtype[np.bool_]]) -> list[Measure]:
    score = scores(told)
    count = int(label.sum())
    top = np.argsort(-score, kind="stable")[:count]
    named = score >= NAMED
    right = int((named & label).sum())
    note = f"{count} of {len(label)} accounts are labelled"
    return [
        Measure(f"{name}: ranking, precision at {count}", float(label[top].mean()), "share", note=note),
        Measure(f"{name}: ranking, F1", 2 * right / max(1, int(named.sum()) + count), "share"),
    ]


def _peer(name: str, folder: Path, payments: int) -> list[Measure]:
    command = [str(PEER), str(FOLDER / "snapml_peer.py"), str(folder), str(LONGEST_S)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=ONCE, check=False)
    if ended.returncode == -signal.SIGXCPU:
        return [Measure(f"{name}: boosting beside IBM's features, not at an end after", LONGEST_S, "CPU s")]
    ended.check_returncode()
    said = ended.stdout
    told = json.loads(said.splitlines()[-1])
    theirs = told["found"]["theirs"]
    found = []
    for measure in ("precision_at_n", "f1", "average_precision"):
        for whose, values in told["found"].items():
            bar = theirs[measure] if whose == "ours" else None
            title = f"{name}: boosting on {whose}, {measure.replace('_', ' ')}"
            found.append(Measure(title, values[measure], "share", bar=bar, at_least=True))
    speed = payments / max(1e-9, told["cpu"]) / 1000
    found.append(Measure(f"{name}: IBM's {told['features']} features", speed, "thousand payments a CPU s"))
    return found


def _measured(path: Path) -> Measures:
    with open_engine() as engine:
        return measures(engine.backend.read_parquet([str(path)], table_name="payments"))


def _labels(told: Measures, labelled: frozenset[int]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return np.array([int(account) in labelled for account in told.accounts], np.bool_)


def _for_peer(
    edges: Edges, told: Measures, label: np.ndarray[Any, np.dtype[np.bool_]], folder: Path, half: int
) -> None:
    columns: dict[str, Any] = {"account": [int(one) for one in told.accounts], "label": label.astype(int)}
    columns |= {name: told.column(name) for name in told.names}
    pq.write_table(pa.table(columns), folder / f"accounts{half}.parquet")
    kept = edges.of((edges.payer != edges.payee) & (edges.amount > 0))
    rows = {"payer": kept.payer, "payee": kept.payee, "day": kept.day, "amount": kept.amount}
    pq.write_table(pa.table(rows), folder / f"edges{half}.parquet")


# --- The networks ---------------------------------------------------------------------------------


def _archive(path: Path, stem: str) -> Edges:
    """An archive that labels accounts, with the day of each payer's first labelled payment (else -1)."""
    with tarfile.open(path, "r:gz") as archive:
        nodes = _rows(archive, f"{stem}/nodes.csv")
        payments = _rows(archive, f"{stem}/transactions.csv")
    first = {int(row["nodeid"]): int(row["fraudStep"]) for row in nodes if row["isFraud"] == "1"}
    payer = np.array([int(row["sourceNodeId"]) for row in payments])
    payee = np.array([int(row["targetNodeId"]) for row in payments])
    day = np.array([int(row["time"]) for row in payments])
    amount = np.array([float(row["value"]) for row in payments])
    at = np.array([first.get(int(one), -2) for one in payer])
    labelled = (at == day) & np.isin(payee, list(first))
    known = {*payer[at == day].tolist(), *payee[labelled].tolist()}
    return Edges(payer, payee, day, amount, labelled, frozenset(first.keys() - known))


def _rows(archive: tarfile.TarFile, name: str) -> list[Mapping[str, str]]:
    stream = archive.extractfile(name)
    if stream is None:
        raise FileNotFoundError(name)
    return list(csv.DictReader(io.TextIOWrapper(stream, "utf-8", newline="")))


def log(path: Path) -> Edges:
    """A log that labels payments; cash and the first balances have no second account and are left out."""
    table = pq.read_table(path, columns=["nameOrig", "nameDest", "step", "amount", "isSAR"])
    columns: dict[str, Any] = {name: table[name].to_numpy() for name in table.column_names}
    real = (columns["nameOrig"] >= 0) & (columns["nameDest"] >= 0)
    parts = {name: values[real] for name, values in columns.items()}
    return Edges(
        parts["nameOrig"].astype(np.int64), parts["nameDest"].astype(np.int64),
        parts["step"].astype(np.int64), np.round(parts["amount"], 2), parts["isSAR"] == 1,
    )  # fmt: skip


def write(edges: Edges, path: Path) -> None:
    """Payments in the canonical columns."""
    count = len(edges.day)
    schema = plain(SCHEMAS["payments"])
    columns: dict[str, Any] = {
        "payment_id": pa.array([f"P{number:08d}" for number in range(count)]),
        "booked_ms": pa.array(BEGINS_MS + edges.day * DAY_MS),
        "amount": pa.array([f"{amount:.2f}" for amount in edges.amount.tolist()]).cast(AMOUNT),
        "currency": pa.repeat("USD", count),
        "debtor_account": pa.array(edges.payer).cast(pa.string()),
        "creditor_account": pa.array(edges.payee).cast(pa.string()),
        "item": pa.repeat("ab" * 32, count),
        "row": pa.array(np.arange(2, count + 2)),
        "place_start": pa.array(np.arange(count) * 80),
        "place_end": pa.array(np.arange(count) * 80 + 79),
    }
    arrays = [
        columns.get(name, pa.nulls(count, kind))
        for name, kind in zip(schema.names, schema.types, strict=True)
    ]
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), path)
