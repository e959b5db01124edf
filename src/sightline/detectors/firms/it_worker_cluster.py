"""Different freelancers who are one crew: same machines, addresses, numbers and hands that take the money.

## What it sees

Accounts of persons who earn as freelancers: payers that are not known as persons pay at least
`earned_share` of what comes in, and either they are at least `clients`, none with more than
`employer_share` of it, or they make at least `jobs` payments whose amounts vary by `varied_share` of their
mean, which wages do not. Such accounts are tied by what they share: device, telephone, e-mail, address, a
payee who gets at least `payout_share` of what each earns and whom few others pay, a wallet named in the
purpose, and a payment text of their own (the same words, at least `text_words`, in payments of few). What
few share counts in full, what many share does not (up to `few`, nothing from `hub` on): an exchange, a
landlord, a hall of residence or a shared office ties nobody.

A group is named where at least `members` persons are tied by `tie` or more, by at least two kinds of things,
one of which is a device, a wallet, a payee or a text, and where together they send at least `sent_share` of
what they earn to payees that most of them pay, or `devices` of them use one device. Crews each of which is
one by itself are told apart where only payment texts join them, or a telephone or an address that ties less
than `joined_share` of one of them to the other: two in one house make no crew of two crews. It is said, with
what joins them. Persons who earn too seldom to be told as freelancers, and hand `payout_share` of it to an
account to which more than half of the group do, are named with it, and count among its fewest, of whom `core`
are told as freelancers. A group in which all bear one family name is a family and is left out. What each
earns and sends is measured within one currency, that of most payments for work, and what they send together
among those of the currency of most of them: sums of two currencies say nothing together.

## Why it matters

Resolution 2397 ¶8 has workers sent home who earn income abroad. Advisories describe workers with false
identities who earn through freelance platforms and hand over the pay (typologies E4).

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Partners of one studio who pool their earnings and share a machine; translators or drivers whose agent
collects; clients of one book-keeper who files from one machine and pays their taxes to one account.

## Known misses

Crews that share nothing in the data of one bank, money drawn as cash or handed on in another currency, crews
of two, crews whose names are all of one family name. What an employer sees (cameras off, documents edited,
remote desktops) is not in payments.

## Source

Public red flags of the US advisory of 16 May 2022 and the US-ROK update of 18 October 2023 as the project's
typologies (E4) list them: same person several profiles; and, marked unverified there, identical résumé or
bank details, laptop farms, pay in crypto. The limits are proposals of this project.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

import ibis
from ibis import _

from sightline.clean.holder_kinds import PERSONS
from sightline.detectors import amounts
from sightline.detectors.citing import COLUMNS, citations
from sightline.detectors.detector import Found, Tables, moment, param
from sightline.detectors.firms.crew_parting import Bounds, Crew, inside, parted
from sightline.detectors.firms.front_traits import table_of
from sightline.detectors.firms.listed_parties import plain_name
from sightline.detectors.firms.ties import Links, Rarity, Said, groups, links, normal, strength
from sightline.model.citation import Reason
from sightline.model.signal import Actor

VERSION = 9
TABLES = ("payments", "accounts")
MEASURES = ("labour", "fin-services")

_OURS = "proposal of this project"
_FLAG = "flag of typologies E4; the number is a proposal of this project"
WEIGHTS = {
    "device": 1.0, "wallet": 1.0, "email": 1.0, "payee": 0.9, "text": 0.9, "phone": 0.8, "address": 0.6,
}  # fmt: skip
"""what a thing shared by few weighs; a proposal of this project"""
HARD = frozenset({"device", "wallet", "payee", "text"})
"""of these at least one; telephone and address families share too"""
CITED, THINGS = 6, 8
"""rows cited for a reason, and shared things told"""
_WALLET = re.compile(
    r"\b(?:0x[0-9a-fA-F]{40}|T[1-9A-HJ-NP-Za-km-z]{33}|bc1[a-z0-9]{25,71}|[13][1-9A-HJ-NP-Za-km-z]{25,34})\b"
)
STATED = ("device", "phone", "email", "address")


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as one crew."""

    clients: int = param(2, "fewest who pay for the work of one", "accounts", _OURS, 1)
    employer_share: float = param(0.85, "most of it that one of them pays", "1", _OURS)
    jobs: int = param(4, "or so many payments for work", "payments", _OURS, 2)
    varied_share: float = param(0.25, "that vary by so much of their mean", "1", _OURS)
    earned_share: float = param(0.5, "least of what comes in that is for work", "1", _OURS)
    payout_share: float = param(0.25, "of what one earns goes to a payee that ties", "1", _OURS)
    own_share: float = param(0.5, "least of a payee's payers who do so", "1", _OURS)
    text_words: int = param(3, "fewest words of a payment text that ties", "words", _OURS, 1)
    few: int = param(4, "a thing of so many holders counts in full", "accounts", _OURS, 1)
    hub: int = param(60, "from so many holders on it counts nothing", "accounts", _OURS, 2)
    tie: float = param(0.6, "two persons are tied from this weight on", "1", _OURS)
    members: int = param(3, "fewest persons", "persons", _OURS, 2)
    core: int = param(2, "of them at least told as freelancers", "persons", _OURS, 2)
    most: int = param(60, "groups of more are parted again by stronger ties", "persons", _OURS, 2)
    joined_share: float = param(
        0.5, "least of each of two crews that a telephone or an address ties to the other", "1", _OURS
    )
    sent_share: float = param(0.25, "of what they earn goes to payees they share", "1", _OURS)
    devices: int = param(3, "so many on one device need no common payee", "persons", _FLAG, 2)


@dataclass(slots=True)
class Worker:
    """A person who earns as a freelancer: accounts, what came and went, to whom."""

    name: str
    accounts: list[str]
    rows: list[Mapping[str, Any]]
    currency: str = ""
    """of most payments for work, of two as common the first code's: what is measured is of it"""
    earned: float = 0.0
    told: dict[str, float] = field(default_factory=dict)
    """what came for work, by currency"""
    clients: dict[str, float] = field(default_factory=dict)
    """what came for work, by payer"""
    sent: dict[str, float] = field(default_factory=dict)
    """by payee"""
    first: int = 0
    last: int = 0
    paid_rows: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """the largest payment of each client or to each payee"""


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Crews in the order of their first person; see the module's own words."""
    accounts = _accounts(tables["accounts"])
    workers = _workers(tables["payments"], accounts, params)
    if len(workers) < params.core:
        return
    said = list(_said(tables["payments"], workers, params))
    tied = links(said, WEIGHTS, Rarity(params.few, params.hub))
    tied = {pair: shared for pair, shared in tied.items() if strength(shared) >= params.tie}
    names = _telling(workers, accounts.persons.values())
    is_crew = partial(_is_crew, workers, names)
    bounds = Bounds(params.tie, params.most, params.joined_share)
    crews = [
        crew
        for group in groups(tied, params.tie, params.most)
        for crew in parted(Crew(group, inside(tied, group)), partial(is_crew, params), bounds)
        if is_crew(replace(params, members=min(params.core, params.members)), crew)
    ]
    more = _further(tables["payments"], accounts, workers, [crew.group for crew in crews], params)
    for number, crew in enumerate(crews):
        others = more.get(number, [])
        if len(crew.group) >= params.members or _several(workers, crew, others, accounts, params):
            yield _found(workers, crew, others)


# --- Who earns as a freelancer --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Accounts:
    persons: Mapping[str, str]
    """accounts of persons, and the person each is of"""
    rows: Mapping[str, list[dict[str, Any]]]


def _accounts(table: Any) -> _Accounts:
    columns = ("account", "holder", "holder_type", *STATED, *COLUMNS)
    rows = table.select(*columns).order_by("account", "item", "row").to_pyarrow().to_pylist()
    persons: dict[str, str] = {}
    stated: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if (row["holder_type"] or "").strip().lower() in PERSONS:
            persons.setdefault(row["account"], row["holder"] or row["account"])
        stated[row["account"]].append(row)
    return _Accounts(persons, stated)


def _workers(payments: Any, accounts: _Accounts, params: Params) -> list[Worker]:
    """Persons whom several companies pay most of what they get, in the order of their names."""
    if not accounts.persons:
        return []
    persons = table_of(list(accounts.persons))
    real = payments.filter(_.debtor_account != _.creditor_account, _.amount > 0)
    came = real.semi_join(persons, [("creditor_account", "account")])
    amount = _.amount.cast("float64")
    by_payer = came.group_by("creditor_account", "debtor_account", "currency").agg(
        total=amount.sum(), squares=(amount * amount).sum(), count=_.count()
    )
    earned = by_payer.anti_join(persons, [("debtor_account", "account")])
    main = _main(earned)
    by_payer, earned = (rows.semi_join(main, ["creditor_account", "currency"]) for rows in (by_payer, earned))
    told = earned.group_by("creditor_account").agg(
        paid=_.total.sum(),
        squares=_.squares.sum(),
        count=_["count"].sum(),
        clients=_.debtor_account.nunique(),
        most=_.total.max(),
    )
    every = by_payer.group_by("creditor_account").agg(whole=_.total.sum())
    several = (_.clients >= params.clients) & (_.most <= params.employer_share * _.paid)
    # the variance of what is paid, times the square of how many payments: no wage varies like that
    varied = (_["count"] >= params.jobs) & (
        _.squares * _["count"] - _.paid * _.paid >= (params.varied_share * _.paid) ** 2
    )
    chosen = told.join(every, "creditor_account").filter(
        several | varied, _.paid >= params.earned_share * _.whole
    )
    wanted = sorted(chosen.select("creditor_account").to_pyarrow()["creditor_account"].to_pylist())
    return _filled(real, accounts, wanted)


def _main(earned: Any) -> Any:
    """By account the currency of most payments for work; of two as common that of the first code."""
    count = earned.group_by("creditor_account", "currency").agg(payments=_["count"].sum())
    first = ibis.row_number().over(
        group_by="creditor_account", order_by=[ibis.desc("payments"), ibis.asc("currency")]
    )
    return count.mutate(rank=first).filter(_.rank == 0).select("creditor_account", "currency")


def _filled(real: Any, accounts: _Accounts, wanted: Sequence[str]) -> list[Worker]:
    by_name: dict[str, Worker] = {}
    of_account: dict[str, Worker] = {}
    for account in wanted:
        name = accounts.persons[account]
        worker = by_name.setdefault(plain_name(name), Worker(name, [], []))
        worker.accounts.append(account)
        worker.rows += accounts.rows[account]
        of_account[account] = worker
    few = table_of(list(of_account))
    amount = _.amount.cast("float64")
    place = ibis.struct({name: _[name] for name in COLUMNS})
    work: dict[str, Counter[str]] = defaultdict(Counter)
    every: list[tuple[Worker, str, bool, dict[str, Any]]] = []
    for own, other in (("creditor_account", "debtor_account"), ("debtor_account", "creditor_account")):
        some = real.semi_join(few, [(own, "account")]).group_by(own, other, "currency")
        lines = some.agg(
            total=amount.sum(),
            count=_.count(),
            first=_.booked_ms.min(),
            last=_.booked_ms.max(),
            row=place.min(),
        ).order_by(own, other, "currency")
        for line in _placed(lines.to_pyarrow().to_pylist(), own, other):
            worker, came = of_account[line[own]], own == "creditor_account"
            if came and line[other] not in accounts.persons:
                worker.told[line["currency"]] = worker.told.get(line["currency"], 0.0) + line["total"]
                work[worker.name][line["currency"]] += line["count"]
            every.append((worker, line[other], came, line))
            worker.paid_rows.setdefault(line[other], line["row"])
            worker.first = min(worker.first or line["first"], line["first"])
            worker.last = max(worker.last, line["last"])
    for worker in by_name.values():
        worker.currency = _commonest(work[worker.name])
    for worker, partner, came, line in every:
        if line["currency"] != worker.currency:
            continue
        if not came:
            worker.sent[partner] = worker.sent.get(partner, 0.0) + line["total"]
        elif partner not in accounts.persons:
            worker.earned += line["total"]
            worker.clients[partner] = worker.clients.get(partner, 0.0) + line["total"]
    return [by_name[name] for name in sorted(by_name)]


def _commonest(count: Mapping[str, int]) -> str:
    """The currency of most, of two as common the first code; none of none."""
    return min(count, key=lambda code: (-count[code], code), default="")


def _placed(lines: Sequence[dict[str, Any]], own: str, other: str) -> Iterator[dict[str, Any]]:
    """The lines, those of two accounts with the first place of them all, whatever the currency."""
    for _pair, several in groupby(lines, key=itemgetter(own, other)):
        same = list(several)
        first = min((line["row"] for line in same), key=lambda row: tuple(row.values()))
        yield from (line | {"row": first} for line in same)


def _further(
    payments: Any,
    accounts: _Accounts,
    workers: Sequence[Worker],
    crews: Sequence[Sequence[int]],
    params: Params,
) -> dict[int, list[Worker]]:
    """Persons who earn too seldom to be told as freelancers, and hand it to the same payee as a crew does."""
    takers = {
        payee: number for number, group in enumerate(crews) for payee in _takers(workers, group, params)
    }
    known = {account for worker in workers for account in worker.accounts}
    if not takers:
        return {}
    real = payments.filter(_.debtor_account != _.creditor_account, _.amount > 0)
    paid = real.semi_join(table_of(list(takers)), [("creditor_account", "account")])
    amount = _.amount.cast("float64")
    lines = (
        paid.group_by("debtor_account", "creditor_account").agg(total=amount.sum()).to_pyarrow().to_pylist()
    )
    payers = Counter(line["creditor_account"] for line in lines)
    asked = sorted({line["debtor_account"] for line in lines} & accounts.persons.keys() - known)
    if not asked:
        return {}
    found: dict[int, list[Worker]] = defaultdict(list)
    for worker in _filled(real, accounts, asked):
        for payee, sent in worker.sent.items():
            number = takers.get(payee)
            if number is None or len(crews[number]) < params.own_share * payers[payee]:
                continue
            if worker.earned > 0 and params.payout_share * worker.earned <= sent <= worker.earned:
                found[number].append(worker)
                break
    return found


def _takers(workers: Sequence[Worker], group: Sequence[int], params: Params) -> list[str]:
    """Accounts to which more than half of a crew send so much of what they earn."""
    payers: Counter[str] = Counter(
        payee
        for at in group
        for payee, amount in workers[at].sent.items()
        if amount >= params.payout_share * workers[at].earned
    )
    return [payee for payee, count in payers.items() if 2 * count > len(group)]


def _said(payments: Any, workers: Sequence[Worker], params: Params) -> Iterator[Said]:
    """What is stated of each worker, whom each pays, and what the texts of their payments say."""
    for at, worker in enumerate(workers):
        for row in worker.rows:
            for kind in STATED:
                if row[kind] and (value := normal(kind, row[kind])):
                    yield Said(at, kind, value, row[kind], row)
    for payee, payers in sorted(_collectors(payments, workers, params).items()):
        for at in payers:
            yield Said(at, "payee", payee, f"account {payee}", workers[at].paid_rows[payee])
    yield from _texts(payments, workers, params)


def _collectors(payments: Any, workers: Sequence[Worker], params: Params) -> dict[str, list[int]]:
    """Payees to whom several send much of what they earn, and whom hardly anybody else pays."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, worker in enumerate(workers):
        for payee, amount in worker.sent.items():
            if amount >= params.payout_share * worker.earned:
                found[payee].append(at)
    found = {payee: payers for payee, payers in found.items() if len(payers) > 1}
    if not found:
        return {}
    paid = payments.semi_join(table_of(list(found)), [("creditor_account", "account")])
    counted = paid.group_by("creditor_account").agg(payers=_.debtor_account.nunique()).to_pyarrow()
    own = {payee: sum(len(workers[at].accounts) for at in payers) for payee, payers in found.items()}
    return {
        line["creditor_account"]: found[line["creditor_account"]]
        for line in counted.to_pylist()
        if own[line["creditor_account"]] >= params.own_share * line["payers"]
    }


def _texts(payments: Any, workers: Sequence[Worker], params: Params) -> Iterator[Said]:
    own = {account: at for at, worker in enumerate(workers) for account in worker.accounts}
    few = table_of(list(own))
    place = ibis.struct({name: _[name] for name in COLUMNS})
    for side in ("debtor_account", "creditor_account"):
        said = payments.filter(_.purpose.notnull()).semi_join(few, [(side, "account")])
        rows = said.group_by(side, "purpose").agg(row=place.min()).order_by(side, "purpose").to_pyarrow()
        for line in rows.to_pylist():
            at, text = own[line[side]], line["purpose"]
            for wallet in _WALLET.findall(text):
                yield Said(at, "wallet", wallet.lower(), wallet, line["row"])
            words = normal("text", _WALLET.sub(" ", text))
            if len(words.split()) >= params.text_words:
                yield Said(at, "text", words, text, line["row"])


# --- Judging --------------------------------------------------------------------------------------


def _is_crew(workers: Sequence[Worker], names: Sequence[frozenset[str]], params: Params, crew: Crew) -> bool:
    if len(crew.group) < params.members or _one_family([names[at] for at in crew.group]):
        return False
    holders: dict[tuple[str, str], set[int]] = defaultdict(set)
    for pair, shared in crew.pairs.items():
        for one in shared:
            holders[one.kind, one.shown] |= set(pair)
    kinds = {kind for kind, _shown in holders}
    if len(kinds) < 2 or not kinds & HARD:
        return False
    on_one = max((len(members) for (kind, _shown), members in holders.items() if kind == "device"), default=0)
    return on_one >= params.devices or _sent(workers, crew.group) >= params.sent_share


def _several(
    workers: Sequence[Worker], crew: Crew, more: Sequence[Worker], accounts: _Accounts, params: Params
) -> bool:
    """Whether those told as freelancers are enough with the others, and not of one family."""
    every = [*(workers[at] for at in crew.group), *more]
    return len(every) >= params.members and not _one_family(_telling(every, accounts.persons.values()))


def _in_one(workers: Sequence[Worker], group: Sequence[int]) -> tuple[str, list[int]]:
    """The currency of most of a group, and who is of it."""
    main = _commonest(Counter(workers[at].currency for at in group))
    return main, [at for at in group if workers[at].currency == main]


def _sent(workers: Sequence[Worker], group: Sequence[int]) -> float:
    """Share of what they earn that goes to payees of at least two of them, each of whom sends most there.

    Of those alone who are of the currency of most.
    """
    _main_currency, group = _in_one(workers, group)
    payers: dict[str, set[int]] = defaultdict(set)
    for at in group:
        for payee in workers[at].sent:
            payers[payee].add(at)
    shared = sum(
        amount
        for at in group
        for payee, amount in workers[at].sent.items()
        if len(payers[payee]) * 2 > len(group)
    )
    return shared / max(1e-9, sum(workers[at].earned for at in group))


def _telling(workers: Sequence[Worker], everybody: Iterable[str]) -> list[frozenset[str]]:
    """The words of each name but those that stand in most names of all."""
    every = {plain_name(name) for name in everybody}
    count = Counter(word for name in every for word in set(name.split()))
    words = (frozenset(plain_name(one.name).split()) for one in workers)
    return [
        frozenset(word for word in one if len(word) > 1 and 2 * count[word] <= len(every)) for one in words
    ]


def _one_family(names: Sequence[frozenset[str]]) -> bool:
    """Whether one word stands in every name, as a family name does."""
    return bool(frozenset.intersection(*names))


def _found(workers: Sequence[Worker], crew: Crew, more: Sequence[Worker]) -> Found:
    group, pairs = crew.group, crew.pairs
    sent = min(1.0, _sent(workers, group))
    kinds = {one.kind for shared in pairs.values() for one in shared}
    actors = [
        Actor(f"account-{account}", f"{workers[at].name} (account {account})", "freelancer")
        for at in group
        for account in workers[at].accounts
    ]
    actors += [
        Actor(f"account-{account}", f"{one.name} (account {account})", "freelancer")
        for one in more
        for account in one.accounts
    ]
    score = 0.4 + 0.08 * len(kinds) + 0.2 * sent + 0.02 * min(8, len(group))
    return Found(
        actors=tuple(actors),
        start=moment(min(workers[at].first for at in group)),
        end=moment(max(workers[at].last for at in group)),
        score=round(min(1.0, score), 2),
        place=f"{len(group) + len(more)} persons",
        reasons=(*_reasons(workers, crew, sent), *_of_further(more)),
        measures=MEASURES,
    )


def _reasons(workers: Sequence[Worker], crew: Crew, sent: float) -> Iterator[Reason]:
    group = crew.group
    for (kind, shown), members in _things(crew.pairs)[:THINGS]:
        who = ", ".join(workers[at].name for at in sorted(members)[:4])
        more = f" and {len(members) - 4} more" if len(members) > 4 else ""
        yield Reason(
            f"{who}{more} have one {_called(kind)}: {shown}.", citations(list(members.values())[:CITED])
        )
    if crew.apart:
        yield _of_apart(crew)
    clients = sorted(
        ((amount, at, name) for at in group for name, amount in workers[at].clients.items()), reverse=True
    )[:CITED]
    yield Reason(
        f"Others than persons pay the {len(group)} of them, who bear different names, "
        f"{_earned(workers[at] for at in group)} in all, each at least "
        f"{min(len(workers[at].clients) for at in group)} of them.",
        citations(workers[at].paid_rows[name] for _amount, at, name in clients),
    )
    if sent:
        largest = sorted(
            ((amount, at, name) for at in group for name, amount in workers[at].sent.items()), reverse=True
        )[:CITED]
        yield Reason(
            f"{amounts.percent(sent)} of what {_who(workers, group)} goes to payees that most of them pay.",
            citations(workers[at].paid_rows[name] for _amount, at, name in largest),
        )


def _of_apart(crew: Crew) -> Reason:
    """Whom a crew is told apart from, with what joins them: of each kind what most share."""
    first: dict[str, tuple[str, Mapping[int, Mapping[str, Any]]]] = {}
    for (kind, shown), members in _things(crew.apart):
        first.setdefault(kind, (shown, members))
    others = {at for pair in crew.apart for at in pair} - set(crew.group)
    shared = " and ".join(f"the {_called(kind)} {shown}" for kind, (shown, _members) in first.items())
    rows = [row for _shown, members in first.values() for row in list(members.values())[:CITED]]
    return Reason(
        f"Only such things as {shared} tie some of them to {len(others)} more, who are told apart.",
        citations(rows),
    )


def _things(pairs: Links) -> list[tuple[tuple[str, str], dict[int, Mapping[str, Any]]]]:
    """What is shared, with the row of each who does: of each kind what most share first, by weight."""
    holders: dict[tuple[str, str], dict[int, Mapping[str, Any]]] = defaultdict(dict)
    for (one, other), shared in sorted(pairs.items()):
        for value in shared:
            holders[value.kind, value.shown].setdefault(one, value.rows[0])
            holders[value.kind, value.shown].setdefault(other, value.rows[1])
    seen: Counter[str] = Counter()
    rank: dict[tuple[str, str], tuple[int, float]] = {}
    for kind, shown in sorted(holders, key=lambda thing: (-len(holders[thing]), thing)):
        rank[kind, shown] = seen[kind], -WEIGHTS[kind]
        seen[kind] += 1
    return [(thing, holders[thing]) for thing in sorted(rank, key=lambda thing: rank[thing])]


def _who(workers: Sequence[Worker], group: Sequence[int]) -> str:
    main, some = _in_one(workers, group)
    return "they earn" if len(some) == len(group) else f"the {len(some)} of them earn who are paid in {main}"


def _earned(several: Iterable[Worker]) -> str:
    sums: Counter[str] = Counter()
    for worker in several:
        sums.update(worker.told)
    return amounts.said(sums)


def _of_further(more: Sequence[Worker]) -> Iterator[Reason]:
    if more:
        names = ", ".join(one.name for one in more[:4])
        names += f" and {len(more) - 4} more" if len(more) > 4 else ""
        yield Reason(
            f"{names}, paid by others than persons too seldom to be told as freelancers, hand what they earn "
            "to the same account.",
            citations(row for one in more[:CITED] for row in list(one.paid_rows.values())[:2]),
        )


def _called(kind: str) -> str:
    return {"email": "e-mail", "phone": "telephone", "text": "payment text"}.get(kind, kind)
