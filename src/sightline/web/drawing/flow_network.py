"""A network in columns: payers to the left, payees to the right; the same request always draws the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sightline.service.network_shape import Edge, Network, Party

WIDTH, MARGIN, TOP = 1120.0, 168.0, 30.0
ROW, OUTER_ROW = 38.0, 25.0
"""from node to node, in a column with names below its nodes and in an outermost one, with names beside"""
THINNEST, THICKEST = 1.2, 11.0
LETTER = 7.8
"""the width of a letter of a name, as of one asked about"""
MOST_LETTERS = 21


@dataclass(frozen=True, slots=True)
class Spot:
    """A party in its place."""

    party: Party
    x: float
    y: float
    beside: str
    """where the name stands: `start` and `end` beside it, `middle` below"""
    came: int
    """edges drawn into it"""
    went: int
    on_way: bool
    letters: int
    """of its name that have room beside the names of the next columns"""


@dataclass(frozen=True, slots=True)
class Line:
    """Edges between two parties one way, all currencies together; `width` by the largest of them."""

    edges: tuple[Edge, ...]
    path: str
    width: float
    back: bool
    """whether it runs against the columns"""
    on_way: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """Everything a template draws."""

    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]
    heads: tuple[tuple[float, str], ...]
    height: float
    width: float = WIDTH


def flow_network(network: Network) -> Drawn | None:
    """The drawing of a network that was laid out; nothing where there is no edge."""
    if not network.edges:
        return None
    columns = _columns(network)
    places = _places(columns)
    best = next((way for way in network.ways[:1] if way.kind == "flow"), None)
    on_way = {(edge.payer, edge.payee) for edge in best.edges} if best else set()
    parties = set(best.parties) if best else set()
    came: dict[str, int] = {}
    went: dict[str, int] = {}
    for edge in network.edges:
        came[edge.payee] = came.get(edge.payee, 0) + 1
        went[edge.payer] = went.get(edge.payer, 0) + 1
    between = min(MOST_LETTERS, int(_wide(columns) / LETTER))
    spots = tuple(
        Spot(
            one,
            *places[one.id],
            (beside := _beside(one.step, columns)),
            came.get(one.id, 0),
            went.get(one.id, 0),
            one.id in parties,
            between if beside == "middle" else MOST_LETTERS,
        )
        for column in columns.values()
        for one in column
    )
    height = TOP + _tall(columns) + 24
    xs = {step: places[column[0].id][0] for step, column in columns.items()}
    heads = tuple((x, _head(step)) for step, x in sorted(xs.items()))
    return Drawn(spots, tuple(_lines(network.edges, places, on_way)), heads, height)


def _beside(step: int, columns: Mapping[int, Sequence[Party]]) -> str:
    if not step:
        return "middle"
    return "start" if step == max(columns) else "end" if step == min(columns) else "middle"


def _tall(columns: Mapping[int, Sequence[Party]]) -> float:
    rows = {step: ROW if _beside(step, columns) == "middle" else OUTER_ROW for step in columns}
    return max(5 * ROW, *(len(column) * rows[step] for step, column in columns.items()))


def _head(step: int) -> str:
    if not step:
        return "asked about"
    far = "" if abs(step) == 1 else f", step {abs(step)}"
    return ("paid" if step > 0 else "payers") + far


def _columns(network: Network) -> dict[int, list[Party]]:
    columns: dict[int, list[Party]] = {}
    for party in sorted(network.parties, key=lambda one: (one.step, one.row, one.id)):
        columns.setdefault(party.step, []).append(party)
    return columns


def _wide(columns: Mapping[int, Sequence[Party]]) -> float:
    """From column to column."""
    return (WIDTH - 2 * MARGIN) / max(1, len(columns) - 1)


def _places(columns: Mapping[int, Sequence[Party]]) -> dict[str, tuple[float, float]]:
    steps = list(columns)
    wide = _wide(columns)
    found = {}
    for number, step in enumerate(steps):
        x = WIDTH / 2 if len(steps) == 1 else MARGIN + wide * number
        gap = _tall(columns) / len(columns[step])
        for row, party in enumerate(columns[step]):
            found[party.id] = (round(x, 1), round(TOP + gap * (row + 0.5), 1))
    return found


def _lines(
    edges: Sequence[Edge], places: Mapping[str, tuple[float, float]], on_way: set[tuple[str, str]]
) -> list[Line]:
    largest: dict[str, Decimal] = {}
    pairs: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        largest[edge.currency] = max(largest.get(edge.currency, Decimal()), edge.amount)
        pairs.setdefault((edge.payer, edge.payee), []).append(edge)
    found = []
    for (payer, payee), several in pairs.items():
        shares = [
            float(one.amount / largest[one.currency]) if largest[one.currency] else 0.0 for one in several
        ]
        width = round(max(THINNEST, THICKEST * max(shares) ** 0.5), 1)
        back = places[payer][0] >= places[payee][0]
        path = _curve(places[payer], places[payee], back)
        found.append(Line(tuple(several), path, width, back, (payer, payee) in on_way))
    return sorted(found, key=lambda line: (line.on_way, -line.width))


def _curve(one: tuple[float, float], other: tuple[float, float], back: bool) -> str:
    (x, y), (to_x, to_y) = one, other
    if back:  # an arc below
        low = max(y, to_y) + ROW * 0.8
        return f"M{x + 7:g} {y:g}C{x + 60:g} {low:g} {to_x - 60:g} {low:g} {to_x - 7:g} {to_y:g}"
    bend = (to_x - x) * 0.45
    return f"M{x + 7:g} {y:g}C{x + bend:.1f} {y:g} {to_x - bend:.1f} {to_y:g} {to_x - 7:g} {to_y:g}"
