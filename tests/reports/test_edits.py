from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sightline.model.report import Paragraph, Sentence
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


def test_talk_changes_nothing() -> None:
    assert applied(REPORT, [edit("comment", "p-case", text="x"), edit("lock", "s-case")]) == REPORT


def test_a_block_knows_its_section() -> None:
    assert holder_of(REPORT, "p-case") == "s-case"
    assert holder_of(REPORT, "nothing") == ""
