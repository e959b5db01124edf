"""Time against size as a small drawing: both axes in powers of ten, points joined, each with its figure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

WIDE, HIGH, EDGE = 640, 360, 56


def draw(
    points: Sequence[tuple[float, float]], title: str, across: str, up: str, bar: float, path: Path
) -> None:
    """Write an SVG of (size, seconds); `bar` is a level that is drawn across, in the units of the points."""
    xs, ys = ([math.log10(one[at]) for one in points] for at in (0, 1))
    low_x, high_x = min(xs), max(xs)
    low_y, high_y = min(*ys, math.log10(bar)), max(*ys, math.log10(bar))

    def place(x: float, y: float) -> tuple[float, float]:
        right = (x - low_x) / max(1e-9, high_x - low_x) * (WIDE - 2 * EDGE)
        rise = (y - low_y) / max(1e-9, high_y - low_y) * (HIGH - 2 * EDGE)
        return EDGE + right, HIGH - EDGE - rise

    spots = [place(x, y) for x, y in zip(xs, ys, strict=True)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    level = place(low_x, math.log10(bar))[1]
    marks = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#1f5f8b"/>'
        f'<text x="{x:.1f}" y="{y - 10:.1f}" text-anchor="middle">{size:g}: {spent:g}</text>'
        for (x, y), (size, spent) in zip(spots, points, strict=True)
    )
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" role="img" '
        f'font-family="sans-serif" font-size="12"><title>{title}</title>'
        f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>'
        f'<text x="{WIDE / 2}" y="20" text-anchor="middle" font-size="14">{title}</text>'
        f'<path d="M{EDGE} {EDGE}V{HIGH - EDGE}H{WIDE - EDGE}" fill="none" stroke="#444"/>'
        f'<path d="M{EDGE} {level:.1f}H{WIDE - EDGE}" stroke="#a33" stroke-dasharray="4 4"/>'
        f'<text x="{EDGE + 6}" y="{level - 6:.1f}" fill="#a33">bar: {bar:g}</text>'
        f'<polyline points="{line}" fill="none" stroke="#1f5f8b" stroke-width="2"/>{marks}'
        f'<text x="{WIDE / 2}" y="{HIGH - 14}" text-anchor="middle">{across}</text>'
        f'<text x="16" y="{HIGH / 2}" transform="rotate(-90 16 {HIGH / 2})" text-anchor="middle">{up}</text>'
        f"</svg>\n",
        encoding="utf-8",
    )
