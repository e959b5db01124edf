"""Who may be answered in clear text."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.errors import UsageError
from sightline.web.serve import Transport, is_loopback, refuse_clear_text

TLS = Transport(Path("certificate.pem"), Path("key.pem"))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.8.8.8"])
def test_this_machine_is_answered(host: str) -> None:
    assert is_loopback(host)
    refuse_clear_text(host, Transport())


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "office.example", "128.0.0.1"])
def test_others_are_not_answered_in_clear_text(host: str) -> None:
    with pytest.raises(UsageError, match="can be reached by others"):
        refuse_clear_text(host, Transport())
    with pytest.raises(UsageError):
        refuse_clear_text(host, Transport(certificate=Path("certificate.pem")))
    refuse_clear_text(host, TLS)
    refuse_clear_text(host, Transport(behind_proxy=True))
