"""Who may sign for the office, and since when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sightline.errors import Conflict, IntegrityBroken, NotAllowed, NotFound
from sightline.evidence import canonical, verifier
from sightline.evidence.keys import Keyring, Signer, master_key, trusted

Entropy = Callable[[int], bytes]
HOUR = timedelta(hours=1)
SECOND = timedelta(microseconds=1)


def test_a_fingerprint_is_long_enough_and_readable(keyring: Keyring) -> None:
    assert keyring.fingerprint.startswith("SL1-")
    groups = keyring.fingerprint.split("-")[1:]
    assert [len(group) for group in groups] == [4] * 8  # 32 base32 characters: 160 bits


def test_a_key_comes_back_and_only_its_owner_may_read_it(keyring: Keyring, tmp_path: Path) -> None:
    again = Keyring.open(tmp_path / "keys")
    assert again.fingerprint == keyring.fingerprint
    assert again.current.sign(b"x") == keyring.current.sign(b"x")
    assert (tmp_path / "keys" / f"{keyring.fingerprint}.pem").stat().st_mode & 0o777 == 0o600


def test_a_second_first_key_is_refused(
    keyring: Keyring, tmp_path: Path, at: datetime, entropy: Entropy
) -> None:
    with pytest.raises(Conflict, match="already"):
        Keyring.create(tmp_path / "keys", at, entropy)


def test_no_key_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        Keyring.open(tmp_path / "none")


def test_a_passphrase_is_asked_for(tmp_path: Path, at: datetime, entropy: Entropy) -> None:
    made = Keyring.create(tmp_path / "k", at, entropy, passphrase="an invented passphrase")
    assert Keyring.open(tmp_path / "k", "an invented passphrase").fingerprint == made.fingerprint
    assert b"ENCRYPTED" in (tmp_path / "k" / f"{made.fingerprint}.pem").read_bytes()
    for wrong in ("another", None):
        with pytest.raises(NotAllowed, match="passphrase"):
            Keyring.open(tmp_path / "k", wrong)


def test_a_passphrase_survives_a_rotation(tmp_path: Path, at: datetime, entropy: Entropy) -> None:
    made = Keyring.create(tmp_path / "k", at, entropy, passphrase="an invented passphrase")
    made.rotate(at + HOUR, "yearly", "editor", entropy)
    assert Keyring.open(tmp_path / "k", "an invented passphrase").fingerprint == made.fingerprint


def test_a_rotation_carries_trust_forward_and_not_back(
    keyring: Keyring, at: datetime, entropy: Entropy
) -> None:
    old = keyring.fingerprint
    keyring.rotate(at + HOUR, "yearly", "editor", entropy)
    new = keyring.fingerprint
    assert new != old
    trusted(keyring.statements(), old, new, at + 2 * HOUR)
    trusted(keyring.statements(), old, old, at + HOUR)
    with pytest.raises(IntegrityBroken, match="retired"):
        trusted(keyring.statements(), old, old, at + HOUR + SECOND)
    with pytest.raises(IntegrityBroken, match="older than the pinned"):
        trusted(keyring.statements(), new, old, at)
    with pytest.raises(IntegrityBroken, match="before"):
        trusted(keyring.statements(), old, new, at + HOUR - SECOND)


def test_a_retired_private_key_is_gone(
    keyring: Keyring, at: datetime, entropy: Entropy, tmp_path: Path
) -> None:
    keyring.rotate(at, "yearly", "editor", entropy)
    assert [path.name for path in (tmp_path / "keys").glob("*.pem")] == [f"{keyring.fingerprint}.pem"]


def test_two_rotations_are_followed(keyring: Keyring, at: datetime, entropy: Entropy) -> None:
    first = keyring.fingerprint
    for hours in (1, 2):
        keyring.rotate(at + hours * HOUR, "yearly", "editor", entropy)
    trusted(keyring.statements(), first, keyring.fingerprint, at + 3 * HOUR)


def test_a_revocation_counts_from_its_moment(keyring: Keyring, at: datetime, entropy: Entropy) -> None:
    old = keyring.fingerprint
    keyring.rotate(at + 2 * HOUR, "the old one may be copied", "editor", entropy)
    keyring.revoke(old, at + 3 * HOUR, "a copy was found", "editor", since=at + HOUR)
    trusted(keyring.statements(), old, old, at + HOUR - SECOND)
    with pytest.raises(IntegrityBroken, match="revoked"):
        trusted(keyring.statements(), old, old, at + HOUR)
    trusted(keyring.statements(), old, keyring.fingerprint, at + 4 * HOUR)


def test_the_current_key_is_rotated_before_it_is_revoked(keyring: Keyring, at: datetime) -> None:
    with pytest.raises(Conflict, match="cannot revoke itself"):
        keyring.revoke(keyring.fingerprint, at, "a copy was found", "editor")
    with pytest.raises(NotFound):
        keyring.revoke("SL1-NONE", at, "a copy was found", "editor")


def test_a_lost_key_ends_its_line(keyring: Keyring, at: datetime, entropy: Entropy, tmp_path: Path) -> None:
    old = keyring.fingerprint
    (tmp_path / "keys" / f"{old}.pem").unlink()
    with pytest.raises(NotFound, match="is lost"):
        Keyring.open(tmp_path / "keys")
    Keyring.create_anew(tmp_path / "keys", at + HOUR, entropy, why="disk lost", by="editor")
    again = Keyring.open(tmp_path / "keys")
    assert [said["kind"] for said in again.statements()] == ["creation", "creation"]
    trusted(again.statements(), again.fingerprint, again.fingerprint, at + HOUR)
    with pytest.raises(IntegrityBroken, match="does not continue"):
        trusted(again.statements(), old, again.fingerprint, at + HOUR)
    with pytest.raises(NotFound):
        again.revoke(old, at + 2 * HOUR, "lost", "editor")


def test_an_unknown_pin_and_an_unknown_signer_are_refused(
    keyring: Keyring, at: datetime, entropy: Entropy
) -> None:
    other = Signer.generated(entropy).fingerprint
    with pytest.raises(IntegrityBroken, match="pinned key"):
        trusted(keyring.statements(), other, keyring.fingerprint, at)
    with pytest.raises(IntegrityBroken, match="do not know"):
        trusted(keyring.statements(), keyring.fingerprint, other, at)


def rotated(keyring: Keyring, at: datetime, entropy: Entropy) -> list[dict[str, Any]]:
    old = keyring.fingerprint
    keyring.rotate(at + HOUR, "yearly", "editor", entropy)
    keyring.revoke(old, at + HOUR, "a copy was found", "editor")
    return keyring.statements()


def test_any_edit_of_a_statement_is_found(keyring: Keyring, at: datetime, entropy: Entropy) -> None:
    statements = rotated(keyring, at, entropy)
    verifier.read_keys(statements)
    for number, statement in enumerate(statements):
        for name, value in statement.items():
            changed = "x" if value is None else value[:-1] + ("0" if value[-1] != "0" else "1")
            edited = [*statements[:number], statement | {name: changed}, *statements[number + 1 :]]
            with pytest.raises(
                verifier.Broken, match=f"key statement {number + 1}|key statement {number + 2}"
            ):
                verifier.read_keys(edited)


def test_a_statement_left_out_or_moved_is_found(keyring: Keyring, at: datetime, entropy: Entropy) -> None:
    one, two, three = rotated(keyring, at, entropy)
    for wrong in ([two, three], [one, three], [one, three, two], [one, one, two], []):
        with pytest.raises(verifier.Broken):
            verifier.read_keys(wrong)


def test_nobody_rotates_to_a_key_he_does_not_hold(keyring: Keyring, at: datetime, entropy: Entropy) -> None:
    """A statement signed by the old key alone is not enough: the new key signs too."""
    (one,) = keyring.statements()
    victim = Signer.generated(entropy)
    body = {
        "sightline": "key/1", "kind": "rotation", "key": keyring.fingerprint, "next": victim.fingerprint,
        "next_public_key": victim.public_key.hex(), "why": "", "by": "", "at": canonical.instant(at),
        "prev": canonical.digest(one),
    }  # fmt: skip
    signed = keyring.current.signed(body)
    with pytest.raises(verifier.Broken, match="next_signature"):
        verifier.read_keys([one, signed | {"next_signature": signed["signature"]}])
    verifier.read_keys([one, signed | {"next_signature": victim.signed(body)["signature"]}])


def test_another_process_that_rotated_is_noticed(
    keyring: Keyring, at: datetime, entropy: Entropy, tmp_path: Path
) -> None:
    other = Keyring.open(tmp_path / "keys")
    other.rotate(at + HOUR, "yearly", "editor", entropy)
    assert keyring.fingerprint == other.fingerprint
    assert keyring.statements() == other.statements()


def test_time_does_not_run_back(keyring: Keyring, at: datetime, entropy: Entropy) -> None:
    with pytest.raises(Conflict, match="before the statement before it"):
        keyring.rotate(at - SECOND, "yearly", "editor", entropy)


def test_damaged_files_are_called_damaged(keyring: Keyring, tmp_path: Path) -> None:
    pem = tmp_path / "keys" / f"{keyring.fingerprint}.pem"
    whole = pem.read_bytes()
    pem.write_bytes(b"-----BEGIN NOTHING-----")
    with pytest.raises(IntegrityBroken, match="cannot be read"):
        Keyring.open(tmp_path / "keys")
    pem.write_bytes(whole)
    path = tmp_path / "keys" / "statements.json"
    path.write_bytes(path.read_bytes().replace(b"office", b"offers"))
    with pytest.raises(IntegrityBroken, match="key statement 1"):
        Keyring.open(tmp_path / "keys")


def test_the_master_key_is_made_once(tmp_path: Path, entropy: Entropy) -> None:
    key = master_key(tmp_path, entropy)
    assert master_key(tmp_path, entropy) == key
    assert (tmp_path / "vault.key").stat().st_mode & 0o777 == 0o600
    (tmp_path / "vault.key").write_bytes(key[:31])
    with pytest.raises(IntegrityBroken):
        master_key(tmp_path, entropy)
