"""The office's signing keys: rotation, revocation, and a new line when a key is lost."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from sightline.errors import Conflict, IntegrityBroken, NotAllowed, NotFound, UsageError
from sightline.evidence.keys import Keyring
from sightline.model.view import View
from sightline.service.roles import require
from sightline.service.workbench import OPERATOR, Clock, Workbench, exists, now, open_workbench


def rotate(view: View, bench: Workbench, why: str) -> str:
    """Replace the signing key; the fingerprint of the new one."""
    require(view, bench, "maintain")
    fresh = bench.keyring.rotate(bench.clock(), why, view.user, bench.entropy)
    bench.record("key", view.user, "office", fingerprint=fresh.fingerprint, act="rotation")
    return fresh.fingerprint


def revoke(view: View, bench: Workbench, fingerprint: str, why: str, since: str | None = None) -> None:
    """Say that an earlier key's signatures from `since` on (default: now) do not count."""
    require(view, bench, "maintain")
    at = bench.clock()
    bench.keyring.revoke(fingerprint, at, why, view.user, _moment(since) if since else at)
    bench.record("key", view.user, "office", fingerprint=fingerprint, act="revocation")


def begin_anew(folder: Path, why: str, passphrase: str | None = None, clock: Clock = now) -> str:
    """Begin a new line of keys in an office whose signing key is lost; its fingerprint.

    The loss goes on the custody ledger, signed by the new key. `Conflict` while the old key still opens.
    """
    if not exists(folder):
        raise NotFound(f"no office in {folder}", place=str(folder), remedy="name it with --office")
    _require_lost(folder / "keys")
    ring = Keyring.create_anew(
        folder / "keys", clock(), os.urandom, why=why, by=OPERATOR, passphrase=passphrase
    )
    bench = open_workbench(folder, clock=clock, passphrase=passphrase)
    try:
        bench.record(
            "key", OPERATOR, "office", fingerprint=ring.fingerprint, act="new line, the old key is lost"
        )
    finally:
        bench.close()
    return ring.fingerprint


def _require_lost(folder: Path) -> None:
    """Readers who pinned the old key will refuse the new one: nobody does that to a key that works."""
    try:
        held = Keyring.open(folder)
    except (NotFound, NotAllowed, IntegrityBroken):
        return
    raise Conflict(
        f"the signing key is not lost: {held.fingerprint} opens",
        place=str(folder),
        remedy="to replace it, rotate it: `sightline key rotate --why …`",
    )


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"not a time: {text!r}", remedy="write it as 2026-03-01T12:00:00Z") from error
    return at if at.tzinfo else at.replace(tzinfo=UTC)
