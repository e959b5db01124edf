"""Hearings of a case: the letter, the reply, how it ended or why none was given; and who may be named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from litestar import get
from litestar.response import Response

from sightline.cases.hearings import Letter
from sightline.errors import NotFound, UsageError
from sightline.model.casework import Case, Hearing, Outcome, Party, PartyKind, Reply
from sightline.service import access, case_view, cases, hearing_letters, namings
from sightline.service.findings import cited
from sightline.service.hearing_letters import Order
from sightline.web.cases import gone
from sightline.web.form_token import Asked
from sightline.web.items import download
from sightline.web.page import Fields, Goto, Page, form, page, threaded
from sightline.web.reports import MEDIA
from sightline.web.tried import tried
from sightline.web.visit import Visit, day

TEMPLATE = "case_hearings.html"
FIELDS = ("sent_on", "channel", "deadline", "cite", "received_on", "summary", "outcome", "why", "which")
EMPTY = dict.fromkeys((*FIELDS, "kind", "named"), "")
ACTS = ("draft", "letter", "remind", "reply", "outcome", "waive", "name", "fix-letter", "fix-reply")


@page("/cases/{id:str}/hearings", TEMPLATE)
def every(visit: Visit) -> Page:
    """Every party the findings name, how its hearing stands, and whether it may be named."""
    return _hearings(visit, {}, visit.text("do"), visit.text("party"))


@form("/cases/{id:str}/hearings", TEMPLATE)
def act(visit: Visit, sent: Fields) -> Page | Goto:
    """Record a letter, reminder, reply or outcome, why none was given, a naming decision, or a correction."""
    id, party = visit.parameters["id"], sent.get("party", "")
    doing = sent.get("do", "")

    def work() -> Goto:
        case = cases.case(visit.view, visit.bench, id)
        if doing not in _WORK:
            raise UsageError(f"not known: {doing!r}")
        _WORK[doing](visit, case, _party(case, party), sent)
        return Goto(f"/cases/{id}/hearings")

    return tried(work, lambda problem: _hearings(visit, sent, doing, party))


def _party(case: Case, id: str) -> Party:
    known = [party for finding in case.findings for party in finding.parties]
    known += [hearing.party for hearing in case.hearings]
    for one in known:
        if one.id == id:
            return one
    raise UsageError(f"no finding of this case names {id!r}")


def _hearing(case: Case, party: Party) -> str:
    found = [one.id for one in case.heard if one.party.id == party.id]
    if not found:
        raise UsageError("no letter is on record", remedy="record the letter first")
    return found[-1]


def _day(sent: Fields, name: str) -> date:
    found = day(sent.get(name, ""))
    if found is None:
        raise UsageError("a day is missing", place=name, remedy="write it as 2026-03-02")
    return found


def _sent(sent: Fields) -> Letter:
    channel = sent.get("channel", "").strip() or "letter"
    return Letter(
        _day(sent, "sent_on"),
        channel,
        _day(sent, "deadline"),
        cited(sent.get("cite", "")),
    )


def _letter(visit: Visit, case: Case, party: Party, sent: Fields) -> None:
    cases.hear(visit.view, visit.bench, case.id, party, _sent(sent))


def _remind(visit: Visit, case: Case, party: Party, sent: Fields) -> None:
    cases.remind(visit.view, visit.bench, _hearing(case, party), _sent(sent))


def _reply(visit: Visit, case: Case, party: Party, sent: Fields) -> None:
    cases.reply(visit.view, visit.bench, _hearing(case, party), _answer(sent))


def _answer(sent: Fields) -> Reply:
    return Reply(_day(sent, "received_on"), cited(sent.get("cite", "")), sent.get("summary", "").strip())


def _fix_letter(visit: Visit, case: Case, party: Party, sent: Fields) -> None:
    why = sent.get("why", "").strip()
    cases.correct_letter(visit.view, visit.bench, _hearing(case, party), _sent(sent), why)


def _fix_reply(visit: Visit, case: Case, party: Party, sent: Fields) -> None:
    which, why = sent.get("which", ""), sent.get("why", "").strip()
    if not which.isdigit():
        raise UsageError("which reply?", place="which", remedy="the first is 1")
    answer = None if sent.get("struck") == "yes" else _answer(sent)
    cases.correct_reply(visit.view, visit.bench, _hearing(case, party), int(which), answer, why)


def _outcome(visit: Visit, case: Case, party: Party, sent: Fields) -> None:
    if sent.get("outcome") not in list(Outcome):
        raise UsageError("how did it end?", place="outcome")
    why = sent.get("why", "").strip()
    cases.outcome(visit.view, visit.bench, _hearing(case, party), Outcome(sent["outcome"]), why)


def _waive(visit: Visit, case: Case, party: Party, sent: Fields) -> None:
    cases.not_heard(visit.view, visit.bench, case.id, party, sent.get("why", "").strip())


def _name(visit: Visit, case: Case, party: Party, sent: Fields) -> None:
    kind = sent.get("kind", "")
    if kind not in list(PartyKind):
        raise UsageError("named as what?", place="kind", remedy="use one of " + ", ".join(PartyKind))
    chosen = Party(party.id, party.name, PartyKind(kind), party.entity)
    named, why = sent.get("named") == "yes", sent.get("why", "").strip()
    namings.decide(visit.view, visit.bench, case.id, chosen, named, why)


_WORK: dict[str, Callable[[Visit, Case, Party, Fields], None]] = {
    "letter": _letter,
    "remind": _remind,
    "reply": _reply,
    "outcome": _outcome,
    "waive": _waive,
    "name": _name,
    "fix-letter": _fix_letter,
    "fix-reply": _fix_reply,
}


def _recorded(hearing: Hearing | None, doing: str, which: str) -> Fields:
    """What is on record of the entry that is put right, to be changed where it is wrong."""
    if hearing is None or not doing.startswith("fix-"):
        return {}
    if doing == "fix-letter" and hearing.letters:
        newest = hearing.letters[-1]
        return {
            "sent_on": newest.sent_on.isoformat(),
            "channel": newest.channel,
            "deadline": newest.deadline.isoformat(),
            "cite": newest.letter.typed,
        }
    said = next((one for one in hearing.replies if str(one.number) == which), None)
    if doing == "fix-reply" and said is not None:
        return {
            "which": which,
            "received_on": said.received_on.isoformat(),
            "cite": said.citation.typed,
            "summary": said.summary,
        }
    return {}


def _hearings(visit: Visit, typed: Fields, doing: str, party: str) -> Page:
    view, bench, id = visit.view, visit.bench, visit.parameters["id"]
    case = cases.case(view, bench, id)
    named = [each for finding in case.findings for each in finding.parties]
    parties = {one.id: one for one in (*named, *(h.party for h in case.hearings))}
    may, may_decide = access.may(view, bench, cases.INVESTIGATE), access.may(view, bench, "decide")
    doing = doing if may and doing in ACTS and party in parties else ""
    heard = {one.party.id: one for one in case.heard}
    body: dict[str, object] = {
        "case_id": id,
        "parties": tuple(parties.values()),
        "hearings": case.hearings,
        "namings": namings.namings(view, bench, id),
        "problem": None,
    }
    drawn: dict[str, object] = {
        "case": case,
        "heard": heard,
        "further": tuple(one for one in case.hearings if one not in case.heard),
        "decided": {one.party: one for one in namings.namings(view, bench, id)},
        "may": may,
        "may_decide": may_decide,
        "doing": doing,
        "party": party,
        "typed": EMPTY | dict(_recorded(heard.get(party), doing, visit.text("which"))) | typed,
        "kinds": tuple(PartyKind),
        "outcomes": tuple(one for one in Outcome if one is not Outcome.NOT_GIVEN),
        "citable": case_view.citable(view, bench, id) if doing else (),
        "deleted": gone(visit, case),
    }
    return Page(case.title, body, drawn)


@get("/cases/{id:str}/letter/{format:str}", include_in_schema=False)
@threaded
def letter(request: Asked) -> Response[bytes]:
    """The letter that gives a party the opportunity to reply, to keep. Nothing is recorded by making it."""
    visit = Visit.of(request)
    kind, deadline = visit.parameters["format"], visit.day("deadline")
    if kind not in hearing_letters.FORMATS:
        raise NotFound(f"no format {kind!r}")
    if deadline is None:
        raise UsageError("by when is an answer asked for?", remedy="give a day")
    order = Order(deadline, visit.text("contact") or "the office", visit.text("signatory") or visit.view.user)
    made = hearing_letters.draft(
        visit.view, visit.bench, visit.parameters["id"], visit.text("party"), order, [kind]
    )
    return download(made.files[kind], f"opportunity-to-reply-{made.party.id}.{kind}", MEDIA[kind])


HANDLERS = (every, act, letter)
