"""Rows leave as lines and come back the same, on either database."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from sightline.errors import Conflict, IntegrityBroken
from sightline.model.marking import Marking
from sightline.model.view import View
from sightline.office import GuardedSession, Office, dump, mark
from sightline.office.tables import JobRow, ListVersionRow, SettingRow
from tests.office import rows
from tests.office.conftest import KINDS

Looks = Callable[[str], View]


def list_version(session: GuardedSession, at: datetime) -> None:
    """A row with days, lists and names of many scripts."""
    session.add(
        ListVersionRow(
            id="v", list="조선", partition="p", format="f", dated=date(2026, 2, 27), known_at=at,
            entries=1, statements=2, manifest="m", items=["a", "б"], acquisitions=[],
        )
    )  # fmt: skip
    mark(session, "list_version", "v", Marking(), "x", at, "made for a test")


def job(session: GuardedSession, at: datetime) -> None:
    """A row with an empty JSON column, a number with a point, and a truth value."""
    session.add(JobRow(id="j", kind="k", args={"n": 1.5}, progress=0.25, by="x", view={}, queued_at=at))
    mark(session, "job", "j", Marking(), "x", at, "made for a test")


def fill(office: Office, look: View, at: datetime) -> None:
    """Rows in many tables, ids in an order that collations disagree about."""
    with office.write(look) as session:
        for key in ("c-a", "c-B", "c-_", "c-1", "c-é"):
            rows.case(session, key, "RED//A" if key == "c-B" else "CLEAR", at)
            rows.lead(session, f"l-{key}", key, at + timedelta(microseconds=7))
            rows.finding(session, f"f-{key}", key, at)
        for number in (10, 9, 2):
            session.add(SettingRow(key="k", version=number, value={"ü": None}, at=at, by="x", why=""))
        list_version(session, at)
        job(session, at)


def dumped(office: Office, look: View) -> list[bytes]:
    return list(dump.lines(look, office))


@pytest.fixture
def filled(office: Office, looks: Looks, at: datetime) -> Office:
    fill(office, looks("RED//A"), at)
    return office


@pytest.fixture(params=KINDS)
def target(request: pytest.FixtureRequest, new_office_url: Callable[[str], str]) -> Iterator[Office]:
    """A second office to load into."""
    made = Office.open(new_office_url(request.param))
    yield made
    made.close()


def test_dump_load_dump_gives_equal_bytes(filled: Office, target: Office, looks: Looks) -> None:
    first = dumped(filled, looks("CLEAR"))
    assert dump.load(looks("CLEAR"), target, first) == len(first) - 1
    assert dumped(target, looks("CLEAR")) == first


def test_rows_past_the_view_are_in_it(filled: Office, looks: Looks) -> None:
    cases = [line for line in dumped(filled, looks("CLEAR")) if b'"table": "cases"' in line]
    assert len(cases) == 5


def test_parents_come_before_their_children(filled: Office, looks: Looks) -> None:
    shapes = [json.loads(line) for line in dumped(filled, looks("CLEAR"))]
    tables = [shape["table"] for shape in shapes if "table" in shape]
    assert tables.index("cases") < tables.index("findings") < tables.index("finding_versions")
    assert tables.index("markings") < tables.index("marking_compartments")
    keys = [shape["row"]["id"] for shape in shapes if shape.get("table") == "cases"]
    assert keys == sorted(keys)
    versions = [shape["row"]["version"] for shape in shapes if shape.get("table") == "settings"]
    assert versions == [2, 9, 10]


def test_what_is_loaded_reads_as_before(filled: Office, target: Office, looks: Looks, at: datetime) -> None:
    dump.load(looks("CLEAR"), target, dumped(filled, looks("CLEAR")))
    with target.read(looks("CLEAR")) as session:
        version = session.scalars(select(ListVersionRow)).one()
        assert (version.known_at, version.dated, version.items) == (at, date(2026, 2, 27), ["a", "б"])
        assert session.scalars(select(JobRow.id).where(JobRow.result.is_(None))).all() == ["j"]
        assert session.scalar(select(func.count()).select_from(JobRow)) == 1
    rows_seen = {}
    for clearance in ("CLEAR", "RED//A"):
        with target.read(looks(clearance)) as session:
            rows_seen[clearance] = len(session.scalars(select(rows.CaseRow)).all())
    assert rows_seen == {"CLEAR": 4, "RED//A": 5}


def test_an_office_with_rows_is_not_loaded_into(filled: Office, looks: Looks) -> None:
    before = dumped(filled, looks("CLEAR"))
    with pytest.raises(Conflict, match="not empty"):
        dump.load(looks("CLEAR"), filled, before)
    assert dumped(filled, looks("CLEAR")) == before


def test_rows_of_other_tables_are_refused(filled: Office, target: Office, looks: Looks) -> None:
    lines = dumped(filled, looks("CLEAR"))
    for first in (b'{"revision": "0000", "sightline": "rows/1"}\n', lines[1]):
        with pytest.raises(Conflict, match="the rows are of tables") as problem:
            dump.load(looks("CLEAR"), target, [first, *lines[1:]])
        assert problem.value.remedy
    with pytest.raises(IntegrityBroken, match="not known: spies"):
        dump.load(looks("CLEAR"), target, [*lines, b'{"table": "spies", "row": {}}\n'])
    with pytest.raises(IntegrityBroken, match="cannot be read"):
        dump.load(looks("CLEAR"), target, [*lines, b'{"table"'])
    assert len(dumped(target, looks("CLEAR"))) == 1


def test_a_dump_sees_one_moment(filled: Office, looks: Looks, at: datetime) -> None:
    before = dumped(filled, looks("CLEAR"))
    running = dump.lines(looks("CLEAR"), filled)
    seen = [next(running), next(running)]
    with filled.write(looks("RED//A")) as session:
        rows.case(session, "c-later", "CLEAR", at)
        rows.lead(session, "l-later", "c-later", at)
    assert [*seen, *running] == before


@pytest.mark.slow
def test_rows_pass_through_and_are_not_gathered(
    office: Office, target: Office, looks: Looks, at: datetime
) -> None:
    filler = "x" * 1000
    lines = 16_000
    with office.write(looks("CLEAR")) as session:
        for number in range(lines):
            session.add(SettingRow(key="k", version=number, value={"v": filler}, at=at, by="x", why=""))
            if number % 500 == 0:
                session.flush()
                session.expunge_all()
    tracemalloc.start()
    try:
        assert dump.load(looks("CLEAR"), target, dump.lines(looks("CLEAR"), office)) == lines
        assert tracemalloc.get_traced_memory()[1] < lines * len(filler) // 2
    finally:
        tracemalloc.stop()
