"""Payments drawn together: the largest nearest the middle, the rest as one, currencies apart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from sightline.model.citation import Citation, Reason
from sightline.model.place import Place
from sightline.model.signal import Actor, Signal
from sightline.service.flows import Flows, Payment, drawn_together, middle
from sightline.web.drawing.money_chart import money_chart
from sightline.web.drawing.payment_graph import MOST, graph

ACCOUNT = Actor("account-A", "Invented Person One", "account")
START = datetime(2017, 3, 1, 9, tzinfo=UTC)


def paid(number: int, amount: int, other: str, incoming: bool = True, currency: str = "EUR") -> Payment:
    """A payment a day."""
    cite = Citation("ab" * 32, Place(f"row {number + 2}", number, number))
    at = START + timedelta(days=number)
    return Payment(f"P-{number}", at, Decimal(amount), currency, incoming, other, "", "", cite)


def signal(*actors: Actor) -> Signal:
    reason = Reason("Money went on.", (Citation("ab" * 32, Place("row 2", 0, 9)),))
    return Signal("pass_through", 1, 0.5, actors, START, START, "3 accounts", (reason,))


def flows(*payments: Payment) -> Flows:
    return drawn_together((ACCOUNT,), payments)


def test_currencies_are_never_added_up() -> None:
    drawn = flows(paid(0, 10, "S"), paid(1, 20, "S"), paid(2, 500, "S", currency="USD"))
    assert drawn.currency == "EUR" and drawn.others == (("USD", 1),)
    assert [(edge.currency, edge.amount, edge.count) for edge in drawn.edges] == [
        ("EUR", 30, 2),
        ("USD", 500, 1),
    ]


@pytest.mark.parametrize(
    ("roles", "drawn"),
    [
        (("source", "middle", "target"), "B"),
        (("payer", "payer", "gatherer"), "C"),
        (("payer", "payee", "payee"), "A"),
        (("worker", "employer", "collector"), "C"),
        (("mission account",) * 3, "ABC"),
        (("trader", "mission account", "mission account"), "BC"),
    ],
    ids=[
        "in the middle",
        "where all go",
        "nobody between: the first",
        "who collects",
        "all accounts of one party",
        "those alone that are of one party",
    ],
)
def test_what_is_drawn_is_the_account_through_which_money_goes(roles: tuple[str, ...], drawn: str) -> None:
    accounts = [Actor(f"account-{name}", name, role) for name, role in zip("ABC", roles, strict=True)]
    seen = middle(signal(Actor("bank-X", "X", "middle"), *accounts))
    assert "".join(one.caption for one in seen) == drawn
    assert middle(signal(Actor("bank-X", "X", "middle"))) == ()


def test_one_payment_leaves_room_for_what_stands_above_and_beneath_the_account() -> None:
    drawn = graph(flows(paid(0, 10, "S"), paid(1, 9, "T", incoming=False)))
    assert drawn.y >= 34 + 14 and drawn.height - drawn.y >= 56 + 4


def test_a_payment_to_itself_is_counted_and_not_drawn() -> None:
    drawn = flows(paid(0, 10, "S"), paid(1, 99, "A"))
    assert len(drawn.edges) == 1 and drawn.others == (("self", 1),) and len(drawn.payments) == 2


def test_payments_between_accounts_drawn_as_one_are_counted_and_not_drawn() -> None:
    both = (ACCOUNT, Actor("account-B", "Invented Person One", "mission account"))
    drawn = drawn_together(both, [paid(0, 10, "S"), paid(1, 99, "B")])
    assert len(drawn.edges) == 1 and drawn.others == (("self", 1),)


def test_the_days_between_are_there_and_the_drift_adds_up() -> None:
    drawn = flows(paid(0, 100, "S"), paid(3, 70, "T", incoming=False))
    assert [int(day.drift) for day in drawn.days] == [100, 100, 100, 30]
    chart = money_chart(drawn)
    assert (
        chart and len(chart.columns) == 4 and chart.columns[0].came_height > chart.columns[3].went_height > 0
    )


def test_the_rest_is_one_line() -> None:
    several = graph(flows(*(paid(n, 100 - n, f"S-{n}") for n in range(MOST + 3))))
    assert len(several.sources) == MOST + 1
    rest = several.sources[-1]
    assert rest.edge is None and rest.more == 3 and rest.label == "3 more"
    exact = graph(flows(*(paid(n, 100, f"S-{n}") for n in range(MOST))))
    assert len(exact.sources) == MOST and all(node.edge for node in exact.sources)


def test_the_largest_is_the_widest_and_nearest_the_middle() -> None:
    drawn = graph(flows(paid(0, 1, "S-0"), paid(1, 900, "S-1"), paid(2, 100, "S-2")))
    first = drawn.sources[0]
    assert first.edge and first.edge.other == "S-1" and first.y == drawn.y
    assert [node.width for node in drawn.sources] == sorted(
        (node.width for node in drawn.sources), reverse=True
    )


def test_money_both_ways_is_marked() -> None:
    drawn = graph(flows(paid(0, 5, "B"), paid(1, 5, "B", incoming=False), paid(2, 5, "T", incoming=False)))
    assert drawn.sources[0].both and [node.both for node in drawn.targets] == [True, False]


def test_without_payments_there_is_nothing_to_draw() -> None:
    assert money_chart(flows()) is None and flows().edges == ()
