"""Chains of fresh addresses with a little taken off: at each limit, and one step past it."""

from __future__ import annotations

import pytest

from tests.detectors.coins.coins import HOT, actors, found, pays, says, texts
from tests.detectors.coins.test_mixing_steps import spends
from tests.detectors.sea.tracks import Row


def chain(
    links: int = 6,
    hours: float = 2.0,
    share: float = 0.1,
    first: float = 100.0,
    payee: str = "p",
    start: float = 1,
) -> list[Row]:
    """`links` addresses, each of which passes on all but a share."""
    rows, held, at = [pays(start, "source", f"a{start}", first)], first, start
    own = f"a{start}"
    for step in range(links):
        at += hours
        taken = round(held * share, 4)
        following = f"b{start}-{step}"
        rows += [pays(at, own, f"{payee}{step}", taken), pays(at + 0.01, own, following, held - taken)]
        own, held = following, held - taken
    return rows


WAGES = [*chain(start=1), *chain(start=200)]
HITS = {
    "as many links as asked for": chain(),
    "a step as long as may be": chain(hours=23.9),
    "the largest part that may come off": chain(share=0.3),
    "paid again within the days": [*chain(start=1), *chain(start=100)],
}
NO_HITS = {
    "one link too few": chain(5),
    "a step too long": chain(hours=24.1),
    "too large a part": chain(share=0.31),
    "nothing comes off": chain(share=0.0),
    "wages: the same are paid again later": WAGES,
    "a first address that is used all the time": [
        *chain(),
        *(pays(9 + n, "x", f"b1-{n}", 5) for n in range(5)),
    ],
}


@pytest.mark.parametrize("rows", HITS.values(), ids=HITS)
def test_hits(rows: list[Row]) -> None:
    one = found("peel_chain", rows, [])[0]
    assert actors([one])[0][0] == "a1" and "6 addresses one after the other" in texts(one)


@pytest.mark.parametrize("rows", NO_HITS.values(), ids=NO_HITS)
def test_near_misses(rows: list[Row]) -> None:
    assert not found("peel_chain", rows, [])


def test_an_exchange_that_pays_out_of_change_is_none() -> None:
    assert not found("peel_chain", chain(6), [says("a1", "Invented Exchange", "exchange")])


def test_services_that_got_the_parts_are_named_and_the_order_of_rows_is_nothing() -> None:
    rows = [row | {"to_address": "hot"} if row["to_address"] in ("p0", "p1") else row for row in chain(7)]
    one = found("peel_chain", rows, [HOT])
    assert "2 of the parts went to Invented Exchange." in texts(one[0]) and one[0].score == 0.56
    assert [texts(x) for x in found("peel_chain", rows[::-1], [HOT])] == [texts(x) for x in one]


def outputs_of(links: int = 6, *, begin: int = 1) -> list[Row]:
    """The same on a chain of unspent outputs: one input, a part taken off, the rest to a fresh address."""
    rows: list[Row] = []
    for step in range(links):
        held = 1_000_000 - 50_000 * step
        outputs = [(f"p{step}", 50_000), (f"a{step + 1}", held - 50_000)]
        rows += spends(begin + step + 1, [(f"a{step}", held)], outputs)
    return rows


def test_a_first_address_that_several_fill_together_was_paid_once() -> None:
    filled = spends(1, [("x", 300_000), ("y", 300_000), ("z", 400_000)], [("a0", 1_000_000)])
    assert len(found("peel_chain", [*filled, *outputs_of()], [])) == 1


@pytest.mark.parametrize("turned", [False, True], ids=["as it came", "turned round"])
def test_who_pays_together_with_another_is_no_link(*, turned: bool) -> None:
    """At the third step somebody else pays in: nobody can say which of the two went on."""
    filled = spends(1, [("x", 1_000_000)], [("a0", 1_000_000)])
    rows = [row for row in outputs_of() if row["block"] != 4]
    outputs = [("p2", 60_000), ("a3", 850_000)]
    mixed = spends(4, [("a2", 900_000), ("other", 10_000)], outputs[::-1] if turned else outputs)
    assert not found("peel_chain", [*filled, *rows, *mixed], [])
