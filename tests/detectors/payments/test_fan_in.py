"""Bursts of strangers who pay one account."""

from __future__ import annotations

import pytest

from tests.detectors.payments.webs import Edge, actors, edges, everyday, found

LIFE = everyday(["HUB", "A"])


def burst(count: int, days: float = 16.0, begin: float = 60.0) -> list[Edge]:
    step = days / max(1, count - 1)
    return [(f"P{number}", "HUB", begin + number * step, 500.0) for number in range(count)]


HITS = {
    "four strangers in sixteen days": burst(4),
    "eight in a week": burst(8, 7.0),
    "three at once": burst(3, 0.5),
    "with a usual payer beside": [
        *burst(5, 6.0),
        *(("W", "HUB", float(day), 900.0) for day in range(0, 200, 30)),
    ],
}
NO_HITS = {
    "two only": burst(2, 0.5),
    "three at leisure": burst(3),
    "an hour too slow": burst(4, 16.0 + 3 / 24),
    "they pay every month": [
        (f"P{n}", "HUB", 60.0 + n + 30 * month, 500.0) for n in range(4) for month in range(4)
    ],
    "its own pace": [(f"P{number}", "HUB", number * 5.0, 500.0) for number in range(40)],
    "one who pays four times": [("P", "HUB", 60.0 + number, 500.0) for number in range(4)],
    "nobody says who they are": [
        (f"unnamed: HUB, {who}, 2025", whom, at, amount) for who, whom, at, amount in burst(8, 7.0)
    ],
    "a business with a public": [*burst(8, 7.0), *((f"C{n}", "HUB", n % 200 + 0.5, 9.0) for n in range(120))],
}


@pytest.mark.parametrize("said", HITS.values(), ids=HITS)
def test_hits(said: list[Edge]) -> None:
    assert actors(found("fan_in", edges(*said, *LIFE)), "gatherer") == [{"HUB"}]


@pytest.mark.parametrize("said", NO_HITS.values(), ids=NO_HITS)
def test_near_misses(said: list[Edge]) -> None:
    assert found("fan_in", edges(*said, *LIFE)) == []


def test_payments_of_years_ago_make_those_of_now_no_rarer() -> None:
    old = [(f"O{number}", "LONG AGO", 90.0 * number - 2500.0, 900.0) for number in range(5)]
    life = everyday(["HUB", *(f"A{number}" for number in range(40))])
    assert found("fan_in", edges(*old, *burst(3), *life)) == []
    [signal] = found("fan_in", edges(*old, *burst(6), *life))
    assert actors([signal], "gatherer") == [{"HUB"}]
    assert (
        "Payments lie unevenly over the 2696 days of the data, as if evenly in 246: chance"
        in signal.reasons[0].text
    )


def test_a_payment_in_two_files_counts_once() -> None:
    rows = edges(*burst(2, 0.5), *LIFE)
    assert found("fan_in", [*rows, *rows[:2]]) == []


def test_every_payer_is_named_and_cited() -> None:
    [signal] = found("fan_in", edges(*burst(6), *LIFE))
    assert actors([signal], "payer") == [{f"P{number}" for number in range(6)}]
    assert len(signal.reasons[0].cites) == 6 and "6 accounts" in signal.reasons[0].text


def test_data_of_a_few_days_say_nothing_and_of_a_few_weeks_say_so() -> None:
    said = [(payer, payee, (day - 60.0) / 3, amount) for payer, payee, day, amount in burst(8, 7.0)]
    assert found("fan_in", edges(*said, ("HUB", "SHOP", 0.0, 20.0), ("HUB", "SHOP", 4.9, 20.0))) == []
    [short] = found("fan_in", edges(*said, ("HUB", "SHOP", 0.0, 20.0), ("HUB", "SHOP", 40.0, 20.0)))
    assert "The data last 40 days: who is paid once a month" in short.reasons[0].text
    [long] = found("fan_in", edges(*said, ("HUB", "SHOP", 0.0, 20.0), ("HUB", "SHOP", 61.0, 20.0)))
    assert "once a month" not in long.reasons[0].text


def test_company_that_stands_in_other_shapes_makes_fewer_a_surprise() -> None:
    handed = [(f"P{at}", f"M{at}", 5.0 + at, 1000.37 + at) for at in range(5)]
    handed += [(f"M{at}", "END", 6.0 + at, round((1000.37 + at) * 0.9, 2)) for at in range(5)]
    pace = [(f"S{at}", "HUB", 4.0 + 6 * at, 300.0 + 17 * (at * 7 % 25)) for at in range(25)]
    fan = [(f"P{at}", "HUB", 61.0 + 1.2 * at, 310.0 + 90 * at) for at in range(4)]
    assert found("fan_in", edges(*fan, *pace, *LIFE), surprise=9.0) == []
    [signal] = found("fan_in", edges(*fan, *pace, *handed, *LIFE), surprise=9.0)
    assert actors([signal], "gatherer") == [{"HUB"}]
    assert "In other shapes, too, 4 of them stand." in signal.reasons[0].text


@pytest.mark.parametrize(("others", "told"), [(29, False), (30, True)])
def test_many_strangers_at_other_times_speak_against_it(others: int, told: bool) -> None:
    """Of a burst of eleven, thirty are more than twice as many."""
    fan = [(f"P{at}", "HUB", 60.0 + at / 4, 900.0 + 37 * at) for at in range(11)]
    rest = [(f"S{at}", "HUB", (7 * at + 75.0) % 199, 20.0 + at) for at in range(others)]
    [signal] = found("fan_in", edges(*fan, *rest, *LIFE))
    assert (f"made {others} such payments with other strangers" in signal.reasons[0].text) == told
    assert (signal.score < 0.5) == told
