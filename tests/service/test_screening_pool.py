"""Long screenings: the same answers in the same order, whatever process gives them."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pytest

from sightline.service import screening, screening_pool
from sightline.service.workbench import Workbench
from tests.service.made import now
from tests.service.test_decisions import bank, listed


def answers(bench: Workbench, count: int, processes: int) -> list[tuple[object, ...]]:
    names = "".join(f"Invented Bank {'Two' if n % 7 == 0 else n}\n" for n in range(count)) + "\x00\n"
    found = screening.screen_file(
        now(bench), bench, io.BytesIO(names.encode()), "names", screening.Choice(processes=processes)
    )
    return [(one.query.name, one.hits, one.problem, bool(one.certificate)) for one in found]


@pytest.mark.slow
def test_two_processes_answer_as_one(
    bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(bench, tmp_path, bank(country="kp"), 1)
    alone = answers(bench, 1200, 1)
    monkeypatch.setattr(screening_pool, "POOL_FROM", 300)
    assert answers(bench, 1200, 2) == alone
    assert len(alone) == 1201 and alone[-1][2]


def test_lines_written_elsewhere_are_the_lines(
    bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screening_pool, "POOL_FROM", 1)
    listed(bench, tmp_path, bank(country="kp"), 1)
    found = list(
        screening.screen_file(
            now(bench), bench, io.BytesIO(b"Invented Bank Two\n" * 3), "names", screening.Choice(processes=2)
        )
    )
    assert all(one.written for one in found)
    for one in found:
        written = one.line()
        assert written and msgspec.structs.replace(one, written="").line() == written
    body = screening.certificate(now(bench), bench, found[1].certificate)
    assert body["id"] == found[1].certificate and body["hits"][0]["entity"] == "bank-two"
