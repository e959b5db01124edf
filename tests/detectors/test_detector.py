"""Parameters are typed: what is unknown, of another type or too low is refused by name."""

from __future__ import annotations

from typing import Any

import pytest

from sightline.detectors.detector import Found, moment, read_params, spoken
from sightline.detectors.sea.ship_to_ship import Params
from sightline.errors import UsageError


def test_given_parameters_replace_defaults() -> None:
    assert read_params(Params, {"hours": 3, "berth_ships": 5}) == Params(hours=3.0, berth_ships=5)
    assert read_params(Params, {}) == Params()
    assert read_params(Params, {"near_ports": 1}) == read_params(Params, {"near_ports": True})
    assert read_params(Params, {"near_ports": 0}) == Params()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"hour": 3}, "unknown parameter 'hour'"),
        ({"hours": "3"}, "hours is float"),
        ({"berth_ships": 2.5}, "berth_ships is int"),
        ({"berth_ships": True}, "berth_ships is int"),
        ({"near_ports": 2}, "near_ports is bool"),
        ({"near_ports": "yes"}, "near_ports is bool"),
        ({"hours": -1}, "hours is at least 0"),
        ({"step_minutes": 0}, "step_minutes is at least 1"),
        ({"hours": float("nan")}, "hours is at least 0"),
    ],
)
def test_what_is_wrong_is_named(given: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        read_params(Params, given)


def test_nothing_is_found_without_a_reason() -> None:
    with pytest.raises(ValueError, match="reasons"):
        Found((), moment(0), moment(0), 0.5, "", ())


def test_a_time_is_spoken_in_utc() -> None:
    assert spoken(moment(1_683_201_600_000)) == "2023-05-04 12:00 UTC"
