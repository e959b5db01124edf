"""The page of payments that files tell differently: the same as its twin, settled and taken back by forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sightline.model.marking import Marking
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Settings, create
from tests.service.made import Clock
from tests.web.conftest import Client, form_token
from tests.web.offices import SECRET, TestOffice, bare, session_of

Visit = Callable[..., Client]
HEADER = "payment_id,booked_at,amount,currency,debtor_account,creditor_account\n"


@pytest.fixture
def told(tmp_path: Path) -> TestOffice:
    going_on = create(tmp_path / "two", Settings("Invented office"), clock=Clock())
    made = replace(bare(tmp_path / "one"), bench=going_on)
    for name, amount in (("one", 900), ("two", 700)):
        path = tmp_path / f"{name}.csv"
        path.write_text(f"{HEADER}K<1>,2026-01-05,{amount},USD,A,B\n")
        list(ingest(made.bench.operator_view(), made.bench, [path], Options(source="press")))
    return made


def test_settled_and_taken_back_with_forms_alone(told: TestOffice, visit: Visit) -> None:
    client = visit(told, session_of(told.bench, "settles", "editor", SECRET))
    rows = client.get("/network/rows?payer=A&payee=B")
    link = re.search(r'href="(/payments/disputed[^"]*)"', rows.text)
    assert link
    page = client.get(link[1].replace("&amp;", "&"))
    [one] = client.get("/payments/disputed.json").json()["disputed"]
    assert page.status_code == 200 and "K<1>" not in page.text and float(one["counts"]["amount"]) == 700
    assert "two.csv" in page.text and "<td>2026-01-05</td>" in page.text
    fields = dict(re.findall(r'name="(counts|other)" value="([^"]+)"', page.text))
    sent = {name: text.replace("&lt;", "<").replace("&gt;", ">") for name, text in fields.items()}
    sent |= {"form_token": form_token(page.text), "says": "second", "why": "the bank says 900"}
    assert client.post("/payments/settle", data=sent | {"why": " "}).status_code == 400
    assert client.post("/payments/settle", data=sent | {"says": "third"}).status_code == 400
    done = client.post("/payments/settle", data=sent, follow_redirects=True)
    assert done.status_code == 200 and "the bank says 900" in done.text
    [one] = client.get("/payments/disputed.json").json()["disputed"]
    assert float(one["counts"]["amount"]) == 900 and one["settlement"]["by"] == "settles"
    assert "it holds and" in client.get("/network/rows?payer=A&payee=B").text
    back = {"form_token": form_token(done.text), "id": one["settlement"]["id"], "why": "too soon"}
    assert client.post("/payments/withdraw", data=back, follow_redirects=True).status_code == 200
    [one] = client.get("/payments/disputed.json").json()["disputed"]
    assert float(one["counts"]["amount"]) == 700 and one["settlement"] is None


def test_a_reader_settles_nothing(told: TestOffice, visit: Visit) -> None:
    reader = visit(told, session_of(told.bench, "only-reads", "reader", Marking()))
    assert reader.get("/payments/disputed").status_code == 403
