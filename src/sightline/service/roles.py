"""What the user of a View may do here."""

from __future__ import annotations

from sightline.model.view import View
from sightline.office import roles
from sightline.service.workbench import Workbench


def require(view: View, bench: Workbench, action: str) -> None:
    """`NotAllowed` unless the user's role allows the action."""
    roles.require(view, bench.office, action)
