"""Hearings of a case as a page: what was recorded wrongly is put right, and what was wrong stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.web.conftest import Client, form_token
from tests.web.offices import PARTY, TestOffice, copied


@pytest.fixture
def made(plain: TestOffice, tmp_path: Path) -> TestOffice:
    return copied(plain, tmp_path / "office")


def test_a_reply_is_put_right_and_struck_on_the_page(made: TestOffice, visit: Callable[..., Client]) -> None:
    client = visit(made, made.editor)
    address = f"/cases/{made.case}/hearings"
    page = client.get(address, params={"do": "fix-reply", "party": PARTY.id, "which": "1"}).text
    assert "Put reply 1 right" in page
    (heard,) = client.get(f"{address}.json").json()["hearings"]
    said = heard["replies"][0]
    assert said["summary"] in page
    sent = {
        "form_token": form_token(page),
        "do": "fix-reply",
        "party": PARTY.id,
        "which": "1",
        "received_on": said["received_on"],
        "cite": made.cite("8 March 2017").typed,
        "summary": "It says something else.",
    }
    refused = client.post(address, data=sent | {"why": ""})
    assert refused.status_code == 400 and "It says something else." in refused.text
    assert client.post(address, data=sent | {"why": "misread"}, follow_redirects=False).status_code == 303
    shown = client.get(address).text
    assert "It says something else." in shown and "misread" in shown and said["summary"] not in shown
    struck = sent | {"struck": "yes", "why": "another party's"}
    assert client.post(address, data=struck, follow_redirects=False).status_code == 303
    (heard,) = client.get(f"{address}.json").json()["hearings"]
    assert heard["replies"] == []
    assert [put["what"] for put in heard["corrections"]] == ["reply 1", "reply 1 (struck)"]


def test_the_letter_on_record_is_offered_to_be_put_right(
    made: TestOffice, visit: Callable[..., Client]
) -> None:
    client = visit(made, made.editor)
    address = f"/cases/{made.case}/hearings"
    page = client.get(address, params={"do": "fix-letter", "party": PARTY.id}).text
    (heard,) = client.get(f"{address}.json").json()["hearings"]
    assert f'value="{heard["sent_on"]}"' in page and f'value="{heard["deadline"]}"' in page
    assert "put right" not in visit(made, made.reader).get(address).text
