from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sightline.cases import hearings, reading
from sightline.errors import Conflict, UsageError
from sightline.model.casework import Hearing, Outcome
from tests.cases.conftest import Desk
from tests.cases.sample import BANK, LETTER, REPLY, cite


def write(desk: Desk, step: Callable[..., Any], *given: Any, why: str = "a reason", minutes: int = 0) -> Any:
    act = desk.act(why, minutes=minutes)
    with desk.office.write(desk.view()) as session:
        return step(desk.view(), session, *given, act, desk.entropy)


def heard(desk: Desk) -> str:
    return str(write(desk, hearings.open_with_letter, desk.case, BANK, LETTER))


def read(desk: Desk, hearing: str, minutes: int = 60) -> Hearing:
    with desk.office.read(desk.view()) as session:
        return reading.hearing(desk.view(minutes=minutes), session, hearing)


def test_a_letter_opens_a_hearing(desk: Desk) -> None:
    held = read(desk, heard(desk))
    assert held.id.startswith("h-")
    assert (held.party, held.sent_on, held.deadline, held.channel, held.letter) == (
        BANK,
        LETTER.sent_on,
        LETTER.deadline,
        "registered mail",
        LETTER.citation,
    )
    assert held.outcome is None
    assert held.on_record(date(2026, 2, 6))
    assert not held.on_record(date(2026, 2, 5))


def test_replies_and_the_outcome_are_rows_in_the_order_recorded(desk: Desk) -> None:
    hearing = heard(desk)
    write(desk, hearings.record_reply, hearing, REPLY)
    write(desk, hearings.record_reply, hearing, replace(REPLY, summary="It ended the payments."))
    write(desk, hearings.record_outcome, hearing, Outcome.CURED_BEFORE, why="its bank confirmed", minutes=5)
    held = read(desk, hearing)
    assert [reply.summary for reply in held.replies] == ["It denies the payments.", "It ended the payments."]
    assert (held.outcome, held.reason, held.decided_by) == (
        Outcome.CURED_BEFORE,
        "its bank confirmed",
        "expert-a",
    )
    assert read(desk, hearing, minutes=4).outcome is None


def test_a_reminder_moves_the_deadline(desk: Desk) -> None:
    hearing = heard(desk)
    later = replace(LETTER, sent_on=date(2026, 2, 6), deadline=date(2026, 3, 1))
    write(desk, hearings.send_letter, hearing, later)
    held = read(desk, hearing)
    assert (held.sent_on, held.letter, held.deadline) == (LETTER.sent_on, LETTER.citation, date(2026, 3, 1))
    (again,) = held.reminders
    assert (again.sent_on, again.deadline) == (later.sent_on, later.deadline)


def test_a_late_reply_and_a_later_cure_are_taken(desk: Desk) -> None:
    hearing = heard(desk)
    write(desk, hearings.record_outcome, hearing, Outcome.NO_REPLY, why="silence", minutes=1)
    write(desk, hearings.record_reply, hearing, REPLY, minutes=2)
    write(desk, hearings.record_outcome, hearing, Outcome.CURED_AFTER, why="it ended", minutes=3)
    assert read(desk, hearing).outcome is Outcome.CURED_AFTER


def test_that_none_was_given_carries_reason_and_decider(desk: Desk) -> None:
    hearing = write(desk, hearings.open_not_given, desk.case, BANK, why="would endanger a source")
    held = read(desk, hearing)
    assert (held.outcome, held.reason, held.decided_by) == (
        Outcome.NOT_GIVEN,
        "would endanger a source",
        "expert-a",
    )
    assert held.on_record(date(2026, 3, 2))


def test_an_opportunity_may_be_given_after_all(desk: Desk) -> None:
    hearing = write(desk, hearings.open_not_given, desk.case, BANK, why="would endanger a source")
    write(desk, hearings.send_letter, hearing, LETTER, minutes=1)
    held = read(desk, hearing)
    assert (held.outcome, held.letter) == (None, cite("b"))


def test_a_letter_to_a_party_that_was_given_none_goes_on_with_its_hearing(desk: Desk) -> None:
    first = write(desk, hearings.open_not_given, desk.case, BANK, why="would endanger a source")
    again = write(desk, hearings.open_with_letter, desk.case, BANK, LETTER, minutes=1)
    held = read(desk, first)
    assert (again, held.outcome, held.letter) == (first, None, cite("b"))
    (put,) = held.corrections
    assert put.what == "not given (withdrawn): would endanger a source" and "after all" in put.why
    assert not read(desk, first, minutes=0).corrections


@pytest.mark.parametrize("answered", [False, True], ids=["while nobody answered", "once it was answered"])
def test_a_party_has_one_hearing_in_a_case(desk: Desk, answered: bool) -> None:
    first = heard(desk)
    if answered:
        write(desk, hearings.record_reply, first, REPLY, minutes=1)
        with pytest.raises(Conflict, match=first):
            write(desk, hearings.open_with_letter, desk.case, BANK, LETTER, minutes=2)
    else:
        assert write(desk, hearings.open_with_letter, desk.case, BANK, LETTER, minutes=2) == first
    with pytest.raises(Conflict, match=first):
        write(desk, hearings.open_not_given, desk.case, BANK, minutes=3)
    other = replace(BANK, id="another")
    assert write(desk, hearings.open_with_letter, desk.case, other, LETTER, minutes=4) != first


def test_of_several_hearings_in_older_records_the_one_that_went_furthest_holds(desk: Desk) -> None:
    first = heard(desk)
    second = write(desk, hearings._open, desk.case, BANK, minutes=1)
    write(desk, hearings.send_letter, second, LETTER, minutes=1)

    def holds() -> list[str]:
        with desk.office.read(desk.view()) as session:
            case = reading.case(desk.view(minutes=60), session, desk.case)
        assert len(case.hearings) == 2
        return [one.id for one in case.heard]

    assert holds() == [second]
    write(desk, hearings.record_reply, first, REPLY, minutes=2)
    assert holds() == [first]


def test_an_answer_without_a_letter_is_a_conflict(desk: Desk) -> None:
    hearing = write(desk, hearings.open_not_given, desk.case, BANK, why="would endanger a source")
    with pytest.raises(Conflict):
        write(desk, hearings.record_reply, hearing, REPLY)


REFUSED: dict[str, tuple[Callable[..., Any], tuple[Any, ...], str]] = {
    "an outcome that says not given": (hearings.record_outcome, (Outcome.NOT_GIVEN,), "a reason"),
    "an outcome without a reason": (hearings.record_outcome, (Outcome.CURED_BEFORE,), " "),
    "replied without a reply": (hearings.record_outcome, (Outcome.REPLIED,), "a reason"),
    "a deadline on the day it was sent": (
        hearings.send_letter,
        (replace(LETTER, deadline=LETTER.sent_on),),
        "a reason",
    ),
    "a reply before the letter": (
        hearings.record_reply,
        (replace(REPLY, received_on=LETTER.sent_on - timedelta(1)),),
        "a reason",
    ),
    "a reply that says nothing": (hearings.record_reply, (replace(REPLY, summary=" "),), "a reason"),
}


@pytest.mark.parametrize(("step", "given", "why"), REFUSED.values(), ids=list(REFUSED))
def test_refused(desk: Desk, step: Callable[..., Any], given: tuple[Any, ...], why: str) -> None:
    hearing = heard(desk)
    with pytest.raises(UsageError):
        write(desk, step, hearing, *given, why=why)


@pytest.mark.parametrize(("deadline", "legal"), [(date(2026, 3, 1), True), (date(2026, 3, 2), False)])
def test_silence_is_said_after_the_deadline(desk: Desk, deadline: date, legal: bool) -> None:
    hearing = write(desk, hearings.open_with_letter, desk.case, BANK, replace(LETTER, deadline=deadline))
    if legal:
        write(desk, hearings.record_outcome, hearing, Outcome.NO_REPLY)
    else:
        with pytest.raises(UsageError, match="deadline"):
            write(desk, hearings.record_outcome, hearing, Outcome.NO_REPLY)


def test_no_silence_beside_a_reply(desk: Desk) -> None:
    hearing = heard(desk)
    write(desk, hearings.record_reply, hearing, REPLY)
    with pytest.raises(UsageError, match="reply"):
        write(desk, hearings.record_outcome, hearing, Outcome.NO_REPLY)


def test_no_opportunity_needs_a_reason(desk: Desk) -> None:
    with pytest.raises(UsageError):
        write(desk, hearings.open_not_given, desk.case, BANK, why=" ")


def test_a_letter_is_put_right_after_the_outcome_and_the_wrong_entry_stays(desk: Desk) -> None:
    hearing = heard(desk)
    write(desk, hearings.record_outcome, hearing, Outcome.NO_REPLY, why="silence", minutes=1)
    right = replace(LETTER, channel="courier", citation=cite("reply"))
    write(desk, hearings.correct_letter, hearing, right, why="the wrong file was cited", minutes=2)
    held = read(desk, hearing)
    assert (held.channel, held.letter, held.outcome) == ("courier", cite("reply"), Outcome.NO_REPLY)
    (put,) = held.corrections
    assert (put.what, put.why, put.by) == ("letter 1", "the wrong file was cited", "expert-a")
    assert read(desk, hearing, minutes=1).letter == LETTER.citation
    write(desk, hearings.record_outcome, hearing, Outcome.CURED_AFTER, why="it ended", minutes=3)


def test_a_reply_is_put_right_and_one_that_was_none_is_struck(desk: Desk) -> None:
    hearing = heard(desk)
    write(desk, hearings.record_reply, hearing, REPLY)
    write(desk, hearings.record_reply, hearing, replace(REPLY, summary="Another party wrote this."))
    said = replace(REPLY, summary="It denies all.")
    write(desk, hearings.correct_reply, hearing, 1, said, why="too narrow", minutes=1)
    write(desk, hearings.correct_reply, hearing, 2, None, why="another party's", minutes=2)
    held = read(desk, hearing)
    assert [reply.summary for reply in held.replies] == ["It denies all."]
    assert [put.what for put in held.corrections] == ["reply 1", "reply 2 (struck)"]
    write(desk, hearings.correct_reply, hearing, 1, None, why="another party's too", minutes=3)
    write(desk, hearings.record_outcome, hearing, Outcome.NO_REPLY, why="silence", minutes=4)
    assert read(desk, hearing).replies == ()


CORRECTIONS = {
    "a reply there is not": (hearings.correct_reply, (2, REPLY), "no reply 2"),
    "an answer that says nothing": (hearings.correct_reply, (1, replace(REPLY, summary=" ")), "one sentence"),
    "a deadline before the letter": (
        hearings.correct_letter,
        (replace(LETTER, deadline=LETTER.sent_on),),
        "deadline",
    ),
}


@pytest.mark.parametrize(("step", "given", "told"), CORRECTIONS.values(), ids=CORRECTIONS)
def test_a_correction_is_held_to_what_it_corrects(
    desk: Desk, step: Callable[..., Any], given: tuple[Any, ...], told: str
) -> None:
    hearing = heard(desk)
    write(desk, hearings.record_reply, hearing, REPLY)
    with pytest.raises(UsageError, match=told):
        write(desk, step, hearing, *given)
    with pytest.raises(UsageError, match="what was wrong"):
        write(desk, hearings.correct_reply, hearing, 1, REPLY, why=" ")


def test_without_a_letter_there_is_none_to_put_right(desk: Desk) -> None:
    hearing = write(desk, hearings.open_not_given, desk.case, BANK, why="would endanger a source")
    with pytest.raises(UsageError, match="no letter"):
        write(desk, hearings.correct_letter, hearing, LETTER)
