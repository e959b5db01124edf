"""Casework as a whole: leads by origin, what is due, findings agreed by rule, naming, the first report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from sightline.cases.filing import Change
from sightline.errors import BadInput, Conflict, NotAllowed, NotFound, UsageError
from sightline.model.casework import Party, PartyKind, Position
from sightline.model.item import Reliability, Source
from sightline.model.marking import Marking
from sightline.model.papers import Expert, Interest
from sightline.model.report import Edition
from sightline.model.view import View
from sightline.reports.cuts import cuts, moved_to_annex
from sightline.reports.outline import sentences
from sightline.service import (
    access,
    case_marking,
    case_report,
    case_view,
    cases,
    editing,
    findings,
    leads,
    matrix,
    namings,
    papers,
    reports,
    request_letters,
    sources,
    stances,
)
from sightline.service.editing import Draft
from sightline.service.request_letters import Order
from sightline.service.workbench import Workbench
from tests.web.offices import AT, PARTY, TestOffice, copied, office

OTHER = Party("other", "Invented Other", PartyKind.STATE)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    """An office with a case, a finding in draft and a hearing that ended."""
    return office(tmp_path_factory.mktemp("casework") / "one", secrets=False)


@pytest.fixture
def made(whole: TestOffice, tmp_path: Path) -> TestOffice:
    """A copy of it to change."""
    return copied(whole, tmp_path / "two")


@pytest.fixture
def bench(made: TestOffice) -> Workbench:
    return made.bench


def now(bench: Workbench) -> View:
    return bench.operator_view().on(AT.date())


def finding_of(made: TestOffice) -> str:
    return cases.case(now(made.bench), made.bench, made.case).findings[0].id


def test_leads_of_one_origin_count_once(made: TestOffice, bench: Workbench) -> None:
    graded = [
        Source("tank-b", "Tank B", Reliability.C, "tanks"),
        Source("tank-c", "Tank C", Reliability.C, "tanks"),
    ]
    sources.grade(now(bench), bench, graded, "a test")
    rows = (
        b"source,reference,text,relies_on\n"
        b"tank-a,A1,It says so.,\n"
        b"tank-b,B1,It says so too.,\n"
        b"tank-c,C1,And so does it.,\n"
        b"coalition,X1,As Tank A wrote.,tank-a\n"
        b"tank-a,A1,It says so.,\n"
        b",Z1,Nobody says so.,\n"
    )
    taken = list(leads.collate(now(bench), bench, made.case, "reports.csv", rows))
    assert [one.status for one in taken] == ["taken"] * 4 + ["held", "refused"]
    assert (taken[4].lead, taken[5].row) == (taken[0].lead, 7)
    found = leads.collated(now(bench), bench, made.case)
    assert sorted(one.names for one in found.origins) == [("press",), ("tank-a",), ("tanks",)]
    assert {len(one.leads) for one in found.origins} == {1, 2}
    with pytest.raises(BadInput, match="no column 'reference'"):
        list(leads.collate(now(bench), bench, made.case, "x.csv", b"source,text\n"))


def test_a_copy_of_a_copy_is_no_further_origin(made: TestOffice, bench: Workbench) -> None:
    rows = (
        b"source,reference,text,relies_on\n"
        b"tank-a,A1,As a station wrote.,station\n"
        b"coalition,X1,As Tank A wrote.,tank-a\n"
        b"tank-d,D1,It saw it itself.,\n"
    )
    list(leads.collate(now(bench), bench, made.case, "reports.csv", rows))
    found = leads.collated(now(bench), bench, made.case)
    assert sorted(one.names for one in found.origins) == [("press",), ("station", "tank-a"), ("tank-d",)]


def test_what_is_due_is_told_by_day(made: TestOffice, bench: Workbench) -> None:
    day = AT.date()
    for title, due in (
        ("late", day - timedelta(1)),
        ("last", day + timedelta(14)),
        ("later", day + timedelta(15)),
    ):
        papers.open_paper(now(bench), bench, made.case, "task", {"title": title, "due": due.isoformat()}, "x")
    done = papers.open_paper(
        now(bench), bench, made.case, "task", {"title": "done", "due": day.isoformat()}, "x"
    )
    papers.change(now(bench), bench, done, Change({}, "done"), "x")
    told = papers.due(now(bench), bench)
    assert [(one.title, one.overdue) for one in told] == [("late", True), ("last", False)]


def test_a_request_becomes_a_letter_and_a_reminder(made: TestOffice, bench: Workbench) -> None:
    given = {
        "addressee": "Inventia",
        "addressee_kind": "state",
        "subject": "A ship",
        "questions": "Whose is it?",
    }
    order = Order("reply@invented.example", "Anna Invented, editor")
    id = papers.open_paper(now(bench), bench, made.case, "request", given, "x")
    with pytest.raises(UsageError, match="no day to answer by"):
        request_letters.draft(now(bench), bench, id, order)
    papers.change(now(bench), bench, id, Change({"due": "2026-03-20"}), "x")
    first = request_letters.draft(now(bench), bench, id, order)
    assert first["docx"].startswith(b"PK") and first["pdf"].startswith(b"%PDF")
    reminder = Order(order.contact, order.signatory, reminder=True)
    with pytest.raises(Conflict, match="was not sent"):
        request_letters.draft(now(bench), bench, id, reminder)
    papers.change(now(bench), bench, id, Change({"sent_on": "2026-02-01", "channel": "letter"}, "sent"), "x")
    assert request_letters.draft(now(bench), bench, id, reminder, ["docx"])["docx"] != first["docx"]


def test_a_finding_is_drafted_from_evidence_and_its_standard_judged(
    made: TestOffice, bench: Workbench
) -> None:
    cite = made.cite("Three banks stood on the list").typed
    given = {"note": "Names the banks.", "cites": cite, "credibility": "2"}
    exhibit = papers.open_paper(now(bench), bench, made.case, "exhibit", given, "x")
    sources.grade(now(bench), bench, [Source("press", "Press", Reliability.B)], "a test")
    typed = {
        "assertion": "Three banks stood on the list.", "day": "2017-03-01", "measures": "asset-freeze",
        "parties": "network | Invented Network | private", "claimed": "assessed", "limits": "x",
        "ranges": "banks | 3 | 4 | banks | a note", "states": "kp, be",
    }  # fmt: skip
    made_of = findings.read_draft(typed, {exhibit: "for"})
    id = findings.draft(now(bench), bench, made.case, made_of, "x")
    page = findings.finding(now(bench), bench, id)
    assert (page.finding.met.value, page.origins_for, page.origins_against) == ("assessed", ("press",), ())
    assert (page.finding.states, page.finding.ranges[0].text) == (("kp", "be"), "banks: 3 to 4 banks")
    assert findings.read_draft(findings.typed(page.finding), {exhibit: "for"}) == made_of
    for wrong in ({"ranges": "banks | 3 | 3 | banks |"}, {"measures": "no-such"}, {"states": "atlantis"}):
        with pytest.raises(UsageError):
            findings.draft(now(bench), bench, made.case, findings.read_draft(typed | wrong, {}), "x")


def test_a_finding_is_agreed_by_rule_once_objections_are_answered(made: TestOffice, bench: Workbench) -> None:
    id = finding_of(made)
    given = {"finding": id, "by": "expert-two", "text": "It was authorised."}
    with pytest.raises(UsageError, match="nobody here is called 'expert-two'"):
        papers.open_paper(now(bench), bench, made.case, "objection", given, "x")
    given["by"] = "expert-one"  # who took a stance on it
    objection = papers.open_paper(now(bench), bench, made.case, "objection", given, "x")
    with pytest.raises(Conflict, match="waits for an answer"):
        cases.agree(now(bench), bench, id, "x")
    answer = {"answer": "So the finding says.", "answered_by": "expert-one"}
    papers.change(now(bench), bench, objection, Change(answer, "answered"), "x")
    stances.choose_rule(now(bench), bench, "majority", "as agreed")
    cases.stance(now(bench), bench, id, "expert-two", Position.DISSENT, "It was authorised.")
    with pytest.raises(Conflict, match="under the rule 'majority': 1 of 2 concur"):
        cases.agree(now(bench), bench, id, "x")
    cases.stance(now(bench), bench, id, "expert-three", Position.CONCUR, "")
    cases.agree(now(bench), bench, id, "x")
    page = findings.finding(now(bench), bench, id)
    assert page.finding.state == "agreed" and page.versions[-1].decided["dissent"] == 1
    assert page.spoken.objections[0].text("answer") == "So the finding says."


def expert(bench: Workbench, name: str, *interests: Interest) -> Expert:
    return Expert(
        name, "nl", "seconded", "A ministry", "finance", date(2026, 1, 1), None, interests, bench.clock()
    )


def test_a_declared_interest_leaves_recusal_alone(made: TestOffice, bench: Workbench) -> None:
    id = finding_of(made)
    stances.declare(
        now(bench), bench, expert(bench, "expert-four", Interest("network", "sat on its board")), "x"
    )
    with pytest.raises(Conflict, match="declared an interest in network"):
        cases.stance(now(bench), bench, id, "expert-four", Position.CONCUR, "")
    with pytest.raises(UsageError, match="which interest"):
        cases.stance(now(bench), bench, id, "expert-four", Position.RECUSED, "")
    cases.stance(now(bench), bench, id, "expert-four", Position.RECUSED, "Sat on its board.")
    for name, about in (("expert-seven", "Invented Network Ltd."), ("expert-eight", "INVENTED NETWORK")):
        stances.declare(now(bench), bench, expert(bench, name, Interest(about, "holds shares")), "x")
        with pytest.raises(Conflict, match="declared an interest"):
            cases.stance(now(bench), bench, id, name, Position.CONCUR, "")
    stances.declare(
        now(bench), bench, expert(bench, "expert-five", Interest("elsewhere", "owns a house")), "x"
    )
    cases.stance(now(bench), bench, id, "expert-five", Position.CONCUR, "")


def test_what_experts_declare_is_shown_to_the_coordinator_and_to_themselves(
    made: TestOffice, bench: Workbench
) -> None:
    for name in ("expert-one", "expert-two"):
        access.add_user(now(bench), bench, name, "expert", Marking.parse("TLP:RED"))
        own = access.view_of_user(bench, name)
        stances.declare(own, bench, expert(bench, name), "mine")
    assert [one.name for one in stances.experts(now(bench), bench)] == ["expert-one", "expert-two"]
    own = access.view_of_user(bench, "expert-one")
    assert [one.name for one in stances.experts(own, bench)] == ["expert-one"]
    with pytest.raises(NotAllowed):
        stances.declare(own, bench, expert(bench, "expert-two"), "not mine")
    with pytest.raises(NotAllowed):
        cases.stance(own, bench, finding_of(made), "expert-two", Position.CONCUR, "")
    with pytest.raises(NotAllowed):
        namings.decide(own, bench, made.case, PARTY, True, "x")


def test_nobody_is_named_before_a_hearing(made: TestOffice, bench: Workbench) -> None:
    with pytest.raises(Conflict, match="no hearing of 'other' is on record"):
        namings.decide(now(bench), bench, made.case, OTHER, True, "x")
    id = namings.decide(now(bench), bench, made.case, OTHER, False, "It has not been heard.")
    with pytest.raises(Conflict, match="no hearing"):
        papers.change(now(bench), bench, id, Change({}, "named"), "x")
    cases.not_heard(now(bench), bench, made.case, OTHER, "It would endanger a source.")
    papers.change(now(bench), bench, id, Change({}, "named"), "The reason is on record.")
    (held,) = namings.namings(now(bench), bench, made.case)
    assert (held.named, held.kind, held.decided_by) == (True, "state", "operator")


def test_a_case_seen_whole(made: TestOffice, bench: Workbench) -> None:
    events = case_view.timeline(now(bench), bench, made.case)
    assert [one.on for one in events] == sorted(one.on for one in events)
    assert {"finding", "hearing", "deadline", "reply", "lead", "case", "stance"} <= {
        one.what for one in events
    }
    network = case_view.network(now(bench), bench, made.case)
    assert {one.caption for one in network.nodes} >= {"Invented Network", "Invented Bank One"}
    with pytest.raises(NotFound):
        case_view.timeline(now(bench), bench, "c-aaaaaaaa")


def test_deleted_evidence_stays_in_the_matrix_and_says_so(made: TestOffice, bench: Workbench) -> None:
    given = {"note": "Names.", "cites": made.cite("8 March 2017").typed, "credibility": "3"}
    papers.open_paper(now(bench), bench, made.case, "exhibit", given, "x")
    bench.vault.destroy(made.note, why="an order", by="operator", at=AT, signer=bench.keyring.current)
    (row,) = matrix.matrix(now(bench), bench, made.case).exhibits
    assert row.missing == "lawfully deleted on 2026-03-02 by operator: an order"


def test_a_first_report_prints_reply_and_dissent_and_its_cuts_can_be_told(
    made: TestOffice, bench: Workbench
) -> None:
    with pytest.raises(Conflict, match="no finding of this case is agreed"):
        case_report.write(now(bench), bench, made.case, "T/2026/9", "", "x")
    namings.decide(now(bench), bench, made.case, PARTY, True, "heard")
    cases.stance(now(bench), bench, finding_of(made), "expert-six", Position.RECUSED, "Sat on its board.")
    cases.agree(now(bench), bench, finding_of(made), "x")
    id = case_report.write(now(bench), bench, made.case, "T/2026/9", "", "x")
    with pytest.raises(Conflict, match="there is a report T/2026/9"):
        case_report.write(now(bench), bench, made.case, " T/2026/9", "", "x")
    shown = reports.report(now(bench), bench, id, Edition.PUBLIC)
    annex = shown.report.annexes[-1]
    said, recused = annex.blocks
    assert annex.title.startswith("Dissents") and "expert-one concurs with a reservation" in str(said)
    assert "expert-six takes no part: Sat on its board." in str(recused)
    assert "It has ended." in str(shown.report.sections[1])
    assert {one.rule for one in shown.problems if one.severity.value == "error"} <= {"reconstruction_as_fact"}
    assert _dissents_lost(bench, id) == []
    _retyped(bench, id, finding_of(made), "{no claim}")
    assert _dissents_lost(bench, id) == ["expert-one", "expert-six"]
    moved = moved_to_annex(shown.report, "hearings")
    (cut,) = cuts(shown.report, moved)
    assert (cut.section, cut.annex, cut.gone) == ("hearings", "cut-hearings", 0)
    (gone,) = cuts(shown.report, replace(moved, annexes=()))
    assert (gone.annex, gone.gone) == ("", 1)


def test_a_finding_worded_anew_parts_from_its_text_until_somebody_reads_it_again(
    made: TestOffice, bench: Workbench
) -> None:
    finding, id = _reported(made)

    def told() -> list[tuple[str, str]]:
        return _told(bench, id, "finding_reworded")

    assert told() == []
    cases.move_finding(now(bench), bench, finding, "draft", "a word is wrong")
    held = findings.finding(now(bench), bench, finding).finding
    typed = findings.typed(held) | {"assertion": "Another thing was found."}
    findings.revise(now(bench), bench, finding, findings.read_draft(typed, {}), "x")
    (parted, lapsed) = told()
    assert parted[0] == "error" and "worded anew" in parted[1]
    assert lapsed[0] == "warning" and lapsed[1].startswith("expert-one had a reservation")
    block = next(b for b in editing.desk(now(bench), bench, id, "findings").blocks if b.parted)
    assert block.parted == (finding,)
    editing.put(now(bench), bench, id, block.id, Draft(block.text, block.cites, block.seen))
    assert told() == [lapsed]
    cases.stance(now(bench), bench, finding, "expert-one", Position.CONCUR, "")
    assert told() == []


def test_what_was_agreed_is_undone_by_whoever_decides(made: TestOffice, bench: Workbench) -> None:
    cases.agree(now(bench), bench, finding_of(made), "x")
    access.add_user(now(bench), bench, "anna", "expert", Marking.parse("TLP:RED"))
    anna = access.view_of_user(bench, "anna")
    for target in ("draft", "withdrawn"):
        with pytest.raises(NotAllowed):
            cases.move_finding(anna, bench, finding_of(made), target, "x")
    cases.move_finding(now(bench), bench, finding_of(made), "draft", "x")
    cases.move_finding(anna, bench, finding_of(made), "withdrawn", "not agreed, so anybody's")


def test_an_objection_after_the_finding_was_agreed_waits_for_its_answer(
    made: TestOffice, bench: Workbench
) -> None:
    finding, id = _reported(made)
    said = {"finding": finding, "by": "expert-one", "text": "It is another bank."}
    objection = papers.open_paper(now(bench), bench, made.case, "objection", said, "x")

    def told() -> list[str]:
        return [text for _, text in _told(bench, id, "objection_unanswered")]

    assert told() == ["the objection of expert-one to this finding has no answer"]
    answer = {"answer": "The note names it.", "answered_by": "expert-one"}
    papers.change(now(bench), bench, objection, Change(answer, "answered"), "x")
    assert told() == []


def _reported(made: TestOffice) -> tuple[str, str]:
    """The case's finding, agreed to and its party named, and the first report of it."""
    bench, finding = made.bench, finding_of(made)
    namings.decide(now(bench), bench, made.case, PARTY, True, "heard")
    cases.agree(now(bench), bench, finding, "x")
    return finding, case_report.write(now(bench), bench, made.case, "T/2026/9", "", "x")


def _told(bench: Workbench, report: str, rule: str) -> list[tuple[str, str]]:
    """What a rule says of the public edition: how severe, and in words."""
    found = reports.lint(now(bench), bench, report, Edition.PUBLIC)
    return [(one.severity.value, one.text) for one in found if one.rule == rule]


def _dissents_lost(bench: Workbench, report: str) -> list[str]:
    found = reports.lint(now(bench), bench, report, Edition.PUBLIC)
    return [one.text.split()[0] for one in found if one.rule == "dissent_not_printed"]


def _retyped(bench: Workbench, report: str, finding: str, marks: str) -> None:
    """The paragraph of a finding typed anew with other marks on its sentence."""
    desk = editing.desk(now(bench), bench, report, "findings")
    block = next(one for one in desk.blocks if one.id == f"p-{finding}")
    first, _, rest = block.text.partition("{")
    typed = f"{first}{marks}{rest.partition('}')[2]}"
    editing.put(now(bench), bench, report, block.id, Draft(typed, block.cites, block.seen))


def test_a_first_report_is_for_those_who_may_see_the_case_and_names_none_but_the_named(
    made: TestOffice, bench: Workbench
) -> None:
    namings.decide(now(bench), bench, made.case, PARTY, False, "it ended in time")
    cases.agree(now(bench), bench, finding_of(made), "x")
    case_marking.mark_case(now(bench), bench, made.case, Marking.parse("TLP:AMBER"), "a source")
    id = case_report.write(now(bench), bench, made.case, "T/2026/10", "", "x")
    shown = reports.report(now(bench), bench, id, Edition.INTERNAL)
    assert "A party replied on 18 February 2017" in str(shown.report.sections)
    assert PARTY.name not in " ".join(at.sentence.text for at in sentences(shown.report))
    assert "number_without_source" not in {one.rule for one in shown.problems}
    public = reports.report(now(bench), bench, id, Edition.PUBLIC)
    assert not list(sentences(public.report)) and public.report.title == "A report of findings"
    assert "annex-measures" not in {annex.id for annex in public.report.annexes}


def test_once_experts_declared_none_but_they_take_a_stance(made: TestOffice, bench: Workbench) -> None:
    id = finding_of(made)
    cases.stance(now(bench), bench, id, "expert-nine", Position.CONCUR, "")
    stances.declare(now(bench), bench, expert(bench, "expert-two"), "x")
    with pytest.raises(UsageError, match="no expert here is called 'expert-nobody'"):
        cases.stance(now(bench), bench, id, "expert-nobody", Position.CONCUR, "")
    cases.stance(now(bench), bench, id, "expert-two", Position.CONCUR, "")
