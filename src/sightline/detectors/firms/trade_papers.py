"""Papers of shipments beside payments: who sent what to whom, whose account is whose, what is paid for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from ibis import _

from sightline.detectors import amounts
from sightline.detectors.citing import COLUMNS
from sightline.detectors.firms.company_units import Register
from sightline.detectors.firms.front_traits import table_of
from sightline.detectors.firms.listed_parties import FORMS, GAPS, name_key, spellings
from sightline.detectors.firms.ties import normal

DAY_MS = 86_400_000
EPOCH = date(1970, 1, 1)
SHORTEST_REFERENCE = 5
"""letters and digits of a reference that is looked for in a payment's purpose"""
_TOKEN = re.compile(r"[a-z0-9][a-z0-9/._-]*", re.IGNORECASE)
_NO_WORD = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True, slots=True)
class Shipment:
    """What papers say of one shipment. Parties as they are written; `at` ms UTC of the day it was sent."""

    id: str
    at: int
    shipper: str
    consignee: str
    parties: tuple[str, ...]
    """all on the receiving side: consignee, buyer, who is notified"""
    invoice: str
    goods: str
    value: float
    """0 where the papers say none"""
    currency: str
    row: Mapping[str, Any] = field(hash=False, compare=False)

    @property
    def day(self) -> str:
        """The day it was sent, as written."""
        return date.fromordinal(EPOCH.toordinal() + self.at // DAY_MS).isoformat()


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment: who paid whom, when (ms UTC), how much, what for."""

    id: str
    payer: str
    payer_name: str
    payee: str
    payee_name: str
    at: int
    amount: float
    currency: str
    purpose: str
    row: Mapping[str, Any] = field(hash=False, compare=False)


def shipments(table: Any) -> list[Shipment]:
    """Every shipment, in the order of days and ids; of several rows of one id the first."""
    columns = ("shipment_id", "shipped_on", "shipper", "consignee", "buyer", "notify", "invoice", "goods",
               "value", "currency", *COLUMNS)  # fmt: skip
    rows = table.select(*columns).order_by("shipped_on", "shipment_id", "item", "row").to_pyarrow()
    found: dict[str, Shipment] = {}
    for row in rows.to_pylist():
        parties = tuple(row[name] for name in ("consignee", "buyer", "notify") if row[name])
        found.setdefault(
            row["shipment_id"],
            Shipment(
                row["shipment_id"], (row["shipped_on"] - EPOCH).days * DAY_MS, row["shipper"],
                row["consignee"], parties, row["invoice"] or "", row["goods"] or "",
                float(row["value"] or 0), row["currency"] or "", row,
            ),
        )  # fmt: skip
    return list(found.values())


def accounts_named(payments: Any, accounts: Any, names: Iterable[str]) -> dict[str, str]:
    """Accounts that payments or the register call by one of these names, each with the name's key."""
    keys = {key for name in names if (key := name_key(name))}
    wanted = sorted({spelling for name in names for spelling in spellings(name)})
    if not wanted:
        return {}
    few = table_of(wanted)
    said = [
        accounts.filter(_.holder.notnull()).select("account", shown=_.holder),
        *(
            payments.filter(_[f"{side}_name"].notnull()).select(
                account=_[f"{side}_account"], shown=_[f"{side}_name"]
            )
            for side in ("debtor", "creditor")
        ),
    ]
    found: dict[str, str] = {}
    for one in said:
        words = one.distinct().mutate(
            name=_.shown.lower().re_replace(GAPS, " ").re_replace(FORMS, " ").re_replace(" +", " ").strip()
        )
        for row in words.semi_join(few, [("name", "account")]).to_pyarrow().to_pylist():
            if (key := name_key(row["shown"])) in keys:
                found.setdefault(row["account"], key)
    return found


def paid(payments: Any, accounts: Iterable[str], sides: Sequence[str] = ("creditor",)) -> list[Paid]:
    """Payments with one of these accounts on one of the sides, each once, in the order of time."""
    few = table_of(list(accounts))
    columns = ("payment_id", "booked_ms", "amount", "currency", "debtor_account", "creditor_account",
               "debtor_name", "creditor_name", "purpose", *COLUMNS)  # fmt: skip
    real = payments.filter(_.debtor_account != _.creditor_account, _.amount > 0)
    rows = [
        row
        for side in sides
        for row in real.semi_join(few, [(f"{side}_account", "account")])
        .select(*columns)
        .to_pyarrow()
        .to_pylist()
    ]
    rows.sort(key=lambda row: (row["booked_ms"], row["payment_id"], row["item"], row["row"]))
    once: dict[tuple[Any, ...], Paid] = {}
    for row in rows:
        once.setdefault(
            (row["payment_id"], row["booked_ms"], row["amount"], row["debtor_account"],
             row["creditor_account"]),
            Paid(
                row["payment_id"], row["debtor_account"], row["debtor_name"] or "", row["creditor_account"],
                row["creditor_name"] or "", row["booked_ms"], float(row["amount"]), row["currency"],
                row["purpose"] or "", row,
            ),
        )  # fmt: skip
    return list(once.values())


def reference(text: str) -> str:
    """A reference as it is compared: letters and digits alone; empty where too short or without a digit."""
    plain = _NO_WORD.sub("", text.casefold())
    return plain if len(plain) >= SHORTEST_REFERENCE and any(sign.isdigit() for sign in plain) else ""


def references(purpose: str) -> set[str]:
    """Every word of a purpose that may be a reference, and every two words beside one another."""
    words = [_NO_WORD.sub("", word.casefold()) for word in _TOKEN.findall(purpose)]
    pairs = [one + other for one, other in pairwise(words)]
    return {found for word in (*words, *pairs) if (found := reference(word))}


@dataclass(frozen=True, slots=True)
class Kinship:
    """Which parties of a register belong together: by a value that few share, or by a person in both."""

    by_key: Mapping[str, int]
    values: Mapping[int, frozenset[tuple[str, str]]]
    people: Mapping[int, frozenset[str]]
    ids: Mapping[int, str]

    def related(self, one: str, other: str) -> bool:
        """Whether the parties of these two names are related, or one is a director or owner of the other."""
        first, second = self.by_key.get(name_key(one)), self.by_key.get(name_key(other))
        for at, name in ((first, other), (second, one)):
            if at is not None and name_key(name) in self.people.get(at, ()):
                return True
        if first is None or second is None:
            return False
        return first == second or bool(
            self.values.get(first, frozenset()) & self.values.get(second, frozenset())
        )

    def id_of(self, name: str) -> str:
        """The id of the party of this name as signals give it."""
        at = self.by_key.get(name_key(name))
        return self.ids[at] if at is not None else "party-" + normal("name", name).replace(" ", "-")


def kinship(register: Register, hub: int) -> Kinship:
    """Who is related in a register; a value that `hub` parties or more share relates nobody."""
    holders: dict[tuple[str, str], set[int]] = defaultdict(set)
    for one in register.said:
        if one.kind != "agent":
            holders[one.kind, one.value].add(one.party)
    values: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for value, parties in holders.items():
        if 1 < len(parties) < hub:
            for party in parties:
                values[party].add(value)
    by_key: dict[str, int] = {}
    for at, unit in enumerate(register.units):
        if key := name_key(unit.name):
            by_key.setdefault(key, at)
    return Kinship(
        by_key,
        {at: frozenset(several) for at, several in values.items()},
        {
            at: frozenset(name_key(name) for _role, name, _born, _row in unit.people)
            for at, unit in enumerate(register.units)
        },
        {at: unit.id for at, unit in enumerate(register.units)},
    )


def sums(payments: Iterable[Paid]) -> str:
    """Sums by currency for a reader."""
    found: dict[str, float] = {}
    for one in payments:
        found[one.currency] = found.get(one.currency, 0.0) + one.amount
    return amounts.said(found)
