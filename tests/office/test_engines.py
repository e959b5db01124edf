"""A file of SQLite is opened by several at once, and who opens it waits no longer than it has to."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import URL, text
from sqlalchemy.exc import OperationalError

from sightline.office import engines


def test_a_new_file_is_opened_and_closed_by_many_at_once(tmp_path: Path) -> None:
    def opened(url: URL, start: threading.Barrier) -> None:
        start.wait()
        for make in (engines.reader, engines.writer):
            engine = make(url)
            with engine.connect() as connection, connection.begin():
                assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
            engine.dispose()

    with ThreadPoolExecutor(8) as pool:
        for turn in range(20):
            url, start = engines.address(f"sqlite:///{tmp_path / f'{turn}.db'}"), threading.Barrier(8)
            for done in [pool.submit(opened, url, start) for _ in range(8)]:
                done.result()


def test_who_never_lets_go_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "BUSY_MILLISECONDS", 50)
    file = tmp_path / "held.db"
    with sqlite3.connect(file, isolation_level=None) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OperationalError, match="locked"):
            engines.reader(engines.address(f"sqlite:///{file}")).connect()
        holder.execute("ROLLBACK")
    holder.close()
