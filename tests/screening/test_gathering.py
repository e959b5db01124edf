"""What passing entities leave behind for an index."""

from pathlib import Path

from sightline.lake.statements import Lake
from sightline.record.entities import entities
from sightline.screening.gathering import collect, key_hash
from sightline.screening.kernels import constants
from tests.lake.factory import VIEW, entry, held


def test_names_once_words_by_entity_and_keys(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    listed = [
        entry("x-1", name="Kim Chol", alias="KIM, Chol|Kim Chol", weakAlias="Kim Chol", imoNumber="8905490"),
        entry("x-2", start=500, name="Kim Other", alias="—"),
    ]
    found = collect(entities(VIEW, lake, held(lake, listed)), tmp_path / "records")
    assert list(found.entity) == [0, 0, 0, 1] and [bool(one & constants.WEAK) for one in found.about] == [
        False,
        False,
        True,
        False,
    ]
    assert {word: found.spread[n] for word, n in found.numbers.items()} == {"kim": 2, "chol": 1, "other": 1}
    keys = ["imo:8905490", "same:kim chol"]
    assert sorted(found.keys) == sorted(
        [*((key_hash(key), 0) for key in keys), (key_hash("same:kim other"), 1)]
    )
    assert sum(found.lengths) == (tmp_path / "records").stat().st_size
    assert len(found.sequences.name) >= 3
