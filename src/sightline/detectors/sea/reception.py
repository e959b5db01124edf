"""Whether a silent ship would have been heard: what reports and silences of other ships say of reception.

A ship that falls silent where others go on being heard has stopped sending; one that falls silent together
with those around it is not received. Nothing is assumed of receivers. Around both ends of a silence three
things are counted, each nearer ship for more, the ship's own reports never:

- `goes_on`: of the ships heard there shortly before, the share that was heard anywhere shortly after;
- `together`: silences of others that began (or ended) at the same time, nearby;
- `around`: reports of others where the ship would have been, against places of ships that were silent there
  as if nobody heard them: they moved on meanwhile, or fell silent together.

- `joint`: silences of an hour and more of others that began (or ended) within a minute or two of it, within
  some tens of kilometres: a loss of reception takes many at once;
- `mute`: that the place where the ship was due to be heard next, some way on if she was under way, gave no
  report meanwhile though others are usually heard there, some days before and after;
- `lively`: reports from there meanwhile, against those usual;
- `thin`: how far even the widest circle lacks the ships that would be enough to say anything, 0 to 1.

`missed` is how many steps with a report the silence lacks, by how often the ship itself is heard in as long
a time before and after, or in the two hours before and after where that is more, its ends left out: one that
sends once in hours is not silent when it sends nothing for some hours, and one that came, went dark and left
is.

`odds` adds the evidence up. Its weights were fitted to gaps cut from a week of real tracks in New York
Harbor, some by leaving out one ship, some by leaving out squares for hours (`benchmarks/dark.py` measures it
on other cuts). Those in traffic were fitted anew once `missed` and the place where a ship was due were: to 24
seeds of the benchmark's squares (20100 to 20123) and to 12 of another model, in which every cell of a grid
fails alike and gaps last up to 36 hours (20200 to 20211). The constant stands where precision and recall of
the first were about the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sightline.detectors.sea.gap_kernel import NAMES, gaps
from sightline.detectors.sea.lean import compiled
from sightline.detectors.sea.ports import DEGREE_M
from sightline.detectors.sea.stillness import Still, fixes

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]
Reports = tuple[Longs, Longs, Floats, Floats]
"""where the rows of each step begin; ship, latitude and longitude (degrees), by step and then latitude"""

METRES: Final = float(DEGREE_M)
SCALES_M: Final = (500.0, 1_000.0, 2_000.0, 4_000.0, 8_000.0, 16_000.0, 32_000.0, 64_000.0)
"""a ship so far away counts 1/e; the smallest scale at which `ENOUGH` ships count is taken"""
ENOUGH: Final = 0.7
REACH: Final = 4.0
"""times the scale: farther ships do not count"""
USUAL: Final = 0.9
"""share of the intervals between reports that are no longer than a step"""
MOST_STEP_MS: Final = 3 * 3_600_000
HUSH: Final = 3
"""steps without a report after which a ship is silent"""
BEFORE, AFTER, AHEAD = 2, 3, 6
"""steps looked at before a silence, after it began, and along the way the ship would have gone"""
SAME_TIME: Final = 0.4
"""steps within which two silences begin or end together"""
MOVED_M: Final = 1_500.0
MOVING_STEPS: Final = 24
"""a ship that moved on during a silence no longer than this was under way, and sent meanwhile"""
TOGETHER: Final = 0.3
SLOW_MS: Final = 0.514444
"""metres a second below which a ship is taken to stay"""
WEIGHTS: Final = (-1.65, 3.8, -2.0, -0.7)
"""constant, `goes_on`, `together`, logarithm of silent places to reports: out at sea; the
constant was set on generated seas"""
WEIGHTS_IN_TRAFFIC: Final = (-2.26, 2.6, -0.4, -0.53)
"""the same where others are usually heard at both ends, with those that follow"""
TRAFFIC: Final = 5.0
"""reports usual, in as long a time, in the widest of the circles around either end"""
OF_JOINT: Final = (-0.72, -1.1)
"""of the logarithms of 1 + 3 `joint` at the end with more and at the end with less of it"""
OF_PLACE: Final = (-3.2, -0.28)
"""of `mute` and `lively`"""
OF_SHARE: Final = 3.7
"""of the share of steps in which the ship itself is usually heard"""
JOINT_M: Final = 20_000.0
JOINT: Final = 0.15
"""of a step: others that fall silent so much earlier or later count 1/e"""
JOINT_LEAST_MS: Final = 3_600_000
AROUND_M: Final = (500.0, 1_000.0, 2_000.0)
"""circles around the ends of a silence in which reports are counted; `lively` is of the second"""
USUAL_DAYS: Final = 2
"""so long before and after a silence what is usual there is looked for"""
OF_THIN: Final = -4.0
"""weight of `thin`; a proposal, since in a harbour there is always somebody"""
THIN: Final = 1.0
"""so many ships have to count for that"""
DAY_MS: Final = 86_400_000
DUE: Final = 0.7
"""steps after which a ship under way is due to be heard again, by and large"""
PRESENT: Final = (DAY_MS, 2 * 3_600_000)
"""before and after a silence in which it counts how often the ship is heard; the one with more holds"""
STEPS: Final = 1_000_000_000
"""more than any number of a step"""


@dataclass(frozen=True, slots=True)
class Reception:
    """What others say of one silence; `odds` above 0: the ship was not heard though others were.

    The figures of the end at which they speak most against it: shares and weighted numbers of ships.
    """

    odds: float
    goes_on: float
    neighbours: int
    vanished: int
    together: float
    heard: float
    silent: float
    scale_m: float
    thin: float
    missed: float
    usual: float = 0.0
    """reports usual, in as long a time, around the end with fewer of them"""


@dataclass(frozen=True, slots=True)
class Sea:
    """Reports by step, silences (as `gap_kernel.NAMES`, in the order they began), and the step in ms.

    `own`: every ship and step with a report, as one sorted number.
    """

    reports: Reports
    first: int
    own: Longs
    silences: dict[str, Longs]
    step_ms: int


def listen(positions: Any, listen_ms: int) -> Sea:
    """Everything heard and not heard in an Ibis table of positions, one report a ship and step.

    A step is `listen_ms`, or longer where ships are usually heard of more rarely.
    """
    rule = Still(0.0, listen_ms, 0, 0.0, 0.0)
    seen = fixes(positions, rule).select("mmsi", "t", "lat", "lon").to_pyarrow()
    columns = [np.asarray(seen[name]).astype(np.int64) for name in ("mmsi", "t", "lat", "lon")]
    step_ms = usual_step(columns[0], columns[1], listen_ms)
    reports, first = by_step(columns, step_ms)
    return sea_of(reports, first, in_order(gaps(positions, HUSH * step_ms)), step_ms)


def sea_of(reports: Reports, first: int, silences: dict[str, Longs], step_ms: int) -> Sea:
    """A sea of these reports and silences, with its indexes."""
    begins, ship, _lat, _lon = reports
    step = np.repeat(np.arange(len(begins) - 1), np.diff(begins)) + first
    return Sea(reports, first, np.sort(ship * STEPS + step), silences, step_ms)


def in_order(silences: pa.Table) -> dict[str, Longs]:
    """Columns of the silences, in the order they began."""
    columns = {name: np.asarray(silences[name]).astype(np.int64) for name in NAMES}
    order = np.lexsort((columns["mmsi"], columns["from_t"]))
    return {name: values[order] for name, values in columns.items()}


def usual_step(mmsi: Longs, t: Longs, least_ms: int) -> int:
    """`least_ms`, or so many times that as the usual interval between two reports of a ship needs."""
    order = np.lexsort((t, mmsi))
    same = mmsi[order][1:] == mmsi[order][:-1]
    between = np.diff(t[order])[same]
    between = between[between <= MOST_STEP_MS]
    usual = float(np.quantile(between, USUAL)) if len(between) else 0.0
    return least_ms * max(1, round(usual / least_ms))


def by_step(columns: list[Longs], step_ms: int) -> tuple[Reports, int]:
    """One report a ship and step, by step and latitude; and the number of the first step."""
    mmsi, t, lat, lon = columns
    order = np.lexsort((t, mmsi))
    mmsi, step, lat, lon = mmsi[order], t[order] // step_ms, lat[order], lon[order]
    once = np.ones(len(mmsi), dtype=bool)
    once[1:] = (mmsi[1:] != mmsi[:-1]) | (step[1:] != step[:-1])
    return indexed(step[once], mmsi[once], lat[once] / 1e7, lon[once] / 1e7)


def indexed(step: Longs, ship: Longs, lat: Floats, lon: Floats) -> tuple[Reports, int]:
    """Rows by step and latitude with an index by step; and the number of the first step."""
    order = np.lexsort((lat, step))
    first = int(step.min()) if len(step) else 0
    last = int(step.max()) if len(step) else -1
    begins = np.searchsorted(step[order], np.arange(first, last + 2)).astype(np.int64)
    return (begins, ship[order], lat[order], lon[order]), first


def receptions(sea: Sea, asked: NDArray[np.intp]) -> list[Reception]:
    """What others say of these silences, by their index."""
    table = np.column_stack([sea.silences[name] for name in NAMES])
    ends = _ends(sea.reports, sea.first, table, np.asarray(SCALES_M), sea.step_ms)
    tolerance = round(SAME_TIME * sea.step_ms)
    order = np.argsort(table[:, 4], kind="stable")
    together = np.zeros((len(table), 2))
    together[:, 0] = _together(table[:, (0, 1, 2, 3)], ends[:, 0, 2], tolerance)
    together[order, 1] = _together(table[order][:, (0, 4, 5, 6)], ends[order, 1, 2], tolerance)
    dead, begin = _dead(table, together, sea.step_ms)
    found = _around(
        (sea.reports, sea.first, dead, begin), table, asked.astype(np.int64), ends[:, :, 2], sea.step_ms
    )
    missed = _missed(sea, table[asked])
    share = missed / np.maximum(1, table[asked, 4] // sea.step_ms - table[asked, 1] // sea.step_ms - 1)
    joint = _joint(table, asked.astype(np.int64), order, JOINT * sea.step_ms)
    days = USUAL_DAYS * DAY_MS // sea.step_ms
    due = _due(sea.reports, sea.first, table[asked], sea.step_ms)
    places = _places(sea.reports, sea.first, due, np.asarray(AROUND_M), (sea.step_ms, days))
    return [
        _reception(
            ends[which],
            together[which],
            found[at],
            (float(missed[at]), float(share[at])),
            (joint[at], places[at]),
        )
        for at, which in enumerate(asked.tolist())
    ]


def missed_steps(sea: Sea, asked: NDArray[np.intp]) -> Floats:
    """Steps with a report that these silences lack, by their index."""
    return _missed(sea, np.column_stack([sea.silences[name] for name in NAMES])[asked])


def _missed(sea: Sea, silences: Longs) -> Floats:
    """Steps with a report that each silence lacks, by how often the ship is heard around it."""
    since, until = silences[:, 1] // sea.step_ms, silences[:, 4] // sea.step_ms
    own = silences[:, 0] * STEPS

    def count(low: Longs, high: Longs) -> Longs:
        found: Longs = np.searchsorted(sea.own, own + high, side="right") - np.searchsorted(
            sea.own, own + low
        )
        return found

    last = sea.first + len(sea.reports[0]) - 2
    share = np.zeros(len(silences))
    for present in PRESENT:
        lasted = np.minimum(until - since, max(1, present // sea.step_ms))
        before = np.minimum(lasted, since - sea.first + 1)
        after = np.minimum(lasted, last - until + 1)
        heard = count(since - before + 1, since) + count(until, until + after - 1) - 2  # without its ends
        share = np.maximum(share, heard / np.maximum(1, before + after - 2))
    missed: Floats = share * (until - since - 1)
    return missed


def _reception(
    ends: Floats, together: Floats, around: Floats, own: tuple[float, float], more: tuple[Floats, Floats]
) -> Reception:
    """The kinds of evidence of a silence, both ends, added up.

    `own`: steps missed, and the share of steps in which the ship is heard; `more`: what is joint, and of the
    places.
    """
    missed, share = own
    goes_on = (ends[:, 0] + 0.3) / (ends[:, 0] + ends[:, 1] + 0.6)
    at_once = min(2.0, float(together.max()))
    joint, (mute, lively, usual) = np.log1p(3.0 * np.sort(more[0])[::-1]), more[1]
    ratio = np.log((around[:, 1] + 0.05) / (around[:, 0] + 0.05))
    worst, place = int(goes_on.argmin()), int(ratio.argmax())
    in_traffic = usual >= TRAFFIC
    base, of_goes_on, of_together, of_ratio = WEIGHTS_IN_TRAFFIC if in_traffic else WEIGHTS
    odds = base + of_goes_on * float(goes_on.min()) + of_together * at_once + of_ratio * float(ratio.max())
    if in_traffic:
        odds += float(joint @ OF_JOINT) + float(np.dot((mute, lively), OF_PLACE))
        odds += OF_SHARE * share
    widest = ends[:, 2] >= SCALES_M[-1]
    thin = float(np.where(widest, np.maximum(0.0, 1.0 - (ends[:, 0] + ends[:, 1]) / THIN), 0.0).max())
    odds += OF_THIN * thin
    return Reception(
        odds,
        float(goes_on.min()),
        int(ends[worst, 3]),
        int(ends[worst, 4]),
        max(at_once, float(more[0].max())),
        float(around[place, 0]),
        float(around[place, 1]),
        float(ends[worst, 2]),
        thin,
        missed,
        float(usual),
    )


def _dead(table: Longs, together: Floats, step_ms: int) -> tuple[Reports, int]:
    """Where ships were, step by step, that were silent as if nobody heard them."""
    gone = _away(table[:, 2], table[:, 3], table[:, 5], table[:, 6])
    lasted = table[:, 4] - table[:, 1]
    moved = (gone > MOVED_M) & (lasted < MOVING_STEPS * step_ms)
    chosen = table[moved | (together.max(axis=1, initial=0.0) > TOGETHER)]
    begins, ends = chosen[:, 1] // step_ms + 1, chosen[:, 4] // step_ms
    counts = np.maximum(ends - begins, 0)
    which = np.repeat(np.arange(len(chosen)), counts)
    step = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + begins[which]
    part = (step * step_ms - chosen[which, 1]) / np.maximum(1, chosen[which, 4] - chosen[which, 1])
    lat = chosen[which, 2] + part * (chosen[which, 5] - chosen[which, 2])
    turn = (chosen[which, 6] - chosen[which, 3] + 1_800_000_000) % 3_600_000_000 - 1_800_000_000
    lon = chosen[which, 3] + part * turn
    return indexed(step.astype(np.int64), chosen[which, 0], lat / 1e7, lon / 1e7)


def _away(lat: Longs, lon: Longs, other_lat: Longs, other_lon: Longs) -> Floats:
    turn = (other_lon - lon + 1_800_000_000) % 3_600_000_000 - 1_800_000_000
    east = turn * np.cos(np.radians((lat + other_lat) / 2e7))
    away: Floats = np.hypot(other_lat - lat, east) / 1e7 * METRES
    return away


@compiled
def metres_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    turn = abs(other_lon - lon)
    east = min(turn, 360.0 - turn) * np.cos(np.radians((lat + other_lat) / 2))
    north = other_lat - lat
    return float(np.sqrt(east * east + north * north) * METRES)


@compiled
def rows_within(reports: Reports, first: int, step: int, lat: float, reach: float) -> tuple[int, int]:
    """From which row to which the reports of a step lie within so many metres in latitude."""
    begins, _ship, lats, _lon = reports
    at = step - first
    if at < 0 or at >= len(begins) - 1:
        return 0, 0
    since, until = begins[at], begins[at + 1]
    up = reach / METRES
    low = since + np.searchsorted(lats[since:until], lat - up)
    high = since + np.searchsorted(lats[since:until], lat + up, side="right")
    return low, high


@compiled
def _heard(reports: Reports, first: int, since: int, until: int, ship: int) -> bool:
    """Whether a ship was heard anywhere, from one step to another (both included)."""
    begins, ships, _lat, _lon = reports
    low, high = max(since - first, 0), min(until - first + 1, len(begins) - 1)
    if low >= high:
        return False
    return bool(np.any(ships[begins[low] : begins[high]] == ship))


@compiled
def _ends(reports: Reports, first: int, table: Longs, scales: Floats, step_ms: int) -> Floats:
    """Of each silence and end: weight of ships that go on and that vanish, scale (m), and their numbers."""
    found = np.zeros((len(table), 2, 5))
    reach = scales[-1] * REACH
    ships = np.empty(4096, dtype=np.int64)
    aways = np.empty(4096)
    for which in range(len(table)):
        for end in range(2):
            at = 1 if end == 0 else 4
            step = table[which, at] // step_ms
            lat, lon = table[which, at + 1] / 1e7, table[which, at + 2] / 1e7
            count = 0
            for near in range(BEFORE + 1):
                low, high = rows_within(reports, first, step - near if end == 0 else step + near, lat, reach)
                for row in range(low, high):
                    ship = reports[1][row]
                    away = metres_between(lat, lon, reports[2][row], reports[3][row])
                    if ship == table[which, 0] or away > reach:
                        continue
                    known = 0
                    while known < count and ships[known] != ship:
                        known += 1
                    if known < count:
                        aways[known] = min(aways[known], away)
                    elif count < len(ships):
                        ships[count], aways[count] = ship, away
                        count += 1
            scale = scales[-1]
            for size in scales:
                if np.exp(-aways[:count] / size).sum() >= ENOUGH:
                    scale = size
                    break
            found[which, end, 2] = scale
            since, until = (step + 1, step + AFTER) if end == 0 else (step - AFTER, step - 1)
            for known in range(count):
                if aways[known] > REACH * scale:
                    continue
                on = _heard(reports, first, since, until, ships[known])
                found[which, end, 0 if on else 1] += np.exp(-aways[known] / scale)
                found[which, end, 3 if on else 4] += 1
    return found


@compiled
def _together(ends: Longs, scales: Floats, tolerance: int) -> Floats:
    """Of each end (ship, time, latitude, longitude, in the order of time): weight of others' at that time."""
    found = np.zeros(len(ends))
    begin = 0
    for which in range(len(ends)):
        while ends[which, 1] - ends[begin, 1] > tolerance:
            begin += 1
        at = begin
        scale = min(scales[which], 32_000.0)
        while at < len(ends) and ends[at, 1] - ends[which, 1] <= tolerance:
            if ends[at, 0] != ends[which, 0]:
                lat, lon = ends[which, 2] / 1e7, ends[which, 3] / 1e7
                away = metres_between(lat, lon, ends[at, 2] / 1e7, ends[at, 3] / 1e7)
                if away <= REACH * scale:
                    found[which] += np.exp(-away / scale)
            at += 1
    return found


@compiled
def _joint(table: Longs, asked: Longs, by_end: Longs, tau: float) -> Floats:
    """Of each silence asked, weight of others' silences that began at its time near by, and that ended."""
    found = np.zeros((len(asked), 2))
    for end in range(2):
        at = 1 if end == 0 else 4
        order = np.arange(len(table)) if end == 0 else by_end
        times = table[order, at]
        for index in range(len(asked)):
            gap = table[asked[index]]
            low = np.searchsorted(times, gap[at] - np.int64(8 * tau))
            high = np.searchsorted(times, gap[at] + np.int64(8 * tau), side="right")
            for place in range(low, high):
                other = table[order[place]]
                if other[0] == gap[0] or other[4] - other[1] < JOINT_LEAST_MS:
                    continue
                away = metres_between(
                    gap[at + 1] / 1e7, gap[at + 2] / 1e7, other[at + 1] / 1e7, other[at + 2] / 1e7
                )
                if away <= 7 * JOINT_M:
                    late = abs(other[at] - gap[at]) / tau
                    found[index, end] += np.exp(-away / JOINT_M - late)
    return found


@compiled
def _places(reports: Reports, first: int, silences: Longs, circles: Floats, steps: tuple[int, int]) -> Floats:
    """Of each silence: `mute`, `lively`, and how many reports are usual.

    `steps`: how long one is (ms), in how many before and after what is usual is looked for.
    """
    step_ms, usual = steps
    found = np.zeros((len(silences), 3))
    last = first + len(reports[0]) - 2
    for index in range(len(silences)):
        gap = silences[index]
        begin, end = gap[1] // step_ms, gap[4] // step_ms
        span = max(0, begin - max(begin - usual, first) + 1) + max(0, min(end + usual, last) - end + 1)
        found[index, 1], found[index, 2] = 1.0, np.inf
        for which in range(2):
            lat, lon = gap[2 + 3 * which] / 1e7, gap[3 + 3 * which] / 1e7
            meanwhile, otherwise = np.zeros(len(circles)), np.zeros(len(circles))
            for step in range(max(begin - usual, first), min(end + usual, last) + 1):
                low, high = rows_within(reports, first, step, lat, circles[-1])
                for row in range(low, high):
                    if reports[1][row] == gap[0]:
                        continue
                    away = metres_between(lat, lon, reports[2][row], reports[3][row])
                    for circle in range(len(circles)):
                        if away <= circles[circle]:
                            if begin < step < end:
                                meanwhile[circle] += 1
                            else:
                                otherwise[circle] += 1
            expected = otherwise / max(1, span) * (end - begin - 1)
            lack = (expected - meanwhile - 2 * np.sqrt(expected)) / (expected + 3)
            found[index, 0] = max(found[index, 0], lack.max())
            found[index, 1] = min(found[index, 1], meanwhile[1] / (expected[1] + 1))
            found[index, 2] = min(found[index, 2], expected[-1])
    return found


@compiled
def _weight(
    reports: Reports, first: int, step: int, here: tuple[float, float], mmsi: int, scale: float
) -> float:
    """Reports of other ships at a step, nearer ones for more."""
    total = 0.0
    low, high = rows_within(reports, first, step, here[0], REACH * scale)
    for row in range(low, high):
        if reports[1][row] != mmsi:
            away = metres_between(here[0], here[1], reports[2][row], reports[3][row])
            if away <= REACH * scale:
                total += np.exp(-away / scale)
    return total


@compiled
def _way(reports: Reports, first: int, gap: Longs, end: int, step_ms: int) -> tuple[float, float]:
    """Degrees a step a ship made just before a silence, or just after it; a slow ship stays."""
    at = 1 if end == 0 else 4
    step = gap[at] // step_ms
    lat, lon = gap[at + 1] / 1e7, gap[at + 2] / 1e7
    for back in range(BEFORE, 0, -1):
        side = step - back if end == 0 else step + back
        low, high = rows_within(reports, first, side, lat, back * step_ms / 1000 * 15.0)
        for row in range(low, high):
            if reports[1][row] == gap[0]:
                if (
                    metres_between(lat, lon, reports[2][row], reports[3][row])
                    < SLOW_MS * back * step_ms / 1000
                ):
                    return 0.0, 0.0
                sign = 1.0 if end == 0 else -1.0
                turn = (lon - reports[3][row] + 540.0) % 360.0 - 180.0
                return sign * (lat - reports[2][row]) / back, sign * turn / back
    return 0.0, 0.0


@compiled
def _due(reports: Reports, first: int, silences: Longs, step_ms: int) -> Longs:
    """The same silences with, in place of where each began and ended, where its ship was due to be heard."""
    found = silences.copy()
    for index in range(len(silences)):
        for end in range(2):
            north, east = _way(reports, first, silences[index], end, step_ms)
            sign = DUE if end == 0 else -DUE
            found[index, 2 + 3 * end] += np.int64(sign * north * 1e7)
            found[index, 3 + 3 * end] += np.int64(sign * east * 1e7)
    return found


@compiled
def _around(
    known: tuple[Reports, int, Reports, int], table: Longs, asked: Longs, scales: Floats, step_ms: int
) -> Floats:
    """Of each silence asked and end: reports and silent places where the ship would have been, a step."""
    reports, first, dead, dead_first = known
    found = np.zeros((len(asked), 2, 2))
    for index in range(len(asked)):
        gap = table[asked[index]]
        ends = ((gap[2] / 1e7, gap[3] / 1e7), (gap[5] / 1e7, gap[6] / 1e7))
        stays = metres_between(ends[0][0], ends[0][1], ends[1][0], ends[1][1]) < 1_000.0
        for end in range(2):
            step = gap[1 if end == 0 else 4] // step_ms
            north, east = _way(reports, first, gap, end, step_ms)
            steps = max(1, (gap[4] - gap[1]) // step_ms // 2) if stays else AHEAD
            scale = scales[asked[index], end]
            for ahead in range(1, steps + 1):
                at = step + ahead if end == 0 else step - ahead
                if not gap[1] < at * step_ms < gap[4]:
                    break
                sign = 1.0 if end == 0 else -1.0
                far = sign * (min(float(ahead), DUE) if stays else float(ahead))
                here = (ends[end][0] + far * north, ends[end][1] + far * east)
                found[index, end, 0] += _weight(reports, first, at, here, gap[0], scale) / steps
                found[index, end, 1] += _weight(dead, dead_first, at, here, gap[0], scale) / steps
    return found
