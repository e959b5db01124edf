"""Jobs in the browser: watched live, cancelled, ordered by a button; not there for others."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from sightline.model.marking import Marking
from sightline.service import access, job_kinds, jobs, worker
from sightline.service.job_kinds import Kind, NoArgs, Task
from sightline.service.progress import Step
from tests.web.conftest import Client, form_token
from tests.web.offices import TestOffice, office, session_of

Visit = Callable[..., Client]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestOffice]:
    """An office of this module's own."""
    found = office(tmp_path_factory.mktemp("jobs") / "one", secrets=True)
    with closing(found.bench):
        yield found


@pytest.fixture
def editor(made: TestOffice, visit: Visit) -> Client:
    return visit(made, made.editor)


@pytest.fixture(scope="module")
def admin_session(made: TestOffice) -> str:
    return session_of(made.bench, "admin-one", "admin", Marking.parse("TLP:RED//SOURCE-7"))


def ordered(made: TestOffice, kind: str = "evaluate") -> str:
    return jobs.enqueue(access.view_of(made.bench, made.editor), made.bench, kind, {})


def posted(client: Client, page: str, address: str, **fields: str) -> Any:
    token = form_token(client.get(page).text)
    return client.post(address, data={"form_token": token, **fields}, follow_redirects=False)


def events(client: Client, id: str) -> list[tuple[str, dict[str, Any]]]:
    with client.stream("GET", f"/jobs/{id}/events") as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        text = "".join(answer.iter_text())
    told = [one.split("\n") for one in text.split("\n\n") if one.startswith("event: ")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in told]


def test_page_twin_and_list_show_a_job(made: TestOffice, editor: Client) -> None:
    id = ordered(made)
    page = editor.get(f"/jobs/{id}")
    assert page.status_code == 200 and "queued" in page.text and f'data-job="{id}"' in page.text
    assert '<noscript><meta http-equiv="refresh"' in page.text
    twin = editor.get(f"/jobs/{id}.json").json()["job"]
    assert (twin["id"], twin["state"], twin["by"], twin["ended"]) == (id, "queued", "editor", False)
    assert id in editor.get("/jobs").text
    assert id in {one["id"] for one in editor.get("/jobs.json").json()["jobs"]}
    assert f"/jobs/{id}" in editor.get("/").text


def test_the_button_cancels(made: TestOffice, editor: Client) -> None:
    id = ordered(made)
    assert editor.post(f"/jobs/{id}/cancel", data={}).status_code == 403
    assert editor.get(f"/jobs/{id}.json").json()["job"]["state"] == "queued"
    sent = posted(editor, f"/jobs/{id}", f"/jobs/{id}/cancel")
    assert (sent.status_code, sent.headers["location"]) == (303, f"/jobs/{id}")
    page = editor.get(f"/jobs/{id}")
    assert "cancelled" in page.text and "http-equiv" not in page.text and "/cancel" not in page.text


def test_events_tell_what_changes_and_end(
    made: TestOffice, editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go = threading.Event(), threading.Event()

    def run(task: Task, args: NoArgs) -> dict[str, object]:
        for number in range(10):
            task.progress(Step("counting", number, 10))
            begun.set()
            time.sleep(0.1)
        assert go.wait(30)
        return {"counted": 10}

    kinds = {**job_kinds.KINDS, "count": Kind("Count", "read", NoArgs, run, lambda *given: Marking())}
    monkeypatch.setattr(job_kinds, "KINDS", kinds)
    monkeypatch.setattr(worker, "PULSE", 0.05)
    monkeypatch.setattr("sightline.web.jobs.EVERY", 0.1)
    for old in jobs.jobs(made.bench.operator_view(), made.bench):
        jobs.cancel(made.bench.operator_view(), made.bench, old.id)
    id = ordered(made, "count")
    thread = threading.Thread(target=worker.work, args=(made.bench, threading.Event(), True))
    thread.start()
    assert begun.wait(30)
    threading.Timer(1.5, go.set).start()
    told = events(editor, id)
    thread.join(30)
    names = [name for name, _ in told]
    assert names == ["state"] * (len(names) - 1) + ["end"] and len(names) > 3
    fractions = [state["fraction"] for name, state in told if name == "state"]
    assert fractions == sorted(fractions) and fractions[-1] == 1.0
    assert any("of 10" in state["note"] for name, state in told if name == "state")
    assert told[-2][1]["state"] == told[-1][1]["state"] == "done"
    assert not {"args", "result"} & told[0][1].keys()
    assert "counted" in editor.get(f"/jobs/{id}").text


def test_an_end_that_was_before_is_told_at_once(made: TestOffice, editor: Client) -> None:
    id = ordered(made)
    jobs.cancel(made.bench.operator_view(), made.bench, id)
    assert [name for name, _ in events(editor, id)] == ["state", "end"]


def test_a_session_that_ends_ends_the_events(
    made: TestOffice, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sightline.web.jobs.EVERY", 0.1)
    token = session_of(made.bench, "expert-leaving", "expert", Marking())
    client = visit(made, token)
    id = jobs.enqueue(access.view_of(made.bench, token), made.bench, "evaluate", {})
    threading.Timer(0.5, lambda: access.sign_out(made.bench, token)).start()
    assert [name for name, _ in events(client, id)] == ["state"]
    assert client.get(f"/jobs/{id}/events", follow_redirects=False).status_code in (302, 303)


def test_for_others_it_is_not_there(made: TestOffice, visit: Visit, admin_session: str) -> None:
    reader, admin = visit(made, made.reader), visit(made, admin_session)
    before = {path: reader.get(path).text for path in ("/", "/jobs", "/jobs.json")}
    id = ordered(made)
    absent = reader.get("/nothing-at-all").content
    for path in (f"/jobs/{id}", f"/jobs/{id}/events", f"/jobs/{id}/files/x"):
        answer = reader.get(path)
        assert (answer.status_code, answer.content) == (404, absent), path
    assert reader.get(f"/jobs/{id}.json").content == reader.get("/jobs/j-aaaaaaaa.json").content
    sent = posted(reader, "/account", f"/jobs/{id}/cancel")
    assert (sent.status_code, sent.content) == (404, absent)
    for path in ("/", "/jobs"):
        assert reader.get(path).text == before[path], path
    assert reader.get("/jobs.json").json()["jobs"] == []
    assert admin.get(f"/jobs/{id}").status_code == 200


def test_buttons_are_there_for_whose_role_allows_it(
    made: TestOffice, visit: Visit, editor: Client, admin_session: str
) -> None:
    admin, reader = visit(made, admin_session), visit(made, made.reader)
    assert 'value="rebuild"' in admin.get("/jobs").text
    assert 'value="rebuild"' not in editor.get("/jobs").text
    sent = posted(admin, "/jobs", "/jobs", kind="rebuild")
    assert sent.status_code == 303 and sent.headers["location"].startswith("/jobs/j-")
    assert posted(editor, "/account", "/jobs", kind="rebuild").status_code == 403
    assert posted(admin, "/jobs", "/jobs", kind="ingest").status_code == 400
    address = f"/reports/{made.report}"
    assert f"{address}/build" in editor.get(address).text
    assert f"{address}/build" not in reader.get(address).text
    assert posted(reader, "/account", f"{address}/build", edition="public").status_code == 403
    assert posted(editor, address, f"{address}/build", edition="nonsense").status_code == 400
    assert posted(editor, address, f"{address}/build", edition="public", language="xx").status_code == 400
    shown = editor.get(f"{address}?language=fr").text
    assert 'name="language" value="fr"' in shown and 'name="language"' not in editor.get(address).text


def test_an_edition_is_built_and_kept(made: TestOffice, editor: Client, tmp_path: Path) -> None:
    view = made.bench.operator_view()
    for old in jobs.jobs(view, made.bench):
        jobs.cancel(view, made.bench, old.id)
    address = f"/reports/{made.report}"
    sent = posted(editor, address, f"{address}/build", edition="public")
    assert sent.status_code == 303
    worker.work(made.bench, threading.Event(), once=True)
    page = editor.get(sent.headers["location"])
    assert "done" in page.text, page.text
    job = editor.get(sent.headers["location"] + ".json").json()["job"]
    names = [one["name"] for one in job["result"]["files"]]
    assert len(names) == 5
    for name in names:
        kept = editor.get(f"{sent.headers['location']}/files/{name}")
        assert kept.status_code == 200 and kept.headers["content-disposition"].startswith("attachment")
    assert editor.get(f"{sent.headers['location']}/files/office.toml").status_code == 404
