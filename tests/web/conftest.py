"""Offices and browsers without a screen for the tests of the pages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.web.offices import TestOffice, app_of, office

Client = TestClient[Litestar]


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    """An office in which everyone may see everything."""
    return office(tmp_path_factory.mktemp("offices") / "one", secrets=False)


@pytest.fixture
def visit() -> Callable[..., Client]:
    """Make a client of an office, with a session where one is given."""

    def enter(made: TestOffice, session: str = "") -> Client:
        client = TestClient(app_of(made), raise_server_exceptions=False)
        if session:
            client.cookies.set("sightline-session", session)
        return client

    return enter


def form_token(page: str) -> str:
    """The token of the first form on a page."""
    found = re.search(r'name="form_token" value="([0-9a-f]+)"', page)
    assert found, "a page with a form carries its token"
    return found[1]
