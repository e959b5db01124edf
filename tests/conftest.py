"""Fixtures for every test: real data, a real PostgreSQL, a real Chromium, time and chance held still."""

from __future__ import annotations

import getpass
import hashlib
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import hypothesis
import psycopg
import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ROOMY = 4 << 30
POSTGRES_START_SECONDS = 60

hypothesis.settings.register_profile("house", deadline=None, print_blob=True)
hypothesis.settings.load_profile("house")


def unavailable(what: str) -> NoReturn:
    """Skip, saying so; fail where the run promised that everything is there."""
    if os.environ.get("SIGHTLINE_REQUIRE_ALL"):
        pytest.fail(f"{what} (SIGHTLINE_REQUIRE_ALL is set, so this is not skipped)")
    pytest.skip(what)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real public data; never part of the project, so its absence only skips."""
    folder = Path(os.environ.get("SIGHTLINE_SHARED_DATA") or ROOT.parent / "shared" / "data")
    if not (folder / "README.md").is_file():
        pytest.skip(f"real data not found at {folder}; set SIGHTLINE_SHARED_DATA to its folder")
    return folder


@pytest.fixture
def at() -> datetime:
    """The day on which tests happen."""
    return datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def entropy() -> Callable[[int], bytes]:
    """Bytes that look random, differ from call to call and are the same in every run."""
    counter = itertools.count()

    def draw(size: int) -> bytes:
        return hashlib.shake_256(f"sightline test entropy {next(counter)}".encode()).digest(size)

    return draw


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A private server that listens on a Unix socket in its own folder and nowhere else."""

    socket_folder: Path
    user: str

    def url(self, database: str) -> str:
        """The address as SQLAlchemy wants it."""
        return f"postgresql+psycopg://{self.user}@/{database}?host={self.socket_folder}"

    def run(self, statement: str) -> None:
        """Run one statement outside any transaction."""
        address = f"host={self.socket_folder} user={self.user} dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)


def postgres_binaries() -> Path | None:
    """The newest PostgreSQL of Debian, else the one on PATH."""
    versions = sorted(
        (folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if (folder / "initdb").exists()),
        key=lambda folder: int(folder.parent.name),
    )
    if versions:
        return versions[-1]
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root: the account to run it as, or none when we are not root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def memory() -> Path | None:
    """A folder in memory where there is room for databases: files there are made and removed at once."""
    shared = Path("/dev/shm")
    roomy = shared.is_dir() and os.access(shared, os.W_OK) and shutil.disk_usage(shared).free > ROOMY
    return shared if roomy else None


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A real PostgreSQL in a temporary folder, stopped and removed at the end."""
    binaries = postgres_binaries()
    if binaries is None:
        unavailable("NO POSTGRESQL: the tests of the store on PostgreSQL did not run; install `postgresql`")
    account = unprivileged_user()
    group = pwd.getpwnam(account).pw_gid if account else None
    name = account or getpass.getuser()
    folder = Path(tempfile.mkdtemp(prefix="sl-pg-", dir=memory()))  # short: a socket's path: 107 bytes
    if account:
        shutil.chown(folder, user=account, group=group)

    def command(program: str, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [str(binaries / program), *arguments],
            user=account,
            group=group,
            extra_groups=[] if account else None,
            cwd=folder,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": str(folder)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )

    with (folder / "log").open("wb") as log:
        data = folder / "data"
        made = command("initdb", "-D", str(data), "-U", name, "-A", "trust", "-E", "UTF8", "--no-sync")
        if made.wait() != 0:
            pytest.fail(f"initdb failed: {(folder / 'log').read_text()}")
        quick = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_wal_size=128MB")
        settings = [word for one in ("listen_addresses=", *quick) for word in ("-c", one)]
        server = command("postgres", "-D", str(data), "-k", str(folder), *settings)
        try:
            running = PostgresServer(folder, name)
            wait_until_ready(running, server, folder / "log")
            yield running
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=POSTGRES_START_SECONDS)
            shutil.rmtree(folder, ignore_errors=True)


def wait_until_ready(running: PostgresServer, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers; fail with its log when it stops or stays silent."""
    end = time.monotonic() + POSTGRES_START_SECONDS
    while True:
        try:
            return running.run("select 1")
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > end:
                pytest.fail(f"PostgreSQL did not start: {log.read_text()}")
            time.sleep(0.05)


_database_numbers = itertools.count(1)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The SQLAlchemy address of an empty UTF-8 database that belongs to this test alone."""
    name = f"test_{next(_database_numbers)}"
    postgres_server.run(f"create database {name} encoding 'UTF8' template template0")
    yield postgres_server.url(name)
    postgres_server.run(f"drop database {name} with (force)")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright; open a context of your own in each test."""
    if not CHROMIUM.exists():
        unavailable("NO CHROMIUM: the tests in a real browser did not run; install `chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()
