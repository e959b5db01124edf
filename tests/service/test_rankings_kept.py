"""Kept rankings: whole or not at all, of this code alone, and no more than so many."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.citation import Citation
from sightline.model.marking import PUBLIC
from sightline.model.place import Place
from sightline.model.table_part import TablePart
from sightline.service import rankings_kept
from sightline.service.rankings_kept import Account, Ranking, Shape, Sums
from sightline.service.workbench import Workbench
from tests.service.made import AT

CITE = Citation("ab" * 32, Place("row 2", 10, 20))
MADE = Ranking(
    (
        Account(
            "A", 0.5, True, (Shape("cycle", 0.7, "Round.", (CITE,)),), {"days": 2.5}, "EUR",
            (Sums("EUR", 5.0, 7.5),),
        ),
    ), 9, 3, 40, AT,
)  # fmt: skip


def part(id: str) -> TablePart:
    return TablePart(id, "payments", id, "payments_csv", AT, 40, 0, None, None, "m", ("cd" * 32,), PUBLIC)


def test_what_is_kept_is_read_as_it_was(bench: Workbench) -> None:
    one, two = part("one"), part("two")
    assert rankings_kept.of(bench, [one]) is None
    rankings_kept.keep(bench, MADE, [one])
    assert rankings_kept.of(bench, [one]) == MADE
    assert rankings_kept.of(bench, [one, two]) is None and rankings_kept.before(bench, [one, two]) == MADE
    assert rankings_kept.before(bench, [two]) is None


def test_of_several_the_largest_that_may_be_seen(bench: Workbench) -> None:
    one, two, three = (part(name) for name in ("one", "two", "three"))
    rankings_kept.keep(bench, MADE, [one])
    rankings_kept.keep(bench, replace(MADE, payments=80), [one, two])
    found = rankings_kept.before(bench, [one, two, three])
    assert found and found.payments == 80
    assert rankings_kept.before(bench, [one, three]) == MADE


def test_other_code_and_half_a_file_are_nothing(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    one = part("one")
    rankings_kept.keep(bench, MADE, [one])
    with monkeypatch.context() as other:
        other.setattr(rankings_kept, "__version__", "another")
        assert rankings_kept.of(bench, [one]) is None and rankings_kept.before(bench, [one]) is None
    (path,) = (bench.folder / rankings_kept.FOLDER).iterdir()
    path.write_bytes(path.read_bytes()[:-20])
    assert rankings_kept.of(bench, [one]) is None


def test_the_oldest_go(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rankings_kept, "SHELF", replace(rankings_kept.SHELF, most=2))
    several = [part(name) for name in ("one", "two", "three")]
    for one in several:
        rankings_kept.keep(bench, MADE, [one])
    assert [rankings_kept.of(bench, [one]) is None for one in several] == [True, False, False]
