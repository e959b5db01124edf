"""An office's evidence rooms in a temporary folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from sightline.evidence.keys import Keyring
from sightline.evidence.ledger import Ledger
from sightline.evidence.vault import Vault

MASTER = bytes(range(32))


@pytest.fixture
def keyring(tmp_path: Path, at: datetime, entropy: Callable[[int], bytes]) -> Keyring:
    return Keyring.create(tmp_path / "keys", at, entropy)


@pytest.fixture
def vault(tmp_path: Path, entropy: Callable[[int], bytes]) -> Vault:
    return Vault(tmp_path / "vault", MASTER, entropy)


@pytest.fixture
def ledger(tmp_path: Path, keyring: Keyring, entropy: Callable[[int], bytes]) -> Ledger:
    return Ledger(tmp_path / "custody", keyring, entropy)
