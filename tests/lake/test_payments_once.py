"""Payments that several files report count once: one UETR between the same two parties."""

from __future__ import annotations

from typing import Any

import ibis
import pytest

from sightline.lake.payments_once import once, repeated
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
    "a bank's own reference": (told("REF-1", purpose="1"), told("REF-1", purpose="2")),
    "as long, but no UETR": (told("X" * 36, purpose="1"), told("X" * 36, purpose="2")),
}


@pytest.mark.parametrize("name", ONCE)
def test_counts_once(name: str) -> None:
    one, other = ONCE[name]
    assert left([one], [other]) in (["1"], ["2"])


@pytest.mark.parametrize("name", TWICE)
def test_counts_twice(name: str) -> None:
    one, other = TWICE[name]
    assert left([one], [other]) == ["1", "2"]


def test_other_payments_of_one_row_stay_and_what_nothing_repeats_is_the_table_itself() -> None:
    entry = [told(purpose="1"), payment(1, 0, 5, "C", "B") | {"purpose": "of the same entry"}]
    assert left([told(purpose="1")], entry) == ["1", "of the same entry"]
    alone = ibis.memtable(arrow(placed(entry), "payments"))
    assert once(alone) is alone and repeated(alone) == []
