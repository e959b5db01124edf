"""Somebody pays for goods that went to another, and nothing known ties the two.

## What it sees

Payments to the shipper of a shipment (by the name of the account in payments or in the register) that are
for it: the purpose names the number of its invoice or its own, or, where no payment names it, currency and
amount are those of its value to the cent within `amount_days` after it was sent, and one shipment and one
payment of that shipper alone fit. The payer is neither consignee nor buyer nor the party to be notified
(the same words of a name, forms of company and a country in brackets aside, nearly the same letters, a name
that a line of 35 letters cut, words of companies shortened, or the name in another script: `party_names`),
shares no address,
telephone, e-mail, domain, director, owner or device with them that fewer than `hub` parties share, and is
no director or owner of theirs. Payers who so pay for more than `clients` consignees are factors, forwarders
or agents and are passed over, and so are banks, by the holder type of the account or a word of the name: one
that pays under a letter of credit does so for its customer. Named is who paid at least `payments` times for
one consignee.

## Why it matters

Goods for a party that may not be paid for are paid by a front. Resolutions 1874 ¶18–20 and 2094 ¶11–15
forbid financial services that could aid the programmes.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

A parent, a retail arm or a buyer that no paper and no register names, a factor with few clients, a debtor who
pays his own creditor's supplier, a party whose name in another script is a translation and no spelling of it.

## Known misses

Payments that name no reference and differ from the value, shipments whose papers name the payer as buyer,
payers without a name, banks that pay in their own name, fronts with nearly the consignee's name, goods paid
through the shipper's other names, payers for many consignees.

## Source

The flag "payer unrelated to consignee" is a proposal of the project's typologies (E2), after FinCEN
advisories FIN-2017-A007 and -A008; no resolution states it. The limits are proposals of this project.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ibis import _

from sightline.detectors.citing import citations
from sightline.detectors.detector import Found, Tables, moment, param
from sightline.detectors.firms.company_units import register
from sightline.detectors.firms.front_traits import table_of
from sightline.detectors.firms.listed_bank import BANK_WORDS
from sightline.detectors.firms.listed_parties import name_key
from sightline.detectors.firms.nesting import HOLDERS
from sightline.detectors.firms.party_names import same_party
from sightline.detectors.firms.ties import normal
from sightline.detectors.firms.trade_papers import (
    DAY_MS,
    Kinship,
    Paid,
    Shipment,
    accounts_named,
    kinship,
    paid,
    reference,
    references,
    shipments,
    sums,
)
from sightline.model.citation import Reason
from sightline.model.signal import Actor

VERSION = 2
TABLES = ("payments", "shipments", "accounts", "companies")
MEASURES = ("fin-services",)
_OURS = "proposal of this project"
SHOWN = 6
"""payments cited, the largest"""


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as paying for another."""

    payments: int = param(2, "fewest payments for one consignee", "payments", _OURS, 1)
    clients: int = param(5, "who pays for more consignees is a factor or an agent", "parties", _OURS, 1)
    hub: int = param(12, "what so many share relates nobody", "parties", _OURS, 2)
    amount_days: float = param(60.0, "an equal amount counts so long after", "days", _OURS)


@dataclass(frozen=True, slots=True)
class Settled:
    """A payment and the shipment it is for; `told` where the payment says so itself."""

    payment: Paid
    shipment: Shipment
    told: bool


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Payers in the order of their accounts, each with every consignee paid for; see the module's words."""
    papers = shipments(tables["shipments"])
    shippers = accounts_named(tables["payments"], tables["accounts"], [one.shipper for one in papers])
    if not shippers:
        return
    settled = settlements(papers, paid(tables["payments"], shippers), shippers, params.amount_days)
    banks = _banks(tables["accounts"], {one.payment.payer for one in settled})
    strange = [
        one
        for one in settled
        if one.payment.payer_name
        and one.payment.payer not in banks
        and not _is_bank(one.payment.payer_name)
        and not _is_party(one)
    ]
    if not strange:
        return
    kin = kinship(register(tables["companies"], tables["accounts"]), params.hub)
    others: dict[tuple[str, str], list[Settled]] = defaultdict(list)
    for one in strange:
        if not any(kin.related(one.payment.payer_name, party) for party in one.shipment.parties):
            others[one.payment.payer, name_key(one.shipment.consignee)].append(one)
    clients: dict[str, set[str]] = defaultdict(set)
    for payer, consignee in others:
        clients[payer].add(consignee)
    for (payer, _consignee), several in sorted(others.items()):
        if len(several) >= params.payments and len(clients[payer]) <= params.clients:
            yield _found(several, kin, params)


def settlements(
    papers: Sequence[Shipment], payments: Sequence[Paid], shippers: Mapping[str, str], days: float
) -> list[Settled]:
    """Which payment is for which shipment, in the order of payments: by reference, else by its amount."""
    named: dict[tuple[str, str], Shipment] = {}
    for shipment in papers:
        for text in (shipment.invoice, shipment.id):
            if key := reference(text):
                named.setdefault((name_key(shipment.shipper), key), shipment)
    found: list[Settled] = []
    silent: list[Paid] = []
    for payment in payments:
        shipper = shippers[payment.payee]
        told = [named[shipper, key] for key in sorted(references(payment.purpose)) if (shipper, key) in named]
        found += [Settled(payment, shipment, True) for shipment in dict.fromkeys(told)]
        if not told:
            silent.append(payment)
    known = {one.shipment.id for one in found}
    found += _by_amount([one for one in papers if one.id not in known], silent, shippers, days)
    return sorted(found, key=lambda one: (one.payment.at, one.payment.id, one.shipment.id))


def _by_amount(
    papers: Sequence[Shipment], payments: Sequence[Paid], shippers: Mapping[str, str], days: float
) -> Iterator[Settled]:
    by_value: dict[tuple[str, str, float], list[Shipment]] = defaultdict(list)
    for shipment in papers:
        if shipment.value:
            by_value[name_key(shipment.shipper), shipment.currency, shipment.value].append(shipment)
    fitting: dict[tuple[str, str, float], list[Paid]] = defaultdict(list)
    for payment in payments:
        key = (shippers[payment.payee], payment.currency, payment.amount)
        if key in by_value:
            fitting[key].append(payment)
    for key, several in fitting.items():
        if len(several) == len(by_value[key]) == 1:
            late = several[0].at - by_value[key][0].at
            if 0 <= late <= days * DAY_MS:
                yield Settled(several[0], by_value[key][0], False)


def _banks(accounts: Any, payers: Collection[str]) -> frozenset[str]:
    """Those of the payers whose account a register calls a bank's."""
    rows = accounts.filter(_.holder_type.strip().lower().isin(sorted(HOLDERS)))
    few = rows.select("account").distinct().semi_join(table_of(sorted(payers)), "account")
    return frozenset(few.to_pyarrow()["account"].to_pylist())


def _is_bank(name: str) -> bool:
    return not BANK_WORDS.isdisjoint(normal("name", name).split())


def _is_party(one: Settled) -> bool:
    return any(
        same_party(one.payment.payer_name, name) for name in (*one.shipment.parties, one.shipment.shipper)
    )


def _found(several: Sequence[Settled], kin: Kinship, params: Params) -> Found:
    payments = list(dict.fromkeys(one.payment for one in several))
    payer, consignee = payments[0], several[0].shipment.consignee
    told = sum(one.told for one in several)
    largest = sorted(several, key=lambda one: (-one.payment.amount, one.payment.at, one.payment.id))[:SHOWN]
    shippers = {one.payment.payee: one.shipment.shipper for one in several}
    reasons = [
        Reason(
            f"{payer.payer_name} made {len(payments)} payments ({sums(payments)}) for goods that "
            f"{', '.join(sorted(set(shippers.values()))[:3])} sent to {consignee}; the largest are cited "
            f"with the papers.",
            citations(row for one in largest for row in (one.payment.row, one.shipment.row)),
        ),
        Reason(
            f"{told} of the payments name the invoice or the shipment"
            + (
                f"; {len(several) - told} are known by the amount alone, which fits no other shipment."
                if told < len(several)
                else "."
            ),
            citations(one.payment.row for one in several[:SHOWN]),
        ),
        Reason(
            f"No paper names the payer as consignee, buyer or party to be notified, and no register ties "
            f"it to {consignee}.",
            citations(one.shipment.row for one in several[:SHOWN]),
        ),
    ]
    actors = [
        Actor(f"account-{payer.payer}", f"{payer.payer_name} (account {payer.payer})", "payer"),
        Actor(kin.id_of(consignee), consignee, "consignee"),
        *(Actor(f"account-{account}", name, "shipper") for account, name in sorted(shippers.items())),
    ]
    unique = {actor.id: actor for actor in reversed(actors)}
    return Found(
        actors=tuple(actor for actor in actors if unique[actor.id] is actor),
        start=moment(payments[0].at),
        end=moment(max(one.at for one in payments)),
        score=round(min(1.0, 0.45 + 0.05 * min(6, len(payments)) + 0.2 * told / len(several)), 2),
        place=f"account {payer.payer}",
        reasons=tuple(reasons),
        measures=MEASURES,
    )
