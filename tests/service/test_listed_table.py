"""What lists say as a table for detectors: the versions of the View, those its marking covers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sightline.detectors.citing import citation
from sightline.model.marking import PUBLIC
from sightline.service.detect import detect
from sightline.service.ingest import Options, ingest
from sightline.service.listed_table import in_force, listed
from sightline.service.workbench import Workbench
from tests.detectors.firms.test_front_company import one_front, passing, world
from tests.formats.sample import FOLDER, sample
from tests.service.made import RED, now
from tests.service.paid import csv_files

UN = FOLDER / "un_consolidated.xml"


def test_names_of_the_list_in_force_stand_at_their_places(bench: Workbench) -> None:
    un = sample("un_consolidated.xml")
    list(ingest(now(bench), bench, [UN], Options()))
    (version,) = in_force(now(bench), bench)
    rows = listed(now(bench), bench, [version]).to_pylist()
    names = [row for row in rows if row["prop"] == "name"]
    days = {row["entity"]: row["value"] for row in rows if row["prop"] == "listingDate"}
    assert days == {
        one.id: one.listed_on for one, _said in bench.lake.by_entry(now(bench), version) if one.listed_on
    }
    assert names and {row["list"] for row in rows} == {version.list}
    cite = citation(names[0])
    assert un.raw[cite.place.start or 0 : (cite.place.end or 0) + 1] and cite.item in version.items


def test_a_list_of_few_is_no_part_of_what_all_may_see(bench: Workbench) -> None:
    list(ingest(now(bench), bench, [UN], Options(marking=RED)))
    assert in_force(now(bench), bench) and not in_force(now(bench), bench, PUBLIC)
    assert not in_force(replace(now(bench), clearance=PUBLIC), bench)


def test_a_front_is_tied_to_the_list_and_the_signal_pins_it(bench: Workbench, tmp_path: Path) -> None:
    list(ingest(now(bench), bench, [UN], Options()))
    (version,) = in_force(now(bench), bench)
    name = next(r["value"] for r in listed(now(bench), bench, [version]).to_pylist() if r["prop"] == "name")
    paths = csv_files(tmp_path, *world(one_front(director=name), passing(["F0"]))[:3])
    list(ingest(now(bench), bench, paths, Options()))
    [signal] = list(detect(now(bench), bench, ["front_company"]))
    assert version.manifest in signal.manifests
    assert any(cite.item in version.items for cite in signal.cites)
    assert list(detect(now(bench), bench, ["front_company"])) == [signal]
