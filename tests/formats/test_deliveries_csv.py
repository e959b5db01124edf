"""Deliveries of petroleum as canonical CSV."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sightline.errors import FormatChanged
from tests.formats.sample import Bytes, sample
from tests.formats.tables import at, csv_bytes, read

NAMES = (
    "delivered_on", "product", "quantity", "unit", "kind", "vessel_imo", "low", "high", "period_from",
    "laden", "shipments", "mark",
)  # fmt: skip
GOOD = dict(
    zip(NAMES, ("2018-01-31", "gas oil", "10", "t", "reported", "", "", "", "", "", "", ""), strict=True)
)


def test_reads_the_sample() -> None:
    item = sample("tables/deliveries.csv")
    found = read(item, "deliveries_csv")
    first, second = found.rows
    assert first["delivered_on"] == date(2018, 1, 31) and first["quantity"] == Decimal("1250.5")
    assert first["vessel_imo"] is None and second["vessel_imo"] == 9000001
    assert (second["low"], second["high"]) == (Decimal(2500), Decimal(3500))
    assert at(item, first).startswith("2018-01-31,") and found.refusals == []


def with_cells(**cells: str) -> Bytes:
    return csv_bytes(",".join(NAMES), *(",".join(row.values()) for row in (GOOD, GOOD | cells, GOOD)))


def test_low_may_equal_high() -> None:
    assert read(with_cells(low="5", high="5")).refusals == []


REFUSED = {
    "no day": ({"delivered_on": ""}, "delivered_on is empty"),
    "another kind": ({"kind": "rumoured"}, "is not reported, observed or aggregate"),
    "negative": ({"quantity": "-1"}, "quantity '-1' is negative"),
    "low above high": ({"low": "6", "high": "5"}, "low '6' is more than high '5'"),
    "no ship's number": ({"vessel_imo": "12345"}, "is not an IMO number"),
    "no unit": ({"unit": " "}, "unit is empty"),
    "a ton of no kind": ({"unit": "ton"}, "unit 'ton' is not known"),
    "both units at once": ({"unit": "bbl / t"}, "unit 'bbl / t' is not known"),
    "a period that ends before it begins": (
        {"period_from": "2018-02-01"},
        "period_from '2018-02-01' is after",
    ),
    "more than full": ({"laden": "100.1"}, "per cent of a full load"),
    "an empty ship": ({"laden": "0"}, "per cent of a full load"),
    "half a shipment": ({"shipments": "1.5"}, "is not a number of shipments"),
    "a word for a mark": ({"mark": "sure"}, "is not one of checked, computed"),
}


@pytest.mark.parametrize(("cells", "said"), REFUSED.values(), ids=REFUSED)
def test_refuses_the_row_alone(cells: dict[str, str], said: str) -> None:
    found = read(with_cells(**cells), "deliveries_csv")
    assert [label for label, _ in found.said()] == ["row 3"] and said in found.refusals[0].message
    assert len(found.rows) == 2


def test_a_period_may_be_one_day_and_a_ship_full() -> None:
    found = read(with_cells(period_from="2018-01-31", laden="100", shipments="3", mark="computed"))
    row = found.rows[1]
    assert found.refusals == []
    assert (row["period_from"], row["laden"], row["shipments"]) == (date(2018, 1, 31), Decimal(100), 3)
    assert found.rows[0]["period_from"] is None


def test_the_unit_stays_as_it_was_written() -> None:
    assert read(with_cells(unit="Metric Tons")).rows[1]["unit"] == "Metric Tons"


def test_what_to_do_about_a_unit_depends_on_it() -> None:
    assert "one cell" in read(with_cells(unit="bbl and t")).refusals[0].remedy


def test_a_missing_column_stops_the_file() -> None:
    with pytest.raises(FormatChanged) as refusal:
        read(csv_bytes("delivered_on,product,quantity,kind", "2018-01-31,gas oil,1,reported"))
    assert "lacks the columns unit" in refusal.value.message
