"""The accounts in order: the page says what its twin says, leads to bytes, and hides what is closed."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from sightline.service import account_order, rankings_kept, worker
from sightline.service.ingest import Options, ingest
from tests.detectors.payments.webs import edges
from tests.service.made import RED
from tests.service.paid import csv_files
from tests.web.conftest import Client, form_token
from tests.web.offices import TestOffice, bare, copied

Visit = Callable[..., Client]
ROWS = edges(*(("P", "Q<i>", 10 + at / 10, 100 + at) for at in range(3)), ("X", "Y", 0, 1), ("X", "Y", 60, 1))


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    folder = tmp_path_factory.mktemp("offices")
    made = bare(folder / "one")
    list(ingest(made.bench.operator_view(), made.bench, csv_files(folder, ROWS, []), Options(marking=RED)))
    return made


def test_the_page_says_what_its_twin_says_and_leads_to_bytes(paid: TestOffice, visit: Visit) -> None:
    client = visit(paid, paid.editor)
    page, twin = (client.get(f"/accounts{end}?top=1") for end in ("", ".json"))
    assert page.status_code == twin.status_code == 200
    (line,) = twin.json()["accounts"]
    assert (line["account"], twin.json()["of"], twin.json()["named"]) == ("P", 4, 2)
    assert "2 of 4 accounts" in page.text and "structuring" in page.text and "worth a look" in page.text
    cite = re.search(r'class="cite" href="([^"]+)"', page.text)
    assert cite and "N0000" in client.get(cite[1].replace("&amp;", "&")).text
    assert "/network?of=account-P" in page.text and "<i>" not in client.get("/accounts").text


def test_who_may_not_see_the_payments_sees_no_accounts(paid: TestOffice, visit: Visit) -> None:
    answer = visit(paid, paid.reader).get("/accounts.json")
    assert answer.status_code == 403 or answer.json()["of"] == 0


@pytest.mark.parametrize("top", ["0", "1001", "many"])
def test_how_many_is_a_number_within_bounds(paid: TestOffice, visit: Visit, top: str) -> None:
    assert visit(paid, paid.editor).get(f"/accounts?top={top}").status_code == 400


def test_a_large_order_is_made_by_a_job_that_may_be_stopped(
    paid: TestOffice, visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account_order, "AT_ONCE", 0)
    own = copied(paid, tmp_path / "own")
    shutil.rmtree(own.bench.folder / rankings_kept.FOLDER, ignore_errors=True)
    client = visit(own, own.editor)
    page = client.get("/accounts")
    assert "The 5 payments of 1 file" in page.text and client.get("/accounts.json").json()["state"] == "none"
    sent = {"form_token": form_token(page.text)}
    first = client.post("/accounts/rank", data=sent, follow_redirects=False)
    assert first.status_code == 303 and first.headers["location"].startswith("/jobs/j-")
    waiting = client.get("/accounts")
    job = client.get("/accounts.json").json()["job"]
    assert f'data-job="{job["id"]}"' in waiting.text and "Cancel" in waiting.text
    client.post(f"/jobs/{job['id']}/cancel", data=sent)
    assert client.get("/accounts.json").json()["job"] is None
    client.post("/accounts/rank", data=sent)
    worker.work(own.bench, threading.Event(), once=True)
    twin = client.get("/accounts.json").json()
    assert (twin["state"], twin["named"], len(twin["accounts"])) == ("current", 2, 2)
    assert "worth a look" in client.get("/accounts").text and "Rank" not in client.get("/accounts").text


def test_who_may_not_investigate_orders_nothing(paid: TestOffice, visit: Visit) -> None:
    client = visit(paid, paid.reader)
    token = form_token(client.get("/screening").text)
    assert client.post("/accounts/rank", data={"form_token": token}).status_code == 403
