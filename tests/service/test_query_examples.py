"""The queries the desk offers are those that give something."""

from __future__ import annotations

from pathlib import Path

from sightline.model.report import Edition, Table
from sightline.reports.outline import labelled_blocks
from sightline.service import composing, query_examples, report_tables
from tests.service.test_editing import editor
from tests.web.offices import office


def test_every_query_that_is_offered_gives_rows(tmp_path: Path) -> None:
    desk = office(tmp_path / "office", secrets=False)
    editor_of = editor(desk, "one")
    view = editor_of()
    offered = query_examples.examples(view, desk.bench)
    assert len(offered) >= 3
    assert not [one for one in offered if "ships" in one.what]  # the list of this office names no ship
    for one in offered:
        asked = {"query": one.query, "title": one.what, "alt": "x"}
        report_tables.insert_table(view, desk.bench, desk.report, "ended", asked)
    composed = composing.compose(editor_of(), desk.bench, desk.report, Edition.INTERNAL).report
    made = {block.title: block for block, _ in labelled_blocks(composed) if isinstance(block, Table)}
    assert all(made[one.what].rows for one in offered)
