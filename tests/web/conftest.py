"""Offices and browsers without a screen for the tests of the pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from sightline.web.app import create_app
from tests.web.offices import TestOffice, office

Client = TestClient[Litestar]


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    """An office in which everyone may see everything."""
    return office(tmp_path_factory.mktemp("offices") / "one", secrets=False)


@pytest.fixture
def visit() -> Iterator[Callable[..., Client]]:
    """Open a client on an office, with a session where one is given."""
    opened: list[Client] = []

    def enter(made: TestOffice, session: str = "") -> Client:
        client = TestClient(create_app(made.bench), raise_server_exceptions=False).__enter__()
        if session:
            client.cookies.set("sightline-session", session)
        opened.append(client)
        return client

    yield enter
    for client in opened:
        client.__exit__(None, None, None)


def form_token(page: str) -> str:
    """The token of the first form on a page."""
    found = re.search(r'name="form_token" value="([0-9a-f]+)"', page)
    assert found, "a page with a form carries its token"
    return found[1]
