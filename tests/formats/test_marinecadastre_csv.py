"""MarineCadastre's CSV, with what the publisher's numbers mean."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sightline.errors import FormatChanged
from sightline.formats.source import Local
from tests.formats.sample import Bytes, sample
from tests.formats.tables import at, read

SAMPLE = "tables/marinecadastre.csv"


def test_reads_the_sample() -> None:
    item = sample(SAMPLE)
    found = read(item, "marinecadastre_csv")
    first, second = found.rows
    assert first["cog"] == pytest.approx(349.0) and first["heading"] == 246 and first["imo"] == 9000001
    assert first["ship_type"] == "31" and first["status"] == "under way using engine"
    assert [second[name] for name in ("cog", "heading", "imo", "length", "name", "status")] == [None] * 6
    assert at(item, first).startswith("2020-06-30T00:00:00,") and found.refusals == []


def changed(old: str, new: str) -> Bytes:
    return Bytes(sample(SAMPLE).raw.replace(old.encode(), new.encode(), 1), "rows.csv")


COURSES = {
    "the last before the overflow": ("204.7", 204.7),
    "the first behind it": ("-204.8", 204.8),
    "the last course": ("-49.7", 359.9),
    "not available": ("-49.6", None),
    "not available, in later years": ("360.0", None),
}


@pytest.mark.parametrize(("written", "cog"), COURSES.values(), ids=COURSES)
def test_undoes_the_overflow_of_courses(written: str, cog: float | None) -> None:
    assert read(changed("-60.6", written)).rows[0]["cog"] == (pytest.approx(cog) if cog else None)


REFUSED = {
    "a course beyond the overflow": ("-60.6", "-204.9", "cog"),
    "a course AIS has no number for": ("-60.6", "-49.5", "overflowed to more than 360"),
    "longitude 181": ("-74.07157", "181", "lon"),
    "no MMSI": (",366000001,", ",1,", "nine digits"),
}


@pytest.mark.parametrize(("old", "new", "said"), REFUSED.values(), ids=REFUSED)
def test_refuses_the_row_alone(old: str, new: str, said: str) -> None:
    found = read(changed(old, new))
    assert [label for label, _ in found.said()] == ["row 2"] and said in found.refusals[0].message
    assert len(found.rows) == 1


def test_an_unknown_column_stops_the_file() -> None:
    with pytest.raises(FormatChanged):
        read(changed("ETA", "Colour"))


def test_reads_the_hour_of_new_york(shared_data: Path) -> None:
    item = Local(shared_data / "ais" / "NYHarbor_2020_06_30_first_hour.csv")
    found = read(item)
    table = found.table().to_pydict()
    assert len(table["mmsi"]) == 8689 and found.refusals == []
    assert len(set(table["mmsi"])) == 295
    assert min(table["t_ms"]) == 1593475200000 and max(table["t_ms"]) < 1593475200000 + 3_600_000
    with item.open() as stream:
        raw = stream.read()
    for number in (0, 4000, 8688):
        shown = raw[table["place_start"][number] : table["place_end"][number] + 1].decode()
        assert f",{table['mmsi'][number]}," in shown


def test_courses_of_the_hour_agree_with_headings(shared_data: Path) -> None:
    """The overflow is understood: of ships under way, courses that overflowed agree as well as the others."""
    found = read(Local(shared_data / "ais" / "NYHarbor_2020_06_30_first_hour.csv"))
    under_way = [
        (row["cog"], row["heading"])
        for row in found.rows
        if row["sog"] and row["sog"] > 3 and row["cog"] is not None and row["heading"] is not None
    ]
    cog, heading = np.array(under_way).T
    apart = np.abs((cog - heading + 180) % 360 - 180)
    assert np.median(apart[cog > 204.75]) < 3 and np.median(apart[cog < 204.75]) < 3
