"""Ships under two numbers are planted with what tells them, and pairs that take turns without."""

from __future__ import annotations

import numpy as np

from sightline.clean.imo import is_ship
from sightline.worlds.sea.two_numbers import ALIKE, COUNTS, Parameters, build, untold
from sightline.worlds.world import Extent

EXTENT = Extent(1_506_816_000_000, days=5.0, scale=0.06)


def test_each_pair_is_heard_one_after_the_other_and_sends_what_tells_her() -> None:
    world = build(EXTENT, Parameters(), np.random.default_rng(3))
    table = world.tables["positions"].select(["mmsi", "t_ms", "imo", "name", "callsign"]).to_pandas()
    assert world.truth and {one.kind for one in world.lookalikes} == set(ALIKE)
    assert all(one.says in COUNTS for one in world.truth)
    for one in (*world.truth, *world.lookalikes):
        first, second = (table[table.mmsi == int(actor[5:])] for actor in one.actors)
        assert not len(first) or not len(second) or first.t_ms.max() < second.t_ms.min()
        if one in world.truth and len(first) and len(second):
            keys = [(part.imo.max(), part["name"].max(), part.callsign.max()) for part in (first, second)]
            assert str(keys[0]) == str(keys[1])
    numbers = {int(imo) for imo in table.imo.dropna().unique()}
    assert sum(not is_ship(str(imo)) for imo in numbers) == 1


def test_without_the_telling_feature_nobody_says_who_she_is() -> None:
    table = build(EXTENT, untold(Parameters()), np.random.default_rng(5)).tables["positions"]
    assert "imo" not in table.schema.names or table["imo"].null_count == len(table)
    assert "callsign" not in table.schema.names or table["callsign"].null_count == len(table)
