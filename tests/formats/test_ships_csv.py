"""Ships of a register as canonical CSV."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.errors import FormatChanged
from sightline.formats import ships_csv
from tests.formats.sample import sample
from tests.formats.tables import at, csv_bytes, read


def test_reads_the_sample() -> None:
    item = sample("tables/ships.csv")
    found = read(item, "ships_csv")
    first, later, other = found.rows
    assert first["imo"] == 9990014 and first["flag"] == "pa" and first["deadweight"] == 4500.0
    assert first["classed_by"] == "Invented Class" and first["insurer"] == "Invented P&I"
    assert first["since"] == date(2015, 1, 1) and first["until"] == date(2017, 6, 30)
    assert later["owner"] == "Invented Shipping Two Ltd" and later["until"] is None
    assert other["imo"] is None and other["mmsi"] == 990000003 and other["flag"] == "Atlantis"
    assert at(item, other).startswith(",990000003,") and found.refusals == []


REFUSED = {
    "neither number": (",A,,,", "neither an IMO number nor an MMSI"),
    "a number of six digits": ("999001,A,,,", "IMO number"),
    "a ship of a kilometre": ("9990014,A,1000,,", "length"),
    "ends before it begins": ("9990014,A,,2018-02-02,2018-02-01", "ends before it begins"),
}


@pytest.mark.parametrize(("row", "said"), REFUSED.values(), ids=REFUSED)
def test_refuses_the_row_alone(row: str, said: str) -> None:
    found = read(csv_bytes("imo,owner,length,from,to", "9990026,B,99,,", row), "ships_csv")
    assert [label for label, _ in found.said()] == ["row 3"]
    assert said in found.refusals[0].message
    assert found.column("owner") == ["B"]


def test_an_unknown_column_stops_the_file() -> None:
    with pytest.raises(FormatChanged):
        read(csv_bytes("imo,owner,colour", "9990014,A,red"), "ships_csv")


def test_tells_a_register_from_other_tables() -> None:
    assert ships_csv.recognise(b"imo,name,owner\n", "x.csv") == "rows"
    assert ships_csv.recognise(b"imo,name,flag\n", "x.csv") is None, "any table of ships may have these"
    assert ships_csv.recognise(b"vessel_imo,owner\n", "x.csv") is None
