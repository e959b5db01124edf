"""Bad, repeated and impossible positions are marked with the reason, and stay where they stand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sightline.errors import UsageError
from sightline.model.item import Basis
from sightline.model.marking import Marking
from sightline.service import marked_rows
from sightline.service.ingest import Options, ingest
from sightline.service.marked_rows import Asked
from sightline.service.workbench import Workbench
from tests.formats.sentences import position
from tests.service.made import RED

ROWS = """mmsi,timestamp,lat,lon
440000001,2017-10-19T00:00:00Z,30.1,127.1
440000001,2017-10-19T00:00:00Z,30.1,127.1
440000001,2017-10-19T00:00:00Z,30.1,127.2
12,2017-10-19T00:00:00Z,30.1,127.1
002320001,2017-10-19T00:00:00Z,30.1,127.1
440000001,2017-10-19T00:00:00Z,30.1,181
440000001,1970-01-01T00:00:00Z,30.1,127.1
440000001,1999-12-31T23:59:59Z,30.1,127.1
440000001,2000-01-01T00:00:00Z,30.1,127.1
440000001,2090-01-01T00:00:00Z,30.1,127.1
"""


def take(bench: Workbench, path: Path, text: str, marking: Marking = Marking()) -> str:
    path.write_text(text)
    options = Options("office", marking=marking, basis=Basis.RECONSTRUCTION, document="Invented")
    (outcome,) = ingest(bench.operator_view(), bench, [path], options)
    return outcome.sha256


def test_every_mark_with_its_reason_and_place(bench: Workbench, tmp_path: Path) -> None:
    item = take(bench, tmp_path / "rows.csv", ROWS)
    found = marked_rows.marked(bench.operator_view(), bench)
    assert found.counts == {
        "refused": 3,
        "repeated": 1,
        "no ship": 1,
        "no time": 0,
        "before 2000": 1,
        "in the future": 1,
    }
    said = {(one.mark, one.cite.place.label) for one in found.shown}
    assert said == {
        ("refused", "row 5"), ("refused", "row 7"), ("refused", "row 8"), ("repeated", "row 3"),
        ("no ship", "row 6"), ("before 2000", "row 9"), ("in the future", "row 11"),
    }  # fmt: skip
    assert all(one.why and one.cite.item == item for one in found.shown)
    assert found.rows == 7, "what is marked and could be read is kept"


def test_by_mark_by_item_and_page_by_page(bench: Workbench, tmp_path: Path) -> None:
    take(bench, tmp_path / "rows.csv", ROWS)
    other = take(bench, tmp_path / "other.csv", ROWS.replace("30.1", "31.1").replace("181", "190"))
    view = bench.operator_view()
    assert len(marked_rows.marked(view, bench, Asked(mark="repeated")).shown) == 2
    alone = marked_rows.marked(view, bench, Asked(item=other))
    assert {one.cite.item for one in alone.shown} == {other} and sum(alone.counts.values()) == 7
    pages = [marked_rows.marked(view, bench, Asked(limit=6, after=at)).shown for at in (0, 6, 12, 18)]
    assert [len(page) for page in pages] == [6, 6, 2, 0]
    assert len({one.cite for page in pages for one in page}) == 14
    with pytest.raises(UsageError):
        marked_rows.marked(view, bench, Asked(mark="nice"))


def test_rows_one_may_not_see_are_not_counted(bench: Workbench, tmp_path: Path) -> None:
    take(bench, tmp_path / "rows.csv", ROWS, RED)
    public = replace(bench.operator_view(), clearance=Marking())
    found = marked_rows.marked(public, bench)
    assert found.rows == 0 and not any(found.counts.values()) and found.shown == ()


def test_a_position_without_a_time_is_marked_and_no_detector_sees_it(
    bench: Workbench, tmp_path: Path
) -> None:
    path = tmp_path / "recording.nmea"
    path.write_text(position() + "\n")
    assert len(list(ingest(bench.operator_view(), bench, [path], Options("office")))) == 1
    found = marked_rows.marked(bench.operator_view(), bench, Asked(mark="no time"))
    assert found.counts["no time"] == len(found.shown) == 1 and found.shown[0].at is None
