"""Companies as one party each: what registers and accounts state of them, and which accounts are theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sightline.clean.holder_kinds import PERSONS
from sightline.detectors.citing import COLUMNS
from sightline.detectors.firms.listed_parties import name_key
from sightline.detectors.firms.ties import Said, domain_of, normal

OF_COMPANY = (
    "company", "name", "incorporated_on", "address", "phone", "email", "domain", "agent", "director",
    "director_birth_date", "owner", *COLUMNS,
)  # fmt: skip
OF_ACCOUNT = (
    "account", "holder", "holder_type", "opened_on", "address", "phone", "email", "device", *COLUMNS,
)  # fmt: skip
STATED = ("address", "phone", "email", "domain", "agent", "director", "owner")


@dataclass(slots=True)
class Unit:
    """A company: its id as signals name it, its name, accounts, when it began, and the row that says so."""

    id: str
    name: str
    row: Mapping[str, Any]
    began: date | None = None
    began_row: Mapping[str, Any] | None = None
    accounts: list[str] = field(default_factory=list)
    account_rows: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    people: list[tuple[str, str, str, Mapping[str, Any]]] = field(default_factory=list)
    """role, name, birth date and row of directors and owners"""

    @property
    def caption(self) -> str:
        """As a reader knows it."""
        return self.name or self.id


@dataclass(frozen=True, slots=True)
class Register:
    """Units by number, everything said of them, and whose each account is; accounts of persons apart."""

    units: Sequence[Unit]
    said: Sequence[Said]
    of_account: Mapping[str, int]
    persons: frozenset[str]


def register(companies: Any, accounts: Any) -> Register:
    """Every company of the register, and every account that is no person's.

    An account belongs to the company whose name or id its holder is; without one it is a company of its
    own, known by its holder, so that several accounts of one holder are one.
    """
    units: list[Unit] = []
    said: list[Said] = []
    by_name: dict[str, int] = {}
    by_id: dict[str, int] = {}
    for row in _rows(companies, OF_COMPANY, "company"):
        at = by_id.get(row["company"])
        if at is None:
            at = by_id[row["company"]] = len(units)
            units.append(Unit(f"company-{row['company']}", row["name"] or "", row))
        _of_register(units[at], row)
        if row["name"]:
            by_name.setdefault(name_key(row["name"]), at)
        said += _said(at, row)
    of_account: dict[str, int] = {}
    persons: set[str] = set()
    for row in _rows(accounts, OF_ACCOUNT, "account"):
        holder, kind = row["holder"] or "", (row["holder_type"] or "").strip().lower()
        at = by_id.get(holder, by_name.get(name_key(holder)) if name_key(holder) else None)
        if at is None and kind in PERSONS:
            persons.add(row["account"])
            continue
        if at is None:
            at = len(units)
            units.append(Unit(f"account-{row['account']}", holder, row))
            if name_key(holder):
                by_name[name_key(holder)] = at
        _of_bank(units[at], row)
        of_account.setdefault(row["account"], at)
        said += _said(at, row)
    return Register(units, said, of_account, frozenset(persons - of_account.keys()))


def _rows(table: Any, columns: Sequence[str], key: str) -> Iterator[dict[str, Any]]:
    yield from table.select(*columns).order_by(key, "item", "row").to_pyarrow().to_pylist()


def _of_register(unit: Unit, row: Mapping[str, Any]) -> None:
    unit.name = unit.name or row["name"] or ""
    if row["incorporated_on"] and unit.began is None:
        unit.began, unit.began_row = row["incorporated_on"], row
    for role, born in (("director", row["director_birth_date"] or ""), ("owner", "")):
        if row[role]:
            unit.people.append((role, row[role], born, row))


def _of_bank(unit: Unit, row: Mapping[str, Any]) -> None:
    if row["account"] not in unit.account_rows:
        unit.accounts.append(row["account"])
        unit.account_rows[row["account"]] = row
    if unit.began is None and row["opened_on"]:
        unit.began, unit.began_row = row["opened_on"], row


def _said(at: int, row: Mapping[str, Any]) -> Iterator[Said]:
    for kind in (*STATED, "device"):
        text = row.get(kind)
        if not text:
            continue
        value = normal(kind, text)
        if kind == "director" and row["director_birth_date"]:
            yield Said(at, kind, value, f"{text}, born {row['director_birth_date']}", row)
        elif value:
            yield Said(at, kind, value, text, row)
        if kind == "email" and (domain := domain_of(text)):
            yield Said(at, "domain", domain, domain, row)
