"""`sightline serve`: in clear text to this machine alone, with TLS to others, a worker beside it."""

from __future__ import annotations

import datetime
import io
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sightline.service import jobs, uploads
from sightline.service.job_kinds import IngestArgs
from sightline.service.workbench import open_workbench
from tests.cli.conftest import Sightline
from tests.conftest import ROOT
from tests.service.made import LETTER

CALL = "from sightline.cli import main; main()"


@contextmanager
def served(office: Path, *words: str) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """A real server on a port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running = subprocess.Popen(
        [sys.executable, "-c", CALL, "--office", str(office), "serve", "--port", str(port), *words],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        while True:
            assert running.poll() is None, running.stderr.read() if running.stderr else ""
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port, running
    finally:
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)


@pytest.fixture
def pem(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for this machine, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    at = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(at).not_valid_after(at + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (tmp_path / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (tmp_path / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return tmp_path / "certificate.pem", tmp_path / "key.pem"


def test_others_are_not_answered_in_clear_text(sightline: Sightline, pem: tuple[Path, Path]) -> None:
    done = sightline("serve", "--host", "0.0.0.0")
    assert done.code == 2 and "--certificate" in done.said
    done = sightline("serve", "--certificate", pem[0])
    assert done.code == 2 and "with its key" in done.said
    assert sightline("serve", "--certificate", "none.pem", "--key", pem[1]).code == 2


@pytest.mark.slow
def test_a_certificate_is_used(office: Path, pem: tuple[Path, Path]) -> None:
    words = ("--certificate", str(pem[0]), "--key", str(pem[1]), "--no-worker")
    with served(office, *words) as (port, _):
        trusted = ssl.create_default_context(cafile=str(pem[0]))
        with urllib.request.urlopen(f"https://localhost:{port}/sign-in", context=trusted) as answer:
            assert answer.status == 200
            assert "max-age" in answer.headers["strict-transport-security"]
            assert "__Host-" in answer.headers["set-cookie"]


@pytest.mark.slow
def test_a_worker_runs_beside_it_unless_not_wanted(office: Path) -> None:
    with closing(open_workbench(office)) as bench:
        view = bench.operator_view()
        upload = uploads.receive(view, bench, LETTER.name, io.BytesIO(LETTER.read_bytes()))
        id = jobs.enqueue(view, bench, "ingest", IngestArgs((upload.id,)))
        with served(office, "--no-worker"):
            time.sleep(1.5)
            assert jobs.job(view, bench, id).state == "queued"
        with served(office):
            end = time.monotonic() + 60
            while not jobs.job(view, bench, id).ended and time.monotonic() < end:
                time.sleep(0.1)
        assert jobs.job(view, bench, id).state == "done"
