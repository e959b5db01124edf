"""Backup and restore: vault, custody ledger, keys and office rows in one file that checks itself.

The lake and the indexes are not in it: they are derived, and `restore` makes them again from the vault.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from sightline import __version__
from sightline.errors import Conflict, IntegrityBroken, UsageError
from sightline.evidence import canonical, copies, verifier
from sightline.evidence.copies import Copy
from sightline.evidence.files import abandoned, claimed, disk, sync_folder, write_whole
from sightline.evidence.keys import Keyring
from sightline.model.view import View
from sightline.office import dump
from sightline.service import backup_file, workbench
from sightline.service.backup_file import Packing
from sightline.service.progress import Progress, Step, silent
from sightline.service.rebuild import Rebuilt, rebuild
from sightline.service.roles import require
from sightline.service.workbench import STAMP, Clock, Settings, Workbench

ROWS, SETTINGS, RESTORING = "office.jsonl", "office.toml", ".restoring"

Ask = Callable[[Path], str | None]
"""Given a folder of keys, the passphrase of its signing key; None where it has none."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was written or restored."""

    path: str
    files: int
    size: int
    fingerprint: str

    def as_json(self) -> dict[str, object]:
        """The published line."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Target:
    """Where an office is restored to. An empty `database` is SQLite in the folder."""

    folder: Path
    database: str = ""
    pinned: str | None = None
    """the office's fingerprint as it was published, if the backup is to be held against it"""


def backup(view: View, bench: Workbench, path: Path, progress: Progress = silent) -> BackedUp:
    """Write a backup while the office may be at work. It holds the keys: keep it as safe as them."""
    require(view, bench, "maintain")
    if path.exists():
        raise Conflict(f"{path} is there already", place=str(path), remedy="name another file")
    bench.record("backup", view.user, "office", name=path.name)
    with disk("writing the backup", path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
        beside = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                count = _write(view, bench, file, path.parent, progress)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
        sync_folder(path.parent)
    return BackedUp(str(path), count, path.stat().st_size, bench.keyring.fingerprint)


def _write(view: View, bench: Workbench, file: BinaryIO, scratch: Path, progress: Progress) -> int:
    """The rows first: all they speak of is in vault and ledger by then, and is copied after."""
    signer, at = bench.keyring.current, canonical.instant(bench.clock())
    packing = Packing(file)
    with tempfile.TemporaryFile(dir=scratch) as rows:  # without a name: a kill leaves nothing to read
        progress(Step("reading the office's rows"))
        rows.writelines(dump.lines(view, bench.office))
        packing.add("", Copy(ROWS, copies.rewound(rows), rows))
    settings = replace(bench.settings, database="").text().encode()
    packing.add("", Copy(SETTINGS, len(settings), io.BytesIO(settings)))
    if (bench.folder / STAMP).exists():
        stamp = (bench.folder / STAMP).read_bytes()
        packing.add("", Copy(STAMP, len(stamp), io.BytesIO(stamp)))
    for copy in copies.of_ledger(bench.folder / "custody"):
        packing.add("custody/", copy)
    for copy in copies.of_keys(bench.folder / "keys"):
        packing.add("keys/", copy)
    items = copies.vault_items(bench.folder / "vault")
    for number, sha256 in enumerate(items):
        progress(Step("packing the vault", number, len(items)))
        for copy in copies.of_item(bench.folder / "vault", sha256):
            packing.add("vault/", copy)
    packing.finish(signer, {"made_by": __version__, "at": at})
    return len(packing.hashes)


def restore(
    path: Path,
    target: Target,
    progress: Progress = silent,
    ask: Ask = lambda keys: None,
    clock: Clock = workbench.now,
) -> Iterator[BackedUp | Rebuilt]:
    """Make the office of a backup again in a new folder (and an empty database), then rebuild its lake.

    Until all but the lake is there, nothing in the folder opens as an office. `IntegrityBroken` when
    a byte of the backup is not what it must be; then nothing stands.
    """
    folder = target.folder
    if workbench.exists(folder):
        raise Conflict(f"an office stands in {folder}", place=str(folder), remedy="restore into a new folder")
    if not path.is_file():
        raise UsageError(f"no such file: {path}", place=str(path))
    with disk("restoring", folder), _scratch(folder) as scratch:
        count = _unpacked(path, target, scratch, progress)
        secret = ask(scratch / "keys")
        Keyring.open(scratch / "keys", secret)
        settings = replace(Settings.load(scratch / SETTINGS), database=target.database)
        _put_rows_back(scratch, settings, progress)
        os.sync()  # thousands of files at once, before the one that makes them an office
        for child in list(scratch.iterdir()):
            child.rename(folder / child.name)
        write_whole(folder / SETTINGS, settings.text().encode())
    bench = workbench.open_workbench(folder, clock=clock, passphrase=secret)
    try:
        bench.record("restore", workbench.OPERATOR, "office", name=path.name)
        yield BackedUp(str(folder), count, path.stat().st_size, bench.keyring.fingerprint)
        yield from rebuild(bench.operator_view(), bench, progress)
    finally:
        bench.close()


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A folder inside the new one, on the same disk; both are gone again when the block fails.

    What a killed restore left is removed; `Conflict` while another one is running, or where the
    folder holds anything else.
    """
    scratch, claim = folder / RESTORING, folder / f"{RESTORING}.claim"
    begun = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    if claim.exists() and not abandoned(claim):
        raise Conflict(f"another restore into {folder} is running", place=str(folder))
    shutil.rmtree(scratch, ignore_errors=True)
    if any(folder.iterdir()):
        raise Conflict(f"{folder} is not empty", place=str(folder), remedy="restore into a new folder")
    with claimed(claim):
        scratch.mkdir(mode=0o700)
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
            claim.unlink(missing_ok=True)
            if begun:
                with suppress(OSError):  # it stays when the office is in it
                    folder.rmdir()


def _unpacked(path: Path, target: Target, scratch: Path, progress: Progress) -> int:
    """Every file of the backup compared with its manifest, the manifest with the pinned fingerprint."""
    manifest = backup_file.unpack(
        path, scratch, lambda done, size: progress(Step("unpacking and checking the backup", done, size))
    )
    statements = canonical.decode((scratch / "keys/statements.json").read_bytes(), "keys/statements.json")
    if target.pinned is not None:
        problem = verifier.key_problem(statements, target.pinned, manifest["key"], manifest["at"])
        if problem:
            raise IntegrityBroken(f"not a backup of the office you named: {problem}", place=str(path))
    (scratch / backup_file.MANIFEST).unlink()
    return len(manifest["files"])


def _put_rows_back(scratch: Path, settings: Settings, progress: Progress) -> None:
    progress(Step("putting the office's rows back"))
    office = workbench.office_of(scratch, settings)
    try:
        office.migrate()
        with (scratch / ROWS).open("rb") as stream:
            dump.load(workbench.blind_view(), office, stream)
    finally:
        office.close()
    (scratch / ROWS).unlink()
    (scratch / SETTINGS).unlink()
