"""Workers: real processes that die and are followed by others; work that stops when it is told to."""

from __future__ import annotations

import io
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sightline.errors import EnvironmentFailed, NotAllowed
from sightline.model.marking import Marking
from sightline.model.report import Edition
from sightline.model.view import View
from sightline.office import jobs as queue
from sightline.service import access, dashboard, items, job_kinds, jobs, lists, reports, uploads, worker
from sightline.service.backup import Target, backup, restore
from sightline.service.job_kinds import BuildArgs, IngestArgs, Kind, NoArgs, Task
from sightline.service.progress import Step
from sightline.service.workbench import Workbench, open_workbench
from tests.office.conftest import Server, as_owner
from tests.service.made import FTM, LETTER, Clock
from tests.service.working import other_worker
from tests.web.offices import SECRET

LATER, AFTER_THE_LEASE = 3600, 7200
NEVER = threading.Event()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, working: Workbench, tmp_path: Path) -> Iterator[Workbench]:
    """The office in which work was done, on each database."""
    if request.param == "sqlite":
        yield working
        return
    server: Server = request.getfixturevalue("postgres_server")
    database = as_owner(server, request.getfixturevalue("postgres_url"))
    done = backup(working.operator_view(), working, tmp_path / "office.tar")
    list(restore(Path(done.path), Target(tmp_path / "there", database), clock=Clock()))
    with closing(open_workbench(tmp_path / "there", clock=Clock())) as bench:
        yield bench


def sent(view: View, bench: Workbench, path: Path) -> str:
    return uploads.receive(view, bench, path.name, io.BytesIO(path.read_bytes())).id


def ordered_ingest(view: View, bench: Workbench, **said: str) -> str:
    given = tuple(sent(view, bench, path) for path in (FTM, LETTER))
    return jobs.enqueue(view, bench, "ingest", IngestArgs(given, **said))


def do(bench: Workbench) -> int:
    return worker.work(bench, NEVER, once=True)


@pytest.mark.slow
def test_a_killed_ingest_is_done_by_the_next_worker(place: Workbench) -> None:
    view = access.view_of_user(place, "editor")
    before = len(items.items(view, place))
    job = ordered_ingest(view, place, source="invented-two")
    assert other_worker(place.folder, LATER, "reading letter")[0] == -signal.SIGKILL
    assert jobs.job(view, place, job).state == "running"
    assert other_worker(place.folder, LATER) == (0, "0"), "its lease still runs"
    assert other_worker(place.folder, AFTER_THE_LEASE) == (0, "1")
    ended = jobs.job(view, place, job)
    assert (ended.state, ended.attempts, ended.fraction) == ("done", 2, 1.0)
    assert ended.result is not None and ended.result["count"] == 2
    assert {line["status"] for line in ended.result["lines"]} <= {"parsed", "unchanged"}
    late = replace(place.operator_view(), known_at=ended.ended_at)
    assert len(items.items(late, place)) >= before + 2
    taken = [one for one in lists.held(late, place) if one.version.list == "invented-two"]
    assert len(taken) == 1, "what was finished was not done twice"
    assert place.ledger.verify(place.keyring.statements()) == []


@pytest.mark.slow
def test_a_killed_build_is_done_by_the_next_worker(place: Workbench) -> None:
    view = access.view_of_user(place, "editor")
    (line,) = [one for one in reports.reports(view, place) if one.symbol == "T/2026/1"]
    job = jobs.enqueue(view, place, "build", BuildArgs(line.id, Edition.PUBLIC, ("json", "html", "bundle")))
    assert other_worker(place.folder, LATER, "public edition as bundle")[0] == -signal.SIGKILL
    assert other_worker(place.folder, AFTER_THE_LEASE) == (0, "1")
    ended = jobs.job(view, place, job)
    assert (ended.state, ended.attempts) == ("done", 2), ended
    assert ended.result is not None
    for one in ended.result["files"]:
        assert jobs.file(view, place, job, one["name"]).stat().st_size
    assert len(list(job_kinds.output_folder(place, job).iterdir())) == 3


@pytest.mark.slow
def test_a_job_that_kills_every_worker_fails_with_a_notice(place: Workbench) -> None:
    view = access.view_of_user(place, "editor")
    job = ordered_ingest(view, place)
    for attempt in range(1, 4):
        assert other_worker(place.folder, attempt * LATER, "storing")[0] == -signal.SIGKILL
    assert other_worker(place.folder, 4 * LATER) == (0, "0")
    ended = jobs.job(view, place, job)
    assert ended.state == "failed" and ended.problem is not None
    assert "fell silent 3 times" in (ended.problem["message"] or "")
    late = replace(view, known_at=ended.ended_at)
    (notice,) = [one for one in dashboard.overview(late, place).notices if one.subject == job]
    assert notice.kind == "failed" and "fell silent" in notice.text
    reader = replace(access.view_of_user(place, "reader"), known_at=ended.ended_at)
    assert job not in {one.subject for one in dashboard.overview(reader, place).notices}


# --- Told to stop ---------------------------------------------------------------------------------


@pytest.fixture
def slow_kind(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A kind of work that takes steps until it is stopped, and says when it has begun."""
    begun = threading.Event()

    def run(task: Task, args: NoArgs) -> dict[str, object]:
        for number in range(10_000):
            task.progress(Step("counting", number, 10_000))
            begun.set()
            time.sleep(0.01)
        return {}

    kinds = {**job_kinds.KINDS, "count": Kind("Count", "read", NoArgs, run, lambda *given: Marking())}
    monkeypatch.setattr(job_kinds, "KINDS", kinds)
    monkeypatch.setattr(worker, "PULSE", 0.05)
    yield begun


def started(bench: Workbench, begun: threading.Event) -> tuple[threading.Event, threading.Thread]:
    stop = threading.Event()
    thread = threading.Thread(target=worker.work, args=(bench, stop, True))
    thread.start()
    assert begun.wait(30)
    return stop, thread


def test_cancelling_stops_it_at_its_next_step(place: Workbench, slow_kind: threading.Event) -> None:
    view = place.operator_view()
    job = jobs.enqueue(view, place, "count", {})
    _, thread = started(place, slow_kind)
    jobs.cancel(view, place, job)
    thread.join(30)
    assert not thread.is_alive()
    ended = jobs.job(view, place, job)
    assert (ended.state, ended.cancel_requested, ended.problem) == ("cancelled", True, None)


def test_progress_is_passed_on(place: Workbench, slow_kind: threading.Event) -> None:
    view = place.operator_view()
    job = jobs.enqueue(view, place, "count", {})
    _, thread = started(place, slow_kind)
    while (seen := jobs.job(view, place, job)).seconds_left is None:
        time.sleep(0.02)
    assert 0 < seen.fraction < 1 and seen.started_at is not None
    assert seen.note.startswith("counting, ") and seen.note.endswith(" of 10,000")
    assert seen.time_left.startswith("about ")
    jobs.cancel(view, place, job)
    thread.join(30)


def test_a_worker_that_stops_gives_the_job_back(working: Workbench, slow_kind: threading.Event) -> None:
    view = working.operator_view()
    job = jobs.enqueue(view, working, "count", {})
    stop, thread = started(working, slow_kind)
    stop.set()
    thread.join(30)
    waiting = jobs.job(view, working, job)
    assert (waiting.state, waiting.attempts) == ("queued", 0)


def test_a_lost_lease_stops_the_work_and_leaves_no_trace(
    working: Workbench, slow_kind: threading.Event
) -> None:
    view = working.operator_view()
    job = jobs.enqueue(view, working, "count", {})
    _, thread = started(working, slow_kind)
    far = working.clock() + 10 * queue.LEASE
    other = queue.claim(working.office, "another", far, working.entropy)
    assert other is not None and other.id == job
    thread.join(30)
    assert not thread.is_alive()
    assert jobs.job(view, working, job).state == "running", "in the other's hands"
    queue.finish(working.office, other, far, {})


# --- Through whose eyes ---------------------------------------------------------------------------


def test_a_lost_clearance_is_lost_for_the_job_too(working: Workbench) -> None:
    view = access.view_of_user(working, "editor")
    job = ordered_ingest(view, working, marking=str(SECRET))
    access.set_clearance(working.operator_view(), working, "editor", Marking())
    assert do(working) == 1
    ended = jobs.job(working.operator_view(), working, job)
    assert ended.state == "failed" and ended.problem is not None
    assert ended.problem["kind"] == "NotAllowed" and ended.problem["remedy"]


def test_a_clearance_won_later_is_not_for_the_job(working: Workbench) -> None:
    operator = working.operator_view()
    access.add_user(operator, working, "expert-two", "expert", Marking.parse("TLP:GREEN//A"))
    ordered = access.view_of_user(working, "expert-two")
    access.set_clearance(operator, working, "expert-two", Marking.parse("TLP:RED//SOURCE-7,A"))
    assert worker.present_view(working, ordered).clearance == Marking.parse("TLP:GREEN//A")
    access.set_clearance(working.operator_view(), working, "expert-two", Marking.parse("TLP:CLEAR"))
    present = worker.present_view(working, ordered)
    assert present.clearance == Marking() and present.known_at > ordered.known_at
    assert present.as_of == ordered.as_of


def test_who_was_disabled_has_nothing_done(working: Workbench) -> None:
    job = ordered_ingest(access.view_of_user(working, "editor"), working)
    before = len(items.items(working.operator_view(), working))
    access.disable(working.operator_view(), working, "editor")
    do(working)
    ended = jobs.job(working.operator_view(), working, job)
    assert ended.state == "failed" and ended.problem is not None
    assert "disabled" in (ended.problem["message"] or "")
    assert len(items.items(working.operator_view(), working)) == before
    with pytest.raises(NotAllowed):
        worker.present_view(working, View("editor", SECRET, *_when(working)))


def _when(bench: Workbench) -> tuple[object, object]:
    at = bench.clock()
    return at.date(), at


# --- How it ends ----------------------------------------------------------------------------------


def kind_that(fails: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    def run(task: Task, args: NoArgs) -> dict[str, object]:
        fails()
        return {"well": 1}

    kinds = {**job_kinds.KINDS, "try": Kind("Try", "read", NoArgs, run, lambda *given: Marking())}
    monkeypatch.setattr(job_kinds, "KINDS", kinds)


def test_a_full_disk_is_tried_again(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    left = [EnvironmentFailed("the disk is full", remedy="make room"), OSError(28, "No space left", "/x")]

    def fails() -> None:
        if left:
            raise left.pop()

    kind_that(fails, monkeypatch)
    job = jobs.enqueue(bench.operator_view(), bench, "try", {})
    assert do(bench) == 3
    ended = jobs.job(bench.operator_view(), bench, job)
    assert (ended.state, ended.attempts, ended.result, ended.problem) == ("done", 3, {"well": 1}, None)


def test_a_refusal_is_final_and_an_accident_tells_nothing(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise ZeroDivisionError("a secret of the code")

    kind_that(fails, monkeypatch)
    job = jobs.enqueue(bench.operator_view(), bench, "try", {})
    assert do(bench) == 1
    ended = jobs.job(bench.operator_view(), bench, job)
    assert ended.state == "failed" and ended.problem is not None
    assert "secret" not in str(ended.problem)
    assert "Try" not in ended.kind


def test_every_kind_does_what_its_service_does(bench: Workbench) -> None:
    view = bench.operator_view()
    ordered_ingest(view, bench)
    do(bench)
    names = uploads.receive(view, bench, "names.txt", io.BytesIO(b"Invented Person One\nNobody At All\n"))
    screened = jobs.enqueue(view, bench, "screen", {"upload": names.id})
    rebuilt = jobs.enqueue(view, bench, "rebuild", {})
    packed = jobs.enqueue(view, bench, "backup", {})
    looked = jobs.enqueue(view, bench, "detect", {})
    assert do(bench) == 4
    for job in (screened, rebuilt, packed, looked):
        assert jobs.job(view, bench, job).state == "done", jobs.job(view, bench, job)
    found = jobs.job(view, bench, screened).result
    assert found is not None and found["answers"] == 2
    again = jobs.job(view, bench, rebuilt).result
    assert again is not None and again["equal"] == 1
    assert (bench.folder / "backups" / f"{packed}.tar").stat().st_mode & 0o077 == 0


def test_a_worker_beside_a_server_comes_and_goes(bench: Workbench) -> None:
    job = ordered_ingest(bench.operator_view(), bench)
    with worker.beside(bench):
        while not jobs.job(bench.operator_view(), bench, job).ended:
            time.sleep(0.05)
    assert not [thread for thread in threading.enumerate() if thread.name == "worker"]


def test_an_empty_queue_is_left_alone_until_something_changes(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = list[bool]()
    claim = queue.claim

    def looked(*asked: Any) -> queue.Claimed | None:
        found = claim(*asked)
        looks.append(found is not None)
        return found

    monkeypatch.setattr(worker.queue, "claim", looked)
    rest, view = worker.Rest(), bench.operator_view()
    assert [rest.claim(bench), rest.claim(bench)] == [None, None]
    assert looks == [False], "to look takes the turn of whoever writes"
    jobs.enqueue(view, bench, "rebuild", NoArgs())
    assert rest.claim(bench) and looks == [False, True]
    assert rest.claim(bench) is None and looks == [False, True, False], "after a job it looks again"
    for _ in range(int(worker.ANYWAY.total_seconds())):
        rest.claim(bench)
    assert len(looks) == 4, "a lease may have run out"
