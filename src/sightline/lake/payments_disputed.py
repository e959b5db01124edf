"""Payments of one reference that files tell differently: which row holds, and what the others say of it.

Rows of one id between the same accounts, in two files, that say another amount on one day are a payment that
was corrected: the file taken in last holds, the others are replaced. So are rows of one id, day, amount and
currency of which one account differs. Those of two days may be one payment or two: both count, and it is
said. An id of a few digits may be the number of a row in its file: only at the very same time, between the
same accounts, is it one payment's. A UETR needs none of this: it is one payment whatever its rows say.

Rows of two ids are compared likewise where the reference of who instructed or of a bank, in one, is any of
the other's, unless each has a UETR. Such a reference is used again: it tells of a correction where each file
has one row of it that day, and of two days where they are within a `WEEK`, from an order to its booking. And
of one day and sum both count where the payer's reference is all that two messages have in common, see
`payments_matched`.

What a person decided of two rows goes before all of this: the row that holds is replaced by no rule, and both
count where both are payments. It speaks for rows of any file that say the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_, xor
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis import _

from sightline.lake.taken_in import TAKEN_IN
from sightline.model.settlement import Settlement, Word

UETR = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
NUMBER = "^[0-9]{1,5}$"
"""an id that may be the number of a row in its file"""
DAY_MS = 86_400_000
ACCOUNTS = ("debtor_account", "creditor_account")
PARTIES = ("payment_id", *ACCOUNTS)
SAID = (*PARTIES, "booked_ms", "amount", "currency")
"""cells that every file says"""
AMOUNT = pa.decimal128(38, 10)
ROW = ("item", "row", "payment_id")
OWN = ("instruction", "bank_reference")
"""references of who instructed and of a bank, which should name one payment as an id does"""
GIVEN = (*OWN, "end_to_end")
"""references beside the id, the payer's among them"""
NO_REFERENCE = ("", "NOTPROVIDED")
"""what banks write where there is no reference"""
WEEK = 7
"""days between two rows of a reference that may be one payment. A proposal"""
PLACE = ("item", "row", "place_start", "place_end")
THERE = "there_"
"""before the columns of what another file says"""
SPOKEN = ("word", "by", "why", "decided")
"""a person's word on a pair"""
SETTLED = (Word.HOLDS.value, Word.BOTH.value)
"""words after which nothing is open"""
GIVES_WAY = "gives way"
"""the word on a pair from the side of the row that does not hold"""
KEY = "key_"
"""before the columns in which it agrees"""
TELLS = (*PLACE, "booked_ms", "amount", "currency")
BOTH = (
    *TELLS, *PARTIES, TAKEN_IN, *(f"{THERE}{name}" for name in (*TELLS, *PARTIES, TAKEN_IN)), "one_time",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conflicts:
    """What files say differently, as Arrow: rows that are `replaced` (`ROW`), and pairs of rows.

    A pair is a row that counts beside one of another file, whose columns begin with `THERE`; `corrected` says
    that the other is replaced by it, otherwise both count. `word` is a person's, with `by`, `why` and the day
    `decided`; empty where nobody said anything.
    """

    replaced: pa.Table = field(default_factory=lambda: pa.table({}))
    pairs: pa.Table = field(default_factory=lambda: pa.table({}))

    def marked(self, payments: ir.Table) -> ir.Table:
        """Payments that count with `disputed`: whether another file tells it differently, unsettled."""
        if not self.pairs.num_rows:
            return payments.mutate(disputed=ibis.literal(False))
        open_still = ibis.memtable(self.pairs).filter(~_.word.isin(SETTLED))
        told = open_still.select(*ROW).distinct().mutate(disputed=ibis.literal(True))
        beside = payments.left_join(told, [*ROW])
        return beside.select(*payments.columns, disputed=beside.disputed.fill_null(False))

    def of(self, rows: Collection[tuple[str, int]]) -> dict[tuple[str, int], list[dict[str, Any]]]:
        """The pairs of rows (item, number), in the order of what others say; of one replaced, what holds."""
        found: dict[tuple[str, int], list[dict[str, Any]]] = {}
        if not self.pairs.num_rows or not rows:
            return found
        items, numbers = (sorted(set(column)) for column in zip(*rows, strict=True))
        counts = _["item"].isin(items) & _["row"].isin(numbers)
        replaced = _.corrected & _.there_item.isin(items) & _.there_row.isin(numbers)
        order = ("item", "row", "there_booked_ms", "there_item", "there_row")
        chosen = ibis.memtable(self.pairs).filter(counts | replaced).order_by(*order)
        for pair in chosen.to_pyarrow().to_pylist():
            if (pair["item"], pair["row"]) in rows:
                found.setdefault((pair["item"], pair["row"]), []).append(pair)
            if pair["corrected"] and (pair["there_item"], pair["there_row"]) in rows:
                found.setdefault((pair["there_item"], pair["there_row"]), []).append(pair)
        return found


def given(payments: ir.Table, name: str) -> ir.Table:
    """The payments that have this reference beside their id, and no column of `GIVEN` before it has it."""
    found = payments.filter(_[name].notnull(), ~_[name].isin(NO_REFERENCE))
    found = found.filter((_[name] != _.payment_id) | _.payment_id.re_search(NUMBER))
    for before in GIVEN[: GIVEN.index(name)]:
        found = found.filter(_[before].isnull() | (_[before] != _[name]))
    return found


def holding(payments: ir.Table) -> tuple[str, ...]:
    """The columns of `GIVEN` that hold anything: most files have none of them, and are not read for it."""
    found = payments.agg(**{name: _[name].count() for name in GIVEN}).to_pyarrow().to_pylist()[0]
    return tuple(name for name in GIVEN if found[name])


def named(payments: ir.Table, held: Sequence[str], *more: str) -> ir.Table:
    """Every reference of each payment, in small letters, with its file and accounts; `is_id` of its id."""
    kept = dict.fromkeys(("item", *ACCOUNTS, *more))
    return ibis.union(
        payments.select(*kept, reference=_.payment_id.lower(), is_id=ibis.literal(True)),
        *(
            given(payments, name).select(*kept, reference=_[name].lower(), is_id=ibis.literal(False))
            for name in held
        ),
    )


def conflicts(rows: ir.Table, settled: Sequence[Settlement], apart: pa.Table) -> Conflicts:
    """The conflicts among rows that are each a payment as far as equal reports tell; with `taken_in`.

    `settled` are the words of people that stand; `apart` pairs of rows (`ROW`) that may be one payment.
    """
    cells = ibis.memtable(rows.select(*TELLS, *PARTIES, *GIVEN, TAKEN_IN).to_pyarrow())
    alike = ibis.union(
        _of_one_id(cells), _of_one_reference(cells), _apart(cells, apart), _moved(cells), distinct=True
    )
    told = _decided(alike, settled).to_pyarrow()
    if not told.num_rows:
        return Conflicts()
    both = ibis.memtable(told)
    free = both.filter(~_.word.isin(SETTLED), _.word != GIVES_WAY)
    by_hand = both.filter(_.word == Word.HOLDS)
    kept = ibis.memtable(by_hand.select(*ROW).distinct().to_pyarrow())
    before = (_.there_taken_in < _.taken_in) | ((_.there_taken_in == _.taken_in) & (_.there_item < _["item"]))
    unlike = [_[name] != _[f"{THERE}{name}"] for name in ("amount", "currency", *ACCOUNTS)]
    of_others = [(f"{THERE}{name}", name) for name in ROW]
    by_rule = free.filter(_.one_time, reduce(or_, unlike), before).anti_join(kept, of_others)
    corrected = ibis.union(by_rule, by_hand)
    replaced = corrected.select(**{name: _[f"{THERE}{name}"] for name in ROW}).distinct()
    out = ibis.memtable(replaced.to_pyarrow())
    double = ibis.union(free.filter(~_.one_time), both.filter(_.word == Word.BOTH))
    held = ibis.union(
        corrected.mutate(corrected=ibis.literal(True)),
        double.anti_join(out, of_others).mutate(corrected=ibis.literal(False)),
    )
    pairs = held.anti_join(out, [*ROW]).select(
        *TELLS, *PARTIES, *(f"{THERE}{name}" for name in (*TELLS, *PARTIES)), "corrected", *SPOKEN
    )
    return Conflicts(out.to_pyarrow(), pairs.to_pyarrow())


def _decided(both: ir.Table, settled: Sequence[Settlement]) -> ir.Table:
    """Pairs with what a person said of them, from the side of the row that comes first in each."""
    if not settled:
        return both.mutate(**{name: ibis.literal("") for name in SPOKEN})
    said = ibis.memtable(pa.Table.from_pylist(list(_words(settled)), schema=_WORDS))
    own = both.mutate(own_day=_day(both), other_day=(both.there_booked_ms / DAY_MS).floor().cast("int64"))
    beside = own.left_join(
        said,
        [
            *((name, f"s_{name}") for name in (*PARTIES, "amount", "currency")),
            *((f"{THERE}{name}", f"o_{name}") for name in (*PARTIES, "amount", "currency")),
            ("own_day", "s_day"),
            ("other_day", "o_day"),
        ],
    )
    return beside.select(*BOTH, **{name: beside[name].fill_null("") for name in SPOKEN})


def _words(settled: Sequence[Settlement]) -> Iterator[dict[str, Any]]:
    """Each word from both sides; the row that does not hold `gives way`."""
    names = ("payment_id", *ACCOUNTS, "day", "amount", "currency")
    for one in settled:
        sides = ((one.first, one.second, one.word.value), (one.second, one.first, one.word.value))
        for own, other, word in sides:
            gives_way = one.word is Word.HOLDS and own is one.second
            yield {
                **{f"s_{name}": cell for name, cell in zip(names, own.cells, strict=True)},
                **{f"o_{name}": cell for name, cell in zip(names, other.cells, strict=True)},
                "word": GIVES_WAY if gives_way else word,
                "by": one.by,
                "why": one.why,
                "decided": one.at.date().isoformat(),
            }


_SAID = (
    ("payment_id", pa.string()), ("debtor_account", pa.string()), ("creditor_account", pa.string()),
    ("day", pa.int64()), ("amount", AMOUNT), ("currency", pa.string()),
)  # fmt: skip
_WORDS = pa.schema(
    [(f"{side}_{name}", kind) for side in "so" for name, kind in _SAID]
    + [(name, pa.string()) for name in SPOKEN]
)


def _of_one_id(cells: ir.Table) -> ir.Table:
    """Pairs of rows of one id, and whether they are of `one_time`; of a row's number those alone."""
    files = cells.group_by(*PARTIES).agg(files=_["item"].nunique())
    near = cells.semi_join(files.filter(_.files > 1), [*PARTIES]).filter(~_is_uetr(_))
    number = near.payment_id.re_search(NUMBER)
    own = near.mutate(at=number.ifelse(near.booked_ms, _day(near) * DAY_MS), is_number=number)
    both = _beside(own, PARTIES, "at").mutate(one_time=_["at"] == _.there_at)
    return both.filter(_.one_time | ~_.is_number).select(*BOTH)


def _moved(cells: ir.Table) -> ir.Table:
    """Pairs of rows of one id, day, amount and currency of which one account differs: one was wrong."""
    own = cells.filter(~_is_uetr(_), ~_.payment_id.re_search(NUMBER)).mutate(day=_day(_))
    both = _beside(own, ("payment_id", "day", "amount", "currency"))
    same = [(_[name] == _[f"{THERE}{name}"]) for name in ACCOUNTS]
    return both.filter(reduce(xor, same)).mutate(one_time=ibis.literal(True)).select(*BOTH)


def _of_one_reference(cells: ir.Table) -> ir.Table:
    """Pairs of rows of two ids, one of which has for `OWN` reference what the other has for any."""
    kept = (*TELLS, *PARTIES, TAKEN_IN)
    several = ibis.union(
        cells.filter(~_is_uetr(_)).select(*kept, reference=_.payment_id.lower(), own=ibis.literal(True)),
        *(
            given(cells, name).select(*kept, reference=_[name].lower(), own=ibis.literal(name in OWN))
            for name in GIVEN
        ),
    ).filter(~_.reference.re_search(NUMBER))
    alike = ("reference", *ACCOUNTS)
    dated = several.mutate(day=_day(_), uetr=_is_uetr(_))
    of_day = ibis.window(group_by=["item", *alike, "day"])
    told = dated.mutate(alone=_.count().over(of_day) == 1)
    both = _beside(told, alike, "day", "own", "uetr", "alone").filter(
        _.payment_id != _.there_payment_id, _.own | _.there_own, ~(_.uetr & _.there_uetr)
    )
    one_time = (_.day == _.there_day) & _.alone & _.there_alone
    within = (_.day != _.there_day) & ((_.day - _.there_day).abs() <= WEEK)
    return both.filter(one_time | within).mutate(one_time=_.day == _.there_day).select(*BOTH)


def _apart(cells: ir.Table, told: pa.Table) -> ir.Table:
    """These pairs of rows (`ROW`), from both sides; both rows count."""
    names = [*ROW, *(f"{THERE}{name}" for name in ROW)]
    turned = told.select([*names[len(ROW) :], *names[: len(ROW)]]).rename_columns(names)
    pairs = ibis.memtable(pa.concat_tables([told.select(names), turned]))
    more = dict.fromkeys((*TELLS, *PARTIES, TAKEN_IN))
    there = cells.select(**{f"{THERE}{name}": cells[name] for name in more})
    both = pairs.inner_join(cells, [*ROW]).inner_join(there, [f"{THERE}{name}" for name in ROW])
    return both.mutate(one_time=ibis.literal(False)).select(*BOTH)


def _beside(own: ir.Table, key: Sequence[str], *more: str) -> ir.Table:
    """Rows beside those of another file that agree in `key`, whose columns begin with `there_`."""
    named = dict.fromkeys((*TELLS, *PARTIES, TAKEN_IN, *more))
    there = own.select(
        **{f"{KEY}{name}": own[name] for name in key}, **{f"{THERE}{name}": own[name] for name in named}
    )
    return own.inner_join(there, [(name, f"{KEY}{name}") for name in key]).filter(_["item"] != _.there_item)


def _day(rows: Any) -> Any:
    return (rows.booked_ms / DAY_MS).floor().cast("int64")


def _is_uetr(rows: Any) -> Any:
    return rows.payment_id.lower().re_search(UETR)
