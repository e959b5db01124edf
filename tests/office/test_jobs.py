"""A job is worked on by one worker at a time, outlives a worker that dies, and stays as secret as it is."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from sightline.errors import BadInput, Conflict, NotAllowed, NotFound
from sightline.model.marking import Marking
from sightline.model.view import View
from sightline.office import Office, jobs
from sightline.office.jobs import LEASE, Claimed, Job, Order
from sightline.office.tables import NoticeRow

Looks = Callable[[str], View]
Entropy = Callable[[int], bytes]
SECOND = timedelta(seconds=1)


@pytest.fixture
def order(office: Office, looks: Looks, at: datetime, entropy: Entropy) -> Callable[..., str]:
    """Puts a job in the queue: `order("screen", "AMBER")`."""

    def enqueue(kind: str = "screen", marking: str = "CLEAR", limit: int = 3, later: int = 0) -> str:
        with office.write(looks("RED//A")) as session:
            wanted = Order(kind, {"names": ["류경"]}, Marking.parse(marking), limit)
            return jobs.enqueue(session, wanted, at + later * SECOND, entropy)

    return enqueue


@pytest.fixture
def take(office: Office, entropy: Entropy) -> Callable[..., Claimed | None]:
    return lambda at, *kinds: jobs.claim(office, "a worker", at, entropy, kinds)


@pytest.fixture
def state(office: Office, looks: Looks) -> Callable[[str], Job]:
    def look(job_id: str) -> Job:
        with office.read(looks("RED//A")) as session:
            return jobs.find(session, job_id)

    return look


def test_from_queue_to_result(office, order, take, state, at, looks) -> None:  # type: ignore[no-untyped-def]
    job = order()
    claimed = take(at)
    assert (claimed.id, claimed.args, claimed.attempt) == (job, {"names": ["류경"]}, 1)
    assert claimed.view == looks("RED//A"), "the work is done through the View of whoever ordered it"
    assert jobs.progress(office, claimed, at, 0.25, "a quarter") is False
    assert (state(job).state, state(job).progress, state(job).note) == ("running", 0.25, "a quarter")
    jobs.finish(office, claimed, at, {"hits": 3})
    assert (state(job).state, state(job).progress, state(job).result) == ("done", 1.0, {"hits": 3})
    assert take(at) is None


def test_oldest_first_and_only_kinds_asked_for(order, take, at) -> None:  # type: ignore[no-untyped-def]
    newer, older, other = order(later=2), order(later=1), order("report", later=0)
    assert [take(at + 3 * SECOND, "screen").id for _ in range(2)] == [older, newer]
    assert take(at + 3 * SECOND, "screen") is None
    assert take(at + 3 * SECOND).id == other


@pytest.mark.parametrize(("after", "again"), [(LEASE - SECOND, False), (LEASE, True)])
def test_a_silent_worker_loses_the_job(office, order, take, state, at, after, again) -> None:  # type: ignore[no-untyped-def]
    job = order()
    first = take(at)
    second = take(at + after)
    assert (second is not None) is again
    if again:
        for late in (
            lambda: jobs.heartbeat(office, first, at + after),
            lambda: jobs.progress(office, first, at + after, 0.9),
            lambda: jobs.finish(office, first, at + after, {"by": "the late one"}),
            lambda: jobs.fail(office, first, at + after, "late"),
        ):
            with pytest.raises(Conflict, match="other hands"):
                late()
        jobs.finish(office, second, at + after, {"by": "the second"})
        assert (state(job).result, state(job).attempts) == ({"by": "the second"}, 2)


def test_a_heartbeat_keeps_the_lease(office, order, take, at) -> None:  # type: ignore[no-untyped-def]
    order()
    claimed = take(at)
    jobs.heartbeat(office, claimed, at + LEASE - SECOND)
    assert take(at + LEASE) is None
    assert take(at + 2 * LEASE - SECOND) is not None


def test_attempts_are_limited(order, take, state, at) -> None:  # type: ignore[no-untyped-def]
    job = order(limit=2)
    assert [take(at + n * LEASE).attempt for n in range(2)] == [1, 2]
    assert take(at + 2 * LEASE) is None
    assert (state(job).state, state(job).error) == ("failed", "the worker fell silent 2 times")


def test_failing_and_trying_again(office, order, take, state, at) -> None:  # type: ignore[no-untyped-def]
    job = order(limit=2)
    for expected in ("queued", "failed"):
        jobs.fail(office, take(at), at, "no room", again=True)
        assert (state(job).state, state(job).error) == (expected, "no room")
    other = order()
    jobs.fail(office, take(at), at, "broken")
    assert (state(other).state, state(other).ended_at) == ("failed", at)


def test_cancelling(office, order, take, state, at, looks) -> None:  # type: ignore[no-untyped-def]
    waiting, running, abandoned = order(later=0), order(later=-2), order(later=-1)
    claimed = take(at)
    take(at)
    with office.write(looks("RED//A")) as session:
        for job in (waiting, running, abandoned):
            jobs.request_cancel(session, job, at)
    assert state(waiting).state == "cancelled"
    assert (claimed.id, jobs.heartbeat(office, claimed, at)) == (running, True)
    jobs.stopped(office, claimed, at)
    assert state(running).state == "cancelled"
    assert take(at + LEASE) is None
    assert state(abandoned).state == "cancelled"
    with office.write(looks("RED//A")) as session:
        jobs.request_cancel(session, running, at + SECOND)
    assert state(running).ended_at == at, "what ended stays as it ended"


def test_a_hidden_job_is_not_there(office, order, take, at, looks) -> None:  # type: ignore[no-untyped-def]
    hidden, open_to_all = order(marking="RED//A"), order()
    with office.read(looks("AMBER")) as session:
        assert [job.id for job in jobs.listed(session)] == [open_to_all]
        with pytest.raises(NotFound):
            jobs.find(session, hidden)
    with pytest.raises(NotFound), office.write(looks("AMBER")) as session:
        jobs.request_cancel(session, hidden, at)
    assert {take(at).id, take(at).id} == {hidden, open_to_all}, "workers serve everyone"


def test_states_are_asked_for(office, order, take, at, looks) -> None:  # type: ignore[no-untyped-def]
    first, second = order(), order(later=1)
    take(at + SECOND)
    with office.read(looks("CLEAR")) as session:
        assert [job.id for job in jobs.listed(session)] == [second, first]
        assert [job.id for job in jobs.listed(session, ["queued"])] == [second]


def test_what_cannot_be_ordered(order, office, looks, at, entropy) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadInput):
        order(limit=0)
    with pytest.raises(NotAllowed), office.write(looks("GREEN")) as session:
        jobs.enqueue(session, Order("x", {}, Marking.parse("AMBER")), at, entropy)


def run_workers(office: Office, at: datetime, *how: str, count: int = 2) -> list[tuple[int, list[str]]]:
    """Real processes, side by side; exit code and output of each."""
    address = office.url.render_as_string(hide_password=False)
    command = [sys.executable, str(Path(__file__).parent / "worker.py"), address, at.isoformat(), *how]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(count)]
    outputs = [process.communicate(timeout=120)[0].split("\n")[:-1] for process in started]
    return [(process.returncode, lines) for process, lines in zip(started, outputs, strict=True)]


@pytest.mark.slow
def test_two_processes_share_the_work(office, order, state, at) -> None:  # type: ignore[no-untyped-def]
    ordered = [order(later=number) for number in range(20)]
    ended = run_workers(office, at + timedelta(minutes=1))
    assert [code for code, _ in ended] == [0, 0]
    claimed = [line for _, lines in ended for line in lines]
    assert sorted(claimed) == sorted(f"{job} 1" for job in ordered), "each exactly once"
    assert {state(job).state for job in ordered} == {"done"}


@pytest.mark.slow
def test_the_job_of_a_killed_process_is_taken_up_again(office, order, state, at) -> None:  # type: ignore[no-untyped-def]
    job = order()
    assert run_workers(office, at, "claim-and-die", count=1) == [(9, [f"{job} 1"])]
    assert run_workers(office, at + LEASE - SECOND, count=1) == [(0, [])]
    assert run_workers(office, at + LEASE, count=1) == [(0, [f"{job} 2"])]
    assert (state(job).state, state(job).attempts) == ("done", 2)


def test_a_job_given_back_waits_again_and_loses_no_attempt(office, order, take, state, at) -> None:  # type: ignore[no-untyped-def]
    job = order(limit=1)
    for _ in range(3):
        jobs.give_back(office, take(at), at)
        assert (state(job).state, state(job).attempts) == ("queued", 0)
    late = take(at)
    jobs.finish(office, late, at, {})
    with pytest.raises(Conflict):
        jobs.give_back(office, late, at)
    with pytest.raises(Conflict):
        jobs.fail(office, late, at, "late")


def test_how_long_it_still_takes(office, order, take, state, at) -> None:  # type: ignore[no-untyped-def]
    job = order()
    assert (state(job).started_at, state(job).seconds_left) == (None, None)
    claimed = take(at)
    jobs.progress(office, claimed, at + SECOND, 0.5, "half", 12.5)
    assert (state(job).started_at, state(job).heartbeat) == (at, at + SECOND)
    assert state(job).seconds_left == 12.5
    again = take(at + SECOND + LEASE)
    assert (again.id, state(job).progress, state(job).seconds_left) == (job, 0.0, None)


def test_the_jobs_of_one_user(office, order, at, looks) -> None:  # type: ignore[no-untyped-def]
    job = order()
    with office.read(looks("CLEAR")) as session:
        assert [one.id for one in jobs.listed(session, by="invented.person-1")] == [job]
        assert jobs.listed(session, by="invented.person-2") == ()


@pytest.mark.parametrize("marking", ["CLEAR", "RED//A"])
def test_a_failed_job_leaves_a_notice_as_restricted_as_itself(  # type: ignore[no-untyped-def]
    office, order, take, at, looks, marking
) -> None:
    job = order(marking=marking)
    problem = {"kind": "BadInput", "message": "it cannot be read", "place": None, "remedy": None}
    jobs.fail(office, take(at), at, json.dumps(problem))
    with office.read(looks("RED//A")) as session:
        (notice,) = session.scalars(select(NoticeRow))
        assert (notice.kind, notice.subject, notice.text) == (
            "failed",
            job,
            "screen failed: it cannot be read",
        )
    with office.read(looks("CLEAR")) as session:
        assert len(session.scalars(select(NoticeRow)).all()) == (marking == "CLEAR")
