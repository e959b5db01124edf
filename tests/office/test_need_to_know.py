"""For any office, someone's answers equal those of an office that never held what they may not see."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, exists, func, select
from sqlalchemy.orm import aliased, selectinload

from sightline.model.item import Source
from sightline.model.marking import Marking, Tlp
from sightline.model.view import View
from sightline.office import GuardedSession, Office, mark, sources
from sightline.office.act import Act
from sightline.office.markings import current_of, markings_of
from sightline.office.tables import AcquisitionRow, CaseRow, FindingRow, LeadRow, MarkingRow, Table
from tests.office import rows
from tests.office.conftest import KINDS

AT = datetime(2026, 3, 2, tzinfo=UTC)
ALL = View("invented.archivist", Marking(Tlp.RED, frozenset("AB")), AT.date(), AT)

markings_drawn = st.builds(Marking, st.sampled_from(Tlp), st.frozensets(st.sampled_from("AB")))


@dataclass(frozen=True)
class Held:
    """Something secret: the markings it had, newest last, and how much hangs on it."""

    history: tuple[Marking, ...]
    leads: int
    findings: int

    @property
    def marking(self) -> Marking:
        return self.history[-1]


holdings = st.lists(
    st.builds(
        Held,
        st.lists(markings_drawn, min_size=1, max_size=3).map(tuple),
        st.integers(0, 2),
        st.integers(0, 2),
    ),
    max_size=5,
)


def fill(office: Office, world: dict[int, Held]) -> None:
    """Write a world."""
    with office.write(ALL, "a drawn world") as session:
        for number, held in world.items():
            key = f"c-{number}"
            session.add(CaseRow(id=key, title=f"Case {number}", opened_by="x", opened_at=AT))
            session.add(
                AcquisitionRow(
                    id=f"a-{number}", sha256="0" * 64, size=number, name="x", collector="x", collected_at=AT
                )
            )
            mark(session, "acquisition", f"a-{number}", held.marking, "x", AT)
            for marking in held.history:
                mark(session, "case", key, marking, "x", AT, "drawn")
            for count in range(held.leads):
                rows.lead(session, f"l-{number}-{count}", key, AT)
            for count in range(held.findings):
                rows.finding(session, f"f-{number}-{count}", key, AT)
            sources.grade(session, Source(f"s-{number % 2}", "A source"), held.marking, Act("x", AT), serial)


_drawn = itertools.count()


def serial(size: int) -> bytes:
    """Bytes that never repeat."""
    return next(_drawn).to_bytes(size, "big")


def answers(session: GuardedSession, numbers: list[int]) -> dict[str, Any]:
    """Every way we know to ask."""
    other = aliased(CaseRow)
    cases = session.scalars(select(CaseRow).order_by(CaseRow.id)).all()
    eager = session.scalars(select(CaseRow).options(selectinload(CaseRow.leads)).order_by(CaseRow.id)).all()
    keys = [f"c-{number}" for number in numbers]
    return {
        "cases": [row.id for row in cases],
        "lazily": {row.id: [lead.id for lead in row.leads] for row in cases},
        "two steps": [
            (finding.id, version.version)
            for row in cases
            for finding in row.findings
            for version in finding.versions
        ],
        "eagerly": {row.id: [lead.id for lead in row.leads] for row in eager},
        "one by one": [session.get(CaseRow, key) is not None for key in keys],
        "children one by one": [session.get(LeadRow, f"l-{number}-0") is not None for number in numbers],
        "counts": [
            session.scalar(select(func.count()).select_from(table))
            for table in (CaseRow, LeadRow, FindingRow, AcquisitionRow, MarkingRow)
        ],
        "sizes": session.scalar(select(func.sum(AcquisitionRow.size))),
        "exists": [session.scalar(select(exists().where(CaseRow.id == key))) for key in keys],
        "join": session.execute(
            select(CaseRow.id, LeadRow.id).join(CaseRow.leads).order_by(CaseRow.id, LeadRow.id)
        ).all(),
        "outer": session.execute(
            select(CaseRow.id, func.count(FindingRow.id))
            .outerjoin(CaseRow.findings)
            .group_by(CaseRow.id)
            .order_by(CaseRow.id)
        ).all(),
        "pairs": session.scalar(select(func.count()).select_from(CaseRow).join(other, other.id > CaseRow.id)),
        "page": session.scalars(select(CaseRow.id).order_by(CaseRow.id).offset(1).limit(2)).all(),
        "newest": session.scalar(select(func.max(CaseRow.id))),
        "without findings": session.scalars(
            select(CaseRow.id).where(~CaseRow.findings.any()).order_by(CaseRow.id)
        ).all(),
        "markings": current_of(session, "case", keys),
        "history": [markings_of(session, "case", key) for key in keys],
        "sources": sources.everything(session),
    }


def empty(office: Office) -> None:
    """Take everything out, past every rule, for the next drawn world."""
    engine = create_engine(office.url)
    with engine.begin() as connection:
        if office.url.get_backend_name() == "sqlite":
            for table in reversed(Table.metadata.sorted_tables):
                connection.execute(table.delete())
        else:
            names = ", ".join(table.name for table in Table.metadata.sorted_tables)
            connection.exec_driver_sql(f"TRUNCATE {names}")
    engine.dispose()


@pytest.fixture(params=KINDS)
def pair(
    request: pytest.FixtureRequest, new_office_url: Callable[[str], str]
) -> Iterator[tuple[Office, Office]]:
    """Two offices of one kind."""
    offices = Office.open(new_office_url(request.param)), Office.open(new_office_url(request.param))
    yield offices
    for office in offices:
        office.close()


def without_hidden(world: dict[int, Held], viewer: Marking) -> dict[int, Held]:
    """The world as if what the viewer may not see had never been."""
    return {
        number: Held(tuple(m for m in held.history if viewer.covers(m)), held.leads, held.findings)
        for number, held in world.items()
        if viewer.covers(held.marking)
    }


def compare(pair: tuple[Office, Office], drawn: list[Held], viewer: Marking) -> None:
    """Fill one office with all, the other with what the viewer may see; both must answer alike."""
    world = dict(enumerate(drawn))
    for office, part in zip(pair, (world, without_hidden(world, viewer)), strict=True):
        empty(office)
        fill(office, part)
    view = View("invented.person-1", viewer, AT.date(), AT)
    told = []
    for office in pair:
        with office.read(view) as session:
            told.append(answers(session, list(world)))
    assert told[0] == told[1]
    assert told[0]["counts"][0] == sum(viewer.covers(held.marking) for held in drawn), (
        "nothing visible is lost"
    )


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(holdings, markings_drawn)
def test_answers_equal_those_of_an_office_without_hidden_rows(
    pair: tuple[Office, Office], drawn: list[Held], viewer: Marking
) -> None:
    compare(pair, drawn, viewer)


@pytest.mark.slow
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(holdings, markings_drawn)
def test_the_same_for_many_more_offices(
    pair: tuple[Office, Office], drawn: list[Held], viewer: Marking
) -> None:
    compare(pair, drawn, viewer)
