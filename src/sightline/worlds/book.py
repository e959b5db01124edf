"""Accounts and payments of a generated world while it is being written."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sightline.worlds.fitted import Floats
from sightline.worlds.world import Extent, canonical

Ints = np.ndarray[Any, np.dtype[np.int64]]
DAY = 86_400.0
EPOCH = np.datetime64("1970-01-01")
ABROAD = ("id", "vn", "th", "jp", "kr", "cn", "hk", "ae", "de", "nl", "gb", "us", "in", "ph", "au")


@dataclass(frozen=True, slots=True)
class Account:
    """A line of the register."""

    holder: str
    kind: str
    """`person` or `company`"""
    country: str
    opened: int
    """days since 1970"""


@dataclass(slots=True)
class Book:
    """The register and the journal. Accounts are numbered from 0; amounts are hundredths."""

    extent: Extent
    accounts: list[Account] = field(default_factory=list)
    columns: dict[str, list[Any]] = field(
        default_factory=lambda: {
            name: [] for name in ("debtor", "creditor", "cents", "at", "purpose", "channel")
        }
    )

    def open(self, kind: str, title: str, size: int, rng: np.random.Generator, abroad: float = 0.0) -> Ints:
        """New accounts of a kind; a share of them in other countries."""
        first = len(self.accounts)
        today = self.extent.start_ms // 86_400_000
        opened = today - rng.gamma(2.0, 900.0, size).astype(int) - 30
        far = rng.random(size) < abroad
        where = rng.choice(np.array(ABROAD), size)
        for number in range(size):
            name = f"SAMPLE {title} {first + number:05d}"
            country = str(where[number]) if far[number] else "sg"
            self.accounts.append(Account(name, kind, country, int(opened[number])))
        return np.arange(first, first + size)

    def pay(
        self, debtor: Ints, creditor: Ints, amount: Floats, at: Floats, purpose: str, channel: str
    ) -> None:
        """Payments: amounts in units of currency, `at` seconds since the start. None outside the extent."""
        cents = np.maximum(np.round(amount * 100), 1).astype(np.int64)
        size = len(cents)
        parts = {
            "debtor": np.broadcast_to(debtor, size),
            "creditor": np.broadcast_to(creditor, size),
            "cents": cents,
            "at": np.broadcast_to(at, size),
        }
        kept = (
            (parts["at"] >= 0) & (parts["at"] < self.extent.seconds) & (parts["debtor"] != parts["creditor"])
        )
        for name, values in parts.items():
            self.columns[name].append(values[kept])
        self.columns["purpose"].append(np.full(int(kept.sum()), purpose, dtype=object))
        self.columns["channel"].append(np.full(int(kept.sum()), channel, dtype=object))

    def payments(self, said: dict[str, str], lost: float, rng: np.random.Generator) -> pa.Table:
        """The journal in order of time as a canonical table; a share of its lines is missing."""
        held = {name: np.concatenate(values) for name, values in self.columns.items()}
        order = np.argsort(held["at"], kind="stable")
        order = order[rng.random(len(order)) >= lost]
        held = {name: values[order] for name, values in held.items()}
        names = pa.array([account.holder for account in self.accounts])
        countries = pa.array([account.country for account in self.accounts])
        numbers = pa.array([self.number(index) for index in range(len(self.accounts))])
        debtor, creditor = pa.array(held["debtor"]), pa.array(held["creditor"])
        booked = self.extent.start_ms + held["at"].astype(np.int64) * 1000
        columns: dict[str, Any] = {
            "payment_id": pa.array([f"P{index:08d}" for index in range(len(order))]),
            "booked_ms": pa.array(booked),
            "amount": _money(held["cents"]),
            "currency": pa.repeat("USD", len(order)),
            "debtor_account": numbers.take(debtor),
            "creditor_account": numbers.take(creditor),
            "debtor_name": names.take(debtor),
            "debtor_country": countries.take(debtor),
            "creditor_name": names.take(creditor),
            "creditor_country": countries.take(creditor),
            "purpose": pa.array(held["purpose"].tolist(), pa.string()),
            "channel": pa.array(held["channel"].tolist(), pa.string()),
        }
        columns |= {name: pa.repeat(text, len(order)) for name, text in said.items()}
        return canonical("payments", columns)

    def register(self, said: dict[str, str]) -> pa.Table:
        """The accounts as a canonical table."""
        columns: dict[str, Any] = {
            "account": [self.number(index) for index in range(len(self.accounts))],
            "holder": [account.holder for account in self.accounts],
            "holder_type": [account.kind for account in self.accounts],
            "opened_on": pa.array([account.opened for account in self.accounts], pa.int32()).cast(
                pa.date32()
            ),
            "country": [account.country for account in self.accounts],
        }
        columns |= {name: pa.repeat(text, len(self.accounts)) for name, text in said.items()}
        return canonical("accounts", columns)

    @staticmethod
    def number(index: int) -> str:
        """The account number of an account; made up, and says so."""
        return f"SMP{index:07d}"


def _money(cents: Ints) -> pa.Array:
    whole = pa.array(cents).cast(pa.decimal128(19, 0))
    return pc.multiply(whole, pa.scalar(Decimal("0.01"))).cast(pa.decimal128(38, 10))


# --- When people pay ------------------------------------------------------------------------------

_OFFICE = np.array([0, 0, 0, 0, 0, 0, 0, 1, 4, 9, 10, 9, 5, 7, 9, 8, 6, 3, 1, 0, 0, 0, 0, 0], dtype=float)
_SHOPS = np.array([1, 0, 0, 0, 0, 0, 1, 3, 5, 6, 7, 9, 12, 10, 7, 6, 7, 9, 12, 12, 9, 6, 3, 2], dtype=float)
"""how the payments of a day spread over its hours: offices and shops, by assumption"""


def hours(kind: str, size: int, rng: np.random.Generator) -> Floats:
    """Seconds since midnight, in the rhythm of offices or of shops."""
    weights = _OFFICE if kind == "office" else _SHOPS
    hour = rng.choice(24, size, p=weights / weights.sum())
    return hour * 3600.0 + rng.random(size) * 3600.0


def days(extent: Extent, size: int, rng: np.random.Generator, weekend: float) -> Floats:
    """Days of the extent in seconds; a day of the weekend counts `weekend` times a working day."""
    whole = int(np.ceil(extent.days))
    first = extent.start_ms // 86_400_000
    weekday = (first + np.arange(whole) + 3) % 7
    weights = np.where(weekday >= 5, weekend, 1.0)
    return np.asarray(rng.choice(whole, size, p=weights / weights.sum()) * DAY, dtype=np.float64)


def month_days(extent: Extent, day: int) -> list[float]:
    """When a day of the month comes in the extent, in seconds since its start."""
    first = EPOCH + np.timedelta64(extent.start_ms // 86_400_000, "D")
    found = []
    for number in range(int(np.ceil(extent.days))):
        if int(str(first + np.timedelta64(number, "D"))[8:]) == day:
            found.append(number * DAY)
    return found
