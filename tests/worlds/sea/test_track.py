"""Logs are continuous; reports lack what was lost and are where the ship was."""

from __future__ import annotations

import numpy as np

from sightline.worlds.sea.geography import metres, moved
from sightline.worlds.sea.track import HOUR, Hearing, Log, alongside, heard

START = (34.0, 124.0)


def sailing(hours: float = 48.0) -> Log:
    rng = np.random.default_rng(1)
    log = Log.starting(START)
    log.stay(hours / 2, 5.0, rng)
    log.sail([moved(START, hours / 2 * 10 * 1852, 0.0)], 10.0, rng)
    return log


def test_time_goes_forward() -> None:
    assert (np.diff(sailing().seconds) > 0).all()


def test_reports_are_where_the_ship_was() -> None:
    log = sailing()
    reports = heard(log, log.now, Hearing(), np.random.default_rng(2))
    lat, lon = log.at(reports.seconds)
    apart = [metres((a, b), (c, d)) for a, b, c, d in zip(lat, lon, reports.lat, reports.lon, strict=True)]
    assert np.quantile(apart, 0.98) < 30
    assert np.median(reports.sog[~reports.anchored]) > 9
    assert np.median(reports.sog[reports.anchored]) < 0.5


def test_at_anchor_reports_are_rarer() -> None:
    log = sailing(96.0)
    reports = heard(log, log.now, Hearing(lost_share=0.0, gap_rate=0.0), np.random.default_rng(2))
    still = reports.anchored.sum() / 48
    moving = (~reports.anchored).sum() / 48
    assert 2.0 < moving / still < 4.5


def test_a_silent_ship_is_not_heard() -> None:
    log = sailing()
    log.silent.append((10 * HOUR, 20 * HOUR))
    seconds = heard(log, log.now, Hearing(), np.random.default_rng(2)).seconds
    assert not ((seconds > 10 * HOUR) & (seconds < 20 * HOUR)).any()
    assert (seconds < 10 * HOUR).any()


def test_alongside_keeps_the_offset() -> None:
    log = sailing()
    other = Log.starting(START)
    times = np.arange(30 * HOUR, 40 * HOUR, 600.0)
    alongside(other, log, times.tolist(), (40.0, 0.0))
    for at in (31.2 * HOUR, 38.9 * HOUR):
        (a,), (b,) = log.at(np.array([at]))
        (c,), (d,) = other.at(np.array([at]))
        assert metres((a, b), (c, d)) < 120  # between waypoints both sail on straight lines
