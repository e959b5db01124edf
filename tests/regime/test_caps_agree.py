"""The caps of the ledger are those of the measures: amount, unit, first day, and where supplies stop."""

from __future__ import annotations

import pytest

from sightline import regime
from sightline.model.cap import Cap
from sightline.regime import caps


@pytest.mark.parametrize("cap", caps.caps(), ids=lambda one: one.id)
def test_a_cap_of_the_ledger_is_one_of_its_measure(cap: Cap) -> None:
    measure = regime.get(cap.measure)
    day = max(cap.since, measure.in_force_from)
    held = {(one.amount, str(one.unit).lower()) for one in measure.caps if one.open_on(day)}
    for limit in cap.limits:
        assert any(amount == limit.amount for amount, _ in held), (cap.id, limit)
    stops = {one.stop for one in measure.caps if one.open_on(day)}
    assert cap.stop_at in stops
