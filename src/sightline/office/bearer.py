"""Secrets that a door hands out once: 256 random bits, of which only the SHA-256 is stored."""

from __future__ import annotations

import base64
import hashlib

from sightline.office.ids import Entropy


def new_secret(entropy: Entropy, prefix: str = "") -> str:
    """43 URL-safe characters after the prefix."""
    return prefix + base64.urlsafe_b64encode(entropy(32)).decode("ascii").rstrip("=")


def stored_form(secret: str) -> str:
    """What is kept of a secret. It is long and random, so a fast hash suffices."""
    return hashlib.sha256(secret.encode("utf-8")).hexdigest()
