"""What is said of an account that works as a bank: reasons that cite its payments, and a score."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sightline.detectors import amounts
from sightline.detectors.citing import citation, citations
from sightline.detectors.day_alone import told
from sightline.detectors.detector import Found, moment
from sightline.detectors.payments.account_flows import (
    NIGHT,
    Account,
    Flow,
    Spell,
    drift,
    night_flows,
    round_flows,
)
from sightline.model.citation import Reason
from sightline.model.signal import Actor

SCORE = {
    "a person's account that passes money on": 0.6,
    "round amounts": 0.1,
    "several currencies": 0.1,
    "payments at night": 0.05,
    "twice as many counterparties as needed": 0.15,
}
"""What adds to the score; a proposal of this project. The sum is at most 1."""
EXAMPLES = 3
"""payments cited of a kind"""


def report(account: Account, spell: Spell, params: Any) -> Found:
    """What is found of an account in a stretch of time."""
    return Found(
        actors=(Actor(f"account-{account.number}", _caption(account), "account"),),
        start=moment(spell.flows[0].at),
        end=moment(spell.flows[-1].at),
        score=_score(account, spell, params),
        place=f"account {account.number}" + (f" at {account.bic}" if account.bic else ""),
        reasons=tuple(_reasons(account, spell, params)),
        measures=("fin-services",),
    )


def _caption(account: Account) -> str:
    return f"{account.holder} (account {account.number})" if account.holder else f"account {account.number}"


def _score(account: Account, spell: Spell, params: Any) -> float:
    count = len(spell.flows)
    holds = {
        "a person's account that passes money on": True,
        "round amounts": len(round_flows(spell, params.round_unit)) >= params.round_share * count,
        "several currencies": len(spell.came) >= params.currencies,
        "payments at night": len(night_flows(spell, account.zone)) >= params.night_share * count,
        "twice as many counterparties as needed": spell.counterparties >= 2 * params.counterparties,
    }
    return round(min(1.0, sum(SCORE[name] for name, held in holds.items() if held)), 2)


def _reasons(account: Account, spell: Spell, params: Any) -> Iterator[Reason]:
    days = (spell.flows[-1].at - spell.flows[0].at) / 86_400_000
    yield Reason("The account is held by a person.", (citation(account.row),))
    payers = _largest([flow for flow in spell.flows if flow.comes and flow.other in spell.payers])
    payees = _largest([flow for flow in spell.flows if not flow.comes and flow.other in spell.payees])
    yield Reason(
        f"In {days:.0f} days {len(spell.payers)} others paid in and {len(spell.payees)} were paid, none of "
        f"them known to share holder, address, telephone, e-mail or device with it; {len(spell.main_payers)} "
        f"and {len(spell.main_payees)} of them stand for {params.weight_share:.0%} of the money"
        f"{_besides(spell)}. The largest payments are cited.",
        citations(flow.place for flow in (*payers, *payees)),
    )
    pairs = sorted(spell.matches, key=lambda match: (-match.amount, match.later.at, match.later.payment))
    yield Reason(
        f"Of a payment in, as much as {amounts.percent(spell.passed)} on average went out within "
        f"{params.passed_hours:.0f} hours of it, before or after, and of the money "
        f"{amounts.percent(spell.passed_money)}{_judged(spell)} "
        f"({amounts.said(spell.came)} came in); whether it was the same money, payments do not say. The "
        f"largest pairs are cited.{told(flow.at for flow in spell.flows)}",
        citations(flow.place for match in pairs[:EXAMPLES] for flow in (match.earlier, match.later)),
    )
    yield Reason(
        f"What came in and what went out ({amounts.said(spell.went)}) differ by {drift(spell.flows):.1%}"
        f"{_without(spell)}; the first and the last payment are cited.",
        citations(flow.place for flow in (spell.flows[0], spell.flows[-1], *_largest(spell.lone))),
    )
    yield from _supporting(account, spell, params)


def _judged(spell: Spell) -> str:
    mean = ", the mean of its currencies," if len(spell.came) > 1 else ""
    return f"{mean} without payments whose other side may be missing" if spell.lone else mean.rstrip(",")


def _besides(spell: Spell) -> str:
    count = len(spell.both)
    return f", with {count} who both pay in and are paid and are not counted" if count else ""


def _without(spell: Spell) -> str:
    count = len(spell.lone)
    if not count:
        return ""
    who = "one payment" if count == 1 else f"{count} payments"
    return (
        f": what the holder keeps, or payments that the data lack. Without {who} whose other side may be "
        f"missing, the largest of which is cited, it would be {spell.drift:.1%}"
    )


def _supporting(account: Account, spell: Spell, params: Any) -> Iterator[Reason]:
    count = len(spell.flows)
    round_ones = round_flows(spell, params.round_unit)
    night = night_flows(spell, account.zone)
    if len(round_ones) >= params.round_share * count:
        yield Reason(
            f"{amounts.percent(len(round_ones) / count)} of its {count} payments are multiples of "
            f"{params.round_unit}.",
            citations(flow.place for flow in _largest(round_ones)),
        )
    if len(spell.came) >= params.currencies:
        firsts = {flow.currency: flow for flow in reversed(spell.flows)}
        yield Reason(
            f"It deals in {len(spell.came)} currencies: {', '.join(sorted(spell.came))}.",
            citations(firsts[name].place for name in sorted(firsts)),
        )
    if night and len(night) >= params.night_share * count:
        yield Reason(
            f"{amounts.percent(len(night) / count)} of its payments were booked between {NIGHT[0]} and "
            f"{NIGHT[1]} o'clock by {_clock(account, spell)}.",
            citations((account.row, *(flow.place for flow in _largest(night)))),
        )


def _clock(account: Account, spell: Spell) -> str:
    """By which clock it was night."""
    if account.zone is None:
        return "UTC: in which country the account is, its register does not say"
    return account.zone.said(spell.flows[0].at, spell.flows[-1].at)


def _largest(flows: Collection[Flow]) -> list[Flow]:
    return sorted(flows, key=lambda flow: (-flow.amount, flow.at, flow.payment))[:EXAMPLES]
