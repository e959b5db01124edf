"""What stands in a report is moved; nobody's words are lost, and nobody's hold is passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.errors import BadInput, Conflict, NotAllowed, NotFound
from sightline.model.view import View
from sightline.service import editing, report_history, report_moves, report_tables
from sightline.service.editing import Draft
from tests.service.test_editing import editor
from tests.web.offices import TestOffice, copied, office


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    return office(tmp_path_factory.mktemp("moves") / "one", secrets=False)


@pytest.fixture
def desk(made: TestOffice, tmp_path: Path) -> TestOffice:
    return copied(made, tmp_path / "office")


def blocks(desk: TestOffice, view: View, section: str) -> list[str]:
    return [one.id for one in editing.desk(view, desk.bench, desk.report, section).blocks]


def test_a_paragraph_moves_within_its_section_and_to_another(desk: TestOffice) -> None:
    view = editor(desk, "one")
    second = editing.insert(view(), desk.bench, desk.report, "ended", "A second one. {no claim}")
    report_moves.move(view(), desk.bench, desk.report, second, "service")
    assert blocks(desk, view(), "service") == [second, "ended"]
    report_moves.move(view(), desk.bench, desk.report, second, "summary")
    assert blocks(desk, view(), "service") == ["ended"] and blocks(desk, view(), "summary")[0] == second
    told = report_history.history(view(), desk.bench, desk.report)[0]
    assert told.what.startswith("moved a paragraph of the summary")
    (change,) = [
        one
        for one in report_history.changes(view(), desk.bench, desk.report, "1.1", told.state)
        if one.block == second
    ]
    assert change.kind == "moved"


def test_who_writes_in_what_is_moved_saves_as_before(desk: TestOffice) -> None:
    one, other = editor(desk, "one"), editor(desk, "other")
    new = editing.insert(one(), desk.bench, desk.report, "ended", "A second one. {no claim}")
    opened = next(b for b in editing.desk(other(), desk.bench, desk.report, "service").blocks if b.id == new)
    report_moves.move(one(), desk.bench, desk.report, new, "service")
    editing.put(other(), desk.bench, desk.report, new, Draft("Theirs. {no claim}", (), opened.seen))
    first = editing.desk(one(), desk.bench, desk.report, "service").blocks[0]
    assert (first.id, first.text) == (new, "Theirs. {no claim}")


def test_a_section_moves_with_all_it_holds(desk: TestOffice) -> None:
    view = editor(desk, "one")
    new = editing.open_section(view(), desk.bench, desk.report, "service", "A new section")
    report_moves.place(view(), desk.bench, desk.report, new)
    outline = editing.desk(view(), desk.bench, desk.report).outline
    assert next(part.id for part in outline if part.body) == new
    report_moves.place(view(), desk.bench, desk.report, new, inside="service")
    depth = {part.id: part.depth for part in editing.desk(view(), desk.bench, desk.report).outline}
    assert depth[new] == depth["service"] + 1
    with pytest.raises(BadInput, match="within itself"):
        report_moves.place(view(), desk.bench, desk.report, "service", after=new)
    report_moves.shift(view(), desk.bench, desk.report, new, after="service")
    assert {part.depth for part in editing.desk(view(), desk.bench, desk.report).outline if part.body} == {1}


def test_a_move_is_refused_with_its_reason(desk: TestOffice) -> None:
    one, other = editor(desk, "one"), editor(desk, "other")
    with pytest.raises(Conflict, match="last of its section"):
        report_moves.move(one(), desk.bench, desk.report, "ended", "summary")
    asked = {"query": '{"kind": "count", "list": "invented", "by": "schema"}', "title": "Entries", "alt": "x"}
    report_tables.insert_table(one(), desk.bench, desk.report, "ended", asked)
    table = blocks(desk, one(), "service")[-1]
    with pytest.raises(BadInput, match="paragraphs alone"):
        report_moves.move(one(), desk.bench, desk.report, table, "summary")
    for block, after in (("nothing", "service"), (table, "nowhere"), (table, table)):
        with pytest.raises(NotFound):
            report_moves.move(one(), desk.bench, desk.report, block, after)
    with pytest.raises(NotFound):
        report_moves.place(one(), desk.bench, desk.report, "service", after="summary")
    with pytest.raises(Conflict, match="stands where it stands"):
        report_moves.shift(one(), desk.bench, desk.report, "cover", "service")
    editing.hold(one(), desk.bench, desk.report, "service")
    with pytest.raises(Conflict, match="one holds"):
        report_moves.move(other(), desk.bench, desk.report, table, "service")
    with pytest.raises(Conflict, match="one holds"):
        report_moves.place(other(), desk.bench, desk.report, "service")
    with pytest.raises(NotAllowed):
        report_moves.move(editor(desk, "expert", "expert")(), desk.bench, desk.report, table, "service")
