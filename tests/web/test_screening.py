"""The screening form: many names, one party with particulars, and what it refuses."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest

from tests.service.workbooks import workbook
from tests.web.conftest import Client, form_token
from tests.web.offices import TestOffice

Visit = Callable[..., Client]


@pytest.fixture
def client(plain: TestOffice, visit: Visit) -> Client:
    return visit(plain, plain.reader)


def send(client: Client, **sent: str) -> tuple[int, str]:
    """Fill the form in; the status and the page."""
    token = form_token(client.get("/screening").text)
    answer = client.post("/screening", data={"form_token": token, **sent})
    return answer.status_code, answer.text


def run_of(page: str) -> str:
    """The address of the run a page shows."""
    return re.search(r"/screenings/[0-9a-f]+", page)[0]  # type: ignore[index]


def test_every_reason_opens_its_evidence(client: Client) -> None:
    status, page = send(client, names="Invented Bank Two\nSomebody Else Entirely")
    assert status == 200
    assert page.count('class="answer"') == 1
    whole = client.get(run_of(page) + "?show=all").text
    assert whole.count('class="answer"') == 2 and "Nobody on the lists answers" in whole
    assert 'href="/entities/bank-two"' in page and "alert" in page
    place = page.split('class="reason-cites"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    assert 'id="cite"' in client.get(place).text


def test_the_certificate_is_linked_and_holds_the_same(client: Client) -> None:
    _, page = send(client, names="Invented Bank Two")
    address = "/certificates/" + page.split('href="/certificates/')[1].split('"')[0]
    held = client.get(address + ".json").json()["certificate"]
    assert held["query"] == {"name": "Invented Bank Two"} and held["hits"][0]["entity"] == "bank-two"
    assert held["lists"][0]["list"] == "invented"


def test_particulars_of_one_party(client: Client) -> None:
    status, page = send(client, names="Invented Bank Two", country="kp")
    assert status == 200 and "country kp" in page and page.count('class="answer"') == 1


def test_the_twin_answers_as_the_page(client: Client) -> None:
    token = form_token(client.get("/screening").text)
    answer = client.post(
        "/screening.json", data={"names": "Invented Bank Two"}, headers={"x-form-token": token}
    )
    assert answer.json()["answers"][0]["hits"][0]["entity"] == "bank-two"


def test_nothing_to_ask(client: Client) -> None:
    status, page = send(client, names="  \n ")
    assert status == 400 and "nothing to screen" in page


WRONG = {
    "particulars of two": ({"names": "A\nB", "country": "kp"}, "belong to one party"),
    "a threshold in words": ({"names": "A", "threshold": "high"}, "not a threshold"),
    "a threshold beyond one": ({"names": "A", "threshold": "1.01"}, "not a threshold"),
    "a list nobody holds": ({"names": "A", "lists": "nowhere"}, "nowhere"),
    "too many": ({"names": "A\n" * 501}, "more than 500 parties"),
}


@pytest.mark.parametrize("name", WRONG)
def test_refused(client: Client, name: str) -> None:
    sent, says = WRONG[name]
    status, page = send(client, **sent)
    assert status == 400 and says in page.lower()
    assert sent["names"].split("\n")[0] in page and "refused" not in page.split("<title>")[1][:30].lower()


def test_a_refused_form_comes_back_as_it_was_typed_with_its_field_marked(client: Client) -> None:
    status, page = send(client, names="A\nB", country="kp", threshold="0.7")
    assert status == 400 and ">A\nB</textarea>" in page.replace("\r", "")
    assert 'name="country" value="kp"' in page and 'value="0.7"' in page and "<details" in page
    assert page.count('aria-invalid="true"') == 1 and "Leave one name" in page


def test_a_refused_decision_comes_back_as_it_was_typed(plain: TestOffice, visit: Visit) -> None:
    client = visit(plain, plain.editor)
    _, page = send(client, names="Invented Bank Three")
    run = run_of(page)
    told = client.get(run + ".json").json()["answers"][0]
    sent = {
        "form_token": form_token(page), "verdict": "false", "certificate": told["certificate"],
        "entity": "bank-three", "why": "another bank by its register", "number": "0", "show": "open",
        "until": "2099-01-01", "scope": "name",
    }  # fmt: skip
    after = client.post(f"{run}/decide", data=sent)
    assert after.status_code == 400 and ">another bank by its register</textarea>" in after.text
    assert 'value="2099-01-01" aria-invalid="true"' in after.text and "Give a day between" in after.text
    assert '<option value="name" selected>' in after.text
    for missing in ({"entity": "nobody"}, {"number": "7"}):  # no form to come back to: told above
        assert client.post(f"{run}/decide", data=sent | missing).status_code in {400, 404}
    good = client.post(f"{run}/decide", data=sent | {"until": ""})
    assert good.status_code == 200 and "whoever bears the name" in client.get(run + "?show=decided").text


def test_names_are_shown_and_never_run(client: Client) -> None:
    status, page = send(client, names='Invented <script>alert("x")</script>')
    assert status == 200 and "<script>alert" not in page and "&lt;script&gt;" in page


def test_a_file_is_screened_as_names_are(client: Client) -> None:
    token = form_token(client.get("/screening").text)
    book = workbook(["Name", "Country", "id"], ["Invented Bank Two", "kp", "c-1"], ["", "", "c-2"])
    answer = client.post(
        "/screening", data={"form_token": token}, files={"file": ("parties.xlsx", io.BytesIO(book))}
    )
    assert answer.status_code == 200 and "parties.xlsx" in answer.text and "country kp" in answer.text
    assert ">Refused <span" in answer.text.replace("\n", "")
    told = client.get(run_of(answer.text) + ".json?show=all").json()
    assert told["counts"]["refused"] == 1 and told["answers"][0]["hits"][0]["match"] is True
    for show in ("refused", "all"):  # a row with no name at all among them
        page = client.get(run_of(answer.text), params={"show": show})
        assert page.status_code == 200 and "a party without a name" in page.text


@pytest.mark.parametrize(("sheet", "status"), [("full", 200), ("third", 422)])
def test_the_sheet_named_is_screened(client: Client, sheet: str, status: int) -> None:
    token = form_token(client.get("/screening").text)
    book = io.BytesIO(workbook(["Name"], ["Invented Bank Two"], sheets=("Other", "Full")))
    answer = client.post(
        "/screening", data={"form_token": token, "sheet": sheet}, files={"file": ("parties.xlsx", book)}
    )
    assert answer.status_code == status
    assert (
        "parties.xlsx, sheet full" if status == 200 else "one of &#39;Other&#39;, &#39;Full&#39;"
    ) in answer.text


def test_a_wrong_column_is_explained(client: Client) -> None:
    token = form_token(client.get("/screening").text)
    raw = io.BytesIO(b"Full name,DOB\nInvented Bank Two,1970\n")
    answer = client.post("/screening", data={"form_token": token}, files={"file": ("parties.csv", raw)})
    assert answer.status_code == 422 and "full_name" in answer.text


def test_decided_without_a_script_and_gone_from_the_list(plain: TestOffice, visit: Visit) -> None:
    client = visit(plain, plain.editor)
    _, page = send(client, names="Invented Bank Three")
    run = run_of(page)
    form = client.get(f"{run}?at=0&entity=bank-three&do=false").text
    assert 'name="why"' in form and "data-first-field" in form
    told = client.get(run + ".json").json()
    sent = {
        "form_token": form_token(form),
        "verdict": "false",
        "certificate": told["answers"][0]["certificate"],
        "entity": "bank-three",
        "why": "another bank by its register",
        "number": "0",
        "show": "open",
    }
    after = client.post(f"{run}/decide", data=sent)
    assert after.status_code == 200, after.text
    for other in told["answers"][0]["hits"][1:]:
        after = client.post(f"{run}/decide", data=sent | {"entity": other["entity"]})
    assert "Nothing is left to decide" in after.text
    decided = client.get(run + ".json?show=decided").json()["answers"][0]["hits"][0]
    assert decided["cleared"] and decided["decision"]["by"] == "editor"
    assert "another bank by its register" in client.get("/decisions").text
    assert client.post(f"{run}/decide", data=sent | {"why": " "}).status_code == 400


def test_whoever_may_not_decide_gets_no_form(client: Client) -> None:
    _, page = send(client, names="Invented Bank Two")
    run = run_of(page)
    assert "data-act" not in client.get(run).text
    assert 'name="why"' not in client.get(f"{run}?at=0&entity=bank-two&do=false").text


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_exports(client: Client, kind: str) -> None:
    _, page = send(client, names="Invented Bank Two\nSomebody Else Entirely")
    answer = client.get(f"{run_of(page)}/export/{kind}")
    assert answer.status_code == 200 and answer.content
    assert client.get(f"{run_of(page)}/export/pdf").status_code == 400


def test_a_certificate_is_taken_along_and_asked_again(client: Client) -> None:
    _, page = send(client, names="Invented Bank Two")
    address = "/certificates/" + page.split('href="/certificates/')[1].split('"')[0]
    assert client.get(address + "/signed").json()["sightline"] == "certificate/1"
    assert "the same answer" in client.get(address + "?replay=1").text
