"""Companies, their accounts and a list as rows, for tests of detectors that look for who stands behind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import ibis
import pytest

from tests.detectors import books
from tests.detectors.sea.tracks import ITEM, Row, arrow, placed

BORN = date(2022, 12, 1)
"""a month before the first payment"""


def company(name: str, days: int = 0, **more: Any) -> Row:
    """A company of its own, made so many days after `BORN`, with an account of the same name."""
    return {"company": name, "name": f"Invented {name}", "incorporated_on": BORN + timedelta(days)} | more


def held(companies: Iterable[Row], devices: dict[str, str] | None = None) -> list[Row]:
    """The account of each company."""
    return [
        books.account(
            f"A-{one['company']}", "company", holder=one["name"], device=(devices or {}).get(one["company"])
        )
        for one in companies
    ]


def listed(name: str, prop: str = "name", entity: str = "un-1") -> Row:
    """A statement of a list."""
    return {
        "entity": entity,
        "caption": "Invented Listed",
        "list": "un",
        "prop": prop,
        "value": name,
        "label": "row 9",
    }


def cases(named: Iterable[str], fast: int) -> list[Any]:
    """Names of cases, the first so many among the fast tests and the others among the slow."""
    return [
        pytest.param(name, marks=() if number < fast else pytest.mark.slow, id=name)
        for number, name in enumerate(named)
    ]


def tables(
    payments: Iterable[Row], accounts: Iterable[Row], companies: Iterable[Row], lists: Iterable[Row]
) -> Any:
    """All four tables as a detector takes them."""
    return books.tables(payments, accounts) | {
        "companies": ibis.memtable(arrow(placed(companies, "cd" * 32), "companies")),
        "listed": ibis.memtable(arrow([one | {"row": 0} for one in placed(lists, ITEM)], "listed")),
    }
