"""Trade statistics as canonical CSV."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sightline.errors import FormatChanged
from tests.formats.sample import Bytes, sample
from tests.formats.tables import at, csv_bytes, read

NAMES = ("period", "reporter", "partner", "flow", "hs", "hs_version", "quantity", "unit", "value_usd")
GOOD = dict(zip(NAMES, ("2017", "CN", "KP", "import", "2701", "2017", "10", "kg", "5"), strict=True))


def with_cells(**cells: str) -> Bytes:
    return csv_bytes(",".join(NAMES), *(",".join(row.values()) for row in (GOOD, GOOD | cells, GOOD)))


def test_reads_the_sample() -> None:
    item = sample("tables/trade.csv")
    found = read(item, "trade_csv")
    year, month = found.rows
    assert (year["period_from"], year["period_to"]) == (date(2016, 1, 1), date(2016, 12, 31))
    assert (month["period_from"], month["period_to"]) == (date(2017, 3, 1), date(2017, 3, 31))
    assert (month["reporter"], month["partner"], month["flow"]) == ("cn", "kp", "import")
    assert (month["hs_version"], month["value_usd"], month["quantity"]) == ("2017", Decimal("2500.5"), None)
    assert at(item, year).startswith("2016,CN,") and found.refusals == []


TAKEN = {
    "a leap month": ({"period": "2020-02"}, "period_to", date(2020, 2, 29)),
    "a month of no leap year": ({"period": "2019-02"}, "period_to", date(2019, 2, 28)),
    "the world": ({"partner": "World"}, "partner", "world"),
    "three letters": ({"partner": "PRK"}, "partner", "kp"),
    "a country in Korean": ({"partner": "북한"}, "partner", "kp"),
    "a code with dots": ({"hs": "2701.12"}, "hs", "270112"),
    "all goods": ({"hs": "total"}, "hs", "TOTAL"),
    "a version spelt out": ({"hs_version": "HS2022"}, "hs_version", "2022"),
    "a version nobody states": ({"hs_version": "unknown"}, "hs_version", "unknown"),
    "a code of Comtrade": ({"flow": "RX"}, "flow", "re-export"),
    "no quantity": ({"quantity": "", "unit": ""}, "quantity", None),
    "a unit and no quantity": ({"quantity": ""}, "unit", "kg"),
}


@pytest.mark.parametrize(("cells", "column", "value"), TAKEN.values(), ids=TAKEN)
def test_takes(cells: dict[str, str], column: str, value: object) -> None:
    found = read(with_cells(**cells), "trade_csv")
    assert found.refusals == [] and found.rows[1][column] == value


REFUSED = {
    "month thirteen": ({"period": "2017-13"}, "is not a year 2017 or a month"),
    "a quarter": ({"period": "2017Q1"}, "is not a year 2017 or a month"),
    "which Korea": ({"partner": "Korea"}, "partner 'Korea' is not a country"),
    "no country": ({"partner": "Ruritania"}, "is not a country by name or ISO code"),
    "another flow": ({"flow": "transit"}, "is not import or export"),
    "three digits": ({"hs": "270"}, "is not an HS code"),
    "a version there is not": ({"hs_version": "2018"}, "a year of the nomenclature"),
    "no version": ({"hs_version": ""}, "hs_version is empty"),
    "a quantity without its unit": ({"unit": ""}, "quantity '10' has no unit"),
    "negative": ({"value_usd": "-1"}, "value_usd '-1' is negative"),
}


@pytest.mark.parametrize(("cells", "said"), REFUSED.values(), ids=REFUSED)
def test_refuses_the_row_alone(cells: dict[str, str], said: str) -> None:
    found = read(with_cells(**cells), "trade_csv")
    assert [label for label, _ in found.said()] == ["row 3"] and said in found.refusals[0].message
    assert len(found.rows) == 2


def test_a_missing_column_stops_the_file() -> None:
    with pytest.raises(FormatChanged, match="lacks the columns hs_version"):
        read(csv_bytes("period,reporter,partner,flow,hs", "2017,CN,KP,import,2701"))
