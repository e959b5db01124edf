"""Sources are graded with a reason and earlier grades stay; what was only kept can still be read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sightline.cases.casefile import NewCase
from sightline.cases.shapes import Wording
from sightline.errors import UsageError
from sightline.model.casework import Evidence, Standard
from sightline.model.citation import Citation
from sightline.model.item import Reliability, Source, SourceKind
from sightline.model.marking import PUBLIC
from sightline.model.place import Place
from sightline.service import cases, findings, items, sources
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


def test_a_finding_says_that_its_source_is_graded_anew(bench: Workbench, tmp_path: Path) -> None:
    view = bench.operator_view()
    note = tmp_path / "note.txt"
    note.write_text("The vessel loaded coal.\n", "utf-8")
    sources.regrade(view, bench, Source("archive", "Invented Archive", Reliability.B), "papers held")
    list(ingest(view, bench, [note], Options(source="archive")))
    (taken,) = items.items(bench.operator_view(), bench)
    view = bench.operator_view()
    case = cases.open_case(view, bench, NewCase("A vessel", "", PUBLIC, ()), "x")
    cited = Citation(taken.sha256, Place.of_bytes(0, 10), "The vessel")
    proof = Evidence(cited, "for", "It says so.", "archive", "archive", "B", 2)
    worded = Wording(
        "It loaded.", True, date(2017, 3, 1), ("asset-freeze",), (), Standard.ASSESSED, Standard.ASSESSED,
        (proof,), "Invented.", "A log.",
    )  # fmt: skip
    finding = cases.record_finding(view, bench, case, worded, "x")
    assert findings.finding(bench.operator_view(), bench, finding).regraded is None
    sources.regrade(view, bench, Source("archive", "Invented Archive", Reliability.E), "it was made up")
    anew = findings.finding(bench.operator_view(), bench, finding).regraded
    assert anew is not None and anew.sources == (("archive", "B", "E"),)
    assert anew.met is Standard.INVESTIGATING


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
