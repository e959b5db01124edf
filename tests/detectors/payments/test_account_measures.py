"""The figures of accounts: counted by hand for a few payments."""

from __future__ import annotations

import numpy as np
import pytest

from sightline.detectors.payments.account_measures import Measures, measures
from tests.detectors.books import tables
from tests.detectors.payments.webs import also_in, edges

ROWS = edges(
    ("A", "B", 0, 100), ("A", "B", 0.5, 300), ("B", "C", 1, 95), ("A", "C", 10, 50), ("C", "A", 31, 5),
)  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Measures:
    return measures(tables(ROWS, [])["payments"])


FIGURES = {
    ("A", "paid_count"): 3, ("A", "paid_sum"): 450, ("A", "paid_partners"): 2, ("A", "paid_repeats"): 2,
    ("A", "paid_least"): 50, ("A", "paid_middle"): 100, ("A", "paid_largest"): 300, ("A", "got_sum"): 5,
    ("A", "paid_within_1"): 2, ("A", "paid_within_7"): 2, ("A", "paid_within_20"): 3, ("A", "days"): 31,
    ("A", "paid_strangers"): 1, ("A", "paid_repeated_share"): 2 / 3, ("A", "paid_mean"): 150,
    ("B", "quick"): 1, ("B", "got_partners"): 1, ("B", "passed"): 95 / 400, ("C", "quick"): 0,
    ("B", "partners_paid_partners"): 1.5, ("B", "partners_largest_paid_least"): 50,
}  # fmt: skip


def test_every_figure_is_what_a_hand_counts(found: Measures) -> None:
    assert found.accounts == ("A", "B", "C")
    for (account, name), value in FIGURES.items():
        told = float(found.column(name)[found.accounts.index(account)])
        assert told == pytest.approx(value), (account, name)


def test_nothing_is_added_across_currencies() -> None:
    rows = also_in("EUR", [*ROWS, *edges(*(("P", "A", 10 + at / 10, 100 + at) for at in range(3)))], 1, 2)
    found = measures(tables(rows, [])["payments"])
    told = dict(zip(found.accounts, found.currency, strict=True))
    assert told == {"A": "USD", "B": "EUR", "C": "USD", "P": "USD"}
    for account, name, value in (
        ("A", "paid_sum", 150), ("A", "paid_count", 3), ("A", "got_sum", 308), ("B", "paid_sum", 95),
        ("B", "got_sum", 300), ("B", "got_mean", 300), ("B", "quick", 0), ("C", "got_sum", 50),
        ("C", "partners_paid_least", 50),
    ):  # fmt: skip
        assert found.column(name)[found.accounts.index(account)] == value, (account, name)
    assert found.sums["A"] == {"EUR": (300.0, 0.0), "USD": (150.0, 308.0)} and found.sums.keys() == {"A", "P"}


def test_shapes_are_told_by_account() -> None:
    rows = edges(
        *(("P", "Q", 10 + at / 10, 100 + at) for at in range(3)), ("X", "Y", 0, 1), ("X", "Y", 60, 1)
    )
    found = measures(tables(rows, [])["payments"])
    assert found.shapes.keys() == {"P", "Q"} and set(found.shapes["P"]) == {"structuring"}
    assert found.column("structuring")[found.accounts.index("P")] == 0.5


def test_no_payments_no_accounts() -> None:
    found = measures(tables([], [])["payments"])
    assert found.accounts == () and found.values.shape == (0, len(found.names))
    assert np.isfinite(found.values).all()
