"""The review queue and the ownership page: each with its twin, worked through with forms alone."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sightline.model.marking import Marking
from sightline.service import judgements, pairs, worker
from sightline.service.workbench import open_workbench
from tests.service.listed import compared
from tests.web.conftest import Client, form_token
from tests.web.offices import AT, SECRET, TestOffice, copied, counted, session_of

Visit = Callable[..., Client]


@pytest.fixture(scope="module")
def template(plain: TestOffice, tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    """An office with two lists that were compared, to be copied."""
    folder = tmp_path_factory.mktemp("compared")
    shutil.copytree(plain.bench.folder, folder / "office")
    bench = open_workbench(folder / "office", clock=lambda: AT, entropy=counted())
    compared(bench, folder)
    return replace(plain, bench=bench)


@pytest.fixture
def made(template: TestOffice, tmp_path: Path) -> TestOffice:
    """A copy of it."""
    return copied(template, tmp_path / "office")


@pytest.fixture
def judge(made: TestOffice, visit: Visit) -> Client:
    """Someone who may judge."""
    return visit(made, session_of(made.bench, "judge", "editor", SECRET))


def ids(made: TestOffice) -> list[str]:
    return [line.id for line in pairs.queue(made.bench.operator_view(), made.bench)]


def test_the_queue_and_its_twin(made: TestOffice, judge: Client) -> None:
    page, twin = judge.get("/pairs"), judge.get("/pairs.json").json()
    assert page.status_code == 200 and 'data-act="s"' in page.text
    assert [one["id"] for one in twin["pairs"]] == ids(made)
    assert twin["counts"]["open"] == 2 and twin["stale"] is False
    assert judge.get("/pairs?state=invented").status_code == 400
    assert judge.get("/pairs?q=nobody").text.count("data-row") == 0


def test_a_pair_side_by_side(made: TestOffice, judge: Client) -> None:
    first = ids(made)[0]
    page, twin = judge.get(f"/pairs/{first}?do=same"), judge.get(f"/pairs/{first}.json").json()
    assert "<textarea" in page.text and twin["reasons"][0]["text"].partition(" ")[0] in page.text
    assert {one["name"] for one in twin["properties"]} >= {"name"}
    assert judge.get("/pairs/p-0").status_code == 404


def test_judging_goes_on_to_the_next_and_can_be_taken_back(made: TestOffice, judge: Client) -> None:
    first, second = ids(made)
    token = form_token(judge.get(f"/pairs/{first}?do=same").text)
    sent = {"form_token": token, "why": "a test", "cite": "1"}
    gone = judge.post(f"/pairs/{first}/same", data=sent, follow_redirects=False)
    assert gone.status_code == 303 and gone.headers["location"].startswith(f"/pairs/{second}?")
    (told,) = judgements.judgements(made.bench.operator_view(), made.bench)
    assert (told.by, told.why, told.verdict) == ("judge", "a test", "same") and told.evidence
    back = judge.post(f"/pairs/{first}/withdraw", data={"form_token": token, "why": "too soon"})
    assert back.status_code == 200 and "taken back" in back.text


def test_a_judgement_without_a_reason_is_refused(made: TestOffice, judge: Client) -> None:
    first = ids(made)[0]
    token = form_token(judge.get(f"/pairs/{first}?do=different").text)
    refused = judge.post(f"/pairs/{first}/different", data={"form_token": token, "why": " "})
    assert refused.status_code == 400
    assert judgements.judgements(made.bench.operator_view(), made.bench) == ()


def test_a_reader_is_offered_no_judgement(made: TestOffice, visit: Visit) -> None:
    reader = visit(made, session_of(made.bench, "only-reads", "reader", Marking()))
    first = ids(made)[0]
    assert 'data-act="s"' not in reader.get("/pairs").text
    token = form_token(reader.get("/account").text)
    refused = reader.post(f"/pairs/{first}/same", data={"form_token": token, "why": "x"})
    assert refused.status_code == 403


def test_ownership(judge: Client) -> None:
    assert "Fifty percent or more" in judge.get("/ownership").text
    page, twin = judge.get("/ownership?entity=b-held"), judge.get("/ownership.json?entity=b-held").json()
    assert "Invented Star Shipping" in page.text
    assert twin["answer"]["rules"][0]["verdict"] == "reached"
    assert judge.get("/ownership?entity=nobody").status_code == 404


def test_a_page_shows_what_all_that_is_one_says(made: TestOffice, judge: Client) -> None:
    alone = judge.get("/entities/a-kim")
    assert "Judged to be one" not in alone.text
    said = judgements.Said(judgements.Verdict.SAME, "the same birth date")
    judgements.judge(made.bench.operator_view(), made.bench, "a-kim", "b-kim", said)
    page, twin = judge.get("/entities/a-kim"), judge.get("/entities/a-kim.json").json()
    assert "Judged to be one" in page.text and "KIM, Invented-Chol" in page.text and ">beta<" in page.text
    (other,) = twin["page"]["merged"]["same"]
    assert other["entity"]["id"] == "b-kim" and other["entity"]["statements"][0]["item"]
    led = judge.get(f"/entities/{twin['page']['merged']['canonical']}.json").json()
    assert led["page"]["entity"]["id"] == "a-kim"


def test_the_comparison_is_a_job(made: TestOffice, judge: Client) -> None:
    token = form_token(judge.get("/account").text)
    sent = judge.post("/pairs/resolve", data={"form_token": token}, follow_redirects=False)
    assert sent.status_code == 303 and sent.headers["location"].startswith("/jobs/")
    worker.work(made.bench, threading.Event(), once=True)
    told = judge.get(sent.headers["location"] + ".json").json()
    assert told["job"]["state"] == "done", told
