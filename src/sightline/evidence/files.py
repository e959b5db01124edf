"""Files that are there whole or not at all: atomic writes, locks between processes, errors of the disk."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from sightline.errors import EnvironmentFailed

Entropy = Callable[[int], bytes]
"""`entropy(n)` gives n unpredictable bytes, as `os.urandom` does."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def disk(doing: str, folder: Path) -> Iterator[None]:
    """Turn an `OSError` of the block into `EnvironmentFailed` that says what to do."""
    try:
        yield
    except OSError as problem:
        if problem.errno in _FULL:
            remedy = f"free space on the disk that holds {folder}, then run the command again"
        else:
            remedy = f"see that {folder} exists and may be written to, then run the command again"
        raise EnvironmentFailed(
            f"{doing} failed: {problem.strerror or problem}", place=str(folder), remedy=remedy
        ) from problem


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file `path` against every other process (and thread) for the block."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make renames and removals in `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Replace `path` by `data` in one step: written beside it, synced, renamed, folder synced."""
    beside = path.with_name(path.name + ".new")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    sync_folder(path.parent)


def claimed(path: Path) -> BinaryIO:
    """A new file to write that this process holds a lock on for as long as it is open."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    return os.fdopen(descriptor, "wb")


def abandoned(path: Path) -> bool:
    """Remove a file nobody holds any more; whether it was removed."""
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        path.unlink()
    return True
