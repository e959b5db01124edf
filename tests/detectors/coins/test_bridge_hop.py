"""Over a bridge: two chains, a time, an amount, and two sources that say it is that bridge."""

from __future__ import annotations

import pytest

from tests.detectors.coins.coins import THIEF, actors, found, pays, says, texts
from tests.detectors.sea.tracks import Row

OTHER = "https://two.example.org/y"
BRIDGE = [
    says(address, "Invented Bridge", "bridge", source=source)
    for address in ("gate", "exit")
    for source in ("https://one.example.org/x", OTHER)
]
ONE_HOST = [row | {"source": row["source"].replace("two.", "one.")} for row in BRIDGE]
ONE_SIDE = BRIDGE[:3]
START = [pays(1, "victim", "thief", 100), pays(2, "thief", "own", 100), pays(3, "own", "gate", 100)]


def out(hours: float = 3.5, coins: float = 99.5, chain: str = "bsc", who: str = "far") -> Row:
    """What the bridge pays on the other chain."""
    return pays(hours, "exit", who, coins, chain)


HITS = {
    "soon and nearly all": [*START, out()],
    "as late as may be": [*START, out(15)],
    "all that may be kept": [*START, out(coins=99)],
    "beside people who hop with less": [
        *START, out(), *(pays(3 + n, f"u{n}", "gate", n + 1) for n in range(5)),
        *(pays(3.2 + n, "exit", f"w{n}", n + 0.995, "bsc") for n in range(5)),
    ],
}  # fmt: skip
NO_HITS = {
    "too late": [*START, out(15.1)],
    "too much kept": [*START, out(coins=98.9)],
    "more than went in": [*START, out(coins=100.1)],
    "on the same chain": [*START, out(chain="eth")],
    "two fit": [*START, out(), out(4, who="other")],
    "before": [*START, out(2.9)],
}


@pytest.mark.parametrize("rows", HITS.values(), ids=HITS)
def test_hits(rows: list[Row]) -> None:
    assert actors(found("bridge_hop", rows, [THIEF, *BRIDGE])) == [("own", "far")]


@pytest.mark.parametrize("rows", NO_HITS.values(), ids=NO_HITS)
def test_near_misses(rows: list[Row]) -> None:
    assert not found("bridge_hop", rows, [THIEF, *BRIDGE])


@pytest.mark.parametrize(
    "labels", [ONE_HOST, ONE_SIDE, BRIDGE[::2]], ids=["one host", "one side", "one source"]
)
def test_one_source_is_no_source(labels: list[Row]) -> None:
    assert not found("bridge_hop", [*START, out()], [THIEF, *labels])
    assert found("bridge_hop", [*START, out()], [THIEF, *labels], sources=1)


def test_both_sources_of_both_sides_are_cited() -> None:
    (one,) = found("bridge_hop", [*START, out()], [THIEF, *BRIDGE])
    assert "30 minutes later Invented Bridge paid 99.5 ETH on bsc to far, 0.50% less" in texts(one)
    assert texts(one).count("one.example.org and two.example.org say that") == 2
    assert one.place == "eth to bsc" and [len(reason.cites) for reason in one.reasons[-2:]] == [2, 2]


def test_who_has_nothing_from_a_taker_is_not_told() -> None:
    assert not found("bridge_hop", [*START, out()], BRIDGE)
