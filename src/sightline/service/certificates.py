"""Certificates of screening handed out: signed by themselves, computed again, read from a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from sightline.errors import BadInput, NotFound, UsageError
from sightline.evidence import canonical
from sightline.model.lists import ListVersion
from sightline.model.view import View
from sightline.office.tables import CertificateRow
from sightline.record import versions
from sightline.screening import certificate as certificates
from sightline.screening.engine import ENGINE_VERSION
from sightline.service import certificate_batch, decisions
from sightline.service.screening import batch_of, open_index
from sightline.service.workbench import Workbench

FORMAT = "certificate/1"
LARGEST = 8 << 20
"""bytes of a certificate's file; one with a hundred hits has some hundred thousand"""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of asking again. `engine` is the one the certificate was made by, `ours` the present one."""

    certificate: str
    differences: tuple[str, ...]
    engine: str
    ours: str

    @property
    def same(self) -> bool:
        """Whether everything came out as it was."""
        return not self.differences

    @property
    def other_engine(self) -> bool:
        """Whether newer code answered: then a difference is no sign of a broken record."""
        return self.engine != self.ours

    def as_json(self) -> dict[str, object]:
        """One line of `sightline certificate replay`."""
        return {
            "certificate": self.certificate,
            "same": self.same,
            "engine": self.engine,
            "answered_by": self.ours,
            "differences": list(self.differences),
        }

    def text(self) -> str:
        """For a person."""
        if self.same:
            return f"{self.certificate}: the same answer, by engine {self.ours}"
        return "\n".join(
            [f"{self.certificate}: not the same answer", *(f"  {one}" for one in self.differences)]
        )


def issue(view: View, bench: Workbench, id: str) -> dict[str, Any]:
    """A certificate as a signed record that verifies without this office.

    It holds the question, the list versions, the engine, the threshold, the hits or the nearest entry, what
    was decided of the hits and by whom, and the statements about the office's keys. `NotFound` where the View
    may not see it, `IntegrityBroken` where the row on record is not what was signed.
    """
    with bench.office.read(view) as session:
        row = session.scalars(
            select(CertificateRow).where(
                CertificateRow.id == batch_of(id), CertificateRow.at <= view.known_at
            )
        ).first()
    body = certificate_batch.unpack(row.body).get(id) if row else None
    if row is None or body is None or "hits" not in body:
        raise NotFound(f"no such certificate: {id}")
    certificate_batch.check(row.body)
    found = {hit["entity"] for hit in body["hits"]}
    said = [
        decisions.on_record(held.standing) | {"superseded": not held.last}
        for held in decisions.decisions(view, bench, id)
        if held.standing.decision.entity in found
    ]
    signer = bench.keyring.current
    return signer.signed(
        {
            "sightline": FORMAT,
            "at": canonical.instant(bench.clock()),
            "issued_to": view.user,
            "certificate": body,
            "decisions": said,
            "keys": bench.keyring.statements(),
            "key": signer.fingerprint,
            "public_key": signer.public_key.hex(),
        }
    )


def read_file(path: Path) -> dict[str, Any]:
    """The certificate in a file that was issued; `BadInput` where there is none."""
    if not path.is_file():
        raise UsageError(f"no such file: {path}", place=str(path), remedy="check the path")
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    try:
        record = canonical.decode(data, path.name) if len(data) <= LARGEST else None
        certificate = record["certificate"] if record and record["sightline"] == FORMAT else None
    except (KeyError, TypeError, AttributeError):
        certificate = None
    if not isinstance(certificate, dict):
        raise BadInput(
            f"{path.name} is no certificate",
            place=str(path),
            remedy="give one from `sightline certificate issue`",
        )
    return certificate


def replay(view: View, bench: Workbench, body: Mapping[str, Any]) -> Replayed:
    """Ask again what a certificate asked, of the very list versions it names, and compare."""
    try:
        wanted = {str(one["manifest"]) for one in body["lists"]}
        named, engine = str(body["id"]), str(body["engine"])
    except (KeyError, TypeError) as problem:
        raise BadInput("not a screening certificate") from problem
    held = [version for version in _held(view, bench) if version.manifest in wanted]
    indexes = [open_index(view, bench, version) for version in held]
    differences = certificates.replay(view, body, indexes)
    return Replayed(named, tuple(differences), engine, ENGINE_VERSION)


def _held(view: View, bench: Workbench) -> list[ListVersion]:
    with bench.office.read(view) as session:
        return [one.version for one in versions.held(view, session)]
