"""Pages of lists: what is held, refused and decided, what changed, and what an entry said on a day."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from sightline.model.marking import Marking
from sightline.service import jobs, worker
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Settings, Workbench, create
from tests.service.made import UN, Clock
from tests.web.conftest import Client, form_token
from tests.web.offices import SECRET, TestOffice, banks, counted, session_of

Visit = Callable[..., Client]
NAMES = [f"Invented Bank {word}" for word in ("One", "Two", "Three", "Four", "Five", "Six")]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestOffice]:
    """Two accepted versions of a list, one refused for its counts, and a file that did not read whole."""
    folder = tmp_path_factory.mktemp("lists")
    bench = create(folder / "office", Settings("Invented office"), clock=Clock(), entropy=counted())
    lines = banks(*NAMES)
    changed = lines.replace('"country": ["kp"]', '"country": ["cn"]', 1)
    for day, text in ((1, lines), (10, changed + banks("Invented Bank Seven")), (20, banks(*NAMES[:2]))):
        path = folder / f"{day}.ftm.jsonl"
        path.write_text(text)
        list(ingest(bench.operator_view(), bench, [path], Options(list="invented", dated=date(2026, 2, day))))
    (folder / "cut.xml").write_bytes(UN.read_bytes()[:-100])
    list(ingest(bench.operator_view(), bench, [folder / "cut.xml"], Options()))
    reader = session_of(bench, "reader", "reader", Marking())
    editor = session_of(bench, "editor", "editor", SECRET)
    yield TestOffice(bench, reader, editor, "", "", "", "", "", "")


@pytest.fixture
def client(desk: TestOffice, visit: Visit) -> Client:
    return visit(desk, desk.editor)


def versions(client: Client) -> list[str]:
    return [one["version"]["id"] for one in client.get("/lists.json").json()["versions"]]


def test_refusals_stand_on_the_lists_and_on_the_dashboard(client: Client) -> None:
    for path in ("/lists", "/"):
        page = client.get(path).text
        assert "are gone since 2026-02-10" in page and "cut.xml ends at byte" in page
        assert "compare it with the publisher" in page and "fetch the file again" in page
    told = client.get("/index.json").json()["overview"]
    assert len(told["refusals"]) == 2 and not [one for one in told["notices"] if one["kind"] == "refused"]
    assert [one["dated"] for one in told["lists"]] == ["2026-02-10"]


def test_a_version_is_kept_as_a_file(client: Client, desk: TestOffice, visit: Visit) -> None:
    one = versions(client)[0]
    page = client.get(f"/lists/versions/{one}").text
    for form, first in (("statements", b'{"format":"sightline-statements"'), ("ftm", b'{"id":"bank-')):
        assert f"/lists/versions/{one}/export/{form}" in page
        answer = client.get(f"/lists/versions/{one}/export/{form}")
        assert answer.status_code == 200 and answer.content.startswith(first), answer.content[:80]
        assert "attachment" in answer.headers["content-disposition"]
    assert client.get(f"/lists/versions/{one}/export/parquet").status_code == 400
    assert client.get("/lists/versions/none@2026-01-01-000000/export/ftm").status_code == 404


def test_a_diff_reads_as_a_page(client: Client) -> None:
    first, second, _ = versions(client)
    page = client.get(f"/lists/diff?old={first}&new={second}").text
    assert "<strong>1</strong> added, <strong>0</strong> removed, <strong>1</strong> changed" in page
    assert "<del>kp</del>" in page and "<ins>cn</ins>" in page and "Invented Bank Seven" in page
    assert 'href="/entities/bank-seven?as_of=2026-02-10"' in page
    told = client.get(f"/lists/diff.json?old={first}&new={second}&q=seven").json()
    assert told["counts"] == {"added": 1, "removed": 0, "changed": 0}
    assert client.get("/lists/diff").status_code == 400
    assert client.get(f"/lists/diff?old={first}&new=none").status_code == 404


def test_a_refused_version_is_accepted_with_a_reason_and_refused_again(client: Client) -> None:
    *_, few = versions(client)
    page = client.get(f"/lists/versions/{few}").text
    assert "Why it was refused" in page and "Let it hold" in page
    token = form_token(page)
    empty = client.post(f"/lists/versions/{few}/accept", data={"form_token": token, "why": " "})
    assert empty.status_code == 400
    done = client.post(f"/lists/versions/{few}/accept", data={"form_token": token, "why": "seen on its page"})
    assert done.status_code == 200 and "seen on its page" in done.text and "in use" in done.text
    again = client.post(f"/lists/versions/{few}/accept", data={"form_token": token, "why": "twice"})
    assert again.status_code == 409
    client.post(f"/lists/versions/{few}/refuse", data={"form_token": token, "why": "a mistake of a test"})
    assert client.get("/index.json").json()["overview"]["lists"][0]["dated"] == "2026-02-10"


def test_who_may_not_decide_is_not_asked_to(desk: TestOffice, visit: Visit) -> None:
    reader = visit(desk, desk.reader)
    *_, few = versions(reader)
    page = reader.get(f"/lists/versions/{few}").text
    assert "Let it hold" not in page and "Fetch from the publishers" not in reader.get("/lists").text
    token = form_token(page)
    refused = reader.post(f"/lists/versions/{few}/accept", data={"form_token": token, "why": "please"})
    assert refused.status_code == 403
    assert reader.post("/lists/update", data={"form_token": token}).status_code == 403


def test_lists_are_fetched_by_a_job(client: Client, desk: TestOffice) -> None:
    token = form_token(client.get("/lists").text)
    sent = client.post("/lists/update", data={"form_token": token, "list": "un-sc"}, follow_redirects=False)
    assert sent.status_code == 303
    job = client.get(sent.headers["location"] + ".json").json()["job"]
    assert (job["kind"], job["args"]) == ("update", {"lists": ["un-sc"]})
    jobs.cancel(desk.bench.operator_view(), desk.bench, job["id"])
    wrong = client.post("/lists/update", data={"form_token": token, "list": "nowhere"})
    assert wrong.status_code == 400


def test_what_an_entry_said_on_a_day_and_what_was_known_then(client: Client) -> None:
    said = client.get("/entities/bank-one.json?as_of=2026-02-15").json()["page"]
    assert said["on_the_day"]["said"]["dated"] == "2026-02-10" and said["on_the_day"]["known"] is None
    assert [step["change"] and step["change"]["kind"] for step in said["history"]] == [None, "changed"]
    page = client.get("/entities/bank-one?as_of=2026-02-15").text
    assert "On 15 February 2026" in page and "no version of this list was held on that day" in page
    earlier = client.get("/entities/bank-one.json?as_of=2026-02-05").json()["page"]
    assert earlier["on_the_day"]["said"]["dated"] == "2026-02-01"
    today = client.get("/entities/bank-one.json").json()["page"]["on_the_day"]
    assert today["known"]["id"] == today["said"]["id"] and today["differs"] is None


def test_an_entry_that_another_day_knows(client: Client) -> None:
    assert client.get("/entities/bank-seven.json?as_of=2026-02-05").status_code == 404
    assert client.get("/entities/bank-seven.json?as_of=2026-02-10").status_code == 200


def test_a_book_and_its_news(client: Client, desk: TestOffice) -> None:
    token = form_token(client.get("/watch").text)
    made = client.post(
        "/watch",
        data={
            "form_token": token,
            "name": "A fleet",
            "kind": "party",
            "why": "a test",
            "marking": "TLP:GREEN",
        },
        follow_redirects=False,
    )
    book = made.headers["location"]
    files = {"file": ("parties.csv", b"name\nInvented Bank Two\nPerfectly Ordinary\n")}
    sent = client.post(
        f"{book}/parties", data={"form_token": token, "why": "a test"}, files=files, follow_redirects=False
    )
    assert sent.status_code == 303
    work(desk.bench)
    page = client.get(book).text
    assert "Perfectly Ordinary" in page and "2 watched" in page
    told = client.get("/notifications.json").json()["notifications"]
    *others, news = told
    shown = client.get(f"/notifications/{news['id']}").text
    assert "How it alerts now" in shown and "Put on record" in shown and "A fleet" in client.get("/").text
    done = client.post(f"/notifications/{news['id']}/done", data={"form_token": token, "why": "closed"})
    assert "Dealt with" in done.text
    for other in others:
        client.post(f"/notifications/{other['id']}/done", data={"form_token": token, "why": "closed"})
    assert client.get("/notifications.json").json()["notifications"] == []
    assert len(client.get("/notifications.json?show=all").json()["notifications"]) == len(told)
    (_, party) = client.get(book + ".json").json()["parties"]
    ended = client.post(f"{book}/end", data={"form_token": token, "party": party["id"], "why": "sold"})
    assert "1 watched" in ended.text


def test_a_book_is_not_there_for_the_uncleared(desk: TestOffice, visit: Visit) -> None:
    books = visit(desk, desk.editor).get("/watch.json").json()["books"]
    reader = visit(desk, desk.reader)
    assert books and reader.get("/watch.json").json()["books"] == []
    assert reader.get(f"/watch/{books[0]['id']}").status_code == 404


def work(bench: Workbench) -> None:
    """Do what was ordered."""
    worker.work(bench, threading.Event(), once=True)
