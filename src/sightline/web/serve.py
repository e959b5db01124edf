"""Run the workbench under uvicorn; never in clear text on a network by accident."""

from __future__ import annotations

import gc
import ipaddress
import os
import socket
import threading
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from litestar import Litestar

from sightline.errors import EnvironmentFailed, UsageError
from sightline.evidence.keys import is_sealed
from sightline.service.screening import ready
from sightline.service.workbench import Workbench, open_workbench
from sightline.service.worker import beside
from sightline.web.app import create_app

FOLDER = "SIGHTLINE_SERVE_OFFICE"
"""how worker processes learn which office to open"""
PASSPHRASE = "SIGHTLINE_PASSPHRASE"
"""the passphrase of the signing key, where it has one"""


SWEPT = (5_000, 20, 50)
"""how many objects are made before the garbage among them is looked for: little at a time, since whoever asks
just then waits for it"""
PATIENCE = 3
"""seconds a stop waits for pages that watch and for files that arrive"""


@dataclass(frozen=True, slots=True)
class Transport:
    """How what leaves this process is protected: our own TLS, or a proxy in front that has it."""

    certificate: Path | None = None
    key: Path | None = None
    behind_proxy: bool = False

    @property
    def protected(self) -> bool:
        """Whether passwords and sessions never cross a network in clear text."""
        return self.behind_proxy or (self.certificate is not None and self.key is not None)


def serve(
    bench: Workbench,
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: int = 1,
    transport: Transport = Transport(),
    working: bool = True,
) -> None:
    """Answer requests until interrupted, and with `working` do the jobs people order, in a thread beside.

    `UsageError` for an address others can reach unless TLS or a proxy that has it is stated. With
    more than one worker each process opens the office itself.
    """
    refuse_clear_text(host, transport)
    options = {
        "host": host,
        "port": port,
        "server_header": False,
        "proxy_headers": transport.behind_proxy,
        "ssl_certfile": transport.certificate,
        "ssl_keyfile": transport.key,
        "log_level": "warning",
        "access_log": False,
        "timeout_graceful_shutdown": PATIENCE,
    }
    with beside(bench) if working else nullcontext():
        if workers == 1:
            uvicorn.run(_ready(bench), **options)  # type: ignore[arg-type]
            return
        os.environ[FOLDER] = str(bench.folder)
        uvicorn.run("sightline.web.serve:worker", factory=True, workers=workers, **options)  # type: ignore[arg-type]


def worker() -> Litestar:
    """The application of one worker process."""
    folder = Path(os.environ[FOLDER])
    passphrase = os.environ.get(PASSPHRASE) if is_sealed(folder / "keys") else None
    return _ready(open_workbench(folder, passphrase=passphrase))


def _prepare(bench: Workbench) -> None:
    """Make ready, then keep what is loaded by now from being looked at when garbage is looked for."""
    ready(bench)
    gc.collect()
    gc.freeze()


def _ready(bench: Workbench) -> Litestar:
    """The application; what a first question would wait for is done in a thread, so that pages need not."""
    app = create_app(bench)
    gc.set_threshold(*SWEPT)
    threading.Thread(target=_prepare, args=(bench,), name="ready", daemon=True).start()
    return app


def require_free(host: str, port: int) -> None:
    """`EnvironmentFailed` where something listens there already, before anyone is told to go there."""
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            return
    except OSError as problem:
        raise EnvironmentFailed(
            f"cannot listen on {host}:{port}: {problem.strerror}", remedy="name another with --port"
        ) from problem


def refuse_clear_text(host: str, transport: Transport) -> None:
    """`UsageError` where others could read passwords off the wire."""
    if is_loopback(host) or transport.protected:
        return
    raise UsageError(
        f"{host} can be reached by others, and nothing protects what is sent to it",
        remedy="give --certificate and --key, or say --behind-proxy where a proxy with TLS stands in front",
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
