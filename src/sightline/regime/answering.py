"""All measures to one question, and one answer: the strictest a rule gives, never firmer than the data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sightline.model.check import Candidate, Concern, Outcome, Question, Says, Verdict
from sightline.model.measure import Measure
from sightline.regime import asking, matching
from sightline.regime.asking import Asked
from sightline.regime.goods import search, traps
from sightline.regime.judging import judge
from sightline.regime.lookup import in_force
from sightline.regime.measure_files import load

STRICTEST = (Says.FORBIDDEN, Says.CANNOT_SAY, Says.APPROVAL, Says.LIMITED)
CANDIDATES = 5
"""codes a free text may mean that are shown"""
LOOKED_AT = 30
"""codes it may mean that are put to the rules, so that none of them is stricter than what is answered"""
NEAR, STILL_NEAR = 0.5, 0.75
"""a candidate is shown that scores at least this part of the best one's score; one beyond those shown counts
against a softer answer from there on"""


def answer(asked: Asked) -> Verdict:
    """The answer to a question as it was read. What could not be read makes it *cannot say*."""
    question = asked.question
    if question.goods and not question.hs and not _hs_asked_back(asked):
        return _by_words(asked)
    return _by_code(asked)


def _hs_asked_back(asked: Asked) -> bool:
    return any(problem.startswith("hs:") for problem in asked.problems)


def _by_code(asked: Asked, extra: Sequence[str] = ()) -> Verdict:
    question = asked.question
    concerns = [one for one in (judge(measure, question) for measure in in_force(question.on)) if one]
    deciding = tuple(sorted((one for one in concerns if one.says is not Says.WATCH), key=_order))
    watch = tuple(one for one in concerns if one.says is Says.WATCH)
    needs = [*asked.problems, *extra, *_not_asked_yet(_missing(question, deciding), asked)]
    needs += [need for one in deciding for need in one.needs]
    says = _together(deciding, bool(asked.problems or extra), _missing(question, deciding), question)
    if says is Says.FORBIDDEN:
        watch = ()
    notes = (*asked.notes, *traps.notes(question))
    return Verdict(says, tuple(dict.fromkeys(needs)), deciding, watch, notes)


def _not_asked_yet(missing: Sequence[str], asked: Asked) -> list[str]:
    """What is missing, without what is asked back anyway because it could not be read."""
    unread = {problem.partition(":")[0] for problem in asked.problems}
    about = "hs" in unread
    return [
        need
        for need in missing
        if need.partition(":")[0] not in unread and not (about and need.startswith("what it is about"))
    ]


def _together(deciding: Sequence[Concern], unread: bool, missing: Sequence[str], question: Question) -> Says:
    if unread:
        return Says.CANNOT_SAY
    said = {one.says for one in deciding}
    strictest = next((says for says in STRICTEST if says in said), Says.NOT_COVERED)
    if strictest is not Says.FORBIDDEN and (missing or traps.in_doubt(question)):
        return Says.CANNOT_SAY
    return strictest


def _order(one: Concern) -> tuple[int, str]:
    place = STRICTEST.index(one.says) if one.says in STRICTEST else len(STRICTEST)
    return place, one.id


def _missing(question: Question, deciding: Sequence[Concern]) -> list[str]:
    """What a question of its kind must say and this one does not."""
    missing = list(_nothing_asked(question))
    if (question.hs or question.goods) and not (question.source or question.origin or question.target):
        missing.append("from and to: where the goods come from and where they go")
    elif question.hs or question.goods:
        if not question.target and "kp" not in {question.source, question.origin}:
            missing.append("to: where the goods go")
        if not (question.source or question.origin) and question.target != "kp":
            missing.append("from: where the goods come from")
    if question.service and not _knows(question.service):
        missing.append(
            "service: in words of the rules, as in insurance, chartering, bunkering, loans, joint ventures; "
            f"none of them names {question.service!r}"
        )
    missing += [f"{one.kind} {one.asked}: {one.reason}" for one in question.screened if _open(one.outcome)]
    missing += [
        f"{one.kind} {one.asked}: whether it is {one.caption} of {one.list} ({one.reference}), whose "
        "measures are not in this data"
        for one in question.screened
        if not one.of_regime and one.outcome in {Outcome.LISTED, Outcome.ALERT}
    ]
    if question.facts and (lost := question.facts - {measure.id for measure in load()}):
        missing.append(f"facts: no measure is named {min(lost)!r}")
    return missing


def _open(outcome: Outcome) -> bool:
    return outcome is Outcome.NOT_ASKED


def _nothing_asked(question: Question) -> Iterable[str]:
    if not (question.hs or question.goods or question.service or question.screened):
        yield "what it is about: goods or their HS code, a service, a party or a vessel"


def _knows(service: str) -> bool:
    """Whether any rule of any day names the service."""
    asked = Question(on=load()[0].in_force_from, service=service)
    return any(matching.services(measure, asked) for measure in load())


# --- goods in words ---------------------------------------------------------------------------------


def _by_words(asked: Asked) -> Verdict:
    """Free text: the answer its likeliest codes share; where they differ, the code is asked for."""
    found = search.candidates(asked.question.goods, LOOKED_AT)
    likely = [one for one in found if one.score >= NEAR * found[0].score]
    if not likely:
        return _by_code(asked, ("hs: the code of the goods; the description fits no wording of HS 2022",))
    every = [_by_code(asking.with_code(asked, one.hs)) for one in likely]
    beyond = [n for n in range(CANDIDATES, len(likely)) if likely[n].score >= STILL_NEAR * found[0].score]
    strict = [n for n in beyond if _stricter(every[n], every[0])]
    shown = [*range(min(CANDIDATES, len(every))), *strict[:1]]
    verdicts = [every[n] for n in shown]
    told = tuple(replace(likely[n], answer=every[n].answer.value) for n in shown)
    answers = {verdict.answer for verdict in verdicts}
    first: Verdict = verdicts[0]
    unread = () if Says.FORBIDDEN in answers else search.unread(asked.question.goods)
    if len(answers) == 1 and _agree(verdicts) and not unread:
        need = f"hs: the code, to be sure; the description was read as {told[0].hs}, {told[0].wording}"
        return replace(first, needs=(*first.needs, need), candidates=told)
    return _undecided(verdicts, told, asked, unread)


def _stricter(one: Verdict, other: Verdict) -> bool:
    """Whether a code that is less likely gets an answer that binds more."""
    order: list[Says] = [*STRICTEST, Says.NOT_COVERED]
    return order.index(one.answer) < order.index(other.answer)


def _agree(verdicts: Sequence[Verdict]) -> bool:
    """Whether one rule decides for all of them, or none for any."""
    deciding = [{one.id for one in verdict.concerns if one.says is verdict.answer} for verdict in verdicts]
    return not any(deciding) or bool(set.intersection(*deciding))


def _undecided(
    verdicts: Sequence[Verdict], told: tuple[Candidate, ...], asked: Asked, unread: Sequence[str]
) -> Verdict:
    concerns = {one.id: one for verdict in reversed(verdicts) for one in verdict.concerns}
    watch = {one.id: one for verdict in verdicts for one in verdict.watch}
    codes = ", ".join(f"{one.hs} ({one.answer})" for one in told)
    need = f"hs: the code of the goods; the description may mean {codes}"
    if unread:
        need += f"; no wording has {', '.join(repr(word) for word in unread)}"
    first = verdicts[0]
    return Verdict(
        Says.CANNOT_SAY,
        (*asked.problems, need, *_missing(asked.question, ())),
        tuple(sorted(concerns.values(), key=_order)),
        tuple(watch.values()),
        first.notes,
        told,
    )


# --- a rule's own cases -----------------------------------------------------------------------------


def alone(measure: Measure, asked: Asked) -> str:
    """What one rule alone says to a question: the word its own cases are checked against."""
    if not asked.question.places and not asked.question.service and not asked.question.screened:
        return "in force" if measure.in_force(asked.question.on) else "not in force"
    concern = judge(measure, asked.question)
    return concern.says.value if concern else Says.NOT_COVERED.value
