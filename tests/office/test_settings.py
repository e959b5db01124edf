"""A setting has versions, and a View knows those of its time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sightline.model.marking import PUBLIC
from sightline.model.view import View
from sightline.office import Office, settings
from sightline.office.act import Act


def test_versions(office: Office, looks: Callable[[str], View], at: datetime) -> None:
    with office.write(looks("CLEAR")) as session:
        assert settings.get(session, "threshold") is None
        settings.put(session, "threshold", {"value": 0.7}, Act("x", at - timedelta(days=2), "first"))
        settings.put(session, "threshold", {"value": 0.8}, Act("x", at, "too many"))
    with office.read(looks("CLEAR")) as session:
        assert settings.get(session, "threshold") == {"value": 0.8}
    with office.read(View("x", PUBLIC, at.date(), at - timedelta(days=1))) as session:
        assert settings.get(session, "threshold") == {"value": 0.7}
