"""Rankings of accounts that were made before, kept in the office's folder with what they were made of.

A ranking is shown to whoever may see every partition it was made of, and to nobody once bytes of one of its
items were lawfully deleted. What older code made is not looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sightline import __version__
from sightline.detectors.payments.account_measures import SHAPES
from sightline.detectors.payments.account_ranking import VERSION
from sightline.detectors.register import detector
from sightline.lake import payments_once
from sightline.model.citation import Citation
from sightline.model.table_part import TablePart
from sightline.service.kept import Shelf
from sightline.service.shape import shape
from sightline.service.workbench import Workbench

FOLDER = "rankings"
MOST_KEPT = 16
"""rankings of an office; the oldest go first"""


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape an account stands in: its detector, the signal's score from 0 to 1, a sentence, its rows."""

    detector: str
    score: float
    text: str
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """What an account paid and got in one currency, in its units."""

    currency: str
    paid: float
    got: float


@dataclass(frozen=True, slots=True)
class Account:
    """An account with its score from 0 to 1, whether it is worth a look, its shapes, figures and sums.

    Sums and amounts among the figures are of its main currency alone, the one of most of its payments.
    """

    account: str
    score: float
    named: bool
    shapes: tuple[Shape, ...]
    figures: dict[str, float]
    currency: str
    sums: tuple[Sums, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first accounts; of how many, how many are worth a look, of so many payments, when it was made."""

    accounts: tuple[Account, ...]
    of: int
    named: int
    payments: int
    at: datetime

    def first(self, most: int) -> Ranking:
        """The same with fewer accounts."""
        return replace(self, accounts=self.accounts[:most])

    def as_json(self) -> list[dict[str, Any]]:
        """One line for each account."""
        lines: Any = shape(self.accounts)
        return list(lines)


def of(bench: Workbench, seen: Sequence[TablePart], settled: str = "") -> Ranking | None:
    """The ranking made of exactly these partitions, if one is kept.

    `settled` tells what people had settled of payments.
    """
    return SHELF.of(bench, seen, settled)


def before(bench: Workbench, seen: Sequence[TablePart]) -> Ranking | None:
    """The ranking made of the most payments among these partitions, when some are newer than it."""
    return SHELF.before(bench, seen, "payments")


def keep(bench: Workbench, ranking: Ranking, seen: Sequence[TablePart], settled: str = "") -> None:
    """Keep a ranking made of these partitions; the oldest of more than `MOST_KEPT` go."""
    SHELF.keep(bench, ranking, seen, settled, payments=ranking.payments)


def _code() -> list[object]:
    return [
        __version__,
        VERSION,
        payments_once.VERSION,
        *(f"{name} {detector(name).version}" for name in SHAPES),
    ]


SHELF = Shelf(FOLDER, Ranking, _code, MOST_KEPT)
