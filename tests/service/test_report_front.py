"""Cover, envelope, headings and recommendations are written, told apart, kept from each other's way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from sightline.cases.casefile import NewCase
from sightline.cases.shapes import Wording
from sightline.errors import BadInput, Conflict, NotAllowed, NotFound
from sightline.model.casework import Evidence, Party, PartyKind, Standard
from sightline.model.marking import Marking, Tlp
from sightline.model.report import Edition, Envelope, Recommendation, Template
from sightline.reports.number import number
from sightline.reports.outline import paragraphs
from sightline.service import (
    cases,
    composing,
    consequences,
    editing,
    new_report,
    registers,
    report_front,
    report_history,
    report_tables,
    reports,
)
from sightline.service.editing import Draft
from sightline.service.new_report import Wanted
from sightline.service.report_front import Cover
from tests.service.test_editing import Person, editor
from tests.web.offices import SECRET, TestOffice, copied, office

ENVELOPE = Envelope(
    ("The Invented Registrar", "1 Invented Street"),
    "Dear Sir or Madam,",
    "Yours faithfully,",
    ("A. Invented",),
)
ADVICE = Recommendation("", "Member States", "Close the account.", ("2321 (2016), ¶ 16",), (), "tighten")

LATER = Wanted(Template.THEMATIC, "SL/2030/1", "A later report", Marking(Tlp.AMBER))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    return office(tmp_path_factory.mktemp("front") / "one", secrets=False)


@pytest.fixture
def desk(made: TestOffice, tmp_path: Path) -> TestOffice:
    return copied(made, tmp_path / "office")


@pytest.fixture
def one(desk: TestOffice) -> Person:
    return editor(desk, "one")


def findings_of(desk: TestOffice, title: str, marking: Marking) -> str:
    """A finding of a new case; its id."""
    view = desk.bench.operator_view()
    case = cases.open_case(view, desk.bench, NewCase(title, "", marking, ("bank-one",)), "x")
    party = Party("p-x", "Invented Bank One", PartyKind.PRIVATE)
    cited = Evidence(desk.cite("8 March 2017"), "for", "It says so.", "press", "press", "C", 3)
    worded = Wording(
        "It is so.", True, date(2017, 3, 1), ("asset-freeze",), (party,),
        Standard.INVESTIGATING, Standard.INVESTIGATING, (cited,), "Invented.", "A record.",
    )  # fmt: skip
    return cases.record_finding(view, desk.bench, case, worded, "a test")


def told(desk: TestOffice, one: Person) -> list[str]:
    return [step.what for step in report_history.history(one(), desk.bench, desk.report)]


def test_a_letter_wants_its_envelope_and_prints_it(desk: TestOffice, one: Person) -> None:
    wanted = Wanted(Template.LETTER, "SL/2026/L1", "An invented request", Marking(Tlp.AMBER))
    id = new_report.new(one(), desk.bench, wanted)

    def lacking() -> set[str]:
        found = composing.compose(one(), desk.bench, id, Edition.INTERNAL).problems
        return {problem.text for problem in found if problem.rule == "missing_part"}

    every = {f"the letter has no {name}" for name in ("addressee", "salutation", "close", "signature")}
    assert lacking() == every
    report_front.write_cover(one(), desk.bench, id, Cover("Subject", envelope=ENVELOPE), 0)
    assert lacking() == set()
    shown = editing.preview(one(), desk.bench, id, "cover")
    assert all(word in shown for word in ("1 Invented Street", "Yours faithfully,", "A. Invented", "Subject"))


def test_a_report_has_no_addressee(desk: TestOffice, one: Person) -> None:
    with pytest.raises(BadInput, match="no addressee"):
        report_front.write_cover(one(), desk.bench, desk.report, Cover("T", envelope=ENVELOPE), 0)
    with pytest.raises(BadInput, match="title"):
        report_front.write_cover(one(), desk.bench, desk.report, Cover(" "), 0)


def test_the_days_of_a_report_are_set_and_stay_where_they_are_not_given(
    desk: TestOffice, one: Person
) -> None:
    held = report_front.front(one(), desk.bench, desk.report)
    assert held.cover.dated
    earlier = held.cover.dated - timedelta(days=30)
    moved = Cover("Title", as_of=earlier)
    step = report_front.write_cover(one(), desk.bench, desk.report, moved, held.seen["cover"])
    cover = report_front.front(one(), desk.bench, desk.report).cover
    assert (cover.dated, cover.as_of) == (held.cover.dated, earlier)
    with pytest.raises(BadInput, match="a later day"):
        before = Cover("Title", dated=earlier - timedelta(days=1))
        report_front.write_cover(one(), desk.bench, desk.report, before, step)


def test_two_editors_of_one_cover_do_not_overwrite_each_other(desk: TestOffice, one: Person) -> None:
    other = editor(desk, "other")
    seen = report_front.front(one(), desk.bench, desk.report).seen["cover"]
    report_front.write_cover(one(), desk.bench, desk.report, Cover("Mine"), seen)
    with pytest.raises(Conflict, match="one changed this cover"):
        report_front.write_cover(other(), desk.bench, desk.report, Cover("Theirs"), seen)
    assert report_front.front(one(), desk.bench, desk.report).cover.title == "Mine"
    editing.hold(other(), desk.bench, desk.report, "cover")
    with pytest.raises(Conflict, match="other holds"):
        report_front.write_cover(one(), desk.bench, desk.report, Cover("Again"), seen + 1)
    assert "saved the cover" in told(desk, one)


def test_a_recommendation_is_added_changed_and_taken_out_with_its_reason(
    desk: TestOffice, one: Person
) -> None:
    before = len(report_front.front(one(), desk.bench, desk.report).recommendations)
    id = report_front.recommend(one(), desk.bench, desk.report, ADVICE)
    front = report_front.front(one(), desk.bench, desk.report)
    assert [(r.id, r.addressee) for r in front.recommendations[before:]] == [(id, "Member States")]
    again = replace(front.recommendations[before], status="repeated", repeats="T/2025/1, 3")
    report_front.recommend(one(), desk.bench, desk.report, again, front.seen[id])
    front = report_front.front(one(), desk.bench, desk.report)
    assert front.recommendations[before].repeats == "T/2025/1, 3"
    with pytest.raises(NotFound):
        unknown = replace(again, repeats="rc-unknown1")
        report_front.recommend(one(), desk.bench, desk.report, unknown, front.seen[id])
    changed = Recommendation(id, "Member States", "Close both accounts.", ADVICE.basis, (), "tighten")
    report_front.recommend(one(), desk.bench, desk.report, changed, front.seen[id])
    with pytest.raises(Conflict, match="changed this recommendation"):
        report_front.recommend(one(), desk.bench, desk.report, changed, front.seen[id])
    differs = report_history.changes(one(), desk.bench, desk.report, "1", f"1.{front.seen[id] + 1}")
    assert [(change.block, change.kind) for change in differs] == [(id, "added")]
    seen = report_front.front(one(), desk.bench, desk.report).seen[id]
    with pytest.raises(BadInput, match="silently"):
        report_front.withdraw(one(), desk.bench, desk.report, id, " ", seen)
    report_front.withdraw(one(), desk.bench, desk.report, id, "said elsewhere", seen)
    assert len(report_front.front(one(), desk.bench, desk.report).recommendations) == before
    assert any("took out (said elsewhere): recommendation" in step for step in told(desk, one))


def test_who_saves_at_the_same_moment_as_others_is_not_refused(desk: TestOffice, one: Person) -> None:
    views = [one(), *(editor(desk, name)() for name in ("other", "third"))]
    drafts = [replace(ADVICE, text=f"Close {number}.") for number in range(3)]
    ids = [report_front.recommend(one(), desk.bench, desk.report, draft) for draft in drafts]
    seen = report_front.front(one(), desk.bench, desk.report).seen

    def change(at: int) -> str:
        new = replace(ADVICE, id=ids[at], text=f"Close {at} at once.")
        return report_front.recommend(views[at], desk.bench, desk.report, new, seen[ids[at]])

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(change, range(3))) == ids
    texts = [r.text for r in report_front.front(one(), desk.bench, desk.report).recommendations]
    assert texts == ["Close 0 at once.", "Close 1 at once.", "Close 2 at once."]


def test_a_finding_one_may_not_see_keeps_a_recommendation_from_ones_hands(
    desk: TestOffice, one: Person
) -> None:
    with pytest.raises(BadInput, match="no such finding"):
        report_front.recommend(one(), desk.bench, desk.report, replace(ADVICE, findings=("f-1",)))
    known = next(iter(composing.master(one(), desk.bench, desk.report).findings))
    hidden = findings_of(desk, "A case kept close", SECRET)
    low = editor(desk, "low", marking=Marking(Tlp.AMBER))
    whole = replace(ADVICE, findings=(hidden,))
    mixed = replace(ADVICE, text="Close another.", findings=(known, hidden))
    away = report_front.recommend(one(), desk.bench, desk.report, whole)
    partly = report_front.recommend(one(), desk.bench, desk.report, mixed)
    front = report_front.front(low(), desk.bench, desk.report)
    shown = {r.id: r.findings for r in front.recommendations}
    assert away not in shown and shown[partly] == (known,) and partly not in front.whole
    with pytest.raises(NotFound):
        report_front.withdraw(low(), desk.bench, desk.report, away, "why", 99)
    with pytest.raises(Conflict, match="those who see all of it"):
        report_front.recommend(
            low(), desk.bench, desk.report, replace(mixed, id=partly, findings=(known,)), 99
        )


def test_a_heading_is_changed_and_the_history_says_so(desk: TestOffice, one: Person) -> None:
    report_front.retitle(one(), desk.bench, desk.report, "service", "An  invented service")
    outline = {part.id: part.title for part in editing.desk(one(), desk.bench, desk.report).outline}
    assert outline["service"] == "An invented service"
    assert any("gave the heading “An invented service” to" in step for step in told(desk, one))
    with pytest.raises(NotFound):
        report_front.retitle(one(), desk.bench, desk.report, "nowhere", "x")


def test_readers_write_none(desk: TestOffice) -> None:
    reader = editor(desk, "someone", "reader", Marking(Tlp.CLEAR))
    with pytest.raises(NotAllowed):
        report_front.write_cover(reader(), desk.bench, desk.report, Cover("T"), 0)
    with pytest.raises(NotAllowed):
        report_front.recommend(reader(), desk.bench, desk.report, ADVICE)


def test_a_number_is_tied_to_the_cell_that_gives_it_and_untied(desk: TestOffice, one: Person) -> None:
    asked = '{"kind": "count", "list": "invented", "by": "schema"}'
    block = editing.insert(one(), desk.bench, desk.report, "ended", "There are 3 banks. {no claim}")

    def seen() -> int:
        shown = editing.desk(one(), desk.bench, desk.report, "service").blocks
        return next(each.seen for each in shown if each.id == block)

    editing.put(one(), desk.bench, desk.report, block, Draft("It has 4711. {no claim}", (), seen()))
    with pytest.raises(BadInput, match="no 4711"):
        report_tables.tie(one(), desk.bench, desk.report, block, "4711", asked, "", seen())
    editing.put(one(), desk.bench, desk.report, block, Draft("There are 3 banks. {no claim}", (), seen()))
    with pytest.raises(BadInput, match="stands in 0 sentences"):
        report_tables.tie(one(), desk.bench, desk.report, block, "33", asked, "", seen())
    report_tables.tie(one(), desk.bench, desk.report, block, "3", asked, "", seen())
    shown = editing.desk(one(), desk.bench, desk.report, "service").blocks
    assert [each.numbers for each in shown if each.id == block] == [("3",)]
    problems = composing.compose(one(), desk.bench, desk.report, Edition.INTERNAL).problems
    assert not [each for each in problems if each.rule == "number_differs"]
    report_tables.untie(one(), desk.bench, desk.report, block, "3", seen())
    with pytest.raises(NotFound):
        report_tables.untie(one(), desk.bench, desk.report, block, "3", seen())


def test_a_table_is_changed_in_its_place(desk: TestOffice, one: Person) -> None:
    asked = {"query": '{"kind": "count", "list": "invented", "by": "schema"}', "title": "Entries"}
    id = report_tables.insert_table(one(), desk.bench, desk.report, "ended", asked)
    (table,) = (b for b in editing.desk(one(), desk.bench, desk.report, "service").blocks if b.id == id)
    drawn = asked | {"title": "Entries by kind", "form": "bars", "alt": "One bar"}
    report_tables.put_table(one(), desk.bench, desk.report, id, drawn, table.seen)
    with pytest.raises(Conflict, match="changed this"):
        report_tables.put_table(one(), desk.bench, desk.report, id, drawn, table.seen)
    (table,) = (b for b in editing.desk(one(), desk.bench, desk.report, "service").blocks if b.id == id)
    assert (table.kind, table.text, table.form, table.alt) == ("figure", "Entries by kind", "bars", "One bar")
    assert any(step.startswith("inserted a table after paragraph 1") for step in told(desk, one))


def test_an_expert_suggests_what_an_editor_takes_over(desk: TestOffice, one: Person) -> None:
    expert = editor(desk, "expert", "expert")
    with pytest.raises(BadInput, match="those that stand there"):
        editing.suggest(
            expert(), desk.bench, desk.report, "ended", "The service ended on 8 March 2017. [1]", ""
        )
    words = "The service ceased on 8 March 2017. [1]"
    editing.suggest(expert(), desk.bench, desk.report, "ended", words, "closer to the note")
    (block,) = editing.desk(one(), desk.bench, desk.report, "service").blocks
    assert [(r.kind, r.text, r.by, r.why) for r in block.remarks] == [
        ("suggestion", words, "expert", "closer to the note")
    ]
    (said,) = block.remarks
    taken = Draft(said.text, block.cites, block.seen, said.number)
    editing.put(one(), desk.bench, desk.report, "ended", taken)
    (block,) = editing.desk(one(), desk.bench, desk.report, "service").blocks
    assert (block.text, block.remarks) == (words, ())
    assert told(desk, one)[0].startswith("took over what expert suggested for paragraph 1")
    with pytest.raises(NotFound, match="suggestion"):
        editing.put(one(), desk.bench, desk.report, "ended", replace(taken, text="x [1]", seen=block.seen))


def test_what_is_repeated_is_there_where_this_office_wrote_it(desk: TestOffice, one: Person) -> None:
    id = report_front.recommend(one(), desk.bench, desk.report, ADVICE)
    front = report_front.front(one(), desk.bench, desk.report)
    there = len(front.recommendations)
    symbol = next(line.symbol for line in reports.reports(one(), desk.bench) if line.id == desk.report)
    later = new_report.new(one(), desk.bench, LATER)
    for named in (f"{symbol}, {there}", "OTHER/2025/1, 99"):
        report_front.recommend(one(), desk.bench, later, replace(ADVICE, repeats=named))
    missing = replace(ADVICE, repeats=f"{symbol}, {there + 40}")
    with pytest.raises(BadInput, match=f"no recommendation {there + 40}") as caught:
        report_front.recommend(one(), desk.bench, later, missing)
    assert caught.value.place == "repeats"
    for itself in (f"{symbol}, {there}", f"{desk.report}, 1"):
        with pytest.raises(BadInput, match="stands in this report itself"):
            report_front.recommend(one(), desk.bench, desk.report, replace(ADVICE, repeats=itself))
    assert str(caught.value.remedy).startswith("give one of its recommendations: 1")
    assert id in front.seen


def test_an_entry_is_named_by_its_report_and_number_and_references_are_written_out(
    desk: TestOffice, one: Person
) -> None:
    paragraph = next(paragraphs(number(composing.master(one(), desk.bench, desk.report).report)))
    pointing = replace(ADVICE, text=f"Act on {{ref:{paragraph.id}}}.", findings=())
    report_front.recommend(one(), desk.bench, desk.report, pointing)
    made = registers.recommend(one(), desk.bench, desk.report, "a test")
    entry = registers.entry(one(), desk.bench, made[-1]).entry
    assert "{ref" not in entry.text("text") and entry.text("text").startswith("Act on ")
    assert entry.text("basis") == "2321 (2016), ¶ 16"
    assert registers.recommend(one(), desk.bench, desk.report, "again") == ()
    again = replace(ADVICE, text="Act at last.", status="repeated", repeats=made[-1])
    with pytest.raises(BadInput, match="stands in this report itself"):
        report_front.recommend(one(), desk.bench, desk.report, again)
    later = new_report.new(one(), desk.bench, LATER)
    id = report_front.recommend(one(), desk.bench, later, again)
    held = {r.id: r for r in report_front.front(one(), desk.bench, later).recommendations}[id]
    assert held.repeats.endswith(f", {entry.text('number')}") and not held.repeats.startswith("rc-")
    entered = registers.entries(one(), desk.bench, "recommendation")
    assert consequences.repeated(one(), desk.bench, entered, held.repeats) == made[-1]
