"""What the office's own data says beside an answer: the ledger of a cap, and statistics of the same trade.

None of it is part of the answer or of what replays: it is what someone should look at before relying on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sightline.errors import UsageError
from sightline.model.cap import Cap
from sightline.model.ledger import Estimate, Side
from sightline.model.trade import DPRK, Mirror, Oddity
from sightline.model.view import View
from sightline.regime import asking, caps
from sightline.service import ledgers, trade
from sightline.service.workbench import Workbench

HEADING = 4
MOST = 6
"""lines of statistics beside one answer; the page on trade has all"""


def beside(view: View, bench: Workbench, question: Mapping[str, Any], answer: Mapping[str, Any]) -> list[str]:
    """Lines beside an answer. `question` as it was put, `answer` in its published shape."""
    asked = asking.read(question, view.as_of).question
    then = view.on(asked.on)
    limited = {str(one["id"]) for one in answer["measures"] if one["says"] == "limited"}
    found = [line for cap in caps.caps() if cap.measure in limited for line in _ledger(then, bench, cap)]
    if asked.hs and DPRK in asked.places:
        others = asked.places - {DPRK}
        found += _statistics(then, bench, asked.hs, others)
    return found


def _ledger(view: View, bench: Workbench, cap: Cap) -> Iterator[str]:
    if caps.period_of(cap, view.as_of) is None:
        return
    held = ledgers.ledger(view, bench, cap.id).ledger
    for side in Side:
        sides = [track for track in held.tracks if any(one.delivery.side is side for one in track.entries)]
        for track in sides:
            share = track.line(side, Estimate.STATED).share
            yield f"Ledger of {cap.id}, {held.period.name}: {share} % of the cap, {side.value}."
    if not any(track.entries for track in held.tracks):
        yield f"Ledger of {cap.id}, {held.period.name}: no delivery is held, so no running total."


def _statistics(view: View, bench: Workbench, hs: str, others: frozenset[str]) -> list[str]:
    """Where the two sides of a flow of these goods disagree, and what else is odd in it."""
    try:
        found = trade.trade(view, bench, hs[:HEADING])
    except UsageError as problem:
        return [f"Trade statistics were not looked at: {problem.message}."]
    told = [
        _disagree(one) for one in found.mirrors
        if not one.agrees and _same(one.importer.hs, hs)
        and (not others or others & {one.importer.reporter, one.exporter.reporter})
    ]  # fmt: skip
    told += [_odd(one) for one in found.oddities if _same(one.hs, hs) and one.kind == "KP for KR"]
    return told[-MOST:]


def _same(held: str, asked: str) -> bool:
    """Whether a line of statistics is about the goods asked about: one code begins the other."""
    return held.startswith(asked) or asked.startswith(held)


def _disagree(one: Mirror) -> str:
    factor = f", {one.ratio} times as much" if one.ratio is not None else ""
    return (
        f"Mirror statistics disagree, HS {one.importer.hs}, {one.importer.period}: {one.text}{factor}. Which "
        "side is right cannot be told from the figures."
    )


def _odd(one: Oddity) -> str:
    return f"Trade statistics: {one.text}."
