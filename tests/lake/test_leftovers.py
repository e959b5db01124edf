"""What an interrupted run left goes; what another process is writing stays."""

import os
from pathlib import Path

from sightline.lake.leftovers import sweep, unfinished

NOBODY = 2**22 + 7
"""no process has this number: Linux stops at 2**22"""


def test_of_a_dead_process_it_goes_and_of_a_living_one_it_stays(tmp_path: Path) -> None:
    for name in (f".new-x-{NOBODY}-0", ".new-strange", f".new-y-{os.getpid()}-0", "kept"):
        (tmp_path / name).mkdir()
    assert sweep(tmp_path) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == [f".new-y-{os.getpid()}-0", "kept"]
    assert sweep(tmp_path / "missing") == 0


def test_two_at_once_do_not_share_a_folder(tmp_path: Path) -> None:
    with unfinished(tmp_path, "x") as one, unfinished(tmp_path, "x") as other:
        assert one != other and one.is_dir() and other.is_dir()
    assert list(tmp_path.iterdir()) == []
