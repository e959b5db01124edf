"""Workers of one employer hand much of their wages on to the same account.

## What it sees

Persons whom one and the same payer that is no person pays at least `wages` times, and who each pass at least
`handed_share` of that on to one payee, with at least `timely_share` of those payments within `days` after a
wage (one of which only the day is known may be of any time of it). A payee to whom at least `workers` persons
of one payer do so is named with that payer and those persons, where together they hand on `most_share`, or
where what they hand on varies between them by `varied_share` of its mean: what is the same for all is a
price, of a bed or a meal, what grows with the wage is a levy. A payee paid by more than `public` times as
many other accounts is a business with a public (a bank, a landlord, a remitter) and is passed over, and so is
one who pays the workers back as much as `back_share` of what they hand on (a savings club). Each worker is
judged within one currency, that of most of the payments, and all together within that of most workers: sums
of two currencies say nothing together.

## Why it matters

Workers sent abroad earn for the state. Resolution 2371 ¶11, 2375 ¶17 and 2397 ¶8 as the project's list of
measures has them (`labour`) stop permits and have workers returned; where wages are collected the employer
can be asked.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

A dormitory with meals, a union that runs an insurance, workers of one village who send home through one of
them, a family firm, an agency that is owed for a journey (which may be what is looked for, of other
states).

## Known misses

Wages paid to the collector in one sum, or in cash, or collected in cash; crews of fewer than `workers`;
collectors who change every month; wages handed on over several steps, or in another currency than they are
paid in.

## Source

Overseas labour stands in the project's typologies (E5), and that wages are collected is what the issue this
detector answers asks for; the typologies do not say how. The limits are proposals of this project.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from statistics import fmean, median, pstdev
from typing import Any

from ibis import _

from sightline.clean.holder_kinds import PERSONS
from sightline.detectors import amounts, day_alone
from sightline.detectors.citing import COLUMNS, citation, citations
from sightline.detectors.day_alone import DAY_MS, latest
from sightline.detectors.detector import Found, Tables, moment, param
from sightline.detectors.firms.front_traits import table_of
from sightline.model.citation import Reason
from sightline.model.signal import Actor

VERSION = 6
TABLES = ("payments", "accounts")
MEASURES = ("labour", "fin-services")
_OURS = "proposal of this project"
SHOWN = 4
"""workers whose payments are cited"""
Row = Mapping[str, Any]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as skimmed."""

    workers: int = param(5, "fewest workers of one employer", "persons", _OURS, 2)
    wages: int = param(2, "fewest wages of each", "payments", _OURS, 1)
    handed_share: float = param(0.25, "least of each one's wages that goes on to one payee", "1", _OURS)
    most_share: float = param(0.5, "of all wages goes on: most of them", "1", _OURS)
    varied_share: float = param(0.05, "or so much it varies: a levy and no price", "1", _OURS)
    timely_share: float = param(0.7, "of those payments follow a wage in time", "1", _OURS)
    days: float = param(10.0, "in time", "days", _OURS)
    public: float = param(
        1.0, "other payers of the payee, times the workers: a business with a public", "1", _OURS
    )
    back_share: float = param(0.3, "paid back: a savings club", "1", _OURS)


@dataclass(frozen=True, slots=True)
class Worker:
    """One person's wages from an employer and what went on to a payee, in order and in one currency."""

    account: str
    currency: str
    """of most of the payments between the three"""
    wages: Sequence[Row]
    handed: Sequence[Row]
    aside: int = 0
    """payments between them that are of other currencies"""

    def share(self) -> float:
        """What went on, of the wages."""
        return float(_sum(self.handed) / max(1e-9, _sum(self.wages)))

    def timely(self, days: float) -> float:
        """The share of payments that followed a wage within so many days."""
        times = [row["booked_ms"] for row in self.wages]
        good = 0
        for row in self.handed:
            before = bisect_right(times, latest(row["booked_ms"])) - 1
            good += before >= 0 and row["booked_ms"] - latest(times[before]) <= days * DAY_MS
        return good / max(1, len(self.handed))


def _sum(rows: Iterable[Row]) -> float:
    return sum(float(row["amount"]) for row in rows)


def _worker(account: str, wages: Sequence[Row], handed: Sequence[Row]) -> Worker:
    """What is of the most common currency of both sides, of two as common that of the first code."""
    both = {row["currency"] for row in wages} & {row["currency"] for row in handed}
    count = Counter(row["currency"] for row in (*wages, *handed) if row["currency"] in both)
    main = min(count, key=lambda code: (-count[code], code), default="")
    came, went = ([row for row in rows if row["currency"] == main] for rows in (wages, handed))
    return Worker(account, main, came, went, len(wages) + len(handed) - len(came) - len(went))


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Employers with their collectors, in the order of accounts; see the module's own words."""
    payments = tables["payments"].filter(_.debtor_account != _.creditor_account, _.amount > 0)
    people = (
        tables["accounts"].filter(_.holder_type.strip().lower().isin(PERSONS)).select("account").distinct()
    )
    groups = _groups(payments, people, params)
    if not groups:
        return
    found = _workers(payments, groups)
    publics = _payers(payments, sorted({collector for _employer, collector in groups}))
    back = _paid_back(payments, groups)
    held = _holders(tables["accounts"], groups)
    for pair in sorted(groups):
        crew = [
            one
            for one in found.get(pair, ())
            if min(len(one.wages), len(one.handed)) >= params.wages
            and one.share() >= params.handed_share
            and one.timely(params.days) >= params.timely_share
        ]
        others = publics.get(pair[1], 0) - len(crew)
        if len(crew) < params.workers or others > params.public * len(crew):
            continue
        alike = _alike(crew)
        handed = sum(_sum(one.handed) for one in alike)
        returned = sum(back.get((pair[1], one.account, one.currency), 0.0) for one in alike)
        most = handed >= params.most_share * sum(_sum(one.wages) for one in alike)
        if returned < params.back_share * handed and (most or _varied(alike) >= params.varied_share):
            yield _found(pair, crew, others, Told(held, params.days))


def _holders(accounts: Any, groups: Mapping[Pair, Sequence[str]]) -> dict[str, str]:
    """Who holds the accounts of these groups, as far as a register says."""
    every = {account for pair, workers in groups.items() for account in (*pair, *workers)}
    few = accounts.filter(_.holder.notnull()).semi_join(table_of(sorted(every)), "account")
    rows = few.group_by("account").agg(holder=_.holder.min()).to_pyarrow().to_pylist()
    return {row["account"]: row["holder"] for row in rows}


def _alike(crew: Sequence[Worker]) -> list[Worker]:
    """Those whose payments are of the currency of most of them."""
    count = Counter(one.currency for one in crew)
    main = min(count, key=lambda code: (-count[code], code))
    return [one for one in crew if one.currency == main]


def _varied(crew: Sequence[Worker]) -> float:
    """By how much the workers' usual payments differ: standard deviation of their medians over the mean."""
    usual = [median(float(row["amount"]) for row in one.handed) for one in crew]
    return pstdev(usual) / fmean(usual)


def _groups(payments: Any, people: Any, params: Params) -> dict[Pair, list[str]]:
    """Employers and collectors with the persons who may hand wages on from one to the other."""
    pairs = payments.group_by("debtor_account", "creditor_account", "currency").agg(
        times=_.count(), total=_.amount.cast("float64").sum()
    )
    wages = pairs.filter(_.times >= params.wages).semi_join(people, [("creditor_account", "account")])
    wages = wages.anti_join(people, [("debtor_account", "account")])
    wages = wages.select("currency", employer=_.debtor_account, worker=_.creditor_account, earned=_.total)
    handed = pairs.filter(_.times >= params.wages).semi_join(people, [("debtor_account", "account")])
    handed = handed.select("currency", worker=_.debtor_account, collector=_.creditor_account, sent=_.total)
    both = wages.join(handed, ["worker", "currency"]).filter(
        _.employer != _.collector, _.sent >= params.handed_share * _.earned, _.sent <= 1.5 * _.earned
    )
    found: dict[Pair, list[str]] = defaultdict(list)
    for row in both.select("employer", "collector", "worker").distinct().to_pyarrow().to_pylist():
        found[row["employer"], row["collector"]].append(row["worker"])
    return {pair: sorted(workers) for pair, workers in found.items() if len(workers) >= params.workers}


def _workers(payments: Any, groups: Mapping[Pair, Sequence[str]]) -> dict[Pair, list[Worker]]:
    """The rows of every worker of these groups."""
    everyone = table_of([worker for workers in groups.values() for worker in workers])
    ends = table_of([account for pair in groups for account in pair])
    columns = (
        "payment_id",
        "booked_ms",
        "amount",
        "currency",
        "debtor_account",
        "creditor_account",
        *COLUMNS,
    )
    came = payments.semi_join(everyone, [("creditor_account", "account")])
    came = came.semi_join(ends, [("debtor_account", "account")])
    went = payments.semi_join(everyone, [("debtor_account", "account")])
    went = went.semi_join(ends, [("creditor_account", "account")])
    rows: dict[Pair, dict[tuple[Any, ...], Row]] = defaultdict(dict)
    for table in (came, went):
        ordered = table.select(*columns).order_by("booked_ms", "payment_id", "item", "row")
        for row in ordered.to_pyarrow().to_pylist():
            key = (row["booked_ms"], row["payment_id"], row["amount"])
            rows[row["debtor_account"], row["creditor_account"]].setdefault(key, row)
    return {
        (employer, collector): [
            _worker(
                worker,
                list(rows.get((employer, worker), {}).values()),
                list(rows.get((worker, collector), {}).values()),
            )
            for worker in workers
        ]
        for (employer, collector), workers in groups.items()
    }


def _payers(payments: Any, collectors: Sequence[str]) -> dict[str, int]:
    few = payments.semi_join(table_of(collectors), [("creditor_account", "account")])
    rows = few.group_by("creditor_account").agg(payers=_.debtor_account.nunique()).to_pyarrow().to_pylist()
    return {row["creditor_account"]: row["payers"] for row in rows}


def _paid_back(payments: Any, groups: Mapping[Pair, Sequence[str]]) -> dict[tuple[str, str, str], float]:
    """What collectors paid to workers, by both accounts and currency."""
    collectors = table_of([collector for _employer, collector in groups])
    workers = table_of([worker for several in groups.values() for worker in several])
    rows = payments.semi_join(collectors, [("debtor_account", "account")])
    rows = rows.semi_join(workers, [("creditor_account", "account")])
    sums = rows.group_by("debtor_account", "creditor_account", "currency").agg(
        total=_.amount.cast("float64").sum()
    )
    return {
        (row["debtor_account"], row["creditor_account"], row["currency"]): row["total"]
        for row in sums.to_pyarrow().to_pylist()
    }


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_WAGES, _HANDED = attrgetter("wages"), attrgetter("handed")


def _by_currency(rows: Iterable[Row]) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for row in rows:
        found[row["currency"]] += float(row["amount"])
    return found


def _of(went: Mapping[str, float], earned: Mapping[str, float]) -> str:
    """What went on by currency, each with its share of the wages in it."""
    told = (
        f"{amounts.said({name: amount})} ({amounts.percent(amount / earned[name])} of it)"
        for name, amount in sorted(went.items())
    )
    return ", ".join(told)


def _aside(crew: Sequence[Worker]) -> str:
    """A clause on the payments that are left aside; empty where none is."""
    count = sum(one.aside for one in crew)
    if not count:
        return ""
    told = f"{amounts.counted(count, 'payment')} between them in other currencies"
    return f"; {told} {'is' if count == 1 else 'are'} left aside"


@dataclass(frozen=True, slots=True)
class Told:
    """What sentences need besides payments: who holds each account, and how many days are in time."""

    held: Mapping[str, str]
    days: float

    def caption(self, account: str) -> str:
        """An account as a reader knows it."""
        name = self.held.get(account, "")
        return f"{name} (account {account})" if name else f"account {account}"


def _found(pair: Pair, crew: Sequence[Worker], others: int, told: Told) -> Found:
    employer, collector = pair
    alike = _alike(crew)
    wages, handed = (sum(_sum(rows(one)) for one in alike) for rows in (_WAGES, _HANDED))
    earned, went = (_by_currency(row for one in crew for row in rows(one)) for rows in (_WAGES, _HANDED))
    shares = [one.share() for one in crew]
    least = int(100 * min(one.timely(told.days) for one in crew)) / 100
    shown = sorted(crew, key=lambda one: (-_sum(one.handed), one.account))[:SHOWN]
    times = [row["booked_ms"] for one in crew for row in (*one.wages, *one.handed)]
    reasons = (
        Reason(
            f"{_first_capital(told.caption(employer))} paid {len(crew)} persons {amounts.said(earned)} in "
            f"{sum(len(one.wages) for one in crew)} payments, and they paid {_of(went, earned)} in "
            f"{sum(len(one.handed) for one in crew)} to {told.caption(collector)}{_aside(crew)}; payments of "
            f"{len(shown)} of them are cited.",
            citations(row for one in shown for row in (*one.wages[:2], *one.handed[:2])),
        ),
        Reason(
            f"{amounts.between(shares)} of each one's wages went on, "
            f"{'all' if least == 1 else f'of each at least {least:.0%}'} of those payments within "
            f"{told.days:.0f} days of a wage; {amounts.counted(others, 'other account')} paid the collector."
            f"{day_alone.told(times)}",
            tuple(citation(one.handed[-1]) for one in shown),
        ),
    )
    return Found(
        actors=(
            Actor(f"account-{collector}", told.caption(collector), "collector"),
            Actor(f"account-{employer}", told.caption(employer), "employer"),
            *(Actor(f"account-{one.account}", told.caption(one.account), "worker") for one in crew),
        ),
        start=moment(min(times)),
        end=moment(max(times)),
        score=round(min(1.0, 0.35 + 0.3 * handed / wages + 0.03 * min(10, len(crew))), 2),
        place=told.caption(collector),
        reasons=reasons,
        measures=MEASURES,
    )
