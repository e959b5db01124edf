"""A shelf keeps so many results, of this code alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.service.kept import Shelf
from sightline.service.workbench import Workbench
from tests.service.test_rankings_kept import part

SHELF = Shelf("numbers", int, lambda: ["this"], 2)


def test_of_this_code_alone(bench: Workbench) -> None:
    SHELF.keep(bench, 7, [part("one")], "seven", more=3)
    assert SHELF.of(bench, [part("one")], "seven") == 7 and SHELF.of(bench, [part("one")]) is None
    assert [head["more"] for _path, head in SHELF.kept(bench)] == [3]
    other = replace(SHELF, code=lambda: ["other"])
    assert other.of(bench, [part("one")], "seven") is None and not list(other.kept(bench))


@pytest.mark.parametrize("stays", [False, True])
def test_one_that_rests_on_bytes_goes_with_them(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch, stays: bool
) -> None:
    shelf = replace(SHELF, of_bytes=not stays)
    shelf.keep(bench, 7, [part("one")])
    monkeypatch.setattr("sightline.service.kept.deleted", lambda _bench, items: dict.fromkeys(items, "gone"))
    assert (shelf.of(bench, [part("one")]) == 7) is stays
    assert len(list((bench.folder / "numbers").glob("*.gz"))) == stays
