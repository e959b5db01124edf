"""How well ships were heard: positions during an event, silences in it, and like silences at other times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import ibis
from ibis import _

from sightline.detectors.sea.vessels import Vessel, vessels
from sightline.model.signal import Actor, Signal
from sightline.model.view import View
from sightline.service import table_rows
from sightline.service.tracks import SHIP, TABLE
from sightline.service.workbench import Workbench

ALIKE = 0.5
"""a silence is like another from so much of its length on"""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a ship sent around an event.

    `during` counts instants with a position strictly within it, `longest_ms` is the longest time between two
    positions that lies in it, `like_ms` the silence to compare with, and `elsewhere` how many silences at
    least so long she has outside it in the same rows. `gone` and `back` are where she was at the instants it
    begins and ends (degrees), where she has a position at them.
    """

    actor: Actor
    vessel: Vessel
    during: int
    longest_ms: int
    like_ms: int
    elsewhere: int
    gone: tuple[float, float] | None = None
    back: tuple[float, float] | None = None

    @property
    def is_silence(self) -> bool:
        """Whether the event is a silence of hers: nothing heard between its ends."""
        return self.during == 0 and self.longest_ms > 0


def heard(view: View, bench: Workbench, signal: Signal) -> tuple[Heard, ...]:
    """The ships of a signal, from the rows it pins, as far as the View may see them."""
    actors = [actor for actor in signal.actors if actor.id.startswith(SHIP)]
    if not actors:
        return ()
    seen = table_rows.pinned(view, bench, signal.manifests, TABLE)
    with table_rows.opened(view, bench, seen, [TABLE]) as tables:
        return tuple(_heard(tables[TABLE], signal, actors))


def _heard(positions: Any, signal: Signal, actors: list[Actor]) -> Iterator[Heard]:
    start, end = (round(at.timestamp() * 1000) for at in (signal.start, signal.end))
    numbers = {actor.id: int(actor.id.removeprefix(SHIP)) for actor in actors}
    said = vessels(positions, sorted(numbers.values()))
    for actor in actors:
        number = numbers[actor.id]
        hers = positions.filter(_.mmsi == number, _.t_ms.notnull())
        own = hers.select("t_ms").distinct()
        steps = own.mutate(before=_.t_ms.lag().over(ibis.window(order_by="t_ms")))
        inside = (_.t_ms > start) & (_.before < end)
        first = _one(
            steps.agg(
                during=((_.t_ms > start) & (_.t_ms < end)).cast("int64").sum(),
                longest=ibis.ifelse(inside, _.t_ms - _.before, 0).max(),
            )
        )
        during, longest = first["during"] or 0, first["longest"] or 0
        like = max(1, round((longest if during else end - start) * ALIKE))
        outside = ((_.t_ms <= start) | (_.before >= end)) & (_.t_ms - _.before >= like)
        elsewhere = _one(steps.agg(elsewhere=outside.cast("int64").sum()))["elsewhere"] or 0
        yield Heard(actor, said[number], during, longest, like, elsewhere, *_ends(hers, start, end))


def _ends(hers: Any, start: int, end: int) -> tuple[tuple[float, float] | None, ...]:
    """Where she was at both instants."""
    at = (
        hers.filter(_.t_ms.isin([start, end])).select("t_ms", "lat7", "lon7").order_by("t_ms", "lat7", "lon7")
    )
    found = {row["t_ms"]: (row["lat7"] / 1e7, row["lon7"] / 1e7) for row in at.to_pyarrow().to_pylist()}
    return found.get(start), found.get(end)


def _one(row: Any) -> dict[str, Any]:
    found: dict[str, Any] = row.to_pyarrow().to_pylist()[0]
    return found
