"""The office of the pages' tests, asked with a bearer token."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from litestar.testing import TestClient

from tests.web.offices import TestOffice, app_of, office


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    """An office with a list, documents, a case and a report."""
    folder: Path = tmp_path_factory.mktemp("api")
    return office(folder / "one", secrets=False)


@pytest.fixture
def client(plain: TestOffice) -> httpx.Client:
    """A program that holds the reader's token."""
    made = TestClient(app_of(plain), raise_server_exceptions=False)
    made.headers["authorization"] = f"Bearer {plain.reader_token}"
    return made
