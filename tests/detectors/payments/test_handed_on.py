"""What is handed on to the cent and is no whole shape: told once, weakly, or left to another shape."""

from __future__ import annotations

import pytest

from tests.detectors.payments.webs import Edge, actors, edges, everyday, found

LINE: list[Edge] = [("A", "B", 60.0, 741.37), ("B", "C", 64.0, 667.23)]
KNOWN: list[Edge] = [
    ("A", "X", 61.0, 512.08),
    ("X", "C", 65.0, 460.87),
    ("X", "C", 20.0, 35.5),
    ("X", "C", 120.0, 81.2),
]
"""X pays C otherwise too: they are no strangers"""
SHAPES = ("stack", "scatter_gather", "gather_scatter")


def told(*said: Edge) -> dict[str, list[tuple[set[str], bool]]]:
    """By detector the accounts of each signal, and whether it is weak."""
    rows = edges(*said, *everyday(["A"]))
    every = {name: found(name, rows) for name in SHAPES}
    return {
        name: [(one, signal.score < 0.5) for one, signal in zip(actors(signals), signals, strict=True)]
        for name, signals in every.items()
        if signals
    }


@pytest.mark.parametrize(
    "back",
    [
        pytest.param([("C", "A", 70.0, 600.51)], id="at once"),
        pytest.param([("C", "D", 55.0, 700.0), ("D", "A", 58.0, 720.0)], id="before, over another"),
    ],
)
def test_a_piece_of_a_circle_is_left_to_that(back: list[Edge]) -> None:
    assert told(*LINE, *back) == {}


@pytest.mark.parametrize(
    "back",
    [
        pytest.param([("C", "A", 106.0, 600.51)], id="too late"),
        pytest.param([("C", "A", 70.0, 530.0)], id="of another sum"),
        pytest.param([("C", "D", 70.0, 640.0)], id="to somebody else"),
    ],
)
def test_what_does_not_come_back_is_told(back: list[Edge]) -> None:
    assert told(*LINE, *back) == {"gather_scatter": [({"A", "B", "C"}, True)]}


def test_one_who_carries_beside_is_named_though_no_stranger() -> None:
    assert told(*LINE, *KNOWN) == {"scatter_gather": [({"A", "B", "C", "X"}, False)]}


@pytest.mark.parametrize(
    "known",
    [
        pytest.param([KNOWN[0], ("X", "C", 65.0, 460.90), *KNOWN[2:]], id="not to the cent"),
        pytest.param([KNOWN[0], ("X", "C", 65.0, 486.48), *KNOWN[2:]], id="another fee"),
        pytest.param(
            [("A", "X", 71.0, 512.08), ("X", "C", 75.0, 460.87), *KNOWN[2:]], id="eleven days apart"
        ),
        pytest.param([("A", "X", 66.0, 512.08), *KNOWN[1:]], id="before it came"),
    ],
)
def test_near_misses_of_one_beside(known: list[Edge]) -> None:
    assert told(*LINE, *known) == {"gather_scatter": [({"A", "B", "C"}, True)]}
