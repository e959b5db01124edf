"""A correspondent account is used by another bank's customers.

## What it sees

Accounts that a bank holds with a bank (holder type `HOLDERS`, or a word for a bank in the holder's name).
Payments over such an account give a BIC for its side: whose customer stands behind them. The bank whose BIC
does so in most of the payments is the one the account was opened for, where it does so in `own_share` of
them at least. Any other bank (the first `bic_letters` letters; banks of one house share them) is nested,
from `payments` payments on at least `days` days. Where more than `most_nested` other banks come over one
account it is a clearer's own and is passed over.

## Why it matters

A bank that was cut off pays over another's account. Resolution 2270 ¶33–35 closes correspondent accounts of
banks of the DPRK, and what is paid over a nested one is seen by nobody who closed them.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Downstream banks that the correspondent knows of and has agreed to, a bank that changed its name and its
BIC, savings banks that clear over their central institution, fintechs that give accounts in a bank's name.

## Known misses

Nested banks that send no BIC, or that of the account's bank; accounts that no register calls a bank's;
customers whose bank is named in the purpose alone.

## Source

Nesting is a pattern this project is asked to look for. The project's typologies (E2) name representatives
of banks of the DPRK and clearing for others; the limits are proposals of this project.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ibis import _

from sightline.detectors import amounts
from sightline.detectors.citing import COLUMNS, citations
from sightline.detectors.detector import Found, Tables, moment, param
from sightline.detectors.firms.front_traits import table_of
from sightline.detectors.firms.listed_bank import BANK_WORDS
from sightline.detectors.firms.ties import normal
from sightline.model.citation import Reason
from sightline.model.signal import Actor

VERSION = 2
TABLES = ("payments", "accounts")
MEASURES = ("bank-branches", "fin-services")
_OURS = "proposal of this project"
DAY_MS = 86_400_000
HOLDERS = frozenset({"bank", "correspondent", "vostro", "loro", "nostro", "financial institution"})
SHOWN = 6
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as nested."""

    payments: int = param(4, "fewest payments for another bank's customers", "payments", _OURS, 1)
    days: int = param(2, "on so many days", "days", _OURS, 1)
    own_share: float = param(0.5, "of the payments are for customers of the account's own bank", "1", _OURS)
    most_nested: int = param(6, "more other banks than that: a clearer's account", "banks", _OURS, 1)
    bic_letters: int = param(
        4, "letters of a BIC that banks of one house share", "letters", "ISO 9362: four", 4
    )


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Accounts in the order of their numbers, each with every bank nested in it."""
    held = _accounts(tables["accounts"])
    if not held:
        return
    over = _over(tables["payments"], sorted(held))
    for account in sorted(over):
        rows = over[account]
        banks = Counter(_bank(bic, params) for bic, _row in rows)
        own, most = min(banks.items(), key=lambda one: (-one[1], one[0]))
        if most < params.own_share * len(rows) or len(banks) - 1 > params.most_nested:
            continue
        for nested in sorted(set(banks) - {own}):
            its = [row for bic, row in rows if _bank(bic, params) == nested]
            shown = next(bic for bic, _row in rows if _bank(bic, params) == nested)
            days = {row["booked_ms"] // DAY_MS for row in its}
            if len(its) >= params.payments and len(days) >= params.days:
                yield _found(held[account], its, shown, (own, most, len(rows)))


def _bank(bic: str, params: Params) -> str:
    return bic[: params.bic_letters]


def _accounts(accounts: Any) -> dict[str, dict[str, Any]]:
    """Accounts that banks hold, each with the row of the register that says so."""
    columns = ("account", "holder", "holder_type", "bic", *COLUMNS)
    rows = accounts.filter(_.holder.notnull() | _.holder_type.notnull()).select(*columns)
    found: dict[str, dict[str, Any]] = {}
    for row in rows.order_by("account", "item", "row").to_pyarrow().to_pylist():
        words = set(normal("name", row["holder"] or "").split())
        if (row["holder_type"] or "").strip().lower() in HOLDERS or words & BANK_WORDS:
            found.setdefault(row["account"], row)
    return found


def _over(payments: Any, accounts: Sequence[str]) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """Payments over these accounts with the BIC of the account's side, in the order of time, each once."""
    columns = ("payment_id", "booked_ms", "amount", "currency", *COLUMNS)
    found: dict[str, dict[tuple[Any, ...], tuple[str, dict[str, Any]]]] = defaultdict(dict)
    for side in ("debtor", "creditor"):
        told = payments.filter(_[f"{side}_bic"].notnull(), _[f"{side}_bic"] != "")
        rows = told.semi_join(table_of(accounts), [(f"{side}_account", "account")]).select(
            *columns, account=_[f"{side}_account"], name=_[f"{side}_name"], bic=_[f"{side}_bic"].upper()
        )
        for row in rows.order_by("booked_ms", "payment_id", "item", "row").to_pyarrow().to_pylist():
            key = (row["booked_ms"], row["payment_id"], row["amount"], side)
            found[row["account"]].setdefault(key, (row["bic"], row))
    return {account: [several[key] for key in sorted(several)] for account, several in found.items()}


def _found(account: Row, rows: Sequence[Row], bic: str, usual: tuple[str, int, int]) -> Found:
    own, most, of = usual
    largest = sorted(rows, key=lambda row: (-row["amount"], row["booked_ms"], row["row"]))[:SHOWN]
    names = sorted({row["name"] for row in rows if row["name"]})
    holder = account["holder"] or f"account {account['account']}"
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row["currency"]] += row["amount"]
    total = amounts.said(sums)
    reasons = (
        Reason(f"{holder} holds the account {account['account']}.", citations([account])),
        Reason(
            f"{len(rows)} payments over it ({total}) are for customers of {bic}; the largest are cited.",
            citations(largest),
        ),
        Reason(
            f"{most} of all {of} payments over it are for banks {own}…, for which it was opened. "
            f"The others' customers: {', '.join(names[:4]) or 'not named'}.",
            citations(rows[:1]),
        ),
    )
    times = [row["booked_ms"] for row in rows]
    return Found(
        actors=(
            Actor(
                f"account-{account['account']}",
                f"{holder} (account {account['account']})",
                "correspondent account",
            ),
            Actor(f"bank-{bic[:8]}", bic[:8], "nested bank"),
        ),
        start=moment(min(times)),
        end=moment(max(times)),
        score=round(min(1.0, 0.4 + 0.05 * min(10, len(rows))), 2),
        place=f"account {account['account']}",
        reasons=reasons,
        measures=MEASURES,
    )
