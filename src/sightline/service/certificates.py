"""Certificates of screening handed out: signed by themselves, computed again, read from a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from sightline.errors import BadInput, Conflict, NotFound, UsageError
from sightline.evidence import canonical, verifier
from sightline.model.lists import ListVersion
from sightline.model.view import View
from sightline.office.tables import CertificateRow
from sightline.record import versions
from sightline.regime import check_certificate
from sightline.regime.lookup import as_json
from sightline.screening import certificate as certificates
from sightline.screening.engine import ENGINE_VERSION
from sightline.service import certificate_batch, check, decisions
from sightline.service.screening import batch_of, open_index
from sightline.service.workbench import Workbench

FORMAT = "certificate/1"
MANIFEST = "manifest/1"
LARGEST = 8 << 20
"""bytes of a certificate's file; one with a hundred hits has some hundred thousand"""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of asking again. `engine` is the one the certificate was made by, `ours` the present one."""

    certificate: str
    differences: tuple[str, ...]
    engine: str
    ours: str
    unsigned: tuple[str, ...] = ()
    """what of the file is not as it was signed; of a certificate on record nothing, it was checked before"""

    @property
    def same(self) -> bool:
        """Whether everything came out as it was, and nobody changed the file."""
        return not self.differences and not self.unsigned

    @property
    def other_engine(self) -> bool:
        """Whether newer code answered: then a difference is no sign of a broken record."""
        return self.engine != self.ours and not self.unsigned

    def as_json(self) -> dict[str, object]:
        """One line of `sightline certificate replay`."""
        return {
            "certificate": self.certificate,
            "same": self.same,
            "engine": self.engine,
            "answered_by": self.ours,
            "differences": list(self.differences),
            "unsigned": list(self.unsigned),
        }

    def text(self) -> str:
        """For a person."""
        if self.same:
            return f"{self.certificate}: the same answer, by engine {self.ours}"
        broken = [f"{self.certificate}: this file is not as it was signed", *self.unsigned]
        other = [f"{self.certificate}: not the same answer", *self.differences]
        said = [*(broken if self.unsigned else ()), *(other if self.differences else ())]
        return "\n".join(one if one.startswith(self.certificate) else f"  {one}" for one in said)


def issue(view: View, bench: Workbench, id: str) -> dict[str, Any]:
    """A certificate as a signed record that verifies without this office.

    That of a screening holds the question, the list versions, the engine, the threshold, the hits or the
    nearest entry, what was decided of the hits and by whom; that of a check the measures it was answered by;
    all of them the statements about the office's keys. `NotFound` where the View may not see it, `Conflict`
    for a check made with other measures than are here, `IntegrityBroken` where the row on record is not what
    was signed.
    """
    body = _on_record(view, bench, id)
    found = {hit["entity"] for hit in body.get("hits", ())}
    said = [
        decisions.on_record(held.standing) | {"superseded": not held.last}
        for held in (decisions.decisions(view, bench, id) if found else ())
        if held.standing.decision.entity in found
    ]
    signer = bench.keyring.current
    carried = {"measures": as_json()} if body.get("kind") == check_certificate.KIND else {}
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
        | carried
    )


def _on_record(view: View, bench: Workbench, id: str) -> dict[str, Any]:
    """A certificate of any kind, its row's signature checked."""
    with bench.office.read(view) as session:
        row = session.scalars(
            select(CertificateRow).where(
                CertificateRow.id == batch_of(id), CertificateRow.at <= view.known_at
            )
        ).first()
    body = certificate_batch.unpack(row.body).get(id) if row else None
    if row is None or body is None:
        raise NotFound(f"no such certificate: {id}")
    certificate_batch.check(row.body)
    if body.get("kind") == check_certificate.KIND and body["measures"] != check_certificate.measures_digest():
        raise Conflict(
            f"{id} was made with other data of measures than are installed here",
            remedy="issue it with the version of Sightline that made it; it stays on record as it is",
        )
    return body


def read_file(path: Path) -> dict[str, Any]:
    """The certificate in a file that was issued; `BadInput` where there is none."""
    if not path.is_file():
        raise UsageError(f"no such file: {path}", place=str(path), remedy="check the path")
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    return read_bytes(data, path)


def unsigned(path: Path) -> tuple[str, ...]:
    """What of an issued file is not as it was signed, as `sightline verify` tells it."""
    return tuple(one.message for one in verifier.check(str(path), None).problems)


def read_bytes(data: bytes, path: Path) -> dict[str, Any]:
    """The certificate in the bytes of an issued file; `path` is what to call it."""
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
    """Ask again what a certificate asked, of the very list versions it names, and compare.

    An answer of a check is worked out again from its question and its screening. That of a manifest needs
    the manifest: `service.manifest.replay`.
    """
    if body.get("kind") == check_certificate.KIND:
        return _check(body)
    if body.get("kind") == MANIFEST:
        raise UsageError(
            "a manifest is answered again from its file", remedy="give the very file: --manifest FILE"
        )
    try:
        wanted = {str(one["manifest"]) for one in body["lists"]}
        named, engine = str(body["id"]), str(body["engine"])
    except (KeyError, TypeError) as problem:
        raise BadInput("not a screening certificate") from problem
    held = [version for version in _held(view, bench) if version.manifest in wanted]
    indexes = [open_index(view, bench, version) for version in held]
    differences = certificates.replay(view, body, indexes)
    return Replayed(named, tuple(differences), engine, ENGINE_VERSION)


def _check(body: Mapping[str, Any]) -> Replayed:
    differences = check.signature_problems(body) + check_certificate.replay(body)
    ours = f"{check_certificate.ENGINE_VERSION}, measures {check_certificate.measures_digest()[:12]}"
    theirs = f"{body['engine']}, measures {body['measures'][:12]}"
    return Replayed(str(body["id"]), tuple(differences), theirs, ours)


def _held(view: View, bench: Workbench) -> list[ListVersion]:
    with bench.office.read(view) as session:
        return [one.version for one in versions.held(view, session)]
