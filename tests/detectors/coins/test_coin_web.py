"""The web of coins: who is fed by a theft, what is a service, and amounts to the last unit."""

from __future__ import annotations

import numpy as np

from sightline.detectors.coins.coin_web import EXCHANGES, fed, totals, web
from tests.detectors.coins.coins import HOT, MIXER, THIEF, pays, tables
from tests.detectors.coins.test_mixing_steps import spends

ROWS = [
    pays(1, "v", "thief", 10), pays(2, "thief", "a", 10), pays(3, "a", "b", 4), pays(3, "x", "b", 4),
    pays(4, "b", "c", 8), pays(4.5, "y", "c", 9), pays(5, "a", "mixer", 6), pays(6, "mixer", "d", 6),
    pays(7, "a", "a", 1),
]  # fmt: skip


def test_fed_goes_by_share_and_steps_and_stops_at_services() -> None:
    found = web(tables(ROWS, [THIEF, MIXER]))
    names = [found.address(at) for at in range(len(found.book.holders))]

    def who(steps: int, share: float) -> set[str]:
        return {names[at] for at in np.flatnonzero(fed(found, steps, share))}

    assert who(8, 0.5) == {"thief", "a", "b"}
    assert who(8, 0.51) == {"thief", "a"}
    assert (
        who(1, 0.51) == {"thief", "a"}
        and who(1, 0.5) == {"thief", "a", "b"}
        and who(8, 0.4) == {"thief", "a", "b", "c"}
    )
    assert who(8, 0.0) == set(names)


def test_payments_to_oneself_are_no_part_of_it_and_services_have_names() -> None:
    found = web(tables(ROWS, [THIEF, HOT, MIXER]))
    came, went = totals(found)
    at = next(n for n in range(len(came)) if found.address(n) == "a")
    assert (came[at], went[at]) == (10.0, 10.0) and found.of_kind(EXCHANGES) == {}
    assert found.said(found.outs(at)) == "10 ETH" and len(found.cites(found.outs(at))) == 2


def test_an_empty_web_is_one() -> None:
    found = web(tables([], []))
    assert not len(found.amount) and not fed(found, 3, 0.5).any()


def test_what_several_pay_together_has_each_of_theirs_by_its_share() -> None:
    """However the inputs and outputs of the transaction are ordered: a third of it is stolen."""
    stolen = spends(1, [("v", 10)], [("thief", 10)])
    for inputs in ([("thief", 10), ("x", 20)], [("x", 20), ("thief", 10)]):
        for outputs in ([("a", 10), ("b", 20)], [("b", 20), ("a", 10)]):
            found = web(tables([*stolen, *spends(2, inputs, outputs)], [THIEF]))
            for share, who in ((0.33, {"thief", "a", "b"}), (0.34, {"thief"})):
                assert {found.address(at) for at in np.flatnonzero(fed(found, 8, share))} == who
