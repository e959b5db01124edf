"""The clock of a country."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sightline.clean.time_zones import MAIN, ONE, of_country


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


HOURS = {
    "Beijing's in all of China": ("cn", "2024-01-01T16:30", 0),
    "Berlin in winter": ("DE", "2024-01-01T12:00", 13),
    "Berlin in summer": ("de", "2024-07-01T12:00", 14),
    "half an hour, in India": ("in", "2024-07-01T18:29", 23),
    "New York's in the United States": ("us", "2024-01-01T04:59", 23),
    "Moscow's in Russia": ("ru", "2024-01-01T00:00", 3),
}


@pytest.mark.parametrize(("code", "time", "hour"), HOURS.values(), ids=HOURS)
def test_the_hour(code: str, time: str, hour: int) -> None:
    zone = of_country(code)
    assert zone is not None and zone.hour(at(time)) == hour


@pytest.mark.parametrize("code", ["", "atlantis", "xx"])
def test_no_country_has_no_clock(code: str) -> None:
    assert of_country(code) is None


SAID = {
    "one clock": ("cn", "the clock of its country, China (UTC+8)"),
    "summer time": ("de", "the clock of its country, Germany (UTC+1 and UTC+2)"),
    "half an hour": ("in", "the clock of its country, India (UTC+5:30)"),
    "none from UTC": ("is", "the clock of its country, Iceland (UTC)"),
    "several clocks": (
        "us",
        "the main clock of its country, United States, which has several (America/New_York, UTC-5 and UTC-4)",
    ),
}


@pytest.mark.parametrize(("code", "said"), SAID.values(), ids=SAID)
def test_said(code: str, said: str) -> None:
    zone = of_country(code)
    assert zone is not None and zone.said(at("2024-01-01"), at("2024-12-31")) == said


@pytest.mark.parametrize("code", [*MAIN, *ONE])
def test_every_zone_of_the_tables_is_in_the_database(code: str) -> None:
    zone = of_country(code)
    assert zone is not None and abs(zone.offset(0)) <= 14 * 60
