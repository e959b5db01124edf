"""The FollowTheMoney matching API as its clients ask it: shapes, filters, tokens, refusals."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.web.offices import TestOffice

BANK = {"schema": "Company", "properties": {"name": ["Invented Bank Two"], "country": ["kp"]}}


def match(client: httpx.Client, path: str = "default", **queries: Any) -> Any:
    answer = client.post(f"/api/match/{path}", json={"queries": queries, "weights": {}, "config": {}})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_an_example_finds_its_entity_in_the_shape_clients_read(client: httpx.Client) -> None:
    told = match(client, a=BANK, b={"schema": "Person", "properties": {"name": "Somebody Else"}})
    first, none = told["responses"]["a"], told["responses"]["b"]
    assert (first["status"], first["total"]["relation"]) == (200, "eq")
    found = first["results"][0]
    assert (found["id"], found["schema"], found["datasets"]) == ("bank-two", "Company", ["invented"])
    assert found["match"] is True and 0 <= found["score"] <= 1
    assert found["properties"]["name"] == ["Invented Bank Two"]
    assert set(found["features"]) == set(found["explanations"]) and found["explanations"]
    assert all(
        {"score", "detail", "query", "candidate"} <= set(one) for one in found["explanations"].values()
    )
    assert first["query"] == {"id": None, **BANK} and first["certificate"]
    assert none["results"] == [] and none["total"]["value"] == 0
    assert told["limit"] == 5 and all("description" in one for one in told["matcher"].values())


def test_the_threshold_decides_what_is_a_match_and_the_cutoff_what_is_there(client: httpx.Client) -> None:
    near = {"schema": "Company", "properties": {"name": ["Invented Bank Tvo"]}}
    strict = match(client, "default?threshold=1&cutoff=0.1&limit=1", a=near)["responses"]["a"]
    assert len(strict["results"]) == 1 and strict["results"][0]["match"] is False
    assert match(client, "default?cutoff=1&threshold=1", a=near)["responses"]["a"]["results"] == []


def test_a_limit_of_none_tells_how_many_there_are(client: httpx.Client) -> None:
    """As the API's first server has it: bounds are from 0, and the answer is one like others."""
    told = match(client, "default?limit=0", a=BANK)
    assert (told["limit"], told["responses"]["a"]["results"]) == (0, [])
    assert told["responses"]["a"]["total"]["value"] > 0


def test_who_is_among_the_hits_is_a_result_whatever_else_speaks_against_it(client: httpx.Client) -> None:
    other = {"schema": "Person", "properties": {"name": ["Invented Bank Two"], "country": ["us"]}}
    told = match(client, a=other)["responses"]["a"]
    found = next(one for one in told["results"] if one["id"] == "bank-two")
    assert found["score"] < 0.8 and found["match"] is False and found["features"]["country"] < 0
    cut = match(client, "default?cutoff=0.8", a=other)["responses"]["a"]
    assert "bank-two" not in [one["id"] for one in cut["results"]], "a cutoff leaves out whatever scores less"
    away = {"schema": "Person", "properties": {"name": ["Somebody Else"], "country": ["us"]}}
    assert match(client, a=away)["responses"]["a"]["results"] == []


def test_filters(client: httpx.Client) -> None:
    for left_out in ("exclude_dataset=invented", "exclude_schema=Company", "exclude_entity_ids=bank-two"):
        found = match(client, f"default?{left_out}", a=BANK)["responses"]["a"]["results"]
        assert "bank-two" not in [one["id"] for one in found], left_out
    assert match(client, "invented", a=BANK)["responses"]["a"]["results"]
    assert match(client, "default?include_dataset=invented", a=BANK)["responses"]["a"]["results"]


def test_a_query_nothing_can_be_asked_of_is_told_and_the_others_answered(client: httpx.Client) -> None:
    told = match(client, a={"schema": "Person", "properties": {}}, b=BANK)["responses"]
    assert told["a"]["status"] == 400 and told["a"]["problem"] and not told["a"]["certificate"]
    assert told["b"]["results"]


@pytest.mark.parametrize(
    "one",
    [
        *(None, 5, "Invented Bank", [], {}),
        *({"schema": 5, "properties": {}}, {"schema": "Company", "properties": 5}),
        {"properties": {"name": ["x"]}},
    ],
)
def test_what_is_no_entity_is_told_and_the_others_answered(client: httpx.Client, one: Any) -> None:
    told = match(client, a=one, b=BANK)["responses"]
    assert set(told) == {"a", "b"} and told["a"]["status"] == 400 and told["a"]["problem"]
    assert told["b"]["results"]


def test_letters_of_another_encoding_are_refused(client: httpx.Client) -> None:
    body = '{"queries": {"a": {"schema": "Person", "properties": {"name": ["José"]}}}}'.encode("latin-1")
    answer = client.post("/api/match/default", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400 and "UTF-8" in answer.json()["error"]["message"]


def test_what_is_no_text_is_no_name_and_said(client: httpx.Client) -> None:
    garbage = {"schema": "Person", "properties": {"name": [None, 5, {"x": 1}], "idNumber": [123456]}}
    mixed = {"schema": "Company", "properties": {"name": ["Invented Bank Two", 5]}}
    told = match(client, a=garbage, b=mixed)["responses"]
    assert told["a"]["notes"][0] == "name: 3 values no text: not compared"
    assert told["a"]["query"]["properties"] == {"name": [None, 5, "…"], "idNumber": [123456]}
    assert told["b"]["results"] and told["b"]["notes"] == ["name: 1 value no text: not compared"]
    del garbage["properties"]["idNumber"]  # type: ignore[attr-defined]
    (nothing,) = match(client, a=garbage)["responses"].values()
    assert nothing["status"] == 400 and nothing["problem"] and not nothing["certificate"]


@pytest.mark.parametrize(("schema", "noted"), [("Persoon", True), ("Nonsense", True), ("LegalEntity", False)])
def test_a_schema_nobody_knows_is_noted(client: httpx.Client, schema: str, noted: bool) -> None:
    asked = {"schema": schema, "properties": {"name": ["Invented Bank Two"]}}
    told = match(client, a=asked)["responses"]["a"]
    assert told["results"] and told["status"] == 200
    assert any(repr(schema) in note for note in told["notes"]) is noted


@pytest.mark.parametrize(("prop", "noted"), [("birthday", True), ("gender", False), ("birthDate", False)])
def test_a_property_no_such_entity_has_is_noted(client: httpx.Client, prop: str, noted: bool) -> None:
    asked = {"schema": "Person", "properties": {"name": ["Invented Bank Two"], prop: ["1961"]}}
    told = match(client, a=asked)["responses"]["a"]
    assert told["status"] == 200 and any(repr(prop) in note for note in told["notes"]) is noted


@pytest.mark.parametrize("path", ["match/default", "screen", "check"])
def test_a_body_that_is_nested_without_end_is_refused(client: httpx.Client, path: str) -> None:
    for body in (b"[" * 100_000, b'{"queries":{"a":' + b'{"properties":' * 100_000):
        answer = client.post(f"/api/{path}", content=body, headers={"content-type": "application/json"})
        assert answer.status_code == 400 and answer.json()["error"]["message"]
    deep: Any = "x"
    for _ in range(400):
        deep = [deep]
    answer = client.post(
        "/api/match/default", json={"queries": {"a": {"schema": "Person", "properties": {"name": deep}}}}
    )
    assert answer.status_code == 200 and answer.json()["responses"]["a"]["status"] == 400


WRONG: dict[str, tuple[str, Any, int]] = {
    "no queries": ("default", {"queries": {}}, 400),
    "a data set nobody holds": ("nowhere", {"queries": {"a": BANK}}, 404),
    "another algorithm": ("default?algorithm=logic-v1", {"queries": {"a": BANK}}, 400),
    "weights": ("default", {"queries": {"a": BANK}, "weights": {"name": 1.0}}, 400),
    "a threshold beyond one": ("default?threshold=1.5", {"queries": {"a": BANK}}, 400),
    "since when": ("default?changed_since=2026-01-01", {"queries": {"a": BANK}}, 400),
}


@pytest.mark.parametrize("name", WRONG)
def test_refused_in_the_one_shape(client: httpx.Client, name: str) -> None:
    path, body, status = WRONG[name]
    answer = client.post(f"/api/match/{path}", json=body)
    assert answer.status_code == status
    assert answer.json()["detail"] == answer.json()["error"]["message"]


@pytest.mark.parametrize("scheme", ["ApiKey ", "Bearer ", "Token ", ""])
def test_the_token_as_clients_send_it(client: httpx.Client, plain: TestOffice, scheme: str) -> None:
    client.headers["authorization"] = scheme + plain.reader_token
    assert client.get("/api/catalog").status_code == 200
    del client.headers["authorization"]
    assert client.get(f"/api/catalog?api_key={plain.reader_token}").status_code == 401


def test_the_catalog_names_each_list_and_all_of_them(client: httpx.Client) -> None:
    told = client.get("/api/catalog").json()
    whole, one = told["datasets"]
    assert (whole["name"], whole["children"]) == ("default", ["invented"])
    assert (one["name"], one["entity_count"], one["load"]) == ("invented", 3, True)
    assert told["current"] == ["default", "invented"] and told["index_stale"] is False


def test_algorithms(client: httpx.Client) -> None:
    told = client.get("/api/algorithms").json()
    assert told["best"] == told["default"] == told["algorithms"][0]["name"]
    assert told["algorithms"][0]["features"]


def test_search(client: httpx.Client) -> None:
    told = client.get("/api/search/default", params={"q": "invented bank", "limit": 2}).json()
    assert told["total"] == {"value": 3, "relation": "eq"} and len(told["results"]) == 2
    assert told["facets"]["countries"]["values"] == [{"name": "kp", "label": "KP", "count": 3}]
    rest = client.get("/api/search/default", params={"q": "invented bank", "limit": 2, "offset": 2}).json()
    assert len(rest["results"]) == 1 and rest["results"][0]["id"] not in [
        one["id"] for one in told["results"]
    ]
    for nothing in ({"schema": "Person"}, {"countries": "ru"}, {"topics": "x"}):
        found = client.get("/api/search/default", params={"q": "invented bank"} | nothing).json()
        assert found["results"] == []
    assert client.get("/api/search/default", params={"q": "a", "schema": "Nothing"}).status_code == 400


def test_half_a_name_misspelt_is_found_behind_what_holds_the_text(client: httpx.Client) -> None:
    def found(text: str) -> list[str]:
        told = client.get("/api/search/default", params={"q": text}).json()
        return [one["id"] for one in told["results"]]

    assert "bank-two" in found("inventted bank") and found("nothing of the kind") == []
    assert found("Invented Bank Two")[0] == "bank-two"


def test_whoever_stands_on_a_list_is_asked_for_by_its_topic(client: httpx.Client) -> None:
    for topics, found in (("sanction", True), ("role.pep", False)):
        told = match(client, f"default?topics={topics}", a=BANK)["responses"]["a"]
        assert bool(told["results"]) is found
    assert client.get("/api/search/default", params={"q": "invented bank", "countries": "KP"}).json()[
        "results"
    ]


def test_an_entity_without_what_hangs_on_it(client: httpx.Client) -> None:
    assert client.get("/api/entities/bank-two?nested=false").json()["adjacent"] == []


def test_health_needs_no_token(client: httpx.Client) -> None:
    del client.headers["authorization"]
    assert client.get("/api/healthz").json() == client.get("/api/readyz").json() == {"status": "ok"}


JSON = {"content-type": "application/json"}


def test_half_a_letter_refuses_the_example_it_stands_in_alone(client: httpx.Client) -> None:
    body = (
        b'{"queries": {"a": {"schema": "Company", "properties": {"name": ["Invented Bank Two"]}}, '
        b'"b": {"schema": "Company", "properties": {"name": ["x\\ud800"]}}}}'
    )
    answer = client.post("/api/match/default", content=body, headers=JSON)
    assert answer.status_code == 200, answer.text
    told = answer.json()["responses"]
    assert told["a"]["results"] and told["a"]["status"] == 200
    assert told["b"]["status"] == 400 and "half a letter" in told["b"]["problem"]
    assert told["b"]["query"]["properties"]["name"] == ["x\ufffd"]


ELSEWHERE = {
    "in the name of an example": b'{"queries": {"\\ud800": {"schema": "Company", "properties": {}}}}',
    "in the name of a property": b'{"queries": {"a": {"schema": "Company", "properties": {"\\ud800": []}}}}',
    "beside the examples": b'{"queries": {}, "config": {"a": "\\ud800"}}',
}


@pytest.mark.parametrize("body", ELSEWHERE.values(), ids=ELSEWHERE)
def test_half_a_letter_elsewhere_refuses_all(client: httpx.Client, body: bytes) -> None:
    assert client.post("/api/match/default", content=body, headers=JSON).status_code == 400
