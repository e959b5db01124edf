"""Ordering work, watching it, and whose it is."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from sightline.errors import BadInput, NotAllowed, NotFound, UsageError
from sightline.model.marking import Marking
from sightline.model.view import View
from sightline.service import access, dashboard, job_kinds, jobs, uploads
from sightline.service.job_kinds import KINDS, BuildArgs, EvaluateArgs, IngestArgs, ScreenArgs
from sightline.service.workbench import Workbench
from tests.web.offices import SECRET


@pytest.fixture
def editor(working: Workbench) -> View:
    """Cleared for everything, no administrator."""
    return access.view_of_user(working, "editor")


@pytest.fixture
def reader(working: Workbench) -> View:
    """Cleared for nothing but the public."""
    return access.view_of_user(working, "reader")


def sent(view: View, bench: Workbench, action: str = "ingest") -> str:
    return uploads.receive(view, bench, "note.txt", io.BytesIO(b"An invented note.\n"), action).id


def later(view: View, bench: Workbench) -> View:
    return replace(view, known_at=bench.clock())


def test_a_job_waits_with_its_arguments(working: Workbench, editor: View) -> None:
    args = IngestArgs((sent(editor, working),), source="press", document="an invented document")
    id = jobs.enqueue(editor, working, "ingest", args)
    job = jobs.job(editor, working, id)
    assert (job.state, job.fraction, job.by, job.title) == ("queued", 0.0, "editor", "Take in files")
    assert job.seconds_left is None and job.time_left == "" and not job.ended
    assert job_kinds.from_json("ingest", job.args) == args
    assert [one.id for one in jobs.jobs(later(editor, working), working)] == [id]
    assert jobs.jobs(editor, working) == (), "ordered later than this View knows"
    jobs.cancel(editor, working, id)
    assert jobs.job(editor, working, id).state == "cancelled"


def test_a_job_is_its_owners_and_the_administrators(working: Workbench, editor: View, reader: View) -> None:
    operator = working.operator_view()
    access.add_user(operator, working, "expert-one", "expert", Marking.parse(str(SECRET)))
    access.add_user(operator, working, "admin-low", "admin", Marking())
    access.add_user(operator, working, "admin-high", "admin", SECRET)
    id = jobs.enqueue(editor, working, "evaluate", {})
    for name, sees in (("editor", True), ("expert-one", False), ("reader", False), ("admin-low", False),
                       ("admin-high", True)):  # fmt: skip
        view = access.view_of_user(working, name)
        assert [one.id for one in jobs.jobs(view, working)] == ([id] if sees else []), name
        assert [one.id for one in dashboard.overview(view, working).jobs] == ([id] if sees else []), name
        if sees:
            assert jobs.job(view, working, id).id == id
            continue
        for peek in (jobs.job, jobs.cancel):
            with pytest.raises(NotFound):
                peek(view, working, id)
        with pytest.raises(NotFound):
            jobs.file(view, working, id, "x")
    assert jobs.job(editor, working, id).state == "queued"
    jobs.cancel(access.view_of_user(working, "admin-high"), working, id)
    assert jobs.job(editor, working, id).state == "cancelled"


def test_a_role_allows_what_it_allows_at_once(working: Workbench, editor: View, reader: View) -> None:
    for view, kind in ((reader, "ingest"), (reader, "build"), (editor, "rebuild"), (editor, "backup")):
        with pytest.raises(NotAllowed):
            jobs.enqueue(view, working, kind, {"uploads": [], "report": "x"} if view is reader else {})
    with pytest.raises(NotAllowed):
        sent(reader, working)
    upload = sent(reader, working, "screen")
    assert jobs.enqueue(reader, working, "screen", ScreenArgs(upload))


def test_arguments_nothing_could_be_done_with_are_refused(working: Workbench, editor: View) -> None:
    upload = sent(editor, working)
    with pytest.raises(UsageError, match="no such kind"):
        jobs.enqueue(editor, working, "nonsense", {})
    with pytest.raises(UsageError, match="takes no"):
        jobs.enqueue(editor, working, "ingest", {"uploads": [upload], "path": "/etc/passwd"})
    with pytest.raises(UsageError, match="basis"):
        jobs.enqueue(editor, working, "ingest", {"uploads": [upload], "basis": "rumour"})
    with pytest.raises(UsageError, match="no file"):
        jobs.enqueue(editor, working, "ingest", IngestArgs(()))
    with pytest.raises(BadInput):
        jobs.enqueue(editor, working, "ingest", IngestArgs((upload,), marking="secret"))
    with pytest.raises(NotAllowed, match="beyond your own clearance"):
        jobs.enqueue(editor, working, "ingest", IngestArgs((upload,), marking="TLP:RED//OTHER"))
    with pytest.raises(NotFound):
        jobs.enqueue(editor, working, "build", BuildArgs("r-aaaaaaaa"))
    with pytest.raises(UsageError, match="unknown format"):
        jobs.enqueue(editor, working, "build", BuildArgs("r-aaaaaaaa", formats=("exe",)))
    for wrong in ({"names": ["nonsense"]}, {"engine": "abacus"}, {"since": "yesterday"}):
        with pytest.raises(UsageError):
            jobs.enqueue(editor, working, "detect", wrong)
    with pytest.raises(UsageError, match="no generated world"):
        jobs.enqueue(editor, working, "evaluate", EvaluateArgs(("nonsense",)))
    assert jobs.jobs(later(editor, working), working) == ()


def test_a_hidden_report_cannot_be_ordered(working: Workbench, editor: View) -> None:
    access.add_user(working.operator_view(), working, "editor-low", "editor", Marking())
    low = access.view_of_user(working, "editor-low")
    hidden = next(iter(_reports(editor, working) - _reports(low, working)))
    with pytest.raises(NotFound):
        jobs.enqueue(low, working, "build", BuildArgs(hidden))


def _reports(view: View, bench: Workbench) -> set[str]:
    return {one.id for one in dashboard.overview(view, bench).reports}


def test_what_others_sent_cannot_be_ingested(working: Workbench, editor: View) -> None:
    upload = sent(editor, working)
    access.add_user(working.operator_view(), working, "expert-one", "expert", Marking())
    other = access.view_of_user(working, "expert-one")
    with pytest.raises(NotFound):
        jobs.enqueue(other, working, "ingest", IngestArgs((upload,)))
    with pytest.raises(NotFound):
        uploads.received(other, working, upload)
    assert uploads.received(editor, working, upload).name == "note.txt"


@pytest.mark.parametrize(
    ("name", "kept"),
    [("C:\\papers\\note.txt", "note.txt"), ("../../etc/passwd", "passwd"), ("", "upload"), ("a\nb", "ab")],
)
def test_a_name_is_a_name_and_no_path(bench: Workbench, name: str, kept: str) -> None:
    assert uploads.receive(bench.operator_view(), bench, name, io.BytesIO(b"x")).name == kept


@pytest.mark.parametrize("name", KINDS)
def test_arguments_come_back_as_they_went(name: str) -> None:
    required = {
        "ingest": {"uploads": ["u"]},
        "screen": {"upload": "u"},
        "manifest": {"upload": "u"},
        "watch": {"book": "b", "upload": "u", "why": "asked"},
        "build": {"report": "r"},
    }
    given = job_kinds.from_json(name, required.get(name, {}))
    assert job_kinds.from_json(name, job_kinds.to_json(given)) == given
    assert isinstance(given, KINDS[name].args)


def test_a_file_is_one_the_job_made(working: Workbench, editor: View, tmp_path: Path) -> None:
    id = jobs.enqueue(editor, working, "evaluate", {})
    folder = job_kinds.output_folder(working, id)
    folder.mkdir(parents=True)
    (folder / "stray").write_text("x")
    for name in ("stray", "../../office.toml"):
        with pytest.raises(NotFound):
            jobs.file(editor, working, id, name)
