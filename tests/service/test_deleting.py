"""Lawful deletion: bytes go, hash and tombstone stay, and what rests on them is told before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from sightline.errors import Conflict, NotAllowed, NotFound, UsageError
from sightline.model.marking import Marking, Tlp
from sightline.model.view import View
from sightline.service import items, lists
from sightline.service.audit import audit
from sightline.service.deleting import delete
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Workbench
from tests.web.offices import AT, TestOffice, copied, office


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestOffice]:
    """An office with a note that a finding cites, and a list."""
    found = office(tmp_path_factory.mktemp("deleting") / "one", secrets=False)
    with closing(found.bench):
        yield found


@pytest.fixture
def made(whole: TestOffice, tmp_path: Path) -> Iterator[TestOffice]:
    """A copy of it to delete from."""
    found = copied(whole, tmp_path / "two")
    with closing(found.bench):
        yield found


def view(bench: Workbench, user: str = "") -> View:
    held = bench.operator_view().on(AT.date())
    return replace(held, user=user) if user else held


def test_the_bytes_go_and_hash_tombstone_and_custody_stay(made: TestOffice) -> None:
    bench = made.bench
    done = delete(view(bench), bench, made.note, "order of an invented court")
    assert done.tombstone.holds() and done.rows_kept == 0
    assert any("evidence" in one.label for one in done.cited_by) and "cited by" in done.text()
    assert "cited by report T/2026/1, 1 at" in done.text()
    page = items.item(view(bench), bench, made.note)
    assert page.deleted.endswith("order of an invented court") and page.passages == ()
    assert [line["action"] for line in page.custody][-1] == "destroy"
    with pytest.raises(NotFound, match="lawfully deleted"):
        items.content(view(bench), bench, made.note)
    assert [one.problem for one in audit(view(bench), bench) if one.problem] == []
    with pytest.raises(Conflict, match="lawfully deleted"):
        delete(view(bench), bench, made.note, "again")


def test_rows_read_from_it_are_told_before_and_stay(made: TestOffice) -> None:
    bench = made.bench
    (version,) = lists.current(view(bench), bench)
    listed = items.item(view(bench), bench, version.items[0]).item
    with pytest.raises(Conflict, match="rows were read"):
        delete(view(bench), bench, listed.sha256, "an order")
    assert bench.vault.holds(listed.sha256)
    assert delete(view(bench), bench, listed.sha256, "an order", keep_rows=True).rows_kept == 1


def test_who_may_not_decide_or_gives_no_reason_deletes_nothing(made: TestOffice) -> None:
    bench = made.bench
    for why in (" ", "x" * 2001):
        with pytest.raises(UsageError, match="reason"):
            delete(view(bench), bench, made.note, why)
    with pytest.raises(NotFound):
        delete(view(bench), bench, "0" * 64, "an order")
    with pytest.raises(NotAllowed, match="role"):
        delete(view(bench, "nobody"), bench, made.note, "an order")
    assert bench.vault.holds(made.note)


def test_bytes_that_also_came_in_a_way_one_may_not_see_are_not_ones_to_delete(
    made: TestOffice, tmp_path: Path
) -> None:
    bench = made.bench
    again = tmp_path / "again.txt"
    again.write_bytes(items.content(view(bench), bench, made.note))
    list(
        ingest(bench.operator_view(), bench, [again], Options(source="our-office", marking=Marking(Tlp.RED)))
    )
    below = replace(view(bench), known_at=bench.clock(), clearance=Marking(Tlp.AMBER))
    with pytest.raises(NotAllowed, match="not yours to delete"):
        delete(below, bench, made.note, "an order")
    assert bench.vault.holds(made.note)


def test_an_item_is_named_by_hash_by_its_beginning_or_by_name(made: TestOffice) -> None:
    bench = made.bench
    name = items.item(view(bench), bench, made.note).item.name
    for typed in (made.note, made.note[:12], name, f"{name} · {made.note[:12]}"):
        assert items.named(view(bench), bench, typed) == made.note
    for wrong in (made.note[:4], "no such name", "0" * 12):
        with pytest.raises(NotFound):
            items.named(view(bench), bench, wrong)
    with pytest.raises(UsageError):
        items.named(view(bench), bench, " ")
