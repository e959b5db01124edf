"""Who does something, when and why: what every change is attributed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

OPERATOR = "operator"
"""Whoever works on the machine that holds the office: no account, every action, every clearance."""

DOORKEEPER = "doorkeeper"
"""The door itself, before anyone is known."""


@dataclass(frozen=True, slots=True)
class Act:
    """`by` is a user's name, `at` aware, `why` in their own words."""

    by: str
    at: datetime
    why: str = ""
