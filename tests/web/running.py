"""A workbench that runs on this machine, for tests that look at it with a real browser."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from sightline.service.workbench import Workbench
from sightline.web.app import create_app

START_SECONDS = 20


@contextmanager
def running(bench: Workbench) -> Iterator[str]:
    """Its address, as long as the block lasts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(bench), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + START_SECONDS
    while not server.started and time.monotonic() < end:
        time.sleep(0.05)
    assert server.started, f"the workbench did not start within {START_SECONDS} seconds"
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(START_SECONDS)
