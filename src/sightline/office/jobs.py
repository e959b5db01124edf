"""The job table: work that outlives the request that asked for it, and the worker that began it.

A worker claims a job for the length of a lease and keeps the lease by its heartbeat. When it dies the
lease runs out and the job can be claimed again, until its attempts are used up.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, and_, or_, select, update

from sightline.errors import BadInput, Conflict, NotFound
from sightline.model.marking import PUBLIC, Marking
from sightline.model.view import View
from sightline.office.act import OPERATOR
from sightline.office.database import Office, doorkeeper
from sightline.office.guard import GuardedSession
from sightline.office.ids import Entropy, long_id, random_id
from sightline.office.markings import current, mark
from sightline.office.tables import JobRow, NoticeRow

LEASE = timedelta(seconds=60)
"""How long a worker may be silent; heartbeats come several times as often."""


@dataclass(frozen=True, slots=True)
class Order:
    """Work to be done. Its arguments and result are as secret as its marking says."""

    kind: str
    args: dict[str, Any]
    marking: Marking
    attempts_limit: int = 3


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job in the hands of one worker. `view` is that of whoever ordered it; `claim` proves the lease."""

    id: str
    kind: str
    args: dict[str, Any]
    view: View
    claim: str
    attempt: int


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it stands. `progress` runs from 0 to 1."""

    id: str
    kind: str
    args: dict[str, Any]
    state: str
    progress: float
    note: str
    attempts: int
    attempts_limit: int
    cancel_requested: bool
    error: str
    result: dict[str, Any] | None
    by: str
    queued_at: datetime
    started_at: datetime | None
    heartbeat: datetime | None
    seconds_left: float | None
    """the worker's estimate, as of its last heartbeat"""
    ended_at: datetime | None


def enqueue(session: GuardedSession, order: Order, at: datetime, entropy: Entropy) -> str:
    """Put work in the queue, to be done through this session's View; its id."""
    if order.attempts_limit < 1:
        raise BadInput("a job is tried at least once")
    row = JobRow(
        id=random_id("j", entropy),
        kind=order.kind,
        args=order.args,
        attempts_limit=order.attempts_limit,
        by=session.view.user,
        view=view_to_json(session.view),
        queued_at=at,
    )
    session.add(row)
    mark(session, JobRow.__marked__, row.id, order.marking, session.view.user, at, "as ordered")
    return row.id


def find(session: GuardedSession, job_id: str) -> Job:
    """A job; `NotFound` when it is not there for this View."""
    row = session.get(JobRow, job_id)
    if row is None:
        raise NotFound(f"no such job: {job_id}")
    return _job(row)


def listed(
    session: GuardedSession, states: Sequence[str] = (), limit: int = 100, by: str = ""
) -> tuple[Job, ...]:
    """The newest jobs, of these states where some are named, of one user where one is named."""
    chosen = select(JobRow).order_by(JobRow.queued_at.desc(), JobRow.id).limit(limit)
    if by:
        chosen = chosen.where(JobRow.by == by)
    if states:
        chosen = chosen.where(JobRow.state.in_(list(states)))
    return tuple(_job(row) for row in session.scalars(chosen))


def request_cancel(session: GuardedSession, job_id: str, at: datetime) -> None:
    """Cancel a job that waits; ask the worker of one that runs to stop. Nothing for one that ended."""
    find(session, job_id)
    waiting = update(JobRow).where(JobRow.id == job_id, JobRow.state == "queued")
    session.execute(waiting.values(state="cancelled", ended_at=at, cancel_requested=True))
    running = update(JobRow).where(JobRow.id == job_id, JobRow.state == "running")
    session.execute(running.values(cancel_requested=True))
    session.expire_all()


def claim(
    office: Office, worker: str, at: datetime, entropy: Entropy, kinds: Sequence[str] = ()
) -> Claimed | None:
    """The oldest job that waits or whose worker fell silent, for `LEASE`; nothing when there is none.

    Of several workers one gets it. A job whose attempts are used up becomes `failed` instead, with a
    notice; one whose cancellation was asked for `cancelled`.
    """
    while True:
        with office.unguarded(_machine(at), "workers serve everyone", aside=True) as session:
            row = session.scalar(_next_job(at, kinds))
            if row is None:
                return None
            if row.cancel_requested:
                row.state, row.ended_at, row.claim = "cancelled", at, ""
            elif row.attempts >= row.attempts_limit:
                row.state, row.ended_at, row.claim = "failed", at, ""
                row.error = f"the worker fell silent {row.attempts} times"
                _announce(session, row, at)
            else:
                return _hand_out(row, worker, at, long_id(entropy))


def heartbeat(office: Office, claimed: Claimed, at: datetime) -> bool:
    """Keep the lease; true when the job should stop because someone cancelled it.

    Raises `Conflict` when the lease was lost to another worker: stop and leave no trace.
    """
    return _report(office, claimed, at, {})


def progress(
    office: Office,
    claimed: Claimed,
    at: datetime,
    fraction: float,
    note: str = "",
    seconds_left: float | None = None,
) -> bool:
    """Say how far it is, 0 to 1; keeps the lease and answers as `heartbeat` does."""
    bounded = min(max(fraction, 0.0), 1.0)
    return _report(office, claimed, at, {"progress": bounded, "note": note, "seconds_left": seconds_left})


def finish(office: Office, claimed: Claimed, at: datetime, result: dict[str, Any]) -> None:
    """The work is done; `Conflict` when the lease was lost."""
    _end(office, claimed, at, {"state": "done", "progress": 1.0, "result": result, "error": ""})


def fail(office: Office, claimed: Claimed, at: datetime, error: str, *, again: bool = False) -> None:
    """The work failed. With `again` it goes back into the queue while attempts are left, else a notice
    says so."""
    with office.unguarded(_machine(at), "workers serve everyone", aside=True) as session:
        row = session.scalar(select(JobRow).where(_held(claimed)).with_for_update())
        if row is None:
            raise _other_hands()
        row.claim, row.lease_until, row.error = "", None, error
        if again and row.attempts < row.attempts_limit:
            row.state = "queued"
        else:
            row.state, row.ended_at = "failed", at
            _announce(session, row, at)


def give_back(office: Office, claimed: Claimed, at: datetime) -> None:
    """The worker stops before the work is done: the job waits again; this does not count as an attempt."""
    values = {"state": "queued", "ended_at": None, "attempts": JobRow.attempts - 1}
    _end(office, claimed, at, values)


def stopped(office: Office, claimed: Claimed, at: datetime) -> None:
    """The worker stopped because someone cancelled the job."""
    _end(office, claimed, at, {"state": "cancelled"})


def view_to_json(view: View) -> dict[str, Any]:
    """A View as it is kept with a job."""
    return {
        "user": view.user,
        "clearance": str(view.clearance),
        "as_of": view.as_of.isoformat(),
        "known_at": view.known_at.isoformat(),
    }


def view_from_json(shape: dict[str, Any]) -> View:
    """The inverse of `view_to_json`."""
    return View(
        shape["user"],
        Marking.parse(shape["clearance"]),
        date.fromisoformat(shape["as_of"]),
        datetime.fromisoformat(shape["known_at"]),
    )


def _next_job(at: datetime, kinds: Sequence[str]) -> Any:
    abandoned: ColumnElement[bool] = and_(JobRow.state == "running", JobRow.lease_until <= at)
    chosen = select(JobRow).where(or_(JobRow.state == "queued", abandoned))
    if kinds:
        chosen = chosen.where(JobRow.kind.in_(list(kinds)))
    ordered = chosen.order_by(JobRow.queued_at, JobRow.id).limit(1)
    return ordered.with_for_update(skip_locked=True)


def _hand_out(row: JobRow, worker: str, at: datetime, secret: str) -> Claimed:
    row.state, row.claim, row.worker = "running", secret, worker
    row.lease_until, row.heartbeat, row.started_at = at + LEASE, at, at
    row.progress, row.note, row.seconds_left = 0.0, "", None
    row.attempts += 1
    return Claimed(row.id, row.kind, row.args, view_from_json(row.view), secret, row.attempts)


def _held(claimed: Claimed) -> ColumnElement[bool]:
    return and_(JobRow.id == claimed.id, JobRow.claim == claimed.claim, JobRow.state == "running")


def _report(office: Office, claimed: Claimed, at: datetime, values: dict[str, Any]) -> bool:
    with office.unguarded(doorkeeper(at), "workers serve everyone", aside=True) as session:
        changed = session.execute(
            update(JobRow).where(_held(claimed)).values(lease_until=at + LEASE, heartbeat=at, **values)
        )
        _require_one(changed)
        return bool(session.scalar(select(JobRow.cancel_requested).where(JobRow.id == claimed.id)))


def _end(office: Office, claimed: Claimed, at: datetime, values: dict[str, Any]) -> None:
    ended = {"ended_at": at, "claim": "", "lease_until": None, **values}
    with office.unguarded(doorkeeper(at), "workers serve everyone", aside=True) as session:
        _require_one(session.execute(update(JobRow).where(_held(claimed)).values(**ended)))


def _require_one(changed: Any) -> None:
    if not isinstance(changed, CursorResult) or changed.rowcount != 1:
        raise _other_hands()


def _other_hands() -> Conflict:
    return Conflict("the job is in other hands now", remedy="stop working on it")


def _machine(at: datetime) -> View:
    """The View under which the machine itself tells people something, marked as what it speaks of."""
    return View(OPERATOR, PUBLIC, at.date(), at)


def _announce(session: GuardedSession, row: JobRow, at: datetime) -> None:
    """A notice that a job failed for good, as restricted as the job."""
    notice = hashlib.sha256(f"job\n{row.id}".encode()).hexdigest()[:32]
    marking = current(session, JobRow.__marked__, row.id) or PUBLIC
    text = f"{row.kind} failed: {_message(row.error)}"
    session.add(
        NoticeRow(id=notice, at=at, kind="failed", subject=row.id, text=text, remedy=f"see /jobs/{row.id}")
    )
    mark(session, NoticeRow.__marked__, notice, marking, OPERATOR, at, "as the job")


def _message(error: str) -> str:
    """The words of an error that may be a problem written as JSON."""
    try:
        return str(json.loads(error)["message"])
    except (ValueError, TypeError, KeyError):
        return error


def _job(row: JobRow) -> Job:
    return Job(
        row.id,
        row.kind,
        row.args,
        row.state,
        row.progress,
        row.note,
        row.attempts,
        row.attempts_limit,
        row.cancel_requested,
        row.error,
        row.result,
        row.by,
        row.queued_at,
        row.started_at,
        row.heartbeat,
        row.seconds_left,
        row.ended_at,
    )
