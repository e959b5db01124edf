"""Rows are added with a marking, under parents one sees, and never edited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import func, select

from sightline.errors import Conflict, IntegrityBroken, NotAllowed, NotFound
from sightline.model.view import View
from sightline.office import Office
from sightline.office.tables import CaseRow, LeadRow, NoticeRow
from tests.office import rows

Looks = Callable[[str], View]


def test_a_secret_row_without_a_marking_is_not_kept(office: Office, looks: Looks, at: datetime) -> None:
    with (
        pytest.raises(IntegrityBroken, match="without a marking: n-2"),
        office.write(looks("RED")) as session,
    ):
        for key in ("n-1", "n-2"):
            session.add(NoticeRow(id=key, at=at, kind="test", subject="", text="a notice"))
        rows.mark(session, "notice", "n-1", looks("CLEAR").clearance, "x", at)
    with office.read(looks("RED")) as session:
        assert session.scalar(select(func.count(NoticeRow.id))) == 0, "all or nothing"


def test_a_marking_of_another_kind_does_not_count(office: Office, looks: Looks, at: datetime) -> None:
    with pytest.raises(IntegrityBroken), office.write(looks("RED")) as session:
        session.add(CaseRow(id="c-1", title="t", opened_by="x", opened_at=at))
        rows.mark(session, "report", "c-1", looks("CLEAR").clearance, "x", at)


def test_before_its_marking_a_row_is_there_for_nobody(office: Office, looks: Looks, at: datetime) -> None:
    with office.write(looks("RED")) as session:
        session.add(CaseRow(id="c-1", title="t", opened_by="x", opened_at=at))
        session.flush()
        assert session.scalars(select(CaseRow.id)).all() == []
        rows.mark(session, "case", "c-1", looks("CLEAR").clearance, "x", at)
        assert session.scalars(select(CaseRow.id)).all() == ["c-1"]


def test_nothing_is_hung_under_a_hidden_row(office: Office, looks: Looks, at: datetime) -> None:
    with office.write(looks("RED")) as session:
        rows.case(session, "c-1", "RED", at)
    refusals = []
    for parent in ("c-1", "c-nowhere"):
        with pytest.raises(NotFound) as refusal, office.write(looks("CLEAR")) as session:
            rows.lead(session, "l-1", parent, at)
        refusals.append(str(refusal.value).replace(parent, "…"))
    assert refusals[0] == refusals[1], "hidden and absent read alike"
    with office.write(looks("RED")) as session:
        rows.lead(session, "l-1", "c-1", at)


def test_rows_may_come_in_any_order(office: Office, looks: Looks, at: datetime) -> None:
    with office.write(looks("RED")) as session, session.no_autoflush:
        rows.finding(session, "f-1", "c-1", at)
        rows.lead(session, "l-1", "c-1", at)
        rows.case(session, "c-1", "CLEAR", at)
    with office.read(looks("CLEAR")) as session:
        assert session.scalars(select(LeadRow.id)).all() == ["l-1"]


def test_a_row_is_not_edited(office: Office, looks: Looks, at: datetime) -> None:
    with office.write(looks("RED")) as session:
        rows.case(session, "c-1", "CLEAR", at)
    with pytest.raises(IntegrityBroken, match="not edited"), office.write(looks("RED")) as session:
        row = session.get(CaseRow, "c-1")
        assert row is not None
        row.title = "another"


def test_a_row_is_not_deleted(office: Office, looks: Looks, at: datetime) -> None:
    with office.write(looks("RED")) as session:
        rows.case(session, "c-1", "CLEAR", at)
    with pytest.raises(IntegrityBroken, match="not deleted"), office.write(looks("RED")) as session:
        session.delete(session.get(CaseRow, "c-1"))


def test_a_reading_session_writes_nothing(office: Office, looks: Looks, at: datetime) -> None:
    with pytest.raises(NotAllowed, match="only reads"), office.read(looks("RED")) as session:
        rows.case(session, "c-1", "CLEAR", at)


def test_the_same_row_twice_is_a_conflict(office: Office, looks: Looks, at: datetime) -> None:
    for expected in (None, Conflict):
        try:
            with office.write(looks("RED")) as session:
                rows.case(session, "c-1", "CLEAR", at)
        except Conflict as problem:
            assert type(problem) is expected
        else:
            assert expected is None
