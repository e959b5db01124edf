"""Every page and its twin, over a real office."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.conftest import Client
from tests.web.offices import TestOffice

Visit = Callable[..., Client]

PAGES = {
    "overview": ("/", "/index.json", "Invented office"),
    "items": ("/items", "/items.json", "note.txt"),
    "items found": ("/items?q=letter", "/items.json?q=letter", "letter.txt"),
    "item": ("/items/{note}", "/items/{note}.json", "Three banks stood on the list"),
    "entities": ("/entities", "/entities.json", "Entities"),
    "entities found": ("/entities?q=bank+two", "/entities.json?q=bank+two", "Invented Bank Two"),
    "entity": ("/entities/bank-two", "/entities/bank-two.json", "Invented Bank Two"),
    "screening": ("/screening", "/screening.json", "invented"),
    "certificate": ("/certificates/{certificate}", "/certificates/{certificate}.json", "Invented Bank Two"),
    "measures": ("/measures?on=2017-03-01", "/measures.json?on=2017-03-01", "asset-freeze"),
    "may I": ("/check?hs=2701", "/check.json?hs=2701", "2701"),
    "what changed": (
        "/measures/changes?since=2017-08-04&until=2017-08-05",
        "/measures/changes.json?since=2017-08-04&until=2017-08-05",
        "coal-ban",
    ),
    "measure": ("/measures/asset-freeze", "/measures/asset-freeze.json", "unverified"),
    "caps": ("/ledgers", "/ledgers.json", "refined"),
    "cap": ("/ledgers/crude", "/ledgers/crude.json", "2397 ¶4"),
    "trade": ("/trade", "/trade.json", "false positive"),
    "aid": ("/aid", "/aid.json", "Implementation Assistance Notice No. 7"),
    "lists": ("/lists", "/lists.json", "invented"),
    "cases": ("/cases", "/cases.json", "An invented case"),
    "case": ("/cases/{case}", "/cases/{case}.json", "It was authorised."),
    "reports": ("/reports", "/reports.json", "T/2026/1"),
    "report": ("/reports/{report}", "/reports/{report}.json", "An invented report"),
    "account": ("/account", "/account.json", "reader"),
}


def address(made: TestOffice, path: str) -> str:
    """Fill in the ids of this office."""
    return path.format(note=made.note, certificate=made.certificate, case=made.case, report=made.report)


@pytest.mark.parametrize("name", PAGES)
def test_page_and_twin_show_the_same(plain: TestOffice, visit: Visit, name: str) -> None:
    page, twin, says = PAGES[name]
    client = visit(plain, plain.reader)
    shown, dumped = client.get(address(plain, page)), client.get(address(plain, twin))
    assert shown.status_code == dumped.status_code == 200
    assert shown.headers["content-type"] == "text/html; charset=utf-8"
    assert dumped.headers["content-type"] == "application/json"
    assert says in shown.text and says in dumped.text
    assert dumped.json()["view"]["as_of"] == "2026-03-02"


@pytest.mark.parametrize("name", PAGES)
def test_page_runs_under_the_strict_policy(plain: TestOffice, visit: Visit, name: str) -> None:
    shown = visit(plain, plain.reader).get(address(plain, PAGES[name][0]))
    policy = shown.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert shown.headers["referrer-policy"] == "no-referrer"
    assert shown.headers["cross-origin-opener-policy"] == "same-origin"
    assert shown.headers["cache-control"] == "no-store"
    assert "<style" not in shown.text and " style=" not in shown.text and " onclick=" not in shown.text
    assert "http://" not in shown.text.replace("http://www.w3.org/", "")


@pytest.mark.parametrize("name", PAGES)
def test_nobody_signed_in_sees_nothing(plain: TestOffice, visit: Visit, name: str) -> None:
    page, twin, _ = PAGES[name]
    client = visit(plain)
    shown = client.get(address(plain, page), follow_redirects=False)
    assert shown.status_code == 303 and shown.headers["location"].startswith("/sign-in")
    dumped = client.get(address(plain, twin))
    assert dumped.status_code == 401 and dumped.json()["error"]["kind"] == "SignInRequired"


def test_the_day_is_kept_over_navigation(plain: TestOffice, visit: Visit) -> None:
    shown = visit(plain, plain.reader).get("/measures?as_of=2017-03-01&known_at=2026-03-02T09:30")
    assert "what was true on" in shown.text and "1 March 2017" in shown.text
    assert 'href="/cases?as_of=2017-03-01&amp;known_at=2026-03-02T09%3A30"' in shown.text
    assert (
        "known_at" not in visit(plain, plain.reader).get("/cases?as_of=2017-03-01").text.split("<footer")[0]
    )


def test_what_was_not_known_then_is_not_there(plain: TestOffice, visit: Visit) -> None:
    client = visit(plain, plain.reader)
    assert client.get(f"/items/{plain.note}?known_at=2026-03-01T00:00").status_code == 404
    assert client.get(f"/items/{plain.note}?known_at=2026-03-02T09:30").status_code == 200


WRONG = {
    "a day that is none": "/measures?on=2017-02-30",
    "a View's day that is none": "/?as_of=yesterday",
    "a time that is none": "/?known_at=noon",
    "a place that is none": "/items/{note}?place=somewhere",
    "an edition that is none": "/reports/{report}?edition=secret",
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_question_is_refused(plain: TestOffice, visit: Visit, name: str) -> None:
    answer = visit(plain, plain.reader).get(address(plain, WRONG[name]))
    assert answer.status_code in {400, 422}
    assert "not " in answer.text.lower()


@pytest.mark.parametrize(
    "path", ["/nothing", "/items/00", "/entities/bank-nine", "/cases/c-aaaaaaaa", "/measures/x"]
)
def test_every_absence_is_the_same(plain: TestOffice, visit: Visit, path: str) -> None:
    client = visit(plain, plain.reader)
    absent, other = client.get(path), client.get("/reports/r-aaaaaaaa")
    assert absent.status_code == other.status_code == 404
    assert absent.content == other.content
    assert client.get(path + ".json").json() == client.get("/reports/r-aaaaaaaa.json").json()


def test_a_method_it_does_not_take(plain: TestOffice, visit: Visit) -> None:
    answer = visit(plain, plain.reader).post("/items.json")
    assert answer.status_code == 405
    assert answer.json()["error"]["message"] == "this address does not take that method"


def test_files_of_an_edition(plain: TestOffice, visit: Visit) -> None:
    client = visit(plain, plain.reader)
    for form, start in (
        ("pdf", b"%PDF"),
        ("docx", b"PK"),
        ("html", b"<!doctype"),
        ("json", b"{"),
        ("bundle", b""),
    ):
        answer = client.get(f"/reports/{plain.report}/files/{form}?edition=public")
        assert answer.status_code == 200 and answer.content.startswith(start)
        assert answer.headers["content-disposition"].startswith("attachment")
    assert client.get(f"/reports/{plain.report}/files/exe").status_code == 404


def test_bytes_are_handed_out_as_they_came(plain: TestOffice, visit: Visit) -> None:
    answer = visit(plain, plain.reader).get(f"/items/{plain.letter}/content")
    assert answer.text.startswith("Invented Network is asked")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "attachment" in answer.headers["content-disposition"]


def test_static_files_are_ours(plain: TestOffice, visit: Visit) -> None:
    answer = visit(plain).get("/static/sightline.css")
    assert answer.status_code == 200 and "@import" not in answer.text and "url(" not in answer.text
