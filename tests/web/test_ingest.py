"""Files brought in by a form: streamed into the vault, read by a worker, checked before they are kept."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import httpx
import pytest

from sightline.service import worker
from sightline.web import uploads
from tests.web.conftest import Client, form_token
from tests.web.offices import TestOffice, office

Visit = Callable[..., Client]
NOTE = b"An invented note that came by a form.\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestOffice]:
    """An office of this module's own."""
    found = office(tmp_path_factory.mktemp("ingest") / "one", secrets=True)
    with closing(found.bench):
        yield found


@pytest.fixture
def editor(made: TestOffice, visit: Visit) -> Client:
    return visit(made, made.editor)


def bring(
    client: Client, files: list[tuple[str, bytes]], token: str | None = None, **fields: str
) -> httpx.Response:
    if token is None:
        token = form_token(client.get("/ingest").text)
    parts: list[tuple[str, Any]] = [("file", (name, content)) for name, content in files]
    return client.post(
        "/ingest", data={"form_token": token, **fields}, files=parts or None, follow_redirects=False
    )


def done(made: TestOffice, client: Client, answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 303, answer.text
    worker.work(made.bench, threading.Event(), once=True)
    job: dict[str, Any] = client.get(answer.headers["location"] + ".json").json()["job"]
    return job


def vault_count(made: TestOffice) -> int:
    return len(list(made.bench.vault.items()))


def test_files_are_kept_read_and_shown(made: TestOffice, editor: Client) -> None:
    said = {"source": "press", "basis": "fact", "document": "an invented document", "marking": "TLP:GREEN"}
    answer = bring(editor, [("note-1.txt", NOTE), ("note-2.txt", NOTE * 2)], **said)
    job = done(made, editor, answer)
    assert job["state"] == "done", job
    assert [line["status"] for line in job["result"]["lines"]] == ["parsed", "parsed"]
    sha256 = hashlib.sha256(NOTE).hexdigest()
    item = editor.get(f"/items/{sha256}.json").json()["item"]["item"]
    assert (item["source"], item["basis"], item["marking"]) == ("press", "fact", "TLP:GREEN")
    assert item["collector"] == "editor" and item["origin"] == "note-1.txt"
    assert "note-1.txt" in editor.get(answer.headers["location"]).text


def test_a_large_file_goes_through_in_pieces(
    made: TestOffice, editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    read = uploads._Body.read

    def measured(self: Any, size: int = -1) -> bytes:
        piece = read(self, size)
        sizes.append(len(piece))
        return piece

    monkeypatch.setattr(uploads._Body, "read", measured)
    large = b"An invented line of a long note.\n" * 400_000  # 13 MB, beyond the bound of other addresses
    job = done(made, editor, bring(editor, [("large.txt", large)], kept="1"))
    assert job["result"]["lines"][0]["sha256"] == hashlib.sha256(large).hexdigest()
    assert max(sizes) < len(large) / 4, "never whole in memory"


def test_compartments_are_part_of_the_marking(made: TestOffice, editor: Client, visit: Visit) -> None:
    secret = b"An invented secret.\n"
    answer = bring(editor, [("s.txt", secret)], marking="TLP:RED", compartments="source-7")
    job = done(made, editor, answer)
    assert job["state"] == "done"
    address = f"/items/{hashlib.sha256(secret).hexdigest()}"
    assert editor.get(address).status_code == 200
    reader = visit(made, made.reader)
    assert reader.get(address).content == reader.get("/nothing-at-all").content
    assert reader.get(answer.headers["location"]).content == reader.get("/nothing-at-all").content


def test_nothing_is_kept_without_the_forms_token(made: TestOffice, editor: Client) -> None:
    before = vault_count(made)
    assert bring(editor, [("x.txt", b"not to be kept")], token="0" * 64).status_code == 403
    late = [
        ("file", ("x.txt", b"not to be kept")),
        ("form_token", (None, form_token(editor.get("/ingest").text))),
    ]
    assert editor.post("/ingest", files=late).status_code == 403, "the token comes before the file"
    assert vault_count(made) == before


def test_nothing_is_kept_for_whose_role_forbids_it(made: TestOffice, visit: Visit) -> None:
    reader, before = visit(made, made.reader), vault_count(made)
    assert reader.get("/ingest").status_code == 403
    assert "/ingest" not in reader.get("/items").text
    token = form_token(reader.get("/account").text)
    assert bring(reader, [("x.txt", b"not to be kept")], token=token).status_code == 403
    assert bring(visit(made), [("x.txt", b"nobody")], token=token).status_code in (303, 401)
    assert vault_count(made) == before


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"marking": "TLP:PINK"}, 422), ({"basis": "rumour"}, 400), ({"dated": "yesterday"}, 400)],
)
def test_what_is_said_wrongly_is_refused_before_it_is_kept(
    made: TestOffice, editor: Client, fields: dict[str, str], status: int
) -> None:
    before = vault_count(made)
    assert bring(editor, [("x.txt", b"not to be kept")], **fields).status_code == status
    assert vault_count(made) == before


def test_a_form_that_is_none(made: TestOffice, editor: Client) -> None:
    token = form_token(editor.get("/ingest").text)
    assert bring(editor, [("", b"")]).status_code == 400, "no file"
    assert editor.post("/ingest", data={"form_token": token}).status_code == 400
    head = {"content-type": "multipart/form-data; boundary=x", "x-form-token": token}
    cut = b'--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nhalf of it'
    before = vault_count(made)
    assert editor.post("/ingest", content=cut, headers=head).status_code == 400
    assert editor.post("/ingest", content=b"nonsense", headers=head).status_code == 400
    assert vault_count(made) == before
    assert not list((made.bench.folder / "vault" / "incoming").iterdir())


def test_a_disk_without_room_is_said(
    made: TestOffice, editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "RESERVE", 2**60)
    answer = bring(editor, [("x.txt", b"not to be kept")])
    assert answer.status_code == 503 and "no room" in answer.text
