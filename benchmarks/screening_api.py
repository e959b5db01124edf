"""The screening API of one worker: a real office and server, a real HTTP client, every answer on record.

Times are those the client waits, so they grow with whatever else the machine does: the load average stands
beside them, and the CPU seconds of the server, which grow less. How long the disk takes to sync what a commit
writes is measured beside them too, since every answer waits for one. The same queries are then put to servers
started anew, so that none knows a word it was asked before: of each query the least of all rounds is what it
takes here when nothing else is in the way.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measure import Measure
from benchmarks.published_lists import FILES, SEED, merchant_ships

QUERIES, WARM, CLIENTS = 400, 40, 8
ROUNDS = 3
"""servers that are asked the same, one after another"""
SYNCED, SYNCS = 8 * 4096, 100
"""bytes that a commit of one answer adds to the log, about, and how often they are written to see how long
the disk takes"""
LIMIT = "requests_a_minute"
_TOKEN = re.compile(r"slt_[A-Za-z0-9_-]{43}")


def run(data: Path, scratch: Path) -> list[Measure]:
    """UN and OFAC, queries one after another, then from several clients at once."""
    office = scratch / "office"
    command = [str(Path(sys.executable).parent / "sightline"), "--office", str(office)]
    _do(command, "init")
    _do(command, "ingest", *[str(data / file) for file in FILES])
    _do(command, "user", "add", "bank", "--role", "expert")
    said = _do(command, "user", "token", "bank", "--label", "bench", "--scope", "screen")
    token = _TOKEN.search(said)
    assert token
    settings = office / "settings.toml"
    lines = settings.read_text().splitlines() if settings.exists() else []
    lines = [f"{LIMIT} = 1000000", *[line for line in lines if not line.startswith(LIMIT)]]
    settings.write_text("\n".join(lines) + "\n", "utf-8")
    draw = random.Random(SEED)
    names = draw.sample(merchant_ships(data), QUERIES + WARM)
    with _serving(command) as (pid, port):
        client = _Client(port, token[0])
        first = _one_by_one(pid, client, names)
        found = [*_measures(first, scratch), *_together(pid, client, names[WARM:])]
    rounds = [first]
    for _ in range(ROUNDS - 1):
        with _serving(command) as (pid, port):
            rounds.append(_one_by_one(pid, _Client(port, token[0]), names))
    return [*found, *_least(rounds)]


@contextmanager
def _serving(command: list[str]) -> Iterator[tuple[int, int]]:
    """A server with one worker: its process and its port."""
    port = _free()
    server = subprocess.Popen(
        [*command, "serve", "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _ready(port)
        yield server.pid, port
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


Asked = list[tuple[float, float]]
"""of each query the milliseconds until it was answered, and the server's CPU milliseconds"""


def _one_by_one(pid: int, client: _Client, names: list[str]) -> Asked:
    for name in names[:WARM]:
        client.asked(name)
    found = []
    for name in names[WARM:]:
        before = _cpu(pid)
        took = client.asked(name)
        found.append((took, (_cpu(pid) - before) * 1000))
    return found


def _measures(found: Asked, scratch: Path) -> list[Measure]:
    times, works = (sorted(one) for one in zip(*found, strict=True))
    load = f"load average {os.getloadavg()[0]:.1f}"
    note = f"{QUERIES} names of ships one after another, one name a request, {load}"
    syncs = _syncs(scratch)
    return [
        Measure("one query at the API, half within", _at(times, 0.5), "ms", note=note),
        Measure("one query at the API, 99 of 100 within", _at(times, 0.99), "ms", bar=10, note=note),
        Measure("the server's CPU a query", sum(works) / QUERIES, "CPU ms", note=note),
        Measure("the server's CPU of 99 of 100 queries", _at(works, 0.99), "CPU ms", bar=10, note=note),
        Measure("the disk syncs what an answer writes, half within", _at(syncs, 0.5), "ms", note=load),
        Measure("the disk syncs what an answer writes, 99 of 100 within", _at(syncs, 0.99), "ms", note=load),
    ]


def _least(rounds: list[Asked]) -> list[Measure]:
    """Of each query the least of all rounds."""
    times, works = (sorted(min(one[n] for one in told) for told in zip(*rounds, strict=True)) for n in (0, 1))
    note = f"of each query the least of {len(rounds)} rounds, each asked of a server started anew"
    return [
        Measure("one query at the API, 99 of 100 within, least of rounds", _at(times, 0.99), "ms", note=note),
        Measure("the server's CPU of 99 of 100 queries", _at(works, 0.99), "CPU ms", note=note),
    ]


def _together(pid: int, client: _Client, names: list[str]) -> list[Measure]:
    """The same names from several clients at once."""
    before = _cpu(pid)
    start = time.perf_counter()
    many = sorted(_at_once(client, names))
    rate = len(many) / (time.perf_counter() - start)
    spent = (_cpu(pid) - before) / len(many)
    beside = f"{CLIENTS} clients at once, load average {os.getloadavg()[0]:.1f}"
    return [
        Measure("half within", _at(many, 0.5), "ms", note=beside),
        Measure("99 of 100 within", _at(many, 0.99), "ms", note=beside),
        Measure("the server's CPU a query", spent * 1000, "CPU ms", note=beside),
        Measure("answered in all", rate, "queries/s", note=beside),
    ]


def _syncs(folder: Path) -> list[float]:
    """Milliseconds that the disk takes to keep what the log of the office grows by with an answer."""
    found = []
    with (folder / "synced").open("wb", 0) as file:
        for _ in range(SYNCS):
            start = time.perf_counter()
            file.write(bytes(SYNCED))
            os.fdatasync(file.fileno())
            found.append((time.perf_counter() - start) * 1000)
    return sorted(found)


class _Client:
    """One connection that stays open, as a bank's would."""

    def __init__(self, port: int, token: str) -> None:
        self.port, self.token = port, token
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.connection.connect()
        self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def asked(self, name: str) -> float:
        """Milliseconds until the whole answer was there."""
        body = json.dumps({"queries": [{"name": name}]})
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        start = time.perf_counter()
        self.connection.request("POST", "/api/screen", body, headers)
        answer = self.connection.getresponse()
        told = answer.read()
        spent = (time.perf_counter() - start) * 1000
        (result,) = json.loads(told)["results"] if answer.status == 200 else [{}]
        if not result.get("certificate"):
            raise RuntimeError(f"{answer.status}: {told[:200]!r}")
        return spent


def _at_once(client: _Client, names: list[str]) -> list[float]:
    found: list[float] = []

    def ask(part: list[str]) -> None:
        own = _Client(client.port, client.token)
        found.extend([own.asked(name) for name in part])

    threads = [threading.Thread(target=ask, args=(names[n::CLIENTS],)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _at(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))]


def _do(command: list[str], *words: str) -> str:
    return subprocess.run([*command, *words], check=True, capture_output=True, text=True).stdout


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def _ready(port: int) -> None:
    for _ in range(1200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not begin")


def _cpu(pid: int) -> float:
    """CPU seconds of a process, all threads: the clock that `clock_getcpuclockid` names."""
    return time.clock_gettime((~pid << 3) | 2)
