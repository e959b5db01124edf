"""Settle by hand which of two rows holds that tell one payment differently, and take that back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.detectors.detector import EPOCH, booked
from sightline.detectors.payments import disputed_payments
from sightline.errors import Conflict, NotFound, UsageError
from sightline.evidence import canonical
from sightline.lake.payments_disputed import ACCOUNTS, THERE, Conflicts
from sightline.lake.payments_once import counted
from sightline.lake.taken_in import in_order
from sightline.model.citation import Reason
from sightline.model.marking import PUBLIC, Marking
from sightline.model.settlement import Settlement, Told, Word, last_words, standing
from sightline.model.table_part import TablePart
from sightline.model.view import View
from sightline.office.markings import mark
from sightline.office.tables import SettlementRow
from sightline.record.settlements import settlements as on_record
from sightline.record.table_parts import items_in_order, parts
from sightline.service import table_rows
from sightline.service.roles import require
from sightline.service.workbench import Workbench

INVESTIGATE, TABLE = "investigate", "payments"
MOST = 200
"""disputed payments that are listed at once"""
LONGEST_WHY = 2000
LEAST_SHA = 12
"""letters of an item's hash that name it"""
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Named:
    """A row as a person names it: its item's SHA-256, or the beginning of it, number and payment id."""

    item: str
    row: int
    payment_id: str = ""

    @classmethod
    def parse(cls, text: str) -> Named:
        """`ITEM:ROW` or `ITEM:ROW:PAYMENT`; the payment is needed where a row has several."""
        item, _colon, rest = text.partition(":")
        row, _colon, payment = rest.partition(":")
        if len(item) < LEAST_SHA or not row.isdecimal():
            raise UsageError(f"not a row: {text[:80]!r}", remedy="write it as ITEM:ROW, as the list gives it")
        return cls(item, int(row), payment)

    def means(self, one: Told) -> bool:
        """Whether this row is meant."""
        same = one.item.startswith(self.item) and one.row == self.row
        return same and self.payment_id in ("", one.payment_id)


@dataclass(frozen=True, slots=True)
class Said:
    """What someone says of two rows. `marking` restricts it further than the files do."""

    word: Word
    why: str
    marking: Marking = PUBLIC


@dataclass(frozen=True, slots=True)
class Disputed:
    """Two rows that tell one payment differently: the one that counts, the other, and what is told of it.

    `replaced`: the other does not count. `settlement` is the last word on the two, if there is one.
    """

    counts: Told
    other: Told
    replaced: bool
    told: Reason
    settlement: Settlement | None = None

    def as_json(self) -> dict[str, Any]:
        """Its published line."""
        return {
            "counts": self.counts.as_json(),
            "other": self.other.as_json(),
            "replaced": self.replaced,
            "told": self.told.text,
            "settled": self.settlement.as_json() if self.settlement else None,
        }


def when(row: Told) -> str:
    """When it was booked, as a reader is told it."""
    return booked(EPOCH + timedelta(milliseconds=row.booked_ms))


def settled(view: View, bench: Workbench, marking: Marking | None = None) -> tuple[Settlement, ...]:
    """The words that count for the View; with `marking` of those it covers."""
    with bench.office.read(view) as session:
        return standing(on_record(view, session, marking))


def digest(words: Sequence[Settlement]) -> str:
    """What tells one set of words that count from another; empty for none."""
    return canonical.digest([one.id for one in words])[:16] if words else ""


def settlements(view: View, bench: Workbench) -> tuple[Settlement, ...]:
    """Every word the View may know of, those superseded and taken back included, as they were said."""
    with bench.office.read(view) as session:
        return on_record(view, session)


def disputed(view: View, bench: Workbench, payment: str = "") -> tuple[Disputed, ...]:
    """Payments that files tell differently, at most `MOST`, or those of this id, each pair of rows once.

    As they count now, with what a person said. `NotAllowed` when the user may not investigate.
    """
    require(view, bench, INVESTIGATE)
    words = settlements(view, bench)
    last = {one.pair: one for one in last_words(words) if one.word is not Word.WITHDRAWN}
    found: dict[frozenset[Any], Disputed] = {}
    for pair in _pairs(view, bench, payment, standing(words)):
        one, other = told_of(pair), told_of(pair, THERE)
        if payment and payment not in (one.payment_id, other.payment_id):
            continue
        key = frozenset(((one.item, one.row, one.payment_id), (other.item, other.row, other.payment_id)))
        cells = frozenset((one.cells, other.cells))
        told = disputed_payments.told([pair])
        found.setdefault(key, Disputed(one, other, pair["corrected"], told, last.get(cells)))
    return tuple(found.values())[:MOST]


def settle(view: View, bench: Workbench, first: Named, second: Named, said: Said) -> Settlement:
    """Say which of two rows holds (the first), that both are payments, or that it cannot be told.

    It counts from now on for rows of any file that say the same. It is marked at least like both files.
    `NotFound` for rows that tell no payment differently for the View; `UsageError` without a reason, and for
    two rows that both give way to a third.
    """
    require(view, bench, INVESTIGATE)
    if said.word is Word.WITHDRAWN:
        raise UsageError("a word is taken back by its id", remedy="see `sightline payment withdraw`")
    why = _reason(said.why)
    one, other = _rows(view, bench, first, second)
    return _put(view, bench, (one, other), said.word, why, said.marking)


def withdraw(view: View, bench: Workbench, id: str, why: str) -> Settlement:
    """Take a word back, whoever said it, with a reason; `Conflict` when it is not the last one."""
    require(view, bench, INVESTIGATE)
    why = _reason(why)
    whole = replace(view, known_at=datetime.max.replace(tzinfo=UTC))
    known = settlements(whole, bench)
    found = next((one for one in known if one.id == id), None)
    if found is None:
        raise NotFound(f"no such word on a payment: {id}", remedy="see `sightline payment settled`")
    if found.word is Word.WITHDRAWN or found not in last_words(known):
        raise Conflict("it is not the last word on these rows", remedy="see `sightline payment settled`")
    return _put(view, bench, (found.first, found.second), Word.WITHDRAWN, why, found.marking)


def told_of(pair: Mapping[str, Any], side: str = "") -> Told:
    """The row of a pair that counts, or with `THERE` the other."""
    return Told(
        pair[f"{side}item"],
        pair[f"{side}row"],
        pair[f"{side}place_start"],
        pair[f"{side}place_end"],
        pair[f"{side}payment_id"],
        pair[f"{side}debtor_account"],
        pair[f"{side}creditor_account"],
        pair[f"{side}booked_ms"],
        Decimal(pair[f"{side}amount"]),
        pair[f"{side}currency"],
    )


def _put(
    view: View, bench: Workbench, rows: tuple[Told, Told], word: Word, why: str, marking: Marking
) -> Settlement:
    """Put a word on record, later than every other on these rows."""
    whole = replace(view, known_at=datetime.max.replace(tzinfo=UTC))
    for part in _seen(whole, bench):
        if set(part.items) & {one.item for one in rows}:
            marking = marking.joined(part.marking)
    with bench.office.write(view, why) as session:
        before = [one.at for one in on_record(whole, session) if one.pair == {one.cells for one in rows}]
        at = max([bench.clock(), *(when + _TICK for when in before)])
        id = bench.entropy(16).hex()
        row = SettlementRow(id=id, word=word.value, by=view.user, at=at, why=why)
        row.first, row.second = (one.as_json() for one in rows)
        session.add(row)
        session.flush()
        mark(session, SettlementRow.__marked__, id, marking, view.user, at, "as its files")
    return Settlement(id, rows[0], rows[1], word, view.user, at, why, marking)


def _rows(view: View, bench: Workbench, first: Named, second: Named) -> tuple[Told, Told]:
    """The two rows meant, where they tell a payment differently; `UsageError` where neither counts."""
    pairs = [(told_of(pair), told_of(pair, THERE)) for pair in _pairs(view, bench, first, ())]
    for one, other in pairs:
        if first.means(one) and second.means(other):
            return one, other
        if first.means(other) and second.means(one):
            return other, one
    for one, other in pairs:
        if first.means(other) and any(second.means(row) for _one, row in pairs):
            counts = f"{one.item[:LEAST_SHA]}:{one.row}:{one.payment_id}"
            raise UsageError(
                f"neither of these rows counts: {counts} does",
                remedy=f"settle each beside it: `sightline payment settle ROW {counts}`",
            )
    raise NotFound(
        "no such two rows of one payment that files tell differently",
        remedy="see `sightline payment disputed`",
    )


def _pairs(
    view: View, bench: Workbench, near: Named | str, words: Sequence[Settlement]
) -> list[dict[str, Any]]:
    """Pairs of rows of payments that files tell differently, near a row, a payment or all."""
    seen = _seen(view, bench)
    if len(seen) < 2:
        return []
    with table_rows.opened(view, bench, seen, [TABLE]) as tables:
        payments = tables[TABLE]
        if near:
            payments = _between(payments, near)
        found = counted(in_order(payments, items_in_order(seen, TABLE)), words).conflicts
    return _listed(found)


def _listed(found: Conflicts) -> list[dict[str, Any]]:
    if not found.pairs.num_rows:
        return []
    ordered = ibis.memtable(found.pairs).order_by("booked_ms", "payment_id", "there_booked_ms", "item", "row")
    lines: list[dict[str, Any]] = ordered.limit(MOST * 2).to_pyarrow().to_pylist()
    return lines


def _between(payments: ir.Table, near: Named | str) -> ir.Table:
    """The payments between the accounts of the rows meant, and those of their ids."""
    if isinstance(near, str):
        meant = payments.filter(_.payment_id == near)
    else:
        meant = payments.filter(_["item"].startswith(near.item), _["row"] == near.row)
    rows = meant.select("payment_id", *ACCOUNTS).distinct().to_pyarrow()
    between = payments.semi_join(ibis.memtable(rows.select([*ACCOUNTS])), [*ACCOUNTS])
    others = payments.semi_join(ibis.memtable(rows.select(["payment_id"])), "payment_id")
    return between.union(others, distinct=True)


def _seen(view: View, bench: Workbench) -> list[TablePart]:
    with bench.office.read(view) as session:
        return list(parts(view, session, (TABLE,)))


def _reason(why: str) -> str:
    if not why.strip():
        raise UsageError("a decision has a reason", remedy="say why in a few words")
    if len(why) > LONGEST_WHY:
        raise UsageError(f"a reason has at most {LONGEST_WHY} letters")
    return why.strip()
