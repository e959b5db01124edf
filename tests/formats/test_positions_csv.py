"""Positions as canonical CSV: what is taken, what is refused by row, and what stops the file."""

from __future__ import annotations

import gzip

import pytest

from sightline.errors import FormatChanged, UnknownFormat
from sightline.formats import register
from tests.formats.sample import Bytes, sample
from tests.formats.tables import at, at_place, csv_bytes, read

HEADER = "mmsi,timestamp,lat,lon"
GOOD = "412000001,2020-06-30T00:00:00Z,38.5,124.25"


def test_reads_the_sample() -> None:
    item = sample("tables/positions.csv")
    found = read(item, "positions_csv")
    first = found.rows[0]
    assert first["mmsi"] == 412000001 and first["t_ms"] == 1593475200000
    assert (first["lat7"], first["lon7"]) == (385000000, 1242500000)
    assert first["sog"] == pytest.approx(0.4) and first["cog"] == pytest.approx(123.4)
    assert first["heading"] == 121 and first["imo"] == 9000001
    assert first["name"] == "INVENTED STAR" and first["status"] == "at anchor"
    assert first["ship_type"] == "80" and first["draught"] == pytest.approx(6.5)
    assert first["basis"] == "reconstruction" and first["document"] == "Invented report, para 1"
    assert at(item, first).startswith("412000001,") and first["row"] == 2
    silent = found.rows[1]
    assert [silent[name] for name in ("sog", "cog", "heading", "length", "status", "imo")] == [None] * 6
    assert found.refusals == [] and found.notes == []
    assert {row["item"] for row in found.rows} == {item.sha256}


def with_cell(name: str, value: str) -> Bytes:
    """Three rows, of which the middle one has this cell."""
    names = HEADER.split(",")
    cells = dict(zip(names, GOOD.split(","), strict=True)) | {name: value}
    header = HEADER if name in names else f"{HEADER},{name}"
    extra = "" if name in names else ","
    return csv_bytes(header, GOOD + extra, ",".join(cells.values()), GOOD + extra)


TAKEN = {
    "latitude of the pole": ("lat", "90"),
    "latitude of the other pole": ("lat", "-90.0"),
    "longitude 180": ("lon", "180"),
    "longitude -180": ("lon", "-180"),
    "the first day of 1990": ("timestamp", "1990-01-01T00:00:00Z"),
    "the last day of 2100": ("timestamp", "2100-12-31T23:59:59Z"),
    "a time with an offset": ("timestamp", "2020-06-30T09:00:00+09:00"),
    "a time without zone": ("timestamp", "2020-06-30 00:00:00"),
    "a leap day": ("timestamp", "2020-02-29T00:00:00Z"),
    "no speed": ("sog", "0"),
    "the most AIS can say": ("sog", "102.2"),
    "speed not available": ("sog", "102.3"),
    "course 359.9": ("cog", "359.9"),
    "course not available": ("cog", "360"),
    "heading not available": ("heading", "511"),
    "heading 359": ("heading", "359"),
    "a number with blanks": ("sog", " 1.5 "),
    "no IMO": ("imo", "0"),
    "the longest ship": ("length", "1022"),
    "basis": ("basis", "fact"),
    "an empty cell": ("sog", ""),
    "MMSI with leading noughts": ("mmsi", "002190067"),
    "a quoted MMSI": ("mmsi", '"412000001"'),
}


@pytest.mark.parametrize(("name", "value"), TAKEN.values(), ids=TAKEN)
def test_takes(name: str, value: str) -> None:
    found = read(with_cell(name, value))
    assert found.refusals == [] and len(found.rows) == 3


REFUSED = {
    "latitude beyond the pole": ("lat", "90.0001", "lat '90.0001' is not from -90 to 90"),
    "longitude 181": ("lon", "181", "lon '181' is not from -180 to 180"),
    "longitude -180.0001": ("lon", "-180.0001", "is not from -180 to 180"),
    "no latitude": ("lat", "", "lat is empty"),
    "latitude in words": ("lat", "38N", "lat '38N' is not a number"),
    "latitude NaN": ("lat", "NaN", "lat 'NaN' is not a number"),
    "latitude infinite": ("lat", "inf", "lat 'inf' is not a number"),
    "1970": ("timestamp", "1970-01-01T00:00:00Z", "is not of the years 1990 to 2100"),
    "1989": ("timestamp", "1989-12-31T23:59:59Z", "is not of the years 1990 to 2100"),
    "2101": ("timestamp", "2101-01-01T00:00:00Z", "is not of the years 1990 to 2100"),
    "a day that never was": ("timestamp", "2021-02-29T00:00:00Z", "is not an ISO 8601 time"),
    "hour 25": ("timestamp", "2020-06-30T25:00:00Z", "is not an ISO 8601 time"),
    "a time to guess": ("timestamp", "30/06/2020 00:00", "is not an ISO 8601 time"),
    "no time": ("timestamp", "", "timestamp is empty"),
    "negative speed": ("sog", "-0.1", "sog '-0.1' is not from 0 to 102.2"),
    "too fast": ("sog", "102.4", "sog '102.4' is not from 0 to 102.2"),
    "negative course": ("cog", "-1", "cog '-1'"),
    "course 361": ("cog", "361", "cog '361'"),
    "heading 361": ("heading", "361", "heading '361'"),
    "MMSI of eight digits": ("mmsi", "41200000", "mmsi '41200000' is not nine digits"),
    "MMSI of ten digits": ("mmsi", "4120000010", "is not nine digits"),
    "MMSI of noughts": ("mmsi", "000000000", "is not nine digits"),
    "MMSI in letters": ("mmsi", "41200000A", "is not nine digits"),
    "MMSI in hexadecimal": ("mmsi", "0x1888890", "is not nine digits"),
    "MMSI with a sign": ("mmsi", "-41200000", "is not nine digits"),
    "no MMSI": ("mmsi", "", "mmsi is empty"),
    "negative length": ("length", "-1", "length '-1'"),
    "too long": ("length", "1023", "length '1023'"),
    "another basis": ("basis", "rumour", "basis 'rumour' is not fact or reconstruction"),
}


@pytest.mark.parametrize(("name", "value", "said"), REFUSED.values(), ids=REFUSED)
def test_refuses_the_row_alone_with_its_place(name: str, value: str, said: str) -> None:
    item = with_cell(name, value)
    found = read(item)
    (refusal,) = found.refusals
    assert said in refusal.message and refusal.remedy and refusal.item == item.sha256
    assert refusal.place.label == "row 3"
    assert at_place(item, refusal.place) == item.raw.decode().splitlines()[2]
    assert [row["row"] for row in found.rows] == [2, 4]
    assert all(at(item, row).startswith(GOOD) for row in found.rows)


def test_a_row_with_a_cell_too_few_or_too_many_is_refused() -> None:
    item = csv_bytes(HEADER, GOOD, "412000001,2020-06-30T00:00:00Z,1", GOOD, GOOD + ",5", "x", GOOD)
    found = read(item)
    assert [label for label, _ in found.said()] == ["row 3", "row 5", "row 6"]
    assert (
        "missing cells: 3" in found.refusals[0].message and "too many cells: 5" in found.refusals[1].message
    )
    assert found.column("row") == [2, 4, 7]


def test_a_file_cut_inside_a_row_gives_all_rows_but_the_last() -> None:
    whole = csv_bytes(HEADER, GOOD, GOOD, GOOD).raw
    found = read(Bytes(whole[:-12], "cut.csv"))
    assert len(found.rows) == 2 and found.said()[0][0] == "row 4"


def test_a_last_row_without_line_end_is_taken_and_noted() -> None:
    whole = csv_bytes(HEADER, GOOD, GOOD).raw
    found = read(Bytes(whole[:-1], "cut.csv"))
    assert len(found.rows) == 2 and found.refusals == []
    assert found.notes[0].place.label == "row 3" and "no line end" in found.notes[0].message


def test_an_unknown_column_stops_the_file() -> None:
    with pytest.raises(FormatChanged) as refusal:
        read(csv_bytes(f"{HEADER},speed", f"{GOOD},1"))
    assert "'speed'" in refusal.value.message
    assert refusal.value.place == "row 1 · bytes 0-27"


@pytest.mark.parametrize("missing", HEADER.split(","))
def test_a_missing_required_column_stops_the_file(missing: str) -> None:
    header = ",".join(name for name in HEADER.split(",") if name != missing)
    with pytest.raises(FormatChanged) as refusal:
        read(csv_bytes(header + ",sog", "1,2,3,4"))
    assert f"lacks the columns {missing}" in refusal.value.message


def test_a_repeated_column_stops_the_file() -> None:
    with pytest.raises(FormatChanged):
        read(csv_bytes(f"{HEADER},lat", f"{GOOD},1"))


def test_a_header_that_is_mostly_unknown_is_no_positions() -> None:
    with pytest.raises(UnknownFormat):
        register.recognise(csv_bytes("lat,lon,a,b,c,d,e", "1,2,3,4,5,6,7", "1,2,3,4,5,6,7"))


def test_columns_may_stand_in_any_order() -> None:
    found = read(csv_bytes("lon,lat,timestamp,mmsi", "124.25,38.5,2020-06-30T00:00:00Z,412000001"))
    assert found.rows[0]["lon7"] == 1242500000


def test_a_header_alone_has_no_rows() -> None:
    found = read(csv_bytes(HEADER))
    assert found.rows == [] and found.refusals == []


def test_line_ends_a_byte_order_mark_and_empty_lines_do_not_move_places() -> None:
    raw = b"\xef\xbb\xbf" + csv_bytes(HEADER, GOOD, "", GOOD, "", end="\r\n").raw
    item = Bytes(raw, "rows.csv")
    found = read(item)
    assert [at(item, row) for row in found.rows] == [GOOD, GOOD]
    assert found.column("row") == [2, 3]


def test_inside_gzip_the_place_is_the_whole_item() -> None:
    packed = Bytes(gzip.compress(csv_bytes(HEADER, GOOD, "x", GOOD).raw), "rows.csv.gz")
    found = read(packed, "positions_csv")
    assert [(row["row"], row["place_start"], row["place_end"]) for row in found.rows] == [
        (2, 0, packed.size - 1),
        (4, 0, packed.size - 1),
    ]
    assert str(found.refusals[0].place) == f"row 3 · bytes 0-{packed.size - 1}"


def test_an_imo_number_that_is_none_is_left_out_and_noted() -> None:
    found = read(csv_bytes(f"{HEADER},imo", f"{GOOD},896876500", f"{GOOD},IMO9000001", f"{GOOD},0000000"))
    assert found.column("imo") == [None, 9000001, None]
    assert [note.place.label for note in found.notes] == ["row 2"]


def test_texts_are_composed_and_trimmed() -> None:
    found = read(csv_bytes(f"{HEADER},name,destination", f'{GOOD}," ME\u0301R  1 ",\u200b'))
    assert found.rows[0]["name"] == "M\u00c9R 1" and found.rows[0]["destination"] is None


def test_status_codes_become_words_and_words_stay() -> None:
    found = read(
        csv_bytes(f"{HEADER},status", *(f"{GOOD},{code}" for code in ("5", "0.0", "15", "Moored", "16")))
    )
    assert found.column("status") == ["moored", "under way using engine", None, "Moored", "16"]
