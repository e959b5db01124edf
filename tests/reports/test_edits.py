from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sightline.model.report import Paragraph, Sentence, Table
from sightline.reports import tree_json
from sightline.reports.edits import Edit, applied, find, holder_of, holders
from tests.reports.sample import REPORT

NEW = Paragraph("p-new", (Sentence("A new one.", claim=False),))


def edit(kind: str, about: str, **body: Any) -> Edit:
    return Edit(1, kind, about, body, datetime(2026, 1, 1, tzinfo=UTC), "editor")


def ids(section: str, *edits: Edit) -> list[str]:
    found = holders(applied(REPORT, edits))
    return next([block.id for block in blocks] for own, _, _, blocks in found if own == section)


def test_a_block_is_put_in_place_of_another() -> None:
    put = edit("put", "p-case", block=tree_json.block(Paragraph("p-case", NEW.sentences)))
    assert find(applied(REPORT, [put]), "p-case") == Paragraph("p-case", NEW.sentences)


def test_a_block_is_inserted_after_another_or_first_in_a_section() -> None:
    assert ids("s-case", edit("insert", "p-case", block=tree_json.block(NEW)))[:2] == ["p-case", "p-new"]
    assert ids("s-case", edit("insert", "s-case", block=tree_json.block(NEW)))[0] == "p-new"
    assert ids("a-method", edit("insert", "a-method", block=tree_json.block(NEW)))[0] == "p-new"
    assert ids("summary", edit("insert", "p-sum", block=tree_json.block(NEW))) == ["p-sum", "p-new"]


def test_a_block_is_removed_and_a_section_added() -> None:
    assert "p-case" not in ids("s-case", edit("remove", "p-case"))
    longer = applied(REPORT, [edit("section", "s-intro", id="s-new", title="New")])
    assert [one.id for one in longer.sections] == ["s-intro", "s-new", "s-finance"]


def test_a_block_is_moved_and_keeps_its_words() -> None:
    first, *_, last = ids("s-case")
    assert ids("s-case", edit("moved", first, after=last))[-1] == first
    assert ids("s-intro", edit("moved", "p-case", after="s-intro"))[0] == "p-case"
    moved = applied(REPORT, [edit("moved", "p-case", after="s-intro")])
    assert find(moved, "p-case") == find(REPORT, "p-case")
    assert "p-case" not in ids("s-case", edit("moved", "p-case", after="summary"))


def test_a_block_stays_where_there_is_no_such_place() -> None:
    assert applied(REPORT, [edit("moved", "p-case", after="nowhere")]) == REPORT
    assert applied(REPORT, [edit("moved", "p-case", after="p-case")]) == REPORT
    assert applied(REPORT, [edit("moved", "nothing", after="s-intro")]) == REPORT
    table = next(
        block.id for _, _, _, blocks in holders(REPORT) for block in blocks if isinstance(block, Table)
    )
    assert applied(REPORT, [edit("moved", table, after="summary")]) == REPORT


def sections(*edits: Edit) -> list[tuple[str, int]]:
    found = holders(replace(applied(REPORT, edits), annexes=()))
    return [(own, depth) for own, _, depth, _ in found if own != "summary"]


def test_a_section_is_placed_after_or_inside_another_or_first_of_all() -> None:
    assert sections() == [("s-intro", 1), ("s-finance", 1), ("s-case", 2)]
    placed = sections(edit("placed", "s-finance", after="", inside=""))
    assert placed == [("s-finance", 1), ("s-case", 2), ("s-intro", 1)]
    assert sections(edit("placed", "s-case", after="s-intro", inside="")) == [
        ("s-intro", 1),
        ("s-case", 1),
        ("s-finance", 1),
    ]
    assert sections(edit("placed", "s-intro", after="", inside="s-finance"))[1] == ("s-intro", 2)


def test_a_section_stays_where_there_is_no_such_place() -> None:
    for after, inside in (("nowhere", ""), ("", "s-case"), ("s-finance", ""), ("a-method", "")):
        assert applied(REPORT, [edit("placed", "s-finance", after=after, inside=inside)]) == REPORT


def test_talk_changes_nothing() -> None:
    assert applied(REPORT, [edit("comment", "p-case", text="x"), edit("lock", "s-case")]) == REPORT


def test_a_block_knows_its_section() -> None:
    assert holder_of(REPORT, "p-case") == "s-case"
    assert holder_of(REPORT, "nothing") == ""
