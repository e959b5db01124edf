"""Which rows of several files that share a reference are one payment, and which may be and count both.

Two rows of one file are two payments, and the second of one file is the second of another. So are two UETRs,
and two transaction ids (`TxId`) of interbank messages, which every bank passes on unchanged. A reference of
who instructed or of a bank names a payment. The payer's own (`RENT`, `INV-7`) may stand in several of one day
and sum: where two messages of one kind have it, each with an id of its own, their rows do not tell whether
one payment is told twice. Both count, and nothing is in doubt where ids of one form came at two moments. Ids
of statements are not compared: each bank gives its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, product
from typing import Any

from sightline.lake.payments_disputed import DAY_MS, NUMBER, OWN, ROW, UETR

INTERBANK = ("pacs.008", "pacs.009")
"""channels whose `bank_reference` is the transaction id of the first bank"""
STATEMENTS = ("camt.053", "MT940")
"""channels in which each bank writes a reference of its own"""
MOST_BESIDE = 12
"""payments of a reference each of which is set beside every other; of more, each beside the next"""
RowId = tuple[Any, ...]
Cells = Mapping[str, Any]
Unlike = Callable[[Cells, Cells], bool]


@dataclass(frozen=True, slots=True)
class Matched:
    """Pairs of rows: each that repeats a payment with the row that counts, and those that may and count."""

    repeats: list[tuple[RowId, RowId]] = field(default_factory=list)
    apart: list[tuple[RowId, RowId]] = field(default_factory=list)


def row_id(row: Cells) -> RowId:
    """What tells a row from every other: `ROW`."""
    return tuple(row[name] for name in ROW)


def matched(of_uetr: Iterable[Sequence[Cells]], of_reference: Iterable[Sequence[Cells]]) -> Matched:
    """Match rows of one UETR, then rows of one reference, accounts, amount, currency and day.

    A row says its `channel`, `instruction` and `bank_reference`; one of a reference, whether it is its `own`.
    """
    book = _Book()
    for rows in of_uetr:
        for one, other in pairwise(book.added(rows)):
            book.unite(one, other)
    groups = sorted((not any(row["own"] for row in rows), book.added(rows)) for rows in of_reference)
    for by_payer, ids in groups:
        book.match(ids, _unlike if by_payer else _never)
    apart = [pair for by_payer, ids in groups if by_payer for pair in book.apart(ids)]
    return Matched(sorted(book.repeats()), sorted(set(apart)))


class _Book:
    """Rows, and which are one payment as far as is known: each payment goes by one of its rows."""

    def __init__(self) -> None:
        self._rows: dict[RowId, Cells] = {}
        self._payment: dict[RowId, RowId] = {}
        self._members: dict[RowId, list[RowId]] = {}

    def added(self, rows: Sequence[Cells]) -> list[RowId]:
        """The ids of these rows in order; each is a payment unless it is here already."""
        for row in rows:
            one = row_id(row)
            self._rows[one] = row
            if one not in self._payment:
                self._payment[one] = one
                self._members[one] = [one]
        return sorted(map(row_id, rows))

    def unite(self, one: RowId, other: RowId) -> None:
        """Say that two rows are one payment."""
        kept, more = self._payment[one], self._payment[other]
        if kept != more:
            moved = self._members.pop(more)
            self._members[kept] += moved
            self._payment |= dict.fromkeys(moved, kept)

    def match(self, rows: Sequence[RowId], unlike: Unlike) -> None:
        """Unite payments that have a row here, each with the first of another that it may be."""
        found: list[RowId] = []
        full: dict[str, int] = {}
        for payment in dict.fromkeys(self._payment[one] for one in rows):
            item = payment[0]
            at = full.get(item, 0)
            while at < len(found) and any(one[0] == item for one in self._members[found[at]]):
                at += 1
            full[item] = at
            alike = (other for other in found[at:] if not self._two(other, payment, unlike))
            first = next(alike, None)
            if first is None:
                found.append(payment)
            else:
                self.unite(first, payment)

    def apart(self, rows: Sequence[RowId]) -> Iterator[tuple[RowId, RowId]]:
        """Payments that have a row here and may be one, by the row of each that counts."""
        payments = list(dict.fromkeys(self._payment[one] for one in rows))
        pairs = combinations(payments, 2) if len(payments) <= MOST_BESIDE else pairwise(payments)
        for one, other in pairs:
            if not self._two(one, other, _clearly):
                yield self._first(one), self._first(other)

    def repeats(self) -> Iterator[tuple[RowId, RowId]]:
        """Each row that repeats a payment, with the row that counts: the earliest."""
        for payment, rows in self._members.items():
            first = self._first(payment)
            yield from ((one, first) for one in rows if one != first)

    def _first(self, payment: RowId) -> RowId:
        return min(self._members[payment], key=lambda one: (self._rows[one]["booked_ms"], *one))

    def _two(self, one: RowId, other: RowId, unlike: Unlike) -> bool:
        """Whether what is known of these two payments tells that they are two."""
        rows = product(self._members[one], self._members[other])
        return any(_two_payments(self._rows[row], self._rows[beside], unlike) for row, beside in rows)


def _two_payments(one: Cells, other: Cells, unlike: Unlike) -> bool:
    if one["item"] == other["item"]:
        return True
    ids = (one["payment_id"].lower(), other["payment_id"].lower())
    uetrs = sum(bool(re.match(UETR, text)) for text in ids)
    if uetrs:
        return uetrs == 2 and ids[0] != ids[1]
    if one["channel"] != other["channel"]:
        return False
    if one["channel"] in INTERBANK and one["bank_reference"] and other["bank_reference"]:
        return bool(one["bank_reference"] != other["bank_reference"])
    return unlike(one, other)


def _never(_one: Cells, _other: Cells) -> bool:
    """Of a reference that names a payment: other references say nothing against it."""
    return False


def _unlike(one: Cells, other: Cells) -> bool:
    """Whether each of two messages of one kind has a reference of its own, and they are not of one moment."""
    if (one["channel"] or "").startswith(STATEMENTS) or _one_moment(one, other):
        return False
    for name in OWN:
        if one[name] and other[name]:
            return bool(one[name] != other[name])
    ids = (one["payment_id"], other["payment_id"])
    return ids[0] != ids[1] and not any(re.match(NUMBER, text) for text in ids)


def _clearly(one: Cells, other: Cells) -> bool:
    """Whether they are unlike, at two moments, and their ids of one form, as one system gives them."""
    moments = [row["booked_ms"] % DAY_MS for row in (one, other)]
    forms = {re.sub("[0-9]", "9", row["payment_id"]) for row in (one, other)}
    return all(moments) and len(forms) == 1 and _unlike(one, other)


def _one_moment(one: Cells, other: Cells) -> bool:
    return bool(one["booked_ms"] == other["booked_ms"] and one["booked_ms"] % DAY_MS)
