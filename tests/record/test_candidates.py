"""Candidates between list versions: reasons with places, rivals, one list, and the bars on real lists."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.resolution import lists
from sightline.errors import NotFound
from sightline.lake.statements import Lake
from sightline.model.lists import ListVersion
from sightline.model.marking import Marking
from sightline.record.candidates import candidates, compare
from sightline.record.entities import entity
from tests.lake.factory import VIEW, entry, held


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Lake, list[ListVersion]]:
    """A list with twins, and another that holds one of them."""
    lake = Lake(tmp_path)
    ours = [
        entry("a-1", name="Kim Invented Chol", birthDate="1961-04-02"),
        entry("a-2", name="Kim Invented Chol", birthDate="1961"),
    ]
    theirs = [entry("b-1", name="KIM, Invented-Chol", birthDate="1961-04-02")]
    return lake, [held(lake, ours, list="alpha"), held(lake, theirs, list="beta", item="b" * 64)]


def test_the_better_twin_is_found_and_the_other_told_as_its_rival(
    versions: tuple[Lake, list[ListVersion]],
) -> None:
    lake, both = versions
    found = {(one.left, one.right): one for one in candidates(VIEW, lake, both, threshold=0.01)}
    best, worse = found["a-1", "b-1"], found["a-2", "b-1"]
    assert best.score > 0.8 > 0.2 > worse.score
    (rival,) = [reason for reason in worse.reasons if reason.comparison == "rival"]
    assert "a-1" in rival.text and rival.weight < 0


def test_reasons_lead_to_the_places_of_both(versions: tuple[Lake, list[ListVersion]]) -> None:
    lake, both = versions
    best = candidates(VIEW, lake, both)[0]
    name = next(reason for reason in best.reasons if reason.comparison == "name")
    assert (name.left, name.right) == ("Kim Invented Chol", "KIM, Invented-Chol")
    assert [cite.quote for cite in name.cites] == ["Kim Invented Chol", "KIM, Invented-Chol"]


def test_twins_of_one_list_are_not_proposed(versions: tuple[Lake, list[ListVersion]]) -> None:
    lake, both = versions
    assert ("a-1", "a-2") not in {(one.left, one.right) for one in candidates(VIEW, lake, both)}


def test_two_by_themselves(versions: tuple[Lake, list[ListVersion]]) -> None:
    lake, both = versions
    left, right = (entity(VIEW, lake, both, id) for id in ("b-1", "a-1"))
    found = compare(left, right)
    assert (found.left, found.right) == ("a-1", "b-1") and found.score > 0.9
    assert found == compare(right, left)


def test_no_version_above_the_clearance_is_read(versions: tuple[Lake, list[ListVersion]]) -> None:
    lake, (one, other) = versions
    with pytest.raises(NotFound):
        candidates(VIEW, lake, [one, replace(other, marking=Marking.parse("TLP:RED"))])


@pytest.mark.slow
def test_the_bars_on_real_lists(shared_data: Path, tmp_path: Path) -> None:
    measured = {one.name: one for one in lists(shared_data, tmp_path)}
    assert all(one.held for one in measured.values()), measured
    assert measured["recall, all programmes"].value >= 0.97
