"""An id of entries that are one leads to them, as long as the View may know of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sightline.errors import NotFound
from sightline.model.marking import PUBLIC, Marking
from sightline.model.resolution import Verdict
from sightline.service import access, entities
from sightline.service.entities import Merged
from sightline.service.judgements import Said, judge, resolution, standing, withdraw
from sightline.service.workbench import Workbench
from tests.service.listed import ALPHA, BETA, GAMMA, take


def test_an_id_of_one_leads_on_and_parted_ends(bench: Workbench, tmp_path: Path) -> None:
    take(bench.operator_view(), bench, tmp_path, "alpha", ALPHA)
    take(bench.operator_view(), bench, tmp_path, "beta", BETA)
    before = bench.operator_view()
    judge(bench.operator_view(), bench, "a-kim", "b-kim", Said(Verdict.SAME, "a test"))
    view = bench.operator_view()
    id = resolution(view, bench).canonical("b-kim")
    for asked, shown in ((id, "a-kim"), ("b-kim", "b-kim")):
        assert entities.entity(view, bench, asked).entity.id == shown
    with pytest.raises(NotFound):
        entities.entity(replace(view, known_at=before.known_at), bench, id)
    withdraw(view, bench, "a-kim", "b-kim", "too soon")
    with pytest.raises(NotFound):
        entities.entity(bench.operator_view(), bench, id)


SECRET = Marking.parse("TLP:RED//SOURCE-7")


def test_one_page_says_what_all_lists_say(bench: Workbench, tmp_path: Path) -> None:
    take(bench.operator_view(), bench, tmp_path, "alpha", ALPHA)
    take(bench.operator_view(), bench, tmp_path, "beta", BETA)
    before = bench.operator_view()
    judge(bench.operator_view(), bench, "a-kim", "b-kim", Said(Verdict.SAME, "a test"))
    view = bench.operator_view()
    page = entities.entity(view, bench, "a-kim")
    (other,) = page.merged.same
    assert (other.entity.id, other.version.list, page.merged.absent) == ("b-kim", "beta", ())
    assert page.merged.canonical == entities.entity(view, bench, "b-kim").merged.canonical
    assert {one.item for one in other.entity.statements} == set(other.version.items)
    assert entities.entity(replace(view, known_at=before.known_at), bench, "a-kim").merged == Merged("a-kim")
    withdraw(bench.operator_view(), bench, "a-kim", "b-kim", "too soon")
    assert entities.entity(bench.operator_view(), bench, "a-kim").merged == Merged("a-kim")
    assert entities.entity(view, bench, "a-kim").merged == page.merged, "as resolved by then, for ever"


def test_a_merge_shows_nobody_more_than_they_may_see(bench: Workbench, tmp_path: Path) -> None:
    cleared = replace(bench.operator_view(), clearance=SECRET)
    take(bench.operator_view(), bench, tmp_path, "alpha", ALPHA)
    take(bench.operator_view(), bench, tmp_path, "beta", BETA)
    take(cleared, bench, tmp_path, "gamma", GAMMA, SECRET)
    judge(bench.operator_view(), bench, "a-kim", "b-kim", Said(Verdict.SAME, "in public"))
    cleared = replace(bench.operator_view(), clearance=SECRET)
    judge(cleared, bench, "b-kim", "g-kim", Said(Verdict.SAME, "in secret"))
    low = replace(bench.operator_view(), clearance=PUBLIC, user="invented reader")
    high = replace(bench.operator_view(), clearance=SECRET)
    seen = entities.entity(low, bench, "a-kim").merged
    assert [one.entity.id for one in seen.same] == ["b-kim"] and seen.absent == ()
    whole = entities.entity(high, bench, "a-kim").merged
    assert [one.entity.id for one in whole.same] == ["b-kim", "g-kim"]


def test_contradiction_stays_and_parts_the_two(bench: Workbench, tmp_path: Path) -> None:
    take(bench.operator_view(), bench, tmp_path, "alpha", ALPHA)
    take(bench.operator_view(), bench, tmp_path, "beta", BETA)
    judge(bench.operator_view(), bench, "a-kim", "b-kim", Said(Verdict.SAME, "a test"))
    agreed = bench.operator_view()
    id = resolution(agreed, bench).canonical("a-kim")
    access.add_user(bench.operator_view(), bench, "colleague", "editor", PUBLIC)
    colleague = access.view_of_user(bench, "colleague")
    judge(colleague, bench, "a-kim", "b-kim", Said(Verdict.DIFFERENT, "another test"))
    now = bench.operator_view()
    assert entities.entity(now, bench, "a-kim").merged == Merged("a-kim")
    assert {one.verdict for one in standing(now, bench, ("a-kim", "b-kim"))} == {
        Verdict.SAME,
        Verdict.DIFFERENT,
    }
    assert entities.entity(agreed, bench, id).entity.id == "a-kim", "as resolved before"
    assert resolution(now, bench).parted[id] == ("a-kim", "b-kim")


def test_an_older_id_leads_to_the_name_that_was_given_first(bench: Workbench, tmp_path: Path) -> None:
    take(bench.operator_view(), bench, tmp_path, "alpha", ALPHA)
    take(bench.operator_view(), bench, tmp_path, "beta", BETA)
    judge(bench.operator_view(), bench, "a-kim", "b-kim", Said(Verdict.SAME, "first"))
    first = resolution(bench.operator_view(), bench).canonical("a-kim")
    judge(bench.operator_view(), bench, "a-pak", "b-pak", Said(Verdict.SAME, "second"))
    second = resolution(bench.operator_view(), bench).canonical("a-pak")
    judge(bench.operator_view(), bench, "a-kim", "a-pak", Said(Verdict.SAME, "all four"))
    view = bench.operator_view()
    for id in (first, second):
        page = entities.entity(view, bench, id)
        assert (page.entity.id, page.merged.canonical) == ("a-kim", first)
        assert [one.entity.id for one in page.merged.same] == ["a-pak", "b-kim", "b-pak"]
