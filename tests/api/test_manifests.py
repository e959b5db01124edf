"""A manifest sent by a program: the job it becomes, its answers, its certificate, and who may see them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import httpx
import pytest
from litestar.testing import TestClient

from sightline.service import access, worker
from sightline.web.app import create_app
from tests.web.offices import TestOffice, office

MANIFEST = b"hs,from,to,on\n2701,KP,CN,2017-08-05\n1006,CN,KP,2017-08-05\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestOffice]:
    """An office of this module's own."""
    found = office(tmp_path_factory.mktemp("manifests") / "one", secrets=False)
    with closing(found.bench):
        yield found


@pytest.fixture
def program(made: TestOffice) -> Iterator[httpx.Client]:
    """A program that holds the reader's token."""
    with TestClient(create_app(made.bench), raise_server_exceptions=False) as client:
        client.headers["authorization"] = f"Bearer {made.reader_token}"
        yield client


def sent(made: TestOffice, client: httpx.Client, body: bytes, **asked: str) -> dict[str, Any]:
    """Send a manifest, let a worker answer it, and give the job as it stands then."""
    order = client.post("/api/manifests", content=body, params={"name": "m.csv", **asked})
    assert order.status_code == 202, order.text
    job = order.json()["job"]
    assert (job["kind"], job["state"], job["ended"]) == ("manifest", "queued", False)
    worker.work(made.bench, threading.Event(), once=True)
    return dict(client.get(f"/api/jobs/{job['id']}").json()["job"])


def test_a_manifest_becomes_a_job_with_answers_and_a_certificate(
    made: TestOffice, program: httpx.Client
) -> None:
    job = sent(made, program, MANIFEST)
    assert job["state"] == "done" and job["ended"], job
    assert (job["result"]["forbidden"], job["result"]["not covered"]) == (1, 1)
    file = program.get(f"/api/jobs/{job['id']}/files/answers.csv")
    assert '2,"forbidden","coal-ban (forbidden)"' in file.text
    assert program.get(f"/api/jobs/{job['id']}/files/other.csv").status_code == 404
    certificate = job["result"]["certificate"]
    signed = program.get(f"/api/certificates/{certificate}").json()["certificate"]
    assert (signed["kind"], signed["summary"]["lines"]) == ("manifest/1", 2)
    assert sent(made, program, MANIFEST, replay=certificate)["result"]["same"] is True


BAD = {
    "an empty table": (b"\n", "empty"),
    "an unknown column": (b"hs,from,to,colour\n2701,KP,CN,black\n", "colour"),
}


@pytest.mark.parametrize(("body", "named"), BAD.values(), ids=BAD)
def test_one_that_cannot_be_read_fails_with_its_place(
    body: bytes, named: str, made: TestOffice, program: httpx.Client
) -> None:
    job = sent(made, program, body)
    assert job["state"] == "failed" and named in job["problem"]["message"] and job["problem"]["remedy"]


def test_nothing_sent_is_asked_back(program: httpx.Client) -> None:
    answer = program.post("/api/manifests", content=b"")
    assert answer.status_code == 400 and "no manifest" in answer.json()["error"]["message"]


def test_a_job_is_stopped_and_nobody_elses(made: TestOffice, program: httpx.Client) -> None:
    id = program.post("/api/manifests", content=MANIFEST).json()["job"]["id"]
    editor = access.issue_token(
        access.view_of(made.bench, made.editor), made.bench, "x", ("read", "screen"), 1
    )
    other = {"authorization": f"Bearer {editor}"}
    assert program.get(f"/api/jobs/{id}", headers=other).status_code == 404
    assert program.post(f"/api/jobs/{id}/cancel", headers=other).status_code == 404
    assert program.post(f"/api/jobs/{id}/cancel").json()["job"]["state"] == "cancelled"
    assert program.post("/api/manifests", content=MANIFEST, headers={"authorization": ""}).status_code == 401
