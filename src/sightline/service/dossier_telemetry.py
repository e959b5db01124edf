"""The telemetry of a dossier: generated, taken in, seen by detectors, held against what was hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sightline.errors import BadInput
from sightline.model.item import Basis
from sightline.model.marking import Marking
from sightline.model.signal import Signal
from sightline.model.view import View
from sightline.service import signal_log, signals, telemetry
from sightline.service.dossier_file import Dossier
from sightline.service.ingest import Options, ingest
from sightline.service.progress import Progress, Step
from sightline.service.telemetry import Generated, Hidden
from sightline.service.workbench import Workbench

SCRATCH = "scratch"
WHAT = {"ship_to_ship": "meetings", "individual_as_bank": "accounts"}
"""what a detector's finds are called in a report"""


@dataclass(frozen=True, slots=True)
class Match:
    """Something hidden, and the signals that show it."""

    hidden: Hidden
    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finds:
    """What was generated, what was hidden in it, and what the detectors made of it."""

    made: Generated
    matches: tuple[Match, ...]
    all: tuple[Signal, ...]

    @property
    def missed(self) -> tuple[Hidden, ...]:
        """What was hidden and not found."""
        return tuple(one.hidden for one in self.matches if not one.signals)

    @property
    def right(self) -> frozenset[str]:
        """Ids of the signals that show something hidden."""
        return frozenset(name for one in self.matches for name in one.signals)

    def of_case(self, case: str) -> tuple[str, ...]:
        """Ids of the signals that belong to a case of the dossier, once each."""
        return tuple(
            dict.fromkeys(id for one in self.matches if one.hidden.case == case for id in one.signals)
        )

    def said(self) -> Mapping[str, str]:
        """What a report says of it, by the names `{run:…}` carries."""
        held = {
            "ships": self.made.ships,
            "positions": self.made.positions,
            "payments": self.made.payments,
            "accounts": self.made.accounts,
        }
        told = {name: f"{number:,}" for name, number in held.items()}
        for detector, what in WHAT.items():
            mine = [one for one in self.matches if one.hidden.detector == detector]
            lost = [one.hidden for one in mine if not one.signals]
            told[f"{what} planted"] = str(len(mine))
            told[f"{what} found"] = str(len(mine) - len(lost))
            told[f"{what} missed"] = f"{len(lost)} ({named(lost)})" if lost else "none"
            told[f"{what} signals"] = str(sum(one.detector == detector for one in self.all))
        return told

    def text(self) -> str:
        """What was found and what was not, for whoever watches the run."""
        kinds = Counter(one.detector for one in self.all)
        found = ", ".join(f"{count} {name}" for name, count in sorted(kinds.items())) or "none"
        hit = len(self.matches) - len(self.missed)
        lost = f"; missed: {named(self.missed)}" if self.missed else "; none missed"
        waiting = len(self.all) - len(self.right)
        return (
            f"{len(self.all)} signals ({found}); {len(self.matches)} planted, {hit} found{lost}; "
            f"{waiting} other signals wait for someone to look"
        )


def named(lost: Iterable[Hidden]) -> str:
    """What was missed, by name, or by its actors where it has none."""
    return "; ".join(
        " ".join(part for part in (one.planted.name, f"[{' and '.join(one.planted.actors)}]") if part)
        for one in lost
    )


def generated(bench: Workbench, dossier: Dossier, progress: Progress) -> Generated:
    """The files the dossier asks for, written into the office's scratch folder unless they stand."""
    progress(Step("generating ordinary traffic and payments"))
    return telemetry.generate(sheet(dossier), bench.folder / SCRATCH / "telemetry")


def sheet(dossier: Dossier) -> Mapping[str, Any]:
    """What the dossier wants generated."""
    return telemetry.read(dossier.folder / dossier.shape["telemetry"])


def take_in(view: View, bench: Workbench, dossier: Dossier, made: Generated, progress: Progress) -> str:
    """Ingest the generated files as reconstructions; `BadInput` when one is refused."""
    asked = sheet(dossier)
    statuses: Counter[str] = Counter()
    rows = 0
    for part in ("positions", "payments"):
        options = Options(
            source=asked["source"],
            marking=Marking.parse(asked["marking"]),
            basis=Basis(asked["basis"]),
            document=asked[part]["document"],
        )
        for outcome in ingest(view, bench, [made.folder / part], options, progress):
            if outcome.status in ("refused", "partial"):
                told = outcome.problem and outcome.problem["message"]
                raise BadInput(f"{Path(outcome.path).name}: {told}", place=outcome.path)
            statuses[outcome.status] += 1
            rows += outcome.rows
    told = ", ".join(f"{count} {status}" for status, count in sorted(statuses.items()))
    return (
        f"{made.ships} ships and {made.accounts} accounts; {made.positions} positions, "
        f"{made.payments} payments; {told}; {rows} rows"
    )


def compared(made: Generated, found: Sequence[Signal]) -> Finds:
    """Hold the signals against what was hidden: the same actors at an overlapping time."""
    matches = (
        Match(hidden, tuple(signal.id for signal in found if _shows(signal, hidden)))
        for hidden in made.hidden
    )
    return Finds(made, tuple(matches), tuple(found))


def _shows(signal: Signal, hidden: Hidden) -> bool:
    actors = {actor.id for actor in signal.actors}
    planted = hidden.planted
    begins, ends = (round(at.timestamp() * 1000) for at in (signal.start, signal.end))
    known = all(
        planted.actors[at] in actors or (at < len(hidden.also) and hidden.also[at] in actors)
        for at in range(len(planted.actors))
    )
    return signal.detector == hidden.detector and known and begins <= planted.end and planted.start <= ends


def take(view: View, bench: Workbench, finds: Finds, cases: Mapping[str, str]) -> str:
    """Take each signal on something hidden into its case, unless it is there; nothing is dismissed."""
    taken: Counter[str] = Counter()
    states = {one.signal.id: one.state for one in signal_log.newest(view, bench, sorted(finds.right))}
    for name, case_id in cases.items():
        for signal in finds.of_case(name):
            if states.get(signal) == signal_log.NEW:
                signals.take(view, bench, signal, case_id, "shows what the reconstruction hid")
            taken[name] += 1
    told = ", ".join(f"{count} into {name}" for name, count in taken.items())
    return f"{told or 'none taken'}; none dismissed"
