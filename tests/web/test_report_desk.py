"""The desk works as plain forms, and as an editor in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.web.conftest import Client, form_token
from tests.web.offices import TestOffice, copied


@pytest.fixture
def desk(plain: TestOffice, tmp_path: Path) -> TestOffice:
    return copied(plain, tmp_path / "office")


def test_a_paragraph_is_saved_by_a_plain_form(desk: TestOffice, visit: Callable[..., Client]) -> None:
    client = visit(desk, desk.editor)
    address = f"/reports/{desk.report}/desk"
    page = client.get(address, params={"section": "service"}).text
    assert "The service ended on 8 March 2017. [1]" in page and 'class="report"' in page
    token = form_token(page)
    cites = json.dumps([desk.cite("8 March 2017").as_json()])
    sent = {"form_token": token, "section": "service", "block": "ended", "seen": "0", "cites": cites}
    answer = client.post(
        f"{address}/put", data=sent | {"text": "It ceased on 8 March 2017. [1]"}, follow_redirects=False
    )
    assert answer.status_code == 303
    assert "It ceased on 8 March 2017." in client.get(address, params={"section": "service"}).text
    late = client.post(f"{address}/put.json", data=sent | {"text": "It stopped on 8 March 2017. [1]"})
    assert late.status_code == 409
    assert "kept as a suggestion" in late.json()["error"]["message"]
    beside = client.get(address, params={"section": "service"}).text
    assert "<del>ceased</del><ins>stopped</ins>" in beside and "in place of the paragraph" in beside


def test_evidence_is_cited_by_its_words_and_history_shows_what_changed(
    desk: TestOffice, visit: Callable[..., Client]
) -> None:
    client = visit(desk, desk.editor)
    address = f"/reports/{desk.report}/desk"
    token = form_token(client.get(address).text)
    sent = {"form_token": token, "section": "service", "block": "ended", "seen": "0", "cites": "[]"}
    picked = {
        "text": "Three banks stood on the list.",
        "item": desk.note,
        "quote": "Three banks stood on the list",
    }
    saved = client.post(f"{address}/put.json", data=sent | picked).json()
    assert saved["text"] == "Three banks stood on the list. [1]"
    page = client.get(
        f"/reports/{desk.report}/history", params={"old": "1", "new": f"1.{saved['seen']}"}
    ).text
    assert "<ins>" in page and "<del>" in page


def test_a_reader_sees_no_form(plain: TestOffice, visit: Callable[..., Client]) -> None:
    page = visit(plain, plain.reader).get(f"/reports/{plain.report}/desk").text
    assert "desk-put" not in page
    assert "The service ended on 8 March 2017." in page


def test_what_is_refused_is_said_where_it_was_typed_and_nothing_is_lost(
    desk: TestOffice, visit: Callable[..., Client]
) -> None:
    client = visit(desk, desk.editor)
    address = f"/reports/{desk.report}/desk"
    token = form_token(client.get(address, params={"section": "cover"}).text)
    cover = {"form_token": token, "section": "cover", "seen": "0", "title": "Another title"}
    assert client.post(f"{address}/cover", data=cover, follow_redirects=False).status_code == 303
    late = client.post(f"{address}/cover", data=cover | {"title": "A third", "notice": "Typed at length."})
    assert late.status_code == 409 and "changed this cover" in late.text
    assert "Typed at length." in late.text and "A third" in late.text and 'value="Another title"' in late.text
    sent = {"form_token": token, "section": "service", "block": "ended", "seen": "0", "cites": "[]"}
    lost = client.post(
        f"{address}/put", data=sent | {"text": "It ended.", "item": "nonsense", "quote": "a b"}
    )
    assert lost.status_code == 422 and "no item is called" in lost.text and "choose one of" in lost.text
    assert '<dd class="prose">nonsense</dd>' in lost.text and "It ended." in lost.text


def test_what_stands_there_is_moved_by_plain_forms(desk: TestOffice, visit: Callable[..., Client]) -> None:
    client = visit(desk, desk.editor)
    address = f"/reports/{desk.report}/desk"
    sent = {"form_token": form_token(client.get(address).text), "section": "service"}
    client.post(f"{address}/insert", data=sent | {"after": "ended", "text": "A second one. {no claim}"})
    page = client.get(address, params={"section": "service"}).text
    assert "first here" in page and "Move this section" in page
    moved = client.get(f"{address}.json", params={"section": "service"}).json()["desk"]["blocks"][1]["id"]
    done = client.post(
        f"{address}/move", data=sent | {"block": moved, "after": "service"}, follow_redirects=False
    )
    assert done.status_code == 303
    shown = client.get(f"{address}.json", params={"section": "service"}).json()["desk"]
    assert [block["id"] for block in shown["blocks"]] == [moved, "ended"]
    new = client.post(
        f"{address}/section", data=sent | {"after": "service", "title": "Another"}, follow_redirects=False
    ).headers["location"]
    client.post(f"{address}/place", data=sent | {"section": new.partition("section=")[2], "to": "first"})
    body = [part for part in client.get(f"{address}.json").json()["desk"]["outline"] if part["body"]]
    assert next(part["title"] for part in body) == "Another"
    refused = client.post(f"{address}/place", data=sent | {"to": "elsewhere"})
    assert refused.status_code == 422 and "not a place" in refused.text
