"""A statement goes through a row unharmed, and its line is canonical JSON."""

import pytest

from sightline.evidence import canonical
from sightline.lake.rows import line_of, place_of, row_of
from sightline.model.place import Place
from sightline.model.statement import Statement

PLACES = {
    "bytes": Place("", 5, 9),
    "row": Place("row 17", 1024, 2047),
    "element": Place("element /A/B[3]", 0, 0),
    "page": Place("page 3 box 72,90,310,104"),
}
TEXTS = {
    "plain": "KIM",
    "quotes": 'a "b" \\ c',
    "controls": "a\n\t\x00\x1f\x7f",
    "Korean": "김철남",
    "wide": "😀\u2028",
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_there_and_back(place: Place, text: str) -> None:
    said = Statement("un-1:listing", "Person", "name", text, text + " ", "a" * 64, place, "kor", 2)
    row = row_of("un-1", said)
    assert place_of(row.label, row.start, row.end) == place
    assert (row.entity, row.value, row.original) == (said.entity, said.value, said.original)
    assert line_of(row) == canonical.encode(
        {
            "entity": said.entity,
            "schema": said.schema,
            "prop": said.prop,
            "value": said.value,
            "original": said.original,
            "item": said.item,
            "place": str(place),
            "lang": said.lang,
            "credibility": said.credibility,
        }
    )
