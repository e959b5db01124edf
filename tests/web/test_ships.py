"""The page of a ship and its twin: who she was, what is known of her, and the way into a report."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.service import voyaging
from tests.web.conftest import Client, form_token
from tests.web.offices import TestOffice, office

Visit = Callable[..., Client]
SHIP = f"/ships/imo-{voyaging.IMO}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    """An office with a report, that knows one ship."""
    folder = tmp_path_factory.mktemp("offices")
    one = office(folder / "one", secrets=False)
    voyaging.voyaged(one.bench, folder)
    return one


def test_the_page_shows_what_its_twin_says(made: TestOffice, visit: Visit) -> None:
    client = visit(made, made.editor)
    page, twin = client.get(SHIP), client.get(f"{SHIP}.json")
    assert page.status_code == twin.status_code == 200
    ship = twin.json()["ship"]
    assert ship["caption"] == "INVENTED TIDE (IMO 9990014)"
    owners = [one["value"] for one in ship["traits"] if one["trait"] == "owner"]
    assert owners == ["Invented One Ltd", "Invented Two Ltd"]
    assert all(owner in page.text for owner in owners)
    assert "Yosu (South Korea)" in page.text and "NAMPO" in page.text
    assert "% laden" in page.text
    assert len(ship["track"]) > 2 and {"ms", "lat", "lon"} <= set(ship["track"][0])
    assert 'class="sheet-of-sea"' in page.text and "Her track" in page.text


def test_on_paper_a_citation_names_its_file_and_hash(made: TestOffice, visit: Visit) -> None:
    client = visit(made, made.editor)
    page, files = client.get(SHIP).text, client.get(f"{SHIP}.json").json()["cited_files"]
    assert len(files) > 1
    listed = page.partition("Files cited")[2]
    for one in files:
        assert one["name"] in listed and one["sha256"] in listed
        assert f"<code>{one['sha256'][:8]}</code></span>" in page


def test_it_goes_into_a_report(made: TestOffice, visit: Visit) -> None:
    client = visit(made, made.editor)
    token = form_token(client.get(SHIP).text)
    answer = client.post(f"{SHIP}/annex", data={"form_token": token, "report": made.report})
    assert answer.status_code == 200 and f"/reports/{made.report}/desk" in str(answer.url)
    assert "Invented Two Ltd" in answer.text


def test_without_a_report_it_says_what_is_missing(made: TestOffice, visit: Visit) -> None:
    client = visit(made, made.editor)
    token = form_token(client.get(SHIP).text)
    answer = client.post(f"{SHIP}/annex", data={"form_token": token, "report": ""})
    assert answer.status_code == 400 and "nto which report" in answer.text


def test_an_unknown_ship_has_no_page(made: TestOffice, visit: Visit) -> None:
    assert visit(made, made.reader).get("/ships/imo-9990038").status_code == 404


def test_who_may_not_write_is_offered_no_report(made: TestOffice, visit: Visit) -> None:
    assert "Into a report" not in visit(made, made.reader).get(SHIP).text


def test_marked_positions_have_a_page(made: TestOffice, visit: Visit) -> None:
    client = visit(made, made.reader)
    page, twin = client.get("/marked"), client.get("/marked.json?mark=repeated")
    assert page.status_code == 200 and "Nothing is deleted" in page.text
    assert twin.json()["marked"]["counts"]["repeated"] == 0
    assert client.get("/marked?mark=nice").status_code == 400
