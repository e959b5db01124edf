"""A listed bank is still connected: it stands in payments on days when it was on a list.

## What it sees

Payments in which a bank of either side has the BIC of a listed party, the first `bic_letters` letters of it
(a branch is the bank, but where the list names one branch by its eleven letters it is that branch alone), or
a party has the name of a listed bank: an entry of the lists in force that has a BIC, or whose name holds a
word for a bank (`BANK_WORDS`). Every bank of the chain counts: those that instruct, reimburse and stand
between the two sides (`agents` of a payment), by BIC or by name, and the parties behind both sides
(`ultimate_debtor`, `ultimate_creditor`) by a listed bank's name; the signal says in which role, and the bank
dealt with is the debtor's, else the creditor's. Payments before the day on which the entry was listed do not
count, where the list gives it; where it does not, all count, and the signal says so. So does a step further:
where the account that a listed bank's side paid (`chain_payments` times or more) pays on within `chain_hours`
nearly the same amount (at most `chain_share` less) in the same currency, the chain is shown; a payment of
which only the day is known may be of any time of it. There is one signal for each listed bank and bank it
dealt with, from the first payment to the last, with the number of days on which they dealt.

## Why it matters

Resolution 2270 ¶33–35 has branches, subsidiaries and correspondents of DPRK banks closed within 90 days; 1718
¶8(d) freezes what listed banks own.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Another bank of the same name; a payment that was stopped and stands in the data as an order; what a committee
allowed (humanitarian payments, missions); payments before the listing where the list gives no day.

## Known misses

Banks known by account alone, chains through banks whose messages are not in the data, names in other letters
than the list's.

## Source

Resolutions as above; the typologies (E2) name correspondents and representatives of DPRK banks. The limits
are proposals of this project.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import pyarrow as pa
from ibis import _

from sightline.clean import agents
from sightline.clean.agents import Agent
from sightline.detectors import amounts
from sightline.detectors.citing import COLUMNS, citations
from sightline.detectors.day_alone import latest, told, too_early
from sightline.detectors.detector import Found, Tables, moment, param
from sightline.detectors.firms import listed_parties
from sightline.detectors.firms.front_traits import table_of
from sightline.detectors.firms.listed_parties import Mention, Parties, name_key
from sightline.detectors.firms.ties import normal
from sightline.lake.payments_disputed import UETR
from sightline.model.citation import Reason
from sightline.model.signal import Actor

VERSION = 9
TABLES = ("payments", "listed")
MEASURES = ("bank-branches", "asset-freeze")
_OURS = "proposal of this project"
BANK_WORDS = frozenset({"bank", "banking", "banc", "banque", "banco"})
HEAD_OFFICE = "XXX"
"""the last three letters of a BIC that names no branch; ISO 9362"""
SHOWN = 6
"""payments cited of a kind"""
SIDES = {True: "on the payer's side", False: "on the payee's side"}
"""where a listed bank stands that is on one of the two sides, by whether that side pays"""
BEYOND = ("agents", "ultimate_debtor", "ultimate_creditor")
KEPT = (
    "payment_id", "booked_ms", "amount", "currency", "debtor_bic", "creditor_bic", "debtor_name",
    "creditor_name", "debtor_account", "creditor_account", *BEYOND, *COLUMNS,
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
    role: str = ""
    """what the listed bank is between the two sides or behind them; empty where it is one of them"""


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
            yield _found(by_pair[pair], chains, params.chain_hours)


Listings = Mapping[str, tuple[Mention, ...]]
"""of a BIC's first letters, or of an account"""


def _dealings(payments: Any, parties: Parties, params: Params) -> Iterator[Dealing]:
    letters = _by_letters(parties, params.bic_letters)
    banks = _banks(parties)
    if not banks:
        return
    named = _named(payments, parties, banks)
    beyond = _beyond(payments, parties, banks, params)
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
    for column in BEYOND:
        told = [text for name, text in beyond if name == column]
        if told:
            some = payments.semi_join(table_of(told), [(column, "account")])
            for row in some.select(*KEPT).to_pyarrow().to_pylist():
                rows[row["item"], row["row"]] = row
    seen: set[tuple[Any, ...]] = set()
    for _at, row in sorted(rows.items(), key=lambda item: (item[1]["booked_ms"], item[0])):
        sides = list(_sides(row, letters, named, params))
        for one in (*sides, *_between(row, beyond, {side.bank.entity for side in sides}, params)):
            key = (*_same(row), one.bank.entity, one.other)
            if key not in seen:
                seen.add(key)
                yield one


def _same(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What rows that report one payment have in common: its UETR and parties, else all that is said."""
    parties = (row["debtor_account"], row["creditor_account"])
    if re.search(UETR, row["payment_id"].lower()):
        return (row["payment_id"].lower(), *parties)
    return (*(row[name] for name in KEPT[:4]), *parties)


def _sides(row: Mapping[str, Any], letters: Listings, named: Listings, params: Params) -> Iterator[Dealing]:
    day = moment(row["booked_ms"]).date().isoformat()
    told = {side: (row[f"{side}_bic"] or "").upper() for side in ("debtor", "creditor")}
    by_bic = {
        side: _in_force(letters.get(bic[: params.bic_letters], ()), day, bic) for side, bic in told.items()
    }
    for side, other in (("debtor", "creditor"), ("creditor", "debtor")):
        bank = by_bic[side] or _in_force(named.get(row[f"{side}_account"], ()), day)
        if bank is not None and by_bic[other] is None:
            theirs = told[other][: params.bic_letters] or row[f"{other}_account"]
            yield Dealing(bank, theirs, side == "debtor", row)


Beyond = Mapping[tuple[str, str], Sequence[tuple[str, str, tuple[Mention, ...]]]]
"""by a column beyond the two sides and its text: role, BIC (empty: by name) and the listed banks it may be"""


def _beyond(payments: Any, parties: Parties, banks: frozenset[str], params: Params) -> Beyond:
    """The texts of chains and of parties behind the sides that name a listed bank."""
    letters = _by_letters(parties, params.bic_letters)
    found: dict[tuple[str, str], list[tuple[str, str, tuple[Mention, ...]]]] = {}
    for column in BEYOND:
        texts = payments.filter(_[column].notnull()).select(text=_[column]).distinct()
        for text in sorted(texts.to_pyarrow().column("text").to_pylist()):
            told = agents.read(text) if column == "agents" else (Agent("", "", text),)
            for one in told:
                several = letters.get(one.bic[: params.bic_letters], ()) if one.bic else ()
                if one.name:
                    several = tuple(
                        mention
                        for mention in parties.bearers.get(name_key(one.name), ())
                        if mention.entity in banks
                    )
                if several:
                    role = one.words if column == "agents" else column.replace("_", " ")
                    found.setdefault((column, text), []).append((role, one.bic, several))
    return found


def _between(row: Mapping[str, Any], beyond: Beyond, sides: set[str], params: Params) -> Iterator[Dealing]:
    """Listed banks of the chain, or behind the sides, that are not one of the two `sides`, each once."""
    day = moment(row["booked_ms"]).date().isoformat()
    seen = set(sides)
    for column in BEYOND:
        for role, bic, several in beyond.get((column, row[column] or ""), ()):
            bank = _in_force(several, day, bic)
            if bank is None or bank.entity in seen:
                continue
            seen.add(bank.entity)
            for side in ("debtor", "creditor"):
                theirs = (row[f"{side}_bic"] or "").upper()
                if theirs and bic and theirs[: params.bic_letters] == bic[: params.bic_letters]:
                    continue  # both of its own customers: no other bank
                yield Dealing(bank, theirs[: params.bic_letters] or row[f"{side}_account"], False, row, role)
                break


def _in_force(mentions: Iterable[Mention], day: str, bic: str = "") -> Mention | None:
    """The first of these that was listed on the day, and, of BICs, that names this bank or branch."""
    return next((one for one in mentions if one.holds(day) and (not bic or _covers(one.shown, bic))), None)


def _covers(listed: str, bic: str) -> bool:
    """Whether a listed BIC is this one's: a branch's (eleven letters, not XXX) is that branch's alone."""
    branch = listed.upper()[8:]
    return branch in ("", HEAD_OFFICE) or branch == bic[8:]


def _by_letters(parties: Parties, count: int) -> dict[str, tuple[Mention, ...]]:
    found: dict[str, tuple[Mention, ...]] = {}
    for several in parties.bics.values():
        for one in several:
            key = one.shown.upper()[:count]
            found[key] = (*found.get(key, ()), one)
    return found


def _banks(parties: Parties) -> frozenset[str]:
    """Entries that are banks: with a BIC, or by a word of a name."""
    found = {one.entity for several in parties.bics.values() for one in several}
    for one in (one for several in parties.bearers.values() for one in several):
        if BANK_WORDS & set(normal("name", one.shown).split()):
            found.add(one.entity)
    return frozenset(found)


def _named(payments: Any, parties: Parties, banks: frozenset[str]) -> dict[str, tuple[Mention, ...]]:
    """By account whose payments call it by the name of a listed bank: the entries of that name."""
    found = {}
    met = listed_parties.met_in_payments(payments, parties, table_of)
    for account, (mention, _row) in met.items():
        several = parties.bearers[listed_parties.name_key(mention.shown)]
        if some := tuple(one for one in several if one.entity in banks):
            found[account] = some
    return found


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
                near = (
                    (1 - params.chain_share) * float(first["amount"])
                    <= float(row["amount"])
                    <= float(first["amount"])
                )
                if (
                    near
                    and not too_early(row["booked_ms"], first["booked_ms"])
                    and row["booked_ms"] - latest(first["booked_ms"]) <= params.chain_hours * HOUR_MS
                    and row["currency"] == first["currency"]
                ):
                    found[first["item"], first["row"]] = row
                    break
    return found


def _found(
    dealings: Sequence[Dealing], chains: Mapping[tuple[str, int], Mapping[str, Any]], hours: float
) -> Found:
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
            f"{bank.caption}, listed {_as(bank)} {_since(bank)}, stands in "
            f"{amounts.counted(len(dealings), 'payment')} with {first.other} on "
            f"{amounts.counted(days, 'day')}{_roles(dealings)}; {_cited(len(dealings))} with the list.",
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
                f"{len(ways)} of them {'was' if len(ways) == 1 else 'were'} passed on within {hours:.0f} "
                f"hours, to {', '.join(sorted({row['creditor_account'] for _one, row in ways})[:4])}."
                + told(row["booked_ms"] for one, then in ways for row in (one.row, then)),
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


def _roles(dealings: Sequence[Dealing]) -> str:
    """In what roles the listed bank stands, with in how many payments where they are several."""
    counted = Counter(f"as {one.role}" if one.role else SIDES[one.incoming] for one in dealings)
    if len(counted) == 1:
        return f", {next(iter(counted))}"
    return ": " + ", ".join(f"{role} in {count}" for role, count in sorted(counted.items()))


def _as(bank: Mention) -> str:
    return f"with the BIC {bank.shown}" if bank.row["prop"] == "swiftBic" else f"as {bank.shown}"


def _cited(count: int) -> str:
    """Which of so many payments are cited."""
    if count == 1:
        return "it is cited"
    return "both are cited" if count == 2 else "the first and the last are cited"


def _since(bank: Mention) -> str:
    return f"since {bank.since}" if bank.since else "(the list gives no day)"


def _sums(dealings: Sequence[Dealing]) -> str:
    sums: dict[str, Any] = {}
    for one in dealings:
        currency = one.row["currency"]
        sums[currency] = sums.get(currency, 0) + one.row["amount"]
    return amounts.said(sums)
