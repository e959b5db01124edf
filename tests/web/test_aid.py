"""The pages of aid: facts with marks, a list checked, an exemption with its certificate."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sightline.model.aid import ExemptionState
from sightline.service.exemptions import record
from tests.service.test_exemptions import GIVEN
from tests.web.conftest import Client, form_token
from tests.web.offices import TestOffice, bare

Visit = Callable[..., Client]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    """An office with an exemption."""
    found = bare(tmp_path_factory.mktemp("offices") / "one")
    record(found.bench.operator_view(), found.bench, GIVEN, ExemptionState.APPROVED, "letter published")
    return found


def test_the_facts_and_the_exemptions_stand_on_page_and_twin(made: TestOffice, visit: Visit) -> None:
    client = visit(made, made.reader)
    page, twin = client.get("/aid"), client.get("/aid.json")
    assert page.status_code == twin.status_code == 200
    assert "Implementation Assistance Notice No. 7" in page.text and "unverified" in page.text
    (line,) = twin.json()["exemptions"]
    assert line["valid_on_day"] is True and line["reference"] in page.text
    assert "does not hold" in client.get("/aid?as_of=2026-10-01").text


def test_a_list_is_checked_without_script(made: TestOffice, visit: Visit) -> None:
    client = visit(made, made.reader)
    fields = {
        "form_token": form_token(client.get("/aid").text),
        "items": "item,hs\nbolts,731815\nantibiotics,300410\n",
    }
    shown = client.post("/aid/check", data=fields)
    assert shown.status_code == 200
    assert (
        "needs an exemption" in shown.text
        and "no ban on goods found" in shown.text
        and "2397 ¶7" in shown.text
    )
    wrong = client.post("/aid/check", data=fields | {"items": "item,colour\nbolts,red\n"})
    assert "unknown column &#39;colour&#39;" in wrong.text


def test_an_exemption_has_a_page_and_those_who_decide_get_its_certificate(
    made: TestOffice, visit: Visit
) -> None:
    reader, editor = visit(made, made.reader), visit(made, made.editor)
    (line,) = reader.get("/aid.json").json()["exemptions"]
    address = f"/aid/{line['id']}"
    page = editor.get(address)
    assert "hand pumps" in page.text and "Signed certificate" in page.text
    assert "Signed certificate" not in reader.get(address).text
    body = editor.get(f"{address}/certificate")
    assert body.json()["sightline"] == "exemption/1" and "attachment" in body.headers["content-disposition"]
    assert reader.get(f"{address}/certificate").status_code == 403
    assert reader.get("/aid/x-nothing").status_code == 404
