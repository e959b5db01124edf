"""What passing entities leave behind for an index."""

from pathlib import Path

from sightline.lake.statements import Lake
from sightline.record.entities import entities
from sightline.screening.gathering import collect, key_hash
from tests.lake.factory import VIEW, entry, held


def test_names_once_words_by_entity_and_keys(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    listed = [
        entry("x-1", name="Kim Chol", alias="KIM, Chol|Chol Kim", weakAlias="Kim Chol", imoNumber="8905490"),
        entry("x-2", start=500, name="Kim Other", alias="—"),
    ]
    found = collect(entities(VIEW, lake, held(lake, listed)))
    assert [(entity, words) for entity, _, words in found.names] == [
        (0, ("kim", "chol")),
        (0, ("chol", "kim")),
        (0, ("kim", "chol")),
        (1, ("kim", "other")),
    ]
    assert found.spread == {"kim": 2, "chol": 1, "other": 1}
    assert found.keys == [(key_hash("imo:8905490"), 0)]
