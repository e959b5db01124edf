"""Sums gathered from many and scattered to many."""

from __future__ import annotations

import pytest

from tests.detectors.payments.webs import Edge, actors, also_in, edges, everyday, found


def shape(came: int = 3, went: int = 3, wait: float = 5.0, share: float = 0.94) -> list[Edge]:
    into = [(f"P{number}", "HUB", 60.0 + number, 1000.0) for number in range(came)]
    part = came * 1000.0 * share / went
    return into + [("HUB", f"Q{number}", 60.0 + came + wait + number, part) for number in range(went)]


def between(ahead: int) -> list[Edge]:
    """Four pay in, and three are paid when so many of the four have paid."""
    into = [(f"P{number}", "HUB", 60.0 + number, 1000.0) for number in range(4)]
    return into + [
        ("HUB", f"Q{number}", 59.5 + ahead + number / 8, 1100.0 + 200 * number) for number in range(3)
    ]


HITS = {
    "three and three": shape(),
    "more than a third stays out": shape(share=0.5),
    "the last in time": shape(wait=19.0),
    "a stranger paid just before": [*shape(), ("HUB", "EARLY", 59.0, 20.0)],
    "half had come when it went": between(2),
}
NO_HITS = {
    "two payers": shape(came=2),
    "two payees": shape(went=2),
    "less than half goes on": shape(share=0.49),
    "more than there was": shape(share=1.31),
    "long after": shape(wait=22.0),
    "less than half had come when it went": between(1),
    "paid out first": [("HUB", f"Q{n}", 20.0 + n, 1000.0) for n in range(3)] + shape()[:3],
}


@pytest.mark.parametrize("said", HITS.values(), ids=HITS)
def test_hits(said: list[Edge]) -> None:
    signals = found("gather_scatter", edges(*said, *everyday(["A"])))
    assert actors(signals, "middle") == [{"HUB"}]


@pytest.mark.parametrize("said", NO_HITS.values(), ids=NO_HITS)
def test_near_misses(said: list[Edge]) -> None:
    assert found("gather_scatter", edges(*said, *everyday(["A"]))) == []


def test_sums_agree_within_a_currency_alone() -> None:
    rows = edges(*shape(), *everyday(["A"]))
    assert found("gather_scatter", also_in("EUR", rows, 3, 4, 5)) == []
    assert len(found("gather_scatter", also_in("EUR", rows, *range(len(rows))))) == 1


def test_who_carries_for_a_living_is_told_once() -> None:
    """Five deals to the cent, and three payments in and out besides that would be a shape of their own."""
    sums = (1000.37, 1311.11, 877.93, 2203.59, 1640.47)
    deals = [(f"B{n}", "HUB", 20.0 + 5 * n, one) for n, one in enumerate(sums)]
    deals += [("HUB", f"C{n}", 21.5 + 5 * n, round(one * 0.99, 2)) for n, one in enumerate(sums)]
    [shape_alone] = found("gather_scatter", edges(*shape(), *everyday(["A"])))
    [once] = found("gather_scatter", edges(*deals, *shape(), *everyday(["A"])))
    assert shape_alone.score >= 0.5 > once.score and "time and again" in once.reasons[0].text


def test_payments_in_of_one_sum_speak_against_it() -> None:
    varied = [(who, whom, day, amount + 31 * day) for who, whom, day, amount in shape(came=5)[:5]]
    out = shape(came=5)[5:]
    priced, plain = (
        found("gather_scatter", edges(*came, *out, *everyday(["A"])))[0]
        for came in (shape(came=5)[:5], varied)
    )
    assert priced.score < 0.5 <= plain.score and "are of one sum" in priced.reasons[0].text


def test_members_and_the_share_are_told_of_one_currency() -> None:
    rows = edges(*shape(4, 4), *everyday(["A"]))
    (plain,) = found("gather_scatter", rows)
    assert plain.reasons[0].text.startswith("4 strangers paid account HUB, which paid 4 others 94% of it. ")
    (mixed,) = found("gather_scatter", also_in("EUR", rows, 3, 7))
    assert mixed.reasons[0].text.startswith(
        "In USD 3 of 4 strangers paid account HUB, which paid 3 of 4 others 94% of it; what else came and "
        "went is in other currencies. "
    )


@pytest.mark.parametrize(("share", "weak"), [(0.9, False), (0.89, True), (1.11, False), (1.13, True)])
def test_what_went_out_is_nearly_what_came_in_or_it_is_told_weakly(share: float, weak: bool) -> None:
    shape_of = [(who, whom, day, amount + 31 * day) for who, whom, day, amount in shape()[:3]]
    total = sum(amount for *_edge, amount in shape_of)
    out = [("HUB", f"Q{n}", 68.0 + n, round(total * share / 3, 2)) for n in range(3)]
    (one,) = found("gather_scatter", edges(*shape_of, *out, *everyday(["A"])), any_share=99.0)
    assert (one.score < 0.5) == ("not nearly what came in" in one.reasons[0].text) == weak
    (sure,) = found("gather_scatter", edges(*shape_of, *out, *everyday(["A"])), any_share=0.0)
    assert sure.score >= 0.5


def test_members_in_several_currencies_are_told_weakly() -> None:
    rows = edges(*[(who, whom, day, one + day) for who, whom, day, one in shape()], *everyday(["A"]))
    (plain,) = found("gather_scatter", rows)
    (mixed,) = found("gather_scatter", also_in("EUR", rows, 2, 5))
    assert mixed.score < 0.5 <= plain.score and "no 3 of them dealt in one currency" in mixed.reasons[0].text


@pytest.mark.parametrize(
    ("name", "weak"),
    [("Estate of Invented One", True), ("Real Estate of Invented Town Ltd", False), (None, False)],
)
def test_an_estate_is_told_weakly_where_its_account_says_so(name: str | None, *, weak: bool) -> None:
    rows = edges(*shape(came=3, went=8), *everyday(["A"]))
    named = [
        row
        | {
            "creditor_name": name if row["creditor_account"] == "HUB" else "Estate of Nobody Here",
            "debtor_name": None,
        }
        for row in rows
    ]
    [one] = found("gather_scatter", named)
    assert (one.score < 0.5) == weak == ("estates are gathered" in one.reasons[0].text)
