"""Settings people change while the office runs: a new value is a new version."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from sightline.office.act import Act
from sightline.office.guard import GuardedSession
from sightline.office.tables import SettingRow


def put(session: GuardedSession, key: str, value: dict[str, Any], act: Act) -> None:
    """Give a setting a value; the earlier ones stay on record."""
    newest = _newest(session, key)
    version = newest.version + 1 if newest else 1
    session.add(
        SettingRow(key=key, version=version, value=value, at=act.at, by=act.by, why=act.why or session.why)
    )
    session.flush()


def get(session: GuardedSession, key: str) -> dict[str, Any] | None:
    """The value a setting had at the time the View knows, or nothing."""
    row = _newest(session, key, known=True)
    return row.value if row else None


def _newest(session: GuardedSession, key: str, *, known: bool = False) -> SettingRow | None:
    chosen = select(SettingRow).where(SettingRow.key == key)
    if known:
        chosen = chosen.where(SettingRow.at <= session.view.known_at)
    return session.scalar(chosen.order_by(SettingRow.version.desc()).limit(1))
