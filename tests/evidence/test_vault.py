"""The vault keeps bytes whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import resource
import signal
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from sightline.errors import EnvironmentFailed, IntegrityBroken, NotAllowed, NotFound
from sightline.evidence import sealed
from sightline.evidence.files import disk
from sightline.evidence.keys import Keyring
from sightline.evidence.vault import Stored, Tombstone, Vault

MASTER = bytes(range(32))
LETTER = b"Dear Sir or Madam, we invent this letter."


def store(vault: Vault, data: bytes) -> Stored:
    return vault.store(io.BytesIO(data))


def files(vault_folder: Path) -> set[str]:
    return {path.name for path in vault_folder.rglob("*") if path.is_file() and path.name != ".lock"}


class Zeros(io.RawIOBase):
    """A stream of a given length that is never in memory, and calls back at a byte."""

    def __init__(self, size: int, at: int = -1, then: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.left, self.read_so_far, self.at, self.then = size, 0, at, then

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if 0 <= self.at <= self.read_so_far:
            self.then()
        size = min(len(buffer), self.left)
        buffer[:size] = bytes(size)
        self.left -= size
        self.read_so_far += size
        return size


def test_bytes_come_back_and_are_named_by_their_hash(vault: Vault) -> None:
    kept = store(vault, LETTER)
    assert kept == Stored(hashlib.sha256(LETTER).hexdigest(), len(LETTER), new=True)
    assert vault.open(kept.sha256).read() == LETTER
    assert vault.holds(kept.sha256)
    assert vault.size(kept.sha256) == vault.check(kept.sha256) == len(LETTER)
    assert list(vault.items()) == [kept.sha256]


def test_nothing_readable_lies_on_disk(vault: Vault, tmp_path: Path) -> None:
    store(vault, LETTER)
    assert not any(b"invent" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_an_empty_item_is_an_item(vault: Vault) -> None:
    kept = store(vault, b"")
    assert vault.open(kept.sha256).read() == b""
    assert vault.size(kept.sha256) == 0


def test_the_same_bytes_again_change_nothing(vault: Vault, tmp_path: Path) -> None:
    first = store(vault, LETTER)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert store(vault, LETTER) == Stored(first.sha256, first.size, new=False)
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_the_same_bytes_from_many_threads_are_stored_once(vault: Vault) -> None:
    data = os.urandom(3 * sealed.CHUNK)
    gate = threading.Barrier(4)

    def at_once(_: int) -> Stored:
        gate.wait()
        return store(vault, data)

    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(at_once, range(4)))
    assert sorted(one.new for one in kept) == [False, False, False, True]
    assert vault.check(kept[0].sha256) == len(data)


def test_what_is_not_there_is_not_found(vault: Vault) -> None:
    for name in ("0" * 64, "0" * 63, "../" + "0" * 61, "A" * 64, ""):
        with pytest.raises(NotFound):
            vault.open(name)


def test_a_stream_that_gives_little_at_a_time_is_read_whole(vault: Vault) -> None:
    reader, writer = os.pipe()
    data = os.urandom(2 * sealed.CHUNK + 9)
    with ThreadPoolExecutor(1) as pool, os.fdopen(reader, "rb", buffering=0) as stream:
        with os.fdopen(writer, "wb") as file:
            kept = pool.submit(vault.store, stream)
            file.write(data)
        assert vault.open(kept.result().sha256).read() == data


def test_progress_hears_every_chunk(vault: Vault) -> None:
    heard: list[int] = []
    vault.store(io.BytesIO(bytes(sealed.CHUNK + 1)), heard.append)
    assert heard == [sealed.CHUNK, sealed.CHUNK + 1]


def test_memory_does_not_grow_with_the_item(vault: Vault) -> None:
    tracemalloc.start()
    kept = vault.store(io.BufferedReader(Zeros(24 * 1024 * 1024)))
    vault.check(kept.sha256)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * 1024 * 1024


def test_two_items_have_two_keys_and_their_files_cannot_be_exchanged(vault: Vault, tmp_path: Path) -> None:
    one, two = store(vault, b"one").sha256, store(vault, b"two").sha256
    folder = tmp_path / "vault"
    for suffix in ("", ".key"):
        a, b = (folder / name[:2] / f"{name}{suffix}" for name in (one, two))
        first, second = a.read_bytes(), b.read_bytes()
        a.write_bytes(second)
        b.write_bytes(first)
        with pytest.raises(IntegrityBroken):
            vault.open(one).read()
    with pytest.raises(IntegrityBroken, match="key"):  # both exchanged: the key says whose it is
        vault.open(one).read()


def test_another_master_key_opens_nothing(
    vault: Vault, tmp_path: Path, entropy: Callable[[int], bytes]
) -> None:
    kept = store(vault, LETTER)
    with pytest.raises(IntegrityBroken, match="master key"):
        Vault(tmp_path / "vault", bytes(32), entropy).open(kept.sha256)


def test_a_missing_key_is_said_to_be_missing(vault: Vault, tmp_path: Path) -> None:
    kept = store(vault, LETTER)
    (tmp_path / "vault" / kept.sha256[:2] / f"{kept.sha256}.key").unlink()
    with pytest.raises(IntegrityBroken, match="key is missing"):
        vault.open(kept.sha256)


def test_an_interrupt_leaves_nothing(vault: Vault, tmp_path: Path) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    for at in (0, 1, sealed.CHUNK + 1, 3 * sealed.CHUNK):
        with pytest.raises(KeyboardInterrupt):
            vault.store(io.BufferedReader(Zeros(3 * sealed.CHUNK, at, interrupt)))
        assert files(tmp_path / "vault") == set()


def test_a_stream_that_fails_is_not_called_a_disk_that_fails(vault: Vault, tmp_path: Path) -> None:
    def fail() -> None:
        raise OSError(errno.EIO, "the reader's own trouble")

    with pytest.raises(OSError, match="the reader's own trouble"):
        vault.store(io.BufferedReader(Zeros(3 * sealed.CHUNK, sealed.CHUNK, fail)))
    assert files(tmp_path / "vault") == set()


def test_a_full_disk_is_said_and_leaves_nothing(vault: Vault, tmp_path: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (sealed.CHUNK, limits[1]))
        with pytest.raises(EnvironmentFailed, match="storing failed") as caught:
            store(vault, bytes(2 * sealed.CHUNK))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert caught.value.remedy and "free space" in caught.value.remedy
    assert files(tmp_path / "vault") == set()
    assert store(vault, bytes(2 * sealed.CHUNK)).new


def test_no_space_left_on_a_device_says_to_free_some(tmp_path: Path) -> None:
    with (
        pytest.raises(EnvironmentFailed) as caught,
        disk("storing", tmp_path),
        Path("/dev/full").open("wb", buffering=0) as full,
    ):
        full.write(b"x")
    assert caught.value.remedy and "free space" in caught.value.remedy


CHILD = """
import io, os, sys
from pathlib import Path
from sightline.evidence.vault import Vault
point, folder = int(sys.argv[1]), Path(sys.argv[2])
calls = 0
def trace(event, arguments):
    global calls
    if event in ("open", "os.rename", "os.remove", "os.mkdir") and str(folder) in str(arguments[0]):
        if (calls := calls + 1) > point:
            os.kill(os.getpid(), 9)
vault = Vault(folder, bytes(range(32)), os.urandom)
sys.addaudithook(trace)
vault.store(io.BytesIO(b"x" * 600_000))
print(calls)
"""


def run_child(point: int, folder: Path) -> subprocess.CompletedProcess[bytes]:
    source = str(Path(__file__).resolve().parents[2] / "src")
    return subprocess.run(
        [sys.executable, "-c", CHILD, str(point), str(folder)],
        env={**os.environ, "PYTHONPATH": source},
        capture_output=True,
        check=False,
    )


@pytest.mark.slow
def test_a_process_killed_at_any_moment_leaves_all_or_nothing(tmp_path: Path) -> None:
    sha256 = hashlib.sha256(b"x" * 600_000).hexdigest()
    calls = int(run_child(10_000, tmp_path / "whole").stdout)
    assert calls >= 5
    seen = set()
    for point in range(calls):
        folder = tmp_path / str(point)
        assert run_child(point, folder).returncode == -signal.SIGKILL
        vault = Vault(folder, MASTER, os.urandom)
        seen.add(vault.holds(sha256))
        if vault.holds(sha256):
            assert vault.check(sha256) == 600_000
        vault.sweep()
        assert list((folder / "incoming").iterdir()) == []
        assert files(folder) in (set(), {sha256, f"{sha256}.key"})
        assert store(vault, b"x" * 600_000).sha256 == sha256
        assert vault.check(sha256) == 600_000
    assert False in seen


def test_the_sweep_lets_a_running_store_alone(
    vault: Vault, tmp_path: Path, entropy: Callable[[int], bytes]
) -> None:
    (tmp_path / "vault" / "incoming" / "left").write_bytes(b"half")
    swept: list[int] = []

    def sweep() -> None:
        if not swept:
            swept.append(Vault(tmp_path / "vault", MASTER, entropy).sweep())

    kept = vault.store(io.BufferedReader(Zeros(2 * sealed.CHUNK, sealed.CHUNK, sweep)))
    assert swept == [1]
    assert vault.check(kept.sha256) == 2 * sealed.CHUNK


def destroyed(vault: Vault, keyring: Keyring, at: datetime) -> Tombstone:
    kept = store(vault, LETTER)
    return vault.destroy(
        kept.sha256, why="order of an invented court", by="editor", at=at, signer=keyring.current
    )


def test_a_deleted_item_leaves_a_signed_tombstone(
    vault: Vault, keyring: Keyring, at: datetime, tmp_path: Path
) -> None:
    stone = destroyed(vault, keyring, at)
    assert stone.holds()
    assert stone.size == len(LETTER)
    assert files(tmp_path / "vault") == {f"{stone.sha256}.tombstone.json"}
    assert vault.tombstone(stone.sha256) == stone
    assert not vault.holds(stone.sha256)
    assert list(vault.items()) == []
    for ask in (vault.open, vault.size):
        with pytest.raises(NotFound, match=r"lawfully deleted .* order of an invented court"):
            ask(stone.sha256)


def test_deleted_bytes_are_not_taken_again(
    vault: Vault, keyring: Keyring, at: datetime, tmp_path: Path
) -> None:
    stone = destroyed(vault, keyring, at)
    with pytest.raises(NotAllowed, match="lawfully deleted") as caught:
        store(vault, LETTER)
    assert caught.value.place and caught.value.place.endswith(f"{stone.sha256}.tombstone.json")
    assert files(tmp_path / "vault") == {f"{stone.sha256}.tombstone.json"}
    assert store(vault, LETTER + b"!").new


def test_an_edited_tombstone_does_not_hold(
    vault: Vault, keyring: Keyring, at: datetime, tmp_path: Path
) -> None:
    stone = destroyed(vault, keyring, at)
    path = tmp_path / "vault" / stone.sha256[:2] / f"{stone.sha256}.tombstone.json"
    path.write_bytes(path.read_bytes().replace(b"invented court", b"invented judge"))
    edited = vault.tombstone(stone.sha256)
    assert edited is not None
    assert not edited.holds()


def test_an_interrupted_deletion_is_finished_by_the_sweep(
    vault: Vault, keyring: Keyring, at: datetime, tmp_path: Path
) -> None:
    stone = destroyed(vault, keyring, at)
    folder = tmp_path / "vault" / stone.sha256[:2]
    for suffix in ("", ".key"):
        (folder / f"{stone.sha256}{suffix}").write_bytes(b"as if still there")
    with pytest.raises(NotFound, match="lawfully deleted"):
        vault.open(stone.sha256)
    assert vault.sweep() == 2
    assert files(tmp_path / "vault") == {f"{stone.sha256}.tombstone.json"}


def test_a_deletion_says_why_and_what(vault: Vault, keyring: Keyring, at: datetime) -> None:
    kept = store(vault, LETTER)
    with pytest.raises(NotAllowed):
        vault.destroy(kept.sha256, why=" ", by="editor", at=at, signer=keyring.current)
    assert vault.holds(kept.sha256)
    with pytest.raises(NotFound):
        vault.destroy("0" * 64, why="none", by="editor", at=at, signer=keyring.current)
