"""The office's pages: mandate chosen, transmission entered and moved on, a package fetched, even hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from sightline.model.marking import PUBLIC
from sightline.model.report import Envelope, Template
from sightline.service import reports
from tests.web.conftest import Client, form_token
from tests.web.offices import TestOffice, office, outline

Visit = Callable[..., Client]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestOffice]:
    """An office of this module's own."""
    found = office(tmp_path_factory.mktemp("registers") / "one", secrets=False)
    with closing(found.bench):
        yield found


def send(client: Client, path: str, **fields: str) -> str:
    """Send a form; where the browser goes."""
    token = form_token(client.get(path).text)
    sent = client.post(path, data={"form_token": token, **fields}, follow_redirects=False)
    assert sent.status_code == 303, sent.text
    return str(sent.headers["location"])


def test_from_a_mandate_to_a_package(made: TestOffice, visit: Visit) -> None:
    client = visit(made, made.editor)
    send(client, "/mandates", mandate="coalition", since="2026-01-01", why="an invented charter")
    assert client.get("/mandates.json").json()["chosen"] == "coalition"
    assert client.get("/registers.json").json()["calendar"]
    path, bench = "/registers/transmission", made.bench
    envelope = Envelope(("The Invented Registrar",), "Excellency,", "Yours faithfully,", ("Anna Invented",))
    letter = outline(made.note, "An invented letter", "T/2026/1")
    short = replace(letter, template=Template.LETTER, envelope=envelope)
    report = reports.open_report(bench.operator_view(), bench, short, PUBLIC, "a test")
    fields = {"report": report, "edition": "public", "member": "nl", "why": "a test"}
    address = send(client, path, **fields)
    assert "draft" in client.get(address).text
    send(client, address, to="approved", why="the experts agreed")
    token = form_token(client.get(address).text)
    package = client.post(address + "/package", data={"form_token": token, "recipient": "Invented Mission"})
    assert package.status_code == 200, package.text
    assert "COPY.json" in zipfile.ZipFile(io.BytesIO(package.content)).namelist()
    twin = client.get(address + ".json").json()
    assert twin["entry"]["state"] == "approved" and twin["related"][0]["fields"]["recipient"]
    assert "Invented Mission" in client.get("/registers/copy").text


def test_a_form_that_was_not_taken_keeps_what_was_typed(made: TestOffice, visit: Visit) -> None:
    client = visit(made, made.editor)
    path = "/registers/recommendation"
    token = form_token(client.get(path).text)
    sent = client.post(path, data={"form_token": token, "text": "Typed with care.", "why": "x"})
    assert sent.status_code == 400 and "Typed with care." in sent.text and 'role="alert"' in sent.text


def test_what_came_of_a_report_stands_on_its_page_and_in_a_list_by_report_and_year(
    made: TestOffice, visit: Visit
) -> None:
    client = visit(made, made.editor)
    path, page = "/registers/aftermath", f"/reports/{made.report}"
    assert "What became of it" in client.get(page).text
    form = client.get(f"{path}?do=add").text
    assert f'<option value="{made.report}"' in form
    given = {"sort": "media", "what": "An invented paper wrote of it.", "who": "An invented paper"}
    given |= {"report": made.report, "country": "nl", "why": "a test"}
    token = form_token(form)
    late = client.post(path, data={"form_token": token, **given, "on": "2126-03-01"})
    assert late.status_code == 400 and "still to come" in late.text
    address = send(client, path, **given, on="2026-03-01")
    shown = client.get(page).text
    assert address in shown and "An invented paper wrote of it." in shown
    (came,) = client.get(f"{page}.json").json()["became"]["consequences"]
    assert came["fields"]["report"] == made.report
    listed = client.get(path, params={"report": made.report, "year": "2026"}).text
    assert "NL" in listed and "An invented paper</td>" in listed and ">T/2026/1</a>" in listed
    twin = f"{path}.json"
    assert client.get(twin, params={"report": made.report}).json()["entries"][0]["id"] == came["id"]
    assert client.get(twin, params={"year": "2025"}).json()["entries"] == []
    reader = visit(made, made.reader)
    assert address not in reader.get(page).text


def test_a_case_is_marked_anew_on_its_page(made: TestOffice, visit: Visit) -> None:
    client = visit(made, made.editor)
    address = f"/cases/{made.case}"
    form = client.get(f"{address}?do=mark").text
    token = form_token(form)
    wrong = client.post(f"{address}/mark", data={"form_token": token, "marking": "PURPLE", "why": "typed"})
    assert wrong.status_code == 422 and "typed" in wrong.text
    sent = {"form_token": token, "marking": "TLP:GREEN", "why": "a test of marks"}
    assert client.post(f"{address}/mark", data=sent, follow_redirects=False).status_code == 303
    assert "a test of marks" in client.get(address).text
    assert client.get(f"{address}.json").json()["markings"][-1]["marking"] == "TLP:GREEN"
    assert visit(made, made.reader).get(address).status_code == 404


def test_a_reader_sees_no_form_and_no_inside(made: TestOffice, visit: Visit) -> None:
    client = visit(made, made.reader)
    assert client.get("/registers/transmission.json").json()["entries"] == []
    assert "Add</a>" not in client.get("/registers/transmission?do=add").text
    assert client.get("/registers/none").status_code == 400


def test_even_hand_has_a_page_and_a_twin(made: TestOffice, visit: Visit) -> None:
    client = visit(made, made.reader)
    shown, twin = client.get("/even-hand").text, client.get("/even-hand.json").json()["even_hand"]
    assert "Wilson" in shown and "Permanent members" in shown
    assert twin["dimensions"][0]["id"] == "signals" and len(twin["blocs"]) == 4
