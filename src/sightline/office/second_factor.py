"""The second factor: six digits every 30 seconds (TOTP, RFC 6238), each accepted once."""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from datetime import datetime

import pyotp
from sqlalchemy import CursorResult, update

from sightline.errors import BadInput, Conflict
from sightline.office.act import Act
from sightline.office.guard import GuardedSession
from sightline.office.ids import Entropy
from sightline.office.tables import UserRow
from sightline.office.users import record, row_of

STEP_SECONDS = 30
DRIFT_STEPS = 1
"""How far a clock may be off, either way (RFC 6238, section 5.2)."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an authenticator needs: the seed in base32, or the address that carries it."""

    secret: str
    uri: str


def begin(session: GuardedSession, user_id: str, act: Act, entropy: Entropy) -> Enrolment:
    """Make a seed; it counts once a code made with it was confirmed. `Conflict` when one counts already."""
    row = row_of(session, user_id)
    if row.totp_confirmed:
        raise Conflict("there is a second factor already", remedy="remove it first")
    row.totp_secret = base64.b32encode(entropy(20)).decode("ascii")
    row.totp_last_step = 0
    record(session, user_id, "second factor begun", act, entropy)
    uri = pyotp.TOTP(row.totp_secret).provisioning_uri(name=row.name, issuer_name="Sightline")
    return Enrolment(row.totp_secret, uri)


def confirm(session: GuardedSession, user_id: str, code: str, act: Act, entropy: Entropy) -> None:
    """Show that the authenticator works; from now on signing in needs it."""
    row = row_of(session, user_id)
    if not row.totp_secret or row.totp_confirmed:
        raise Conflict("no second factor is being set up")
    step = matching_step(row.totp_secret, code, act.at)
    if step is None or not accept(session, user_id, step):
        raise BadInput(
            "the code does not fit", remedy="check the clock of your device and take the next code"
        )
    row.totp_confirmed = True
    record(session, user_id, "second factor confirmed", act, entropy)


def clear(session: GuardedSession, user_id: str, act: Act, entropy: Entropy) -> None:
    """Remove the second factor, as when the device is lost."""
    row = row_of(session, user_id)
    row.totp_secret, row.totp_confirmed, row.totp_last_step = "", False, 0
    record(session, user_id, "second factor removed", act, entropy)


def matching_step(secret: str, code: str, at: datetime) -> int | None:
    """The 30-second step a code belongs to, counted from 1970, or nothing."""
    now = int(at.timestamp()) // STEP_SECONDS
    given = "".join(code.split()).encode("utf-8", "replace")
    generator = pyotp.TOTP(secret)
    found = None
    for step in range(now - DRIFT_STEPS, now + DRIFT_STEPS + 1):
        if hmac.compare_digest(generator.generate_otp(step).encode("ascii"), given):
            found = step
    return found


def accept(session: GuardedSession, user_id: str, step: int) -> bool:
    """Use up a step and all before it; false when it was used already."""
    used = session.execute(
        update(UserRow)
        .where(UserRow.id == user_id, UserRow.totp_last_step < step)
        .values(totp_last_step=step)
        .execution_options(synchronize_session="fetch")
    )
    return isinstance(used, CursorResult) and used.rowcount == 1
