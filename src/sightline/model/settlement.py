"""What a person decided of two rows that tell one payment differently: which holds, or that both do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sightline.model.citation import Citation
from sightline.model.marking import Marking
from sightline.model.place import Place

DAY_MS = 86_400_000


class Word(StrEnum):
    """What is said of two rows: the first holds, both are payments, or it cannot be told.

    `withdrawn` takes the word before it back; it is the word of a person like the others.
    """

    HOLDS = "holds"
    BOTH = "both"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Told:
    """A row of a payment: where it stands, and what it says. `booked_ms` milliseconds since 1970 in UTC."""

    item: str
    row: int
    start: int
    end: int
    payment_id: str
    debtor_account: str
    creditor_account: str
    booked_ms: int
    amount: Decimal
    currency: str

    @property
    def cells(self) -> tuple[Any, ...]:
        """What it says, of whatever file: a word on it speaks for a row of another that says the same."""
        day = self.booked_ms // DAY_MS
        return (
            self.payment_id, self.debtor_account, self.creditor_account, day, self.amount, self.currency,
        )  # fmt: skip

    @property
    def cite(self) -> Citation:
        """Its place."""
        return Citation(self.item, Place(f"row {self.row}", self.start, self.end))

    def as_json(self) -> dict[str, Any]:
        """The shape that is kept and published; the amount as text, exact."""
        shape = {name: getattr(self, name) for name in self.__slots__}
        return shape | {"amount": format(self.amount.normalize(), "f")}

    @classmethod
    def from_json(cls, shape: dict[str, Any]) -> Told:
        """The inverse of `as_json`."""
        return cls(**shape | {"amount": Decimal(shape["amount"])})


@dataclass(frozen=True, slots=True)
class Settlement:
    """One person's word on two rows, when and why; where one of them holds it is `first`."""

    id: str
    first: Told
    second: Told
    word: Word
    by: str
    at: datetime
    why: str
    marking: Marking

    @property
    def pair(self) -> frozenset[tuple[Any, ...]]:
        """What both say, in no order."""
        return frozenset((self.first.cells, self.second.cells))

    def as_json(self) -> dict[str, Any]:
        """Its published line."""
        return {
            "id": self.id,
            "word": self.word.value,
            "first": self.first.as_json(),
            "second": self.second.as_json(),
            "by": self.by,
            "at": self.at.isoformat(),
            "why": self.why,
            "marking": str(self.marking),
        }


def last_words(made: Iterable[Settlement]) -> tuple[Settlement, ...]:
    """The last word on each pair, those that take one back included, in the order of time."""
    last: dict[frozenset[tuple[Any, ...]], Settlement] = {}
    for one in in_order(made):
        last.pop(one.pair, None)
        last[one.pair] = one
    return tuple(last.values())


def standing(made: Iterable[Settlement]) -> tuple[Settlement, ...]:
    """The words that count: the last on each pair, unless it is withdrawn or a later one contradicts it.

    A row that a later word lets hold is not replaced by an earlier one: of rows that replace one another in
    a circle none would be left.
    """
    held: set[tuple[Any, ...]] = set()
    found = []
    for one in reversed([one for one in last_words(made) if one.word is not Word.WITHDRAWN]):
        if one.word is Word.HOLDS and one.second.cells in held:
            continue
        if one.word is Word.HOLDS:
            held.add(one.first.cells)
        found.append(one)
    return tuple(reversed(found))


def in_order(made: Iterable[Settlement]) -> Sequence[Settlement]:
    """Words as they were said."""
    return sorted(made, key=lambda one: (one.at, one.id))
