"""Who items come from, and how far they are trusted."""

from __future__ import annotations

from collections.abc import Iterable

from sightline.model.item import Source
from sightline.model.marking import PUBLIC, Marking
from sightline.model.view import View
from sightline.office import sources
from sightline.office.act import Act
from sightline.service.workbench import Workbench


def grade(
    view: View, bench: Workbench, graded: Iterable[Source], why: str, marking: Marking = PUBLIC
) -> None:
    """Put sources with their grades on record; the newest grade of a source holds."""
    act = Act(view.user, bench.clock(), why)
    with bench.office.write(view, why) as session:
        for source in graded:
            sources.grade(session, source, marking, act, bench.entropy)


def known(view: View, bench: Workbench) -> dict[str, Source]:
    """Every source there is for the View, by id."""
    with bench.office.read(view) as session:
        return sources.everything(session)
