"""Runs: kept with their answers, worked through by state, exported without running what stands in a cell."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from sightline.errors import NotFound, UsageError
from sightline.model.marking import Marking
from sightline.model.screening import Query
from sightline.model.view import View
from sightline.service import decisions, queries, screening_export, screening_runs
from sightline.service.screening import Choice
from sightline.service.screening_runs import Run
from sightline.service.workbench import Workbench
from tests.service.made import now
from tests.service.test_decisions import FALSE, bank, listed

PARTIES = (
    "name,country,id\nInvented Bank Two,kp,c-1\nSomebody Else,,c-2\n,,c-3\n=1+1 Invented Bank Two,,c-4\n"
)


@pytest.fixture
def ready(bench: Workbench, tmp_path: Path) -> Workbench:
    listed(bench, tmp_path, bank(country="kp"), 1)
    return bench


def ran(bench: Workbench) -> Run:
    stream = io.BytesIO(PARTIES.encode())
    return screening_runs.run_file(now(bench), bench, stream, "parties.csv", Choice(threshold=0.6))


def test_a_run_keeps_what_came_of_it(ready: Workbench) -> None:
    made = ran(ready)
    found = screening_runs.find(now(ready), ready, made.id)
    assert (found.name, found.counts.asked, found.counts.refused) == ("parties.csv", 4, 1)
    assert [one.id for one in screening_runs.runs(now(ready), ready)] == [made.id]
    states = [one.states for one in screening_runs.worked(now(ready), ready, made.id)]
    assert states[:3] == [("open",), ("clear",), ("refused",)]


def test_deciding_moves_an_answer_on(ready: Workbench) -> None:
    made = ran(ready)
    first = screening_runs.worked(now(ready), ready, made.id)[0]
    decisions.decide(now(ready), ready, first.line["certificate"], "bank-two", FALSE)
    again = screening_runs.worked(now(ready), ready, made.id)
    assert again[0].states == ("decided",) and again[0].hits[0]["cleared"]
    assert again[0] not in screening_runs.chosen(again, "open")
    with pytest.raises(UsageError):
        screening_runs.chosen(again, "some")


def exported(bench: Workbench, made: Run, kind: str) -> bytes:
    held = io.BytesIO()
    screening_export.write(now(bench), bench, made.id, kind, held)
    return held.getvalue()


def test_exports_hold_every_query_and_run_nothing(ready: Workbench) -> None:
    made = ran(ready)
    lines = [json.loads(line) for line in exported(ready, made, "json").splitlines()]
    assert {line["query"]["id"] for line in lines} == {"c-1", "c-2", "c-3", "c-4"}
    rows = list(csv.DictReader(io.StringIO(exported(ready, made, "csv").decode("utf-8-sig"))))
    by_id = {row["id"]: row for row in rows}
    assert (by_id["c-1"]["listed"], by_id["c-2"]["result"], by_id["c-3"]["result"]) == (
        "Invented Bank Two", "nobody", "refused",
    )  # fmt: skip
    assert by_id["c-4"]["name"].startswith("'=")
    book = openpyxl.load_workbook(io.BytesIO(exported(ready, made, "xlsx")))
    cells = [cell for row in book["Screening"].iter_rows() for cell in row if cell.value]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "=1+1 Invented Bank Two" in [cell.value for cell in cells]
    with pytest.raises(UsageError):
        exported(ready, made, "pdf")


def again(bench: Workbench, body: bytes, name: str) -> list[tuple[str, str, bool]]:
    """What an exported run asks when it is given as a file."""
    found = queries.read(io.BytesIO(body), name)
    return [(one.query.name, one.query.id, bool(one.problem)) for one in found]


def test_each_row_stands_at_its_own_place_and_says_why_it_was_refused(ready: Workbench) -> None:
    stream = io.BytesIO(b"name,id\n,c-0\nSomebody Else,c-1\n,c-2\n12.5,c-3\nInvented Bank Two,c-4\n,c-5\n")
    made = screening_runs.run_file(now(ready), ready, stream, "parties.csv", Choice(threshold=0.6))
    rows = list(csv.DictReader(io.StringIO(exported(ready, made, "csv").decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == [f"c-{number}" for number in range(6)]
    assert [row["result"] == "refused" for row in rows] == [bool(row["problem"]) for row in rows]
    assert rows[2]["problem"] == "row 4: nothing to ask: no name and no identifier"
    numbers = [json.loads(line)["number"] for line in exported(ready, made, "json").splitlines()]
    assert numbers == list(range(6))


def test_of_many_rows_those_that_are_not_kept_for_working_through_are_exported(ready: Workbench) -> None:
    parties = "".join(f",c-{number}\nSomebody Else,d-{number}\n" for number in range(screening_runs.SMALL))
    stream = io.BytesIO(f"name,id\n{parties}".encode())
    made = screening_runs.run_file(now(ready), ready, stream, "parties.csv", Choice(threshold=0.6))
    rows = list(csv.DictReader(io.StringIO(exported(ready, made, "csv").decode("utf-8-sig"))))
    assert [row["id"] for row in rows][-2:] == ["c-499", "d-499"]
    assert [row["id"][0] for row in rows] == ["c", "d"] * screening_runs.SMALL


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_an_export_is_read_again_as_the_same_parties(ready: Workbench, kind: str) -> None:
    made = ran(ready)
    first = screening_runs.worked(now(ready), ready, made.id)[0]
    decisions.decide(now(ready), ready, first.line["certificate"], "bank-two", FALSE)
    asked = [
        (row.query.name, row.query.id, bool(row.problem))
        for row in queries.read(io.BytesIO(PARTIES.encode()), "")
    ]
    body = exported(ready, made, kind)
    assert again(ready, body, f"run.{kind}") == asked
    notes = [one.note for one in queries.read(io.BytesIO(body), "run")]
    assert "decisions that stand in it were not read" in notes[0] and "decisions" not in notes[1]


def test_a_run_over_what_one_may_not_see_is_not_there(bench: Workbench, tmp_path: Path) -> None:
    listed(bench, tmp_path, bank(country="kp"), 1, marking="TLP:RED")
    made = ran(bench)
    view = now(bench)
    other = View("somebody", Marking(), view.as_of, view.known_at)
    assert screening_runs.runs(other, bench) == ()
    for ask in (screening_runs.find, screening_runs.worked):
        with pytest.raises(NotFound):
            ask(other, bench, made.id)


def test_a_row_with_one_hit_decided_and_one_that_waits_stands_among_both(
    bench: Workbench, tmp_path: Path
) -> None:
    two = bank(country="kp") + bank(country="kp").replace("bank-two", "bank-two-b")
    listed(bench, tmp_path, two, 1)
    made = ran(bench)
    first = screening_runs.worked(now(bench), bench, made.id)[0]
    assert (first.states, first.decided, first.waiting) == (("open",), 0, 2)
    decisions.decide(now(bench), bench, first.line["certificate"], "bank-two", FALSE)
    again = screening_runs.worked(now(bench), bench, made.id)
    assert (again[0].states, again[0].decided, again[0].waiting) == (("open", "decided"), 1, 1)
    for show in ("open", "decided"):
        assert again[0] in screening_runs.chosen(again, show)


ASIDE = "name,schema,country\nInvented Bank Two,Vessel,ru\nInvented Bank Two,Company,kp\nSomebody Else,,\n"


def test_what_else_is_known_sets_a_hit_aside_and_says_so(ready: Workbench) -> None:
    made = screening_runs.run_file(now(ready), ready, io.BytesIO(ASIDE.encode()), "parties.csv", Choice())
    found = screening_runs.worked(now(ready), ready, made.id)
    assert [one.states for one in found] == [("aside",), ("open",), ("clear",)]
    assert [hit.get("aside") for one in found for hit in one.line["hits"]] == [["country", "kind"], None]
    assert (made.counts.alerts, made.counts.aside, made.counts.nobody) == (1, 1, 1)
    rows = list(csv.DictReader(io.StringIO(exported(ready, made, "csv").decode("utf-8-sig"))))
    assert [row["result"] for row in rows] == ["set aside by country and kind", "match", "nobody"]


def test_every_answer_has_its_row_in_every_export(ready: Workbench) -> None:
    stream = io.BytesIO(
        b"name,id\nSomebody Else,c-0\n\n,c-1\nInvented Bank Two,c-2\n\n\n12.5,c-3\nNo One,c-4\n"
    )
    made = screening_runs.run_file(now(ready), ready, stream, "parties.csv", Choice(threshold=0.6))
    wanted = [2, 4, 5, 8, 9]
    assert [json.loads(line)["row"] for line in exported(ready, made, "json").splitlines()] == wanted
    rows = csv.DictReader(io.StringIO(exported(ready, made, "csv").decode("utf-8-sig")))
    assert [int(row["row"]) for row in rows] == wanted
    sheet = openpyxl.load_workbook(io.BytesIO(exported(ready, made, "xlsx")))["Screening"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == wanted
    alone = screening_runs.run(now(ready), ready, [Query("Somebody Else")], Choice())
    assert json.loads(exported(ready, alone, "json"))["row"] == 0, "from no file"
