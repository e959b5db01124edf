"""Payments that several files report count once: by their UETR, or by the payer's reference and all else."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import ibis
import pytest

from sightline.lake.payments_once import BANKS, matching, once, without_equal
from tests.detectors.books import payment
from tests.detectors.sea.tracks import ITEM, Row, arrow, placed

UETR = "00000000-0000-4000-8000-00000000000a"


def told(uetr: str = UETR, hours: float = 0, **more: Any) -> Row:
    return payment(0, hours, 9, "A", "B") | {"payment_id": uetr} | more


def left(*files: list[Row]) -> list[str]:
    """What of files is left, by the amount each row has."""
    rows = [row for file, item in zip(files, (ITEM, ITEM[::-1]), strict=False) for row in placed(file, item)]
    table = once(ibis.memtable(arrow(rows, "payments")))
    return [str(row["purpose"]) for row in table.order_by("booked_ms", "purpose").to_pyarrow().to_pylist()]


ONCE = {
    "the same words": (told(purpose="1"), told(purpose="2")),
    "in capitals": (told(purpose="1"), told(UETR.upper(), purpose="2")),
    "less charges, an hour later": (told(purpose="1"), told(hours=1, amount=8, purpose="2")),
}
TWICE = {
    "another UETR": (told(purpose="1"), told(UETR[:-1] + "b", purpose="2")),
    "its cover, between other parties": (told(purpose="1"), told(debtor_account="INVBUS33", purpose="2")),
    "what may be the number of a row": (told("12345", purpose="1"), told("12345", purpose="2")),
    "another bank's reference": (told("REF-1", purpose="1"), told("REF-2", purpose="2")),
}


def ordered(id: str, **more: Any) -> Row:
    """A payment with the payer's reference and an id of the file's own."""
    return payment(0, 0, 9, "A", "B") | {"payment_id": id, "end_to_end": "INV-7"} | more


ONCE |= {
    "a bank's own reference": (told("REF-1", purpose="1"), told("REF-1", purpose="2")),
    "a reference of six digits": (told("123456", purpose="1"), told("123456", purpose="2")),
    "a transfer's :20: that a statement's line gives": (
        told("OUR-7", purpose="1"),
        ordered("THEIR-7", end_to_end="OUR-7", purpose="2"),
    ),
    "one reference, in other files of other ids": (ordered("1", purpose="1"), ordered("2", purpose="2")),
    "one reference, later that day": (
        ordered("1", purpose="1"),
        ordered("2", purpose="2", booked_ms=payment(0, 9, 9, "A", "B")["booked_ms"]),
    ),
    "one reference, one says a UETR": (ordered(UETR, purpose="1"), ordered("2", purpose="2")),
}
ONCE |= {"a transfer's :20: that a line gives with another sum, which corrects it": (
    told("OUR-7", purpose="1"),
    ordered("THEIR-7", end_to_end="OUR-7", purpose="2", amount=Decimal("8")),
)}  # fmt: skip
TWICE |= {
    "a reference that is an id of few digits": (
        told("123", purpose="1"),
        ordered("X-123", end_to_end="123", purpose="2"),
    ),
    "of one day and sum, references of two": (
        told("OUR-7", purpose="1"),
        ordered("THEIR-7", end_to_end="OUR-8", purpose="2"),
    ),
    "a reference that a line gives of another day": (
        told("OUR-7", purpose="1"),
        ordered(
            "THEIR-7", end_to_end="OUR-7", purpose="2", booked_ms=payment(0, 24, 9, "A", "B")["booked_ms"]
        ),
    ),
    "another reference": (ordered("1", purpose="1"), ordered("2", purpose="2", end_to_end="INV-8")),
    "another amount": (ordered("1", purpose="1"), ordered("2", purpose="2", amount=Decimal("9.01"))),
    "another currency": (ordered("1", purpose="1"), ordered("2", purpose="2", currency="EUR")),
    "another debtor": (ordered("1", purpose="1"), ordered("2", purpose="2", debtor_account="C")),
    "another creditor": (ordered("1", purpose="1"), ordered("2", purpose="2", creditor_account="C")),
    "the day after": (
        ordered("1", purpose="1"),
        ordered("2", purpose="2", booked_ms=payment(0, 24, 9, "A", "B")["booked_ms"]),
    ),
    "two UETRs": (ordered(UETR, purpose="1"), ordered(UETR[:-1] + "b", purpose="2")),
    "no reference": (
        ordered("1", purpose="1", end_to_end="NOTPROVIDED"),
        ordered("2", purpose="2", end_to_end="NOTPROVIDED"),
    ),
}


@pytest.mark.parametrize("name", ONCE)
def test_counts_once(name: str) -> None:
    one, other = ONCE[name]
    assert left([one], [other]) in (["1"], ["2"])


@pytest.mark.parametrize("name", TWICE)
def test_counts_twice(name: str) -> None:
    one, other = TWICE[name]
    assert left([one], [other]) == ["1", "2"]


@pytest.mark.parametrize(
    ("more", "count"),
    [({}, 1), ({"debtor_name": "spelt otherwise"}, 1), ({"amount": Decimal(8)}, 1), ({"booked_ms": 1}, 2),
     ({"creditor_account": "C"}, 1), ({"debtor_account": "C", "creditor_account": "D"}, 2),
     ({"payment_id": "REF-2"}, 2)],
)  # fmt: skip
def test_a_row_of_a_later_export_counts_once_where_it_is_equal_or_corrects_it(more: Row, count: int) -> None:
    """Id, one account, day, amount and currency are compared; in one file nothing is."""
    row = told("REF-1", purpose="1")
    assert left([row], [row | more]) == ["1"] * count
    assert left([row, row]) == ["1", "1"]


@pytest.mark.parametrize(
    ("more", "count"),
    [({}, 1), ({"basis": "another letter"}, 1), ({"debtor_bic": "BICADEFF"}, 2), ({"agents": "BICADEFF"}, 2),
     ({"debtor_name": "spelt otherwise"}, 2), ({"ultimate_creditor": "C"}, 2), ({"amount": Decimal(8)}, 2)],
)  # fmt: skip
def test_where_banks_matter_a_row_of_a_later_export_counts_once_where_it_names_the_same(
    more: Row, count: int
) -> None:
    row = told()
    files = [placed([row], ITEM), placed([row | more], ITEM[::-1])]
    table = ibis.memtable(arrow([one for file in files for one in file], "payments"))
    assert without_equal(table, BANKS).count().to_pyarrow().as_py() == count


def test_other_payments_of_one_row_stay_and_what_nothing_repeats_is_the_table_itself() -> None:
    entry = [told(purpose="1"), payment(1, 0, 5, "C", "B") | {"purpose": "of the same entry"}]
    assert left([told(purpose="1")], entry) == ["1", "of the same entry"]
    alone = ibis.memtable(arrow(placed(entry), "payments"))
    assert once(alone) is alone and matching(alone).repeats == []


def test_what_one_file_says_twice_are_two_payments_and_the_other_file_says_both() -> None:
    one = [ordered("1", purpose="1"), ordered("2", purpose="2")]
    assert left(one) == ["1", "2"]
    assert len(left(one, [ordered("3", purpose="3"), ordered("4", purpose="4")])) == 2
    assert len(left(one, [ordered("3", purpose="3")])) == 2


def test_a_third_file_may_tell_that_two_are_one() -> None:
    rows = [
        placed([told(purpose="1")], "1" * 64),
        placed([ordered(UETR, amount=Decimal(8), purpose="2")], "2" * 64),
        placed([ordered("3", amount=Decimal(8), purpose="3")], "3" * 64),
    ]
    table = ibis.memtable(arrow([row for several in rows for row in several], "payments"))
    assert once(table).count().to_pyarrow().as_py() == 1
