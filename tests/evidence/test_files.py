"""Files that are there whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from sightline.errors import EnvironmentFailed
from sightline.evidence.files import disk, write_whole


def test_a_file_is_replaced_and_nothing_else_stays(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"one")
    write_whole(tmp_path / "a", b"two")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"two"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(EnvironmentFailed, match="keeping failed") as caught,
        disk("keeping", tmp_path / "none"),
    ):
        write_whole(tmp_path / "none" / "a", b"one")
    assert caught.value.place == str(tmp_path / "none")


def test_only_errors_of_the_disk_are_translated(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="another"), disk("keeping", tmp_path):
        raise ValueError("another")
    with pytest.raises(EnvironmentFailed, match="input/output error"), disk("keeping", tmp_path):
        raise OSError(errno.EIO, "input/output error")
