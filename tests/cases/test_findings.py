from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.cases import findings, reading
from sightline.cases.shapes import Wording
from sightline.errors import Conflict, NotFound, UsageError
from sightline.model.casework import Finding, Position, Standard
from tests.cases.conftest import Desk
from tests.cases.sample import WORDING, proof


def record(desk: Desk, worded: Wording = WORDING) -> str:
    with desk.office.write(desk.view()) as session:
        return findings.record(desk.view(), session, desk.case, worded, desk.act(), desk.entropy)


def revise(desk: Desk, finding: str, worded: Wording, minutes: int) -> int:
    with desk.office.write(desk.view()) as session:
        return findings.revise(desk.view(), session, finding, worded, desk.act(minutes=minutes))


def move(desk: Desk, finding: str, *targets: str) -> None:
    for minutes, target in enumerate(targets, 10):
        with desk.office.write(desk.view()) as session:
            findings.move(desk.view(), session, finding, target, desk.act(minutes=minutes))


def read(desk: Desk, finding: str, minutes: int = 60) -> Finding:
    with desk.office.read(desk.view()) as session:
        return reading.finding(desk.view(minutes=minutes), session, finding)


def state(desk: Desk, finding: str) -> str:
    with desk.office.read(desk.view()) as session:
        return reading.finding_state(desk.view(), session, finding)


def test_a_finding_is_recorded_as_a_draft(desk: Desk) -> None:
    finding = record(desk)
    held = read(desk, finding)
    assert finding.startswith("f-")
    assert (held.assertion, held.measures, held.case) == (WORDING.assertion, ("1718-8d",), desk.case)
    assert held.evidence == WORDING.evidence
    assert state(desk, finding) == "draft"


def test_earlier_wordings_stay_on_record(desk: Desk) -> None:
    finding = record(desk)
    assert revise(desk, finding, replace(WORDING, assertion="It may have served it."), 5) == 2
    assert read(desk, finding).assertion == "It may have served it."
    assert read(desk, finding, minutes=4).assertion == WORDING.assertion


def test_evidence_is_attached_once(desk: Desk) -> None:
    finding, against = record(desk), proof("s-2", weight="against")
    with desk.office.write(desk.view()) as session:
        findings.attach(desk.view(), session, finding, against, desk.act(minutes=1))
    assert read(desk, finding).evidence == (proof(), against)
    with pytest.raises(UsageError), desk.office.write(desk.view()) as session:
        findings.attach(desk.view(), session, finding, against, desk.act(minutes=2))


UNPROVEN = {
    "claimed above met": replace(WORDING, met=Standard.ASSESSED),
    "no evidence": replace(WORDING, evidence=()),
    "evidence against alone": replace(WORDING, evidence=(proof(weight="against"),)),
}


@pytest.mark.parametrize("worded", UNPROVEN.values(), ids=list(UNPROVEN))
def test_what_is_not_proven_is_not_agreed(desk: Desk, worded: Wording) -> None:
    finding = record(desk, worded)
    with pytest.raises(Conflict, match="standard"):
        move(desk, finding, "agreed")
    assert state(desk, finding) == "draft"


def test_an_agreed_finding_is_opened_before_it_is_revised(desk: Desk) -> None:
    finding = record(desk)
    move(desk, finding, "agreed")
    with pytest.raises(Conflict):
        revise(desk, finding, WORDING, 20)
    move(desk, finding, "draft")
    assert revise(desk, finding, WORDING, 20) == 4


def test_a_withdrawn_finding_leaves_the_case_but_not_the_record(desk: Desk) -> None:
    finding = record(desk)
    move(desk, finding, "withdrawn")
    with desk.office.read(desk.view()) as session:
        assert reading.case(desk.view(), session, desk.case).findings == ()
        assert reading.findings(desk.view(), session) == ()
        assert [f.id for f in reading.findings(desk.view(), session, withdrawn=True)] == [finding]
    assert read(desk, finding).assertion == WORDING.assertion


def test_the_newest_stance_of_an_expert_holds(desk: Desk) -> None:
    finding = record(desk)
    taken = [
        ("expert-b", Position.DISSENT, "Not a service of finance."),
        ("expert-a", Position.CONCUR, ""),
        ("expert-b", Position.CONCUR, ""),
    ]
    for minutes, (by, position, text) in enumerate(taken):
        with desk.office.write(desk.view()) as session:
            act = desk.act(by=by, minutes=minutes)
            findings.take_stance(desk.view(), session, finding, position, text, act, desk.entropy)
    assert [(s.expert, s.position) for s in read(desk, finding).stances] == [
        ("expert-a", Position.CONCUR),
        ("expert-b", Position.CONCUR),
    ]
    assert [(s.expert, s.position) for s in read(desk, finding, minutes=1).stances] == [
        ("expert-a", Position.CONCUR),
        ("expert-b", Position.DISSENT),
    ]


def test_a_stance_is_about_the_wording_it_was_taken_on(desk: Desk) -> None:
    finding = record(desk)
    taken = [("expert-a", Position.CONCUR, ""), ("expert-b", Position.RECUSED, "Sat on its board.")]
    for by, position, text in taken:
        with desk.office.write(desk.view()) as session:
            act = desk.act(by=by, minutes=1)
            findings.take_stance(desk.view(), session, finding, position, text, act, desk.entropy)
    revise(desk, finding, replace(WORDING, limits="Two days are missing."), 2)
    held = read(desk, finding)
    assert ([one.expert for one in held.stances], held.lapsed) == (["expert-a", "expert-b"], ())
    revise(desk, finding, replace(WORDING, assertion="It ordered a transfer of arms."), 3)
    held = read(desk, finding)
    assert [one.expert for one in held.stances] == ["expert-b"]
    assert [(one.expert, one.position) for one in held.lapsed] == [("expert-a", Position.CONCUR)]
    assert read(desk, finding, minutes=2).lapsed == ()


@pytest.mark.parametrize("position", [Position.DISSENT, Position.RESERVE])
def test_a_dissent_says_why(desk: Desk, position: Position) -> None:
    finding = record(desk)
    with pytest.raises(UsageError), desk.office.write(desk.view()) as session:
        findings.take_stance(desk.view(), session, finding, position, " ", desk.act(), desk.entropy)


WRONG = {
    "asserts nothing": replace(WORDING, assertion=" "),
    "no measure": replace(WORDING, measures=()),
    "neither for nor against": replace(WORDING, evidence=(proof(weight="maybe"),)),
    "credibility 0": replace(WORDING, evidence=(proof(grade="B0"),)),
    "credibility 7": replace(WORDING, evidence=(proof(grade="B7"),)),
}


@pytest.mark.parametrize("worded", WRONG.values(), ids=list(WRONG))
def test_what_is_no_finding_is_refused(desk: Desk, worded: Wording) -> None:
    with pytest.raises(UsageError):
        record(desk, worded)


def test_no_such_finding(desk: Desk) -> None:
    with pytest.raises(NotFound):
        read(desk, "f-aaaaaaaa")
