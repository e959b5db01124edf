"""An office in a folder of its own, with time and chance held still."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sightline.model.view import View
from sightline.service.workbench import Workbench, open_workbench
from tests.service.made import Clock, copy_office, new_template, now
from tests.web.offices import office as invented_office

Entropy = Callable[[int], bytes]


@pytest.fixture(scope="session")
def template_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty office that tests copy."""
    counter = itertools.count()

    def draw(size: int) -> bytes:
        return hashlib.shake_256(f"template {next(counter)}".encode()).digest(size)

    return new_template(tmp_path_factory.mktemp("template") / "office", draw)


@pytest.fixture
def office(template_office: Path, tmp_path: Path) -> Path:
    """The folder of an empty office."""
    return copy_office(template_office, tmp_path / "office")


@pytest.fixture
def new_office(template_office: Path, tmp_path: Path) -> Callable[[], Path]:
    """Makes one empty office after another, all equal."""
    numbers = itertools.count(1)
    return lambda: copy_office(template_office, tmp_path / f"office-{next(numbers)}")


@pytest.fixture
def bench(office: Path, entropy: Entropy) -> Iterator[Workbench]:
    """An open, empty office whose clock goes a second a look and whose chance is the same in every run."""
    opened = open_workbench(office, clock=Clock(), entropy=entropy)
    yield opened
    opened.close()


@pytest.fixture
def new_bench(new_office: Callable[[], Path], entropy: Entropy) -> Iterator[Workbench]:
    """A second such office."""
    opened = open_workbench(new_office(), clock=Clock(), entropy=entropy)
    yield opened
    opened.close()


@pytest.fixture
def view(bench: Workbench) -> View:
    """The operator's View at the beginning of a test."""
    return now(bench)


@pytest.fixture(scope="session")
def worked_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office in which work was done: a list, documents, a case, a report, people, things kept secret."""
    made = invented_office(tmp_path_factory.mktemp("worked") / "in", secrets=True)
    made.bench.close()
    return made.bench.folder


@pytest.fixture
def worked(worked_template: Path, tmp_path: Path) -> Path:
    """The folder of such an office."""
    return copy_office(worked_template, tmp_path / "worked")


@pytest.fixture
def working(worked: Path, entropy: Entropy) -> Iterator[Workbench]:
    """Such an office, open."""
    opened = open_workbench(worked, clock=Clock(), entropy=entropy)
    yield opened
    opened.close()
