"""A theft drawn as a river: from the addresses that took it, over so many steps, to its ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sightline.detectors.coins.theft_ledger import HELD, NOBODY, REST, SERVICE, Strand, TheftLedger

WIDTH, HEIGHT, TOP = 1080.0, 470.0, 34.0
COLUMNS = (190.0, 500.0, 800.0)
BAR, GAP, LEAST, LINE = 12.0, 8.0, 1.5, 15.0
MOST_TAKERS, MOST_ENDS = 6, 13
OTHERS, ELSEWHERE, NAMED = "other addresses of the theft", "other ends", "others that labels name"
WAYS = ((0, "not moved"), (1, "1 step"), (3, "2 or 3 steps"), (6, "4 to 6 steps"), (10**9, "7 steps or more"))
"""the most steps of a way, and how it is called"""
SURE = (SERVICE, HELD, NOBODY)
"""ends from the top"""


@dataclass(frozen=True, slots=True)
class Bar:
    """A node: what stands at it, how high it is, and how sure its owner is."""

    name: str
    x: float
    y: float
    height: float
    units: int
    kind: str
    """`taker`, `way`, `known`, `held` or `unknown`"""


@dataclass(frozen=True, slots=True)
class Stream:
    """A band between two bars."""

    path: str
    source: str
    target: str
    units: int
    kind: str


@dataclass(frozen=True, slots=True)
class River:
    """Everything a template draws."""

    bars: tuple[Bar, ...]
    streams: tuple[Stream, ...]
    width: float = WIDTH
    height: float = HEIGHT


def river(ledger: TheftLedger) -> River | None:
    """The strands in three columns, widths by amount; nothing where nothing could be followed."""
    strands = _grouped(ledger.strands)
    total = sum(one.units for one in strands)
    if not total:
        return None
    whose = {one.end: one.whose for one in strands}
    sums = [_sums(strands, side) for side in ("source", "way", "end")]
    kinds = (lambda name: "taker", lambda name: "way", lambda name: whose[name])
    order = [
        sorted(sums[0], key=lambda name: -sums[0][name]),
        [name for _most, name in WAYS if name in sums[1]],
        sorted(
            sums[2],
            key=lambda name: (SURE.index(whose[name]), name in (REST, ELSEWHERE, NAMED), -sums[2][name]),
        ),
    ]
    places: list[dict[str, Bar]] = []
    for names, held, x, kind in zip(order, sums, COLUMNS, kinds, strict=True):
        places.append(_column(names, held, x, total, kind))
    streams = [*_streams(strands, places[0], places[1], total, ("source", "way"))]
    streams += _streams(strands, places[1], places[2], total, ("way", "end"))
    return River(tuple(bar for column in places for bar in column.values()), tuple(streams))


@dataclass(frozen=True, slots=True)
class _Strand:
    source: str
    way: str
    end: str
    whose: str
    units: int


def _grouped(strands: Sequence[Strand]) -> list[_Strand]:
    """Strands with the smaller sources and ends taken together."""
    sources = _largest(_totals(strands, "source"), MOST_TAKERS)
    ends = _largest(_totals(strands, "end"), MOST_ENDS)
    return [
        _Strand(
            one.source if one.source in sources else OTHERS,
            next(name for most, name in WAYS if one.steps <= most),
            one.end if one.end in ends else {SERVICE: ELSEWHERE, HELD: NAMED, NOBODY: REST}[one.whose],
            one.whose,
            one.units,
        )
        for one in strands
    ]


def _totals(strands: Sequence[Strand], side: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in strands:
        name = getattr(one, side)
        found[name] = found.get(name, 0) + one.units
    return found


def _sums(strands: Sequence[_Strand], side: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in strands:
        name = getattr(one, side)
        found[name] = found.get(name, 0) + one.units
    return found


def _largest(sums: dict[str, int], most: int) -> set[str]:
    return set(sorted(sums, key=lambda name: (-sums[name], name))[:most])


def _column(names: Sequence[str], sums: dict[str, int], x: float, total: int, kind: object) -> dict[str, Bar]:
    room = HEIGHT - TOP - 16 - LINE * (MOST_ENDS + 1)
    heights = [max(LEAST, room * sums[name] / total) for name in names]
    tall = sum(max(height + GAP, LINE) for height in heights) - GAP
    y = TOP + (HEIGHT - TOP - 10 - tall) / 2
    found = {}
    for name, height in zip(names, heights, strict=True):
        told = kind(name) if callable(kind) else ""
        found[name] = Bar(name, x, round(y, 1), round(height, 1), sums[name], told)
        y += max(height + GAP, LINE)
    return found


def _streams(
    strands: Sequence[_Strand],
    left: dict[str, Bar],
    right: dict[str, Bar],
    total: int,
    sides: tuple[str, str],
) -> list[Stream]:
    sums: dict[tuple[str, str, str], int] = {}
    for one in strands:
        key = (getattr(one, sides[0]), getattr(one, sides[1]), one.whose)
        sums[key] = sums.get(key, 0) + one.units
    order_left, order_right = list(left), list(right)
    used = {**{("l", name): 0.0 for name in left}, **{("r", name): 0.0 for name in right}}
    found = []
    for (first, second, whose), units in sorted(
        sums.items(),
        key=lambda item: (
            order_left.index(item[0][0]),
            order_right.index(item[0][1]),
            SURE.index(item[0][2]),
        ),
    ):
        bar, other = left[first], right[second]
        thick, thin = bar.height * units / max(1, bar.units), other.height * units / max(1, other.units)
        y, z = bar.y + used["l", first], other.y + used["r", second]
        used["l", first] += thick
        used["r", second] += thin
        path = _band(bar.x + BAR, y, thick, other.x, z, thin)
        found.append(Stream(path, first, second, units, whose))
    return found


def _band(x: float, y: float, thick: float, to: float, z: float, thin: float) -> str:
    middle = (x + to) / 2
    return (
        f"M{x:g} {y:.1f}C{middle:g} {y:.1f} {middle:g} {z:.1f} {to:g} {z:.1f}V{z + thin:.1f}"
        f"C{middle:g} {z + thin:.1f} {middle:g} {y + thick:.1f} {x:g} {y + thick:.1f}Z"
    )
