"""The screening form: many names, one party with particulars, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

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


def test_every_reason_opens_its_evidence(client: Client) -> None:
    status, page = send(client, names="Invented Bank Two\nSomebody Else Entirely")
    assert status == 200
    assert page.count('class="answer"') == 2
    assert 'href="/entities/bank-two"' in page and "alert" in page
    assert "Nobody on the lists answers" in page
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
    assert status == 200 and 'value="kp"' in page and page.count('class="answer"') == 1


def test_the_twin_answers_as_the_page(client: Client) -> None:
    token = form_token(client.get("/screening").text)
    answer = client.post(
        "/screening.json", data={"names": "Invented Bank Two"}, headers={"x-form-token": token}
    )
    assert answer.json()["answers"][0]["hits"][0]["entity"] == "bank-two"


def test_nothing_to_ask(client: Client) -> None:
    status, page = send(client, names="  \n ")
    assert status == 200 and "nothing to screen" in page


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


def test_names_are_shown_and_never_run(client: Client) -> None:
    status, page = send(client, names='Invented <script>alert("x")</script>')
    assert status == 200 and "<script>alert" not in page and "&lt;script&gt;" in page
