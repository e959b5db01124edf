"""The manual names every address the application answers."""

from __future__ import annotations

import re
from pathlib import Path

from sightline.web.app import create_app
from tests.web.offices import TestOffice

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "reference" / "http.md"
NOT_TOLD = {"/static/{}", "/index", "/api"}


def bare(text: str) -> str:
    """An address without the names of its parameters and without the twin's ending."""
    return re.sub(r"\{[^}]*\}", "{}", text).removesuffix(".json")


def test_every_address_is_in_the_manual(plain: TestOffice) -> None:
    told = set(re.findall(r"/[a-z/{}.-]*", bare(MANUAL.read_text("utf-8"))))
    served = {bare(route.path) for route in create_app(plain.bench).routes} - NOT_TOLD
    assert len(served) > 30
    assert sorted(served - {bare(path) for path in told}) == []


def test_it_says_what_the_policy_says() -> None:
    told = " ".join(MANUAL.read_text("utf-8").split())
    for part in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
        assert part in told
