"""What the custody ledger shows, and what it does not."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sightline.errors import EnvironmentFailed, IntegrityBroken
from sightline.evidence import canonical
from sightline.evidence.keys import Keyring
from sightline.evidence.ledger import Event, Head, Ledger

Entropy = Callable[[int], bytes]
A, B = "a" * 32, "b" * 32
EVENTS = [
    Event("store", "editor", A, {"sha256": "1" * 64, "size": 3}),
    Event("store", "editor", B, {"sha256": "2" * 64}),
    Event("read", "analyst", A),
    Event("export", "editor", "report:r-22222222", {"edition": "public"}),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "custody" / "ledger.jsonl"


def test_entries_come_back_in_order_and_by_subject(ledger: Ledger, at: datetime) -> None:
    head = ledger.append(EVENTS, at)
    assert head.entries == 4
    assert head == ledger.head()
    assert head.holds()
    assert [entry["action"] for entry in ledger.entries()] == ["store", "store", "read", "export"]
    stored, read = ledger.entries(A)
    assert read["prev_same"] == stored["hash"]
    assert read["prev"] != stored["hash"]
    assert stored["prev"] is None
    assert stored["detail"] == {"sha256": "1" * 64, "size": 3}


def test_a_whole_ledger_has_no_problem(ledger: Ledger, keyring: Keyring, at: datetime) -> None:
    assert ledger.verify(keyring.statements()) == []
    ledger.append(EVENTS, at)
    ledger.append(EVENTS, at)
    assert ledger.verify(keyring.statements(), keyring.fingerprint) == []


def test_nothing_of_other_subjects_can_be_guessed_from_a_hash(ledger: Ledger, at: datetime) -> None:
    """Two equal events have different hashes: a salt stands in each."""
    ledger.append([Event("read", "editor", A), Event("read", "editor", B)], at)
    first, second = ledger.entries()
    assert first["salt"] != second["salt"]
    assert len(first["salt"]) == 32


def test_an_edit_inside_is_found(ledger: Ledger, keyring: Keyring, at: datetime, path: Path) -> None:
    ledger.append(EVENTS, at)
    path.write_bytes(path.read_bytes().replace(b"analyst", b"anybody"))
    assert ledger.verify(keyring.statements()) == ["entry 3 was edited: its hash does not hold"]


def test_a_cut_tail_is_found_against_the_signed_head(
    ledger: Ledger, keyring: Keyring, at: datetime, path: Path, tmp_path: Path, entropy: Entropy
) -> None:
    ledger.append(EVENTS, at)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))
    problems = ledger.verify(keyring.statements())
    assert "the ledger has 3 entries, its signed head says 4" in problems
    with pytest.raises(IntegrityBroken, match="was cut"):
        Ledger(tmp_path / "custody", keyring, entropy)
    with pytest.raises(IntegrityBroken, match="was cut"):
        ledger.append(EVENTS, at)


@pytest.mark.parametrize("order", [[1, 0, 2, 3], [0, 2, 3, 3], [0, 1, 3, 2]])
def test_entries_moved_left_out_or_repeated_are_found(
    ledger: Ledger, keyring: Keyring, at: datetime, path: Path, order: list[int]
) -> None:
    ledger.append(EVENTS, at)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[number] for number in order))
    assert ledger.verify(keyring.statements())


def test_every_flipped_bit_of_the_head_is_found(
    ledger: Ledger, keyring: Keyring, at: datetime, tmp_path: Path
) -> None:
    ledger.append(EVENTS, at)
    path = tmp_path / "custody" / "head.json"
    whole = path.read_bytes()
    for position in range(0, len(whole), 7):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1 :])
        assert ledger.verify(keyring.statements()), position
    path.unlink()
    assert ledger.verify(keyring.statements()) == ["the ledger has entries and no signed head"]


def test_a_ledger_rewritten_whole_is_not_found_without_a_copy_of_its_head(
    ledger: Ledger, keyring: Keyring, at: datetime, tmp_path: Path, entropy: Entropy
) -> None:
    """Whoever holds the signing key can write another history. Only a head kept elsewhere tells."""
    published = ledger.append(EVENTS, at)
    for name in ("ledger.jsonl", "head.json"):
        (tmp_path / "custody" / name).unlink()
    rewritten = Ledger(tmp_path / "custody", keyring, entropy)
    rewritten.append([replace(event, actor="somebody else") for event in EVENTS], at)
    assert rewritten.verify(keyring.statements(), keyring.fingerprint) == []
    assert rewritten.head() != published
    assert published.hash not in {entry["hash"] for entry in rewritten.entries()}


def test_a_torn_line_is_set_aside_and_the_ledger_goes_on(
    ledger: Ledger, keyring: Keyring, at: datetime, path: Path, tmp_path: Path, entropy: Entropy
) -> None:
    ledger.append(EVENTS, at)
    with path.open("ab") as file:
        file.write(b'{"action":"store","act')
    assert ledger.verify(keyring.statements()) == ["22 bytes follow the end that the signed head names"]
    assert len(list(ledger.entries())) == 4
    again = Ledger(tmp_path / "custody", keyring, entropy)
    assert again.verify(keyring.statements()) == []
    assert (tmp_path / "custody" / "ledger.torn").read_bytes() == b'{"action":"store","act'
    assert again.append(EVENTS, at).entries == 8


def test_a_whole_line_nobody_signed_is_not_adopted(
    ledger: Ledger, keyring: Keyring, at: datetime, path: Path
) -> None:
    ledger.append(EVENTS, at)
    with path.open("ab") as file:
        file.write(path.read_bytes().splitlines(keepends=True)[0])
    assert ledger.append([Event("read", "editor", A)], at).entries == 5
    assert ledger.verify(keyring.statements()) == []


def test_a_full_disk_leaves_the_ledger_as_it_was(
    ledger: Ledger, keyring: Keyring, at: datetime, path: Path
) -> None:
    ledger.append(EVENTS, at)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 100, limits[1]))
        with pytest.raises(EnvironmentFailed, match="custody ledger"):
            ledger.append(EVENTS, at)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert ledger.append(EVENTS, at).entries == 8
    assert ledger.verify(keyring.statements()) == []


CHILD = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from sightline.evidence.keys import Keyring
from sightline.evidence.ledger import Event, Ledger
folder = Path(sys.argv[1])
ledger = Ledger(folder / "custody", Keyring.open(folder / "keys"), os.urandom)
for number in range(20):
    event = Event("read", sys.argv[2], "a" * 32, {"number": number})
    ledger.append([event], datetime(2026, 3, 2, 10, tzinfo=UTC))
"""


def test_several_processes_write_one_chain(
    ledger: Ledger, keyring: Keyring, at: datetime, tmp_path: Path
) -> None:
    ledger.append(EVENTS, at)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src")}
    command = [sys.executable, "-c", CHILD, str(tmp_path)]
    running = [subprocess.Popen([*command, name], env=environment) for name in ("one", "two", "three")]
    assert [process.wait() for process in running] == [0, 0, 0]
    ledger.append(EVENTS, at)
    entries = list(ledger.entries())
    assert len(entries) == 4 + 60 + 4
    for name in ("one", "two", "three"):
        assert [e["detail"]["number"] for e in entries if e["actor"] == name] == list(range(20))
    assert ledger.verify(keyring.statements(), keyring.fingerprint) == []


def test_the_head_changes_hands_with_the_key(
    ledger: Ledger, keyring: Keyring, at: datetime, entropy: Entropy
) -> None:
    old = keyring.fingerprint
    ledger.append(EVENTS, at)
    keyring.rotate(at + timedelta(hours=1), "yearly", "editor", entropy)
    head = ledger.append(EVENTS, at + timedelta(hours=2))
    assert head.key == keyring.fingerprint != old
    assert ledger.verify(keyring.statements(), old) == []
    assert "revoked" not in str(ledger.verify(keyring.statements(), "SL1-NONE"))
    assert ledger.verify(keyring.statements(), "SL1-NONE")


def test_a_head_has_one_shape(ledger: Ledger, at: datetime) -> None:
    head = ledger.append(EVENTS, at)
    assert Head.from_json(head.as_json()) == head
    with pytest.raises(IntegrityBroken):
        Head.from_json(head.as_json() | {"more": 1})
    assert not Head.from_json(head.as_json() | {"entries": 5}).holds()


@pytest.mark.parametrize("name", ["password", "api_token", "TOTP secret"])
def test_secrets_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="secrets"):
        Event("key", "editor", A, {name: "x"})


def test_unknown_actions_and_long_details_are_refused() -> None:
    with pytest.raises(ValueError, match="action"):
        Event("peek", "editor", A)
    assert Event("read", "editor", A, {"x": "y" * 2000})
    with pytest.raises(ValueError, match="2000"):
        Event("read", "editor", A, {"x": "y" * 2001})


def test_an_entry_is_canonical(ledger: Ledger, at: datetime, path: Path) -> None:
    ledger.append([Event("read", "편집자", A)], at)
    assert canonical.encode(next(ledger.entries())) == path.read_bytes()
