from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.cases import casefile, findings, hearings, reading
from sightline.cases.casefile import NewCase
from sightline.errors import Conflict, NotFound, UsageError
from sightline.model.casework import Case
from sightline.model.marking import PUBLIC, Marking
from tests.cases.conftest import BOTH, Desk
from tests.cases.sample import BANK, LETTER, REPLY, WORDING, cite

AMBER = Marking.parse("TLP:AMBER//FINANCE")


def move(desk: Desk, *targets: str) -> None:
    for minutes, target in enumerate(targets, 1):
        with desk.office.write(desk.view()) as session:
            casefile.move_case(
                desk.view(),
                session,
                desk.case,
                target,
                desk.act(f"to {target}", minutes=minutes),
                desk.entropy,
            )


def read(desk: Desk, minutes: int = 60) -> Case:
    with desk.office.read(desk.view()) as session:
        return reading.case(desk.view(minutes=minutes), session, desk.case)


def finding(desk: Desk) -> str:
    with desk.office.write(desk.view()) as session:
        return findings.record(desk.view(), session, desk.case, WORDING, desk.act(), desk.entropy)


def test_a_new_case_is_open_and_its_id_tells_nothing(desk: Desk) -> None:
    held = read(desk)
    assert held.id.startswith("c-") and len(held.id) == 10
    assert (held.title, held.state, held.entities) == ("A bank", "opened", ("x-1",))


def test_every_move_is_a_row_that_says_who_when_and_why(desk: Desk) -> None:
    move(desk, "investigating", "dismissed", "investigating")
    held = read(desk)
    assert held.state == "investigating"
    assert [(m.origin, m.target, m.by, m.why) for m in held.moves][1:3] == [
        ("opened", "investigating", "expert-a", "to investigating"),
        ("investigating", "dismissed", "expert-a", "to dismissed"),
    ]


def test_a_case_is_read_as_it_was_known(desk: Desk) -> None:
    move(desk, "investigating", "dismissed")
    assert read(desk, minutes=1).state == "investigating"
    assert read(desk, minutes=2).state == "dismissed"
    with pytest.raises(NotFound):
        read(desk, minutes=-1)


def test_an_illegal_move_is_a_conflict_and_leaves_no_row(desk: Desk) -> None:
    with pytest.raises(Conflict):
        move(desk, "concluded")
    assert len(read(desk).moves) == 1


def test_a_move_has_a_reason(desk: Desk) -> None:
    with pytest.raises(UsageError), desk.office.write(desk.view()) as session:
        act = replace(desk.act(), why=" ")
        casefile.move_case(desk.view(), session, desk.case, "investigating", act, desk.entropy)


def test_parties_are_asked_about_a_finding_and_nothing_else(desk: Desk) -> None:
    move(desk, "investigating")
    with pytest.raises(Conflict, match="finding"):
        move(desk, "hearing")
    finding(desk)
    move(desk, "hearing")
    assert read(desk).state == "hearing"


def test_a_case_is_not_concluded_before_every_party_was_heard(desk: Desk) -> None:
    finding(desk)
    move(desk, "investigating", "hearing")
    assert casefile.unheard(read(desk), desk.act()) == ("Invented Bank One",)
    with pytest.raises(Conflict, match="hearing on record"):
        move(desk, "concluded")
    with desk.office.write(desk.view()) as session:
        hearing = hearings.open_with_letter(
            desk.view(), session, desk.case, BANK, LETTER, desk.act(), desk.entropy
        )
        hearings.record_reply(desk.view(), session, hearing, REPLY, desk.act(), desk.entropy)
    move(desk, "concluded")
    assert read(desk).state == "concluded"


def test_leads_carry_their_citations(desk: Desk) -> None:
    with desk.office.write(desk.view()) as session:
        casefile.add_lead(
            desk.view(), session, desk.case, "A press text names it.", (cite(),), desk.act(), desk.entropy
        )
    assert [(lead.text, lead.cites, lead.added_by) for lead in read(desk).leads] == [
        ("A press text names it.", (cite(),), "expert-a")
    ]


@pytest.mark.parametrize("office", BOTH, indirect=True)
def test_a_case_one_may_not_see_is_not_there(desk: Desk) -> None:
    cleared = desk.view(AMBER)
    with desk.office.write(cleared) as session:
        secret = casefile.open_case(
            cleared, session, NewCase("Secret", "", AMBER), desk.act(minutes=3), desk.entropy
        )
    with desk.office.read(cleared) as session:
        assert [case.title for case in reading.cases(cleared, session)] == ["A bank", "Secret"]
    with desk.office.read(desk.view()) as session:
        assert [case.title for case in reading.cases(desk.view(), session)] == ["A bank"]
        with pytest.raises(NotFound):
            reading.case(desk.view(), session, secret)
    with pytest.raises(NotFound), desk.office.write(desk.view()) as session:
        casefile.add_lead(desk.view(), session, secret, "x", (), desk.act(minutes=4), desk.entropy)


def test_a_case_has_a_title(desk: Desk) -> None:
    with pytest.raises(UsageError), desk.office.write(desk.view()) as session:
        casefile.open_case(desk.view(), session, NewCase(" ", "", PUBLIC), desk.act(), desk.entropy)
