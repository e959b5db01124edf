"""The office of the pages' tests, asked with a bearer token."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from litestar.testing import TestClient

from sightline.web.app import create_app
from tests.web.offices import TestOffice, office


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    """An office with a list, documents, a case and a report."""
    folder: Path = tmp_path_factory.mktemp("api")
    return office(folder / "one", secrets=False)


@pytest.fixture
def client(plain: TestOffice) -> Iterator[httpx.Client]:
    """A program that holds the reader's token."""
    with TestClient(create_app(plain.bench), raise_server_exceptions=False) as made:
        made.headers["authorization"] = f"Bearer {plain.reader_token}"
        yield made
