"""Nothing hidden comes through the guard, whichever way one asks; nothing visible is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import (
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    literal_column,
    select,
    text,
    union,
    update,
)
from sqlalchemy import table as loose_table
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from sightline.errors import IntegrityBroken, NotAllowed
from sightline.model.view import View
from sightline.office import GuardedSession, Office
from sightline.office.tables import (
    CaseRow,
    FindingRow,
    FindingVersionRow,
    JobRow,
    LeadRow,
    MarkingCompartmentRow,
    MarkingRow,
)
from tests.office import rows

Looks = Callable[[str], View]
Other, OtherLead = aliased(CaseRow), aliased(LeadRow)

QUESTIONS: dict[str, tuple[Any, list[tuple[Any, ...]]]] = {
    "a column": (select(CaseRow.id), [("c-1",)]),
    "a count of the class": (select(func.count()).select_from(CaseRow), [(1,)]),
    "a count of a column": (select(func.count(CaseRow.id)), [(1,)]),
    "a count that names the class in its condition only": (
        select(func.count()).where(CaseRow.title != ""),
        [(1,)],
    ),
    "a maximum": (select(func.max(CaseRow.id)), [("c-1",)]),
    "an expression over a column": (select(CaseRow.id + "!"), [("c-1!",)]),
    "a case distinction": (select(case((CaseRow.id == "c-2", "seen"), else_="not")), [("not",)]),
    "an alias": (select(Other.id), [("c-1",)]),
    "the class joined to itself": (
        select(CaseRow.id, Other.id).join(Other, Other.title != CaseRow.title),
        [],
    ),
    "a child": (select(LeadRow.id), [("l-1",)]),
    "a child by alias": (select(OtherLead.id), [("l-1",)]),
    "a grandchild": (select(FindingVersionRow.finding_id), [("f-1",)]),
    "a join": (select(LeadRow.id, CaseRow.id).join(CaseRow, CaseRow.id == LeadRow.case_id), [("l-1", "c-1")]),
    "a join along a relationship": (select(LeadRow.id).select_from(CaseRow).join(CaseRow.leads), [("l-1",)]),
    "an outer join": (
        select(CaseRow.id, LeadRow.id).outerjoin(LeadRow, LeadRow.case_id != CaseRow.id),
        [("c-1", None)],
    ),
    "two classes side by side": (
        select(FindingRow.id, LeadRow.id).where(FindingRow.case_id == LeadRow.case_id),
        [("f-1", "l-1")],
    ),
    "a group": (
        select(LeadRow.case_id, func.count()).group_by(LeadRow.case_id),
        [("c-1", 1)],
    ),
    "whether a hidden one exists": (select(exists().where(CaseRow.id == "c-2")), [(False,)]),
    "whether a visible one exists": (select(exists().where(CaseRow.id == "c-1")), [(True,)]),
    "whether a select finds a hidden one": (
        select(literal("yes")).where(select(LeadRow.id).where(LeadRow.id == "l-2").exists()),
        [],
    ),
    "a subselect in a list": (
        select(LeadRow.id).where(LeadRow.case_id.in_(select(CaseRow.id))),
        [("l-1",)],
    ),
    "not in a subselect": (
        select(CaseRow.id).where(CaseRow.id.not_in(select(LeadRow.case_id))),
        [],
    ),
    "any along a relationship": (select(CaseRow.id).where(CaseRow.leads.any()), [("c-1",)]),
    "has along a relationship": (select(FindingRow.id).where(FindingRow.case.has()), [("f-1",)]),
    "a scalar subselect": (
        select(select(func.count(LeadRow.id)).scalar_subquery()),
        [(1,)],
    ),
    "a subquery": (select(select(CaseRow.id).subquery().c.id), [("c-1",)]),
    "a common table expression": (select(select(CaseRow.id).cte().c.id), [("c-1",)]),
    "a class read from a subquery": (
        select(aliased(CaseRow, select(CaseRow).subquery()).id),
        [("c-1",)],
    ),
    "a union": (union(select(CaseRow.id), select(LeadRow.id)).order_by("id"), [("c-1",), ("l-1",)]),
    "the markings": (select(MarkingRow.subject), [("c-1",)]),
    "the compartments of markings": (select(MarkingCompartmentRow.compartment), []),
}


@pytest.fixture
def filled(office: Office, looks: Looks, at: datetime) -> Office:
    """One case for everyone, one for few, each with what hangs on it."""
    with office.write(looks("RED//A,B")) as session:
        for number, marking in (("1", "CLEAR"), ("2", "RED//A")):
            rows.case(session, f"c-{number}", marking, at)
            rows.lead(session, f"l-{number}", f"c-{number}", at)
            rows.finding(session, f"f-{number}", f"c-{number}", at)
    return office


def test_no_question_finds_a_hidden_row(filled: Office, looks: Looks) -> None:
    with filled.read(looks("CLEAR")) as session:
        answers = {name: session.execute(question).all() for name, (question, _) in QUESTIONS.items()}
    assert answers == {name: expected for name, (_, expected) in QUESTIONS.items()}


@pytest.mark.parametrize(
    ("clearance", "seen"),
    {
        "exactly cleared": ("RED//A", ["c-1", "c-2"]),
        "cleared for more": ("RED//A,B", ["c-1", "c-2"]),
        "one level short": ("AMBER+STRICT//A", ["c-1"]),
        "the wrong compartment": ("RED//B", ["c-1"]),
        "no compartment": ("RED", ["c-1"]),
    }.values(),
)
def test_level_and_compartments_both_count(
    filled: Office, looks: Looks, clearance: str, seen: list[str]
) -> None:
    with filled.read(looks(clearance)) as session:
        assert session.scalars(select(CaseRow.id).order_by(CaseRow.id)).all() == seen
        assert session.scalar(select(func.count(LeadRow.id))) == len(seen)


def test_get_and_relationships(filled: Office, looks: Looks) -> None:
    with filled.read(looks("CLEAR")) as session:
        assert session.get(CaseRow, "c-2") is None
        assert session.get(FindingVersionRow, ("f-2", 1)) is None
        seen = session.get(CaseRow, "c-1")
        assert seen is not None
        assert [lead.id for lead in seen.leads] == ["l-1"]
        assert [version.version for version in seen.findings[0].versions] == [1]
        assert seen.findings[0].case is seen


@pytest.mark.parametrize("load", [joinedload, selectinload])
def test_relationships_loaded_at_once(filled: Office, looks: Looks, load: Callable[..., Any]) -> None:
    with filled.read(looks("CLEAR")) as session:
        cases = session.scalars(select(CaseRow).options(load(CaseRow.leads))).unique().all()
        assert [(case.id, [lead.id for lead in case.leads]) for case in cases] == [("c-1", ["l-1"])]


def test_relationships_taken_from_a_join(filled: Office, looks: Looks) -> None:
    question = select(CaseRow).join(CaseRow.leads).options(contains_eager(CaseRow.leads))
    with filled.read(looks("CLEAR")) as session:
        assert [case.id for case in session.scalars(question).unique()] == ["c-1"]


def test_the_newest_marking_holds(filled: Office, looks: Looks, at: datetime) -> None:
    with filled.write(looks("RED//A")) as session:
        rows.case(session, "c-3", "RED", at)
        rows.mark(session, "case", "c-3", looks("GREEN").clearance, "x", at, "released")
        rows.mark(session, "case", "c-1", looks("RED").clearance, "x", at, "withdrawn")
    with filled.read(looks("GREEN")) as session:
        assert session.scalars(select(CaseRow.id)).all() == ["c-3"]
        levels = session.scalars(select(MarkingRow.level).where(MarkingRow.subject == "c-3"))
        assert levels.all() == [1], "that it once was RED is not told"


def test_clearances_do_not_share_a_compiled_answer(filled: Office, looks: Looks) -> None:
    counted = select(func.count(CaseRow.id))
    seen = []
    for clearance in ("CLEAR", "RED//A", "CLEAR", "RED//A,B", "RED"):
        with filled.read(looks(clearance)) as session:
            seen.append(session.scalar(counted))
    assert seen == [1, 2, 1, 2, 1]


def test_a_session_without_a_view_answers_nothing() -> None:
    with pytest.raises(NotAllowed, match="without a View"):
        GuardedSession().execute(select(CaseRow.id))


REFUSED: dict[str, Any] = {
    "text": text("SELECT id FROM cases"),
    "text inside a select": select(CaseRow.id).where(text("1 = 1")),
    "a column made up of text": select(CaseRow.id, literal_column("(SELECT count(*) FROM cases)")),
    "a table": select(CaseRow.__table__),
    "a column of a table": select(CaseRow.__table__.c.id),
    "an alias of a table": select(CaseRow.__table__.alias().c.id),
    "a table inside a subquery": select(select(CaseRow.__table__.c.id).subquery().c.id),
    "a table on one side of a union": union(select(CaseRow.id), select(LeadRow.__table__.c.id)),
    "whether a table has a row": select(exists().where(CaseRow.__table__.c.id == "c-2")),
    "a table by its name": select(literal(1)).select_from(loose_table("cases")),
    "a mapped class joined to a table by its name": select(CaseRow.id).join(
        loose_table("leads"), literal(True)
    ),
    "a statement of the table": insert(CaseRow.__table__).values(id="x"),
    "a change of the table": update(CaseRow.__table__).values(title="x"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_raw_questions_are_refused(office: Office, looks: Looks, name: str) -> None:
    with pytest.raises(NotAllowed), office.write(looks("RED//A")) as session:
        session.execute(REFUSED[name])


@pytest.mark.parametrize("statement", [update(CaseRow).values(title="x"), delete(CaseRow), delete(LeadRow)])
def test_what_was_recorded_is_not_edited_in_bulk(office: Office, looks: Looks, statement: Any) -> None:
    with pytest.raises(IntegrityBroken), office.write(looks("RED//A")) as session:
        session.execute(statement)


def test_a_change_in_bulk_does_not_reach_hidden_rows(office: Office, looks: Looks, at: datetime) -> None:
    with office.write(looks("RED")) as session:
        for key, marking in (("j-1", "CLEAR"), ("j-2", "RED")):
            session.add(JobRow(id=key, kind="x", args={}, by="x", view={}, queued_at=at))
            rows.mark(session, "job", key, looks(marking).clearance, "x", at, "test")
    with office.write(looks("CLEAR")) as session:
        session.execute(update(JobRow).values(note="touched"))
    with office.read(looks("RED")) as session:
        notes = {row.id: row.note for row in session.scalars(select(JobRow))}
    assert notes == {"j-1": "touched", "j-2": ""}
