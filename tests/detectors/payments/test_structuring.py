"""Sums in parts."""

from __future__ import annotations

import pytest

from tests.detectors.payments.webs import Edge, actors, also_in, edges, everyday, found


def parts(count: int = 3, hours: float = 24.0, ratio: float = 1.6) -> list[Edge]:
    step = hours / 24 / max(1, count - 1)
    return [("A", "B", 60.0 + n * step, 100.0 * (ratio if n == 0 else 1.0)) for n in range(count)]


HITS = {
    "three in a day": parts(),
    "a payment long before": [*parts(), ("A", "B", 30.0, 5000.0)],
    "one near": [*parts(), ("A", "B", 75.0, 5000.0)],
}
NO_HITS = {
    "two": parts(2),
    "an hour too slow": parts(hours=25.0),
    "of different sizes": parts(ratio=1.61),
    "as every day": [("A", "B", 55.0 + n / 3, 100.0) for n in range(30)],
    "from three payers": [(f"A{n}", "B", 60.0 + n / 10, 100.0) for n in range(3)],
}


@pytest.mark.parametrize("said", HITS.values(), ids=HITS)
def test_hits(said: list[Edge]) -> None:
    assert actors(found("structuring", edges(*said, *everyday(["X"])))) == [{"A", "B"}]


@pytest.mark.parametrize("said", NO_HITS.values(), ids=NO_HITS)
def test_near_misses(said: list[Edge]) -> None:
    assert found("structuring", edges(*said, *everyday(["X"]))) == []


def in_parts(pairs: int, count: int, prefix: str) -> list[Edge]:
    return [
        (f"{prefix}{n}", f"{prefix}{n}x", 20.0 + n + at / 10, 100.0)
        for n in range(pairs)
        for at in range(count)
    ]


@pytest.mark.parametrize(
    ("full", "less", "told"),
    [(10, 10, 20), (10, 11, 10), (9, 1, 9)],
    ids=["two are as rare as three", "two are usual", "too few to tell"],
)
def test_one_part_less_is_enough_where_it_comes_seldomer(full: int, less: int, told: int) -> None:
    said = edges(*in_parts(full, 3, "F"), *in_parts(less, 2, "L"), *everyday(["X"]))
    assert len(found("structuring", said)) == told


@pytest.mark.parametrize(
    ("late", "told"), [(2, 20), (3, 10)], ids=["seldom the next day", "the next day too"]
)
def test_two_parts_are_none_where_as_many_are_paid_on_the_next_day(late: int, told: int) -> None:
    next_day = [(f"N{n}", f"N{n}x", 20.0 + n + at * 1.5, 100.0) for n in range(late) for at in (0, 1)]
    said = edges(*in_parts(10, 3, "F"), *in_parts(10, 2, "L"), *next_day, *everyday(["X"]))
    assert len(found("structuring", said)) == told


def test_parts_of_two_currencies_are_no_sum() -> None:
    assert found("structuring", also_in("EUR", edges(*parts(4), *everyday(["X"])), 0, 1)) == []
    assert len(found("structuring", also_in("EUR", edges(*parts(4), *everyday(["X"])), 0))) == 1


def test_the_sums_say_their_currency_which_tells_two_of_a_pair_apart() -> None:
    one = found("structuring", edges(*parts(), *everyday(["X"])))[0]
    assert one.about and f"{one.about} in all" in one.reasons[0].text


@pytest.mark.parametrize(
    ("purposes", "apart", "scores"),
    [
        (["invoice 17", "invoice 18", "invoice 21"], 1.3, []),
        (["invoice 17", "invoice 18", "invoice 21"], 1.05, [0.2]),
        (["contract 7", "contract 7", "contract 7"], 1.3, [0.5]),
        (["rent", "rent", "rent"], 1.3, [0.5]),
        (["invoice 17", "invoice 18", None], 1.3, [0.5]),
    ],
)
def test_separate_bills_are_no_sum_in_parts(purposes: list[str], apart: float, scores: list[float]) -> None:
    said = [("P", "R", 20.0 + at / 10, amount) for at, amount in enumerate((100.0, 100.0 * apart, 100.0))]
    rows = edges(*said, *everyday(["X"]))
    told = {said[at][2]: text for at, text in enumerate(purposes)}
    for row, (_payer, _payee, day, _amount) in zip(
        rows, sorted([*said], key=lambda one: one[2]), strict=False
    ):
        row["purpose"] = told[day]
    signals = found("structuring", rows)
    assert [one.score for one in signals] == scores
    assert all(("a bill of its own" in one.reasons[0].text) == (one.score < 0.5) for one in signals)
