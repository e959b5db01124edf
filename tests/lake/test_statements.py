"""Partitions appear whole or not at all, give back what was written, and only to who may see them."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sightline.errors import EnvironmentFailed, IntegrityBroken, NotFound
from sightline.lake.partition import PartitionKey
from sightline.lake.statements import Lake
from sightline.lake.writing import ROW_GROUP
from sightline.model.marking import Marking
from sightline.model.statement import Entry
from sightline.model.view import View
from tests.lake.factory import DAY, ITEM, VIEW, entry, held, many, said, version_of

KEY = PartitionKey((ITEM,), "test", 1)


def test_everything_written_comes_back_once(tmp_path: Path) -> None:
    entries = list(many(3 * ROW_GROUP // 6 + 7))
    lake = Lake(tmp_path)
    version = held(lake, [*reversed(entries), entries[0]])
    written = {statement for one in entries for statement in one.statements}
    back = list(lake.statements(VIEW, version))
    assert len(back) == len(set(back)) == version.statements
    assert set(back) == written
    assert version.entries == len(entries)


def test_one_entity_with_what_hangs_on_it_and_no_neighbour(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    version = held(lake, many(3000))
    for id in ("x-0", "x-36", "x-360", "x-2999"):
        found = list(lake.statements(VIEW, version, [id]))
        assert {s.entity for s in found} == {id, f"{id}:listing"}
        assert len(found) == 6
    assert {s.entity for s in lake.statements(VIEW, version, ["x-36:listing"])} == {"x-36:listing"}
    assert list(lake.statements(VIEW, version, ["x-3000", ""])) == []


def test_entries_come_whole_across_row_groups(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    version = held(lake, many(3000))
    seen = [(listed.id, len(statements)) for listed, statements in lake.by_entry(VIEW, version)]
    assert seen == [(f"x-{n}", 6) for n in sorted(range(3000), key=lambda n: f"x-{n}")]


def test_lines_are_sorted_and_give_the_hash_of_the_manifest(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    version = held(lake, many(50))
    lines = list(lake.lines(VIEW, version))
    assert lines == sorted(lines)
    digest = hashlib.sha256(b"".join(lines)).hexdigest()
    assert digest == lake.manifest(version.partition).rows_sha256
    lake.check(VIEW, version)


def test_order_of_arrival_and_memory_change_nothing(tmp_path: Path) -> None:
    entries = list(many(200))
    first = Lake(tmp_path / "a").write(KEY, "un-sc", DAY, entries)
    second = Lake(tmp_path / "b", run=37).write(KEY, "un-sc", DAY, reversed(entries))
    assert first == second
    assert first.sha256 == second.sha256


def test_writing_again_gives_what_is_there(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    first = lake.write(KEY, "un-sc", DAY, many(5))
    assert lake.write(KEY, "un-sc", DAY, many(5)) == first
    with pytest.raises(IntegrityBroken, match="other rows"):
        lake.write(KEY, "un-sc", DAY, many(6))
    assert lake.manifest(KEY.id) == first


def failing(after: int, error: BaseException) -> Iterator[Entry]:
    yield from many(after)
    raise error


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError("bad row"), OSError(28, "No space left")])
def test_an_interrupted_write_leaves_nothing(tmp_path: Path, error: BaseException) -> None:
    lake = Lake(tmp_path, run=10)
    expected = EnvironmentFailed if isinstance(error, OSError) else type(error)
    with pytest.raises(expected):
        lake.write(KEY, "un-sc", DAY, failing(9, error))
    assert list(tmp_path.iterdir()) == []
    assert not lake.holds(KEY.id)
    assert lake.write(KEY, "un-sc", DAY, many(9)).entries == 9


def test_half_written_leftovers_are_swept(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    (tmp_path / ".new-x-4194311-2").mkdir()
    lake.write(KEY, "un-sc", DAY, many(2))
    assert lake.sweep() == 1
    assert [path.name for path in tmp_path.iterdir()] == [KEY.id]


def test_a_statement_about_someone_else_is_refused(tmp_path: Path) -> None:
    stray = Entry("x-1", entry("x-1", name="A").place, (said("x-10", "name", "B"),))
    with pytest.raises(ValueError, match="x-10"):
        Lake(tmp_path).write(KEY, "un-sc", DAY, [stray])


def test_what_may_not_be_seen_is_not_there(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    secret = held(lake, many(3), marking=Marking.parse("TLP:RED//FINANCE"))
    absent = replace(version_of(lake.manifest(secret.partition)), partition="f" * 20)
    cleared = View("cleared", Marking.parse("TLP:RED//FINANCE"), VIEW.as_of, VIEW.known_at)
    assert len(list(lake.statements(cleared, secret))) == 18

    for read in (lake.statements, lake.lines, lake.entries, lake.by_entry):
        with pytest.raises(NotFound) as hidden:
            read(VIEW, secret)
        with pytest.raises(NotFound) as missing:
            read(VIEW, absent)
        assert hidden.value.problem() == missing.value.problem()


def test_rows_changed_on_disk_are_found(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    version = held(lake, many(3))
    other = held(lake, many(4), item="b" * 64)
    rows = tmp_path / version.partition / "statements.parquet"
    rows.write_bytes((tmp_path / other.partition / "statements.parquet").read_bytes())
    with pytest.raises(IntegrityBroken):
        lake.check(VIEW, version)
