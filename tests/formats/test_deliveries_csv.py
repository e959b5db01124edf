"""Deliveries of petroleum as canonical CSV."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sightline.errors import FormatChanged
from tests.formats.sample import Bytes, sample
from tests.formats.tables import at, csv_bytes, read

NAMES = ("delivered_on", "product", "quantity", "unit", "kind", "vessel_imo", "low", "high")
GOOD = dict(zip(NAMES, ("2018-01-31", "gas oil", "10", "t", "reported", "", "", ""), strict=True))


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
}


@pytest.mark.parametrize(("cells", "said"), REFUSED.values(), ids=REFUSED)
def test_refuses_the_row_alone(cells: dict[str, str], said: str) -> None:
    found = read(with_cells(**cells), "deliveries_csv")
    assert [label for label, _ in found.said()] == ["row 3"] and said in found.refusals[0].message
    assert len(found.rows) == 2


def test_a_missing_column_stops_the_file() -> None:
    with pytest.raises(FormatChanged) as refusal:
        read(csv_bytes("delivered_on,product,quantity,kind", "2018-01-31,gas oil,1,reported"))
    assert "lacks the columns unit" in refusal.value.message
