"""What is said of a shape: its currencies tell it from another of the same accounts at the same time."""

from __future__ import annotations

import pytest

from sightline.detectors.detector import read_params
from sightline.detectors.payments.motif_graph import web
from sightline.detectors.payments.motif_report import days_told, priced
from sightline.detectors.register import detector
from sightline.detectors.run import run
from tests.detectors.books import tables
from tests.detectors.payments.webs import Edge, also_in, edges, everyday, found

CHAIN: list[Edge] = [(f"C{n}", f"C{n + 1}", 60.0 + 0.5 * n, 900.0 - 10.0 * n) for n in range(3)]
SHAPES = {
    "cycle": [(f"R{n}", f"R{(n + 1) % 4}", 60.0 + n, 900.0 * 0.97**n) for n in range(4)],
    "fan_in": [(f"P{n}", "HUB", 61.0 + n, 300.0 + n) for n in range(6)],
    "pass_through": CHAIN,
    "structuring": [("A", "B", 60.0 + 0.1 * n, 300.0 + n) for n in range(3)],
}


def test_two_chains_of_the_same_accounts_in_two_currencies_are_two_signals() -> None:
    asked = detector("pass_through")
    rows = also_in("EUR", edges(*CHAIN, *CHAIN, *everyday(["C0"])), 3, 4, 5)
    signals = list(run(asked, tables(rows, []), read_params(asked.params, {}), ()))
    assert [one.about for one in sorted(signals, key=lambda one: one.about)] == ["EUR", "USD"]
    assert len({one.id for one in signals}) == 2


def test_every_shape_says_its_currency() -> None:
    for name, shape in SHAPES.items():
        [one] = found(name, edges(*shape, *everyday(["A"])))
        assert one.about == "USD" and " USD" in one.reasons[0].text, name


def test_a_shape_of_two_currencies_says_both() -> None:
    [one] = found("fan_in", also_in("EUR", edges(*SHAPES["fan_in"], *everyday(["A"])), 2, 3))
    assert (
        one.about == "EUR and USD" and "6 payments moved 605.00 EUR and 1,210.00 USD; " in one.reasons[0].text
    )


MOVED = {
    "fan_in": "6 payments moved 1,815.00 USD; ",
    "pass_through": "900.00 USD came from those who only pay, and 880.00 USD went to those who are only paid",
    "cycle": "4 payments, the largest of 900.00 USD; ",
    "structuring": "3 payments moved 903.00 USD; ",
}


def test_money_that_is_handed_on_counts_once() -> None:
    for name, said in MOVED.items():
        [one] = found(name, edges(*SHAPES[name], *everyday(["A"])))
        assert said in one.reasons[0].text, name


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (0.0, "All of it is booked at one time; "),
        (0.5, "All of it took 30 minutes; "),
        (1.0, "All of it took 1.0 hours; "),
        (23.9, "All of it took 23.9 hours; "),
        (24.0, "All of it took 1.0 days; "),
    ],
)
def test_how_long_it_took_is_told_in_a_unit_that_fits(hours: float, said: str) -> None:
    chain = [(f"C{n}", f"C{n + 1}", 60.0 + hours * n / 48, 900.0 - 10.0 * n) for n in range(3)]
    [one] = found("pass_through", edges(*chain, *everyday(["A"])))
    assert said in one.reasons[0].text


def spread(near: int) -> list[Edge]:
    """A thousand payments in 400 days, so many in ten of which lie in the first 200."""
    return [(f"A{n}", f"B{n}", (0.2 if n % 10 < near else 0.4) * n, 10.0 + n) for n in range(1000)]


@pytest.mark.parametrize(("near", "said"), [(0, False), (5, False), (9, True)])
def test_uneven_days_are_told_where_chance_is_reckoned_with_much_fewer(near: int, said: bool) -> None:
    seen = web(tables(edges(*spread(near)), [])["payments"])
    told = days_told(seen, chance=True)
    assert said == bool(told) == (" Payments lie unevenly over the 400 days of the data, as if " in told)
    assert days_told(seen, chance=False) == ""


def test_few_days_are_told_where_strangers_are_counted() -> None:
    for last, said in ((59.0, True), (60.0, False)):
        seen = web(tables(edges(("A", "B", 0.0, 1.0), ("A", "C", last, 1.0)), [])["payments"])
        assert ("The data last 59 days: who is paid once a month" in days_told(seen, chance=False)) == said
    [one] = found("pass_through", edges(*((a, b, day - 60.0, sum_) for a, b, day, sum_ in CHAIN)))
    assert "once a month" not in one.reasons[0].text


def test_payments_of_a_few_sums_speak_against_a_shape_and_of_many_do_not() -> None:
    """Eight payers and more of whom four in five pay one of three sums pay a premium, a due or a price."""
    many = [(f"P{n}", "HUB", 60.0 + n / 4, 101.0 + 17 * n) for n in range(10)]
    priced = [(one, hub, day, (48.0, 52.0, 66.0)[n % 3]) for n, (one, hub, day, _sum) in enumerate(many)]
    mixed = [*priced[:7], *many[7:]]
    scores = {}
    for name, shape in {"many": many, "priced": priced, "mixed": mixed}.items():
        [one] = found("fan_in", edges(*shape, *everyday(["A"])))
        scores[name] = one.score
        assert ("Against it speaks that 10 of its 10" in one.reasons[0].text) == (name == "priced")
    assert scores["priced"] < 0.5 <= min(scores["many"], scores["mixed"])


SUMS = {
    "four of one sum": ([200.0] * 4, True),
    "three of one sum": ([200.0] * 3, False),
    "four, and one of another": ([*[200.0] * 4, 210.0], False),
    "forty of six": ([(20.0, 25.0, 50.0, 75.0, 100.0, 250.0)[at % 6] for at in range(40)], True),
    "twelve of six": ([(20.0, 25.0, 50.0, 75.0, 100.0, 250.0)[at % 6] for at in range(12)], False),
}


@pytest.mark.parametrize(("sums", "told"), SUMS.values(), ids=SUMS)
def test_a_few_sums_speak_against_a_shape(sums: list[float], told: bool) -> None:
    rows = edges(*((f"P{at}", "HUB", 60.0 + at / 9, amount) for at, amount in enumerate(sums)))
    seen = web(tables(rows, [])["payments"])
    assert bool(priced(seen, list(range(len(sums))))) == told
