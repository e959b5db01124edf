"""Figures as SVG: bars, timelines, maps and networks from the rows of a query, equal bytes for equal rows.

Text is escaped and set as text; nothing is loaded from elsewhere. The coast is Natural Earth's at 1:110
million (public domain), good for telling which sea, not which berth.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from xml.sax.saxutils import escape

from sightline.model.report import Figure, Form
from sightline.reports.labels import texts
from sightline.reports.lettering import breadth, fitted, lines
from sightline.reports.tongues import TONGUES, Tongue

INK, ACCENT, GREY, PALE, SEA = "#16324f", "#b5482f", "#595959", "#d9dee4", "#f4f7fa"
WIDTH, MARGIN, LINE = 640, 12, 22
MOST = 28
"""rows a drawing shows; the table of the same query shows all"""
SIZE, SMALL, LEAST = 12, 10, 9
"""sizes of a label: as a rule, where that is too broad, and where it stands in two lines"""
NARROW, BROAD, EDGE, GAP = 90, 270, 4, 8
"""the least and the most room of the labels of bars; the air to the edge of the drawing and to the bars"""
_FONT = "DejaVu Sans, Noto Sans CJK KR, sans-serif"


def draw(figure: Figure, language: Tongue = TONGUES["en"]) -> str:
    """The figure as an SVG document; one that has no rows to draw says so, in words of the language."""
    rows, words = list(texts(figure)), language.words
    body, height = _FORMS[figure.form](rows[:MOST], words) if rows else _nothing(words["no rows"])
    if len(rows) > MOST:
        body.append(_text(MARGIN, height + 14, f"{words['more rows']}: {len(rows) - MOST}", GREY, 11))
        height += 22
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" font-family="{_FONT}" font-size="12">{"".join(body)}</svg>'
    )


Texts = Sequence[tuple[str, ...]]
Drawn = tuple[list[str], int]
Words = Mapping[str, str]


def _nothing(words: str) -> Drawn:
    return [_text(MARGIN, 30, words)], 44


def _text(
    x: float, y: float, words: str, colour: str = "#111", size: float = 12, anchor: str = "start"
) -> str:
    legal = "".join(sign for sign in words if sign >= " ")
    held = f'x="{x:.1f}" y="{y:.1f}" fill="{colour}" font-size="{size:g}" text-anchor="{anchor}"'
    return f"<text {held}>{escape(legal)}</text>"


def _column(names: Sequence[str]) -> int:
    """The room for the labels of bars: as much as the broadest of them asks for, within bounds."""
    return round(min(max(max(breadth(name, SIZE) for name in names), NARROW), BROAD))


def _label(end: float, y: float, words: str, room: float) -> list[str]:
    """A label that ends at a place and never leaves its room: smaller, or in two lines, where it is broad."""
    size = next((size for size in (SIZE, SMALL) if breadth(words, size) <= room), LEAST)
    drawn = lines(words, size, room, 2) if size == LEAST else [words]
    first = y if len(drawn) == 1 else y - (LEAST + 1) / 2
    return [
        _text(end, first + at * (LEAST + 1), line, size=size, anchor="end") for at, line in enumerate(drawn)
    ]


def _number(text: str) -> float:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return 0.0


def position(row: Sequence[str]) -> tuple[float, float] | None:
    """The latitude and longitude in the second and third cell, in degrees; None where there is none."""
    try:
        lat, lon = (float(text) for text in row[1:3])
    except ValueError:
        return None
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def drawable(form: Form, row: Sequence[str]) -> bool:
    """Whether a row has what is drawn of it: a number, a day, a position, or two ends."""
    if form is Form.MAP:
        return position(row) is not None
    if form is Form.TIMELINE:
        return len(row) > 1 and _day(row[1]) is not None
    if form is Form.BARS:
        return len(row) > 1 and row[1].replace(",", "").replace(".", "", 1).lstrip("-").isdigit()
    return "; " in row[0] or (len(row) > 1 and bool(row[0] and row[1]))


def _bars(rows: Texts, _: Words) -> Drawn:
    values = [_number(row[1]) if len(row) > 1 else 0.0 for row in rows]
    told = [fitted(row[1], 11, BROAD / 2) if len(row) > 1 else "" for row in rows]
    column = _column([row[0] for row in rows])
    left = EDGE + column + GAP
    room = WIDTH - left - max(breadth(text, 11) for text in told) - GAP - EDGE
    most = max(max(values), 1.0)
    body = []
    for at, (row, value) in enumerate(zip(rows, values, strict=True)):
        y = MARGIN + at * LINE
        width = max(value, 0) / most * room
        body += _label(left - GAP, y + 14, row[0], column)
        body.append(f'<rect x="{left}" y="{y + 3}" width="{width:.1f}" height="14" fill="{INK}"/>')
        body.append(_text(left + width + 6, y + 14, told[at], GREY, 11))
    return body, MARGIN * 2 + len(rows) * LINE


def _day(text: str) -> date | None:
    padded = f"{text[:10]}-01-01"[:10] if len(text) < 10 else text[:10]
    try:
        return date.fromisoformat(padded)
    except ValueError:
        return None


def _timeline(rows: Texts, words: Words) -> Drawn:
    known = [(row, first, _day(row[-1]) or first) for row in rows if len(row) > 1 and (first := _day(row[1]))]
    if not known:
        return _nothing(words["no days to draw"])
    begin, end = min(first for _, first, _ in known), max(last for *_, last in known)
    span, column = max((end - begin).days, 1), _column([row[0] for row, *_ in known])
    left = EDGE + column + GAP
    room = WIDTH - left - 90
    body = []
    for at, (row, first, last) in enumerate(sorted(known, key=lambda one: (one[1], one[0]))):
        y = MARGIN + 20 + at * LINE
        x = left + (first - begin).days / span * room
        width = max((last - first).days / span * room, 5)
        body.append(f'<line x1="{left}" x2="{left + room}" y1="{y + 10}" y2="{y + 10}" stroke="{PALE}"/>')
        body += _label(left - GAP, y + 14, row[0], column)
        body.append(f'<rect x="{x:.1f}" y="{y + 5}" width="{width:.1f}" height="10" rx="2" fill="{ACCENT}"/>')
        body.append(_text(x + width + 5, y + 14, str(first), GREY, 10))
    body.append(_text(left, MARGIN + 8, str(begin), INK, 11))
    body.append(_text(left + room, MARGIN + 8, str(end), INK, 11, "end"))
    return body, MARGIN * 2 + 20 + len(known) * LINE


def _map(rows: Texts, words: Words) -> Drawn:
    known = [(row[0], *found) for row in rows if (found := position(row))]
    if not known:
        return _nothing(words["no positions to draw"])
    south, north, west, east = _frame([lat for _, lat, _ in known], [lon for *_, lon in known])
    height = 360

    def place(lat: float, lon: float) -> tuple[float, float]:
        return (lon - west) / (east - west) * WIDTH, (north - lat) / (north - south) * height

    body = [f'<rect width="{WIDTH}" height="{height}" fill="{SEA}"/>']
    body += _coast(place, (south, north, west, east))
    body += _grid(place, (south, north, west, east), height)
    for number, (_, lat, lon) in enumerate(known, 1):
        x, y = place(lat, lon)
        body.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{ACCENT}" stroke="#fff"/>')
        body.append(_text(x + 7, y + 4, str(number), INK, 11))
    for number, (name, lat, lon) in enumerate(known, 1):
        where = f"  {_degrees(lat, 'NS')} {_degrees(lon, 'EW')}"
        told = f"{number}  {name}"
        told = fitted(told, 11, WIDTH - MARGIN - EDGE - breadth(where, 11)) + where
        body.append(_text(MARGIN, height + 6 + number * 18, told, size=11))
    body.append(f'<rect width="{WIDTH}" height="{height}" fill="none" stroke="{INK}"/>')
    drawn = height + 18 + len(known) * 18
    if missing := len(rows) - len(known):
        told = f"{words['without a position']}: {missing} / {len(rows)}"
        body.append(_text(MARGIN, drawn + 8, told, GREY, 11))
        drawn += 18
    return body, drawn


def _degrees(value: float, signs: str) -> str:
    return f"{abs(value):.2f}°{signs[0] if value >= 0 else signs[1]}"


def _frame(lats: list[float], lons: list[float]) -> tuple[float, float, float, float]:
    """South, north, west and east of a frame with room around the points, as wide as the drawing."""
    tall = max(max(lats) - min(lats), 4) * 1.5
    wide = max((max(lons) - min(lons)) * 1.4, tall * 1.6)
    tall = max(tall, wide / 1.9)
    middle, centre = (max(lats) + min(lats)) / 2, (max(lons) + min(lons)) / 2
    return middle - tall / 2, middle + tall / 2, centre - wide / 2, centre + wide / 2


@cache
def _land() -> list[list[tuple[float, float]]]:
    shape = json.loads(files("sightline.reports").joinpath("land.json").read_text("utf-8"))
    return [list(zip(ring[0::2], ring[1::2], strict=True)) for ring in shape["rings"]]


Place = Callable[[float, float], tuple[float, float]]


def _coast(place: Place, frame: tuple[float, float, float, float]) -> Iterator[str]:
    south, north, west, east = frame
    for ring in _land():
        lons, lats = [lon for lon, _ in ring], [lat for _, lat in ring]
        if max(lons) < west or min(lons) > east or max(lats) < south or min(lats) > north:
            continue
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (_held(place(lat, lon)) for lon, lat in ring))
        yield f'<polygon points="{points}" fill="{PALE}" stroke="#aab4bf" stroke-width="0.6"/>'


def _held(point: tuple[float, float]) -> tuple[float, float]:
    """A point outside the frame is drawn at its edge, so that no drawing spills over the text."""
    return min(max(point[0], -1), WIDTH + 1), min(max(point[1], -1), 361)


def _grid(place: Place, frame: tuple[float, float, float, float], height: int) -> Iterator[str]:
    south, north, west, east = frame
    step = next(s for s in (1, 2, 5, 10, 20, 45, 90) if (east - west) / s <= 9)
    for lon in range(math.ceil(west / step) * step, math.floor(east) + 1, step):
        x, _ = place(north, lon)
        yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{height}" stroke="#c6cfd8" stroke-width="0.5"/>'
        yield _text(x + 2, height - 4, f"{abs(lon)}°{'E' if lon >= 0 else 'W'}", GREY, 9)
    for lat in range(math.ceil(south / step) * step, math.floor(north) + 1, step):
        _, y = place(lat, west)
        yield f'<line x1="0" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}" stroke="#c6cfd8" stroke-width="0.5"/>'
        yield _text(2, y - 2, f"{abs(lat)}°{'N' if lat >= 0 else 'S'}", GREY, 9)


def _network(rows: Texts, said: Words) -> Drawn:
    links: dict[tuple[str, str], int] = {}
    for row in rows:
        names = row[0].split("; ") if "; " in row[0] else [cell for cell in row[:2] if cell]
        for at, one in enumerate(names):
            for other in names[at + 1 :]:
                pair = (min(one, other), max(one, other))
                links[pair] = links.get(pair, 0) + 1
    nodes = sorted({name for pair in links for name in pair})[:MOST]
    if not nodes:
        return _nothing(said["nothing is linked"])
    height, radius = 420, 150
    where = {
        name: (
            WIDTH / 2 + radius * math.cos(2 * math.pi * at / len(nodes) - math.pi / 2),
            height / 2 + radius * math.sin(2 * math.pi * at / len(nodes) - math.pi / 2),
        )
        for at, name in enumerate(nodes)
    }
    body = []
    for (one, other), times in sorted(links.items()):
        if one in where and other in where:
            (x1, y1), (x2, y2) = where[one], where[other]
            body.append(
                f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#8a97a5" '
                f'stroke-width="{min(1 + times / 2, 5):.1f}"/>'
            )
    for name, (x, y) in where.items():
        right = x >= WIDTH / 2 - 1
        body.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{INK}" stroke="#fff"/>')
        held = lines(name, 11, (WIDTH - x if right else x) - 10 - EDGE, 2)
        for line, words in enumerate(held):
            height_at = y + 4 + (line - (len(held) - 1) / 2) * 12
            body.append(
                _text(
                    x + (10 if right else -10), height_at, words, size=11, anchor="start" if right else "end"
                )
            )
    return body, height


_FORMS: dict[Form, Callable[[Texts, Words], Drawn]] = {
    Form.BARS: _bars,
    Form.TIMELINE: _timeline,
    Form.MAP: _map,
    Form.NETWORK: _network,
}
