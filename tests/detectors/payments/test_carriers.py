"""Accounts that hand on what came, to the cent less a fee: the limits, and which detector says it."""

from __future__ import annotations

import pytest

from sightline.detectors.payments.carriers import carriers, groups
from sightline.detectors.payments.fan_in import Params
from sightline.detectors.payments.motif_graph import strangers
from tests.detectors.books import tables
from tests.detectors.payments.webs import Edge, actors, also_in, edges, everyday, found

LINE: list[Edge] = [("A", "B", 60.0, 741.37), ("B", "C", 64.0, 667.23)]
"""741.37 less ten per cent, rounded"""
LONGER: list[Edge] = [*LINE, ("C", "D", 66.0, 600.51)]
GATHERED: list[Edge] = [("A", "B", 60.0, 741.37), ("Z", "B", 61.0, 512.08), ("B", "C", 64.0, 1128.1)]
SPLIT: list[Edge] = [("A", "B", 60.0, 741.37), ("B", "C", 64.0, 400.0), ("B", "D", 65.0, 267.23)]
SIDE: list[Edge] = [("B2", "C", 64.5, 512.08), ("C", "D2", 66.5, 460.87)]
APART: list[Edge] = [*LINE, ("A", "B2", 61.0, 512.08), ("B2", "C2", 65.0, 460.87)]
BOTH: list[Edge] = [*GATHERED[:2], ("B", "C", 64.0, 700.0), ("B", "D", 65.0, 428.1)]
TWO: list[Edge] = [
    ("A", "B", 60.0, 741.37), ("A", "X", 61.0, 512.08), ("B", "C", 64.0, 667.23), ("X", "C", 65.0, 460.87),
]  # fmt: skip

HITS = {
    "two payments": LINE,
    "several gathered": GATHERED,
    "split": SPLIT,
    "on the same day": [("A", "B", 60.0, 741.37), ("B", "C", 60.0, 667.23)],
    "one that came between is kept": [*GATHERED, ("Q", "B", 60.5, 333.33)],
    "the last day": [("A", "B", 60.0, 741.37), ("B", "C", 80.0, 667.23)],
    "a sum that is a multiple of a thousand cents by itself": [
        ("A", "B", 60.0, 1210.0), ("Z", "B", 60.5, 31.17), ("B", "C", 61.0, 1117.05),
    ],
}  # fmt: skip
BUSY = [
    edge
    for at in range(30)
    for edge in (
        (f"I{at}", "B", 55.0 + at / 3, 91.17 + 31.01 * at),
        ("B", f"O{at}", 56.0 + at / 3, 77.43 + 29.03 * at),
    )
]
"""an account with so many strangers that some sums agree by chance"""
NO_HITS = {
    "at an account of many strangers": [*LINE, *BUSY],
    "three cents off": [LINE[0], ("B", "C", 64.0, 667.26)],
    "no whole per cent": [LINE[0], ("B", "C", 64.0, 663.53)],
    "a per cent nobody asks for": [LINE[0], ("B", "C", 64.0, 615.34)],
    "round sums": [("A", "B", 60.0, 700.0), ("B", "C", 64.0, 630.0)],
    "an hour too late": [LINE[0], ("B", "C", 80.1, 667.23)],
    "paid on before it came": [LINE[0], ("B", "C", 59.0, 667.23)],
    "back to where it came from": [LINE[0], ("B", "A", 64.0, 667.23)],
    "every month": [*LINE, ("A", "B", 90.0, 741.37), ("B", "C", 94.0, 667.23)],
    "three that came between": [*GATHERED, *(("Q" + str(n), "B", 60.1 + n / 10, 333.33) for n in range(3))],
}


@pytest.mark.parametrize("said", HITS.values(), ids=HITS)
def test_hits(said: list[Edge]) -> None:
    [one] = carriers(strangers(tables(edges(*said, *everyday(["A"])), [])["payments"], Params()))
    assert one.fee in (10, 1, 2, 3, 5)


@pytest.mark.parametrize("said", NO_HITS.values(), ids=NO_HITS)
def test_near_misses(said: list[Edge]) -> None:
    assert carriers(strangers(tables(edges(*said, *everyday(["A"])), [])["payments"], Params())) == []


@pytest.mark.parametrize(
    ("said", "by"),
    [
        pytest.param(LINE, {"gather_scatter"}, id="one line, weakly"),
        pytest.param(LONGER, {"stack"}, id="a longer line, weakly"),
        pytest.param([*LONGER, *SIDE], {"stack"}, id="three steps, two at the last"),
        pytest.param(GATHERED, {"gather_scatter"}, id="two that one hands on in one payment, weakly"),
        pytest.param(APART, {"scatter_gather"}, id="two lines of one source, weakly"),
        pytest.param(BOTH, {"gather_scatter"}, id="two gathered, two scattered"),
        pytest.param(TWO, {"scatter_gather"}, id="several, one payment each"),
    ],
)
def test_who_says_it(said: list[Edge], by: set[str]) -> None:
    rows = edges(*said, *everyday(["A"]))
    told = {name: found(name, rows) for name in ("stack", "scatter_gather", "gather_scatter")}
    assert {name for name, signals in told.items() if signals} == by
    accounts = {name for edge in said for name in edge[:2]}
    assert all(actors(signals) == [accounts] for signals in told.values() if signals)
    reason = next(signals for signals in told.values() if signals)[0].reasons[0]
    assert "10 %" in reason.text and len(reason.cites) == len(said)
    [score] = [one.score for signals in told.values() for one in signals]
    lacks = said in (LINE, LONGER, GATHERED, APART)
    assert (score < 0.5) == ("Against it speaks" in reason.text) == lacks


@pytest.mark.parametrize(("deals", "told"), [(4, 0), (5, 1), (30, 1)])
def test_who_carries_for_many_is_told_once_and_weakly(deals: int, told: int) -> None:
    """An escrow agent: each time another buyer and another seller."""
    said = [
        edge
        for at in range(deals)
        for paid in [741.37 + 31.01 * at]
        for edge in (
            (f"I{at}", "E", 20.0 + 3 * at, paid),
            ("E", f"O{at}", 22.0 + 3 * at, round(0.99 * paid, 2)),
        )
    ]
    rows = edges(*said, *everyday(["A"]))
    signals = [one for name in ("gather_scatter", "scatter_gather") for one in found(name, rows)]
    weak = [one for one in signals if "Against it speaks" in one.reasons[0].text]
    assert len(weak) == told and all(one.score < 0.3 for one in weak)
    assert [one for one in signals if len(one.actors) == 1] == weak


def test_groups_far_apart_in_time_are_two() -> None:
    later = [("A2", "B2", 120.0, 741.37), ("B2", "C", 124.0, 667.23)]
    rare = strangers(tables(edges(*LINE, *later, *everyday(["A"])), [])["payments"], Params())
    assert len(groups(rare)) == 2 and groups(rare) is groups(rare)


def test_nothing_is_carried_from_one_currency_into_another() -> None:
    rows = also_in("EUR", edges(*LINE, *everyday(["A"])), 1)
    assert carriers(strangers(tables(rows, [])["payments"], Params())) == []


@pytest.mark.parametrize(("every", "webs"), [(2.0, 1), (0.2, 0)], ids=["days apart", "all at once"])
def test_a_web_too_large_is_taken_apart_in_time(every: float, webs: int) -> None:
    """Two of one source a day, and then two days nothing: each two are a web of their own."""
    said = [
        edge
        for at in range(40)
        for day in [20.0 + at // 2 * every]
        for edge in (
            ("S", f"X{at}", day, 741.37 + at),
            (f"X{at}", f"T{at}", day + 0.1, round(0.9 * (741.37 + at), 2)),
        )
    ]
    rare = strangers(tables(edges(*said, *everyday(["A"])), [])["payments"], Params())
    made = groups(rare)
    assert len(made) == 20 * webs
    assert all(len(one.carriers) == 2 for one in made)


@pytest.mark.parametrize(("count", "sizes"), [(3, [1, 3]), (2, [3])], ids=["three", "two"])
def test_several_between_two_accounts_are_a_web_of_their_own(count: int, sizes: list[int]) -> None:
    """Whoever gets it at the end hands on a part of it."""
    said: list[Edge] = [
        edge
        for at in range(count)
        for paid in [741.37 + 31.01 * at]
        for edge in (("S", f"X{at}", 60.0 + at, paid), (f"X{at}", "T", 60.5 + at, round(0.9 * paid, 2)))
    ]
    said.append(("T", "U", 64.0, round(0.9 * said[1][3], 2)))
    rare = strangers(tables(edges(*said, *everyday(["A"])), [])["payments"], Params())
    assert sorted(len(one.carriers) for one in groups(rare)) == sizes


APART_OF_TWO_SHAPES = {
    "three between, one of them in another shape": (3, 0.0, [1, 3]),
    "only two between": (2, 0.0, [2]),
    "its part is three cents off": (3, 0.03, [3]),
}


@pytest.mark.parametrize(
    ("count", "off", "sizes"), APART_OF_TWO_SHAPES.values(), ids=APART_OF_TWO_SHAPES.keys()
)
def test_who_carries_for_two_shapes_stands_in_both(count: int, off: float, sizes: list[int]) -> None:
    """The last of those between also gathers from two others, and hands that on to somebody else."""
    said: list[Edge] = [
        edge
        for at in range(count)
        for paid in [741.37 + 31.01 * at]
        for edge in (("S", f"X{at}", 60.0 + at, paid), (f"X{at}", "T", 63.5 + at, round(0.9 * paid, 2)))
    ]
    last = f"X{count - 1}"
    whole = round(0.9 * (512.08 + 333.33), 2)
    (payer, payee, day, paid) = said[-1]
    said[-1] = (payer, payee, day, paid + off)
    said += [("Y", last, 61.0, 512.08), ("Z", last, 62.0, 333.33), (last, "U", 64.0, whole - off)]
    rare = strangers(tables(edges(*said, *everyday(["A"])), [])["payments"], Params())
    made = groups(rare)
    assert sorted(len(one.carriers) for one in made) == sizes
    assert {edge for one in made for edge in one.edges} == set(range(len(rare.payer)))
    told = found("scatter_gather", edges(*said, *everyday(["A"])))
    assert ({"S", "T", "X0", "X1", "X2"} in actors(told)) == (sizes == [1, 3])


@pytest.mark.parametrize(("count", "told"), [(3, 4), (2, 2)], ids=["beside three", "beside two"])
def test_a_sum_too_small_to_tell_counts_beside_several_that_do(count: int, told: int) -> None:
    """All carried between the same two accounts at the same fee."""
    sums = [*(741.37 + 31.01 * at for at in range(count)), 50.0]
    said: list[Edge] = [
        edge
        for at, paid in enumerate(sums)
        for edge in (("S", f"X{at}", 60.0 + at, paid), (f"X{at}", "T", 60.5 + at, round(0.9 * paid, 2)))
    ]
    rare = strangers(tables(edges(*said, *everyday(["A"])), [])["payments"], Params())
    [web] = groups(rare)
    assert len(web.carriers) == told
