"""Of two rows of one id the file taken in last holds on one day; of two days both count, and it is said."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import ibis
import pytest

from sightline.lake.payments_once import Counted, counted, every_report
from sightline.lake.taken_in import in_order
from tests.detectors.books import DAY, HOUR, payment
from tests.detectors.sea.tracks import Row, arrow, placed

FIRST, SECOND, THIRD = ("f" * 64, "a" * 64, "0" * 64)
"""items in the order they were taken in, which is not that of their hashes"""


def row(id: str = "K-1", amount: str = "9", hours: float = 10, **more: Any) -> Row:
    return payment(0, hours, 0, "A", "B") | {"payment_id": id, "amount": Decimal(amount)} | more


def read(*files: list[Row]) -> Counted:
    items = (FIRST, SECOND, THIRD)[: len(files)]
    rows = [one for file, item in zip(files, items, strict=True) for one in placed(file, item)]
    return counted(in_order(ibis.memtable(arrow(rows, "payments")), items))


def left(found: Counted) -> list[tuple[str, Decimal]]:
    rows = found.payments.order_by("booked_ms", "item").to_pyarrow().to_pylist()
    return [(one["item"], one["amount"]) for one in rows]


def said(found: Counted) -> list[tuple[str, str, Decimal, bool]]:
    pairs = found.conflicts.pairs.to_pylist()
    return sorted((one["item"], one["there_item"], one["there_amount"], one["corrected"]) for one in pairs)


CORRECTED = {
    "another amount": row(amount="12"),
    "another currency": row(currency="EUR"),
    "another amount, at another hour of the day": row(amount="12", hours=0),
    "a cent": row(amount="9.01"),
    "another payee": row(creditor_account="C"),
    "another payer, at another hour": row(debtor_account="C", hours=12),
}
DOUBTFUL = {
    "the day after": row(hours=34),
    "the day after and another amount": row(hours=34, amount="12"),
    "one millisecond past the day": row(booked_ms=DAY + 24 * HOUR),
}
OTHERS = {
    "another id": row("K-2", amount="12"),
    "another payer": row(amount="12", debtor_account="C"),
    "another payee": row(amount="12", creditor_account="C"),
    "both accounts": row(debtor_account="C", creditor_account="D"),
    "another payee the day after": row(creditor_account="C", hours=34),
    "another id and payee": row("K-2", creditor_account="C"),
}


@pytest.mark.parametrize("name", CORRECTED)
def test_a_corrected_row_holds_and_the_earlier_is_replaced(name: str) -> None:
    found = read([row()], [CORRECTED[name]])
    assert left(found) == [(SECOND, CORRECTED[name]["amount"])]
    assert said(found) == [(SECOND, FIRST, Decimal(9), True)]
    assert found.conflicts.replaced.to_pylist() == [{"item": FIRST, "row": 2, "payment_id": "K-1"}]


@pytest.mark.parametrize("name", DOUBTFUL)
def test_rows_of_one_id_on_two_days_both_count_and_it_is_said_of_both(name: str) -> None:
    found = read([row()], [DOUBTFUL[name]])
    assert [item for item, _amount in left(found)] == [FIRST, SECOND]
    assert [(one, other, corrected) for one, other, _sum, corrected in said(found)] == [
        (SECOND, FIRST, False), (FIRST, SECOND, False),
    ]  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_payments_of_other_ids_or_parties_are_no_conflict(name: str) -> None:
    found = read([row()], [OTHERS[name]])
    assert len(left(found)) == 2 and said(found) == []


def test_what_one_file_says_of_one_id_is_no_conflict() -> None:
    found = read([row(), row(amount="12")], [row("K-9")])
    assert len(left(found)) == 3 and said(found) == []


def test_the_number_of_a_row_is_one_payments_at_the_very_same_time_alone() -> None:
    assert said(read([row("12345")], [row("12345", hours=34)])) == []
    assert said(read([row("12345")], [row("12345", amount="12", hours=11)])) == []
    assert said(read([row("12345")], [row("12345", amount="12")])) == [(SECOND, FIRST, Decimal(9), True)]
    assert len(said(read([row("123456")], [row("123456", hours=34)]))) == 2


def test_a_uetr_is_one_payment_whatever_it_says() -> None:
    uetr = "00000000-0000-4000-8000-00000000000a"
    found = read([row(uetr)], [row(uetr, amount="8")])
    assert len(left(found)) == 1 and said(found) == []


def test_of_three_versions_the_last_holds_and_replaces_both() -> None:
    found = read([row()], [row(amount="12")], [row(amount="15")])
    assert left(found) == [(THIRD, Decimal(15))]
    assert said(found) == [(THIRD, SECOND, Decimal(12), True), (THIRD, FIRST, Decimal(9), True)]


def test_what_is_replaced_is_in_doubt_with_nothing() -> None:
    found = read([row()], [row(amount="12")], [row(hours=34)])
    assert [item for item, _amount in left(found)] == [SECOND, THIRD]
    assert said(found) == [
        (THIRD, SECOND, Decimal(12), False),
        (SECOND, THIRD, Decimal(9), False),
        (SECOND, FIRST, Decimal(9), True),
    ]  # fmt: skip


def test_pairs_are_given_for_the_rows_asked_for_and_mark_the_payments() -> None:
    found = read([row(), row("K-2")], [row(amount="12"), row("K-3")])
    assert list(found.conflicts.of({(SECOND, 2), (SECOND, 3)})) == [(SECOND, 2)]
    assert found.conflicts.of({(FIRST, 3)}) == {} and found.conflicts.of(set()) == {}
    marked = found.conflicts.marked(found.payments).to_pyarrow().to_pylist()
    assert {(one["payment_id"], one["disputed"]) for one in marked} == {
        ("K-1", True), ("K-2", False), ("K-3", False),
    }  # fmt: skip


def test_a_partition_without_a_column_of_references_is_compared_by_those_it_has() -> None:
    """A file taken in before there was a column has it empty: its id is still the other's reference."""
    found = read([row("K-7")], [row("B-1", instruction="K-7")])
    assert len(left(found)) == 1 and said(found) == []


@pytest.mark.parametrize(("more", "count"), [({}, 1), ({"agents": "BICADEFF"}, 2), ({"debtor_bic": "B"}, 2)])
def test_where_banks_matter_a_replaced_row_goes_unless_it_names_others(more: Row, count: int) -> None:
    """A statement that says another amount than a transfer replaces no bank the transfer names."""
    files = [placed([row() | more], FIRST), placed([row(amount="12")], SECOND)]
    table = ibis.memtable(arrow([one for file in files for one in file], "payments"))
    found = counted(in_order(table, [FIRST, SECOND]))
    assert every_report(table, found.conflicts).count().to_pyarrow().as_py() == count
    assert len(left(found)) == 1
