"""Payments as a web: numbered accounts, edges in the order of time, and pairs that hardly deal."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from weakref import ReferenceType, ref

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _

from sightline.detectors.citing import COLUMNS
from sightline.detectors.payments import motif_kernels as kernels
from sightline.lake.engines import batches

DAY_MS = 86_400_000
BATCH = 1_000_000
"""rows fetched at a time"""
_KINDS = {
    "payment_id": pa.string(), "debtor_account": pa.string(), "creditor_account": pa.string(),
    "booked_ms": pa.int64(), "item": pa.string(), "row": pa.int64(), "place_start": pa.int64(),
    "place_end": pa.int64(), "amount": pa.float64(),
}  # fmt: skip


@dataclass(frozen=True)
class Web:
    """Edges in the order of time: payer and payee by number, ms UTC, units of the currency."""

    accounts: tuple[str, ...]
    payer: kernels.I32
    payee: kernels.I32
    t: kernels.I64
    amount: kernels.F64
    places: pa.Table
    index: kernels.I64
    """where in `places` an edge stands"""
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """what was made of it once for several detectors, by name"""

    def of(self, chosen: Any) -> Web:
        """The same accounts with some of the edges."""
        return Web(
            self.accounts,
            self.payer[chosen],
            self.payee[chosen],
            self.t[chosen],
            self.amount[chosen],
            self.places,
            self.index[chosen],
        )

    def place(self, edge: int) -> dict[str, Any]:
        """Where an edge's payment stands."""
        at = int(self.index[edge])
        return {name: self.places[name][at].as_py() for name in COLUMNS}

    @cached_property
    def out(self) -> kernels.I64:
        """Edges by payer, then time."""
        return np.argsort(self.payer, kind="stable")

    @cached_property
    def out_at(self) -> kernels.I64:
        """Where in `out` an account begins."""
        return np.asarray(kernels.starts(self.payer[self.out], len(self.accounts)))

    @cached_property
    def into(self) -> kernels.I64:
        """Edges by payee, then time."""
        return np.argsort(self.payee, kind="stable")

    @cached_property
    def into_at(self) -> kernels.I64:
        """Where in `into` an account begins."""
        return np.asarray(kernels.starts(self.payee[self.into], len(self.accounts)))

    @cached_property
    def payers(self) -> kernels.I64:
        """How many different accounts paid each."""
        return _partners(self.payee, self.payer, len(self.accounts))

    @cached_property
    def payees(self) -> kernels.I64:
        """How many different accounts each paid."""
        return _partners(self.payer, self.payee, len(self.accounts))


def _partners(node: kernels.I32, other: kernels.I32, count: int) -> kernels.I64:
    pairs = np.unique(node.astype(np.int64) * count + other)
    return np.bincount(pairs // max(1, count), minlength=count).astype(np.int64)


@dataclass(slots=True)
class _Held:
    """The web last made: of which table of which engine. It goes with the engine."""

    engine: ReferenceType[Any] | None = None
    table: int = 0
    web: Web | None = None

    def forget(self, _engine: object) -> None:
        """Let go of what is held."""
        self.engine = self.web = None


_HELD = _Held()


def web(payments: Any) -> Web:
    """The payments of the table between two accounts, each once, in the order of time.

    Nine detectors ask for the same: of one table of one engine the web is made once. Engines are told
    apart by identity, since two of them may hold other rows under one name.
    """
    engine, table = ibis.get_backend(payments), hash(payments.op())
    alive = _HELD.engine() if _HELD.engine else None
    if _HELD.web is None or alive is not engine or _HELD.table != table:
        made = _made(payments)
        _HELD.engine, _HELD.table, _HELD.web = ref(engine, _HELD.forget), table, made
    return _HELD.web


def _made(payments: Any) -> Web:
    real = payments.filter(_.debtor_account != _.creditor_account, _.amount > 0)
    rows = real.select(
        "payment_id", "debtor_account", "creditor_account", "booked_ms", *COLUMNS,
        amount=_.amount.cast("float64"),
    )  # fmt: skip
    table = _short(batches(rows, BATCH))
    names, (payer, payee) = _ranked(table["debtor_account"], table["creditor_account"])
    _items, (item,) = _ranked(table["item"])
    keys = {
        "t": table["booked_ms"],
        "id": table["payment_id"],
        "payer": payer,
        "payee": payee,
        "item": item,
        "row": table["row"],
    }
    order = pc.sort_indices(pa.table(keys), sort_keys=[(name, "ascending") for name in keys])
    at = np.asarray(order)
    t, amount = np.asarray(table["booked_ms"])[at], np.asarray(table["amount"])[at]
    payer, payee = payer[at], payee[at]
    whole = Web(names, payer, payee, t, amount, table.select(list(COLUMNS)), at.astype(np.int64))
    return whole.of(~_repeats(table["payment_id"].take(order).combine_chunks(), payer, payee, t, amount))


def _ranked(*columns: Any) -> tuple[tuple[str, ...], list[kernels.I32]]:
    """The texts of these columns in their order, and each cell by the number of its text there."""
    numbers: dict[str, int] = {}
    coded = [_numbered(column, numbers) for column in columns]
    names = sorted(numbers)
    rank = np.empty(len(names), np.int32)
    rank[[numbers[name] for name in names]] = np.arange(len(names), dtype=np.int32)
    return tuple(names), [rank[column] for column in coded]


def _short(parts: Iterator[Any]) -> pa.Table:
    """Batches as one table in which texts that repeat stand once."""
    repeated = ("debtor_account", "creditor_account", "item")
    found, schema = [], None
    for part in parts:
        columns = {
            name: part.column(name).dictionary_encode() if name in repeated else part.column(name)
            for name in part.schema.names
        }
        found.append(pa.RecordBatch.from_pydict(columns))
        schema = found[-1].schema
    if schema is None:
        return pa.table({name: pa.array([], kind) for name, kind in _KINDS.items()})
    return pa.Table.from_batches(found, schema).unify_dictionaries()


def strangers(payments: Any, params: Any) -> Web:
    """Payments of pairs that made at most `repeats`, both ways together, none by a business with a public.

    That is a payer with more than `most_partners` payees, or a payee with more payers than that. None where
    the data lasts less than `least_days`.
    """
    whole = web(payments)
    key = f"strangers {params.least_days} {params.most_partners} {params.repeats}"
    if key not in whole.memo:
        whole.memo[key] = _strangers(whole, params)
    found: Web = whole.memo[key]
    return found


def _strangers(whole: Web, params: Any) -> Web:
    if not len(whole.t) or whole.t[-1] - whole.t[0] < days(params.least_days):
        return whole.of(np.zeros(len(whole.t), np.bool_))
    low, high = np.minimum(whole.payer, whole.payee), np.maximum(whole.payer, whole.payee)
    pair = low.astype(np.int64) * len(whole.accounts) + high
    _unique, which, count = np.unique(pair, return_inverse=True, return_counts=True)
    most = params.most_partners
    private = (whole.payees[whole.payer] <= most) & (whole.payers[whole.payee] <= most)
    return whole.of((count[which] <= params.repeats) & private)


def _numbered(column: Any, numbers: dict[str, int]) -> kernels.I32:
    parts = []
    for chunk in column.chunks:
        keys = chunk if pa.types.is_dictionary(chunk.type) else chunk.dictionary_encode()
        known = [numbers.setdefault(text, len(numbers)) for text in keys.dictionary.to_pylist()]
        parts.append(np.array(known, np.int32)[keys.indices.to_numpy()])
    return np.concatenate(parts) if parts else np.zeros(0, np.int32)


def _repeats(names: Any, *columns: Any) -> Any:
    """Rows equal to the one before in all of these: the same payment in two files."""
    same = np.zeros(len(names), np.bool_)
    if len(names) > 1:
        same[1:] = np.asarray(
            names[1:].to_numpy(zero_copy_only=False) == names[:-1].to_numpy(zero_copy_only=False)
        )
        for column in columns:
            same[1:] &= column[1:] == column[:-1]
    return same


def days(count: float) -> int:
    """So many days in milliseconds."""
    return round(count * DAY_MS)


def surprise(web: Web, edges: Sequence[int], all_edges: int, params: Any) -> float:
    """How unlikely a burst is by the pace of the account's other edges: -log10 of Poisson's tail.

    `all_edges` counts those of the account, the burst's among them; `params.least_pace` is per day.
    """
    length = max(1.0, (web.t[edges[-1]] - web.t[edges[0]]) / DAY_MS)
    rest = max(1.0, (web.t[-1] - web.t[0]) / DAY_MS - length)
    mean = length * max(params.least_pace, (all_edges - len(edges)) / rest)
    term = -mean + len(edges) * math.log(mean) - math.lgamma(len(edges) + 1)
    tail, factor = 1.0, 1.0
    for number in range(len(edges) + 1, len(edges) + 200):
        factor *= mean / number
        tail += factor
        if factor < 1e-12:
            break
    return float(-(term + math.log(tail)) / math.log(10))


def split(one: Any, two: Any, count: int) -> Iterator[kernels.I64]:
    """The groups that these links make of edges, each in order, by their first edge."""
    root = kernels.joined(one, two, count)
    members = np.zeros(count, np.bool_)
    members[one] = members[two] = True
    edges = np.flatnonzero(members)
    edges = edges[np.argsort(root[edges], kind="stable")]
    if len(edges):
        yield from np.split(edges, np.flatnonzero(np.diff(root[edges])) + 1)


def grouped(sizes: Sequence[int], edges: Any) -> list[list[int]]:
    """Cut one behind the other into lists of these sizes."""
    ends = np.cumsum(sizes).tolist()
    return [edges[end - size : end].tolist() for size, end in zip(sizes, ends, strict=True)]


def disjoint(found: Sequence[list[int]], share: float = 0.5) -> list[list[int]]:
    """Leave out what consists mostly of edges of something larger, or as large and earlier."""
    used: set[int] = set()
    kept = []
    for edges in sorted(found, key=lambda one: (-len(one), one)):
        if sum(edge in used for edge in edges) <= share * len(edges):
            kept.append(edges)
            used.update(edges)
    return sorted(kept, key=lambda one: (one[0], one))
