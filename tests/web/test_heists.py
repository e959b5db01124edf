"""Stolen coins from end to end: taken in, followed, on a page, in its twin and on the command line."""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from sightline.cli.commands.heist import said
from sightline.cli.main import run
from sightline.model.marking import Marking
from sightline.service import heist_annex, heist_order, heists, heists_kept, worker
from sightline.service.ingest import Options, ingest
from tests.web.conftest import Client, form_token
from tests.web.offices import SECRET, TestOffice, bare, copied

Visit = Callable[..., Client]
HEAD = "chain,block,tx,index,time,asset,decimals,amount,from_address,to_address\n"
ROWS = (
    "eth,1,t1,0,2022-03-23T13:00:00Z,ETH,18,100000000000000000001,victim,thief\n"
    "eth,2,t2,0,2022-03-23T14:00:00Z,ETH,18,60000000000000000000,thief,middle\n"
    "eth,3,t3,0,2022-03-23T15:00:00Z,ETH,18,60000000000000000000,middle,hot\n"
)
OTHER = "eth,2,t2,0,2022-03-23T14:00:00Z,ETH,18,59000000000000000000,thief,middle\n"
SECRET_ROW = "eth,4,t4,0,2022-03-23T16:00:00Z,ETH,18,40000000000000000000,thief,hot\n"
PACK = """title: Invented pack
creator: Nobody
lastmod: 2022-03-24
source: https://example.org/invented
tags:
- address: thief
  label: Invented Thief
  category: user
  abuse: hack
- address: hot
  label: Invented Exchange
  category: exchange
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    """An office with a theft, one file that disagrees, and one that only the editor may see."""
    folder = tmp_path_factory.mktemp("offices")
    made = bare(folder / "one")
    for name, text, marking in (
        ("a.csv", HEAD + ROWS, Marking()), ("b.csv", HEAD + OTHER, Marking()), ("c.yaml", PACK, Marking()),
        ("d.csv", HEAD + SECRET_ROW, SECRET),
    ):  # fmt: skip
        (folder / name).write_text(text)
        options = Options(source="press", marking=marking)
        assert [
            one.status for one in ingest(made.bench.operator_view(), made.bench, [folder / name], options)
        ]
    return made


def test_the_page_and_its_twin_say_the_same_to_the_last_unit(made: TestOffice, visit: Visit) -> None:
    client = visit(made, made.reader)
    (line,) = client.get("/heists.json").json()["heists"]
    assert line["taken"] == {"units": "100000000000000000001", "said": "100.000000000000000001 ETH"}
    assert "Invented Thief" in client.get("/heists").text
    page, twin = (client.get(f"/heists/{line['id']}{end}") for end in ("", ".json"))
    assert page.status_code == twin.status_code == 200
    ledger = twin.json()["ledger"]
    assert ledger["balanced"] and ledger["known"]["said"] == "59 ETH"
    assert ledger["held"]["units"] == "41000000000000000001" and ledger["unknown"]["units"] == "0"
    assert "Sum: what was taken, to the last unit" in page.text and 'class="river"' in page.text
    (one,) = twin.json()["disputed"]
    assert [version["amount"]["said"] for version in one["versions"]] == ["59 ETH", "60 ETH"]
    links = [one.replace("&amp;", "&") for one in re.findall(r'class="cite" href="([^"]+)"', page.text)]
    assert all(client.get(one).status_code == 200 for one in dict.fromkeys(links))
    assert page.text.count("/items/") >= 6 and "Files disagree about transfer 0" in page.text


def test_what_one_may_not_see_is_in_no_sum(made: TestOffice, visit: Visit) -> None:
    theirs, ours = (
        visit(made, who).get("/heists.json").json()["heists"][0]["known"]["said"]
        for who in (made.editor, made.reader)
    )
    assert (theirs, ours) == ("99 ETH", "59 ETH")


def test_an_unknown_theft_is_not_found(made: TestOffice, visit: Visit) -> None:
    assert visit(made, made.reader).get("/heists/nothing").status_code == 404


def test_many_transfers_are_followed_by_a_job_that_may_be_stopped(
    made: TestOffice, visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heist_order, "AT_ONCE", 0)
    own = copied(made, tmp_path / "own")
    shutil.rmtree(own.bench.folder / heists_kept.FOLDER, ignore_errors=True)
    client = visit(own, own.editor)
    page, twin = client.get("/heists"), client.get("/heists.json").json()
    assert "The 5 transfers" in page.text and (twin["state"], twin["heists"]) == ("none", [])
    assert "Follow the coins" not in visit(own, own.reader).get("/heists").text
    sent = {"form_token": form_token(page.text)}
    first = client.post("/heists/follow", data=sent, follow_redirects=False)
    job = client.get("/heists.json").json()["job"]
    assert first.headers["location"] == f"/jobs/{job['id']}"
    assert f'data-job="{job["id"]}"' in client.get("/heists").text
    client.post(f"/jobs/{job['id']}/cancel", data=sent)
    assert client.get("/heists.json").json()["job"] is None
    client.post("/heists/follow", data=sent)
    worker.work(own.bench, threading.Event(), once=True)
    twin = client.get("/heists.json").json()
    assert (twin["state"], twin["transfers"], twin["followed_transfers"]) == ("current", 5, 5)
    [line] = twin["heists"]
    assert client.get(f"/heists/{line['id']}.json").json()["ledger"]["known"]["said"] == "99 ETH"
    assert visit(own, own.reader).get("/heists.json").json()["heists"] == []
    later = tmp_path / "later.csv"
    later.write_text(HEAD + SECRET_ROW.replace("t4", "t5"))
    list(ingest(own.bench.operator_view(), own.bench, [later], Options(source="press")))
    assert client.get("/heists.json").json()["state"] == "older"
    assert "after this ledger" in client.get(f"/heists/{line['id']}").text


@pytest.mark.slow
def test_an_office_without_coins_says_so(tmp_path: Path, visit: Visit) -> None:
    empty = bare(tmp_path / "one")
    assert "No label says" in visit(empty, empty.reader).get("/heists").text


def test_a_script_gets_the_ledger(made: TestOffice, capsys: pytest.CaptureFixture[str]) -> None:
    folder: Path = made.bench.folder
    assert run(["--office", str(folder), "--json", "heist", "list"]) == 0
    line = json.loads(capsys.readouterr().out)
    assert run(["--office", str(folder), "--json", "heist", "show", line["id"]]) == 0
    assert json.loads(capsys.readouterr().out)["ledger"]["taken"]["units"] == "100000000000000000001"
    assert run(["--office", str(folder), "heist", "show", "nothing"]) != 0


def test_a_person_reads_it_in_columns(made: TestOffice) -> None:
    view = made.bench.operator_view()

    found = heists.heist(view, made.bench, heists.heists(view, made.bench)[0].id)
    text = "\n".join(said(found))
    assert "Invented Exchange (exchange)" in text and "files disagree about t2 0: 59 ETH" in text


def test_what_stands_in_two_ledgers_was_stolen_once_and_each_page_names_the_other(
    tmp_path: Path, visit: Visit
) -> None:
    made = bare(tmp_path / "one")
    onward = ROWS + "eth,4,t4,0,2022-03-23T16:00:00Z,ETH,18,30000000000000000000,thief,gang\n"
    gang = "- address: gang\n  label: Invented Gang\n  abuse: ransomware\n"
    for name, text in (("a.csv", HEAD + onward), ("b.yaml", PACK + gang)):
        (tmp_path / name).write_text(text)
        assert list(
            ingest(made.bench.operator_view(), made.bench, [tmp_path / name], Options(source="press"))
        )
    client = visit(made, made.reader)
    told = {one["actor"]: one for one in client.get("/heists.json").json()["heists"]}
    assert {name: one["stolen"]["said"] for name, one in told.items()} == {
        "Invented Thief": "100.000000000000000001 ETH",
        "Invented Gang": "0 ETH",
    }
    thief, second = (
        client.get(f"/heists/{told[f'Invented {name}']['id']}").text for name in ("Thief", "Gang")
    )
    assert "taken before" not in thief and f"/heists/{told['Invented Gang']['id']}" in thief
    assert "30 ETH of it went on to addresses of" in thief
    assert "30 ETH of it taken before: 0 ETH were stolen" in second
    assert f"/heists/{told['Invented Thief']['id']}" in second and "By share 30 ETH" in second


def test_loot_that_comes_back_through_a_mixer_is_told_as_perhaps_taken_before(
    tmp_path: Path, visit: Visit
) -> None:
    made = bare(tmp_path / "one")
    way = [(1, "victim", "thief", 300), (2, "thief", "hot", 300), (30, "hot", "thief", 297)]
    way += [(1 + n, f"u{n}", "hot", 2 + n) for n in range(12)]
    way += [(32 + n, "hot", f"v{n}", 1 + n) for n in range(12)]
    times = {hour: f"2022-03-{1 + hour // 24:02d}T{hour % 24:02d}:00:00Z" for hour, *_rest in way}
    text = "".join(
        f"eth,{hour},t{n},0,{times[hour]},ETH,18,{coins}{'0' * 18},{source},{target}\n"
        for n, (hour, source, target, coins) in enumerate(way)
    )
    mixer = PACK.replace("Invented Exchange", "Invented Mixer").replace("exchange", "mixing_service")
    for name, held in (("a.csv", HEAD + text), ("b.yaml", mixer)):
        (tmp_path / name).write_text(held)
        assert list(
            ingest(made.bench.operator_view(), made.bench, [tmp_path / name], Options(source="press"))
        )
    client = visit(made, made.reader)
    (line,) = client.get("/heists.json").json()["heists"]
    assert [line[name]["said"] for name in ("taken", "stolen", "perhaps", "at_least")] == [
        "597 ETH", "597 ETH", "297 ETH", "300 ETH",
    ]  # fmt: skip
    page = client.get(f"/heists/{line['id']}").text
    assert "297 ETH of it perhaps taken before: 300 to 597 ETH were stolen" in page
    assert "came by way of Invented Mixer" in page and "perhaps 300 ETH" in client.get("/heists").text
    view = made.bench.operator_view()
    told = "\n".join(said(heists.heist(view, made.bench, line["id"])))
    assert "297 ETH of it perhaps taken before: 300 to 597 ETH stolen" in told


RIVAL = """title: Other pack
creator: Nobody else
lastmod: 2022-03-24
source: https://example.org/other
tags:
- address: thief
  label: Invented Gang
  abuse: ransomware
"""


def test_what_hangs_on_a_contested_address_is_told_everywhere(visit: Visit, tmp_path: Path) -> None:
    office = bare(tmp_path / "one")
    for name, text in (("a.csv", HEAD + ROWS), ("c.yaml", PACK), ("e.yaml", RIVAL)):
        (tmp_path / name).write_text(text)
        list(ingest(office.bench.operator_view(), office.bench, [tmp_path / name], Options(source="press")))
    client = visit(office, office.reader)
    whole = "100.000000000000000001 ETH"
    lines = client.get("/heists.json").json()["heists"]
    assert {line["actor"] for line in lines} == {"Invented Thief", "Invented Gang"}
    listed = client.get("/heists").text
    for line in lines:
        (rival,) = {"Invented Thief", "Invented Gang"} - {line["actor"]}
        assert (line["stolen"]["said"], line["at_least"]["said"], line["contested"]["said"]) == (
            whole, "0 ETH", whole,
        )  # fmt: skip
        page, twin = (client.get(f"/heists/{line['id']}{end}") for end in ("", ".json"))
        (contest,) = twin.json()["ledger"]["contests"]
        assert contest["others"] == [rival] and len(contest["labels"]) == 2
        assert "labels give to others as well" in page.text and "by the word of" in page.text
        assert f"{whole} hang on" in page.text and f">{rival}</a> as well" in page.text
        told = heists.heist(office.bench.operator_view(), office.bench, line["id"])
        assert any(f"which labels give to {rival} as well" in one for one in said(told))
        sentences = [one for block in heist_annex.blocks(told, "x") for one in block.sentences]
        assert any(f"which labels give to {rival} as well" in one.text for one in sentences)
    assert listed.count("contested</small>") == 2
