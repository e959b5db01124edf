"""How companies behave in payments, as far as it tells a front: asked only of those that something ties."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import ibis
import pyarrow as pa
from ibis import _

from sightline.detectors import amounts
from sightline.detectors.citing import COLUMNS
from sightline.detectors.day_alone import latest
from sightline.detectors.firms.business_words import lines
from sightline.detectors.firms.company_units import Register, Unit

HOUR_MS, DAY_MS = 3_600_000, 86_400_000
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Trait:
    """Something in how a company behaves: what, how much it weighs, a sentence and the rows."""

    kind: str
    weight: float
    text: str
    rows: tuple[Mapping[str, Any], ...] = field(hash=False, compare=False)


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment of a company: whether it comes in, the other account, ms UTC, amount."""

    comes: bool
    own: str
    other: str
    other_name: str
    at: int
    id: str
    amount: float
    currency: str
    purpose: str
    row: Mapping[str, Any] = field(hash=False, compare=False)


def table_of(texts: Sequence[str]) -> Any:
    """Texts as a table of one column, `account`, to be joined with."""
    return ibis.memtable(pa.table({"account": pa.array(sorted(set(texts)), pa.string())}))


def large(payments: Any, companies: Sequence[str], share: float) -> dict[str, float]:
    """By currency the amount that this share of the payments between companies does not exceed."""
    if not companies:
        return {}
    some = table_of(companies)
    between = payments.semi_join(some, [("creditor_account", "account")]).semi_join(
        some, [("debtor_account", "account")]
    )
    rows = between.group_by("currency").agg(most=_.amount.cast("float64").quantile(share)).to_pyarrow()
    return {row["currency"]: row["most"] for row in rows.to_pylist()}


def payments_of(payments: Any, register: Register, units: Iterable[int]) -> dict[int, list[Payment]]:
    """Every payment of these companies, each once, in the order of time, what comes in first."""
    accounts = [account for at in units for account in register.units[at].accounts]
    if not accounts:
        return {}
    few, known = table_of(accounts), frozenset(accounts)
    real = payments.filter(_.debtor_account != _.creditor_account, _.amount > 0)
    both = real.semi_join(few, [("debtor_account", "account")]).union(
        real.semi_join(few, [("creditor_account", "account")])
    )
    keys = ("payment_id", "booked_ms", "amount", "currency", "debtor_account", "creditor_account")
    said = {name: _[name].max() for name in ("purpose", "debtor_name", "creditor_name")}
    once = both.group_by(*keys).agg(place=ibis.struct({name: _[name] for name in COLUMNS}).min(), **said)
    found: dict[int, list[Payment]] = defaultdict(list)
    for line in once.to_pyarrow().to_pylist():
        for comes, own, other in ((True, "creditor", "debtor"), (False, "debtor", "creditor")):
            account = line[f"{own}_account"]
            if account in known:
                payment = Payment(
                    comes, account, line[f"{other}_account"], line[f"{other}_name"] or "", line["booked_ms"],
                    line["payment_id"], float(line["amount"]), line["currency"], line["purpose"] or "",
                    line["place"],
                )  # fmt: skip
                found[register.of_account[account]].append(payment)
    for several in found.values():
        several.sort(key=lambda one: (one.at, not one.comes, one.id, one.other, one.amount))
    return found


def traits(
    unit: Unit, own: Sequence[Payment], inside: frozenset[str], bars: Mapping[str, float],
    persons: frozenset[str], params: Any,
) -> list[Trait]:  # fmt: skip
    """What is seen of a company; `inside` are the accounts of all that are tied with it."""
    outside = [one for one in own if one.other not in inside]
    if len(outside) < params.payments:
        return []
    found = [
        _young(unit, outside, bars, params),
        _passes(own, params),
        _no_staff(own, persons, params),
        _other_goods(unit, outside, params),
        _round(outside, len(own), params),
    ]
    return [one for one in found if one is not None]


def _young(unit: Unit, own: Sequence[Payment], bars: Mapping[str, float], params: Any) -> Trait | None:
    if unit.began is None or unit.began_row is None:
        return None
    began = (unit.began - EPOCH).days * DAY_MS
    for one in own:
        if one.at < began or one.amount < bars.get(one.currency, float("inf")):
            continue
        days = (one.at - began) / DAY_MS
        if days > params.young_days:
            return None
        text = (
            f"its first large payment, {one.amount:,.2f} {one.currency}, came {days:.0f} days after it began"
        )
        return Trait("young at its first large payment", 1.5, text, (unit.began_row, one.row))
    return None


def _passes(own: Sequence[Payment], params: Any) -> Trait | None:
    """Money leaves again soon, the oldest first, and nearly all of it.

    What comes on a day counts from its beginning and what goes at its end, where only the day is known.
    """
    waiting: dict[str, deque[list[Any]]] = defaultdict(deque)
    came = went = passed = 0.0
    pairs: list[tuple[float, Payment, Payment]] = []
    length = params.passed_hours * HOUR_MS
    for one in sorted(own, key=lambda one: (one.at if one.comes else latest(one.at), not one.comes)):
        queue = waiting[one.currency]
        if one.comes:
            came += one.amount
            queue.append([one.amount, one])
            continue
        went += one.amount
        left = one.amount
        while queue and left > 0:
            if one.at - latest(queue[0][1].at) > length:
                queue.popleft()
                continue
            part = min(left, queue[0][0])
            passed, left = passed + part, left - part
            pairs.append((part, queue[0][1], one))
            queue[0][0] -= part
            if queue[0][0] <= 0:
                queue.popleft()
    if (
        not came
        or passed < params.passed_share * came
        or abs(came - went) > params.drift_share * max(came, went)
    ):
        return None
    pairs.sort(key=lambda pair: (-pair[0], pair[1].at, pair[1].id))
    rows = tuple(one.row for _part, first, then in pairs[:2] for one in (first, then))
    share = amounts.percent(passed / came)
    text = f"as much as {share} of what it received went out within {params.passed_hours:.0f} hours"
    if any(latest(one.at) != one.at for _part, *both in pairs for one in both):
        text += " (of some payments only the day is known)"
    return Trait("passes money on", 1.0, text, rows)


def _no_staff(own: Sequence[Payment], persons: frozenset[str], params: Any) -> Trait | None:
    """Nobody is paid a wage: no person gets money from it in two months."""
    months: dict[str, set[int]] = defaultdict(set)
    for one in own:
        if not one.comes and one.other in persons:
            months[one.other].add(one.at // (28 * DAY_MS))
    span = (own[-1].at - own[0].at) / DAY_MS
    paid = sum(len(several) > 1 for several in months.values()) if span > 60 else len(months)
    if paid > params.staff or not persons:
        return None
    return Trait("no staff", 0.5, "it pays no wages", (own[0].row,))


def _other_goods(unit: Unit, own: Sequence[Payment], params: Any) -> Trait | None:
    """Payments name other lines of business than its own name does."""
    line = lines(unit.name)
    named = [(one, lines(one.purpose)) for one in own]
    told = [(one, of) for one, of in named if of]
    if not line or len(told) < 2:
        return None
    fitting = sum(one.amount for one, of in told if of & line)
    total = sum(one.amount for one, _of in told)
    if fitting > params.fitting_share * total:
        return None
    other = Counter(name for _one, of in told for name in of - line).most_common(1)[0][0]
    largest = sorted((one for one, of in told if not of & line), key=lambda one: (-one.amount, one.id))[:2]
    text = f"its name says {' and '.join(sorted(line))}, its payments {other}"
    return Trait("other goods than its business", 1.0, text, (unit.row, *(one.row for one in largest)))


def _round(own: Sequence[Payment], every: int, params: Any) -> Trait | None:
    """Most sums are round; `own` are those that others than its own web pay or get, of `every` one it has."""
    whole = [one for one in own if one.amount % params.round_unit == 0]
    if len(whole) < params.round_share * len(own):
        return None
    text = f"{len(whole)} of its {len(own)} payments are multiples of {params.round_unit}"
    if every > len(own):
        text += f" (of {every}, those to or from the companies tied with it left aside)"
    return Trait("round amounts", 0.25, text, tuple(one.row for one in whole[:2]))
