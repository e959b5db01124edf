"""A map of tracks: land, graticule, scale in nautical miles, time marks, and the place of the event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sightline.detectors.sea.reach import grid
from sightline.model.citation import Citation
from sightline.model.signal import Signal
from sightline.service.reachable import Reachable
from sightline.service.tracks import SILENT_MS, Fix, Track, Tracks
from sightline.web.drawing import coastline
from sightline.web.drawing.axis import Tick, length, moment, round_step, time_step
from sightline.web.drawing.mercator import Projection, Spot, fit
from sightline.web.drawing.region import PortMark, corners, path, port_marks

WIDTH, HEIGHT = 760.0, 520.0
CLOSE = 360.0
"""width and height of the close-up"""
LEAST_NM, CLOSE_NM = 8.0, 0.8
"""a sheet is never narrower than that"""
DEGREE_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20)
MARKS = 7
"""time marks on a track"""
LABEL_WIDE, LABEL_HIGH = 62.0, 13.0
"""room a time mark's label takes"""
LABEL_APART = 105.0
"""units between two lines of the graticule, at least"""
METRES_NM = 1852.0
SPARSE = 3.5
"""units: positions nearer to each other than that are one dot, unless a reason cites them"""


@dataclass(frozen=True, slots=True)
class Dot:
    """A position on the sheet, what it says, and whether a reason cites it."""

    x: float
    y: float
    ms: int
    text: str
    cite: Citation
    cited: bool
    during: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A time mark on a track."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A track: where it was heard as one path, silences as another, its positions and time marks."""

    number: int
    caption: str
    heard: str
    silent: str
    dots: tuple[Dot, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A scale bar."""

    x: float
    y: float
    width: float
    text: str


@dataclass(frozen=True, slots=True)
class SeaMap:
    """Everything a template draws of a map."""

    width: float
    height: float
    land: str
    coast: bool
    """whether the coastline was there to be drawn"""
    meridians: tuple[Tick, ...]
    parallels: tuple[Tick, ...]
    bar: Bar
    lines: tuple[Line, ...]
    event: tuple[float, float] | None
    reach: float
    """units of the distance the detector calls near; 0 where it has none"""
    region: str = ""
    """where the ship can have been meanwhile, as a path; empty where the event is no silence"""
    ports: tuple[PortMark, ...] = ()


def sea_map(followed: Tracks, signal: Signal, reached: Reachable | None = None) -> SeaMap | None:
    """The tracks over the whole period, and where a silent ship can have been; None without anything."""
    fixes = [fix for track in followed.tracks for fix in track.fixes]
    return _sheet(followed.tracks, signal, fixes, (WIDTH, HEIGHT), LEAST_NM, reached)


def voyage_map(track: Track) -> SeaMap | None:
    """All a ship's positions on one sheet, without an event."""
    return _sheet((track,), None, track.fixes, (WIDTH, HEIGHT), LEAST_NM)


def close_up(followed: Tracks, signal: Signal) -> SeaMap | None:
    """The event alone: positions between its start and end."""
    start, end = _period(signal)
    fixes = [fix for track in followed.tracks for fix in track.fixes if start <= fix.ms <= end]
    return _sheet(followed.tracks, signal, fixes, (CLOSE, CLOSE), CLOSE_NM)


def _sheet(
    tracks: Sequence[Track],
    signal: Signal | None,
    fixes: Sequence[Fix],
    size: tuple[float, float],
    least: float,
    reached: Reachable | None = None,
) -> SeaMap | None:
    spots = [Spot(fix.lat, fix.lon) for fix in fixes]
    at = None
    if signal and signal.lat is not None and signal.lon is not None:
        at = Spot(signal.lat, signal.lon)
    if at:
        spots.append(at)
    within = grid(reached.reach) if reached else None
    spots.extend(corners(within) if within else ())
    if not spots:
        return None
    sheet = fit(spots, *size, least)
    known = coastline.rings()
    reach = float(signal.params.get("distance_m", 0)) if signal else 0.0
    near = reach / METRES_NM / sheet.unit_nm
    return SeaMap(
        sheet.width,
        sheet.height,
        coastline.land(sheet, known),
        bool(known),
        tuple(_meridians(sheet)),
        tuple(_parallels(sheet)),
        _bar(sheet),
        tuple(_lines(tracks, sheet, signal)),
        (sheet.x(at.lon), sheet.y(at.lat)) if at else None,
        round(near, 1),
        path(within, sheet) if within else "",
        tuple(port_marks(reached, sheet)) if reached and within else (),
    )


def _lines(tracks: Sequence[Track], sheet: Projection, signal: Signal | None) -> Iterator[Line]:
    cited = set(signal.cites) if signal else set()
    start, end = _period(signal) if signal else (1, 0)
    taken: list[tuple[float, float]] = []
    for number, track in enumerate(tracks, 1):
        dots = tuple(
            Dot(
                sheet.x(fix.lon), sheet.y(fix.lat), fix.ms, say(fix), fix.cite,
                fix.cite in cited, start <= fix.ms <= end,
            )
            for fix in track.fixes
        )  # fmt: skip
        heard, silent = _paths(dots)
        inside = tuple(_sparse(dot for dot in dots if _on(dot, sheet)))
        marks = tuple(_marks(inside, sheet, taken))
        yield Line(number, track.actor.caption, heard, silent, inside, marks)


def _on(dot: Dot, sheet: Projection) -> bool:
    return 0 <= dot.x <= sheet.width and 0 <= dot.y <= sheet.height


def _sparse(dots: Iterable[Dot]) -> Iterator[Dot]:
    """The dots that can be told apart, and every cited one."""
    last: Dot | None = None
    for dot in dots:
        if dot.cited or last is None or abs(dot.x - last.x) + abs(dot.y - last.y) >= SPARSE:
            yield dot
            last = dot


def say(fix: Fix) -> str:
    """A position in words: `2017-10-19 06:10 UTC · 38.12345°N 123.45678°E · 4.2 kn`."""
    north = f"{abs(fix.lat):.5f}°{'N' if fix.lat >= 0 else 'S'}"
    east = f"{abs(fix.lon):.5f}°{'E' if fix.lon >= 0 else 'W'}"
    speed = "" if fix.speed is None else f" · {fix.speed:.1f} kn"
    return f"{moment(fix.ms):%Y-%m-%d %H:%M UTC} · {north} {east}{speed}"


def _paths(dots: Sequence[Dot]) -> tuple[str, str]:
    """Lines between positions near in time, and those over a silence."""
    heard: list[str] = []
    silent: list[str] = []
    for one, other in pairwise(dots):
        piece = f"M{one.x:g} {one.y:g}L{other.x:g} {other.y:g}"
        (silent if other.ms - one.ms > SILENT_MS else heard).append(piece)
    return "".join(heard), "".join(silent)


def _marks(dots: Sequence[Dot], sheet: Projection, taken: list[tuple[float, float]]) -> Iterator[Mark]:
    """Round times on a track, where their labels have room."""
    if len(dots) < 2:
        return
    step = time_step(dots[-1].ms - dots[0].ms, MARKS)
    for one, other in pairwise(dots):
        due = (one.ms // step + 1) * step
        if due > other.ms:
            continue
        share = (due - one.ms) / (other.ms - one.ms)
        x, y = one.x + (other.x - one.x) * share, one.y + (other.y - one.y) * share
        free = all(abs(x - left) > LABEL_WIDE or abs(y - top) > LABEL_HIGH for left, top in taken)
        at = moment(due)
        text = f"{at.day} {at:%b}" if at.hour == at.minute == 0 else f"{at:%H:%M}"
        if free and x < sheet.width - LABEL_WIDE:
            taken.append((x, y))
            yield Mark(round(x, 1), round(y, 1), text)


def _meridians(sheet: Projection) -> Iterator[Tick]:
    step = _degrees((sheet.east - sheet.west) / (sheet.width / LABEL_APART))
    for count in range(int(sheet.west // step) + 1, int(sheet.east // step) + 1):
        lon = (count * step + 180) % 360 - 180
        yield Tick(round((count * step - sheet.west) * sheet.scale, 1), _angle(lon, step, "E", "W"))


def _parallels(sheet: Projection) -> Iterator[Tick]:
    step = _degrees((sheet.north - sheet.south) / (sheet.height / LABEL_APART))
    for count in range(int(sheet.south // step) + 1, int(sheet.north // step) + 1):
        yield Tick(sheet.y(count * step), _angle(count * step, step, "N", "S"))


def _degrees(least: float) -> float:
    return next((step for step in DEGREE_STEPS if step >= least), DEGREE_STEPS[-1])


def _angle(degrees: float, step: float, ahead: str, behind: str) -> str:
    """Whole degrees, or degrees and minutes as a chart has them."""
    side = ahead if degrees > 0 else behind if degrees < 0 else ""
    whole, minutes = divmod(round(abs(degrees) * 60, 2), 60)
    if step >= 1:
        return f"{whole:.0f}°{side}"
    decimals = 0 if step >= 0.25 else 1
    return f"{whole:.0f}°{minutes:0{2 if not decimals else 4}.{decimals}f}′{side}"


def _bar(sheet: Projection) -> Bar:
    nautical = round_step(sheet.width * sheet.unit_nm, 5)
    wide = nautical / sheet.unit_nm
    return Bar(16, sheet.height - 16, round(wide, 1), f"{nautical:g} NM ({length(nautical * METRES_NM)})")


def _period(signal: Signal) -> tuple[int, int]:
    return round(signal.start.timestamp() * 1000), round(signal.end.timestamp() * 1000)
