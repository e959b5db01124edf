"""Work that outlives the request for it: ordered, watched and cancelled by whoever ordered it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sightline.errors import BadInput, NotFound
from sightline.model.view import View
from sightline.office import jobs as queue
from sightline.office import roles
from sightline.office.roles import Action
from sightline.service import job_kinds
from sightline.service.progress import spoken
from sightline.service.roles import require
from sightline.service.shape import Json, shape
from sightline.service.workbench import OPERATOR, Workbench

ENDED = ("done", "failed", "cancelled")


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it stands. `fraction` runs from 0 to 1 within the step that `note` names."""

    id: str
    kind: str
    title: str
    args: dict[str, Any]
    state: str
    fraction: float
    note: str
    by: str
    queued_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    seconds_left: int | None
    """an estimate; none where nothing can be said"""
    attempts: int
    cancel_requested: bool
    problem: dict[str, str | None] | None
    result: dict[str, Any] | None

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in ENDED

    def as_json(self) -> dict[str, Json]:
        """All its fields as JSON, and the two that are words."""
        fields = shape(self)
        assert isinstance(fields, dict)
        return fields | {"ended": self.ended, "time_left": self.time_left}

    @property
    def time_left(self) -> str:
        """The time left in words, empty where nothing can be said."""
        return "" if self.seconds_left is None else f"{spoken(self.seconds_left)} left"


def enqueue(view: View, bench: Workbench, kind: str, args: object) -> str:
    """Order a piece of work, its arguments as the kind's dataclass or as JSON; the job's id.

    The job is there for whoever ordered it, and for administrators, within the clearance it was
    ordered with: its result may say anything its owner could see.
    """
    asked = job_kinds.kind(kind)
    require(view, bench, asked.action)
    given = job_kinds.from_json(kind, args if isinstance(args, Mapping) else job_kinds.to_json(args))
    marking = view.clearance.joined(asked.check(view, bench, given))
    with bench.office.write(view, f"ordered: {asked.title}") as session:
        order = queue.Order(kind, job_kinds.to_json(given), marking)
        return queue.enqueue(session, order, bench.clock(), bench.entropy)


def jobs(view: View, bench: Workbench, limit: int = 100) -> tuple[Job, ...]:
    """One's own jobs, the newest first; an administrator's are everyone's. None that were ordered later
    than the View knows."""
    with bench.office.read(view) as session:
        found = queue.listed(session, limit=limit, by="" if _sees_all(view, bench) else view.user)
    return tuple(_job(one, bench.clock()) for one in found if one.queued_at <= view.known_at)


def running(view: View, bench: Workbench, kind: str) -> Job | None:
    """One's own job of a kind that waits or runs, if there is one."""
    own = (one for one in jobs(view, bench) if one.kind == kind and one.by == view.user)
    return next((one for one in own if not one.ended), None)


def begin(view: View, bench: Workbench, kind: str, args: object) -> str:
    """Order a piece of work unless one's own that asks the same waits or runs; the id of the job."""
    own = running(view, bench, kind)
    if own is not None and own.args == job_kinds.to_json(args):
        return own.id
    return enqueue(view, bench, kind, args)


def job(view: View, bench: Workbench, id: str) -> Job:
    """One job; `NotFound` for one that is someone else's, or ordered by someone cleared for more."""
    return _job(_found(view, bench, id), bench.clock())


def cancel(view: View, bench: Workbench, id: str) -> None:
    """Cancel a job that waits, ask one that runs to stop; nothing for one that ended."""
    _found(view, bench, id)
    with bench.office.write(view, "cancelled") as session:
        queue.request_cancel(session, id, bench.clock())


def file(view: View, bench: Workbench, id: str, name: str) -> Path:
    """A file that a job made; `NotFound` where it made none of that name."""
    result = job(view, bench, id).result or {}
    path = job_kinds.output_folder(bench, id) / name
    if name not in {one["name"] for one in result.get("files", ())} or not path.is_file():
        raise NotFound("no such file")
    return path


def _found(view: View, bench: Workbench, id: str) -> queue.Job:
    with bench.office.read(view) as session:
        found = queue.find(session, id)
    if found.by != view.user and not _sees_all(view, bench):
        raise NotFound(f"no such job: {id}")
    return found


def _sees_all(view: View, bench: Workbench) -> bool:
    return view.user == OPERATOR or roles.allows(view, bench.office, Action.MAINTAIN)


def _job(row: queue.Job, now: datetime) -> Job:
    title = job_kinds.KINDS[row.kind].title if row.kind in job_kinds.KINDS else row.kind
    return Job(
        id=row.id,
        kind=row.kind,
        title=title,
        args=row.args,
        state=row.state,
        fraction=row.progress,
        note=row.note,
        by=row.by,
        queued_at=row.queued_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        seconds_left=_left(row, now),
        attempts=row.attempts,
        cancel_requested=row.cancel_requested,
        problem=_problem(row.error),
        result=row.result,
    )


def _left(row: queue.Job, now: datetime) -> int | None:
    if row.state != "running" or row.seconds_left is None or row.heartbeat is None:
        return None
    return max(0, round(row.seconds_left - (now - row.heartbeat).total_seconds()))


def _problem(error: str) -> dict[str, str | None] | None:
    """The one shape of an error, whoever wrote it down."""
    if not error:
        return None
    try:
        told = json.loads(error)
    except ValueError:
        told = None
    return told if isinstance(told, dict) else BadInput(error).problem() | {"kind": "EnvironmentFailed"}
