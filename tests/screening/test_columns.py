"""The tuples of arrays say which field is which; the index writes every one of them."""

from pathlib import Path

from sightline.screening import columns
from tests.screening.lists import index_of


def test_every_array_is_written(tmp_path: Path) -> None:
    built = index_of(tmp_path)
    folder = tmp_path / "index" / built.version.partition
    for prefix, kind in (("w", columns.Words), ("n", columns.Names), ("s", columns.Sequences)):
        for name in kind._fields:
            if name != "weak" or prefix == "n":
                assert (folder / f"{prefix}-{name}.npy").is_file(), name
