"""What is said of a shape: its currencies tell it from another of the same accounts at the same time."""

from __future__ import annotations

from sightline.detectors.detector import read_params
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
        assert one.about == "USD" and ", in USD; " in one.reasons[0].text, name


def test_a_shape_of_two_currencies_says_both() -> None:
    [one] = found("fan_in", also_in("EUR", edges(*SHAPES["fan_in"], *everyday(["A"])), 2, 3))
    assert one.about == "EUR and USD" and ", in EUR and USD; " in one.reasons[0].text
