"""What an account does all year round, and the last case that is not yet its business."""

from __future__ import annotations

import pytest

from sightline.detectors.payments.motif_graph import Strangers, Web, strangers
from sightline.detectors.payments.ordinary_business import customers, dealings, occasion, one_by_one
from tests.detectors.books import tables
from tests.detectors.payments.webs import Edge, also_in, edges, everyday, found


def deals(kept: float = 0.05, wait: float = 2.0, single: int = 5, count: int = 5) -> list[Edge]:
    """Sums that are paid on, the first `single` of them to one each, the others by a third and two thirds."""
    said: list[Edge] = []
    for at in range(count):
        sum_, day = 1000.0 * 1.4**at, 60.0 + at
        said.append((f"B{at}", "HUB", day, sum_))
        for part, share in enumerate((1.0,) if at < single else (0.34, 0.66)):
            said.append(("HUB", f"S{at}{part}", day + wait, sum_ * (1.0 - kept) * share))
    return said


def rare(said: list[Edge], *other_currency: int) -> Web:
    rows = also_in("EUR", edges(*said, *everyday(["A"])), *other_currency)
    return strangers(tables(rows, [])["payments"], Strangers())


def against(web: Web) -> tuple[str, ...]:
    hub = web.accounts.index("HUB")
    return one_by_one(web, hub, web.out[web.out_at[hub] : web.out_at[hub + 1]].tolist())


PAID_ON = {
    "to the cent": deals(kept=0.0),
    "a tenth is kept": deals(kept=0.1),
    "after ten days": deals(wait=10.0),
    "on the day": deals(wait=0.0),
    "four in five": [*deals(single=4, count=4), ("HUB", "S", 65.0, 77.0)],
}
GATHERED = {
    "a little more than came": deals(kept=-0.001),
    "more than a tenth is kept": deals(kept=0.101),
    "after more than ten days": deals(wait=10.1),
    "paid out ahead": deals(wait=-0.1),
    "three of five": [*deals(single=3, count=4)],
    "one payment in, two of its size out": [
        ("B", "HUB", 60.0, 1000.0), ("HUB", "S", 61.0, 990.0), ("HUB", "R", 61.0, 980.0),
    ],
    "sums alike, so that nobody knows which went on": [
        edge for at in range(4)
        for edge in ((f"B{at}", "HUB", 60.0 + at, 1000.0), ("HUB", f"S{at}", 62.0 + at, 950.0))
    ],
}  # fmt: skip


@pytest.mark.parametrize("said", PAID_ON.values(), ids=PAID_ON)
def test_sums_paid_on_one_by_one_speak_against_a_gathering(said: list[Edge]) -> None:
    [text] = against(rare(said))
    assert "nothing was gathered" in text


@pytest.mark.parametrize("said", GATHERED.values(), ids=GATHERED)
def test_what_was_split_or_kept_does_not(said: list[Edge]) -> None:
    assert against(rare(said)) == ()


def test_what_goes_on_in_another_currency_is_not_paid_on() -> None:
    assert against(rare(deals(), 1)) and not against(rare(deals(), 1, 3))


def shape(beside: int, also: int) -> Web:
    more = [(f"C{at}", "HUB", 2.0 * at, 50.0 + at) for at in range(beside)]
    more += [("HUB", f"D{at}", 2.0 * at + 1.0, 500.0 + at) for at in range(also)]
    return rare([*deals(count=3), *more])


@pytest.mark.parametrize(("beside", "also", "told"), [(30, 30, True), (29, 30, False), (30, 29, False)])
def test_an_account_that_strangers_pay_and_that_pays_strangers_all_the_time(
    beside: int, also: int, told: bool
) -> None:
    web = shape(beside, also)
    hub = web.accounts.index("HUB")
    came, went = ([at for at in range(len(side)) if int(side[at]) == hub] for side in (web.payee, web.payer))
    text = dealings(web, hub, came[: len(came) - beside], went[: len(went) - also])
    assert bool(text) == told


@pytest.mark.parametrize(("beside", "count", "told"), [(30, 15, True), (29, 3, False), (39, 20, False)])
def test_customers_are_many_and_twice_as_many(beside: int, count: int, told: bool) -> None:
    assert bool(customers(beside, count)) == told


def gifts(count: int = 8, before: float = 16.0, more: float = 0.0) -> list[Edge]:
    """Gifts to the hub, all at once so many days before day 60; each by `more` larger than the one before."""
    return [(f"G{at}", "HUB", 60.0 - before, (50.0, 100.0)[at % 2] + at * more) for at in range(count)]


OCCASIONS = {
    "eight gifts of two sums": (gifts(), True),
    "at its end": (gifts(before=-5.0), True),
    "seven": (gifts(count=7), False),
    "of eight sums": (gifts(more=3.0), False),
    "longer before": (gifts(before=16.1), False),
    "after it": (gifts(before=-5.1), False),
    "none": ([], False),
}
BILLS: list[Edge] = [("HUB", f"V{at}", 60.0 + at, 900.0 + 170.0 * at) for at in range(6)]


@pytest.mark.parametrize(("said", "told"), OCCASIONS.values(), ids=OCCASIONS)
def test_gifts_at_the_time_speak_against_many_who_are_paid(said: list[Edge], told: bool) -> None:
    web = rare([*BILLS, *said])
    hub = web.accounts.index("HUB")
    went = [at for at in range(len(web.payer)) if int(web.payer[at]) == hub]
    assert bool(occasion(web, hub, went, 16.0)) == told
    (one,) = found("fan_out", edges(*BILLS, *said, *everyday(["HUB", "A"])))
    assert (one.score < 0.5) == ("for a wedding" in one.reasons[0].text) == told


def test_a_lawyer_is_told_weakly_and_who_gathers_is_not() -> None:
    """The same payments in; paid on each by itself, or shared out after the last has come."""
    law = deals(kept=0.055, single=6, count=6)
    came = [one for one in law if one[1] == "HUB"]
    whole = 0.95 * sum(amount for *_edge, amount in came)
    out: list[Edge] = [("HUB", f"T{at}", 67.0 + at / 4, whole * (0.1 + 0.025 * at)) for at in range(6)]
    [weak] = found("gather_scatter", edges(*law, *everyday(["A"])))
    [sure] = found("gather_scatter", edges(*came, *out, *everyday(["A"])))
    assert weak.score < 0.5 <= sure.score and "nothing was gathered" in weak.reasons[0].text


def later(said: list[Edge], days: float) -> list[Edge]:
    """The same with others, so many days later."""
    return [
        (
            payer if payer == "HUB" else f"{payer}L",
            payee if payee == "HUB" else f"{payee}L",
            day + days,
            amount,
        )
        for payer, payee, day, amount in said
    ]


def test_a_lawyer_is_told_once_and_what_was_gathered_there_for_itself() -> None:
    law = deals(kept=0.055, single=6, count=6)
    twice = [*law, *later(law, 80.0)]
    [once] = found("gather_scatter", edges(*twice, *everyday(["A"])))
    assert [one.role for one in once.actors] == ["middle"] and len(once.reasons[0].cites) == 12
    assert "12 of its 12 payments out" in once.reasons[0].text and "time and again" in once.reasons[0].text
    came = [one for one in later(law, 80.0) if one[1] == "HUB"]
    whole = 0.95 * sum(amount for *_edge, amount in came)
    out: list[Edge] = [("HUB", f"T{at}", 147.0 + at / 4, whole * (0.1 + 0.025 * at)) for at in range(6)]
    both = found("gather_scatter", edges(*law, *came, *out, *everyday(["A"])))
    assert sorted(one.score < 0.5 for one in both) == [False, True]
    assert not any("time and again" in one.reasons[0].text for one in both)
