"""The grammar of places."""

from __future__ import annotations

import pytest

from sightline.errors import BadInput
from sightline.model.place import Place

WRITTEN = {
    "bytes alone": ("bytes 1024-2047", Place("", 1024, 2047)),
    "one byte": ("bytes 0-0", Place("", 0, 0)),
    "a row": ("row 17 · bytes 1024-2047", Place("row 17", 1024, 2047)),
    "an element": (
        "element /CONSOLIDATED_LIST/INDIVIDUALS/INDIVIDUAL[3] · bytes 5-9",
        Place("element /CONSOLIDATED_LIST/INDIVIDUALS/INDIVIDUAL[3]", 5, 9),
    ),
    "a page": ("page 3 box 72,90,310,104", Place("page 3 box 72,90,310,104")),
    "a page with fractions": ("page 1 box -0.5,0,595.28,841.89", Place("page 1 box -0.5,0,595.28,841.89")),
}
NOT_WRITTEN = {
    "nothing": "",
    "backwards": "bytes 9-5",
    "row nought": "row 0 · bytes 5-9",
    "a row without bytes": "row 3",
    "a page without box": "page 3",
    "three edges": "page 3 box 1,2,3",
    "text behind": "bytes 5-9 and more",
}


@pytest.mark.parametrize(("text", "place"), WRITTEN.values(), ids=WRITTEN)
def test_is_written_and_read_alike(text: str, place: Place) -> None:
    assert Place.parse(text) == place
    assert str(place) == text


@pytest.mark.parametrize("text", NOT_WRITTEN.values(), ids=NOT_WRITTEN)
def test_refuses_what_is_not_in_the_grammar(text: str) -> None:
    with pytest.raises(BadInput):
        Place.parse(text)


def test_counts_both_ends() -> None:
    assert Place.of_bytes(10, 5) == Place("", 10, 14)
    assert Place.of_bytes(10, 0) == Place("", 10, 10)


@pytest.mark.parametrize("wrong", [("", 1, None), ("", 5, 4), ("row 1", None, None)])
def test_cannot_be_made_without_bytes_or_page(wrong: tuple[str, int | None, int | None]) -> None:
    with pytest.raises(ValueError, match=r"byte|page"):
        Place(*wrong)
