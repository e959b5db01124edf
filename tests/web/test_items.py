"""An item's page: its bytes are destroyed by whoever may decide, and the page says what is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sightline.service.ingest import Options, ingest
from tests.web.conftest import Client, form_token
from tests.web.offices import TestOffice, copied


def test_refused_rows_stand_on_the_items_page_and_in_its_twin(
    plain: TestOffice, tmp_path: Path, visit: Callable[..., Client]
) -> None:
    made = copied(plain, tmp_path / "office")
    path = tmp_path / "payments.csv"
    head = "payment_id,booked_at,amount,currency,debtor_account,creditor_account"
    bad = [f"{number},2025-01-01,nothing,USD,A,B" for number in range(101)]
    path.write_text("\n".join([head, "x,2025-01-01,5,USD,A,B", *bad, ""]))
    (one,) = ingest(made.bench.operator_view(), made.bench, [path], Options())
    client = visit(made, made.editor)
    page = client.get(f"/items/{one.sha256}").text
    assert "101 of its rows could not be taken" in page and page.count("is not an amount") == 100
    twin = client.get(f"/items/{one.sha256}.json").json()["refused"]
    assert twin["count"] == 101 and twin["shown"][0]["remedy"] == "correct amount"
    rest = client.get(f"/items/{one.sha256}", params={"refused_after": "100"}).text
    assert rest.count("is not an amount") == 1
    assert client.get(f"/items/{one.sha256}", params={"refused_after": "x"}).status_code == 400
    assert "could not be taken" not in client.get(f"/items/{made.note}").text


def test_an_item_is_deleted_lawfully_on_its_page(
    plain: TestOffice, tmp_path: Path, visit: Callable[..., Client]
) -> None:
    made = copied(plain, tmp_path / "office")
    client = visit(made, made.editor)
    address = f"/items/{made.note}"
    page = client.get(address).text
    assert "Delete lawfully" in page and "Delete lawfully" not in visit(made, made.reader).get(address).text
    sent = {"form_token": form_token(page), "why": "order of an invented court"}
    wrong = client.post(address, data=sent | {"hash": "00000000"})
    assert wrong.status_code == 400 and "order of an invented court" in wrong.text
    done = client.post(address, data=sent | {"hash": made.note[:8]}, follow_redirects=False)
    assert done.status_code == 303
    shown = client.get(address, params={"place": "bytes 0-5"}).text
    assert "awfully deleted on" in shown and "Nothing of it is left to show" in shown
    assert client.get(f"{address}/content").status_code == 404
    assert client.get(f"/cases/{made.case}/matrix").status_code == 200
