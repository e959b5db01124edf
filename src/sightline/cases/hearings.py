"""The opportunity to reply: the letter, the answers, how it ended, or why none was given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.cases import reading
from sightline.cases.shapes import party as party_shape
from sightline.cases.workflow import HEARING, NEW, legal
from sightline.errors import Conflict, UsageError
from sightline.model.casework import Hearing, Outcome, Party, Reply
from sightline.model.citation import Citation
from sightline.model.view import View
from sightline.office.act import Act
from sightline.office.guard import GuardedSession
from sightline.office.ids import Entropy, long_id, random_id
from sightline.office.tables import HearingEventRow, HearingRow


@dataclass(frozen=True, slots=True)
class Letter:
    """What was sent: the stored letter, when, how, and by when an answer was asked for."""

    sent_on: date
    channel: str
    deadline: date
    citation: Citation


def open_with_letter(
    view: View,
    session: GuardedSession,
    case_id: str,
    party: Party,
    letter: Letter,
    act: Act,
    entropy: Entropy,
) -> str:
    """Record the letter that was sent; the hearing's id. A party has one hearing in a case.

    Where none was given to the party, or nobody answered yet, its hearing goes on with this letter;
    `Conflict` naming it where it was answered or has ended.
    """
    hearing_id = _going_on(view, session, case_id, party, act)
    hearing_id = hearing_id or _open(view, session, case_id, party, act, entropy)
    send_letter(view, session, hearing_id, letter, act, entropy)
    return hearing_id


def open_not_given(
    view: View,
    session: GuardedSession,
    case_id: str,
    party: Party,
    act: Act,
    entropy: Entropy,
) -> str:
    """Record that a party was given no opportunity: the reason is `act.why`, the decider `act.by`."""
    if not act.why.strip():
        raise UsageError("without an opportunity to reply there must be a reason")
    if held := _held(view, session, case_id, party, act):
        raise _second(held)
    hearing_id = _open(view, session, case_id, party, act, entropy)
    body = {"outcome": Outcome.NOT_GIVEN.value, "reason": act.why}
    _add(view, session, hearing_id, "not_given", body, act, entropy)
    return hearing_id


def send_letter(
    view: View, session: GuardedSession, hearing_id: str, letter: Letter, act: Act, entropy: Entropy
) -> None:
    """Record a letter: the first, a reminder, or one with a new deadline."""
    _add(view, session, hearing_id, "letter", _letter_body(letter), act, entropy)


def record_reply(
    view: View, session: GuardedSession, hearing_id: str, reply: Reply, act: Act, entropy: Entropy
) -> None:
    """Record an answer: the stored item it arrived as and what it says in one sentence.

    `UsageError` for one that came before the first letter was sent.
    """
    held = reading.hearing(reading.by_then(view, act.at), session, hearing_id)
    _require_after(held, reply)
    _add(view, session, hearing_id, "reply", _reply_body(reply), act, entropy)


def correct_letter(
    view: View,
    session: GuardedSession,
    hearing_id: str,
    letter: Letter,
    act: Act,
    entropy: Entropy,
) -> None:
    """Put the newest letter right, also after an outcome; the wrong entry and the reason stay on record."""
    held, letters, _ = _entries(view, session, hearing_id, "letter", act)
    if not letters:
        raise UsageError("no letter is on record", remedy="record the letter first")
    _correct(session, hearing_id, held, letters[-1], _letter_body(letter), act, entropy)


def correct_reply(
    view: View,
    session: GuardedSession,
    hearing_id: str,
    which: int,
    reply: Reply | None,
    act: Act,
    entropy: Entropy,
) -> None:
    """Put a reply right, the first being 1; without a reply it is struck, as when it was another party's."""
    held, replies, called = _entries(view, session, hearing_id, "reply", act)
    wrong = next((one for one in replies if called[one.number] == which), None)
    if wrong is None:
        there = ", ".join(str(called[one.number]) for one in replies) or "none"
        raise UsageError(f"there is no reply {which}", remedy=f"on record: {there}")
    if reply is not None:
        _require_after(reading.hearing(reading.by_then(view, act.at), session, hearing_id), reply)
    body = _reply_body(reply) if reply is not None else {"struck": True}
    _correct(session, hearing_id, held, wrong, body, act, entropy)


def record_outcome(
    view: View, session: GuardedSession, hearing_id: str, outcome: Outcome, act: Act, entropy: Entropy
) -> None:
    """Record how a hearing ended; what that rests on is `act.why`, who decided so `act.by`."""
    if outcome is Outcome.NOT_GIVEN:
        raise UsageError("a letter was sent, so an opportunity was given")
    if not act.why.strip():
        raise UsageError("an outcome says what it rests on")
    held = reading.hearing(reading.by_then(view, act.at), session, hearing_id)
    if outcome is Outcome.NO_REPLY and held.replies:
        raise UsageError("there is a reply on record")
    if outcome is Outcome.NO_REPLY and held.deadline is not None and held.deadline >= act.at.date():
        raise UsageError("the deadline has not passed", remedy=f"wait until after {held.deadline}")
    if outcome in (Outcome.REPLIED, Outcome.CONTESTED) and not held.replies:
        raise UsageError("there is no reply on record", remedy="record the reply first")
    body = {"outcome": outcome.value, "reason": act.why}
    _add(view, session, hearing_id, "outcome", body, act, entropy)


def _require_after(held: Hearing, reply: Reply) -> None:
    if held.sent_on is not None and reply.received_on < held.sent_on:
        raise UsageError(
            f"a reply of {reply.received_on} came before the letter of {held.sent_on}",
            place="received_on",
            remedy="correct the day, or cite what came before it as evidence of its own",
        )


def _letter_body(letter: Letter) -> dict[str, Any]:
    if letter.deadline <= letter.sent_on:
        raise UsageError(
            f"the deadline, {letter.deadline}, is not after the day the letter was sent, {letter.sent_on}",
            remedy="give a later deadline, or correct the day it was sent",
        )
    return {
        "sent_on": letter.sent_on.isoformat(),
        "channel": letter.channel,
        "deadline": letter.deadline.isoformat(),
        "cite": letter.citation.as_json(),
    }


def _reply_body(reply: Reply) -> dict[str, Any]:
    if not reply.summary.strip():
        raise UsageError("say in one sentence what the reply says")
    return {
        "received_on": reply.received_on.isoformat(),
        "cite": reply.citation.as_json(),
        "summary": reply.summary,
    }


def _entries(
    view: View, session: GuardedSession, hearing_id: str, kind: str, act: Act
) -> tuple[int, list[reading.Entry], dict[int, int]]:
    """How many rows a hearing has, its entries of a kind as they hold, and what each is called."""
    then = reading.by_then(view, act.at)
    held = reading.events(then, session, reading.hearing_row(then, session, hearing_id).id)
    standing = [one for one in reading.standing(held) if one.kind == kind]
    return len(held), standing, reading.numbers(held)


def _correct(
    session: GuardedSession,
    hearing_id: str,
    held: int,
    wrong: reading.Entry,
    body: dict[str, Any],
    act: Act,
    entropy: Entropy,
) -> None:
    if not act.why.strip():
        raise UsageError("a correction says what was wrong")
    told = {"number": held + 1, "corrects": wrong.number, "why": act.why}
    _write(session, hearing_id, wrong.kind, body | told, act, entropy)


def _held(view: View, session: GuardedSession, case_id: str, party: Party, act: Act) -> Hearing | None:
    """The hearing of a party in a case."""
    case = reading.case(reading.by_then(view, act.at), session, case_id)
    return next((one for one in case.heard if one.party.id == party.id), None)


def _going_on(view: View, session: GuardedSession, case_id: str, party: Party, act: Act) -> str:
    """The hearing that a letter continues; nothing where the party has none."""
    held = _held(view, session, case_id, party, act)
    if held is not None and (held.replies or held.outcome not in (None, Outcome.NOT_GIVEN)):
        raise _second(held)
    return held.id if held else ""


def _second(held: Hearing) -> Conflict:
    return Conflict(
        f"{held.party.name} has a hearing in this case: {held.id}",
        remedy=f"record what follows on that one, as `sightline hearing reply {held.id}` or `outcome`",
    )


def _open(view: View, session: GuardedSession, case_id: str, party: Party, act: Act, entropy: Entropy) -> str:
    reading.case_row(reading.by_then(view, act.at), session, case_id)
    hearing_id = random_id("h", entropy)
    session.add(
        HearingRow(
            id=hearing_id,
            case_id=case_id,
            party=party_shape(party),
            opened_by=act.by,
            opened_at=act.at,
        )
    )
    session.flush()
    return hearing_id


def _add(
    view: View,
    session: GuardedSession,
    hearing_id: str,
    kind: str,
    body: dict[str, Any],
    act: Act,
    entropy: Entropy,
) -> None:
    then = reading.by_then(view, act.at)
    held = reading.events(then, session, reading.hearing_row(then, session, hearing_id).id)
    steps = reading.standing(held)
    legal(HEARING, steps[-1].kind if steps else NEW, kind)
    _write(session, hearing_id, kind, body | {"number": len(held) + 1}, act, entropy)


def _write(
    session: GuardedSession, hearing_id: str, kind: str, body: dict[str, Any], act: Act, entropy: Entropy
) -> None:
    row = HearingEventRow(
        id=long_id(entropy), hearing_id=hearing_id, kind=kind, at=act.at, by=act.by, body=body
    )
    session.add(row)
    session.flush()
