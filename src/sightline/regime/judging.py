"""What one measure says to a question, and why: the whole of a rule's logic, one step a function.

`judge` never says more than the data: a code of which only a part is meant, a fact the rule turns on that
the question does not carry, or a name that merely alerts gives *cannot say* with the question to ask back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sightline.model.check import Concern, Outcome, Question, Says, Screened
from sightline.model.measure import Cap, Effect, Exemption, Measure, Nexus, Per
from sightline.regime import matching
from sightline.regime.goods import units
from sightline.regime.lookup import provisions_on, verification
from sightline.regime.matching import Match
from sightline.regime.measure_files import load

HUMANITARIAN = "humanitarian"
CASE_BY_CASE = "humanitarian-exemption"
_SAYS = {
    Effect.FORBIDDEN: Says.FORBIDDEN,
    Effect.LIMITED: Says.LIMITED,
    Effect.APPROVAL: Says.APPROVAL,
    Effect.EXCEPTION: Says.NOT_COVERED,
    Effect.WATCH: Says.CANNOT_SAY,
}


_SILENT = (Effect.DUTY, Effect.EXCEPTION)
"""they bind states or free from other rules, and answer nothing by themselves"""


@dataclass(frozen=True, slots=True)
class _Finding:
    """What was found on the way to a concern."""

    says: Says
    reason: str
    needs: tuple[str, ...] = ()


def judge(measure: Measure, question: Question) -> Concern | None:
    """What the measure says to the question; None where it does not concern it on that day."""
    if measure.effect in _SILENT or not matching.may_concern(measure, question):
        return None
    if not measure.in_force(question.on):
        return None
    found = _found(measure, question)
    if found is None:
        return None
    day = question.on
    paragraphs = "; ".join(str(one) for one in provisions_on(measure, day)) or measure.paragraph
    return Concern(
        measure.id,
        paragraphs,
        verification(measure),
        found.says,
        found.reason,
        "; ".join(_would_change(measure, question, found)),
        found.needs,
    )


def _found(measure: Measure, question: Question) -> _Finding | None:
    if measure.nexus is not Nexus.DPRK:
        return _listed(measure, question)
    match = matching.goods(measure, question) or matching.services(measure, question)
    if match is None:
        return _watched(measure, question) if matching.any_goods(measure) else None
    if measure.services and not matching.goods(measure, question) and not _touches(question):
        return _Finding(
            Says.CANNOT_SAY,
            f"{measure.summary} {match.how}",
            (f"{measure.id}: whether anything of the DPRK is concerned (from, to, party, vessel)",),
        )
    return _covered(measure, question, match)


# --- goods and services -----------------------------------------------------------------------------


def _covered(measure: Measure, question: Question, match: Match) -> _Finding:
    """What it says once it covers the goods or the service."""
    reason = f"{_summary(measure, question.on)} {match.how}{_phase(measure, question.on)}"
    if exempt := _exempt(measure, question, reason):
        return exempt
    if question.purpose == HUMANITARIAN:
        return _humanitarian(reason, question)
    if match.partly and measure.id not in question.facts:
        if over := _above(measure, question, reason):
            return over
        return _Finding(Says.CANNOT_SAY, reason, (f"{measure.id}: {match.partly}",))
    if measure.above and (over := _above(measure, question, reason)):
        return over
    if measure.asks_of_vessel and measure.id not in question.facts and (ships := _not_of_regime(question)):
        return _Finding(
            Says.CANNOT_SAY, reason, tuple(f"{measure.id}: {measure.asks_of_vessel}: {one}" for one in ships)
        )
    if measure.asks and measure.id not in question.facts:
        return _Finding(Says.CANNOT_SAY, reason, tuple(f"{measure.id}: {fact}" for fact in measure.asks))
    if wound := _wind_down(measure, question, reason):
        return wound
    if measure.caps:
        return _capped(measure, question, reason)
    if _transit(question):
        return _Finding(
            Says.CANNOT_SAY,
            reason,
            ("origin: the country the goods come from, for they pass through the DPRK",),
        )
    return _Finding(_SAYS[measure.effect_on(question.on)], reason)


def _not_of_regime(question: Question) -> list[str]:
    """The vessels of a question that the Council has not listed."""
    ships = [one for one in question.screened if one.kind == "vessel"]
    return [one.asked for one in ships if not (one.outcome is Outcome.LISTED and one.of_regime)]


def _watched(measure: Measure, question: Question) -> _Finding | None:
    """Any goods to or from the DPRK: the rule is named, and decides nothing by itself."""
    if not (question.hs or question.goods) or not matching.looks(measure, question):
        return None
    if exempt := _exempt(measure, question, measure.summary):
        return exempt
    if measure.id in question.facts:
        return _Finding(Says.FORBIDDEN, f"{measure.summary} The question says that it is so.")
    asks = measure.asks or ("whether the exporting state lists the goods as luxury",)
    return _Finding(Says.WATCH, measure.summary, tuple(f"{measure.id}: {fact}" for fact in asks))


def _exempt(measure: Measure, question: Question, reason: str) -> _Finding | None:
    for one in measure.exempt:
        if question.purpose and question.purpose in one.purposes and one.open_on(question.on):
            return _exempted(measure, one, reason)
    return None


def _exempted(measure: Measure, one: Exemption, reason: str) -> _Finding:
    says = _SAYS[one.gives]
    needs = (f"{measure.id}: whether this exemption fits: {one.text}",) if says is Says.CANNOT_SAY else ()
    return _Finding(says, f"{reason} Exemption ({one.mark}): {one.text}.", needs)


def _humanitarian(reason: str, question: Question) -> _Finding:
    """Aid is never called a breach: what the Committee may exempt, it is to be asked for."""
    if question.on_record:
        return _Finding(
            Says.LIMITED,
            f"{reason} Exempted by the Committee: {question.on_record}. Within its items, amounts and days "
            "nothing is breached; whether they are kept is to be looked at.",
        )
    named = _named_letter(question)
    clause = next((one for one in load() if one.id == CASE_BY_CASE), None)
    if clause is not None and clause.in_force(question.on):
        paragraphs = "; ".join(str(one) for one in provisions_on(clause, question.on))
        return _Finding(
            Says.APPROVAL,
            f"{reason} Humanitarian aid: the Committee may exempt it case by case ({paragraphs}; "
            f"{clause.confidence}). With the exemption it is no breach.",
            named,
        )
    return _Finding(
        Says.CANNOT_SAY,
        reason,
        (*named, "whether the Committee approved the aid: no clause of that day is in the data"),
    )


def _named_letter(question: Question) -> tuple[str, ...]:
    """What must be known of a letter that is named and that the office does not hold for this."""
    if not question.exemption:
        return ()
    return (
        f"exemption: whether {question.exemption} covers these goods on this day; it is not on record here "
        "as doing so",
    )


def _above(measure: Measure, question: Question, reason: str) -> _Finding | None:
    """Goods that are luxury from a value on; None where the measure knows no value for the code."""
    code = max((one for one in measure.above if question.hs.startswith(one)), key=len, default="")
    if not code:
        return None
    limit = measure.above[code]
    if question.value is None:
        return _Finding(
            Says.CANNOT_SAY, reason, (f"value: of each piece in US dollars; above {limit} it is covered",)
        )
    each = question.value
    if question.quantity is not None and question.quantity.base == "pcs":
        each /= question.quantity.amount
    if each > limit:
        return _Finding(Says.FORBIDDEN, f"{reason} A piece is worth more than US${limit} (unverified).")
    return _Finding(
        Says.CANNOT_SAY,
        f"{reason} A piece is not worth more than US${limit} (unverified); national lists may go further.",
        (f"{measure.id}: whether the exporting state lists the goods as luxury",),
    )


def _wind_down(measure: Measure, question: Question, reason: str) -> _Finding | None:
    """Contracts made before the rule, while their days ran; None where there are none or they are over."""
    if question.contract is None or question.contract >= measure.in_force_from:
        return None
    for one in measure.wind_down:
        fits = not one.hs or question.hs.startswith(one.hs)
        if fits and question.on <= one.import_by:
            notice = f", the Committee to be notified by {one.notify_by}" if one.notify_by else ""
            return _Finding(
                Says.APPROVAL,
                f"{reason} An earlier contract: import by {one.import_by}{notice} ({one.mark}).",
            )
    return None


# --- caps -------------------------------------------------------------------------------------------


def _capped(measure: Measure, question: Question, reason: str) -> _Finding:
    """Within the caps of the day: limited; beyond one of them: forbidden; else what is missing."""
    caps = [cap for cap in measure.caps if cap.open_on(question.on)]
    held = [_against(cap, measure, question) for cap in caps]
    told = "; ".join(
        f"{one.amount:,} {one.unit} per {_period(one, question.on)} ({one.mark})" for one in caps
    )
    reason = f"{reason} The cap of all states together: {told}."
    over = [one for one in held if one.says is Says.FORBIDDEN]
    if over:
        return _Finding(Says.FORBIDDEN, f"{reason} {over[0].reason}")
    open_ones = [one for one in held if one.says is Says.CANNOT_SAY]
    if open_ones:
        return _Finding(Says.CANNOT_SAY, f"{reason} {open_ones[0].reason}", open_ones[0].needs)
    said = " ".join(dict.fromkeys(one.reason for one in held if one.reason))
    return _Finding(Says.LIMITED, f"{reason} {said}".strip(), _running_total(measure, question))


def _running_total(measure: Measure, question: Question) -> tuple[str, ...]:
    if question.basis == "total":
        return ()
    amount = "" if question.quantity or question.value else "the quantity, and "
    return (f"{measure.id}: {amount}how much all states together supplied in the period (the ledger)",)


def _against(cap: Cap, measure: Measure, question: Question) -> _Finding:
    low, high, how = _amount(cap, measure, question)
    if low is None or high is None:
        return _Finding(Says.LIMITED, how)
    whose = "All of it so far" if question.basis == "total" else "This consignment alone"
    if low > cap.amount:
        return _Finding(Says.FORBIDDEN, f"{whose}, {how}, is more than {cap.amount:,} {cap.unit}.")
    if high > cap.amount:
        return _Finding(
            Says.CANNOT_SAY,
            f"{whose}, {how}, may be more than {cap.amount:,} {cap.unit} or less.",
            (f"the quantity in {cap.unit}, or the product: the factor between tonnes and barrels decides",),
        )
    if question.basis == "total" and cap.stop is not None and low * 100 >= cap.stop * cap.amount:
        return _Finding(
            Says.FORBIDDEN,
            f"{whose}, {how}, has reached {cap.stop} % of the cap, where supplies stop ({cap.stop_mark}).",
        )
    return _Finding(Says.LIMITED, f"{whose}, {how}, is not more than {cap.amount:,} {cap.unit}.")


def _amount(cap: Cap, measure: Measure, question: Question) -> tuple[Decimal | None, Decimal | None, str]:
    """Least and most in the unit of the cap, and how that was worked out."""
    if cap.unit == "usd":
        value = question.value
        return (value, value, f"US${value:,}") if value is not None else (None, None, "")
    quantity = question.quantity
    if quantity is None:
        return None, None, ""
    given = f"{quantity.given:,} {quantity.unit}"
    if quantity.base == cap.unit:
        same = quantity.unit == cap.unit
        return (
            quantity.amount,
            quantity.amount,
            given if same else f"{given} = {quantity.amount:,.2f} {cap.unit}",
        )
    if cap.unit == "t" or quantity.base == "pcs":
        other = any(one.unit == quantity.base for one in measure.caps)
        return (None, None, "") if other else (None, None, f"{given} cannot be compared with {cap.unit}.")
    if any(one.unit == "t" for one in measure.caps):
        return None, None, ""
    low, high = units.barrels_of_tonnes(quantity.amount, crude=question.hs.startswith("2709"))
    return low, high, f"{given} = {low:,.0f} to {high:,.0f} bbl (6.35 to 8.5 bbl a tonne, unverified)"


def _period(cap: Cap, day: date) -> str:
    if cap.per is Per.CALENDAR_YEAR:
        return f"calendar year, here {day.year}"
    if cap.per is Per.TWELVE_MONTHS:
        start = cap.starts.replace(year=day.year)
        start = start if start <= day else start.replace(year=day.year - 1)
        return f"12 months, here from {start}"
    return f"period from {cap.starts} to {cap.ends}"


# --- parties ----------------------------------------------------------------------------------------


def _listed(measure: Measure, question: Question) -> _Finding | None:
    """Rules on listed parties and vessels: what the lists say of those in the question decides."""
    kind = "vessel" if measure.nexus is Nexus.VESSEL else "party"
    service = matching.services(measure, question)
    if measure.services and measure.id not in ALWAYS and service is None:
        return None
    asked = [one for one in question.screened if one.kind == kind or measure.nexus is Nexus.LISTED]
    hits = [one for one in asked if one.outcome is Outcome.LISTED and one.of_regime]
    if hits:
        return _of_listed(measure, question, hits)
    alerts = [one for one in asked if one.outcome is Outcome.ALERT and one.of_regime]
    if alerts:
        return _Finding(
            Says.CANNOT_SAY,
            f"{measure.summary} {_named(alerts)} may be listed: a name agrees, and no more.",
            tuple(
                f"{one.kind} {one.asked}: date of birth, passport, IMO number or address, to tell it apart"
                for one in alerts
            ),
        )
    unasked = [one for one in asked if one.outcome is Outcome.NOT_ASKED]
    if unasked:
        return _Finding(
            Says.CANNOT_SAY,
            measure.summary,
            tuple(f"{one.kind} {one.asked}: {one.reason}" for one in unasked),
        )
    if service is not None and not asked and not service.partly:
        return _Finding(
            Says.CANNOT_SAY, f"{measure.summary} {service.how}", (f"{measure.id}: for which {kind}",)
        )
    return None


ALWAYS = frozenset({"asset-freeze", "vessel-designation"})
"""bind whatever is done with or for a listed party, not one service"""


def _of_listed(measure: Measure, question: Question, hits: list[Screened]) -> _Finding:
    reason = f"{measure.summary} {_named(hits)}: listed."
    if exempt := _exempt(measure, question, reason):
        return exempt
    if question.purpose == HUMANITARIAN:
        return _humanitarian(reason, question)
    return _Finding(_SAYS[measure.effect_on(question.on)], reason)


def _named(parties: Iterable[Screened]) -> str:
    return ", ".join(f"{one.asked} ({one.reference or one.caption})" for one in parties)


# --- words ------------------------------------------------------------------------------------------


def _touches(question: Question) -> bool:
    """Whether something of the DPRK is in the question."""
    return "kp" in question.places or any(
        one.country == "kp" or (one.of_regime and one.outcome is Outcome.LISTED) for one in question.screened
    )


def _transit(question: Question) -> bool:
    return "kp" in question.via and "kp" not in {question.source, question.target, question.origin}


def _summary(measure: Measure, day: date) -> str:
    """The rule in a sentence; its title alone on a day before it grew, for the sentence tells all of it."""
    return f"{measure.title}." if any(one.starts > day for one in measure.phases) else measure.summary


def _phase(measure: Measure, day: date) -> str:
    now = [phase for phase in measure.phases if phase.starts <= day]
    return f" {now[-1].text}" if now else ""


def _would_change(measure: Measure, question: Question, found: _Finding) -> tuple[str, ...]:
    """What would make the answer another one; never nothing."""
    told = [f"{one.text} ({one.mark})" for one in measure.exempt if one.open_on(question.on)]
    facts = [
        *measure.asks,
        *filter(None, [measure.asks_of_vessel]),
        *(need.removeprefix(f"{measure.id}: ") for need in found.needs),
    ]
    total = _running_total(measure, question)
    told += [f"an answer to: {one}" for one in dict.fromkeys(facts) if f"{measure.id}: {one}" not in total]
    if measure.in_force_to is not None:
        told.append(f"the day: the rule ends on {measure.in_force_to}")
    if _limits(measure, question):
        told.append("the running total of the period")
    return tuple(told) or (_otherwise(measure, question),)


def _otherwise(measure: Measure, question: Question) -> str:
    """What would change the answer of a rule that has no exception and no end."""
    if measure.nexus is not Nexus.DPRK:
        return "the Committee takes the name off its list, or particulars show that another is meant"
    clause = next((one for one in load() if one.id == CASE_BY_CASE), None)
    if clause is None or not clause.in_force(question.on):
        return "nothing in the data: the rule has no exception and no end there"
    paragraphs = "; ".join(str(one) for one in provisions_on(clause, question.on))
    return (
        "the rule has no exception and no end in the data; the Committee may exempt humanitarian aid case by"
        f" case ({paragraphs}; {clause.confidence})"
    )


def _limits(measure: Measure, question: Question) -> bool:
    return bool(measure.caps) and question.basis != "total"
