"""The worker: takes jobs from the queue one after another and does them as whoever ordered them would."""

from __future__ import annotations

import json
import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sightline.errors import Conflict, EnvironmentFailed, SightlineError
from sightline.model.marking import Marking
from sightline.model.view import View
from sightline.office import jobs as queue
from sightline.office.jobs import Claimed
from sightline.service import job_kinds
from sightline.service.access import view_of_user
from sightline.service.job_kinds import Result, Task
from sightline.service.progress import Pace, Step
from sightline.service.workbench import OPERATOR, Workbench

log = logging.getLogger(__name__)

POLL = 1.0
"""seconds until it is asked again whether something may wait in an empty queue"""
ANYWAY = timedelta(seconds=10)
"""after which an empty queue is looked into whether or not something changed: a lease may have run out"""
PULSE = 1.0
"""seconds between two heartbeats, which carry the progress and bring back that someone cancelled"""
GRACE = 10.0
"""seconds a worker beside a server has to reach its next step when the server stops"""


class Cancelled(Exception):
    """Raised inside the work, at its next word of progress: stop, for the reason given.

    Not an error of ours, so that nothing on the way takes it for a file that is refused.
    """


def work(bench: Workbench, stop: threading.Event, once: bool = False) -> int:
    """Do jobs until `stop` is set, or with `once` until none waits; how many were done."""
    done, rest = 0, Rest()
    while not stop.is_set():
        try:
            claimed = rest.claim(bench)
        except EnvironmentFailed as problem:
            log.warning("the queue cannot be reached: %s", problem)
            claimed = None
        if claimed:
            do(bench, claimed, stop)
            done += 1
        elif once:
            break
        else:
            stop.wait(POLL)
    return done


@dataclass(slots=True)
class Rest:
    """What a worker knows of a queue it found empty: to look again takes the turn of whoever writes, so it
    is not done before anything has changed in the office."""

    state: object = None
    until: datetime | None = None

    def claim(self, bench: Workbench) -> Claimed | None:
        """A job, if one may wait by now."""
        at, state = bench.clock(), bench.office.state()
        if self.until and state is not None and state == self.state and at < self.until:
            return None
        claimed = queue.claim(bench.office, worker_name(), at, bench.entropy)
        self.state, self.until = state, None if claimed else at + ANYWAY
        return claimed


@contextmanager
def beside(bench: Workbench) -> Iterator[None]:
    """A worker in a thread of its own while the block runs; what it was at waits for the next worker."""
    stop = threading.Event()
    thread = threading.Thread(target=work, args=(bench, stop), name="worker", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(GRACE)


def worker_name() -> str:
    """Which process on which machine."""
    return f"{socket.gethostname()}:{os.getpid()}"


def do(bench: Workbench, claimed: Claimed, stop: threading.Event) -> None:
    """Do one job and record how it ended; leaves no trace where the lease was lost."""
    hold = Hold(bench, claimed, stop)
    try:
        end = _attempted(bench, claimed, hold)
    finally:
        hold.let_go()
    try:
        end()
    except Conflict:
        log.warning("%s: another worker has it now", claimed.id)
    except EnvironmentFailed as problem:
        log.warning("%s: its end could not be recorded, it will be done again: %s", claimed.id, problem)


def _attempted(bench: Workbench, claimed: Claimed, hold: Hold) -> Callable[[], None]:
    """The work itself; gives what is to be recorded of it."""
    try:
        result = _run(bench, claimed, hold)
    except Cancelled as why:
        return {"cancelled": lambda: queue.stopped(bench.office, claimed, bench.clock()),
                "stopping": lambda: queue.give_back(bench.office, claimed, bench.clock())}.get(
                    str(why), lambda: None)  # fmt: skip
    except SightlineError as error:
        return _failed(bench, claimed, error)
    except OSError as error:
        told = EnvironmentFailed(str(error), place=error.filename, remedy="check disk and permissions")
        return _failed(bench, claimed, told)
    except Exception as error:
        log.error("an accident in %s", claimed.id, exc_info=error)
        told_all = SightlineError(
            "something failed in the office",
            remedy="order it again; if it stays, tell whoever runs the office",
        )
        return _failed(bench, claimed, told_all)
    return lambda: queue.finish(bench.office, claimed, bench.clock(), result)


def _run(bench: Workbench, claimed: Claimed, hold: Hold) -> Result:
    asked = job_kinds.kind(claimed.kind)
    args = job_kinds.from_json(claimed.kind, claimed.args)
    hold.tell(Step(asked.title))
    return asked.run(Task(claimed.id, present_view(bench, claimed.view), bench, hold.tell), args)


def _failed(bench: Workbench, claimed: Claimed, error: SightlineError) -> Callable[[], None]:
    told = json.dumps(error.problem(), ensure_ascii=False)
    again = isinstance(error, EnvironmentFailed)
    return lambda: queue.fail(bench.office, claimed, bench.clock(), told, again=again)


def present_view(bench: Workbench, ordered: View) -> View:
    """The View a job is done through: who ordered it, with no more than they may see now or could see
    then; the day they asked about, and all that is known by now.

    `NotAllowed` for someone who was disabled since.
    """
    if ordered.user == OPERATOR:
        return bench.operator_view().on(ordered.as_of)
    present = view_of_user(bench, ordered.user)
    return replace(present, clearance=_both(present.clearance, ordered.clearance), as_of=ordered.as_of)


def _both(one: Marking, other: Marking) -> Marking:
    return Marking(min(one.level, other.level), one.compartments & other.compartments)


class Hold:
    """The hold a worker has on one job: a thread keeps the lease, passes progress on, hears of cancelling.

    The work itself writes nothing to the queue: it may be inside a transaction when it tells its progress.
    """

    def __init__(self, bench: Workbench, claimed: Claimed, stop: threading.Event) -> None:
        self._bench, self._claimed, self._stop = bench, claimed, stop
        self._pace = Pace()
        self._told: tuple[Step, float | None] | None = None
        self._why = ""
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, name=f"hold {claimed.id}", daemon=True)
        self._thread.start()

    def tell(self, step: Step) -> None:
        """Hear how far the work is; raises `Cancelled` where it is to stop."""
        if self._stop.is_set() and not self._why:
            self._why = "stopping"
        if self._why:
            raise Cancelled(self._why)
        self._told = (step, self._pace.left(step))

    def let_go(self) -> None:
        """No more heartbeats: the work has ended, one way or the other."""
        self._over.set()
        self._thread.join()

    def _keep(self) -> None:
        while not self._over.wait(PULSE):
            try:
                self._why = "cancelled" if self._beat() else self._why
            except Conflict:
                self._why = "lost"
                return
            except EnvironmentFailed as problem:
                log.warning("%s: no heartbeat: %s", self._claimed.id, problem)

    def _beat(self) -> bool:
        office, at = self._bench.office, self._bench.clock()
        told, self._told = self._told, None
        if told is None:
            return queue.heartbeat(office, self._claimed, at)
        step, left = told
        return queue.progress(office, self._claimed, at, step.fraction, step.counted(), left)
