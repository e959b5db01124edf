"""Who stands behind the companies of a world: addresses, telephones, directors; agents, office towers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from sightline.formats.table_schemas import PLACE
from sightline.worlds.book import Book, Ints
from sightline.worlds.world import canonical

STATED = ("address", "phone", "email", "domain", "agent", "director", "owner", "device")


@dataclass(slots=True)
class Registry:
    """What is stated of each company's account, by its number in the book."""

    book: Book
    rng: np.random.Generator
    stated: dict[int, dict[str, Any]] = field(default_factory=dict)
    made: int = 0

    def fresh(self, kind: str) -> str:
        """A value nobody else has."""
        self.made += 1
        number = self.made
        return {
            "address": f"{1 + number % 980} SAMPLE STREET {number} SINGAPORE",
            "phone": f"+65 0000 {number:06d}",
            "email": f"office{number}@sample{number}.example",
            "domain": f"sample{number}.example",
            "agent": f"SAMPLE AGENT {number}",
            "director": f"SAMPLE DIRECTOR {number:05d}",
            "owner": f"SAMPLE OWNER {number:05d}",
            "device": f"DEV-{number:07d}",
        }[kind]

    def enrol(self, accounts: Ints, age_days: float, tower: list[str], agents: list[dict[str, str]]) -> None:
        """Companies of their own; some sit in a tower with many others, some were made by an agent."""
        for at in accounts.tolist():
            told = {
                kind: self.fresh(kind)
                for kind in ("address", "phone", "email", "director", "owner", "device")
            }
            told["domain"] = told["email"].partition("@")[2]
            chance = self.rng.random()
            if chance < 0.15:
                told["address"] = str(self.rng.choice(tower))
            elif chance < 0.35:
                told |= agents[int(self.rng.integers(len(agents)))]
            self.stated[at] = told
            self.began(at, float(self.rng.gamma(2.0, age_days / 2.0)) + 20.0)

    def began(self, at: int, days: float) -> None:
        """How many days before the world's first a company was made; negative for later."""
        self.stated.setdefault(at, {})["incorporated_on"] = self.book.extent.start_ms // 86_400_000 - round(
            days
        )

    def companies(self) -> pa.Table:
        """The table of companies."""
        rows = sorted(self.stated)
        told: dict[str, list[Any]] = {
            kind: [self.stated[at].get(kind) for at in rows]
            for kind in ("address", "phone", "email", "domain", "agent", "director", "owner")
        }
        return canonical(
            "companies",
            {
                "company": [f"REG{at:07d}" for at in rows],
                "name": [self.stated[at].get("name", self.book.accounts[at].holder) for at in rows],
                "jurisdiction": ["sg"] * len(rows),
                "incorporated_on": _days([self.stated[at]["incorporated_on"] for at in rows]),
                **told,
            },
        )

    def accounts(self, lacking: float) -> pa.Table:
        """The bank's register with names, and devices where they are known; a share of devices is missing."""
        count = len(self.book.accounts)
        table = self.book.register({})
        kept = self.rng.random(count) >= lacking
        device = [self.stated.get(at, {}).get("device") if kept[at] else None for at in range(count)]
        holder = [self.stated.get(at, {}).get("name", self.book.accounts[at].holder) for at in range(count)]
        return changed("accounts", table, {"device": device, "holder": holder})


def changed(name: str, table: pa.Table, columns: dict[str, Any]) -> pa.Table:
    """A canonical table with other columns in place of its own."""
    places = {one.name for one in PLACE}
    held: dict[str, Any] = {
        column: table[column].combine_chunks() for column in table.column_names if column not in places
    }
    return canonical(name, held | columns)


def _days(values: list[int]) -> pa.Array:
    return pa.array(values, pa.int32()).cast(pa.date32())
