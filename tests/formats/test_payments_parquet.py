"""Payments as Parquet: amounts exact, rows refused one by one, other tables left alone."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sightline.errors import FormatChanged, Truncated
from sightline.formats import payments_parquet
from tests.formats.sample import Bytes, sample
from tests.formats.tables import read

GOOD: dict[str, Any] = {
    "payment_id": ["a", "b"],
    "booked_at": ["2019-03-01T09:30:00Z", "2019-03-02"],
    "amount": [1.5, 2.0],
    "currency": ["USD", "USD"],
    "debtor_account": ["X", "X"],
    "creditor_account": ["Y", "Y"],
}


def parquet(columns: dict[str, Any], **how: Any) -> Bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream, **how)
    return Bytes(stream.getvalue(), "x.parquet")


def test_reads_the_sample() -> None:
    item = sample("tables/payments.parquet")
    found = read(item, "payments_parquet")
    first, second, last = found.rows
    assert first["amount"] == Decimal("1250") and second["currency"] == "EUR" and last["purpose"] is None
    assert first["booked_ms"] == round(datetime(2019, 3, 1, 9, 30, tzinfo=UTC).timestamp() * 1000)
    assert [row["row"] for row in found.rows] == [1, 2, 3] and found.refusals == []
    assert sorted(note.message for note in found.notes) == [
        "taken, though it goes from an account to itself",
        "taken, though its currency is not written in capitals alone",
    ]
    assert 0 < first["place_start"] < first["place_end"] < item.size


def test_numbers_that_arrow_writes_in_powers_of_ten_are_amounts() -> None:
    found = read(parquet(GOOD | {"amount": [1e17, 1e-7]}))
    assert found.column("amount") == [Decimal(10**17), Decimal("0.0000001")] and not found.refusals
    small = pa.array([Decimal("0.0000000001"), Decimal(2)], pa.decimal128(38, 10))
    assert read(parquet(GOOD | {"amount": small})).column("amount") == [Decimal("0.0000000001"), Decimal(2)]
    assert len(read(parquet(GOOD | {"amount": ["1e3", "2"]})).refusals) == 1


REFUSED = {
    "an id that stands in an earlier row group": ({"payment_id": ["a", "a"]}, "earlier row"),
    "a currency nobody has": ({"currency": ["USD", "QQQ"]}, "currency"),
    "an amount of eleven places": ({"amount": ["1", "0.00000000001"]}, "amount"),
    "an infinite amount": ({"amount": [1.0, float("inf")]}, "amount"),
    "no account": ({"creditor_account": ["Y", None]}, "creditor_account"),
}


@pytest.mark.parametrize(("columns", "said"), REFUSED.values(), ids=REFUSED)
def test_refuses_the_row_alone(columns: dict[str, Any], said: str) -> None:
    found = read(parquet(GOOD | columns, row_group_size=1))
    assert [label for label, _ in found.said()] == ["row 2"] and said in found.refusals[0].message
    assert found.column("payment_id") == ["a"]


def test_an_unknown_column_stops_the_file() -> None:
    with pytest.raises(FormatChanged):
        read(parquet(GOOD | {"colour": ["red", "red"]}))


def test_a_table_that_is_no_payments_is_left_to_others() -> None:
    item = parquet({"payment_id": ["a"], "colour": ["red"]})
    assert payments_parquet.look_inside(item) is None
    cut = sample("tables/payments.parquet").raw[:-20]
    assert payments_parquet.look_inside(Bytes(cut, "cut.parquet")) is None
    with pytest.raises(Truncated):
        list(payments_parquet.read_table(Bytes(cut, "cut.parquet"), lambda refusal: None))
