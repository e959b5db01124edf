"""Reconciliation API 0.2: what the specification of the W3C community group asks of a service."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx
import pytest

from tests.web.offices import TestOffice

AT = "/api/reconcile/default"


def ask(client: httpx.Client, **queries: Any) -> Any:
    answer = client.post(AT, data={"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_manifest_says_what_the_specification_wants(client: httpx.Client, plain: TestOffice) -> None:
    del client.headers["authorization"]
    answer = client.get(AT, params={"api_key": plain.reader_token})
    told = answer.json()
    assert "0.2" in told["versions"] and answer.headers["access-control-allow-origin"] == "*"
    for name in ("name", "identifierSpace", "schemaSpace"):
        assert isinstance(told[name], str) and told[name]
    assert "{{id}}" in told["view"]["url"] and "{{id}}" in told["preview"]["url"]
    assert isinstance(told["preview"]["width"], int) and isinstance(told["preview"]["height"], int)
    for service in (*told["suggest"].values(), told["extend"]["propose_properties"]):
        assert set(service) == {"service_url", "service_path"}
        address = service["service_url"] + service["service_path"]
        assert plain.reader_token in address  # a client that cannot send a header passes it on
        assert client.get(address + "&prefix=Bank").status_code == 200
    assert all(set(one) == {"id", "name"} for one in told["defaultTypes"])


def test_candidates_have_the_published_shape(client: httpx.Client) -> None:
    told = ask(
        client,
        q0={"query": "Invented Bank Two", "type": "Company", "limit": 2},
        q1={"query": "Somebody Else Entirely"},
        q2={"query": "Invented Bank Two", "properties": [{"pid": "country", "v": "kp"}]},
    )
    assert list(told) == ["q0", "q1", "q2"] and told["q1"]["result"] == []
    for batch in told.values():
        assert isinstance(batch["result"], list) and len(batch["result"]) <= 10
        for one in batch["result"]:
            assert isinstance(one["id"], str) and isinstance(one["name"], str)
            assert isinstance(one["score"], float) and isinstance(one["match"], bool)
            assert all(isinstance(kind["id"], str) for kind in one["type"])
            assert all(isinstance(part["value"], float) for part in one["features"])
    first = told["q0"]["result"][0]
    assert (first["id"], first["match"]) == ("bank-two", False)  # never by a name alone
    assert told["q2"]["result"][0]["match"] is True


def test_by_get_and_as_a_script(client: httpx.Client) -> None:
    queries = json.dumps({"q0": {"query": "Invented Bank Two"}})
    assert client.get(AT, params={"queries": queries}).json()["q0"]["result"]
    script = client.get(AT, params={"queries": queries, "callback": "jsonp_1"})
    assert script.headers["content-type"].startswith("text/javascript")
    assert re.fullmatch(r"/\*\*/jsonp_1\(\{.*\}\);", script.text)
    assert client.get(AT, params={"callback": "alert(1)//"}).status_code == 400


def test_suggestions(client: httpx.Client) -> None:
    (entity,) = client.get(f"{AT}/suggest/entity", params={"prefix": "bank two"}).json()["result"]
    assert entity["id"] == "bank-two" and entity["notable"][0]["id"] == "Company"
    kinds = client.get(f"{AT}/suggest/type", params={"prefix": "vess"}).json()["result"]
    assert kinds == [{"id": "Vessel", "name": "Vessel"}]
    properties = client.get(f"{AT}/suggest/property", params={"prefix": "birth"}).json()["result"]
    assert {"id": "birthDate", "name": "Date of birth"} in properties


def test_values_are_fetched_for_entities(client: httpx.Client) -> None:
    wanted = {"ids": ["bank-two", "nobody"], "properties": [{"id": "name"}, {"id": "country"}]}
    told = client.post(AT, data={"extend": json.dumps(wanted)}).json()
    assert told["rows"]["bank-two"] == {"name": [{"str": "Invented Bank Two"}], "country": [{"str": "kp"}]}
    assert told["rows"]["nobody"] == {"name": [], "country": []}
    assert told["meta"] == [{"id": "name", "name": "Name"}, {"id": "country", "name": "Country"}]
    proposed = client.get(f"{AT}/extend/propose", params={"type": "Company", "limit": 3}).json()
    assert len(proposed["properties"]) == 3 and proposed["type"] == "Company"


def test_a_preview_may_be_framed_and_nothing_else(client: httpx.Client) -> None:
    answer = client.get(f"{AT}/preview", params={"id": "bank-two"})
    assert "Invented Bank Two" in answer.text and "<script" not in answer.text
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "x-frame-options" not in answer.headers
    assert "frame-ancestors 'none'" in client.get(AT).headers["content-security-policy"]
    assert client.get(f"{AT}/preview", params={"id": "nobody"}).status_code == 404


WRONG = {
    "no JSON": "{",
    "no object": "[]",
    "a query for a list": '[{"query": "Invented"}]',
}


@pytest.mark.parametrize("name", WRONG)
def test_refused(client: httpx.Client, name: str) -> None:
    answer = client.post(AT, data={"queries": WRONG[name]})
    assert answer.status_code == 400 and answer.json()["error"]["message"]
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("limit", [0, 101, "many", True])
def test_a_limit_that_is_none_refuses_its_query_alone(client: httpx.Client, limit: object) -> None:
    told = ask(
        client,
        q0={"query": "Invented Bank Two", "limit": limit},
        q1={"query": "Invented Bank Two", "limit": 1},
    )
    assert list(told) == ["q0", "q1"] and told["q0"]["result"] == []
    assert "1 to 100" in told["q0"]["problem"]
    assert len(told["q1"]["result"]) == 1 and "problem" not in told["q1"]


@pytest.mark.parametrize(
    "one",
    [1, None, {"query": 1}, {"query": "A", "properties": 5}, {"query": "A", "properties": [5]}, {"type": 7}],
)
def test_a_query_that_is_none_has_a_problem_and_the_others_are_answered(
    client: httpx.Client, one: object
) -> None:
    told = ask(client, q0=one, q1={"query": "Invented Bank Two"}, q2={"query": "\ud800Invented"})
    assert list(told) == ["q0", "q1", "q2"] and told["q0"] == {"result": [], "problem": told["q0"]["problem"]}
    assert told["q1"]["result"] and "half a letter" in told["q2"]["problem"]


def test_a_type_that_is_none_is_noted(client: httpx.Client) -> None:
    told = ask(
        client, q0={"query": "Invented Bank Two", "type": "Persoon"}, q1={"query": "Invented Bank Two"}
    )
    assert "'Persoon'" in told["q0"]["notes"][0] and "notes" not in told["q1"]
    assert told["q0"]["result"][0]["id"] == told["q1"]["result"][0]["id"] == "bank-two"


@pytest.mark.parametrize(("pid", "noted"), [("callSign", True), ("Country", True), ("country", False)])
def test_a_property_nothing_is_compared_by_is_noted(client: httpx.Client, pid: str, noted: bool) -> None:
    told = ask(client, q0={"query": "Invented Bank Two", "properties": [{"pid": pid, "v": "KP"}]})["q0"]
    assert told["result"] and any(repr(pid) in note for note in told.get("notes", [])) is noted


def test_without_a_token_and_for_a_data_set_that_is_not_there(client: httpx.Client) -> None:
    assert client.get("/api/reconcile/nowhere").status_code == 404
    del client.headers["authorization"]
    assert client.get(AT).status_code == 401
    assert client.get(AT, params={"api_key": "slt_wrong"}).status_code == 401
