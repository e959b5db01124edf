"""The network's page: the same as its twin, without script, and every line leads to bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sightline.service.ingest import Options, ingest
from tests.detectors.books import payment
from tests.service.paid import csv_files
from tests.web.conftest import Client
from tests.web.offices import TestOffice, bare

Visit = Callable[..., Client]


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    folder = tmp_path_factory.mktemp("offices")
    made = bare(folder / "one")
    rows = [payment(1, 0, 100, "A", "B<i>"), payment(2, 24, 80, "B<i>", "C"), payment(3, 30, 8, "Z", "A")]
    list(ingest(made.bench.operator_view(), made.bench, csv_files(folder, rows, []), Options(source="bank")))
    return made


def test_the_page_draws_what_its_twin_says(paid: TestOffice, visit: Visit) -> None:
    client = visit(paid, paid.reader)
    page, twin = (client.get(f"/network{end}?of=A&to=C&hops=2") for end in ("", ".json"))
    assert page.status_code == twin.status_code == 200
    network = twin.json()["network"]
    assert {party["id"]: party["step"] for party in network["parties"]}["account-C"] == 2
    assert network["ways"][0]["most"] == "80.00" and 'class="flow-net"' in page.text
    assert page.text.count('class="pay') >= 3 and "<i>" not in page.text.replace("&lt;i&gt;", "")


def test_a_line_leads_to_its_rows_and_a_row_to_its_bytes(paid: TestOffice, visit: Visit) -> None:
    client = visit(paid, paid.reader)
    page = client.get("/network?of=A&hops=1")
    link = re.search(r'href="(/network/rows\?[^"]+)"', page.text)
    assert link
    rows = client.get(link[1].replace("&amp;", "&"))
    assert rows.status_code == 200 and "N0000" in rows.text
    cite = re.search(r'class="cite" href="([^"]+)"', rows.text)
    assert cite and "N0000" in client.get(cite[1].replace("&amp;", "&")).text


@pytest.mark.parametrize("asked", ["hops=9", "side=up", "since=yesterday", "least=NaN"])
def test_what_cannot_be_read_is_refused_with_words(paid: TestOffice, visit: Visit, asked: str) -> None:
    answer = visit(paid, paid.reader).get(f"/network?of=A&{asked}")
    assert answer.status_code == 400


def test_nobody_and_nothing(paid: TestOffice, visit: Visit) -> None:
    client = visit(paid, paid.reader)
    assert client.get("/network").status_code == 200
    assert "No account, address, holder or label" in client.get("/network?of=nobody").text
    assert client.get("/network/rows").status_code == 400
    assert (
        "No payment of one to the other" in client.get("/network/rows?payer=account-A&payee=account-X").text
    )


def test_an_amount_finer_than_its_currency_is_marked_and_others_are_not(tmp_path: Path, visit: Visit) -> None:
    made = bare(tmp_path / "one")
    rows = [payment(1, 0, 1234.56, "A", "B", "JPY"), payment(2, 1, 77, "A", "C", "JPY")]
    rows.append(payment(3, 2, 1234.56, "A", "B", "EUR"))
    files = csv_files(tmp_path, rows, [])
    list(ingest(made.bench.operator_view(), made.bench, files, Options(source="bank")))
    client = visit(made, made.reader)
    assert client.get("/network?of=A&hops=1").text.count("finer than") == 1
    for payee, currency, marks in (("B", "JPY", 1), ("C", "JPY", 0), ("B", "EUR", 0)):
        asked = f"/network/rows?payer=account-A&payee=account-{payee}&currency={currency}"
        assert client.get(asked).text.count("finer than JPY") == marks


def test_every_currency_of_a_line_is_read_aloud_and_names_stand_with_numbers(
    tmp_path: Path, visit: Visit
) -> None:
    made = bare(tmp_path / "one")
    rows = [
        payment(1, 0, 3059.95, "A", "B1", "CNY") | {"creditor_name": "Jun Ito"},
        payment(2, 1, 77, "A", "B1", "EUR") | {"creditor_name": "Jun Ito"},
        payment(3, 2, 5, "A", "B2", "EUR") | {"creditor_name": "Jun Ito"},
    ]
    files = csv_files(tmp_path, rows, [])
    list(ingest(made.bench.operator_view(), made.bench, files, Options(source="bank")))
    text = visit(made, made.reader).get("/network?of=A&hops=1").text
    (label,) = re.findall(r'aria-label="([^"]*CNY[^"]*)"', text)
    assert "77 EUR" in label and "Jun Ito (B1)" in label and "B2" not in label
    table = text[text.index('id="lines"') :]
    assert 'Jun Ito</a> <code class="soft">B1</code>' in table and ">B2</code>" in table


def test_an_account_among_entities_leads_to_its_network(paid: TestOffice, visit: Visit) -> None:
    client = visit(paid, paid.reader)
    answer = client.get("/entities/account-A", follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"].startswith("/network?of=account-A")
    assert client.get("/entities/account-A.json").json()["network"]["parties"]
    assert client.get("/entities/nobody").status_code == 404


WAYS = {
    "to=C": "say around whom to look, too",
    "of=nobody&to=C": "one of the two is not known here",
    "of=A&to=nobody": "one of the two is not known here",
    "of=A&to=A": "No way of up to four steps",
    "of=A&to=C": 'class="ways"',
}


@pytest.mark.parametrize("asked", WAYS)
def test_no_way_was_found_only_where_one_was_looked_for(paid: TestOffice, visit: Visit, asked: str) -> None:
    page = visit(paid, paid.reader).get(f"/network?{asked}").text
    assert WAYS[asked] in page and page.count("No way ") == ('class="ways' not in page)
