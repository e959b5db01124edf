"""More than fits in memory comes back sorted, each value once, and leaves nothing behind."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sightline.lake.sorting import Sorter


@given(st.lists(st.binary(max_size=6)), st.integers(1, 7))
def test_runs_on_disk_change_nothing(tmp_path_factory, values, run) -> None:  # type: ignore[no-untyped-def]
    folder: Path = tmp_path_factory.mktemp("runs")
    sorter: Sorter[bytes] = Sorter(folder, "values", bytes, run)
    for value in values:
        sorter.add(value)
    assert list(sorter) == sorted(set(values))
    assert list(sorter) == sorted(set(values)), "it can be read twice"
    sorter.close()
    assert list(folder.iterdir()) == []
