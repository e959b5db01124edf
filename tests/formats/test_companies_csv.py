"""Companies as canonical CSV."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.errors import FormatChanged
from tests.formats.sample import sample
from tests.formats.tables import at, csv_bytes, read


def test_reads_the_sample() -> None:
    item = sample("tables/companies.csv")
    found = read(item, "companies_csv")
    first, again, other = found.rows
    assert first["incorporated_on"] == date(2018, 5, 4) and first["jurisdiction"] == "hk"
    assert first["share"] == 100.0 and first["since"] == date(2018, 5, 4) and first["until"] is None
    assert again["company"] == "XX-0001" and again["director"] == "Invented Person Three"
    assert other["jurisdiction"] == "Atlantis" and other["director_birth_date"] == "1971"
    assert at(item, other).startswith("XX-0002,") and found.refusals == []


REFUSED = {
    "no company": (",X,100,,", "company is empty"),
    "more than all of it": ("A,X,100.1,,", "share '100.1' is not from 0 to 100"),
    "30 February": ("A,X,1,2018-02-30,", "from '2018-02-30' is not a day"),
    "ends before it begins": ("A,X,1,2018-02-02,2018-02-01", "ends before it begins"),
}


@pytest.mark.parametrize(("row", "said"), REFUSED.values(), ids=REFUSED)
def test_refuses_the_row_alone(row: str, said: str) -> None:
    found = read(
        csv_bytes("company,name,share,from,to", "B,X,100,2018-02-02,2018-02-02", row), "companies_csv"
    )
    assert [label for label, _ in found.said()] == ["row 3"]
    assert said in found.refusals[0].message
    assert found.column("company") == ["B"]


def test_an_unknown_column_stops_the_file() -> None:
    with pytest.raises(FormatChanged):
        read(csv_bytes("company,name,turnover", "A,Invented Person One,1"))
