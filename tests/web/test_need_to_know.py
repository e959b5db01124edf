"""Two offices, one of which keeps secrets: someone not cleared for them cannot tell which is which."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.web.conftest import Client, form_token
from tests.web.offices import TestOffice, office

pytestmark = pytest.mark.slow

Visit = Callable[..., Client]

SHARED = (
    "/", "/items", "/items?q=bank", "/items?q=secret", "/items/{note}", "/items/{letter}",
    "/items/{note}?place=bytes 10-20", "/items/{note}?place=bytes 0-99999", "/items/{note}/content",
    "/items/{note}/page.png?place=page 1 box 1,1,2,2",
    "/entities", "/entities?q=bank", "/entities?q=hidden", "/entities/bank-one", "/entities/bank-three",
    "/entities/bank-four", "/entities/bank-one?as_of=2020-01-01", "/screening", "/certificates/{certificate}",
    "/measures", "/measures/asset-freeze", "/ledgers", "/ledgers/refined?period=2018", "/trade", "/aid",
    "/aid/x-aaaaaaaa", "/lists", "/lists?known_at=2020-01-01", "/cases", "/cases/{case}",
    "/cases/{case}/leads", "/cases/{case}/matrix", "/cases/{case}/findings", "/cases/{case}/hearings",
    "/cases/{case}/papers", "/cases/{case}/timeline", "/cases/{case}/network", "/due", "/experts", "/sources",
    "/papers/t-aaaaaaaa", "/findings/f-aaaaaaaa",
    "/reports", "/reports/{report}", "/reports/{report}?edition=public", "/reports/{report}/files/pdf",
    "/reports/{report}/files/docx", "/reports/{report}/files/html", "/reports/{report}/files/json",
    "/signals", "/signals?state=all&sort=start", "/signals?state=taken", "/signals?q=invented",
    "/signals?q=ship+11", "/signals?score=0.9", "/signals?state=all&at={signal}&do=take&done={signal}",
    "/signals/{signal}", "/signals/{signal}?known_at=2020-01-01", "/signals/{bank}",
    "/signals/{bank}?with=S-1",
    "{row}",
    "/nothing", "/?as_of=x", "/account", "/jobs", "/jobs/j-aaaaaaaa", "/ingest",
)  # fmt: skip
API = (
    "/api/lists", "/api/items", "/api/items?q=secret", "/api/items/{note}", "/api/entities/bank-one",
    "/api/entities/bank-four", "/api/search?q=bank", "/api/search?q=hidden", "/api/measures", "/api/cases",
    "/api/cases/{case}", "/api/reports", "/api/openapi.json", "/api/nothing",
)  # fmt: skip

OPAQUE = {
    # Bound to a session, which the two offices do not share.
    "form token": (re.compile(rb'name="form_token" value="[0-9a-f]{64}"'), b"TOKEN"),
    # Where the test wrote its files.
    "folder": (re.compile(rb"offices\d*/(one|two)/"), b"FOLDER/"),
    # Random by design, of a fixed length; says nothing of what came before.
    "certificate": (re.compile(rb"[0-9a-f]{32}-(\d+)"), rb"CERTIFICATE-\1"),
    "run": (re.compile(rb"/screenings/[0-9a-f]{32}"), b"/screenings/RUN"),
    # A hash over the chain before it, opaque to whoever does not hold the chain.
    "custody hash": (re.compile(rb'(hash of this entry: |"hash":")[0-9a-f]{64}'), rb"\1HASH"),
    "custody hash, short": (re.compile(rb'(hash of this entry: HASH">)[0-9a-f]{12}'), rb"\1HASH"),
}


def seen(answer: httpx.Response) -> tuple[int, list[tuple[str, str]], bytes]:
    """All an observer gets: status, headers, length, body."""
    body = answer.content
    length = len(body)
    for pattern, placeholder in OPAQUE.values():
        body = pattern.sub(placeholder, body)
    headers = sorted((name, value) for name, value in answer.headers.items() if name != "content-length")
    return answer.status_code, [*headers, ("length", str(length))], body


def addresses(made: TestOffice, hidden: tuple[str, ...]) -> Iterator[str]:
    """Every address both offices answer, twins and hidden ids included."""
    for path in (*SHARED, *hidden):
        filled = path.format(
            note=made.note,
            letter=made.letter,
            certificate=made.certificate,
            case=made.case,
            report=made.report,
            signal=made.signals[-1],
            bank=made.signals[0],
            row=made.row,
        )
        yield filled
        bare, _, query = filled.partition("?")
        if "/files/" not in bare and not bare.endswith(("/content", ".png")):
            yield ("/index" if bare == "/" else bare) + ".json" + (f"?{query}" if query else "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where both offices stand, under names of one length."""
    return tmp_path_factory.mktemp("offices")


@pytest.fixture(scope="module")
def plain(folder: Path) -> TestOffice:
    """An office in which everyone may see everything; nobody else's visits stand in its custody."""
    return office(folder / "one", secrets=False, watched=True)


@pytest.fixture(scope="module")
def secretive(folder: Path) -> TestOffice:
    """The same office, which also holds what only its editor may see."""
    return office(folder / "two", secrets=True, watched=True)


@pytest.fixture
def pair(plain: TestOffice, secretive: TestOffice, visit: Visit) -> tuple[Client, Client]:
    """The reader's browser at both offices."""
    return visit(plain, plain.reader), visit(secretive, secretive.reader)


def test_both_offices_hold_the_same_for_the_reader(plain: TestOffice, secretive: TestOffice) -> None:
    shared = ("note", "letter", "case", "report", "certificate", "signals", "row")
    assert [getattr(plain, name) for name in shared] == [getattr(secretive, name) for name in shared]
    assert secretive.hidden and not plain.hidden


def test_every_page_and_twin_is_the_same(
    plain: TestOffice, secretive: TestOffice, pair: tuple[Client, Client]
) -> None:
    one, other = pair
    unseen = [path.rsplit("/", 1)[1] for path in secretive.hidden if "/signals/" in path]
    about = tuple(f"/signals?state=all&at={one}&done={one}" for one in unseen)
    assert about, "detectors see something in the hidden rows"
    for path in addresses(plain, (*secretive.hidden, *about)):
        assert seen(one.get(path)) == seen(other.get(path)), path


def test_every_endpoint_is_the_same(plain: TestOffice, secretive: TestOffice, visit: Visit) -> None:
    one, other = visit(plain), visit(secretive)
    hidden = tuple(f"/api{path}" for path in secretive.hidden)
    for path in (*API, *hidden):
        filled = path.format(note=plain.note, case=plain.case)
        answers = [
            client.get(filled, headers={"authorization": f"Bearer {made.reader_token}"})
            for client, made in ((one, plain), (other, secretive))
        ]
        assert seen(answers[0]) == seen(answers[1]), path


NAMES = ("Invented Bank Two", "Hidden Bank", "Invented Bank Four", "")


@pytest.mark.parametrize("name", NAMES)
def test_screening_answers_the_same(pair: tuple[Client, Client], name: str) -> None:
    answers = []
    for client in pair:
        token = form_token(client.get("/screening").text)
        answers.append(seen(client.post("/screening", data={"form_token": token, "names": name})))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("name", NAMES)
def test_screening_by_token_answers_the_same(
    plain: TestOffice, secretive: TestOffice, visit: Visit, name: str
) -> None:
    answers = [
        visit(made).post(
            "/api/screen",
            json={"queries": [{"name": name}]},
            headers={"authorization": f"Bearer {made.reader_token}"},
        )
        for made in (plain, secretive)
    ]
    assert seen(answers[0]) == seen(answers[1])


def test_naming_a_hidden_list_is_like_naming_none(pair: tuple[Client, Client]) -> None:
    answers = []
    for client in pair:
        token = form_token(client.get("/screening").text)
        sent = {"form_token": token, "names": "Invented Bank Two", "lists": "other"}
        answers.append(seen(client.post("/screening", data=sent)))
    assert answers[0] == answers[1]


def test_the_bundle_has_the_same_members(plain: TestOffice, pair: tuple[Client, Client]) -> None:
    one, other = (client.get(f"/reports/{plain.report}/files/bundle?edition=public") for client in pair)
    assert one.status_code == other.status_code == 200
    assert len(one.content) == len(other.content)


def test_the_cleared_do_see_it(secretive: TestOffice, visit: Visit) -> None:
    client = visit(secretive, secretive.editor)
    for path in secretive.hidden:
        assert client.get(path).status_code == 200, path
    assert "A hidden lead" in client.get(f"/cases/{secretive.hidden[1].rsplit('/', 1)[1]}").text
    assert "hidden branch" in client.get(f"/reports/{secretive.report}").text
    assert "A hidden case" in client.get(f"/items/{secretive.note}").text


def test_hidden_is_absent_byte_for_byte(secretive: TestOffice, visit: Visit) -> None:
    client = visit(secretive, secretive.reader)
    absent = client.get("/nothing-at-all")
    for path in secretive.hidden:
        assert client.get(path).content == absent.content, path
