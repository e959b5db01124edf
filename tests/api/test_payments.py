"""`/api/payments`: what files tell differently, settled and taken back by a token that may investigate."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from sightline.service import access
from sightline.service.ingest import Options, ingest
from tests.web.offices import TestOffice

HEADER = "payment_id,booked_at,amount,currency,debtor_account,creditor_account\n"


@pytest.fixture
def told(plain: TestOffice, tmp_path: Path) -> TestOffice:
    for name, amount in (("one", 900), ("two", 700)):
        path = tmp_path / f"{name}.csv"
        path.write_text(f"{HEADER}API-1,2026-01-05,{amount},USD,A,B\n")
        list(ingest(plain.bench.operator_view(), plain.bench, [path], Options(source="press")))
    return plain


def test_a_word_on_a_payment_and_back(client: httpx.Client, told: TestOffice) -> None:
    assert client.get("/api/payments/disputed").status_code == 403
    view = access.view_of(told.bench, told.editor)
    token = access.issue_token(view, told.bench, "settles", ("read", "investigate"), 30)
    client.headers["authorization"] = f"Bearer {token}"
    [one] = client.get("/api/payments/disputed", params={"payment": "API-1"}).json()["disputed"]
    rows = {
        name: {key: one[side][key] for key in ("item", "row", "payment_id")}
        for name, side in (("first", "other"), ("second", "counts"))
    }
    assert one["counts"]["amount"] == "700" and one["replaced"] is True
    sent = rows | {"word": "holds", "why": "the bank says 900"}
    assert client.post("/api/payments/settled", json=sent | {"word": "perhaps"}).status_code == 400
    assert client.post("/api/payments/settled", json=sent | {"why": ""}).status_code == 400
    lost = sent | {"first": rows["first"] | {"row": 99}}
    assert client.post("/api/payments/settled", json=lost).status_code == 404
    made = client.post("/api/payments/settled", json=sent)
    assert made.status_code == 201 and made.json()["settled"]["word"] == "holds"
    [one] = client.get("/api/payments/disputed", params={"payment": "API-1"}).json()["disputed"]
    assert one["counts"]["amount"] == "900" and one["settled"]["why"] == "the bank says 900"
    id = made.json()["settled"]["id"]
    assert client.post(f"/api/payments/settled/{id}/withdraw", json={"why": "no"}).status_code == 201
    assert client.post(f"/api/payments/settled/{id}/withdraw", json={"why": "no"}).status_code == 409
    [held] = client.get("/api/payments/settled").json()["settled"]
    assert (held["id"], held["word"]) == (id, "holds")  # the office's clock stands still
