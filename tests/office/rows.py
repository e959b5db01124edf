"""Rows from a line each, for tests."""

from __future__ import annotations

from datetime import datetime

from sightline.model.marking import Marking
from sightline.office import GuardedSession, mark
from sightline.office.tables import CaseRow, FindingRow, FindingVersionRow, LeadRow


def case(session: GuardedSession, key: str, marking: str, at: datetime) -> None:
    """A marked case."""
    session.add(CaseRow(id=key, title=f"Case {key}", opened_by="invented.person-1", opened_at=at))
    mark(session, "case", key, Marking.parse(marking), "invented.person-1", at, "made for a test")


def lead(session: GuardedSession, key: str, case_key: str, at: datetime) -> None:
    """A lead of a case."""
    session.add(LeadRow(id=key, case_id=case_key, text="a lead", cites=[], added_by="x", added_at=at))


def finding(session: GuardedSession, key: str, case_key: str, at: datetime) -> None:
    """A finding of a case with its first version."""
    session.add(FindingRow(id=key, case_id=case_key, author="x", at=at))
    session.add(FindingVersionRow(finding_id=key, version=1, body={}, at=at, by="x", why="first"))
