from __future__ import annotations

import pytest

from sightline.errors import NotFound
from sightline.model.place import Place
from sightline.reports.footnotes import Catalogue, Note, describe, parts, placed
from sightline.reports.tongues import TONGUES
from tests.reports.sample import CATALOGUE, ITEMS, cite, sha


def test_a_footnote_says_item_source_place_and_hash() -> None:
    assert describe(cite("reply"), CATALOGUE) == (
        f"reply.txt, Invented Archive, bytes 0-9, SHA-256 {sha('reply')[:12]}"
    )


@pytest.mark.parametrize(
    ("name", "basis"),
    [
        ("press", "(statement of fact from S/2017/150)"),
        ("model", "(reconstruction after S/2017/150: proves nothing)"),
    ],
)
def test_what_is_not_an_original_says_so(name: str, basis: str) -> None:
    assert describe(cite(name), CATALOGUE).endswith(basis)


def test_an_item_is_named_once_in_a_footnote_and_a_citation_stands_once() -> None:
    found = parts((cite("reply"), cite("reply", 4, 8), cite("reply")), CATALOGUE)
    assert [part.text for part in found][1:] == ["the same, bytes 4-8"]


def test_another_item_in_between_is_named_again() -> None:
    found = parts((cite("reply"), cite("press"), cite("reply", 4, 8)), CATALOGUE)
    assert found[2].text.startswith("reply.txt")


def test_a_source_without_a_name_is_called_by_its_id() -> None:
    assert "invented-archive" in describe(cite("reply"), Catalogue(ITEMS))


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place("row 17", 10, 20), "fila 17 · bytes 10-20"),
        (Place("element /page/row/box", 1, 2), "elemento /page/row/box · bytes 1-2"),
        (Place("page 3 box 72,90,310,104"), "página 3 recuadro 72,90,310,104"),
    ],
)
def test_a_place_is_told_in_words_of_the_language(place: Place, said: str) -> None:
    assert placed(place, TONGUES["es"]) == said
    assert placed(place) == str(place)


def test_what_is_not_an_original_says_so_in_the_language() -> None:
    assert describe(cite("press"), CATALOGUE, TONGUES["ru"]).endswith("(изложение факта: S/2017/150)")


def test_an_unknown_item_is_refused() -> None:
    with pytest.raises(NotFound):
        describe(cite("reply"), Catalogue({}))


def test_a_dissent_is_printed_as_it_is() -> None:
    assert Note(3, words="Expert B (dissent): no").text == "Expert B (dissent): no"
