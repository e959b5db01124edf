"""What was heard along the way of a silent ship: reports of others meanwhile, and those usual there.

The ends of a silence tell whether others fell silent with a ship, and the way between tells whether that
explains all of it. A receiver that fails, or a place that none reaches, hides everybody who sails there for
as long as it hides the ship. Around places on the straight way between the ends of a silence, reports of
others are counted step by step, and held against those usual there some days before and after:

- `lack`: how far fewer were heard than usual (natural logarithm, 0 or less), in the one of two circles in
  which it is less; the ship need not have kept to the straight way, hence a wide one;
- `throughout`: the share of the usual that was heard in the third of the silence with least of it, in the
  circle with more: who was silent while others passed in each third was not hidden by a failure that began or
  ended with her silence;
- `usual`: reports usual in a step, in the wide circle: hardly any is a sea that nobody is known to hear.

In the same way `port` is the share of the usual that was heard in the ports near both ends of a silence, in
the one heard best: a ship last heard on her way in and heard again on her way out may have lain there, and
where none of them was heard meanwhile her silence says nothing.

The first and last steps are left out, where the ship may not yet have reached, or have left again, a place
where nobody is heard.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sightline.detectors.sea.gap_kernel import NAMES
from sightline.detectors.sea.lean import compiled
from sightline.detectors.sea.ports import metres, ports
from sightline.detectors.sea.reception import (
    DAY_MS,
    TRAFFIC,
    USUAL_DAYS,
    Reception,
    Reports,
    Sea,
    metres_between,
    rows_within,
)

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

CIRCLES_M: Final = (16_000.0, 32_000.0)
"""around places on the way; `usual` is of the second"""
PLACES: Final = 6
"""on the way, two for each third"""
THIRDS: Final = 3
EVERY: Final = 2
"""one step in so many is looked at for what is usual"""
MARGIN: Final = 3
"""steps left out at either end, or a quarter of them all where that is fewer"""
LEAST: Final = 12
"""steps between the ends from which on thirds are told apart"""
ENOUGH: Final = 4.0
"""reports usual, below which it says nothing that none was heard"""
PORT_M: Final = (8_000.0,)
"""around a port, with its roads"""
ENOUGH_IN_PORT: Final = 10.0
"""the same as `ENOUGH` there, where more are usual"""
VISIT: Final = 2.0
"""reports added to both numbers: ships come and go, so that a few reports stand for one visit"""
MOST_LACK: Final = 2.5
OF_LACK: Final = 0.6
"""weight of `lack` in the odds out at sea; set on generated seas"""


@dataclass(frozen=True, slots=True)
class Way:
    """What was heard along the way; `heard`, `expected`: reports within `circle_m`, meanwhile and usually."""

    lack: float = 0.0
    throughout: float = 0.0
    usual: float = float("inf")
    heard: float = 0.0
    expected: float = 0.0
    circle_m: float = CIRCLES_M[0]
    port: float = 1.0


NOTHING: Final = Way()
"""where the way was not looked at: it changes nothing"""


def ways(sea: Sea, asked: NDArray[np.intp]) -> list[Way]:
    """What was heard along the ways of these silences, by their index."""
    table = np.column_stack([sea.silences[name] for name in NAMES])[asked]
    steps = (sea.step_ms, USUAL_DAYS * DAY_MS // sea.step_ms)
    counted = _counted(sea.reports, sea.first, table, np.asarray(CIRCLES_M), steps)
    lasted = np.maximum(1, table[:, 4] // sea.step_ms - table[:, 1] // sea.step_ms - 1)
    return [_way(one, int(steps)) for one, steps in zip(counted, lasted, strict=True)]


def best_heard_ports(sea: Sea, asked: NDArray[np.intp], within_m: float) -> list[float]:
    """Of each silence, by its index, the share of the usual heard in a port so near both its ends.

    Of several the largest; 1 where there is none, or none in which enough is usual.
    """
    table = np.column_stack([sea.silences[name] for name in NAMES])[asked]
    lats, lons = (np.array([getattr(port, name) for port in ports()]) for name in ("lat", "lon"))
    which, calls = [], []
    for at, gap in enumerate(table):
        away = [metres(gap[side] / 1e7, gap[side + 1] / 1e7, lats, lons) for side in (2, 5)]
        for port in np.flatnonzero(np.maximum(*away) <= within_m).tolist():
            here = (round(lats[port] * 1e7), round(lons[port] * 1e7))
            which.append(at)
            calls.append((gap[0], gap[1], *here, gap[4], *here))
    found: dict[int, float] = {}
    if calls:
        steps = (sea.step_ms, USUAL_DAYS * DAY_MS // sea.step_ms)
        there = np.array(calls, dtype=np.int64)
        counted = _counted(sea.reports, sea.first, there, np.asarray(PORT_M), steps).sum(axis=(1, 2))
        for at, (heard, usual) in zip(which, counted.tolist(), strict=True):
            if usual >= ENOUGH_IN_PORT:
                found[at] = max(found.get(at, 0.0), heard / usual)
    return [found.get(at, 1.0) for at in range(len(table))]


def weighed(reception: Reception, way: Way) -> Reception:
    """The odds with what the way says, out at sea; in traffic the ends say enough."""
    if reception.usual >= TRAFFIC:
        return reception
    return replace(reception, odds=reception.odds + OF_LACK * way.lack)


def _way(counted: Any, steps: int) -> Way:
    """`counted`: third, circle, and heard or usual."""
    heard, usual = counted[:, :, 0].sum(axis=0), counted[:, :, 1].sum(axis=0)
    ratios = np.where(usual >= ENOUGH, np.log((heard + VISIT) / (usual + VISIT)), -np.inf)
    circle = int(ratios.argmax())
    lack = float(np.clip(ratios[circle], -MOST_LACK, 0.0)) if usual.max() >= ENOUGH else 0.0
    known = np.where(counted[:, :, 1] >= ENOUGH, counted[:, :, 0] / np.maximum(counted[:, :, 1], ENOUGH), 0.0)
    throughout = float(known.max(axis=1).min()) if steps >= LEAST else 0.0
    looked = max(1, steps - 2 * min(MARGIN, steps // 4))
    return Way(
        lack,
        throughout,
        float(usual[-1]) / looked,
        float(heard[circle]),
        float(usual[circle]),
        CIRCLES_M[circle],
    )


@compiled
def _counted(
    reports: Reports, first: int, silences: Longs, circles: Floats, steps: tuple[int, int]
) -> Floats:
    """Of each silence, third of it and circle: reports of others heard along the way, and those usual there.

    `steps`: how long one is (ms), in how many before and after what is usual is looked for.
    """
    step_ms, days = steps
    found = np.zeros((len(silences), THIRDS, len(circles), 2))
    last = first + len(reports[0]) - 2
    for index in range(len(silences)):
        gap = silences[index]
        begin, end = gap[1] // step_ms + 1, gap[4] // step_ms
        margin = min(MARGIN, (end - begin) // 4)
        since, looked = begin + margin, end - begin - 2 * margin
        north = (gap[5] - gap[2]) / 1e7
        east = ((gap[6] - gap[3]) / 1e7 + 540.0) % 360.0 - 180.0
        seen = 0
        for step in range(max(first, begin - days), min(last, end + days) + 1):
            if (step < begin - 2 or step > end + 1) and step % EVERY == 0:
                seen += 1
        for place in range(PLACES):
            third = place * THIRDS // PLACES
            part = (margin + (place + 0.5) / PLACES * looked) / max(1, end - begin)
            lat, lon = gap[2] / 1e7 + part * north, gap[3] / 1e7 + part * east
            usual = np.zeros(len(circles))
            for step in range(max(first, begin - days), min(last, end + days) + 1):
                if (step < begin - 2 or step > end + 1) and step % EVERY == 0:
                    _count(reports, first, step, (lat, lon), gap[0], circles, usual)
            for circle in range(len(circles)):
                found[index, third, circle, 1] += usual[circle] / max(1, seen) * looked / PLACES
        for step in range(since, since + looked):
            third = (step - since) * THIRDS // looked
            part = ((step + 0.5) * step_ms - gap[1]) / max(1, gap[4] - gap[1])
            here = (gap[2] / 1e7 + part * north, gap[3] / 1e7 + part * east)
            _count(reports, first, step, here, gap[0], circles, found[index, third, :, 0])
    return found


@compiled
def _count(
    reports: Reports,
    first: int,
    step: int,
    here: tuple[float, float],
    mmsi: int,
    circles: Floats,
    found: Floats,
) -> None:
    """Add the reports of others at a step, in each circle around a place."""
    low, high = rows_within(reports, first, step, here[0], circles[-1])
    for row in range(low, high):
        if reports[1][row] == mmsi:
            continue
        away = metres_between(here[0], here[1], reports[2][row], reports[3][row])
        for circle in range(len(circles)):
            if away <= circles[circle]:
                found[circle] += 1
