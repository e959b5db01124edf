"""Shipments of goods as canonical CSV: who sent what to whom."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sightline.errors import FormatChanged
from tests.formats.sample import sample
from tests.formats.tables import at, csv_bytes, read

HEADER = "shipment_id,shipped_on,shipper,consignee,value,currency,vessel_imo"
GOOD = "S1,2020-03-01,A,B,1,USD,"


def test_reads_the_sample() -> None:
    item = sample("tables/shipments.csv")
    found = read(item, "shipments_csv")
    first, second, _last = found.rows
    assert first["shipped_on"] == date(2020, 3, 1) and first["value"] == Decimal("61250")
    assert first["vessel_imo"] == 9990014 and first["origin"] == "cn" and first["invoice"] == "INV-77001"
    assert second["buyer"] == "Invented Buyer Pte" and second["destination"] == "Atlantis"
    assert at(item, second).startswith("BL-2,") and found.refusals == []


REFUSED = {
    "an id that stands twice": ("S1,2020-03-01,A,B,1,USD,", "earlier row"),
    "a day that never was": ("S2,2020-02-30,A,B,1,USD,", "shipped_on"),
    "no consignee": ("S2,2020-03-01,A,,1,USD,", "consignee"),
    "a value without currency": ("S2,2020-03-01,A,B,1,,", "has no currency"),
    "a number of six digits": ("S2,2020-03-01,A,B,1,USD,999001", "IMO number"),
}


@pytest.mark.parametrize(("row", "said"), REFUSED.values(), ids=REFUSED)
def test_refuses_the_row_alone(row: str, said: str) -> None:
    found = read(csv_bytes(HEADER, GOOD, row), "shipments_csv")
    assert [label for label, _ in found.said()] == ["row 3"] and said in found.refusals[0].message
    assert found.column("shipper") == ["A"]


def test_an_unknown_column_stops_the_file() -> None:
    with pytest.raises(FormatChanged):
        read(csv_bytes(f"{HEADER},colour", f"{GOOD},red"))
