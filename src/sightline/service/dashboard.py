"""What a user sees first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from sightline.model.lists import ListVersion
from sightline.model.signal import Signal
from sightline.model.view import View
from sightline.model.watching import Notification
from sightline.office.tables import NoticeRow
from sightline.record import fetches, versions
from sightline.record.fetches import Fetch
from sightline.record.refusals import RefusedList
from sightline.service import cases, items, jobs, lists, reports, signal_log, watching
from sightline.service.cases import CaseLine
from sightline.service.reports import ReportLine
from sightline.service.workbench import Workbench

MOST = 50
"""notices shown, and doubts beside them: many doubts about one file crowd out nothing else"""
DOUBT = "doubt"
NEWEST = 5


@dataclass(frozen=True, slots=True)
class Notice:
    """Something people should know and do something about."""

    at: datetime
    kind: str
    subject: str
    text: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Doubts:
    """What was taken as it stands though it looks wrong, all of one list or file."""

    about: str
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class JobLine:
    """A piece of long work: its state, and how much of it is done (0 to 1)."""

    id: str
    kind: str
    state: str
    fraction: float
    note: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Signals nobody has moved yet: how many, of how many in all, and those found last."""

    new: int
    found: int
    newest: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The office in one page, as far as the View may see."""

    office: str
    fingerprint: str
    lists: tuple[ListVersion, ...]
    refusals: tuple[RefusedList, ...]
    """lists that were not taken and still want attention"""
    failing: tuple[Fetch, ...]
    """parts of lists whose last fetch failed"""
    news: tuple[Notification, ...]
    """what a change of the lists means for those one watches, while nobody has dealt with it"""
    item_count: int
    cases: tuple[CaseLine, ...]
    reports: tuple[ReportLine, ...]
    notices: tuple[Notice, ...]
    jobs: tuple[JobLine, ...]
    signals: Waiting

    @property
    def pressing(self) -> tuple[Notice, ...]:
        """Notices that are no doubts."""
        return tuple(one for one in self.notices if one.kind != DOUBT)

    @property
    def doubts(self) -> tuple[Doubts, ...]:
        """The doubts, by what they are about, the newest first."""
        grouped: dict[str, list[Notice]] = {}
        for one in self.notices:
            if one.kind == DOUBT:
                grouped.setdefault(one.text.partition(":")[0].partition(" states no day")[0], []).append(one)
        return tuple(Doubts(about, tuple(several)) for about, several in grouped.items())


def overview(view: View, bench: Workbench) -> Overview:
    """Lists that hold, items, cases, reports, notices, jobs and signals."""
    with bench.office.read(view) as session:
        holding = versions.current(view, session)
        item_count = len(items.acquired(view, session))
        chosen = (
            select(NoticeRow)
            .where(NoticeRow.at <= view.known_at)
            .order_by(NoticeRow.at.desc(), NoticeRow.id)
            .limit(MOST)
        )
        told = [
            *session.scalars(chosen.where(NoticeRow.kind != DOUBT)),
            *session.scalars(chosen.where(NoticeRow.kind == DOUBT)),
        ]
        notices = tuple(Notice(row.at, row.kind, row.subject, row.text, row.remedy) for row in told)
    shelf = lists.shelf(view, bench)
    refused = {item for one in shelf.refusals for item in one.items}
    return Overview(
        bench.settings.name,
        bench.keyring.fingerprint,
        holding,
        shelf.open,
        fetches.failing(lists.fetched(view, bench)),
        watching.notifications(view, bench, limit=MOST),
        item_count,
        cases.cases(view, bench),
        reports.reports(view, bench),
        tuple(one for one in notices if one.kind != "refused" or one.subject not in refused),
        tuple(
            JobLine(one.id, one.title, one.state, one.fraction, one.note)
            for one in jobs.jobs(view, bench, MOST)
        ),
        waiting(view, bench),
    )


def waiting(view: View, bench: Workbench) -> Waiting:
    """The signals of the View that wait for someone, the last found first, of those the highest score."""
    found = [one for one in signal_log.newest(view, bench) if one.seen]
    new = [one for one in found if one.state == signal_log.NEW]
    new.sort(key=lambda one: (one.versions[0].at, one.signal.score, one.signal.id), reverse=True)
    return Waiting(len(new), len(found), tuple(one.signal for one in new[:NEWEST]))
