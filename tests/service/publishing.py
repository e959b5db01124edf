"""A publisher's server that does what real ones do: serve, stall, cut short, redirect, and lie."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

Answer = Callable[["Handler"], None]
XML = "text/xml"


class Handler(BaseHTTPRequestHandler):
    """Answers each path as the server was told to."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        """Look the path up; what is not there is 404."""
        path = self.path.partition("?")[0]
        with self.server.counting:
            self.server.asked[path] += 1
            self.server.headers_seen.append(dict(self.headers))
        self.server.answers.get(path, status(404))(self)

    def start(self, code: int, headers: dict[str, str]) -> None:
        """Status line and headers."""
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """The server, what it answers, and what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: Counter[str] = Counter()
        self.headers_seen: list[dict[str, str]] = []
        self.counting = threading.Lock()
        self.over = threading.Event()
        self.scheme = "http"

    def handle_error(self, *_: Any) -> None:
        """A client that leaves early is no accident here."""

    def address(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path, by the name given."""
        return f"{self.scheme}://{host}:{self.server_port}{path}"


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server in threads of its own, gone when the block ends."""
    server = Server()
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.scheme = "https"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


# --- What it can answer -----------------------------------------------------------------------------


def whole(body: bytes, kind: str = XML, **headers: str) -> Answer:
    """The bytes, as a good server sends them."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(asked: Handler) -> None:
        etag, since = given.get("ETag"), given.get("Last-Modified")
        fresh = (etag and asked.headers.get("If-None-Match") == etag) or (
            since and not etag and asked.headers.get("If-Modified-Since") == since
        )
        if fresh:
            asked.start(304, given)
            return
        asked.start(200, {"Content-Type": kind, "Content-Length": str(len(body))} | given)
        asked.wfile.write(body)

    return answer


def status(code: int, **headers: str) -> Answer:
    """A status and no body."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda asked: asked.start(code, {"Content-Length": "0"} | given)


def truncated(body: bytes, keep: int) -> Answer:
    """Announces the whole, sends the beginning, hangs up."""

    def answer(asked: Handler) -> None:
        asked.start(200, {"Content-Type": XML, "Content-Length": str(len(body))})
        asked.wfile.write(body[:keep])
        asked.close_connection = True

    return answer


def cut_without_length(body: bytes, keep: int) -> Answer:
    """Announces no length, sends the beginning, hangs up: nothing but the content tells."""

    def answer(asked: Handler) -> None:
        asked.start(200, {"Content-Type": XML, "Connection": "close"})
        asked.wfile.write(body[:keep])
        asked.close_connection = True

    return answer


def short_length(body: bytes, length: int) -> Answer:
    """Announces less than it sends."""

    def answer(asked: Handler) -> None:
        asked.start(200, {"Content-Type": XML, "Content-Length": str(length)})
        asked.wfile.write(body)
        asked.close_connection = True

    return answer


def stalled(body: bytes, keep: int = 0) -> Answer:
    """Sends the beginning and then nothing, without hanging up."""

    def answer(asked: Handler) -> None:
        if keep:
            asked.start(200, {"Content-Type": XML, "Content-Length": str(len(body))})
            asked.wfile.write(body[:keep])
            asked.wfile.flush()
        asked.server.over.wait(30)
        asked.close_connection = True

    return answer


def trickling(kind: str = XML) -> Answer:
    """A byte now and then, for ever: never silent for long enough to be called stalled."""

    def answer(asked: Handler) -> None:
        asked.start(200, {"Content-Type": kind, "Content-Length": str(10**9)})
        while not asked.server.over.wait(0.02):
            asked.wfile.write(b"<")
            asked.wfile.flush()

    return answer


def endless(kind: str = XML) -> Answer:
    """More bytes than anyone asked for, without a length."""

    def answer(asked: Handler) -> None:
        asked.start(200, {"Content-Type": kind, "Connection": "close"})
        while not asked.server.over.is_set():
            asked.wfile.write(b"<" * 65536)

    return answer


def redirect(to: str, code: int = 302) -> Answer:
    """Somewhere else."""
    return status(code, Location=to)


def by_turns(*answers: Answer) -> Answer:
    """The first answer the first time, and so on; the last one from then on."""
    left = list(answers)

    def answer(asked: Handler) -> None:
        with asked.server.counting:
            chosen = left.pop(0) if len(left) > 1 else left[0]
        chosen(asked)

    return answer


def hang_up(asked: Handler) -> None:
    """Close without a word."""
    asked.close_connection = True
    asked.connection.shutdown(socket.SHUT_RDWR)


# --- What stands around it --------------------------------------------------------------------------


def table(**lists: dict[str, Any]) -> str:
    """An office's own table of publishers, as YAML (JSON is YAML)."""
    return json.dumps(lists)


def publisher(*parts: tuple[str, str], format: str = "un_consolidated", **more: Any) -> dict[str, Any]:
    """A row of it: parts by role and address."""
    return {
        "title": "An invented list",
        "publisher": "an invented publisher",
        "format": format,
        "source": "made for a test",
        "checked": "unverified",
        "least_entries": "1",
        "least_why": "made for a test",
        "redirects": [],
        "parts": [
            {
                "role": role,
                "name": Path(address).name,
                "address": address,
                "types": [XML, "text/csv"],
                "least_bytes": "10",
                "most_bytes": str(2**20),
            }
            for role, address in parts
        ],
    } | more


def certified(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """TLS for a server on 127.0.0.1, and for a client that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "invented publisher")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, hashes.SHA256())
    )
    both = folder / "server.pem"
    both.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(both)
    client = ssl.create_default_context(cadata=made.public_bytes(serialization.Encoding.PEM).decode())
    return server, client
