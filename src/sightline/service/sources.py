"""Who items come from, and how far they are trusted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sightline.errors import UsageError
from sightline.model.item import Source
from sightline.model.marking import PUBLIC, Marking
from sightline.model.view import View
from sightline.office import sources
from sightline.office.act import Act
from sightline.service.cases import INVESTIGATE
from sightline.service.items import acquired
from sightline.service.roles import require
from sightline.service.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Grade:
    """A source as it was graded once."""

    source: Source
    at: datetime
    by: str
    why: str


def grade(
    view: View, bench: Workbench, graded: Iterable[Source], why: str, marking: Marking = PUBLIC
) -> None:
    """Put sources with their grades on record; the newest grade of a source holds."""
    act = Act(view.user, bench.clock(), why)
    with bench.office.write(view, why) as session:
        for source in graded:
            sources.grade(session, source, marking, act, bench.entropy)


def regrade(view: View, bench: Workbench, source: Source, why: str, marking: Marking = PUBLIC) -> None:
    """Grade a source anew, or one that is named for the first time; the reason stays on record."""
    require(view, bench, INVESTIGATE)
    if not why.strip():
        raise UsageError("a grade has a reason", remedy="say what the source was held against")
    if not source.id.strip() or source.id != source.id.strip():
        raise UsageError("a source has an id", remedy="use the id that items name it by")
    grade(view, bench, [source], " ".join(why.split()), marking)


def grades(view: View, bench: Workbench) -> tuple[Grade, ...]:
    """Every grade of every source by the View's time, the newest of a source last."""
    with bench.office.read(view) as session:
        return tuple(Grade(*one) for one in sources.grades(session))


def ungraded(view: View, bench: Workbench) -> tuple[str, ...]:
    """Ids of sources that items name and nobody graded: they count as F."""
    with bench.office.read(view) as session:
        named = {one.row.source_id for several in acquired(view, session).values() for one in several}
        return tuple(sorted(named - set(sources.everything(session)) - {""}))


def known(view: View, bench: Workbench) -> dict[str, Source]:
    """Every source there is for the View, by id."""
    with bench.office.read(view) as session:
        return sources.everything(session)
