"""Payments between invented accounts as a few words an edge, for tests of shapes."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import Any

from sightline.detectors.day_alone import day_of
from sightline.detectors.detector import Found
from sightline.detectors.register import detector
from tests.detectors.books import payment, tables
from tests.detectors.sea.tracks import Row

MORNING = 9.0
"""hours: days of edges begin then, since of midnight only the day is known"""
Edge = tuple[str, str, float, float]
"""payer, payee, day, amount"""


def edges(*said: Edge) -> list[Row]:
    """Rows of payments; ids follow the order given."""
    return [
        payment(number, day * 24.0 + MORNING, round(amount, 4), payer, payee)
        for number, (payer, payee, day, amount) in enumerate(said)
    ]


def of_days(rows: list[Row], *numbers: int) -> list[Row]:
    """The same rows, of those of these numbers only the day known."""
    return [
        row | {"booked_ms": day_of(row["booked_ms"])} if at in numbers else row for at, row in enumerate(rows)
    ]


def also_in(currency: str, rows: list[Row], *numbers: int) -> list[Row]:
    """The same rows, those of these numbers of another currency."""
    return [row | {"currency": currency} if at in numbers else row for at, row in enumerate(rows)]


def found(name: str, rows: Iterable[Row], **params: Any) -> list[Found]:
    """What a detector of this name finds."""
    module = importlib.import_module(f"sightline.detectors.payments.{name}")
    return list(detector(name).detect(tables(rows, []), module.Params(**params)))


def actors(signals: Iterable[Found], role: str = "") -> list[set[str]]:
    """Who is named by each signal, in a role or in any."""
    return [
        {one.id.removeprefix("account-") for one in signal.actors if role in ("", one.role)}
        for signal in signals
    ]


def everyday(accounts: Iterable[str], days: int = 200) -> list[Edge]:
    """A shop that each account pays every week, so that the data lasts."""
    return [(account, "SHOP", float(day), 20.0) for account in accounts for day in range(0, days, 7)]
