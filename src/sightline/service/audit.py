"""The office held against itself: ledger, items, tombstones and list versions, each against what pins it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sightline.errors import IntegrityBroken, SightlineError, UsageError
from sightline.evidence import canonical, verifier
from sightline.evidence.ledger import Entry, Head
from sightline.model.lists import ListVersion
from sightline.model.view import View
from sightline.record import versions
from sightline.service.items import acquired
from sightline.service.progress import Progress, Step, silent
from sightline.service.roles import require
from sightline.service.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was checked: `kind` ledger, item, tombstone or version; no `problem` when it holds."""

    kind: str
    subject: str
    problem: str = ""

    def as_json(self) -> dict[str, object]:
        """One line of `sightline audit`."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What was kept outside the office, to hold it against: a fingerprint, a head of the ledger."""

    fingerprint: str | None = None
    head: Path | None = None


def audit(
    view: View, bench: Workbench, kept: Elsewhere = Elsewhere(), progress: Progress = silent
) -> Iterator[Checked]:
    """Check everything the View may see, one result a thing; nothing is repaired."""
    require(view, bench, "maintain")
    progress(Step("checking the custody ledger"))
    yield from _ledger(bench, kept)
    pinned = _on_ledger(bench)
    with bench.office.read(view) as session:
        known = acquired(view, session)
        held = [one.version for one in versions.held(view, session)]
    items = sorted({*bench.vault.items(), *known})
    for number, sha256 in enumerate(items):
        progress(Step("checking items", number, len(items)))
        yield _item(bench, sha256, pinned)
        for one in known.get(sha256, ()):
            if pinned.stored.get(one.row.id) != sha256:
                yield Checked("item", sha256, f"the ledger does not say that {one.row.id} brought it")
    for number, version in enumerate(held):
        progress(Step("checking list versions", number, len(held)))
        yield _version(view, bench, version, pinned.manifests)


def _ledger(bench: Workbench, kept: Elsewhere) -> Iterator[Checked]:
    problems = bench.ledger.verify(bench.keyring.statements(), kept.fingerprint)
    if kept.head is not None:
        problems += _against(bench, kept.head)
    yield from (Checked("ledger", "custody", problem) for problem in problems)
    if not problems:
        yield Checked("ledger", "custody")


def _against(bench: Workbench, path: Path) -> list[str]:
    """Whether the ledger still begins as a head says that was kept elsewhere."""
    try:
        head = Head.from_json(canonical.decode(path.read_bytes(), path.name))
    except (OSError, IntegrityBroken) as problem:
        raise UsageError(f"{path.name} is no head of a ledger", place=str(path)) from problem
    if not head.holds():
        return ["the head kept elsewhere does not carry the signature it names"]
    if doubt := verifier.key_problem(bench.keyring.statements(), None, head.key, head.at):
        return [f"the head kept elsewhere is not of this office: {doubt}"]
    number = 0
    try:
        for number, entry in enumerate(bench.ledger.entries(), 1):
            if number == head.entries:
                return [] if entry["hash"] == head.hash else ["the ledger was written anew since that head"]
    except IntegrityBroken as problem:
        return [problem.message]
    return [f"the ledger was put back: {number} entries where the head kept elsewhere says {head.entries}"]


@dataclass(slots=True)
class _Pinned:
    """What the ledger says: the item each acquisition brought, the manifest of each partition, what went."""

    stored: dict[str, str] = field(default_factory=dict)
    manifests: dict[str, str] = field(default_factory=dict)
    destroyed: set[str] = field(default_factory=set)


def _on_ledger(bench: Workbench) -> _Pinned:
    pinned = _Pinned()
    try:
        for entry in bench.ledger.entries():
            _take(entry, pinned)
    except IntegrityBroken:
        pass  # told already, by the check of the ledger itself
    return pinned


def _take(entry: Entry, pinned: _Pinned) -> None:
    detail = entry["detail"]
    if entry["action"] == "store":
        pinned.stored.setdefault(entry["subject"], detail.get("sha256", ""))
    elif entry["action"] == "manifest":
        pinned.manifests.setdefault(detail.get("partition", ""), detail.get("manifest", ""))
    elif entry["action"] == "destroy":
        pinned.destroyed.add(detail.get("sha256", ""))


def _item(bench: Workbench, sha256: str, pinned: _Pinned) -> Checked:
    try:
        stone = bench.vault.tombstone(sha256)
        if stone is None:
            bench.vault.check(sha256)
            return Checked("item", sha256)
        if stone.sha256 != sha256 or not stone.holds():
            return Checked("tombstone", sha256, "its signature does not hold")
        problem = verifier.key_problem(bench.keyring.statements(), None, stone.key, stone.at)
        unsaid = "" if sha256 in pinned.destroyed else "the ledger does not say that it was destroyed"
        return Checked("tombstone", sha256, problem or unsaid)
    except SightlineError as error:
        return Checked("item", sha256, error.message)


def _version(view: View, bench: Workbench, version: ListVersion, manifests: dict[str, str]) -> Checked:
    if manifests.get(version.partition) != version.manifest:
        return Checked("version", version.id, "the ledger pins another manifest for its partition")
    try:
        bench.lake.check(view, version)
    except SightlineError as error:
        missing = "" if bench.lake.holds(version.partition) else "its partition is not in the lake: "
        return Checked("version", version.id, missing + error.message)
    return Checked("version", version.id)
