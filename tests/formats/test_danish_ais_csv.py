"""The CSV of the Danish Maritime Authority: its time, its silent words, and what is refused."""

from __future__ import annotations

import pytest

from sightline.errors import FormatChanged
from tests.formats.sample import Bytes, sample
from tests.formats.tables import at, read

SAMPLE = "tables/danish_ais.csv"
MAY_4 = 1_683_158_400_000


def test_reads_the_sample() -> None:
    item = sample(SAMPLE)
    found = read(item, "danish_ais_csv")
    ship, station = found.rows
    assert (ship["mmsi"], ship["t_ms"], ship["imo"]) == (219_000_001, MAY_4 + 1000, 9_000_001)
    assert (ship["lat7"], ship["lon7"], ship["heading"]) == (556_123_450, 128_123_450, 188)
    assert ship["sog"] == pytest.approx(11.4) and ship["draught"] == pytest.approx(6.4)
    assert (ship["name"], ship["destination"], ship["receiver"]) == ("INVENTED SHIP", "INVENTED PORT", "AIS")
    assert station["mmsi"] == 2_190_045
    silent = ("imo", "callsign", "ship_type", "status", "destination", "length")
    assert [station[name] for name in silent] == [None] * 6
    assert at(item, ship).startswith("04/05/2023 00:00:01,") and found.refusals == []


def changed(old: str, new: str) -> Bytes:
    return Bytes(sample(SAMPLE).raw.replace(old.encode(), new.encode(), 1), "rows.csv")


REFUSED = {
    "not available in AIS": ("55.612345", "91.000000", "lat"),
    "longitude 181": ("12.812345", "181.000000", "lon"),
    "month and day turned": ("04/05/2023 00:00:01", "05/13/2023 00:00:01", "ISO 8601 time"),
    "1970": ("04/05/2023 00:00:01", "01/01/1970 00:00:00", "1990"),
    "ten digits": ("219000001", "2190000012", "nine digits"),
}


@pytest.mark.parametrize(("old", "new", "said"), REFUSED.values(), ids=REFUSED)
def test_refuses_the_row_alone(old: str, new: str, said: str) -> None:
    found = read(changed(old, new))
    assert [label for label, _ in found.said()] == ["row 2"] and said in found.refusals[0].message
    assert len(found.rows) == 1


def test_a_new_column_stops_it() -> None:
    with pytest.raises(FormatChanged, match="Mood"):
        read(changed("Heading", "Mood"))


def test_a_file_cut_in_a_row_keeps_what_is_whole() -> None:
    raw = sample(SAMPLE).raw
    found = read(Bytes(raw[: raw.index(b"Base Station") + 20], "rows.csv"))
    assert [row["mmsi"] for row in found.rows] == [219_000_001]
