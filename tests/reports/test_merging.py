"""Both changes of a paragraph are kept where they do not touch, and neither wins where they do."""

from __future__ import annotations

import pytest

from sightline.model.citation import Citation
from sightline.model.place import Place
from sightline.model.report import Paragraph, Sentence
from sightline.reports import merging, notation


def said(letters: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(letter) for letter in letters)


@pytest.mark.parametrize(
    ("old", "mine", "theirs", "both"),
    [
        ("abc", "abc", "abc", "abc"),
        ("abc", "aXc", "abc", "aXc"),
        ("abc", "abc", "abY", "abY"),
        ("abc", "Xbc", "abY", "XbY"),
        ("abc", "Xbc", "aYc", "XYc"),
        ("abc", "aXc", "aXc", "aXc"),
        ("abc", "bc", "abYc", "bYc"),
        ("abc", "Xabc", "Ybc", "XYbc"),
        ("abc", "abcX", "ac", "acX"),
        ("", "X", "", "X"),
        ("abc", "abcX", "abcY", "abcYX"),
        ("abc", "aXbc", "aYbc", "aYXbc"),
    ],
)
def test_changes_that_do_not_touch_are_both_kept(old: str, mine: str, theirs: str, both: str) -> None:
    assert merging.merged(said(old), said(mine), said(theirs)) == said(both)


@pytest.mark.parametrize(
    ("old", "mine", "theirs"),
    [
        ("abc", "aXc", "aYc"),
        ("abc", "XYc", "aZc"),
        ("abc", "c", "aYc"),
    ],
)
def test_changes_that_touch_are_not_guessed(old: str, mine: str, theirs: str) -> None:
    assert merging.merged(said(old), said(mine), said(theirs)) is None
    assert merging.merged(said(old), said(theirs), said(mine)) is None


def test_a_suggestion_cites_what_it_cited_when_it_was_made() -> None:
    one, other = (Citation(digit * 64, Place("", 0, 9)) for digit in "12")
    old = Paragraph("p", (Sentence("It sailed.", (one,)), Sentence("It stopped.", (other,))))
    new = notation.read("It sailed. [1]\nIt anchored. [2]", (one, other), old)
    now = Paragraph("p", (Sentence("It left.", (other,)), Sentence("It stopped.", (other,))))
    over = merging.taken_over(merging.suggestion(old, new, ""), now)
    assert over is not None and over.text == "It left. [1]\nIt anchored. [1]" and over.cites == (other,)
    changed = Paragraph("p", (Sentence("It left.", (one,)), Sentence("It drifted.", (one,))))
    assert merging.taken_over(merging.suggestion(old, new, ""), changed) is None
