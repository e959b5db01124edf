from __future__ import annotations

import pytest

from sightline.errors import NotFound
from sightline.reports.footnotes import Catalogue, Note, describe, parts
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


def test_an_unknown_item_is_refused() -> None:
    with pytest.raises(NotFound):
        describe(cite("reply"), Catalogue({}))


def test_a_dissent_is_printed_as_it_is() -> None:
    assert Note(3, words="Expert B (dissent): no").text == "Expert B (dissent): no"
