"""A payment loses its payer or its payee on the way: the next leg names the bank alone, or nobody.

## What it sees

Two legs of one payment: the same id in two rows, or the same account on the one side, the same currency, the
second leg no more than `hours` after the first and less than it by no more than `kept_share`, sent by another
bank (by the first eight letters of the BIC of that side); a leg of which only the day is known may be of any
time of it. The first leg names a party on the other side, a customer; the second names there nobody, or a
bank (`BANK_WORDS`, or a BIC in place of an account). There is one signal for each bank that sent such second
legs and bank whose customers were lost, from `legs` legs on at least `days` days of customers that were each
lost at least `again` times: covers that name banks alone hit anybody, stripping hides the same few. Or of
customers lost once, where there are more than covers explain: if the bank's second legs fell on other banks'
customers by how much these pay, so many on one bank would come, in all the data, no more than `chance` times
(Poisson, times the pairs of banks). A bank that names its own customers in fewer than `naming_share` of all
the payments it sends names nobody anyway, and says nothing.

## Why it matters

Who strips a message hides from the next bank whom it pays for. Resolution 2270 ¶33–35 closes correspondents
of banks of the DPRK; 1874 ¶18–20 and 2094 ¶11–15 forbid financial services that could aid the programmes.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Cover payments that rightly name banks alone beside a message that names the parties but is not in the data;
a bank's own payment of the same amount to the same account; messages cut by an old format of a mailbox.

## Known misses

Legs that differ by more than a fee or take longer, amounts that are split or joined, names replaced by
other names, second legs that are not in the data, rows without BICs, one leg alone.

## Source

Stripping is a pattern this project is asked to look for; the project's typologies (E2) name layered
payments and correspondents, not this way of hiding them. The limits are proposals of this project.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ibis import _

from sightline.detectors.citing import COLUMNS, citations
from sightline.detectors.day_alone import day_of, latest_column, told
from sightline.detectors.detector import Found, Tables, moment, param
from sightline.detectors.firms.front_traits import table_of
from sightline.detectors.firms.listed_bank import BANK_WORDS
from sightline.model.citation import Reason
from sightline.model.signal import Actor

VERSION = 4
TABLES = ("payments",)
MEASURES = ("fin-services",)
_OURS = "proposal of this project"
Key = tuple[str, str, str]
"""the bank that sent second legs, the bank whose customers were lost, the side"""
HOUR_MS, DAY_MS = 3_600_000, 86_400_000
SHOWN = 4
"""pairs of legs cited, the largest"""
BIC = r"^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$"
BANK = r"\b(" + "|".join(sorted(BANK_WORDS)) + r")\b"
KEPT = (
    "payment_id", "booked_ms", "amount", "currency", "debtor_account", "debtor_name", "debtor_bic",
    "creditor_account", "creditor_name", "creditor_bic", *COLUMNS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as stripped."""

    legs: int = param(3, "fewest legs that lost a party", "payments", _OURS, 1)
    days: int = param(2, "on so many days", "days", _OURS, 1)
    again: int = param(2, "a customer counts who was lost so often", "payments", _OURS, 1)
    chance: float = param(0.05, "else so often would covers alone give as many, in all the data", "1", _OURS)
    hours: float = param(
        48.0, "the next leg follows within", "h", "typologies E2: in and out within 48 hours"
    )
    kept_share: float = param(0.02, "most that a bank on the way keeps", "1", _OURS)
    naming_share: float = param(
        0.5, "of a bank's payments that name their party, else it never does", "1", _OURS
    )


@dataclass(frozen=True, slots=True)
class Legs:
    """Two legs of one payment: the bank that sent the second, the bank whose customer it lost, which side."""

    side: str
    sender: str
    origin: str
    first: Mapping[str, Any] = field(hash=False, compare=False)
    second: Mapping[str, Any] = field(hash=False, compare=False)

    @property
    def lost(self) -> str:
        """The account of the party that is gone."""
        return str(self.first[f"{self.side}_account"])


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Banks that sent the second legs, in the order of their BICs; see the module's own words."""
    payments = tables["payments"]
    pairs = [one for side in ("debtor", "creditor") for one in legs(payments, side, params)]
    by_bank: dict[Key, list[Legs]] = defaultdict(list)
    for one in pairs:
        by_bank[one.sender, one.origin, one.side].append(one)
    enough = {
        key: kept
        for key, several in by_bank.items()
        if len(kept := _again(several, params.again)) >= params.legs
    }
    rest = [key for key, several in by_bank.items() if len(several) >= params.legs and key not in enough]
    if rest:
        enough |= _beyond_chance(payments, by_bank, rest, params.chance)
    if not enough:
        return
    naming = _naming(payments, sorted({sender for sender, _origin, _side in enough}))
    for key, several in sorted(enough.items()):
        named, of = naming.get((key[0], key[2]), (0, 0))
        days = {one.second["booked_ms"] // DAY_MS for one in several}
        if len(days) >= params.days and named >= params.naming_share * of:
            yield _found(several, named, of)


def _again(several: Sequence[Legs], least: int) -> list[Legs]:
    """Those of customers who were lost at least so often."""
    times = Counter(one.lost for one in several)
    return [one for one in several if times[one.lost] >= least]


def _beyond_chance(
    payments: Any, by_bank: Mapping[Key, Sequence[Legs]], keys: Sequence[Key], chance: float
) -> dict[Key, list[Legs]]:
    """Those of these that covers, spread over banks by how much each pays, would hardly give."""
    found = {}
    for side in sorted({side for _sender, _origin, side in keys}):
        paid = _paid(payments, side)
        total, pairs = sum(paid.values()), max(1, len(paid) * (len(paid) - 1))
        legs_of = Counter[str]()
        for (sender, _origin, where), several in by_bank.items():
            legs_of[sender] += len(several) if where == side else 0
        for key in keys:
            sender, origin, where = key
            count = len(by_bank[key])
            others = total - paid.get(origin, 0) - paid.get(sender, 0)
            if where == side and others > 0:
                mean = max(1, legs_of[sender] - count) * paid.get(origin, 0) / others
                if pairs * at_least(count, mean) <= chance:
                    found[key] = list(by_bank[key])
    return found


def at_least(count: int, mean: float) -> float:
    """The probability of so many or more, by Poisson."""
    below = sum(mean**number / math.factorial(number) for number in range(count))
    return max(0.0, 1.0 - math.exp(-mean) * below) if mean > 1e-3 else mean**count / math.factorial(count)


def _paid(payments: Any, side: str) -> dict[str, int]:
    """How many payments each bank has on a side."""
    rows = payments.filter(_[f"{side}_bic"].notnull(), _[f"{side}_bic"] != "")
    counted = rows.group_by(bank=_[f"{side}_bic"].upper().substr(0, 8)).agg(of=_.count())
    return {row["bank"]: int(row["of"]) for row in counted.to_pyarrow().to_pylist()}


def bare(side: str) -> Any:
    """Whether a side of a payment names nobody but a bank."""
    name, account = _[f"{side}_name"], _[f"{side}_account"]
    nobody = name.isnull() | (name.strip() == "")
    return nobody | name.lower().re_search(BANK) | account.re_search(BIC)


def legs(payments: Any, side: str, params: Params) -> list[Legs]:
    """Pairs of legs of which the second lost the party of this side, in the order of time."""
    fixed = "creditor" if side == "debtor" else "debtor"
    most = _ms(params.hours) + DAY_MS  # the day of the first leg to the second
    banks = payments.filter(_[f"{side}_bic"].notnull(), _[f"{side}_bic"] != "").select(*KEPT)
    banks = banks.mutate(bank=_[f"{side}_bic"].upper().substr(0, 8), bucket=_.booked_ms // most)
    second = banks.filter(bare(side))
    first = banks.filter(~bare(side))
    first = first.semi_join(second.select(f"{fixed}_account").distinct(), f"{fixed}_account")
    first = first.rename({f"a_{name}": name for name in (*KEPT, "bank")})
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for later in (0, 1):
        on = [
            (f"a_{fixed}_account", f"{fixed}_account"), ("a_currency", "currency"), ("at_bucket", "bucket"),
        ]  # fmt: skip
        joined = first.mutate(at_bucket=day_of(_.a_booked_ms) // most + later).join(second, on)
        near = joined.filter(
            latest_column(_.booked_ms) >= _.a_booked_ms,
            _.booked_ms - latest_column(_.a_booked_ms) <= _ms(params.hours),
            _.amount <= _.a_amount,
            _.amount.cast("float64") >= _.a_amount.cast("float64") * (1 - params.kept_share),
        )
        _take(near, rows)
    _take(first.join(second, [("a_payment_id", "payment_id"), ("a_currency", "currency")]), rows)
    return _paired(side, rows.values())


def _paired(side: str, rows: Iterable[Mapping[str, Any]]) -> list[Legs]:
    """Each leg once, with the one that is nearest in time."""
    found: dict[tuple[str, int], Legs] = {}
    used: set[tuple[str, int]] = set()
    for row in sorted(rows, key=_order):
        first, second = (row["a_item"], row["a_row"]), (row["item"], row["row"])
        if first not in used and second not in found:
            used.add(first)
            sides = {name: row[f"a_{name}"] for name in KEPT}, {name: row[name] for name in KEPT}
            found[second] = Legs(side, row["bank"], row["a_bank"], *sides)
    return sorted(found.values(), key=_at)


def _take(joined: Any, rows: dict[tuple[Any, ...], dict[str, Any]]) -> None:
    other = joined.filter(_.a_bank != _.bank)
    for row in other.to_pyarrow().to_pylist():
        rows.setdefault((row["a_item"], row["a_row"], row["item"], row["row"]), row)


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    late = abs(row["booked_ms"] - row["a_booked_ms"])
    return late, row["booked_ms"], row["a_item"], row["a_row"], row["item"], row["row"]


def _ms(hours: float) -> int:
    return max(1, round(hours * HOUR_MS))


def _naming(payments: Any, senders: Sequence[str]) -> dict[tuple[str, str], tuple[int, int]]:
    """For each bank and side how many of its payments name a customer, of how many."""
    found = {}
    for side in ("debtor", "creditor"):
        rows = payments.filter(_[f"{side}_bic"].notnull()).mutate(bank=_[f"{side}_bic"].upper().substr(0, 8))
        some = rows.semi_join(table_of(senders), [("bank", "account")]).mutate(
            named=(~bare(side)).cast("int64")
        )
        for row in some.group_by("bank").agg(named=_.named.sum(), of=_.count()).to_pyarrow().to_pylist():
            found[row["bank"], side] = (int(row["named"] or 0), int(row["of"]))
    return found


def _found(several: Sequence[Legs], named: int, of: int) -> Found:
    first = several[0]
    role = "payer" if first.side == "debtor" else "payee"
    lost = {one.lost: one.first[f"{one.side}_name"] for one in several}
    largest = sorted(several, key=lambda one: (-one.second["amount"], _at(one)))[:SHOWN]
    times = [at for one in several for at in (one.first["booked_ms"], one.second["booked_ms"])]
    instead = {one.second[f"{one.side}_name"] or "nobody" for one in several}
    reasons = (
        Reason(
            f"{len(several)} payments that named a {role} at {first.origin} went on from {first.sender} "
            f"naming {', '.join(sorted(instead)[:3])}; the largest are cited, both legs of each."
            + told(times),
            citations(leg for one in largest for leg in (one.first, one.second)),
        ),
        Reason(
            f"Lost that way: {', '.join(sorted(lost.values())[:4])}"
            + (f" and {len(lost) - 4} more." if len(lost) > 4 else "."),
            citations(one.first for one in largest),
        ),
        Reason(
            f"{first.sender} names the {role} in {named} of {of} payments in the data: it does know how.",
            citations(one.second for one in largest),
        ),
    )
    return Found(
        actors=(
            Actor(f"bank-{first.sender}", first.sender, "bank that sent on"),
            Actor(f"bank-{first.origin}", first.origin, f"bank of the {role}"),
            *(Actor(f"account-{account}", name, role) for account, name in sorted(lost.items())),
        ),
        start=moment(min(times)),
        end=moment(max(times)),
        score=round(min(1.0, 0.4 + 0.06 * min(10, len(several))), 2),
        place=f"bank {first.sender}",
        reasons=reasons,
        measures=MEASURES,
    )


def _at(one: Legs) -> tuple[Any, ...]:
    return one.second["booked_ms"], one.second["item"], one.second["row"]
