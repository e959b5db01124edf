"""A list goes out and in again without loss, and as far as FollowTheMoney can carry it to its tools."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from sightline.errors import NotFound, UsageError
from sightline.model.item import Reliability, Source
from sightline.model.lists import ListVersion
from sightline.model.marking import Marking
from sightline.service import items, list_export, lists, sources, workbench
from sightline.service.ingest import Options, ingest
from sightline.service.outcome import Outcome
from sightline.service.workbench import Workbench
from tests.service.listed import ALPHA, take
from tests.service.made import UN, Clock, now, ofac_folder

AMBER = Marking.parse("TLP:AMBER")


@pytest.fixture
def other(new_office: Callable[[], Path]) -> Iterator[Workbench]:
    """Another office, which holds nothing."""
    opened = workbench.open_workbench(new_office(), clock=Clock())
    yield opened
    opened.close()


def only(bench: Workbench, list: str = "") -> ListVersion:
    (one,) = [it.version for it in lists.held(now(bench), bench) if list in ("", it.version.list)]
    return one


def exported(bench: Workbench, folder: Path, form: str = "statements") -> Path:
    folder.mkdir(exist_ok=True)
    made = list_export.export(now(bench), bench, only(bench).id, form)
    return Path(list_export.write(made, folder).path)


def taken(bench: Workbench, path: Path, options: Options | None = None) -> Outcome:
    (outcome,) = ingest(now(bench), bench, [path], options or Options())
    return outcome


def rows(bench: Workbench) -> list[str]:
    version = only(bench)
    said = bench.lake.statements(now(bench), version)
    return sorted(repr((one, str(one.place))) for one in said)


def entries(bench: Workbench) -> list[object]:
    return [*bench.lake.entries(now(bench), only(bench))]


def same_in_both(bench: Workbench, other: Workbench, folder: Path) -> Path:
    path = exported(bench, folder)
    assert taken(other, path).status == "parsed"
    assert rows(bench) == rows(other)
    assert entries(bench) == entries(other)
    ours, theirs = only(bench), only(other)
    assert (ours.list, ours.dated) == (theirs.list, theirs.dated)
    manifests = [each.lake.manifest(only(each).partition).rows_sha256 for each in (bench, other)]
    assert len(set(manifests)) == 1
    return path


def test_statements_go_out_and_in_without_loss(bench: Workbench, other: Workbench, tmp_path: Path) -> None:
    list(ingest(now(bench), bench, [UN], Options()))
    path = same_in_both(bench, other, tmp_path / "first")
    again = exported(other, tmp_path / "second")
    first, second = (json.loads(one.read_bytes().splitlines()[0]) for one in (path, again))
    assert first["publisher"] and first["read_by"]["format"] == "un_consolidated"
    moved = {"known_at"}
    assert {k: v for k, v in first.items() if k not in moved} == {
        k: v for k, v in second.items() if k not in moved
    }
    assert path.read_bytes().splitlines()[1:] == again.read_bytes().splitlines()[1:]


def test_citations_lead_to_the_publishers_file_once_it_is_here(
    bench: Workbench, other: Workbench, tmp_path: Path
) -> None:
    list(ingest(now(bench), bench, [UN], Options()))
    assert taken(other, exported(bench, tmp_path / "out")).status == "parsed"
    found = other.lake.statements(now(other), only(other))
    said = next(one for one in found if one.prop == "name")
    with pytest.raises(NotFound) as absent:
        items.excerpt(now(other), other, said.item, said.place)
    assert UN.name in (absent.value.remedy or "") and said.item in (absent.value.remedy or "")
    list(ingest(now(other), other, [UN], Options()))
    shown = items.excerpt(now(other), other, said.item, said.place).marked
    assert said.original in unescape(shown), "as the publisher's XML writes it"


def test_a_list_of_three_files_too(bench: Workbench, other: Workbench, tmp_path: Path) -> None:
    options = Options(dated=date(2026, 1, 5))
    list(ingest(now(bench), bench, [ofac_folder(tmp_path / "ofac")], options))
    path = same_in_both(bench, other, tmp_path / "out")
    assert len(json.loads(path.read_bytes().splitlines()[0])["items"]) == 3


def test_what_is_sent_says_how_far_it_is_trusted_and_who_may_know(
    bench: Workbench, other: Workbench, tmp_path: Path
) -> None:
    sources.grade(
        now(bench), bench, [Source("press", "Invented press", Reliability.B)], "an invented reason", AMBER
    )
    take(replace(now(bench), clearance=AMBER), bench, tmp_path, "alpha", ALPHA, AMBER)
    path = exported(bench, tmp_path / "out")
    header, _, said = (json.loads(line) for line in path.read_bytes().splitlines()[:3])
    assert (header["marking"], header["items"][0]["grade"]) == ("TLP:AMBER", "B")
    assert (said["grade"], said["marking"], said["credibility"]) == ("B", "TLP:AMBER", 6)
    opened = taken(other, path)
    assert opened.status == "refused" and opened.problem
    assert "TLP:AMBER" in (opened.problem["remedy"] or "")
    assert lists.held(now(other), other) == ()
    kept = taken(other, path, Options(marking=AMBER))
    assert kept.status == "parsed" and only(other).marking == AMBER


def test_nobody_exports_above_their_clearance(bench: Workbench, tmp_path: Path) -> None:
    take(replace(now(bench), clearance=AMBER), bench, tmp_path, "alpha", ALPHA, AMBER)
    low = replace(now(bench), clearance=Marking(), user="invented reader")
    for form in list_export.FORMS:
        with pytest.raises(NotFound):
            list_export.export(low, bench, only(bench).id, form)


def test_another_form_is_refused(bench: Workbench) -> None:
    list(ingest(now(bench), bench, [UN], Options()))
    with pytest.raises(UsageError, match="parquet"):
        list_export.export(now(bench), bench, only(bench).id, "parquet")


def test_the_projection_is_read_back(bench: Workbench, other: Workbench, tmp_path: Path) -> None:
    list(ingest(now(bench), bench, [UN], Options()))
    path = exported(bench, tmp_path / "out", "ftm")
    assert taken(other, path, Options(list="un-sc")).status == "parsed"
    ours = {one.id: one for one in bench.lake.entries(now(bench), only(bench))}
    theirs = {one.id: one for one in other.lake.entries(now(other), only(other))}
    assert {id: one.caption for id, one in ours.items()}.items() <= {
        id: one.caption for id, one in theirs.items()
    }.items()
    assert any(id.endswith("--listing") for id in theirs)


def test_nothing_half_written_stays(bench: Workbench, tmp_path: Path) -> None:
    list(ingest(now(bench), bench, [UN], Options()))
    made = list_export.export(now(bench), bench, only(bench).id, "statements")

    def broken() -> Iterator[bytes]:
        yield next(made.lines)
        raise RuntimeError("invented")

    with pytest.raises(RuntimeError):
        list_export.write(replace_lines(made, broken()), tmp_path / "out.jsonl")
    assert [*tmp_path.glob("*out*"), *tmp_path.glob(".out*")] == []


def replace_lines(made: list_export.Export, lines: Iterator[bytes]) -> list_export.Export:
    return list_export.Export(made.version, made.form, lines)


@pytest.mark.slow
@pytest.mark.parametrize("what", ["un/un_consolidated_2026-02-27.xml", "ofac/2022-01-31"])
def test_real_lists_without_loss(
    what: str, bench: Workbench, other: Workbench, tmp_path: Path, shared_data: Path
) -> None:
    options = Options(dated=date(2022, 1, 31)) if "ofac" in what else Options()
    list(ingest(now(bench), bench, [shared_data / "lists" / what], options))
    same_in_both(bench, other, tmp_path / "out")
