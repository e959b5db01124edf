"""Check a bundle without an office or a network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sightline.errors import UsageError
from sightline.evidence import verifier
from sightline.service.workbench import now


@dataclass(frozen=True, slots=True)
class Verified:
    """What the verifier found, ready to print."""

    ok: bool
    shape: dict[str, object]
    said: str
    holds: bool | None = None
    """whether a signed statement holds on the day; None for a bundle"""

    def as_json(self) -> dict[str, object]:
        """The published shape: ok, problems, counts."""
        return self.shape

    def text(self) -> str:
        """For a person."""
        return self.said


def verify(path: Path, key: str | None, on: date | None = None) -> Verified:
    """Every check of `docs/reference/bundle.md`; `UsageError` when there is no such file or fingerprint.

    A signed statement is checked too, and whether it holds on a day: today where none is named.
    """
    if key is not None and not verifier.FINGERPRINT.fullmatch(key):
        raise UsageError(
            f"not a fingerprint: {key!r}", remedy="it looks like SL1-ABCD-… with eight groups of four"
        )
    if not path.is_file():
        raise UsageError(f"no such file: {path}", place=str(path))
    verdict = verifier.check(str(path), key)
    problems = [problem._asdict() for problem in verdict.problems]
    day = (on or now().date()).isoformat()
    shape = {**verdict._asdict(), "problems": problems, "pinned": key}
    holds = verifier.holds_on(verdict.statement, day) if verdict.statement else None
    if holds is not None:
        shape |= {"on": day, "holds": holds}
    return Verified(verdict.ok, shape, "\n".join(verifier.summary(verdict, key, day)), holds)
