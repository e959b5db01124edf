"""What speaks against a signal: what its detector admits, what the rows leave open, what came later.

One mechanism for all detectors: sentences a detector gives against itself or that admit a doubt, what can be
measured in the rows the signal stands on, the log of what happened to it, and the lookalikes that the
detector's manual page names and nothing in the rows tells from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sightline.detectors.admitted import Lookalike, admitted, lookalikes
from sightline.detectors.register import detectors
from sightline.detectors.sea.ports import nearest
from sightline.model.citation import Citation
from sightline.model.signal import Signal
from sightline.service.heard import Heard
from sightline.service.signal_log import DISMISSED, NEW, Step, Version

LOW = 0.5
"""a score below half of the whole"""
PORT_M = 10_000.0
"""so near a port ships lie, wait and switch off for ordinary reasons"""
FEW = 6
"""positions of one ship during an event, below which its course is guessed"""
LONG_MS = 3_600_000
"""a silence within an event that is worth a word"""
HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that speaks against a signal: a sentence, where it comes from, and the rows that show it.

    `origin` is `detector`, `score`, `rows`, `place`, `ships` or `log`.
    """

    origin: str
    text: str
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Against:
    """Everything that speaks against a signal, and the lookalikes of its detector; `page` explains them."""

    doubts: tuple[Doubt, ...]
    lookalikes: tuple[Lookalike, ...]
    page: str


def against(
    signal: Signal,
    versions: Sequence[Version],
    steps: Sequence[Step],
    basis: Sequence[str],
    ships: Sequence[Heard],
    listed: Sequence[str] = (),
) -> Against:
    """What speaks against a signal as it stands on the log.

    `basis` is what its rows say of themselves, `ships` are its own, `listed` the ids of those on a list.
    """
    known = detectors().get(signal.detector)
    found = (
        *_of_log(versions, steps),
        *_of_rows(basis),
        *_of_detector(signal),
        *_of_score(signal),
        *(doubt for ship in ships for doubt in _of_ship(ship)),
        *_of_all(ships, listed),
        *_of_place(signal, ships),
    )
    named = lookalikes(known) if known else ()
    return Against(tuple(dict.fromkeys(found)), named, f"/detectors/{signal.detector}" if known else "")


def _of_detector(signal: Signal) -> Iterator[Doubt]:
    for reason in signal.reasons:
        for text in admitted(reason):
            yield Doubt("detector", text, reason.cites)


def _of_score(signal: Signal) -> Iterator[Doubt]:
    if signal.score < LOW:
        yield Doubt(
            "score",
            f"Its score is low: {signal.score:.2f} of 1. Much that its detector adds points for is missing.",
        )


def _of_rows(basis: Sequence[str]) -> Iterator[Doubt]:
    if "reconstruction" in basis:
        yield Doubt("rows", "Rows it stands on say of themselves that they are a reconstruction.")


def _of_ship(one: Heard) -> Iterator[Doubt]:
    name, vessel = one.actor.caption, one.vessel
    if one.elsewhere and (one.is_silence or one.longest_ms >= LONG_MS):
        times = "once more" if one.elsewhere == 1 else f"{one.elsewhere} times more"
        yield Doubt(
            "ships",
            f"{name} was silent for {_hours(one.like_ms)} or longer {times} in the same rows: silences are "
            "nothing unusual for her.",
        )
    if not one.is_silence and one.longest_ms >= LONG_MS:
        yield Doubt(
            "ships",
            f"{name} was not heard for {_hours(one.longest_ms)} in or across it: where she was then is not "
            "known.",
        )
    if 0 < one.during < FEW:
        times = "position" if one.during == 1 else "positions"
        yield Doubt("ships", f"Only {one.during} {times} of {name} lie within it: its course is guessed.")
    if vessel.kind in ("service", "fishing", "pleasure"):
        yield Doubt(
            "ships",
            f"{name} says that she is “{vessel.ship_type}”: such craft do this for their work.",
        )
    elif not vessel.ship_type:
        yield Doubt(
            "ships",
            f"{name} sends no ship type in these rows: whether she is a fishing boat, a service craft or a "
            "yacht cannot be told.",
        )


def _of_all(ships: Sequence[Heard], listed: Sequence[str]) -> Iterator[Doubt]:
    if ships and not listed and not any(one.vessel.is_dprk for one in ships):
        text = "The ship sends no MMSI with the DPRK’s digits, 445, and stands on no list held"
        if len(ships) > 1:
            text = "No ship sends an MMSI with the DPRK’s digits, 445, and none stands on a list held"
        yield Doubt("ships", f"{text}: what ties it to the DPRK must come from elsewhere.")


def _of_place(signal: Signal, ships: Sequence[Heard]) -> Iterator[Doubt]:
    if not ships or signal.lat is None or signal.lon is None:
        return
    port, away = nearest(signal.lat, signal.lon)
    if away <= PORT_M:
        yield Doubt(
            "place",
            f"It is {away / 1000:.0f} km from {port.name} ({port.country}), where ships lie at berths and "
            "anchor beside each other, wait and switch off every day.",
        )


def _of_log(versions: Sequence[Version], steps: Sequence[Step]) -> Iterator[Doubt]:
    if versions and not versions[-1].seen:
        yield Doubt("log", f"It is withdrawn: {versions[-1].why}.")
    elif any(not one.seen for one in versions):
        yield Doubt("log", "A run between did not find it; a later one did.")
    for before, after in pairwise(versions):
        if before.seen and after.seen and after.signal.score < before.signal.score:
            yield Doubt(
                "log",
                f"Its score fell from {before.signal.score:.2f} to {after.signal.score:.2f} on "
                f"{after.at:%Y-%m-%d}: {after.why}.",
            )
    for step in steps:
        if step.target == DISMISSED:
            undone = any(one.target == NEW and one.at >= step.at for one in steps)
            later = ", undone later" if undone else ""
            yield Doubt(
                "log", f"{step.by} set it aside on {step.at:%Y-%m-%d}{later}: {step.why.rstrip('.')}."
            )


def _hours(ms: int) -> str:
    return f"{ms / HOUR_MS:.1f} hours"
