"""Folders that are still being written: named for the process that writes them, swept when it is gone."""

from __future__ import annotations

import itertools
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAME = re.compile(r"\.new-.*-(\d+)-\d+")
_numbers = itertools.count()


@contextmanager
def unfinished(folder: Path, what: str) -> Iterator[Path]:
    """A new folder in `folder` to write into; whatever is left of it at the end is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f".new-{what}-{os.getpid()}-{next(_numbers)}"
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def sweep(folder: Path) -> int:
    """Remove what interrupted processes left in `folder`; those still running keep theirs."""
    removed = 0
    for path in folder.glob(".new-*"):
        writer = _NAME.fullmatch(path.name)
        if writer is None or not _runs(int(writer[1])):
            shutil.rmtree(path, ignore_errors=True)
            removed += 1
    return removed


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
