"""Transactions of several payers are one mixing step: nobody chooses the result by the order of outputs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.detectors.coins import taint_kernels as kernels
from sightline.detectors.coins.crypto_taint import takings
from sightline.detectors.coins.fees import Named, fees
from sightline.detectors.coins.following import follow
from sightline.detectors.coins.labels import read_labels
from sightline.detectors.coins.mixing_steps import legs, runs, steps
from sightline.detectors.coins.taint_ledger import joined, journal
from sightline.detectors.coins.theft_ledger import TheftLedger, theft_ledger
from tests.detectors.books import DAY, HOUR
from tests.detectors.coins.coins import HOT, THIEF, says, tables
from tests.detectors.sea.tracks import Row

Coin = tuple[str, int]
SATOSHI = 10**8


def spends(block: int, inputs: list[Coin], outputs: list[Coin], chain: str = "bitcoin") -> list[Row]:
    """A transaction as transfers: inputs to outputs in their order, the rest is the fee."""
    left, rows = [list(one) for one in inputs], []
    for target, wanted in outputs:
        while wanted:
            source, held = left[0]
            part = min(held, wanted)
            left[0][1], wanted = held - part, wanted - part
            left = left[1:] if not left[0][1] else left
            rows.append((source, target, part))
    fee = sum(units for _, units in inputs) - sum(units for _, units in outputs)
    return [
        {
            "chain": chain, "block": block, "tx": f"t{block}", "index": index, "time_ms": DAY + block * HOUR,
            "asset": "BTC", "decimals": 8, "amount": Decimal(units), "from_address": source,
            "to_address": target, "fee": Decimal(fee) if fee and not index else None,
        }
        for index, (source, target, units) in enumerate(rows)
    ]  # fmt: skip


def ledger(transfers: list[Row], labels: list[Row]) -> TheftLedger:
    held = tables(transfers, labels)
    said, book = read_labels(held["labels"]), journal(held["transfers"])
    (found,) = takings(book, said).items()
    ends = [at for at, holder in enumerate(book.holders) if holder[2] in said.services]
    return theft_ledger(book, said, found[0], follow(book, dict([found]), ends)[found[0]])


def lines(book: TheftLedger) -> dict[str, tuple[int, int, int]]:
    """Units in order of arrival, by share and by touch of each end."""
    return {one.name: (one.in_order.units, one.by_share.units, one.by_touch.units) for one in book.lines}


STOLEN = spends(1, [("v", 139_990_001)], [("thief", 139_990_001)])
INPUTS = [("thief", 139_990_001), ("clean", 100_000_000)]
EXCHANGE, CHANGE = ("hot", 120_000_000), ("change", 119_980_001)
"""as an outsider reckoned it by hand; the fee is 10,000 satoshi"""


def test_of_several_inputs_each_output_carries_its_share_of_all() -> None:
    for outputs in ([EXCHANGE, CHANGE], [CHANGE, EXCHANGE]):
        book = ledger([*STOLEN, *spends(2, INPUTS, outputs)], [THIEF, HOT])
        shares = {name: share for name, (_order, share, _touch) in lines(book).items()}
        assert shares == {"Invented Exchange": 69_997_917, "change": 69_986_251}
        assert book.share_fees.units == 139_990_001 - 69_997_917 - 69_986_251 == 5_833
        assert book.balanced and not book.gaps[1:]


def test_by_touch_every_output_is_stolen_and_in_order_the_first_input_pays_first() -> None:
    book = ledger([*STOLEN, *spends(2, INPUTS, [EXCHANGE, CHANGE])], [THIEF, HOT])
    assert lines(book) == {
        "Invented Exchange": (120_000_000, 69_997_917, 120_000_000),
        "change": (19_990_001, 69_986_251, 119_980_001),
    }
    other = ledger([*STOLEN, *spends(2, INPUTS[::-1], [EXCHANGE, CHANGE])], [THIEF, HOT])
    assert lines(other)["Invented Exchange"] == (20_000_000, 69_997_917, 120_000_000)
    assert other.fees.units == 10_000 and other.balanced


def test_what_was_paid_in_was_there_before_anything_is_paid_out() -> None:
    """Change to an owner of an input: its own coins pay on, not those it gets in the same transaction."""
    inputs, outputs = [("thief", 140), ("b", 100)], [("b", 150), ("hot", 80)]
    stolen = spends(1, [("v", 140)], [("thief", 140)])
    book = ledger([*stolen, *spends(2, inputs, outputs)], [THIEF, HOT])
    assert lines(book) == {"b": (140, 88, 150), "Invented Exchange": (0, 46, 80)}
    assert book.share_fees.units == 6 and book.balanced


def test_chains_that_keep_accounts_and_one_payer_alone_stay_as_they_are() -> None:
    alone = [*STOLEN, *spends(2, INPUTS[:1], [EXCHANGE, ("change", 19_980_001)])]
    assert lines(ledger(alone, [THIEF, HOT]))["Invented Exchange"] == (120_000_000,) * 3
    accounts = [
        *spends(1, [("v", 139_990_001)], [("thief", 139_990_001)], "ethereum"),
        *spends(2, INPUTS, [EXCHANGE, CHANGE], "ethereum"),
    ]
    found = lines(ledger(accounts, [THIEF, HOT]))
    assert found["Invented Exchange"] == (120_000_000,) * 3 and found["change"] == (19_990_001,) * 3


def test_two_transactions_of_one_block_do_not_mix() -> None:
    first, second = spends(2, INPUTS[:1], [EXCHANGE]), spends(2, INPUTS[1:], [("change", 99_000_000)])
    for row in second:
        row["tx"] = "another"
    found = lines(ledger([*STOLEN, *first, *second], [THIEF, HOT]))
    assert "change" not in found and found["Invented Exchange"] == (120_000_000,) * 3


def test_what_is_taken_by_a_transaction_of_several_is_taken_whole_and_once() -> None:
    victims = spends(1, [("v", 60), ("w", 50)], [("thief", 100), ("w", 9)])
    back = spends(2, [("thief", 100), ("clean", 100)], [("x", 120), ("y", 79)])
    again = spends(3, [("x", 120), ("z", 80)], [("thief", 199)])
    book = ledger([*victims, *back, *again], [THIEF, says("hot", "Invented Exchange", "exchange")])
    assert book.taken.units == 100 + 199 and book.share_again.units > 0 and book.balanced


def named(rows: list[Row], fee: int, *at: int) -> list[Row]:
    """The same with the fee named at these transfers."""
    return [row | {"fee": Decimal(fee) if index in at else None} for index, row in enumerate(rows)]


def test_a_fee_is_paid_by_who_has_it_left_wherever_it_is_named() -> None:
    """400 stolen pay 300 and 99.9 with a fee of 0.1, and 100 clean their whole to the change."""
    paid = spends(4, [("m", 4_000), ("clean", 1_000)], [("hot", 3_000), ("change", 1_999)])
    before = [
        *spends(1, [("u", 1_000)], [("clean", 1_000)]),
        *spends(2, [("v", 4_000)], [("thief", 4_000)]),
        *spends(3, [("thief", 4_000)], [("m", 4_000)]),
    ]
    ours = [paid[0], paid[1] | {"amount": Decimal(999)}, paid[2] | {"amount": Decimal(1_000)}]
    theirs = paid
    for transfers, where, change in (
        (ours, (0,), 999), (ours, (1,), 999), (ours, (0, 1, 2), 999), (theirs, (2,), 1_000),
        (theirs, (0,), 1_000), (theirs, (0, 2), 1_000),
    ):  # fmt: skip
        book = ledger([*before, *named(transfers, 1, *where)], [THIEF, HOT])
        assert lines(book) == {
            "Invented Exchange": (3_000, 2_400, 3_000),
            "change": (change, 1_599, 1_999),
        }
        assert (book.fees.units, book.share_fees.units) == (4_000 - 3_000 - change, 1)
        assert book.balanced and not book.gaps


def test_of_a_fee_that_nobody_is_seen_to_have_left_the_name_decides() -> None:
    """Both have other coins: whoever is named pays; with both named the last."""
    paid = spends(4, [("thief", 50), ("clean", 50)], [("hot", 99)])
    before = [*spends(1, [("u", 500)], [("clean", 500)]), *spends(2, [("v", 400)], [("thief", 400)])]
    for where, stolen in (((0,), 52), ((1,), 50), ((0, 1), 50)):
        book = ledger([*before, *named(paid, 2, *where)], [THIEF, HOT])
        assert lines(book)["Invented Exchange"][1] + book.share_fees.units == stolen and book.balanced


ROWS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(0, 5), st.integers(0, 10**17), st.booleans()),
    min_size=1,
    max_size=30,
)


@settings(max_examples=80, deadline=None)
@given(ROWS, st.sets(st.integers(0, 5), max_size=2), st.integers(0, 50))
def test_nothing_is_lost_to_the_last_unit(rows: Any, services: set[int], fee: int) -> None:
    """`rows`: a mark of its transaction, 0 for none; who paid whom what; whether it is a theft."""
    mark = pa.array([one[0] or None for one in rows], pa.int64())
    source, target = (np.array([one[at] for one in rows], np.int32) for at in (1, 2))
    lo, hi = np.array([one[3] for one in rows], np.uint64), np.zeros(len(rows), np.uint64)
    first, unspent = runs(mark), np.array([one[0] > 0 for one in rows], np.bool_)
    mixing = steps(first, source)
    named = Named(hi, np.full(len(rows), fee, np.uint64), first, source, unspent)
    paid_fees = fees(source, target, hi, lo, named, 6)
    found = legs(source, target, hi, lo, 6, mixing, paid_fees)
    assert [int(found.row[at]) for at in found.arrival] == list(range(len(rows)))
    assert int(found.lo[found.target == found.fees].sum()) == (fee * len(first) if fee else 0)
    paid = found.source, found.target, found.hi, found.lo
    marks = np.zeros(len(found.source), np.bool_)
    marks[found.arrival[[at for at, one in enumerate(rows) if one[4] and one[1] != one[2]]]] = True
    service = np.isin(np.arange(found.holders), list(services))
    start = kernels.openings(*paid, found.holders)
    assert not start[1][6:].any()  # pools have what was paid in, and no more
    stolen = int(found.lo[marks].astype(object).sum())
    held_hi, held_lo, before = kernels.haircut(*paid, marks, service, *start)
    held = [joined(*halves) for halves in zip(held_hi, held_lo, strict=True)]
    assert sum(held) + sum(joined(*halves) for halves in before) == stolen
    assert not any(held[6 : found.fees])
    ends, _ways, again = kernels.fifo(*paid, marks, service, *start)
    assert sum(joined(one[2], one[3]) for one in (*ends.tolist(), *again.tolist())) == stolen
    assert not {one[0] for one in ends.tolist()} & set(range(6, found.fees))
