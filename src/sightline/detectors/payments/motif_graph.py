"""Payments as a web: numbered accounts, edges in the order of time, and pairs that hardly deal."""

from __future__ import annotations

from bisect import bisect_left
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
from sightline.detectors.day_alone import latest_of
from sightline.detectors.detector import param
from sightline.detectors.payments import motif_kernels as kernels
from sightline.formats.unnamed import UNNAMED
from sightline.lake.engines import batches

DAY_MS = 86_400_000
WEEK = 7
"""days"""
MANY = 1_000
"""payments from which on it is looked at how evenly they are spread"""
UNEVEN = 1.2
"""times the days of payments evenly spread that data may last: seasons and growth stay below it"""
MOST_PARTS = 3
"""payments of a pair that count as one dealing, in parts"""
OURS = "proposal of this project"
BATCH = 1_000_000
"""rows fetched at a time"""
_KINDS = {
    "payment_id": pa.string(), "debtor_account": pa.string(), "creditor_account": pa.string(),
    "currency": pa.string(), "booked_ms": pa.int64(), "item": pa.string(), "row": pa.int64(),
    "place_start": pa.int64(), "place_end": pa.int64(), "amount": pa.float64(),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Strangers:
    """Whose payments count as strangers': parameters that detectors of shapes have in common."""

    least_days: float = param(5.0, "shorter data say nothing of who deals how often", "days", OURS)
    repeats: int = param(1, "most payments of a pair that count as dealing once", "payments", OURS, 1)
    parts_days: float = param(
        1.0, "up to three payments of a pair within so long, and none besides, count as once", "days", OURS
    )
    most_partners: int = param(
        120, "accounts with more partners are businesses with a public", "accounts", OURS, 1
    )


@dataclass(frozen=True, slots=True)
class Places:
    """Where payments stand, in columns: the item by its number, row, first and last byte."""

    items: tuple[str, ...]
    item: kernels.I32
    row: kernels.I64
    start: kernels.I64
    end: kernels.I64

    def at(self, number: int) -> dict[str, Any]:
        """The place columns of one payment."""
        cells = (int(column[number]) for column in (self.item, self.row, self.start, self.end))
        item, *rest = cells
        return dict(zip(COLUMNS, (self.items[item], *rest), strict=True))


@dataclass(frozen=True)
class Web:
    """Edges in the order of time: payer and payee by number, ms UTC, units of the currency."""

    accounts: tuple[str, ...]
    payer: kernels.I32
    payee: kernels.I32
    t: kernels.I64
    amount: kernels.F64
    currency: kernels.I16
    """of each amount, by number: amounts of two currencies say nothing of one another"""
    currencies: tuple[str, ...]
    """their codes by number"""
    places: Places
    index: kernels.I64
    """where in `places` an edge stands"""
    lasts: float
    """days from the first payment of the data to the last, at least one; less where few payments lie far from
    most, as `lasting` has it"""
    moments: kernels.I64
    """when all payments of the data were made, in order"""
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
            self.currency[chosen],
            self.currencies,
            self.places,
            self.index[chosen],
            self.lasts,
            self.moments,
        )

    def place(self, edge: int) -> dict[str, Any]:
        """Where an edge's payment stands."""
        return self.places.at(int(self.index[edge]))

    @cached_property
    def out(self) -> kernels.I64:
        """Edges by payer, then time."""
        return np.argsort(self.payer, kind="stable")

    @cached_property
    def out_at(self) -> kernels.I64:
        """Where in `out` an account begins."""
        return np.asarray(kernels.starts(self.payer[self.out], len(self.accounts)))

    @cached_property
    def latest(self) -> kernels.I64:
        """The last moment of which each edge may be: the end of its day where only that is known."""
        return np.asarray(latest_of(self.t))

    @cached_property
    def out_latest(self) -> kernels.I64:
        """Edges by payer, then the last moment of which they may be; `out_at` holds for them too."""
        return np.lexsort((self.latest, self.payer))

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
    pairs = np.sort(node.astype(np.int64) * count + other)
    first = np.append(pairs[:1], pairs[1:][pairs[1:] != pairs[:-1]])
    return np.bincount(first // max(1, count), minlength=count).astype(np.int64)


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


def took(web: Web, edges: Sequence[int]) -> int:
    """From the first of these edges to the last, in ms, in whatever order they stand."""
    times = web.t[list(edges)]
    return int(times.max() - times.min())


def within(
    web: Web, one: kernels.I64, other: kernels.I64, ways: kernels.I64, longest: int
) -> Iterator[kernels.I64]:
    """Ways of two payments in parts that last no longer than so many ms: where most begin, then the rest."""
    while len(ways):
        ways = ways[np.argsort(web.t[one[ways]], kind="stable")]
        begin, end = web.t[one[ways]], web.t[other[ways]]
        if end.max() - begin[0] <= longest:
            yield ways
            return
        held = [(begin >= at) & (end <= at + longest) for at in np.unique(begin).tolist()]
        best = max(held, key=lambda mask: int(mask.sum()))
        if not best.any():
            return
        yield ways[best]
        ways = ways[~best]


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
        "payment_id", "debtor_account", "creditor_account", "booked_ms", "currency", *COLUMNS,
        amount=_.amount.cast("float64"),
    )  # fmt: skip
    table = _short(batches(rows, BATCH))
    names, (payer, payee) = _ranked(table["debtor_account"], table["creditor_account"])
    items, (item,) = _ranked(table["item"])
    codes, (coded,) = _ranked(table["currency"])
    currency = coded.astype(np.int16)
    t, amount, ids = np.asarray(table["booked_ms"]), np.asarray(table["amount"]), table["payment_id"]
    at = _in_order(t, {"id": ids, "payer": payer, "payee": payee, "item": item, "row": table["row"]})
    t, amount, payer, payee, currency = t[at], amount[at], payer[at], payee[at], currency[at]
    places = Places(items, item, *(np.asarray(table[name]) for name in COLUMNS[1:]))
    whole = Web(names, payer, payee, t, amount, currency, codes, places, at, lasting(t), t)
    return whole.of(~_repeats(ids, at, payer, payee, t, amount, currency))


def lasting(t: kernels.I64) -> float:
    """Days in which payments made at these moments (ms, in order) lie, at least one.

    From the first to the last, but no more than `UNEVEN` times the days in which as many payments, evenly
    spread, would fall into one week as often as these do: ten payments of years ago do not make the payments
    of a quarter rare. Of few payments nobody can say how they are spread.
    """
    if len(t) < MANY:
        return max(1.0, float(t[-1] - t[0]) / DAY_MS) if len(t) else 1.0
    weeks = np.bincount((t - t[0]) // (WEEK * DAY_MS)).astype(np.float64)
    even = WEEK * weeks.sum() ** 2 / (weeks**2).sum()
    return float(max(1.0, min((t[-1] - t[0]) / DAY_MS, UNEVEN * even)))


def span_of(web: Web) -> float:
    """Days from the first payment of the data to the last."""
    return float(web.moments[-1] - web.moments[0]) / DAY_MS if len(web.moments) else 0.0


def _in_order(t: kernels.I64, keys: dict[str, Any]) -> kernels.I64:
    """Rows in the order of time; those of one moment by these keys in turn."""
    at = np.argsort(t, kind="stable")
    same = t[at[1:]] == t[at[:-1]]
    tied = np.zeros(len(t), np.bool_)
    tied[1:] |= same
    tied[:-1] |= same
    rows = pa.array(at[tied])
    if len(rows):
        some = pa.table({"t": t, **keys}).take(rows)
        order = pc.sort_indices(some, sort_keys=[(name, "ascending") for name in some.column_names])
        at[tied] = np.asarray(rows.take(order))
    return at


def _ranked(*columns: Any) -> tuple[tuple[str, ...], list[kernels.I32]]:
    """The texts of these columns in their order, and each cell by the number of its text there."""
    coded = [_coded(column) for column in columns]
    texts = pa.concat_arrays([one.dictionary for one in coded]).unique()
    names = texts.take(pc.sort_indices(texts))
    ranks = [np.asarray(pc.index_in(one.dictionary, names), np.int32) for one in coded]
    return tuple(names.to_pylist()), [
        rank[np.asarray(one.indices)] for rank, one in zip(ranks, coded, strict=True)
    ]


def _coded(column: Any) -> Any:
    """A column of texts as one array of their numbers in its dictionary."""
    keys = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    return keys.unify_dictionaries().combine_chunks()


def _short(parts: Iterator[Any]) -> pa.Table:
    """Batches as one table in which texts that repeat stand once."""
    repeated = ("debtor_account", "creditor_account", "currency", "item")
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


def strangers(payments: Any, params: Strangers) -> Web:
    """Payments of pairs that made at most `repeats`, both ways together, none by a business with a public.

    Nor with a party without account and name (`formats.unnamed`).

    That is a payer with more than `most_partners` payees, or a payee with more payers than that. None where
    the data lasts less than `least_days`.
    """
    whole = web(payments)
    key = f"strangers {params.least_days} {params.most_partners} {params.repeats} {params.parts_days}"
    if key not in whole.memo:
        whole.memo[key] = _strangers(whole, params)
    found: Web = whole.memo[key]
    return found


def _strangers(whole: Web, params: Strangers) -> Web:
    if not len(whole.t) or whole.t[-1] - whole.t[0] < days(params.least_days):
        return whole.of(np.zeros(len(whole.t), np.bool_))
    low, high = np.minimum(whole.payer, whole.payee), np.maximum(whole.payer, whole.payee)
    pair = low.astype(np.int64) * len(whole.accounts) + high
    _unique, which, count = np.unique(pair, return_inverse=True, return_counts=True)
    once = (count <= params.repeats) | ((count <= MOST_PARTS) & _at_once(whole.t, which, len(count), params))
    most = params.most_partners
    private = (whole.payees[whole.payer] <= most) & (whole.payers[whole.payee] <= most)
    return whole.of(once[which] & private & ~_unnamed(whole))


def _unnamed(whole: Web) -> Any:
    """Payments with a party nobody named: how many strangers those are, nobody can say."""
    first = bisect_left(whole.accounts, UNNAMED)
    behind = bisect_left(whole.accounts, f"{UNNAMED[:-1]}!", first)
    sides = (whole.payer, whole.payee)
    return np.logical_or.reduce([(first <= side) & (side < behind) for side in sides])


def _at_once(t: kernels.I64, which: Any, pairs: int, params: Strangers) -> Any:
    """Of each pair whether all its payments lie within `parts_days`; `t` is in order."""
    first, last = np.full(pairs, t[-1]), np.zeros(pairs, np.int64)
    last[which] = t  # the last written stays
    first[which[::-1]] = t[::-1]
    return last - first <= days(params.parts_days)


def _repeats(ids: Any, order: kernels.I64, *columns: Any) -> Any:
    """Rows equal to the one before in id and all of these: the same payment in two files."""
    same = np.zeros(len(order), np.bool_)
    same[1:] = True
    for column in columns:
        same[1:] &= column[1:] == column[:-1]
    alike = np.flatnonzero(same)
    same[alike] = np.asarray(pc.equal(ids.take(order[alike]), ids.take(order[alike - 1])))
    return same


def by_currency(web: Web) -> Iterator[tuple[kernels.I64, Web]]:
    """The edges of each currency by number, and the web of them alone; of one currency the web itself."""
    held = np.unique(web.currency)
    for one in held:
        own = np.flatnonzero(web.currency == one)
        yield own, web if len(held) == 1 else web.of(own)


def days(count: float) -> int:
    """So many days in milliseconds."""
    return round(count * DAY_MS)


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
    """Leave out what consists mostly of edges of something before it; in the order of the first edge."""
    used: set[int] = set()
    kept = []
    for edges in found:
        if sum(edge in used for edge in edges) <= share * len(edges):
            kept.append(edges)
            used.update(edges)
    return sorted(kept, key=lambda one: (one[0], one))
