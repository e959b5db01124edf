from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sightline.errors import BadInput
from sightline.model.report import Cell
from sightline.model.statement import Statement
from sightline.reports.number import number
from sightline.reports.outline import tables
from sightline.reports.query import Material, evident, filled, rows
from tests.lake.factory import entry
from tests.reports.sample import CATALOGUE, MEASURE, REPORT, cite, outline, sha

LIST: list[Statement] = [
    said
    for one in (
        entry("un-2", listing="KPe.002@2016-03-02", name="Second|Another name", swiftBic="BBBB|AAAA"),
        entry("un-1", "Company", 200, listing="KPe.001@2013", alias="Only an alias"),
        entry("un-3", "Company", 400, name="Not listed by a date"),
    )
    for said in one.statements
]
MATERIAL = Material({"part": LIST}, {MEASURE.id: MEASURE}, CATALOGUE, frozenset(), {})
ENTRIES: dict[str, Any] = {
    "kind": "entries",
    "pins": [{"partition": "part", "manifest": "m"}],
    "list": "un-sc",
    "columns": ["reference", "caption", "listed_on", "schema", "prop:swiftBic", "id"],
}


def texts(query: dict[str, Any], material: Material = MATERIAL) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows(query, material)]


def test_entries_come_by_reference_with_all_values_of_a_property() -> None:
    assert texts(ENTRIES) == [
        ["", "Not listed by a date", "", "Company", "", "un-3"],
        ["KPe.001", "Only an alias", "2013", "Company", "", "un-1"],
        ["KPe.002", "Second", "2016-03-02", "Person", "AAAA; BBBB", "un-2"],
    ]


def test_a_cell_cites_what_it_shows() -> None:
    bank = rows(ENTRIES, MATERIAL)[2]
    assert [cite.quote for cite in bank[0].cites] == ["KPe.002"]
    assert [cite.quote for cite in bank[4].cites] == ["AAAA", "BBBB"]


WHERE = {
    "one of several values": ({"where": {"prop:swiftBic": ["AAAA"]}}, ["un-2"]),
    "no such value": ({"where": {"prop:swiftBic": ["AAAA; BBBB"]}}, []),
    "two references": ({"where": {"reference": ["KPe.001", "KPe.002"]}}, ["un-1", "un-2"]),
    "both must hold": ({"where": {"reference": ["KPe.001"], "schema": ["Person"]}}, []),
    "listed on the day": ({"on": "2016-03-02"}, ["un-3", "un-1", "un-2"]),
    "a day before": ({"on": "2016-03-01"}, ["un-3", "un-1"]),
    "first day of a partial date": ({"on": "2013-01-01"}, ["un-3", "un-1"]),
    "the day before it": ({"on": "2012-12-31"}, ["un-3"]),
}


@pytest.mark.parametrize(("narrowed", "expected"), WHERE.values(), ids=list(WHERE))
def test_where_and_on(narrowed: dict[str, Any], expected: list[str]) -> None:
    assert [row[-1] for row in texts(ENTRIES | narrowed)] == expected


def test_counts() -> None:
    query = {"kind": "count", "pins": ENTRIES["pins"], "list": "un-sc", "by": "schema"}
    assert texts(query) == [["Company", "2"], ["Person", "1"]]


def test_two_partitions_are_not_mixed() -> None:
    twice = ENTRIES | {"pins": [*ENTRIES["pins"], {"partition": "other", "manifest": "n"}], "columns": ["id"]}
    both = replace(MATERIAL, statements={"part": LIST, "other": LIST[:1]})
    assert [row[0] for row in texts(twice, both)] == ["un-2", "un-3", "un-1", "un-2"]


@pytest.mark.parametrize(("day", "bound"), [("2006-10-13", "no"), ("2006-10-14", "yes")])
def test_measures_by_day(day: str, bound: str) -> None:
    query = {"kind": "measures", "day": day, "ids": ["1718-8d"]}
    assert texts(query) == [["Freeze of funds", "1718 ¶8 (d)", bound, "partly checked"]]


def test_screening_shows_the_hits_of_the_certificate() -> None:
    hit = {
        "caption": "Second",
        "reference": "KPe.002",
        "score": 0.91666,
        "alert": True,
        "match": False,
        "reasons": [{"cites": [cite("press").as_json()]}],
    }
    bodies = {"x": {"query": {"name": "second"}, "hits": [hit, hit | {"match": True}]}}
    found = rows({"kind": "screening", "certificate": "x"}, replace(MATERIAL, certificates=bodies))
    assert [cell.text for cell in found[0]] == ["second", "Second", "KPe.002", "0.92", "alert"]
    assert found[1][-1].text == "match"
    assert found[0][0].cites == (cite("press"),)


def test_the_evidence_table_lists_what_findings_text_and_tables_cite() -> None:
    report = filled(outline(), replace(MATERIAL, cited=frozenset({sha("letter")})))
    *_, evidence = tables(report)
    cited = sorted(sha(name) for name in ("letter", "press", "reply", "model"))
    assert [row[-1].text for row in evidence.rows] == cited
    assert [cell.text for cell in evidence.rows[cited.index(sha("press"))]] == [
        sha("press")[:12],
        "press.txt",
        "invented-archive",
        "fact",
        "S/2017/150",
        sha("press"),
    ]


def test_an_edition_lists_no_item_that_it_does_not_cite() -> None:
    *_, evidence = tables(evident(REPORT, {sha("press")}, CATALOGUE))
    assert [row[-1].text for row in evidence.rows] == [sha("press")]


def test_a_table_without_a_query_stays() -> None:
    bare = number(outline())
    first = next(tables(bare))
    kept = replace(first, query={}, rows=((Cell("as it was"),),))
    section = replace(bare.sections[0], blocks=(kept,))
    report = filled(replace(bare, sections=(section,)), MATERIAL)
    assert next(tables(report)).rows == kept.rows


WRONG: dict[str, dict[str, Any]] = {
    "kind": {"kind": "guess"},
    "column": ENTRIES | {"columns": ["colour"]},
    "measure": {"kind": "measures", "day": "2016-01-01", "ids": ["9999-1"]},
}


@pytest.mark.parametrize("query", WRONG.values(), ids=list(WRONG))
def test_what_is_not_known_is_refused(query: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        rows(query, MATERIAL)


def signal(id: str, start: str, score: float) -> dict[str, Any]:
    cite = {"item": ITEM_OF_SIGNAL, "place": "row 7 · bytes 10-20"}
    other = {"item": ITEM_OF_SIGNAL, "place": "row 9 · bytes 30-40"}
    return {
        "id": id, "detector": "ship_to_ship", "version": 1, "score": score, "place": "at sea",
        "entities": [{"id": "mmsi-1", "caption": "SAMPLE 1", "role": "ship"},
                     {"id": "mmsi-2", "caption": "SAMPLE 2", "role": "ship"}],
        "start": start, "end": "2017-10-19T10:00:00Z",
        "reasons": [{"text": "near", "cites": [cite, other]}, {"text": "slow", "cites": [cite]}],
    }  # fmt: skip


ITEM_OF_SIGNAL = "7" * 64


def test_signals_by_their_start_with_the_first_place_of_each_reason() -> None:
    held = {
        "s-b": signal("s-b", "2017-10-19T03:00:00Z", 0.8),
        "s-a": signal("s-a", "2017-10-19T04:00:59Z", 0.955),
    }
    found = rows({"kind": "signals", "ids": ["s-a", "s-b"]}, replace(MATERIAL, signals=held))
    shown = [[cell.text for cell in row] for row in found]
    ends = ["2017-10-19T10:00Z", "at sea"]
    assert shown == [
        ["ship_to_ship", "SAMPLE 1; SAMPLE 2", "2017-10-19T03:00Z", *ends, "0.80"],
        ["ship_to_ship", "SAMPLE 1; SAMPLE 2", "2017-10-19T04:00Z", *ends, f"{0.955:.2f}"],
    ]
    assert [str(cite.place) for cite in found[0][0].cites] == ["row 7 · bytes 10-20"]


def test_a_signal_that_is_not_there_for_the_reader_is_no_row() -> None:
    assert rows({"kind": "signals", "ids": ["s-x"]}, MATERIAL) == ()
