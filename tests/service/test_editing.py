"""Two editors lose nothing: what cannot be put is kept beside the paragraph, and every step stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sightline.errors import BadInput, Conflict, NotAllowed, NotFound
from sightline.model.citation import Citation
from sightline.model.marking import Marking
from sightline.model.place import Place
from sightline.model.report import Edition
from sightline.model.view import View
from sightline.reports.edits import find
from sightline.service import access, composing, editing, report_history, report_tables, reports
from sightline.service.editing import Draft
from tests.web.offices import NOTE, SECRET, TestOffice, copied, office, session_of


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    return office(tmp_path_factory.mktemp("editing") / "one", secrets=False)


@pytest.fixture
def desk(made: TestOffice, tmp_path: Path) -> TestOffice:
    return copied(made, tmp_path / "office")


class Person:
    """Someone whose every request is made now."""

    def __init__(self, made: TestOffice, session: str) -> None:
        self.made, self.session = made, session

    def __call__(self) -> View:
        return access.view_of(self.made.bench, self.session)


def editor(made: TestOffice, name: str, role: str = "editor", marking: Marking = SECRET) -> Person:
    return Person(made, session_of(made.bench, name, role, marking))


def text(made: TestOffice, view: View, block: str = "ended") -> tuple[str, int]:
    found = next(
        one for one in editing.desk(view, made.bench, made.report, "service").blocks if one.id == block
    )
    return found.text, found.seen


def draft(made: TestOffice, words: str, seen: int = 0) -> Draft:
    return Draft(f"{words} [1]", (made.cite("8 March 2017"),), seen)


def test_two_editors_on_one_paragraph_lose_nothing(desk: TestOffice) -> None:
    one, other = editor(desk, "one"), editor(desk, "other")
    _, seen = text(desk, one())
    editing.put(one(), desk.bench, desk.report, "ended", draft(desk, "It ended on 8 March 2017.", seen))
    with pytest.raises(Conflict, match="one changed this paragraph"):
        editing.put(
            other(), desk.bench, desk.report, "ended", draft(desk, "It ceased on 8 March 2017.", seen)
        )
    (block,) = editing.desk(one(), desk.bench, desk.report, "service").blocks
    assert block.text == "It ended on 8 March 2017. [1]"
    assert [(r.kind, r.text, r.by) for r in block.remarks] == [
        ("suggestion", "It ceased on 8 March 2017. [1]", "other")
    ]


def test_two_editors_on_two_paragraphs_do_not_meet(desk: TestOffice) -> None:
    one, other = editor(desk, "one"), editor(desk, "other")
    new = editing.insert(one(), desk.bench, desk.report, "ended", "A second paragraph. {no claim}")
    editing.put(other(), desk.bench, desk.report, "ended", draft(desk, "It ended on 8 March 2017."))
    editing.put(one(), desk.bench, desk.report, new, Draft("Mine. {no claim}", (), text(desk, one(), new)[1]))
    blocks = editing.desk(one(), desk.bench, desk.report, "service").blocks
    assert [block.text for block in blocks] == ["It ended on 8 March 2017. [1]", "Mine. {no claim}"]


def test_a_section_that_is_held_takes_suggestions_alone(desk: TestOffice) -> None:
    one, other = editor(desk, "one"), editor(desk, "other")
    editing.hold(one(), desk.bench, desk.report, "service")
    with pytest.raises(Conflict, match="one holds this section"):
        editing.put(other(), desk.bench, desk.report, "ended", draft(desk, "It ceased on 8 March 2017."))
    with pytest.raises(Conflict, match="one holds"):
        editing.hold(other(), desk.bench, desk.report, "service")
    editing.hold(one(), desk.bench, desk.report, "service", holding=False)
    editing.put(other(), desk.bench, desk.report, "ended", draft(desk, "It ceased on 8 March 2017."))
    assert text(desk, one())[0] == "It ceased on 8 March 2017. [1]"


def test_evidence_is_picked_by_its_words(desk: TestOffice) -> None:
    view = editor(desk, "one")
    picked = editing.pick(view(), desk.bench, desk.note, "Three banks stood on the list")
    assert picked == desk.cite("Three banks stood on the list")
    assert NOTE.count("Invented Bank") > 1
    with pytest.raises(BadInput, match="stands"):
        editing.pick(view(), desk.bench, desk.note, "Invented Bank")


def test_a_table_and_a_figure_come_with_their_query(desk: TestOffice) -> None:
    view = editor(desk, "one")
    asked = {
        "query": '{"kind": "count", "list": "invented", "by": "schema"}',
        "title": "Entries",
        "alt": "One bar",
    }
    report_tables.insert_table(view(), desk.bench, desk.report, "ended", asked)
    report_tables.insert_table(view(), desk.bench, desk.report, "ended", asked | {"form": "bars"})
    shown = editing.preview(view(), desk.bench, desk.report, "service")
    assert "<svg" in shown and "Company" in shown
    lost = '{"kind": "signals", "ids": ["s-000000000000"]}'
    for wrong in (
        lost,
        "no json",
        '{"kind": "guess"}',
        '{"kind": "count", "list": "nowhere", "by": "schema"}',
    ):
        with pytest.raises(Exception, match=r"quer|kind|list|no such signal"):
            report_tables.insert_table(view(), desk.bench, desk.report, "ended", {"query": wrong})


def test_a_pin_that_names_another_manifest_is_refused(desk: TestOffice) -> None:
    view = editor(desk, "one")
    asked = {"query": '{"kind": "count", "list": "invented", "by": "schema"}', "title": "E", "alt": "x"}
    new = report_tables.insert_table(view(), desk.bench, desk.report, "ended", asked)
    table = next(
        one for one in editing.desk(view(), desk.bench, desk.report, "service").blocks if one.id == new
    )
    wrong = json.loads(table.query)
    wrong["pins"][0]["manifest"] = "0" * 64
    with pytest.raises(BadInput, match="another manifest"):
        report_tables.put_table(
            view(), desk.bench, desk.report, new, asked | {"query": json.dumps(wrong)}, table.seen
        )
    report_tables.put_table(view(), desk.bench, desk.report, new, asked | {"query": table.query}, table.seen)


def test_a_paragraph_is_marked_and_leaves_the_public_edition(desk: TestOffice) -> None:
    view = editor(desk, "one")
    new = editing.insert(view(), desk.bench, desk.report, "ended", "For few. {no claim}")
    editing.mark(view(), desk.bench, desk.report, new, Marking.parse("TLP:AMBER"))
    opened = {one.id: one for one in editing.desk(view(), desk.bench, desk.report, "service").blocks}
    assert (opened[new].marking, opened["ended"].marking) == ("TLP:AMBER", "TLP:CLEAR")
    composed = {
        edition: composing.compose(view(), desk.bench, desk.report, edition).report
        for edition in (Edition.PUBLIC, Edition.INTERNAL)
    }
    assert find(composed[Edition.INTERNAL], new) and not find(composed[Edition.PUBLIC], new)
    low = editor(desk, "low", marking=Marking())
    with pytest.raises(BadInput, match="could not see"):
        editing.mark(low(), desk.bench, desk.report, "ended", Marking.parse("TLP:RED"))


def test_a_figure_that_has_nothing_to_draw_is_refused(desk: TestOffice) -> None:
    view = editor(desk, "one")
    asked = {"query": '{"kind": "count", "list": "invented", "by": "schema"}', "title": "E", "alt": "x"}
    for form in ("map", "timeline"):
        with pytest.raises(BadInput, match="can be drawn as"):
            report_tables.insert_table(view(), desk.bench, desk.report, "ended", asked | {"form": form})
    report_tables.insert_table(view(), desk.bench, desk.report, "ended", asked | {"form": "bars"})


def test_the_same_suggestion_is_kept_once(desk: TestOffice) -> None:
    one, other = editor(desk, "one"), editor(desk, "other")
    editing.hold(one(), desk.bench, desk.report, "service")
    for words in ("Twice.", "Twice.", "Another."):
        with pytest.raises(Conflict):
            editing.put(other(), desk.bench, desk.report, "ended", draft(desk, words))
    (block,) = editing.desk(one(), desk.bench, desk.report, "service").blocks
    assert [said.text for said in block.remarks] == ["Twice. [1]", "Another. [1]"]


def test_a_suggestion_taken_over_late_keeps_what_others_wrote_since(desk: TestOffice) -> None:
    one, other = editor(desk, "one"), editor(desk, "other", role="expert")
    editing.suggest(
        other(), desk.bench, desk.report, "ended", f"{text(desk, other())[0]}\nMore. {{no claim}}", "it lacks"
    )
    editing.put(one(), desk.bench, desk.report, "ended", draft(desk, "It ceased on 8 March 2017."))
    (block,) = editing.desk(one(), desk.bench, desk.report, "service").blocks
    (remark,) = block.remarks
    assert remark.over and remark.over.text == "It ceased on 8 March 2017. [1]\nMore. {no claim}"
    over = Draft(remark.over.text, remark.over.cites, block.seen, remark.number)
    editing.put(one(), desk.bench, desk.report, "ended", over)
    (block,) = editing.desk(one(), desk.bench, desk.report, "service").blocks
    assert (block.text, block.remarks) == (remark.over.text, ())


def test_a_suggestion_that_touches_what_was_changed_is_not_taken_over_whole(desk: TestOffice) -> None:
    one, other = editor(desk, "one"), editor(desk, "other", role="expert")
    editing.suggest(
        other(), desk.bench, desk.report, "ended", "It closed on 8 March 2017. [1]", "a bank closes"
    )
    editing.put(one(), desk.bench, desk.report, "ended", draft(desk, "It ceased on 8 March 2017."))
    (block,) = editing.desk(one(), desk.bench, desk.report, "service").blocks
    (remark,) = block.remarks
    assert remark.whole and remark.over and remark.over.text == "It closed on 8 March 2017. [1]"
    assert remark.over.cites == block.cites


def test_comments_are_said_and_settled_and_a_block_is_removed(desk: TestOffice) -> None:
    view = editor(desk, "one")
    step = editing.comment(view(), desk.bench, desk.report, "ended", "Which day?")
    editing.resolve(view(), desk.bench, desk.report, step)
    (block,) = editing.desk(view(), desk.bench, desk.report, "service").blocks
    assert block.remarks == ()
    editing.insert(view(), desk.bench, desk.report, "ended", "A second sentence. {no claim}")
    editing.remove(view(), desk.bench, desk.report, "ended", block.seen)
    with pytest.raises(NotFound):
        editing.put(view(), desk.bench, desk.report, "ended", draft(desk, "It ended on 8 March 2017."))


def test_what_a_paragraph_said_is_put_back_with_its_evidence(desk: TestOffice) -> None:
    view = editor(desk, "one")
    before = text(desk, view())[0]
    editing.put(view(), desk.bench, desk.report, "ended", Draft("Nothing is cited. {no claim}", (), 0))
    report_history.put_back(view(), desk.bench, desk.report, "ended", "1")
    (block,) = editing.desk(view(), desk.bench, desk.report, "service").blocks
    assert block.text == before and block.cites
    for state, block_id, wrong in (("1", "nowhere", NotFound), ("public", "ended", BadInput)):
        with pytest.raises(wrong):
            report_history.put_back(view(), desk.bench, desk.report, block_id, state)


def test_a_paragraph_that_was_removed_is_put_back_where_it_stood(desk: TestOffice) -> None:
    view = editor(desk, "one")
    (block,) = editing.desk(view(), desk.bench, desk.report, "service").blocks
    after = editing.insert(view(), desk.bench, desk.report, "ended", "A second sentence. {no claim}")
    last = editing.insert(view(), desk.bench, desk.report, after, "A third. {no claim}")
    state = f"1.{editing.desk(view(), desk.bench, desk.report, 'service').steps}"
    seen = {one.id: one.seen for one in editing.desk(view(), desk.bench, desk.report, "service").blocks}
    for gone in ("ended", after):
        editing.remove(view(), desk.bench, desk.report, gone, seen[gone])
    for back in (after, "ended"):
        report_history.put_back(view(), desk.bench, desk.report, back, state)
    blocks = editing.desk(view(), desk.bench, desk.report, "service").blocks
    assert [one.id for one in blocks] == ["ended", after, last]
    assert (blocks[0].text, blocks[0].cites) == (block.text, block.cites)


def test_what_nobody_holds_is_not_cited_and_a_paragraph_has_a_length(desk: TestOffice) -> None:
    view = editor(desk, "one")
    (block,) = editing.desk(view(), desk.bench, desk.report, "service").blocks
    unknown = Citation("0" * 64, Place.of_bytes(0, 4))
    with pytest.raises(BadInput, match="no such item: 000000000000"):
        editing.put(view(), desk.bench, desk.report, "ended", Draft("It ended. [1]", (unknown,), block.seen))
    with pytest.raises(BadInput, match="letters"):
        long = Draft(f"{'x' * 50_001} {{no claim}}", (), block.seen)
        editing.put(view(), desk.bench, desk.report, "ended", long)
    (same,) = editing.desk(view(), desk.bench, desk.report, "service").blocks
    assert same.text == block.text


def test_history_tells_states_apart_and_a_version_is_saved(desk: TestOffice) -> None:
    view = editor(desk, "one")
    step = editing.put(view(), desk.bench, desk.report, "ended", draft(desk, "It ceased on 8 March 2017."))
    (change,) = report_history.changes(view(), desk.bench, desk.report, "1", f"1.{step}")
    assert ("gone", "service ended") in [(piece.kind, piece.text) for piece in change.pieces]
    assert editing.save(view(), desk.bench, desk.report, "reworded") == 2
    assert report_history.changes(view(), desk.bench, desk.report, f"1.{step}", "2") == ()
    assert [one.state for one in report_history.history(view(), desk.bench, desk.report)] == [
        "2",
        f"1.{step}",
        "1",
    ]
    told = report_history.history(view(), desk.bench, desk.report)[1].what
    assert told.startswith("saved paragraph 1 “It ceased on 8 March")
    built = reports.report(view(), desk.bench, desk.report, Edition.INTERNAL)
    assert built.report.sections[0].blocks[0].sentences[0].text.startswith("It ceased")  # type: ignore[union-attr]


def test_readers_do_not_write_and_bad_states_are_named(desk: TestOffice) -> None:
    reader = editor(desk, "someone", "reader", Marking())
    with pytest.raises(NotAllowed):
        editing.put(reader(), desk.bench, desk.report, "ended", draft(desk, "x"))
    with pytest.raises(BadInput, match="not a state"):
        report_history.changes(reader(), desk.bench, desk.report, "x", "1")


def test_what_one_may_not_see_is_neither_shown_nor_edited(tmp_path: Path) -> None:
    made = office(tmp_path / "two", secrets=True)
    reader = Person(made, made.reader)
    shown = editing.desk(reader(), made.bench, made.report, "service")
    assert [block.id for block in shown.blocks] == ["ended"]
    assert "hidden branch" not in str(report_history.changes(reader(), made.bench, made.report, "1", "2"))
    other = editor(made, "outsider", "editor", Marking())
    with pytest.raises(NotFound):
        editing.put(other(), made.bench, made.report, "hidden", Draft("x", (), 0))


def test_a_section_is_not_dropped_silently(desk: TestOffice) -> None:
    view = editor(desk, "one")
    with pytest.raises(BadInput, match="not dropped silently"):
        editing.move_to_annex(view(), desk.bench, desk.report, "service", " ")
    with pytest.raises(NotFound):
        editing.move_to_annex(view(), desk.bench, desk.report, "nowhere", "shorter")
    editing.move_to_annex(view(), desk.bench, desk.report, "service", "the Council asked for less")
    assert "cut-service" in [part.id for part in editing.desk(view(), desk.bench, desk.report).outline]
    step = report_history.history(view(), desk.bench, desk.report)[0]
    assert step.what == "moved to an annex (the Council asked for less): “The service”"
    (cut,) = report_history.dropped(view(), desk.bench, desk.report, "1", step.state)
    assert (cut.section, cut.annex, cut.gone) == ("service", "cut-service", 0)
    assert report_history.dropped(view(), desk.bench, desk.report, step.state, step.state) == ()


def test_what_was_seen_before_a_version_was_saved_is_stale_and_a_section_keeps_its_last_block(
    desk: TestOffice,
) -> None:
    view = editor(desk, "one")
    editing.insert(view(), desk.bench, desk.report, "ended", "A second sentence. {no claim}")
    editing.put(view(), desk.bench, desk.report, "ended", draft(desk, "It ceased on 8 March 2017."))
    editing.save(view(), desk.bench, desk.report, "saved")
    with pytest.raises(Conflict, match="changed this paragraph"):
        editing.remove(view(), desk.bench, desk.report, "ended", 0)
    blocks = editing.desk(view(), desk.bench, desk.report, "service").blocks
    for block in blocks[:-1]:
        editing.remove(view(), desk.bench, desk.report, block.id, block.seen)
    with pytest.raises(Conflict, match="last of its section"):
        editing.remove(view(), desk.bench, desk.report, blocks[-1].id, blocks[-1].seen)
    told = [one.what for one in report_history.history(view(), desk.bench, desk.report)]
    assert any(one.startswith("removed paragraph") and "It ceased" in one for one in told)


def test_a_new_section_can_be_written_in(desk: TestOffice) -> None:
    view = editor(desk, "one")
    new = editing.open_section(view(), desk.bench, desk.report, "service", "What followed")
    (block,) = editing.desk(view(), desk.bench, desk.report, new).blocks
    assert block.text.startswith("New paragraph.")
