"""A mission or an official of it has more than the one account the Council left them.

## What it sees

Accounts of a register whose holder is a diplomatic or consular mission of the DPRK, a trade representation or
an official of one, by words of the holder's name and kind (`mission_words`: the state's name in full, in
initials, cut at the end of a line and as an adjective, in the languages of the states that have such missions
and in Korean, Chinese, Russian and Arabic letters). An embassy is one in a country of accounts, however its
state is written, whether or not its town is, and whichever section of it is named (commercial, military
attaché, consular); so are a permanent mission and a trade representation, each by itself. Where embassies of
several towns hold accounts in a country, and for consulates, what is left of the name tells them apart.
Officials are compared by what is left of the name without state, post and rank, whatever the order of its
words, and by their syllables where these are Korean (`name_syllables`: *Han Chol Su*, *Han Chol-su*,
*HAN Cholsu*, in two scripts). An embassy of another state in the DPRK is none, and the Republic of Korea's is
another state's. One with more than `accounts` in one country is named, with every account; of accounts opened
on or after the day of the resolution the reason says so. What the accounts were used for in payments is told.

## Why it matters

Resolution 2321 ¶16 limits accounts to one for each mission and consular post, and one for each accredited
diplomat and consular officer.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

An account that was closed and another opened, where the register does not say when; a mission's accounts in
two currencies that a bank counts as one; accounts a state allows by agreement with the Committee; a trade
representation that the host state counts as no mission.

## Known misses

Accounts of officials the register does not call so, accounts in the names of relatives, drivers or companies,
and accounts at banks whose registers are not in the data. A town of several words that is in no table here
and that no `in` stands before is not told from a person's name. An account of an official whose rank is told
and whose name is not counts as one official's by itself; of a section that its head stands for, as the
mission's.

## Source

Resolution 2321 ¶16 (content checked in the project's domain notes). The words are this project's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from ibis import _

from sightline.detectors import amounts
from sightline.detectors.citing import COLUMNS, citations
from sightline.detectors.detector import Found, Tables, moment, param
from sightline.detectors.firms import mission_names
from sightline.detectors.firms.front_traits import table_of
from sightline.model.citation import Reason
from sightline.model.signal import Actor

VERSION = 4
TABLES = ("accounts", "payments")
MEASURES = ("mission-accounts",)
IN_FORCE = date(2016, 11, 30)
"""the day of resolution 2321"""


@dataclass(frozen=True, slots=True)
class Params:
    """How many accounts are allowed."""

    accounts: int = param(1, "accounts of one holder in one country", "accounts", "resolution 2321 ¶16", 1)


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Holders with more accounts, in the order of their names."""
    columns = ("account", "holder", "holder_type", "opened_on", "country", "bic", *COLUMNS)
    rows = tables["accounts"].filter(_.holder.notnull()).select(*columns)
    met = []
    for at, row in enumerate(rows.order_by("account", "item", "row").to_pyarrow().to_pylist()):
        if told := mission_names.holder(row["holder"], row["holder_type"] or ""):
            met.append((at, told, row["country"] or "", row))
    one = mission_names.together((at, told, country) for at, told, country, _row in met)
    held: dict[tuple[str, ...], dict[str, dict[str, Any]]] = defaultdict(dict)
    for at, _told, _country, row in met:
        held[one[at]].setdefault(row["account"], row)
    several = {
        key: list(accounts.values()) for key, accounts in held.items() if len(accounts) > params.accounts
    }
    if not several:
        return
    used = _used(tables["payments"], [row["account"] for rows in several.values() for row in rows])
    for key in sorted(several):
        yield _found(several[key], used, params)


def _used(payments: Any, accounts: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    few = table_of(accounts)
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    columns = ("booked_ms", "amount", "currency", "debtor_account", "creditor_account", *COLUMNS)
    for side in ("debtor_account", "creditor_account"):
        rows = payments.semi_join(few, [(side, "account")]).select(*columns)
        for row in rows.order_by("booked_ms", "item", "row").to_pyarrow().to_pylist():
            found[row[side]].append(row)
    return found


def _of(some: int, every: int) -> str:
    """`1 of them`, `Both`, `All 3`."""
    return f"{some} of them" if some < every else "Both" if every == 2 else f"All {every}"


def _written(accounts: Sequence[Mapping[str, Any]]) -> str:
    """The other names under which its accounts stand."""
    others = list(dict.fromkeys(one["holder"] for one in accounts))[1:]
    return f"; it is also written {', '.join(others)}" if others else ""


def _found(
    accounts: Sequence[Mapping[str, Any]], used: Mapping[str, Sequence[Mapping[str, Any]]], params: Params
) -> Found:
    payments = [row for one in accounts for row in used.get(one["account"], ())]
    times = [row["booked_ms"] for row in payments]
    late = [one for one in accounts if one["opened_on"] and one["opened_on"] >= IN_FORCE]
    holder, country = accounts[0]["holder"], accounts[0]["country"] or ""
    reasons = [
        Reason(
            f"{holder} holds {len(accounts)} accounts{f' in {country.upper()}' if country else ''}, where "
            f"{params.accounts} is allowed{_written(accounts)}.",
            citations(accounts),
        )
    ]
    if late:
        reasons.append(
            Reason(
                f"{_of(len(late), len(accounts))} {'was' if len(late) == 1 else 'were'} opened on or after "
                f"{IN_FORCE.isoformat()}, {'' if len(late) == 1 else 'the last '}on "
                f"{max(one['opened_on'] for one in late).isoformat()}.",
                citations(late),
            )
        )
    active = sum(bool(used.get(one["account"])) for one in accounts)
    if payments:
        largest = sorted(payments, key=lambda row: (-row["amount"], row["booked_ms"]))[:6]
        reasons.append(
            Reason(
                f"{_of(active, len(accounts))} made or got {amounts.counted(len(payments), 'payment')}; "
                f"{'the largest are' if len(payments) > len(largest) else 'they are'} cited.",
                citations(largest),
            )
        )
    start, end = (moment(min(times)), moment(max(times))) if times else (_opened(accounts), _opened(accounts))
    return Found(
        actors=tuple(
            Actor(
                f"account-{one['account']}", f"{one['holder']} (account {one['account']})", "mission account"
            )
            for one in accounts
        ),
        start=start,
        end=end,
        score=round(
            min(1.0, 0.5 + 0.2 * (active > params.accounts) + 0.15 * bool(late) + 0.05 * len(accounts)), 2
        ),
        place=f"accounts{f' in {country.upper()}' if country else ''}",
        reasons=tuple(reasons),
        measures=MEASURES,
    )


def _opened(accounts: Sequence[Mapping[str, Any]]) -> datetime:
    days = [one["opened_on"] for one in accounts if one["opened_on"]]
    day = max([*days, IN_FORCE])
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
