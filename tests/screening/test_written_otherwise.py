"""Names as documents write them find the entry that is meant, and no other."""

import pytest

from sightline.model.screening import Query
from sightline.screening.engine import answer
from sightline.screening.index import Index
from tests.lake.factory import VIEW, entry
from tests.screening.lists import index_of

LISTED = {
    "p-1": ("Person", "AL-RABI'I, Nidal"),
    "p-2": ("Person", "LOUNICI, Djamel"),
    "p-3": ("Person", "AL-TAI, Sultan Hashim Ahmad"),
}
"""as OFAC has them"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    some = [entry(id, schema, 1000 * n, name=name) for n, (id, (schema, name)) in enumerate(LISTED.items())]
    return index_of(tmp_path_factory.mktemp("written"), some)


FOUND = {
    "Arabic letters, a weak letter in a short word": ("نضال الربيعي", "p-1"),
    "Arabic letters, long vowels": ("جمال لونيسي", "p-2"),
    "Arabic letters, a single consonant": ("سلطان هاشم أحمد الطائي", "p-3"),
}
NOT_FOUND = {
    "Arabic letters, another surname": "نضال المصطفوي",
    "Arabic letters, other consonants": "جمال بوميسي",
    "Arabic letters, another given name": "سلطان كاظم محمود الطائي",
}


@pytest.mark.parametrize(("name", "entity"), FOUND.values(), ids=FOUND)
def test_is_found(index: Index, name: str, entity: str) -> None:
    hits = [hit for hit in answer(VIEW, [index], Query(name=name)).hits if hit.alert]
    assert [hit.entity for hit in hits] == [entity]


@pytest.mark.parametrize("name", NOT_FOUND.values(), ids=NOT_FOUND)
def test_is_another(index: Index, name: str) -> None:
    assert not [hit for hit in answer(VIEW, [index], Query(name=name)).hits if hit.alert]
