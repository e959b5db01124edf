"""What each role may do. What someone may see is another matter: that is their clearance."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import select

from sightline.errors import NotAllowed, UsageError
from sightline.model.view import View
from sightline.office.act import OPERATOR
from sightline.office.database import Office
from sightline.office.tables import UserRow


class Action(StrEnum):
    """Something a person, or a token for a script, may be allowed to do."""

    READ = "read"
    SCREEN = "screen"
    INGEST = "ingest"
    INVESTIGATE = "investigate"
    """open and move cases, add leads, findings and hearings, take a stance"""
    DECIDE = "decide"
    """accept or refuse list versions, change markings and grades of sources"""
    WRITE_REPORT = "write_report"
    """edit outlines, build editions and bundles"""
    MANAGE_USERS = "manage_users"
    MAINTAIN = "maintain"
    """backup, restore, rebuild, keys and settings"""


_READER = frozenset({Action.READ, Action.SCREEN})
_EXPERT = _READER | {Action.INGEST, Action.INVESTIGATE}
_EDITOR = _EXPERT | {Action.DECIDE, Action.WRITE_REPORT}

ROLES: dict[str, frozenset[Action]] = {
    "reader": _READER,
    "expert": _EXPERT,
    "editor": _EDITOR,
    "admin": frozenset(Action),
}


def actions(role: str) -> frozenset[Action]:
    """What a role may do; `UsageError` for a role that does not exist."""
    if role not in ROLES:
        raise UsageError(f"no such role: {role!r}", remedy="use one of " + ", ".join(ROLES))
    return ROLES[role]


def allows(view: View, office: Office, action: str) -> bool:
    """Whether the View's user has an account whose role allows the action."""
    if view.user == OPERATOR:
        return True
    return office.remembered(
        ("role", view.user, action), view.known_at, lambda: _allows(view, office, action)
    )


def _allows(view: View, office: Office, action: str) -> bool:
    with office.read(view) as session:
        found = session.execute(
            select(UserRow.role, UserRow.disabled).where(UserRow.name == view.user)
        ).first()
    return found is not None and not found.disabled and Action(action) in actions(found.role)


def require(view: View, office: Office, action: str) -> None:
    """Raise `NotAllowed` unless the View's user has an account whose role allows the action."""
    if not allows(view, office, action):
        raise NotAllowed(f"your role does not allow this: {action}", remedy="ask an administrator")
