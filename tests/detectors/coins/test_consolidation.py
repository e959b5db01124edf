"""Spread and brought together again: at each limit, one step past it, and what only looks alike."""

from __future__ import annotations

import pytest

from tests.detectors.coins.coins import HOT, MIXER, actors, found, pays, says, texts
from tests.detectors.coins.test_mixing_steps import spends
from tests.detectors.sea.tracks import Row

DAY = 24.0


def spread(
    count: int = 6,
    rest: float = 30.0,
    apart: float = 0.5,
    payers: int = 6,
    left: float = 0.0,
    payer: str = "own",
) -> list[Row]:
    """Fresh addresses filled with ten each, by one payer as far as `payers` goes, and emptied."""
    fill = [pays(1 + n / 100, payer if n < payers else f"x{n}", f"f{n}", 10) for n in range(count)]
    return [*fill, *(pays(1 + rest + n * apart, f"f{n}", "end", 10 - left) for n in range(count))]


SIX = spread()
HITS = {
    "as many as asked for": SIX,
    "as long as it may take": spread(apart=48 / 5),
    "filled as long before as may be": spread(rest=14 * DAY - 3),
    "nearly emptied": spread(left=0.5),
    "most of them by one": spread(10, payers=6),
    "beside as much from others": [*SIX, pays(80, "y", "end", 60)],
}
NO_HITS = {
    "one too few": spread(5),
    "over too long a time": spread(apart=49 / 5),
    "filled too long before": spread(rest=14 * DAY + 1),
    "not emptied": spread(left=0.51),
    "too few by one payer": spread(10, payers=5),
    "others pay it more": [*SIX, pays(80, "y", "end", 61)],
    "they pay others too": [*spread(left=0.4), *(pays(50 + n, f"f{n}", "z", 0.2) for n in range(6))],
}


@pytest.mark.parametrize("rows", HITS.values(), ids=HITS)
def test_hits(rows: list[Row]) -> None:
    assert actors(found("consolidation", rows, [])) == [("end",)]


@pytest.mark.parametrize("rows", NO_HITS.values(), ids=NO_HITS)
def test_near_misses(rows: list[Row]) -> None:
    assert not found("consolidation", rows, [])


def test_an_exchange_that_sweeps_or_pays_out_is_none_but_a_mixer_that_pays_out_is() -> None:
    assert not found("consolidation", SIX, [says("end", "Invented Exchange", "exchange")])
    assert not found("consolidation", spread(payer="hot"), [HOT])
    (one,) = found("consolidation", spread(payer="mixer"), [MIXER])
    assert "6 of them were filled by Invented Mixer, with 60 ETH." in texts(one)


def together(change: int, *, first: bool = False) -> list[Row]:
    """Six filled addresses, emptied by one transaction with change, which stands last or first."""
    fill = [row for n in range(6) for row in spends(1 + n, [("own", 100)], [(f"f{n}", 100)])]
    outputs = [("end", 600 - change), ("change", change)]
    return [*fill, *spends(20, [(f"f{n}", 100) for n in range(6)], outputs[::-1] if first else outputs)]


@pytest.mark.parametrize("first", [False, True], ids=["change last", "change first"])
def test_how_one_transaction_pairs_its_payers_says_nothing(*, first: bool) -> None:
    (one,) = found("consolidation", together(30, first=first), [])
    assert actors([one]) == [("end",)]
    said = one.reasons[0].text
    assert said.startswith("6 addresses paid 0.0000057 BTC to end within 1 hour; none of them paid anybody")
    assert "but for 0.0000003 BTC in the same transactions, and all were emptied" in said
    assert not found("consolidation", together(31, first=first), [])
