"""May I? by the form: the answer's own address, what it says, and a manifest that becomes a job."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from sightline.service import worker
from tests.web.conftest import Client, form_token
from tests.web.offices import TestOffice, office

Visit = Callable[..., Client]
COAL = {"hs": "2701.12", "from": "KP", "to": "CN", "on": "2017-08-05"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestOffice]:
    """An office of this module's own."""
    found = office(tmp_path_factory.mktemp("check") / "one", secrets=False)
    with closing(found.bench):
        yield found


def put(client: Client, **fields: str) -> str:
    """Send the form; the address of the answer."""
    token = form_token(client.get("/check").text)
    sent = client.post("/check", data={"form_token": token, **fields}, follow_redirects=False)
    assert sent.status_code == 303, sent.text
    return str(sent.headers["location"])


def test_an_answer_has_an_address_a_twin_and_its_reasons(made: TestOffice, visit: Visit) -> None:
    client = visit(made, made.reader)
    address = put(client, **COAL)
    shown, twin = client.get(address).text, client.get(address + ".json").json()
    assert "Forbidden" in shown and "2371 ¶8" in shown and "not compared with the text" in shown
    assert "the same again" in shown and twin["differences"] == []
    assert twin["certificate"]["answer"]["answer"] == "forbidden"
    again = client.get("/check?hs=2701.12&from=KP").text
    assert 'value="2701.12"' in again and 'value="KP"' in again


def test_what_is_missing_is_asked_back_and_never_allowed(made: TestOffice, visit: Visit) -> None:
    client = visit(made, made.reader)
    shown = client.get(put(client, goods="무연탄", **{"from": "조선", "to": "CN"})).text
    assert "Cannot say" in shown and "which Korea" in shown
    nothing = client.get(put(client, hs="1006", **{"from": "CN", "to": "KP"})).text
    assert "That is no permission" in nothing


def test_nobody_sees_anothers_certificate_by_guessing(made: TestOffice, visit: Visit) -> None:
    client = visit(made, made.reader)
    assert client.get("/checks/0000-0").status_code == 404
    assert client.get(f"/checks/{made.certificate}").status_code == 404
    certificate = put(client, **COAL).rpartition("/")[2]
    assert client.get(f"/certificates/{certificate}").status_code == 404


def test_a_manifest_becomes_a_job_with_a_file(made: TestOffice, visit: Visit) -> None:
    client = visit(made, made.editor)
    token = form_token(client.get("/check").text)
    manifest = b"hs,from,to,on\n2701,KP,CN,2017-08-05\n1006,CN,KP,2020-01-01\n"
    files = [("file", ("manifest.csv", manifest))]
    sent = client.post("/check/manifest", data={"form_token": token}, files=files, follow_redirects=False)
    assert sent.status_code == 303, sent.text
    worker.work(made.bench, threading.Event(), once=True)
    job = client.get(sent.headers["location"] + ".json").json()["job"]
    assert job["state"] == "done", job
    assert (
        job["result"]["lines"] == [] and job["result"]["forbidden"] == 1 and job["result"]["not covered"] == 1
    )
    answers = client.get(f"{sent.headers['location']}/files/answers.csv").text
    assert '2,"forbidden","coal-ban (forbidden)"' in answers


def test_a_manifest_has_a_certificate_with_a_page(made: TestOffice, visit: Visit) -> None:
    client = visit(made, made.reader)
    token = form_token(client.get("/check").text)
    text = b"hs,from,to,on\n2701,KP,CN,2017-08-05\n1006,CN,KP,2017-08-05\n"

    def sent(**more: str) -> dict[str, Any]:
        fields = {"form_token": token, **more}
        files = [("file", ("m.csv", text))]
        went = client.post("/check/manifest", data=fields, files=files, follow_redirects=False)
        worker.work(made.bench, threading.Event(), once=True)
        return dict(client.get(went.headers["location"] + ".json").json()["job"]["result"])

    first = sent()
    address = f"/manifests/{first['certificate']}"
    shown, twin = client.get(address).text, client.get(address + ".json").json()
    assert "forbidden" in shown and "Replay" in shown and twin["broken"] == []
    assert twin["certificate"]["summary"]["lines"] == 2
    signed = client.get(f"/certificates/{first['certificate']}/signed")
    assert signed.status_code == 200 and signed.json()["certificate"]["kind"] == "manifest/1"
    assert sent(replay=first["certificate"])["same"] is True
