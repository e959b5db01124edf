"""In and out of a service: of several that fit, one that is clearly less likely by chance, else none."""

from __future__ import annotations

from sightline.detectors.coins.coin_web import DAY_MS, MIXERS, Web, web
from sightline.detectors.coins.service_passage import Fit, Passage, bouts, passages
from tests.detectors.coins.coins import MIXER, pays, tables
from tests.detectors.sea.tracks import Row

OTHERS = [row for n in range(20) for row in (pays(30 + n, "mixer", f"o{n}", 3 + n),)]
INTO = [pays(1, "own", "mixer", 50), pays(2, "own", "mixer", 30), pays(3, "own", "mixer", 20)]
APART = [pays(10 + n, "mixer", "end", sum) for n, sum in enumerate((49.5, 29.7, 19.8))]


def found(rows: list[Row], chance: float = 0.2) -> tuple[Web, list[Passage]]:
    made = web(tables([*rows, *OTHERS], [MIXER]))
    mixers = made.of_kind(MIXERS)
    came, went = (bouts(made, mixers, {}, 10 * DAY_MS, out=out) for out in (False, True))
    return made, list(passages(made, came, went, Fit(0.04, 5 * DAY_MS, chance), lambda one, other: True))


def ends(rows: list[Row]) -> list[str]:
    made, told = found(rows)
    return [made.address(one.went.holder) for one in told]


def test_sums_that_come_out_each_for_itself_beat_one_sum_that_fits_too() -> None:
    assert ends([*INTO, *APART]) == ["end"]
    assert ends([*INTO, *APART, pays(15, "mixer", "other", 99)]) == ["end"]


def test_two_that_fit_as_well_are_none() -> None:
    assert ends([*INTO, pays(12, "mixer", "other", 98), pays(15, "mixer", "another", 99)]) == []
    again = [row | {"to_address": "twin", "tx": row["tx"] + "x"} for row in APART]
    assert ends([*INTO, *APART, *again]) == []


def test_one_that_fits_two_as_well_is_none() -> None:
    again = [row | {"from_address": "twin", "tx": row["tx"] + "x"} for row in INTO]
    assert ends([*INTO, *again, *APART]) == []


def test_more_different_sums_make_chance_smaller() -> None:
    whole = found([*INTO, pays(12, "mixer", "end", 99)])[1][0].chance
    single = found([*INTO, *APART])[1][0].chance
    assert single < whole / 100
