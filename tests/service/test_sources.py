"""Sources are graded with a reason and earlier grades stay; what was only kept can still be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.errors import UsageError
from sightline.model.item import Reliability, Source, SourceKind
from sightline.service import items, sources
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Workbench

POSITIONS = "mmsi,timestamp,lat,lon,sog\n273000001,2026-01-01T00:00:00Z,40.0,130.0,9.1\n"


def test_a_grade_has_a_reason_and_the_ones_before_it_stay(bench: Workbench) -> None:
    one = Source("archive", "Invented Archive", Reliability.C, "", SourceKind.OTHER)
    with pytest.raises(UsageError, match="reason"):
        sources.regrade(bench.operator_view(), bench, one, " ")
    sources.regrade(bench.operator_view(), bench, one, "two of its papers held")
    better = Source("archive", "Invented Archive", Reliability.B)
    sources.regrade(bench.operator_view(), bench, better, "ten of its papers held")
    held = sources.grades(bench.operator_view(), bench)
    assert [(one.source.reliability.value, one.why) for one in held] == [
        ("C", "two of its papers held"),
        ("B", "ten of its papers held"),
    ]
    assert sources.known(bench.operator_view(), bench)["archive"].reliability is Reliability.B


def test_a_source_that_was_named_later_is_the_item_s_and_waits_for_a_grade(
    bench: Workbench, tmp_path: Path
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("An invented note.\n", "utf-8")
    for source in ("", "archive"):
        list(ingest(bench.operator_view(), bench, [note], Options(source=source)))
    (item,) = items.items(bench.operator_view(), bench)
    assert item.source == "archive"
    assert sources.ungraded(bench.operator_view(), bench) == ("archive",)


def test_what_was_only_kept_is_read_when_it_comes_without_keep(bench: Workbench, tmp_path: Path) -> None:
    file = tmp_path / "positions.csv"
    file.write_text(POSITIONS, "utf-8")
    took = []
    for kept in (True, True, False, False):
        (one,) = ingest(bench.operator_view(), bench, [file], Options(kept=kept))
        took.append(one.status)
    assert took == ["stored", "unchanged", "parsed", "unchanged"]
