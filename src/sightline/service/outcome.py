"""What became of a file that was taken in: the published line, and what people read beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sightline.model.telemetry import Refusal
from sightline.model.view import View
from sightline.service.filing_tables import MOST_REFUSALS, Written, refusals
from sightline.service.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; `as_json` is the published line.

    Every row is taken, refused or passed over: `rows` counts those taken and those passed over.
    """

    path: str
    sha256: str
    format: str | None
    version: str | None
    rows: int
    refused: int
    status: str
    problem: dict[str, str | None] | None = None
    passed: Mapping[str, int] = field(default_factory=dict)
    """why messages that were read make no row of a table, and how many of each, when it is read"""
    refusals: tuple[dict[str, str], ...] = ()
    """the first twenty rows that were refused: message, place, remedy"""
    notes: tuple[dict[str, str], ...] = ()
    """of a table just read: rows that were taken and look wrong, with their places; the first twenty"""

    def as_json(self) -> dict[str, object]:
        """One line a file, as the interface document has it, with what was passed over, refused and noted."""
        said = {name: getattr(self, name) for name in self.__slots__}
        lists = {"refusals": list(self.refusals), "notes": list(self.notes)}
        return said | {"passed": dict(self.passed)} | lists


def written_of(written: Written, outcome: Outcome) -> Outcome:
    """The outcome with what was passed over, refused and noted of the table."""
    notes = tuple({"message": doubt.message, "place": str(doubt.place)} for doubt in written.doubts)
    return replace(outcome, passed=written.passed, refusals=shown(written.refusals), notes=notes)


def again_of(view: View, bench: Workbench, outcome: Outcome) -> Outcome:
    """The outcome of a file that is held already, with what was refused of it then."""
    if not outcome.refused:
        return outcome
    return replace(outcome, refusals=shown(refusals(view, bench, outcome.sha256, MOST_REFUSALS)))


def shown(some: Iterable[Refusal]) -> tuple[dict[str, str], ...]:
    """Refusals as they are published."""
    return tuple({"message": one.message, "place": str(one.place), "remedy": one.remedy} for one in some)
