"""Check a bundle without an office or a network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sightline.errors import BadInput, UsageError
from sightline.evidence import verifier
from sightline.regime import check_certificate
from sightline.service import certificates
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


def explained(path: Path, key: str | None, shown: verifier.Shown | None = None) -> str:
    """What the verifier found as one page of HTML for a lay reader; errors as those of `verify`."""
    verify(path, key, shown=shown)
    return verifier.page(verifier.check(path, key, shown), key, path.name)


def shown_with(file: Path | None, proof: str | None) -> verifier.Shown | None:
    """A file said to be withheld and its proof; `UsageError` for one without the other, or no such file."""
    if file is None and proof is None:
        return None
    if file is None or proof is None:
        raise UsageError("a file that was shown and its proof go together", remedy="give --shown and --proof")
    if not file.is_file():
        raise UsageError(f"no such file: {file}", place=str(file))
    return verifier.Shown(file, proof)


def verify(
    path: Path, key: str | None, on: date | None = None, shown: verifier.Shown | None = None
) -> Verified:
    """Every check of `docs/reference/bundle.md`; `UsageError` when there is no such file or fingerprint.

    A signed statement is checked too, and whether it holds on a day: today where none is named. With a file
    that was `shown`, whether it is one of the items the bundle's edition withholds.
    """
    if key is not None and not verifier.FINGERPRINT.fullmatch(key):
        raise UsageError(
            f"not a fingerprint: {key!r}", remedy="it looks like SL1-ABCD-… with eight groups of four"
        )
    if not path.is_file():
        raise UsageError(f"no such file: {path}", place=str(path))
    verdict = verifier.check(str(path), key, shown)
    replayed, differences = _replayed(path) if verdict.ok else ("", [])
    if differences:
        told = [verifier.Problem("replay", "", "", one[:600]) for one in differences]
        verdict = verdict._replace(ok=False, problems=[*verdict.problems, *told])
    problems = [problem._asdict() for problem in verdict.problems]
    day = (on or now().date()).isoformat()
    shape = {**verdict._asdict(), "problems": problems, "pinned": key}
    if replayed:
        shape |= {"replayed": replayed}
    holds = verifier.holds_on(verdict.statement, day) if verdict.statement else None
    if holds is not None:
        shape |= {"on": day, "holds": holds}
    lines = [*verifier.summary(verdict, key, day), *([f"replay: {replayed}"] if replayed else [])]
    return Verified(verdict.ok, shape, "\n".join(lines), holds)


def _replayed(path: Path) -> tuple[str, list[str]]:
    """An issued answer of a check is worked out again here, with the measures of this installation."""
    with path.open("rb") as file:
        if file.read(1) != b"{" or path.stat().st_size > certificates.LARGEST:
            return "", []
        file.seek(0)
        data = file.read()
    try:
        body = certificates.read_bytes(data, path)
    except BadInput:
        return "", []
    if body.get("kind") != check_certificate.KIND:
        return "", []
    ours = (
        check_certificate.ENGINE_VERSION,
        check_certificate.measures_digest(),
        check_certificate.goods_digest(),
    )
    if (body["engine"], body["measures"], body["goods"]) != ours:
        return "not answered again: it was made by another engine or with other data than are here", []
    differences = check_certificate.replay(body)
    return ("not the same answer" if differences else "the same answer again"), differences
