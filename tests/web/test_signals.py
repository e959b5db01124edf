"""Signals: listed, opened at their rows, drawn, and moved with a reason; all of it without a script."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from sightline.model.marking import Marking
from sightline.model.signal import Actor
from sightline.office.markings import mark
from sightline.office.tables import CaseRow
from sightline.web.signals import who
from tests.model.test_signal import SIGNAL
from tests.web import telemetry
from tests.web.conftest import Client, form_token
from tests.web.offices import AT, TestOffice, copied, office

Visit = Callable[..., Client]


@dataclass(frozen=True)
class Watched:
    """An office whose detectors have run."""

    made: TestOffice
    meetings: tuple[str, str]
    bank: str
    item: str


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    """An office in which the detectors have run once."""
    folder = tmp_path_factory.mktemp("watched")
    made = office(folder / "one", secrets=False)
    found, item = telemetry.watched(made.bench.operator_view(), made.bench, folder)
    first, second = (one.id for one in found if one.detector == "ship_to_ship")
    (bank,) = (one.id for one in found if one.detector == "individual_as_bank")
    return Watched(made, (first, second), bank, item)


@pytest.fixture
def watched(original: Watched, tmp_path: Path) -> Iterator[Watched]:
    """A copy of it for one test to move signals in, on whose clock time goes on."""
    made = copied(original.made, tmp_path / "office")
    yield replace(original, made=made)
    made.bench.close()


@pytest.fixture
def client(watched: Watched, visit: Visit) -> Client:
    """Someone who may investigate."""
    return visit(watched.made, watched.made.editor)


def send(client: Client, id: str, move: str, query: str = "", **sent: str) -> tuple[int, str]:
    """Send the form of a move from the page that shows it; the status and the address one lands on."""
    token = form_token(client.get(f"/signals/{id}").text)
    answer = client.post(f"/signals/{id}/{move}{query}", data={"form_token": token, **sent})
    return answer.status_code, str(answer.url).split("testserver.local")[-1]


def ids(client: Client, query: str = "") -> list[str]:
    """The ids of the list, in its order."""
    return [line["signal"]["id"] for line in client.get(f"/signals.json{query}").json()["signals"]]


def test_the_list_filters_and_sorts(client: Client, watched: Watched) -> None:
    first, second = watched.meetings
    assert ids(client) == [first, second, watched.bank], "the highest score first, then the earliest"
    assert ids(client, "?sort=start") == [watched.bank, first, second]
    assert ids(client, "?sort=-start") == [second, first, watched.bank]
    assert ids(client, "?detector=individual_as_bank") == [watched.bank]
    assert ids(client, "?q=invented+ship+3") == [second]
    assert ids(client, "?since=2017-10-20") == [second]
    assert ids(client, "?until=2017-10-19") == [first, watched.bank]
    assert ids(client, "?score=0.9") == [first, second]
    assert ids(client, "?state=dismissed") == []
    assert client.get("/signals.json").json()["counts"] == {"new": 3, "dismissed": 0, "taken": 0, "all": 3}


def test_a_heading_calls_accounts_by_their_holders() -> None:
    seen = replace(SIGNAL, actors=tuple(Actor(f"account-{n}", f"account {n}", "member") for n in range(5)))
    assert who(seen, {"account-0": "Invented One"}) == "Invented One and account 1 and account 2 and 2 more"


def test_a_heading_leaves_numbers_behind_names_to_the_list_of_actors() -> None:
    names = (
        Actor("account-77", "Invented One (account 77)", "collector"),
        Actor("account-8", "account 8", ""),
    )
    other = Actor("account-9", "Invented Two (account 77)", "")
    seen = replace(SIGNAL, actors=(*names, other))
    assert who(seen, {}) == "Invented One and account 8 and Invented Two (account 77)"


WRONG = {
    "a state that is none": "?state=odd",
    "a score that is none": "?score=2",
    "a score in words": "?score=high",
    "a column that is none": "?sort=colour",
    "a page that is none": "?page=-1",
    "a day that is none": "?since=2017-02-30",
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_question_is_refused(client: Client, name: str) -> None:
    assert client.get(f"/signals{WRONG[name]}").status_code == 400


def test_every_reason_opens_its_rows_at_their_place(client: Client, watched: Watched) -> None:
    shown = client.get(f"/signals/{watched.meetings[0]}").text
    reasons = shown.split('class="because"')[1].split("</ol>")[0]
    opened = [html.unescape(one) for one in re.findall(r'class="cite" href="([^"]+)"', reasons)]
    assert len(opened) >= 6
    for address in opened:
        row = client.get(address).text
        number = re.search(r"place=row\+(\d+)", address)
        assert number and f'<mark id="cite">{number[1]}</mark>' in row
        assert '<th scope="col">timestamp</th>' in row and "What was read from it" in row


def test_what_the_page_says(client: Client, watched: Watched) -> None:
    shown = client.get(f"/signals/{watched.meetings[0]}").text
    for words in (
        "INVENTED SHIP 1", "stayed within 500 m", "Ship-to-ship transfers", "2375 ¶11", "distance m",
        "farthest apart", "Nobody has moved it yet", "they are a reconstruction",
        "do not imply official endorsement",
    ):  # fmt: skip
        assert words in shown, words
    twin = client.get(f"/signals/{watched.meetings[0]}.json").json()
    assert twin["signal"]["signal"]["detector"] == "ship_to_ship" and twin["signal"]["state"] == "new"
    assert [one["actor"]["id"] for one in twin["tracks"]["tracks"]] == ["mmsi-440000001", "mmsi-440000002"]
    assert min(one["metres"] for one in twin["tracks"]["apart"]) == pytest.approx(92.7, abs=0.5)
    assert {"name": "hours", "value": 2.0, "unit": "h"}.items() <= twin["parameters"][1].items()


def test_the_account_with_its_payments(client: Client, watched: Watched) -> None:
    shown = client.get(f"/signals/{watched.bank}?with=S-1").text
    assert "Payments with Invented Payer 1" in shown and 'class="graph"' in shown and 'class="drift"' in shown
    flows = client.get(f"/signals/{watched.bank}.json").json()["flows"]
    assert flows["currency"] == "EUR" and len(flows["payments"]) == 48
    assert {edge["other"] for edge in flows["edges"] if edge["incoming"]} == {f"S-{n}" for n in range(7)}
    assert "P-900" not in {one["id"] for one in flows["payments"]}, "between others"


@pytest.mark.slow
def test_dismissed_and_put_back(client: Client, watched: Watched) -> None:
    first, second = watched.meetings
    form = client.get(f"/signals?at={first}&do=dismiss").text
    assert "Reason, for the record" in form and f'action="/signals/{first}/dismiss"' in form
    status, landed = send(client, first, "dismiss", why="They wait for orders.", back="list")
    assert status == 200 and landed == f"/signals?at={second}&done={first}", "the next one is current"
    assert "They wait for orders." in client.get(landed).text
    assert ids(client) == [second, watched.bank] and ids(client, "?state=dismissed") == [first]
    again = client.get(f"/signals?at={first}&do=reopen").text
    assert f'action="/signals/{first}/reopen"' in again, "the form stands above the list it left"
    assert send(client, first, "reopen", why="A document says otherwise.")[0] == 200
    moves = client.get(f"/signals/{first}.json").json()["moves"]
    assert [(one["origin"], one["target"]) for one in moves] == [("new", "dismissed"), ("dismissed", "new")]


@pytest.mark.slow
def test_taken_into_a_case_that_is_open(client: Client, watched: Watched) -> None:
    made, first = watched.made, watched.meetings[0]
    assert "An invented case" in client.get(f"/signals/{first}?do=take").text
    assert send(client, first, "take", why="Same owner.", case=made.case)[0] == 200
    case = client.get(f"/cases/{made.case}").text
    assert f'<a href="/signals/{first}">the signal</a>' in case and "Same owner." in case
    assert f'<a href="/cases/{made.case}">the case</a>' in client.get(f"/signals/{first}").text


def test_taken_into_a_case_opened_for_it(client: Client, watched: Watched) -> None:
    status, landed = send(
        client, watched.bank, "take", "?q=person", why="Look closer.", title="A new one", back="list"
    )
    assert status == 200 and landed == f"/signals?q=person&at={watched.bank}&done={watched.bank}", (
        "nothing is left of that list"
    )
    (case,) = (one for one in client.get("/cases.json").json()["cases"] if one["title"] == "A new one")
    assert f'/signals/{watched.bank}"' in client.get(f"/cases/{case['id']}").text


REFUSED = {
    "no reason to dismiss": ("dismiss", {"why": " "}, 400),
    "no reason to take": ("take", {"why": "", "title": "A case"}, 400),
    "no case": ("take", {"why": "so"}, 400),
    "a case nobody knows": ("take", {"why": "so", "case": "c-aaaaaaaa"}, 404),
    "put back what was never set aside": ("reopen", {"why": "so"}, 409),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(client: Client, watched: Watched, name: str) -> None:
    move, sent, status = REFUSED[name]
    assert send(client, watched.bank, move, **sent)[0] == status
    assert client.get(f"/signals/{watched.bank}.json").json()["moves"] == []
    assert "A case" not in client.get("/cases").text.replace("An invented case", "")


def test_a_form_without_its_token_is_refused(client: Client, watched: Watched) -> None:
    assert client.post(f"/signals/{watched.bank}/dismiss", data={"why": "x"}).status_code == 403


def test_who_only_reads_is_offered_nothing(watched: Watched, visit: Visit) -> None:
    reader = visit(watched.made, watched.made.reader)
    for path in ("/signals", f"/signals?at={watched.bank}&do=dismiss", f"/signals/{watched.bank}?do=take"):
        shown = reader.get(path).text
        assert "data-act" not in shown and 'class="move"' not in shown
    assert send(reader, watched.bank, "dismiss", why="x")[0] == 403


def test_a_move_into_a_hidden_case_is_not_there(client: Client, watched: Watched, visit: Visit) -> None:
    made, first = watched.made, watched.meetings[0]
    before = visit(made, made.reader).get(f"/signals/{first}.json").json()
    send(client, first, "take", why="Same owner.", case=made.case)
    with made.bench.office.write(made.bench.operator_view(), "a test") as session:
        mark(session, CaseRow.__marked__, made.case, Marking.parse("TLP:RED"), "operator", AT, "a test")
    after = visit(made, made.reader).get(f"/signals/{first}.json").json()
    assert before | {"view": ""} == after | {"view": ""}


def test_the_overview_tells_of_them(client: Client, watched: Watched) -> None:
    shown = client.get("/").text
    assert '<a href="/signals">3 new</a>' in shown and f'href="/signals/{watched.meetings[0]}"' in shown
    assert client.get("/index.json").json()["overview"]["signals"]["new"] == 3
    send(client, watched.bank, "dismiss", why="Explained.")
    assert '<a href="/signals">2 new</a>' in client.get("/").text


def test_a_page_says_what_speaks_against_and_leads_to_the_manual(client: Client, watched: Watched) -> None:
    for one in (*watched.meetings, watched.bank):
        assert "What speaks against it" in client.get(f"/signals/{one}").text
        against = client.get(f"/signals/{one}.json").json()["against"]
        assert any(doubt["origin"] == "rows" for doubt in against["doubts"]), "a reconstruction"
        assert any(not alike["handled"] for alike in against["lookalikes"])
        assert "Known false positives" in client.get(against["page"]).text
    assert client.get("/detectors/none").status_code == 404


def test_a_meeting_is_told_moment_by_moment(client: Client, watched: Watched) -> None:
    moments = client.get(f"/signals/{watched.meetings[0]}.json").json()["course"]
    kinds = [one["kind"] for one in moments]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("close") == 1
    assert kinds.index("begin") < kinds.index("close") < kinds.index("end")
    assert kinds.count("speed") == 4, "each stops and gets under way"
    shown = client.get(f"/signals/{watched.meetings[0]}").text
    assert shown.count('class="numbered"') == shown.count('id="moment-') == len(moments)


def test_an_item_says_which_signals_cite_it(watched: Watched, client: Client) -> None:
    shown = client.get(f"/items/{watched.item}").text
    assert f"/signals/{watched.meetings[0]}" in shown and "signal ship to ship" in shown
