"""The lake and the indexes come again from the vault, equal, or it is said what is not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sightline.errors import NotAllowed
from sightline.lake.partition import Manifest
from sightline.model.screening import Query
from sightline.service import access, screening
from sightline.service.ingest import Options, ingest
from sightline.service.lists import held
from sightline.service.rebuild import Rebuilt, rebuild
from sightline.service.workbench import Workbench
from tests.service.made import FTM, UN, ftm_lines, ofac_folder


def again(bench: Workbench) -> list[Rebuilt]:
    return list(rebuild(bench.operator_view(), bench))


def manifests(bench: Workbench) -> dict[str, Manifest]:
    """What stands in the lake, by partition."""
    found = held(bench.operator_view(), bench)
    return {one.version.partition: bench.lake.manifest(one.version.partition) for one in found}


@pytest.fixture
def full(bench: Workbench, tmp_path: Path) -> Workbench:
    """Lists of every format, filed in every way: as they say, by hand, without a day."""
    undated = tmp_path / "undated.ftm.json"
    undated.write_bytes(ftm_lines(3))
    ways: list[tuple[Path, Options]] = [
        (UN, Options()),
        (ofac_folder(tmp_path / "ofac"), Options(source="treasury", dated=date(2022, 1, 31))),
        (FTM, Options(list="by-hand", dated=date(2026, 2, 1))),
        (undated, Options()),
        (undated, Options(list="second-name")),
    ]
    for path, options in ways:
        assert {one.status for one in ingest(bench.operator_view(), bench, [path], options)} <= {
            "parsed",
            "unchanged",
        }
    return bench


def statuses(rebuilt: list[Rebuilt]) -> set[str]:
    return {one.status for one in rebuilt}


def test_what_stands_is_found_equal(full: Workbench) -> None:
    rebuilt = again(full)
    assert statuses(rebuilt) == {"equal"}, rebuilt
    assert len(rebuilt) == len(held(full.operator_view(), full)) >= 4


def test_a_lake_that_is_gone_comes_back_with_equal_manifests(full: Workbench) -> None:
    before = manifests(full)
    shutil.rmtree(full.folder / "lake")
    shutil.rmtree(full.folder / "index", ignore_errors=True)
    rebuilt = again(full)
    assert statuses(rebuilt) == {"restored"}, rebuilt
    assert manifests(full) == before
    (answer,) = screening.screen(full.operator_view(), full, [Query("Invented Person 1")])
    assert answer.hits


def flip(path: Path) -> None:
    """Turn bytes over where a file has its content, past headers and before any table of contents."""
    data = bytearray(path.read_bytes())
    for place in range(len(data) // 10, len(data) // 2):
        data[place] ^= 0xFF
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


@pytest.mark.parametrize("damage", [flip, cut, Path.unlink])
@pytest.mark.parametrize("name", ["statements.parquet", "entries.arrow", "manifest.json"])
def test_a_damaged_partition_is_restored(
    working: Workbench, damage: Callable[[Path], None], name: str
) -> None:
    before = manifests(working)
    partition = min(before)
    whole = (working.folder / "lake" / partition / name).read_bytes()
    damage(working.folder / "lake" / partition / name)
    rebuilt = again(working)
    assert statuses(rebuilt) == {"restored", "equal"}, rebuilt
    assert manifests(working) == before
    assert (working.folder / "lake" / partition / name).read_bytes() == whole
    assert statuses(again(working)) == {"equal"}


def test_an_index_that_is_gone_is_built_anew(working: Workbench) -> None:
    (before,) = screening.screen(working.operator_view(), working, [Query("Invented Bank Two")])
    shutil.rmtree(working.folder / "index")
    assert statuses(again(working)) == {"equal"}
    assert any((working.folder / "index").iterdir())
    (after,) = screening.screen(working.operator_view(), working, [Query("Invented Bank Two")])
    assert after.hits == before.hits


def test_what_an_interrupted_run_left_is_swept(working: Workbench) -> None:
    (working.folder / "lake" / ".new-x-999999999-1").mkdir()
    again(working)
    assert not [path.name for path in (working.folder / "lake").iterdir() if path.name.startswith(".")]
    assert not [path.name for path in working.folder.iterdir() if path.name.startswith(".rebuild")]


def test_a_version_whose_item_was_lawfully_destroyed_is_broken_and_says_why(full: Workbench) -> None:
    (version,) = [one.version for one in held(full.operator_view(), full) if one.version.list == "by-hand"]
    full.vault.destroy(
        version.items[0],
        why="a court said so",
        by="invented.person-1",
        at=full.clock(),
        signer=full.keyring.current,
    )
    shutil.rmtree(full.folder / "lake")
    rebuilt = {one.version: one for one in again(full)}
    assert rebuilt[version.id].status == "broken"
    assert "a court said so" in rebuilt[version.id].note
    assert {one.status for one in rebuilt.values() if one.version != version.id} == {"restored"}


def test_a_version_whose_item_was_changed_is_broken_and_the_lake_keeps_what_it_has(
    working: Workbench,
) -> None:
    (version,) = [
        one.version for one in held(working.operator_view(), working) if one.version.list == "other"
    ]
    sha256 = version.items[0]
    flip(working.folder / "vault" / sha256[:2] / sha256)
    (broken,) = [one for one in again(working) if one.version == version.id]
    assert broken.status == "broken"
    assert working.lake.manifest(version.partition).sha256 == version.manifest


def test_an_editor_does_not_rebuild(working: Workbench) -> None:
    with pytest.raises(NotAllowed):
        list(rebuild(access.view_of_user(working, "editor"), working))
