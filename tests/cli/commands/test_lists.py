"""Lists on the command line: versions, refusals, decisions, differences, fetching, and their exit codes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sightline.cli.commands.lists import left_with
from sightline.service import publishers
from sightline.service.list_update import Updated
from tests.cli.conftest import Sightline
from tests.service import publishing
from tests.service.made import UN
from tests.service.publishing import Server, publisher, serving, status, whole
from tests.service.test_list_update import NEWER, of_persons

MANY, FEW = of_persons(9), of_persons(6, NEWER)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


def given(folder: Path, name: str, body: bytes) -> Path:
    path = folder / name
    path.write_bytes(body)
    return path


def test_a_refused_version_is_shown_compared_accepted(sightline: Sightline, tmp_path: Path) -> None:
    assert sightline("ingest", given(tmp_path, "many.xml", MANY)).code == 0
    refused = sightline("ingest", given(tmp_path, "few.xml", FEW))
    assert refused.code == 4 and refused.line["status"] == "refused"
    assert refused.line["problem"]["kind"] == "BeyondBounds"
    assert sightline("ingest", given(tmp_path, "cut.xml", MANY[:-99])).code == 4
    first, second, cut = sightline("lists").lines
    assert [one["current"] for one in (first, second, cut)] == [True, False, False]
    assert second["open"] and second["remedy"] and cut["version"] is None and cut["place"]
    assert sightline("lists", "--as-of", "2026-01-01").lines[0]["current"] is False

    changes = sightline("lists", "diff", first["version"], second["version"])
    assert (changes.code, {one["change"] for one in changes.lines}) == (0, {"removed", "changed"})
    assert sightline("lists", "diff", "--check", first["version"], second["version"]).code == 1
    assert sightline("lists", "diff", "--check", first["version"], first["version"]).code == 0

    assert sightline("lists", "accept", second["version"]).code == 2  # a reason is needed
    assert sightline("lists", "accept", cut["refusal"], "--why", "x").code == 2  # nothing there to accept
    accepted = sightline("lists", "accept", second["version"], "--why", "as its page says")
    assert accepted.line["current"] and accepted.line["why"] == "as its page says"
    assert sightline("lists", "accept", second["version"], "--why", "again").code == 2
    back = sightline("lists", "refuse", second["version"], "--why", "after all")
    assert not back.line["current"] and sightline("lists").lines[0]["current"]


def office_table(office: Path, **rows: Any) -> None:
    (office / publishers.OWN).write_text(publishing.table(**rows))


def test_update_tells_each_list_and_leaves_with_what_came(
    sightline: Sightline, office: Path, server: Server
) -> None:
    server.answers = {"/un.xml": whole(MANY), "/gone.xml": status(404), "/page.xml": whole(b"<a>no list</a>")}
    office_table(
        office,
        **{
            "un-sc": publisher(("list", server.address("/un.xml"))),
            "gone": publisher(("list", server.address("/gone.xml"))),
            "page": publisher(("list", server.address("/page.xml"))),
        },
    )
    good = sightline("lists", "update", "un-sc")
    assert (good.code, good.line["status"], good.line["problem"]) == (0, "updated", None)
    both = sightline("lists", "update", "un-sc", "gone")
    assert both.code == 3 and {one["list"]: one["status"] for one in both.lines} == {
        "un-sc": "unchanged",
        "gone": "failed",
    }
    assert sightline("lists", "update", "gone").code == 7
    assert sightline("lists", "update", "page").code == 4
    assert sightline("lists", "update", "nowhere").code == 2
    assert "fetching" in sightline("lists", "update", "un-sc").said
    addresses = {one["list"]: one["checked"] for one in sightline("lists", "addresses").lines}
    assert addresses["us-ofac-sdn"] == addresses["gone"] == "unverified"


LEFT = {
    "all well": (["updated", "unchanged", "not modified", "older"], 0),
    "one refused": (["updated", "refused"], 3),
    "one dead": (["updated", "failed"], 3),
    "all refused": (["refused", "refused"], 4),
    "all dead": (["failed"], 7),
    "refused and dead": (["refused", "failed"], 7),
    "nothing to do": ([], 0),
}


@pytest.mark.parametrize("name", LEFT)
def test_left_with(name: str) -> None:
    statuses, code = LEFT[name]
    assert left_with([Updated("a", one) for one in statuses]) == code


def test_an_entity_on_a_day_and_known_on_a_day(sightline: Sightline, tmp_path: Path) -> None:
    sightline("ingest", UN)
    sightline("ingest", given(tmp_path, "newer.xml", NEWER))
    before = sightline("entity", "un-KPi.901", "--as-of", "2026-01-20").line
    after = sightline("entity", "un-KPi.901").line
    assert before["version"] != after["version"]
    assert before["on_the_day"]["said"] == before["version"] and before["on_the_day"]["known"] is None
    assert [one["change"] and one["change"]["change"] for one in after["history"]] == [None, "changed"]
    missing = sightline("entity", "un-KPi.901", "--as-of", "2025-01-20")
    assert missing.code == 2 and "look as of 2026-01-05" in missing.said


@pytest.mark.slow
def test_watching_and_being_told(sightline: Sightline, tmp_path: Path) -> None:
    sightline("ingest", UN)
    names = given(tmp_path, "names.csv", b"name,imo\nNEWER PERSON ONE,\nPerfectly Ordinary,\n,\n")
    added = sightline("watch", "add", names, "--name", "Customers", "--kind", "customer", "--why", "trade")
    assert (added.code, added.line["added"], added.line["refused"]) == (3, 2, 1)
    book = added.line["book"]
    assert sightline("watch", "list").line["parties"] == 2
    watched = {one["query"]["name"] for one in sightline("watch", "show", book).lines}
    assert watched == {"NEWER PERSON ONE", "Perfectly Ordinary"}
    sightline("ingest", given(tmp_path, "newer.xml", NEWER))
    news = sightline("notification", "list").lines
    assert news and news[0]["text"] and sightline("watch", "check").line == {"notified": 0}
    shown = sightline("notification", "show", news[0]["id"]).line
    assert shown["after"] and shown["change"]["fields"]
    assert sightline("notification", "done", news[0]["id"], "--why", "").code == 2
    assert sightline("notification", "done", news[0]["id"], "--why", "closed").line["state"] == "done"
    assert news[0]["id"] not in {one["id"] for one in sightline("notification", "list").lines}
    party = sightline("watch", "show", book).lines[0]["party"]
    assert sightline("watch", "end", party, "--why", "left").code == 0
    assert sightline("watch", "end", party, "--why", "left").code == 2
    assert sightline("watch", "add", names, "--why", "x").code == 2
    assert json.dumps(sightline("watch", "list").line)
