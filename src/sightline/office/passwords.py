"""Passwords: Argon2id, and the same work whether or not there is one to compare with."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sightline.errors import BadInput
from sightline.office.ids import Entropy

SHORTEST = 12
LONGEST = 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """Argon2id parameters; the defaults are the second recommended option of RFC 9106, section 4."""

    passes: int = 3
    memory_kib: int = 65_536
    lanes: int = 4

    def hasher(self) -> PasswordHasher:
        """The library's hasher with these parameters."""
        return PasswordHasher(self.passes, self.memory_kib, self.lanes)


def hash_password(password: str, cost: Cost, entropy: Entropy) -> str:
    """The stored form; `BadInput` for one that is too short to withstand guessing, or absurdly long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadInput(
            f"a password has {SHORTEST} to {LONGEST} characters", remedy="a sentence is easiest to remember"
        )
    return cost.hasher().hash(_folded(password), salt=entropy(16))


def agrees(stored: str, password: str, cost: Cost) -> bool:
    """Whether a password is the stored one; where none is stored the same work is done in vain."""
    if len(password) > LONGEST:
        password = ""
    try:
        cost.hasher().verify(stored or _nobody(cost), _folded(password))
    except (VerificationError, InvalidHashError):
        return False
    return bool(stored)


def outdated(stored: str, cost: Cost) -> bool:
    """Whether it was hashed with other parameters than today's."""
    return cost.hasher().check_needs_rehash(stored)


@lru_cache(maxsize=8)
def _nobody(cost: Cost) -> str:
    """A hash that stands in for accounts that do not exist."""
    return cost.hasher().hash("nobody's password", salt=bytes(16))


def _folded(password: str) -> str:
    """One form for the ways a keyboard may compose the same characters."""
    return unicodedata.normalize("NFKC", password)
