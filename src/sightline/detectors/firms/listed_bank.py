"""A listed bank is still connected: it stands in payments on days when it was on a list.

## What it sees

Payments in which a bank of either side has the BIC of a listed party, the first `bic_letters` letters of it
(a branch is the bank), or a party has the name of a listed bank: an entry of the lists in force that has a
BIC, or whose name holds a word for a bank (`BANK_WORDS`). So does a step further: where the account that a
listed bank's side paid (`chain_payments` times or more) pays on within `chain_hours` nearly the same amount
(at most `chain_share` less) in the same currency, the chain is shown. There is one signal for each listed
bank and bank it dealt with, from the first payment to the last, with the number of days on which they dealt.

## Why it matters

Resolution 2270 ¶33–35 has branches, subsidiaries and correspondents of DPRK banks closed within 90 days; 1718
¶8(d) freezes what listed banks own.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Another bank of the same name; a payment that was stopped and stands in the data as an order; what a committee
allowed (humanitarian payments, missions). A list says since when it names a bank only where it gives the day.

## Known misses

Banks known by account alone, chains through banks whose messages are not in the data, names in other letters
than the list's.

## Source

Resolutions as above; the typologies (E2) name correspondents and representatives of DPRK banks. The limits
are proposals of this project.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import pyarrow as pa
from ibis import _

from sightline.detectors.citing import COLUMNS, citations
from sightline.detectors.detector import Found, Tables, moment, param
from sightline.detectors.firms import listed_parties
from sightline.detectors.firms.front_traits import table_of
from sightline.detectors.firms.listed_parties import Mention, Parties
from sightline.detectors.firms.ties import normal
from sightline.model.citation import Reason
from sightline.model.signal import Actor

VERSION = 1
TABLES = ("payments", "listed")
MEASURES = ("bank-branches", "asset-freeze")
_OURS = "proposal of this project"
BANK_WORDS = frozenset({"bank", "banking", "banc", "banque", "banco"})
SHOWN = 6
"""payments cited of a kind"""
KEPT = (
    "payment_id", "booked_ms", "amount", "currency", "debtor_bic", "creditor_bic", "debtor_name",
    "creditor_name", "debtor_account", "creditor_account", *COLUMNS,
)  # fmt: skip
HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as connected."""

    bic_letters: int = param(8, "letters of a BIC that are the bank's", "letters", "ISO 9362: eight", 4)
    payments: int = param(1, "fewest payments", "payments", _OURS, 1)
    chain_payments: int = param(
        1, "payments with a listed bank before a chain is looked for", "payments", _OURS, 1
    )
    chain_hours: float = param(48.0, "a chain goes on within", "h", _OURS)
    chain_share: float = param(0.05, "what a link of a chain may keep", "1", _OURS)


@dataclass(frozen=True, slots=True)
class Dealing:
    """A payment with a listed bank on one side: the bank, the other side's, and the row."""

    bank: Mention
    other: str
    incoming: bool
    """whether the listed bank's side is the one that pays"""
    row: Mapping[str, Any]


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Listed banks by their entry, each with the banks it dealt with; see the module's own words."""
    parties = listed_parties.read(tables["listed"])
    dealings = list(_dealings(tables["payments"], parties, params))
    if not dealings:
        return
    chains = _chains(tables["payments"], dealings, params)
    by_pair: dict[tuple[str, str], list[Dealing]] = defaultdict(list)
    for one in dealings:
        by_pair[one.bank.entity, one.other].append(one)
    for pair in sorted(by_pair):
        if len(by_pair[pair]) >= params.payments:
            yield _found(by_pair[pair], chains)


def _dealings(payments: Any, parties: Parties, params: Params) -> Iterator[Dealing]:
    banks = _banks(parties)
    letters = {bic[: params.bic_letters]: one for bic, one in parties.bics.items()}
    named = {account: one for account, (one, _row) in _named(payments, parties, banks).items()}
    if not letters and not named:
        return
    bics = table_of(list(letters) or ["-"])
    accounts = table_of(list(named) or ["-"])
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    for side in ("debtor", "creditor"):
        by_bic = payments.filter(_[f"{side}_bic"].notnull()).mutate(
            bank=_[f"{side}_bic"].upper().substr(0, params.bic_letters)
        )
        for some in (
            by_bic.semi_join(bics, [("bank", "account")]),
            payments.semi_join(accounts, [(f"{side}_account", "account")]),
        ):
            for row in some.select(*KEPT).to_pyarrow().to_pylist():
                rows[row["item"], row["row"]] = row
    seen: set[tuple[Any, ...]] = set()
    for _at, row in sorted(rows.items(), key=lambda item: (item[1]["booked_ms"], item[0])):
        key = (*(row[name] for name in KEPT[:4]), row["debtor_account"], row["creditor_account"])
        if key not in seen:
            seen.add(key)
            yield from _sides(row, letters, named, params)


def _sides(
    row: Mapping[str, Any], letters: Mapping[str, Mention], named: Mapping[str, Mention], params: Params
) -> Iterator[Dealing]:
    for side, other in (("debtor", "creditor"), ("creditor", "debtor")):
        bic = (row[f"{side}_bic"] or "").upper()[: params.bic_letters]
        bank = letters.get(bic) or named.get(row[f"{side}_account"])
        theirs = (row[f"{other}_bic"] or "").upper()[: params.bic_letters]
        if bank is not None and theirs not in letters:
            yield Dealing(bank, theirs or row[f"{other}_account"], side == "debtor", row)


def _banks(parties: Parties) -> frozenset[str]:
    """Entries that are banks: with a BIC, or by a word of a name."""
    found = {one.entity for one in parties.bics.values()}
    for one in parties.names.values():
        if BANK_WORDS & set(normal("name", one.shown).split()):
            found.add(one.entity)
    return frozenset(found)


def _named(payments: Any, parties: Parties, banks: frozenset[str]) -> dict[str, tuple[Mention, Any]]:
    met = listed_parties.met_in_payments(payments, parties, table_of)
    return {account: told for account, told in met.items() if told[0].entity in banks}


def _chains(
    payments: Any, dealings: Sequence[Dealing], params: Params
) -> dict[tuple[str, int], dict[str, Any]]:
    """By the place of a payment from a listed bank the one with which the other bank passed it on."""
    out: dict[str, list[Dealing]] = defaultdict(list)
    for one in dealings:
        if one.incoming:
            out[one.row["creditor_account"]].append(one)
    wanted = {account: several for account, several in out.items() if len(several) >= params.chain_payments}
    if not wanted:
        return {}
    later = ibis.memtable(pa.table({"account": pa.array(sorted(wanted), pa.string())}))
    rows = payments.semi_join(later, [("debtor_account", "account")]).select(*KEPT)
    by_payer: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.order_by("booked_ms", "payment_id", "item", "row").to_pyarrow().to_pylist():
        by_payer[row["debtor_account"]].append(row)
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for account, several in sorted(wanted.items()):
        for one in several:
            first = one.row
            for row in by_payer[account]:
                late = row["booked_ms"] - first["booked_ms"]
                near = (
                    (1 - params.chain_share) * float(first["amount"])
                    <= float(row["amount"])
                    <= float(first["amount"])
                )
                if (
                    0 <= late <= params.chain_hours * HOUR_MS
                    and near
                    and row["currency"] == first["currency"]
                ):
                    found[first["item"], first["row"]] = row
                    break
    return found


def _found(dealings: Sequence[Dealing], chains: Mapping[tuple[str, int], Mapping[str, Any]]) -> Found:
    first = dealings[0]
    bank, times = first.bank, [one.row["booked_ms"] for one in dealings]
    days = len({at // (24 * HOUR_MS) for at in times})
    ways = [
        (one, chains[one.row["item"], one.row["row"]])
        for one in dealings
        if (one.row["item"], one.row["row"]) in chains
    ]
    reasons = [
        Reason(
            f"{bank.caption}, listed as {bank.shown}, stands in {len(dealings)} payments with "
            f"{first.other} on {days} days; the first and the last are cited with the list.",
            citations([bank.row, dealings[0].row, dealings[-1].row]),
        ),
        Reason(
            f"{_sums(dealings)} in all; the largest payments are cited.",
            citations(
                one.row
                for one in sorted(dealings, key=lambda one: (-one.row["amount"], one.row["row"]))[:SHOWN]
            ),
        ),
    ]
    if ways:
        reasons.append(
            Reason(
                f"{len(ways)} of them were passed on within days, to "
                f"{', '.join(sorted({row['creditor_account'] for _one, row in ways})[:4])}.",
                citations(row for one, then in ways[:SHOWN] for row in (one.row, then)),
            )
        )
    actors = [
        Actor(bank.entity, bank.caption, "listed bank"),
        Actor(f"bank-{first.other}", first.other, "bank"),
    ]
    return Found(
        actors=tuple(actors),
        start=moment(min(times)),
        end=moment(max(times)),
        score=round(min(1.0, 0.7 + 0.05 * min(4, days) + (0.1 if ways else 0.0)), 2),
        place=f"bank {first.other}",
        reasons=tuple(reasons),
        measures=MEASURES,
    )


def _sums(dealings: Sequence[Dealing]) -> str:
    sums: dict[str, Any] = {}
    for one in dealings:
        currency = one.row["currency"]
        sums[currency] = sums.get(currency, 0) + one.row["amount"]
    return ", ".join(f"{amount:,.2f} {name}" for name, amount in sorted(sums.items()))
