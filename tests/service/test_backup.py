"""A backup is the whole office, restores on either database, and any byte of it that changed is found."""

from __future__ import annotations

import io
import itertools
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from sightline.errors import Conflict, IntegrityBroken, NotAllowed, UsageError
from sightline.evidence import verifier
from sightline.model.report import Edition
from sightline.model.screening import Query
from sightline.office import dump
from sightline.service import access, backup_file, items, reports, screening, workbench
from sightline.service.audit import audit
from sightline.service.backup import BackedUp, Target, backup, restore
from sightline.service.ingest import Options, ingest
from sightline.service.rebuild import rebuild
from sightline.service.reports import Order
from sightline.service.verify import verify
from sightline.service.workbench import Settings, Workbench, open_workbench
from tests.office.conftest import Server, as_owner
from tests.service.killed import other_process, was_killed
from tests.service.made import Clock

BLOCK = tarfile.BLOCKSIZE


@pytest.fixture
def file(working: Workbench, tmp_path: Path) -> Path:
    """A backup of the office."""
    return Path(backup(working.operator_view(), working, tmp_path / "backups" / "office.tar").path)


@contextmanager
def restored(file: Path, folder: Path, database: str = "") -> Iterator[Workbench]:
    """The office of a backup, open."""
    list(restore(file, Target(folder, database), clock=Clock()))
    with closing(open_workbench(folder, clock=Clock())) as bench:
        yield bench


def rows(bench: Workbench) -> list[bytes]:
    return list(dump.lines(bench.operator_view(), bench.office))


def whole(bench: Workbench) -> bool:
    """Whether the office holds against itself; says what does not."""
    problems = [one for one in audit(bench.operator_view(), bench) if one.problem]
    assert problems == []
    return True


def test_what_is_restored_is_the_same_office(working: Workbench, file: Path, tmp_path: Path) -> None:
    view = working.operator_view()
    before = rows(working)
    ledger = (working.folder / "custody" / "ledger.jsonl").read_bytes()
    manifests = {path.name for path in (working.folder / "lake").iterdir()}
    with restored(file, tmp_path / "again") as again:
        assert rows(again) == before
        assert len(before) > 50
        assert (again.folder / "custody" / "ledger.jsonl").read_bytes().startswith(ledger)
        assert again.ledger.verify(again.keyring.statements(), working.keyring.fingerprint) == []
        for one in items.items(view, working):
            assert items.content(view, again, one.sha256) == items.content(view, working, one.sha256)
        for name in manifests:
            assert again.lake.manifest(name) == working.lake.manifest(name)
        (answer,) = screening.screen(again.operator_view(), again, [Query("Invented Bank Two")])
        assert answer.hits
        assert whole(again)


@pytest.mark.slow
def test_the_report_is_built_again_and_verifies_under_the_same_fingerprint(
    working: Workbench, file: Path, tmp_path: Path
) -> None:
    published = working.keyring.fingerprint
    with restored(file, tmp_path / "again") as again:
        view = again.operator_view()
        (line,) = [one for one in reports.reports(view, again) if one.symbol == "T/2026/1"]
        (built,) = reports.build(view, again, line.id, Order(Edition.PUBLIC, ("bundle",), tmp_path / "out"))
        assert verify(Path(built.path), published).ok


def test_a_backup_is_for_its_owner_alone_and_leaves_nothing_beside_it(file: Path) -> None:
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["office.tar"]


def test_restored_folders_are_for_their_owner_alone(file: Path, tmp_path: Path) -> None:
    with restored(file, tmp_path / "again") as again:
        assert (again.folder / "keys").stat().st_mode & 0o777 == 0o700
        assert (again.folder / "office.toml").stat().st_mode & 0o777 == 0o600
        assert (again.folder / "keys" / "vault.key").stat().st_mode & 0o777 == 0o600
        assert not [path.name for path in again.folder.iterdir() if path.name.startswith(".re")]


def test_any_tar_program_reads_it(file: Path) -> None:
    with tarfile.open(file) as tar:
        names = tar.getnames()
    assert names[0] == "office.jsonl"
    assert names[-1] == "BACKUP.json"
    assert not [name for name in names if name.startswith(("lake/", "index/", "editions/"))]


def test_the_database_address_is_not_in_it(file: Path) -> None:
    with tarfile.open(file) as tar:
        settings = tar.extractfile("office.toml")
        assert settings is not None
        assert b'database = ""' in settings.read()


def test_an_existing_backup_is_not_replaced(working: Workbench, file: Path) -> None:
    with pytest.raises(Conflict, match="is there already"):
        backup(working.operator_view(), working, file)


def test_a_reader_takes_no_backup(working: Workbench, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        backup(access.view_of_user(working, "reader"), working, tmp_path / "stolen.tar")
    assert not (tmp_path / "stolen.tar").exists()


@pytest.mark.slow
def test_a_backup_taken_while_others_write_is_consistent(
    working: Workbench, worked: Path, tmp_path: Path
) -> None:
    view, stop = working.operator_view(), threading.Event()
    outcomes: list[str] = []

    def write() -> None:
        with closing(open_workbench(worked, clock=Clock())) as other:
            for number in itertools.takewhile(lambda _: not stop.is_set(), itertools.count(1)):
                path = tmp_path / f"note-{number}.txt"
                path.write_text(f"Invented note {number}.\n")
                outcomes.extend(one.status for one in ingest(view, other, [path], Options(source="press")))

    writer = threading.Thread(target=write)
    writer.start()
    files: list[BackedUp] = []
    try:
        while len(files) < 2 or (len(outcomes) < 5 and writer.is_alive()):
            files.append(backup(view, working, tmp_path / f"{len(files)}.tar"))
    finally:
        stop.set()
        writer.join()
    assert len(outcomes) >= 5
    assert set(outcomes) == {"parsed"}
    for number, done in enumerate(files):
        with restored(Path(done.path), tmp_path / f"again-{number}") as again:
            assert whole(again)


def test_what_was_lawfully_deleted_is_in_no_backup_after(
    working: Workbench, tmp_path: Path, worked: Path
) -> None:
    at, signer = working.clock(), working.keyring.current
    gone = next(working.vault.items())
    working.vault.destroy(gone, why="a court said so", by="operator", at=at, signer=signer)
    done = backup(working.operator_view(), working, tmp_path / "office.tar")
    with tarfile.open(done.path) as tar:
        assert [name for name in tar.getnames() if gone in name] == [
            f"vault/{gone[:2]}/{gone}.tombstone.json"
        ]


# --- Refused


def flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def refused(file: Path, folder: Path) -> None:
    """Restoring is refused as broken, and nothing stands."""
    with pytest.raises(IntegrityBroken) as problem:
        list(restore(file, Target(folder), clock=Clock()))
    assert problem.value.exit_code == 5
    assert not folder.exists()


@pytest.mark.parametrize("part", range(4))
def test_one_flipped_byte_anywhere_is_found(file: Path, tmp_path: Path, part: int) -> None:
    data = file.read_bytes()
    bad = tmp_path / "bad.tar"
    step = max(1, len(data) // 240)
    for number, place in enumerate(range(part * step, len(data), 4 * step)):
        bad.write_bytes(flipped(data, place))
        with pytest.raises(IntegrityBroken):
            backup_file.unpack(bad, tmp_path / f"out-{number}", lambda done, size: None)
    assert number > 50


def test_one_flipped_byte_in_headers_and_padding_is_found(file: Path, tmp_path: Path) -> None:
    data = file.read_bytes()
    with tarfile.open(file) as tar:
        members = tar.getmembers()
    places = [
        member.offset + inside for member in members[:3] for inside in (0, 100, 108, 124, 136, 155, 511)
    ]
    places += [member.offset_data + member.size for member in members if member.size % BLOCK][:5]
    for number, place in enumerate([*places, len(data) - 1, len(data) - 2 * BLOCK]):
        bad = tmp_path / "bad.tar"
        bad.write_bytes(flipped(data, place))
        with pytest.raises(IntegrityBroken):
            backup_file.unpack(bad, tmp_path / f"out-{number}", lambda done, size: None)


def test_a_backup_with_a_flipped_byte_restores_to_nothing(file: Path, tmp_path: Path) -> None:
    file.write_bytes(flipped(file.read_bytes(), 5 * BLOCK + 7))
    refused(file, tmp_path / "again")


@pytest.mark.parametrize("left", [0, 1, 511, 512, 5000, -1, -513, -1024])
def test_a_backup_that_was_cut_restores_to_nothing(file: Path, tmp_path: Path, left: int) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:left])
    refused(file, tmp_path / "again")


def test_bytes_after_the_end_are_refused(file: Path, tmp_path: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\0")
    refused(file, tmp_path / "again")


def changed(file: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """The backup with other members, each header as it should be."""
    with tarfile.open(file) as tar:
        members = {one.name: (tar.extractfile(one) or io.BytesIO()).read() for one in tar.getmembers()}
    change(members)
    with file.open("wb") as out:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size, info.mode = len(data), 0o600
            out.write(info.tobuf(tarfile.GNU_FORMAT) + data + bytes(-len(data) % BLOCK))
        out.write(bytes(2 * BLOCK))


def drop(members: dict[str, bytes]) -> None:
    del members["keys/vault.key"]


def add(members: dict[str, bytes]) -> None:
    members["vault/ab/" + "ab" * 32] = b"never there"


def replace(members: dict[str, bytes]) -> None:
    members["office.jsonl"] = members["office.jsonl"].replace(b"reader", b"editor")


def lead_out(members: dict[str, bytes]) -> None:
    members["../evil"] = b"x"


def empty(members: dict[str, bytes]) -> None:
    members.clear()


@pytest.mark.parametrize("change", [drop, add, replace, lead_out, empty])
def test_other_members_are_refused(
    file: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    changed(file, change)
    refused(file, tmp_path / "again")
    assert not (tmp_path / "evil").exists()


def test_the_same_members_are_taken(file: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    changed(file, lambda members: None)
    assert file.read_bytes() == before


def test_a_backup_of_another_office_is_refused_by_the_published_fingerprint(
    working: Workbench, file: Path, tmp_path: Path
) -> None:
    other = verifier.fingerprint(bytes(32))
    with pytest.raises(IntegrityBroken, match="not a backup of the office you named"):
        list(restore(file, Target(tmp_path / "again", pinned=other), clock=Clock()))
    assert not (tmp_path / "again").exists()
    published = working.keyring.fingerprint
    assert list(restore(file, Target(tmp_path / "again", pinned=published), clock=Clock()))


def test_an_office_is_not_restored_over(working: Workbench, file: Path) -> None:
    before = rows(working)
    with pytest.raises(Conflict, match="an office stands"):
        list(restore(file, Target(working.folder)))
    assert rows(working) == before


def test_a_folder_that_holds_something_is_left_alone(file: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(Conflict, match="not empty"):
        list(restore(file, Target(tmp_path / "full")))
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_taken(file: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with restored(file, tmp_path / "empty") as again:
        assert whole(again)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        list(restore(tmp_path / "none.tar", Target(tmp_path / "again")))


def test_without_its_passphrase_an_office_does_not_come_back(tmp_path: Path) -> None:
    bench = workbench.create(tmp_path / "sealed", Settings(), clock=Clock(), passphrase="an invented one")
    with closing(bench):
        file = Path(backup(bench.operator_view(), bench, tmp_path / "sealed.tar").path)
    for wrong in (None, "another"):
        with pytest.raises(NotAllowed, match="passphrase"):
            list(restore(file, Target(tmp_path / "again"), ask=lambda keys, wrong=wrong: wrong))  # type: ignore[misc]
        assert not (tmp_path / "again").exists()
    (done,) = restore(file, Target(tmp_path / "again"), ask=lambda keys: "an invented one", clock=Clock())
    assert isinstance(done, BackedUp)


# --- Killed


@pytest.mark.slow
def test_a_killed_backup_leaves_no_file_of_its_name(worked: Path, tmp_path: Path) -> None:
    target = tmp_path / "backups" / "office.tar"
    assert was_killed(other_process("backup", worked, target, "packing the vault"))
    assert not target.exists()
    assert other_process("backup", worked, target, "never").returncode == 0
    with restored(target, tmp_path / "again") as again:
        assert whole(again)


@pytest.mark.slow
def test_a_full_disk_leaves_nothing(worked: Path, tmp_path: Path) -> None:
    target = tmp_path / "backups" / "office.tar"
    done = other_process("backup", worked, target, "full disk")
    assert "EnvironmentFailed" in done.stderr
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize("step", ["unpacking", pytest.param("putting", marks=pytest.mark.slow)])
def test_a_killed_restore_leaves_no_office_and_is_done_again(file: Path, tmp_path: Path, step: str) -> None:
    folder = tmp_path / "again"
    assert was_killed(other_process("restore", folder, file, step))
    assert not workbench.exists(folder)
    with restored(file, folder) as again:
        assert whole(again)


@pytest.mark.slow
def test_a_restore_killed_while_it_rebuilds_is_finished_by_rebuilding(file: Path, tmp_path: Path) -> None:
    assert was_killed(other_process("restore", tmp_path / "again", file, "rebuilding"))
    with closing(open_workbench(tmp_path / "again", clock=Clock())) as again:
        done = list(rebuild(again.operator_view(), again))
        assert {one.status for one in done} == {"restored"}
        assert whole(again)


# --- From one database to the other


@pytest.fixture
def database(postgres_server: Server, postgres_url: str) -> str:
    """An empty PostgreSQL database, for a role that owns it and nothing else."""
    return as_owner(postgres_server, postgres_url)


@pytest.mark.slow
@pytest.mark.postgres
def test_from_sqlite_to_postgresql_and_back(
    working: Workbench, file: Path, tmp_path: Path, database: str
) -> None:
    before = rows(working)
    with restored(file, tmp_path / "on-postgresql", database) as there:
        assert not (there.folder / "office.db").exists()
        assert rows(there) == before
        assert whole(there)
        back = Path(backup(there.operator_view(), there, tmp_path / "back.tar").path)
    with restored(back, tmp_path / "back") as again:
        assert (again.folder / "office.db").exists()
        assert rows(again) == before
        assert whole(again)


@pytest.mark.postgres
def test_a_database_that_holds_an_office_is_refused(file: Path, tmp_path: Path, database: str) -> None:
    with restored(file, tmp_path / "one", database) as one:
        before = rows(one)
        with pytest.raises(Conflict, match="not empty"):
            list(restore(file, Target(tmp_path / "two", database), clock=Clock()))
        assert not (tmp_path / "two").exists()
        assert rows(one) == before
        with pytest.raises(Conflict, match="is another office's"):
            workbench.create(tmp_path / "three", Settings(database=database), clock=Clock())
