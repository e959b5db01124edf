"""The addresses under /api: answers, refusals in one shape, and a description that names them all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest
from litestar.testing import TestClient

from sightline.service import access
from sightline.web.app import create_app
from tests.web.offices import TestOffice

GOOD = {
    "lists": ("/api/lists", "lists"),
    "items": ("/api/items", "items"),
    "items found": ("/api/items?q=note", "items"),
    "an item": ("/api/items/{note}", "item"),
    "an entity": ("/api/entities/bank-two", "properties"),
    "search": ("/api/search?q=bank", "entities"),
    "measures": ("/api/measures?on=2017-03-01", "measures"),
    "cases": ("/api/cases", "cases"),
    "a case": ("/api/cases/{case}", "case"),
    "reports": ("/api/reports", "reports"),
    "ledgers": ("/api/ledgers", "ledgers"),
    "a ledger": ("/api/ledgers/refined?period=2020", "ledger"),
    "trade": ("/api/trade", "cautions"),
    "aid": ("/api/aid", "guide"),
}


@pytest.mark.parametrize("name", GOOD)
def test_answers(client: httpx.Client, plain: TestOffice, name: str) -> None:
    path, key = GOOD[name]
    answer = client.get(path.format(note=plain.note, case=plain.case))
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/json"
    assert answer.json()[key]


@pytest.mark.parametrize("name", GOOD)
def test_without_a_token(client: httpx.Client, plain: TestOffice, name: str) -> None:
    del client.headers["authorization"]
    answer = client.get(GOOD[name][0].format(note=plain.note, case=plain.case))
    assert answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer"
    assert set(answer.json()["error"]) == {"kind", "message", "place", "remedy"}


def test_an_entity_reads_as_followthemoney(client: httpx.Client) -> None:
    entity = client.get("/api/entities/bank-two").json()
    assert (entity["id"], entity["schema"], entity["caption"]) == ("bank-two", "Company", "Invented Bank Two")
    assert entity["properties"]["country"] == ["kp"] and entity["datasets"] == ["invented"]
    said = entity["statements"][0]
    assert said["place"].startswith("row ") and len(said["item"]) == 64


def test_a_citation_has_the_published_shape(client: httpx.Client, plain: TestOffice) -> None:
    lead = client.get(f"/api/cases/{plain.case}").json()["case"]["leads"][0]
    assert lead["cites"][0]["item"] == plain.note
    assert lead["cites"][0]["place"].startswith("bytes ") and "Three banks" in lead["cites"][0]["quote"]


def test_custody_does_not_tell_of_what_stands_between(client: httpx.Client, plain: TestOffice) -> None:
    custody = client.get(f"/api/items/{plain.note}").json()["item"]["custody"]
    assert custody[0]["action"] == "store"
    assert all(set(entry) == {"at", "action", "actor", "subject", "detail", "hash"} for entry in custody)


def test_screening(client: httpx.Client) -> None:
    asked = {"queries": [{"name": "Invented Bank Two", "id": "mine"}, {"name": "Somebody Else Entirely"}]}
    first, second = client.post("/api/screen", json=asked).json()["results"]
    assert first["query"] == {"name": "Invented Bank Two", "id": "mine"} and second["hits"] == []
    hit = first["hits"][0]
    assert hit["entity"] == "bank-two" and hit["alert"] and not hit["match"]
    assert set(hit["reasons"][0]["cites"][0]) >= {"item", "place"} and first["certificate"]


def test_a_query_that_cannot_be_asked_has_a_problem(client: httpx.Client) -> None:
    (answer,) = client.post("/api/screen", json={"queries": [{}]}).json()["results"]
    assert answer["problem"] and not answer["hits"] and not answer["certificate"]


def test_may_i(client: httpx.Client) -> None:
    asked = {"hs": "2701", "from": "KP", "to": "CN", "on": "2017-08-05"}
    answer = client.post("/api/check", json=asked).json()
    assert answer["answer"] == "forbidden" and answer["measures"][0]["paragraph"] == "2371 ¶8"
    held = client.get(f"/api/checks/{answer['certificate']}").json()
    assert held["certificate"]["signature"] and held["differences"] == []
    assert client.post("/api/check", json={"hs": "270", "from": "KP"}).json()["answer"] == "cannot say"
    refused = client.post("/api/check", json={"colour": "red"})
    assert refused.status_code == 400 and "openapi.json" in refused.json()["error"]["remedy"]
    for quantity in (525000, "525000", 525000.0):
        asked = {
            "hs": "270900",
            "quantity": quantity,
            "unit": "t",
            "basis": "total",
            "from": "CN",
            "to": "KP",
        }
        told = client.post("/api/check", json=asked).json()
        assert not any("quantity" in need for need in told["needs"])


def test_what_changed(client: httpx.Client) -> None:
    told = client.get("/api/measures/changes?since=2017-08-04&until=2017-08-05").json()
    assert "coal-ban" in {one["id"] for one in told["changes"]}


WRONG: dict[str, tuple[str, str, Any, int]] = {
    "an unknown field": ("POST", "/api/screen", {"queries": [{"nam": "x"}]}, 400),
    "an unknown setting": ("POST", "/api/screen", {"queries": [], "fuzzy": 1}, 400),
    "no queries": ("POST", "/api/screen", {}, 400),
    "a threshold beyond one": ("POST", "/api/screen", {"queries": [{"name": "x"}], "threshold": 1.5}, 400),
    "a limit of none": ("POST", "/api/screen", {"queries": [{"name": "x"}], "limit": 0}, 400),
    "a list nobody holds": ("POST", "/api/screen", {"queries": [{"name": "x"}], "lists": ["nowhere"]}, 400),
    "no words to search": ("GET", "/api/search", None, 400),
    "a limit beyond bounds": ("GET", "/api/search?q=x&limit=501", None, 400),
    "a day that is none": ("GET", "/api/measures?on=2017-02-30", None, 400),
    "no such entity": ("GET", "/api/entities/nobody", None, 404),
    "no such address": ("GET", "/api/nothing", None, 404),
    "no such address, deeper": ("GET", "/api/nothing/at/all", None, 404),
    "a method it does not take": ("DELETE", "/api/items", None, 405),
}


@pytest.mark.parametrize("name", WRONG)
def test_refusals_have_one_shape(client: httpx.Client, name: str) -> None:
    method, path, body, status = WRONG[name]
    answer = client.request(method, path, json=body) if body is not None else client.request(method, path)
    assert answer.status_code == status and answer.headers["content-type"] == "application/json"
    error = answer.json()["error"]
    assert set(error) == {"kind", "message", "place", "remedy"} and error["message"]


def test_a_token_reaches_no_further_than_its_scope(client: httpx.Client, plain: TestOffice) -> None:
    view = access.view_of(plain.bench, plain.reader)
    reading = access.issue_token(view, plain.bench, "reads only", ("read",), 30)
    client.headers["authorization"] = f"Bearer {reading}"
    assert client.get("/api/lists").status_code == 200
    answer = client.post("/api/screen", json={"queries": [{"name": "x"}]})
    assert answer.status_code == 403 and answer.json()["error"]["kind"] == "NotAllowed"


def test_a_token_that_was_ended(client: httpx.Client, plain: TestOffice) -> None:
    view = access.view_of(plain.bench, plain.reader)
    client.headers["authorization"] = "Bearer " + access.issue_token(
        view, plain.bench, "ended", ("read",), 30
    )
    assert client.get("/api/lists").status_code == 200
    (held,) = (one for one in access.issued_tokens(view, plain.bench) if one.label == "ended")
    access.revoke_token(view, plain.bench, held.id)
    assert client.get("/api/lists").status_code == 401


def test_a_session_is_no_token(client: httpx.Client, plain: TestOffice) -> None:
    client.headers["authorization"] = f"Bearer {plain.reader}"
    assert client.get("/api/lists").status_code == 401
    del client.headers["authorization"]
    client.cookies.set("sightline-session", plain.reader)
    assert client.get("/api/lists").status_code == 401


def test_another_day_is_another_world(client: httpx.Client, plain: TestOffice) -> None:
    before = plain.bench.clock() - timedelta(days=1)
    answer = client.get("/api/items", params={"known_at": before.isoformat()})
    assert answer.json()["items"] == []
    assert client.get("/api/measures", params={"as_of": "2006-01-01"}).json()["measures"] == []


def test_the_description_names_every_address_and_loads_nothing(client: httpx.Client) -> None:
    del client.headers["authorization"]
    answer = client.get("/api/openapi.json")
    described = answer.json()
    assert set(described["paths"]) == {
        "/api/lists", "/api/items", "/api/items/{sha256}", "/api/entities/{entity_id}", "/api/search",
        "/api/measures", "/api/cases", "/api/cases/{case_id}", "/api/reports", "/api/screen",
        "/api/ledgers", "/api/ledgers/{cap}", "/api/trade", "/api/accounts/ranking",
        "/api/network", "/api/network/rows", "/api/cases/{case_id}/network",
        "/api/aid", "/api/aid/{exemption_id}", "/api/aid/check", "/api/aid/request",
        "/api/check", "/api/checks/{check_id}", "/api/measures/changes", "/api/ships/{ship_id}",
            "/api/manifests", "/api/jobs/{job_id}", "/api/jobs/{job_id}/cancel", "/api/marked",
            "/api/jobs/{job_id}/files/{file}",
        "/api/match/{dataset}", "/api/search/{dataset}", "/api/catalog", "/api/algorithms",
        "/api/healthz", "/api/readyz", "/api/decisions", "/api/decisions/{id}/withdraw",
        "/api/certificates/{id}", "/api/certificates/{id}/replay",
        "/api/payments/disputed", "/api/payments/settled", "/api/payments/settled/{id}/withdraw",
        "/api/reconcile/{dataset}", "/api/reconcile/{dataset}/preview",
        "/api/reconcile/{dataset}/suggest/entity", "/api/reconcile/{dataset}/suggest/property",
        "/api/reconcile/{dataset}/suggest/type", "/api/reconcile/{dataset}/extend/propose",
    }  # fmt: skip
    assert "https://" not in answer.text and "cdn" not in answer.text
    for operations in described["paths"].values():
        for operation in operations.values():
            if not open_to_all(operation):
                assert {"400", "401", "403", "404", "429"} <= set(operation["responses"])
            assert operation["description"]
    for absent in ("/api/swagger", "/api/redoc", "/api/elements", "/schema"):
        assert client.get(absent).status_code == 404


def open_to_all(operation: dict[str, Any]) -> bool:
    """Whether an address tells nothing but that the office answers."""
    return bool(operation["summary"] == "Whether the office answers")


def test_decisions_and_certificates(client: httpx.Client, plain: TestOffice) -> None:
    view = access.view_of(plain.bench, plain.editor)
    token = access.issue_token(view, plain.bench, "decides", ("read", "screen", "investigate"), 30)
    asked = {"queries": [{"name": "Invented Bank One", "id": "decided"}]}
    (answer,) = client.post("/api/screen", json=asked).json()["results"]
    sent = {
        "certificate": answer["certificate"],
        "entity": "bank-one",
        "verdict": "false positive",
        "why": "another bank",
    }
    assert client.post("/api/decisions", json=sent).status_code == 403
    client.headers["authorization"] = f"Bearer {token}"
    assert client.post("/api/decisions", json=sent | {"verdict": "perhaps"}).status_code == 400
    made = client.post("/api/decisions", json=sent)
    assert made.status_code == 201
    (again,) = client.post("/api/screen", json=asked).json()["results"]
    assert again["hits"][0]["alert"] is False and again["hits"][0]["decision"]["stands"]
    held = client.get("/api/decisions", params={"certificate": answer["certificate"]}).json()["decisions"]
    assert [one["id"] for one in held] == [made.json()["decision"]["id"]]
    record = client.get(f"/api/certificates/{answer['certificate']}").json()
    assert record["decisions"][0]["why"] == "another bank" and record["signature"]
    assert client.get(f"/api/certificates/{answer['certificate']}/replay").json()["same"] is True
    id = made.json()["decision"]["id"]
    assert client.post(f"/api/decisions/{id}/withdraw", json={"why": "wrong"}).status_code == 201
    assert client.post(f"/api/decisions/{id}/withdraw", json={"why": "wrong"}).status_code == 409


def test_who_asks_too_much_is_told_when_to_come_again(
    plain: TestOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sightline.api.caller.STRANGERS", 2)
    client = TestClient(create_app(plain.bench))
    statuses = [client.get("/api/lists").status_code for _ in range(3)]
    assert statuses == [401, 401, 429]
    answer = client.get("/api/lists")
    assert int(answer.headers["retry-after"]) > 0 and answer.json()["error"]["kind"] == "TooManyRequests"


def test_aid_is_checked_line_by_line_and_never_a_breach(client: httpx.Client) -> None:
    items = [{"item": "hand pumps", "hs": "841381"}, {"item": "rice", "hs": "1006"}, {"item": "things"}]
    told = client.post("/api/aid/check?as_of=2026-03-02", json={"items": items})
    assert told.status_code == 200, told.text
    assert [one["says"] for one in told.json()["checks"]] == [
        "needs an exemption", "no ban on goods found", "cannot say"
    ]  # fmt: skip
    assert client.post("/api/aid/check", json={"items": []}).status_code == 400
    assert client.post("/api/aid/check", json={"items": [{"item": "x", "colour": "red"}]}).status_code == 400


def test_a_request_for_an_exemption_says_what_is_missing(client: httpx.Client) -> None:
    sent = {"request": {"organisation": "Invented Aid (sample)"}, "items": [{"item": "rice"}]}
    assert client.post("/api/aid/request", json=sent).status_code in (400, 422)
    made = client.post("/api/aid/request", json=sent | {"draft": True, "formats": ["docx"]})
    assert made.status_code == 200 and made.json()["missing"] and made.json()["files"]["docx"]


def test_half_a_letter_refuses_the_query_it_stands_in_alone(client: httpx.Client) -> None:
    body = (
        b'{"queries": [{"name": "Invented Bank Two"}, {"name": "x\\ud800"}, {"name": "Invented Bank Two"}]}'
    )
    answer = client.post("/api/screen", content=body, headers={"content-type": "application/json"})
    told = answer.json()["results"]
    assert answer.status_code == 200 and [bool(one["problem"]) for one in told] == [False, True, False]
    assert "half a letter" in told[1]["problem"] and told[0]["hits"] and told[2]["hits"]


ELSEWHERE = {
    "in the name of a field": b'{"queries": [{"na\\ud800me": "x"}]}',
    "beside the queries": b'{"queries": [], "lists": ["\\ud800"]}',
    "in what is no JSON": b'{"queries": [{"name": "\\ud800"}',
    "no half, no JSON": b'{"queries": [',
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_half_a_letter_elsewhere_refuses_all(client: httpx.Client, name: str) -> None:
    headers = {"content-type": "application/json"}
    assert client.post("/api/screen", content=ELSEWHERE[name], headers=headers).status_code == 400
