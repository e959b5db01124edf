"""`/api/network`: the same as the page tells, with a token's View; rows with places; what cannot be read."""

from __future__ import annotations

import httpx
import pytest
from litestar.testing import TestClient

from sightline.model.marking import Marking
from sightline.service import access
from sightline.service.ingest import Options, ingest
from tests.detectors.books import payment
from tests.service.made import RED
from tests.service.paid import csv_files
from tests.web.offices import TestOffice, app_of, bare


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    folder = tmp_path_factory.mktemp("offices")
    made = bare(folder / "one")
    for name, rows, marking in (
        ("open", [payment(1, 0, 100, "A", "B"), payment(2, 24, 80, "B", "C")], Marking()),
        ("closed", [payment(3, 30, 8, "A", "SECRET")], RED),
    ):
        (folder / name).mkdir()
        files = csv_files(folder / name, rows, [])
        list(ingest(made.bench.operator_view(), made.bench, files, Options(source="bank", marking=marking)))
    return made


def program(made: TestOffice, who: str) -> httpx.Client:
    token = access.issue_token(access.view_of(made.bench, who), made.bench, "test", ("read",), 30)
    client = TestClient(app_of(made), raise_server_exceptions=False)
    client.headers["authorization"] = f"Bearer {token}"
    return client


def test_around_a_party_with_the_ways_to_another(paid: TestOffice) -> None:
    found = program(paid, paid.reader).get("/api/network?of=A&to=C&hops=2").json()["network"]
    steps = {party["id"]: party["step"] for party in found["parties"]}
    assert steps == {"account-A": 0, "account-B": 1, "account-C": 2}
    assert found["ways"][0]["most"] == "80.00" and "2 steps" in found["ways"][0]["words"]


def test_what_is_closed_is_not_there(paid: TestOffice) -> None:
    for who, seen in ((paid.reader, False), (paid.editor, True)):
        found = program(paid, who).get("/api/network?of=A&hops=1").json()["network"]
        assert ("account-SECRET" in {party["id"] for party in found["parties"]}) == seen
        rows = program(paid, who).get("/api/network/rows?payer=account-A&payee=account-SECRET").json()
        assert bool(rows["found"]["rows"]) == seen


def test_rows_lead_to_places(paid: TestOffice) -> None:
    answer = program(paid, paid.reader).get("/api/network/rows?payer=account-A&payee=account-B")
    (row,) = answer.json()["found"]["rows"]
    assert row["amount"] == "100.00" and row["cite"]["place"].startswith("row 2 ")


@pytest.mark.parametrize(
    "asked",
    [
        "network", "network?of=A&hops=9", "network?of=A&side=up", "network?of=A&since=yesterday",
        "network?of=A&least=NaN", "network/rows?payer=A", "network/rows?payer=A&payee=B&after=-1",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_the_one_shape(paid: TestOffice, asked: str) -> None:
    answer = program(paid, paid.reader).get(f"/api/{asked}")
    assert answer.status_code == 400 and answer.json()["error"]["message"]


def test_the_network_of_a_case(client: httpx.Client, plain: TestOffice) -> None:
    answer = client.get(f"/api/cases/{plain.case}/network")
    assert answer.status_code == 200 and set(answer.json()["network"]) == {"nodes", "ties"}
    assert client.get("/api/cases/nothing/network").status_code == 404
