"""A list version on its way out: our own statements without loss, or FollowTheMoney's projection of them."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sightline.errors import UsageError
from sightline.evidence.files import disk
from sightline.formats import register, statements_jsonl
from sightline.formats.statements_jsonl import Cited, ReadBy
from sightline.model.item import Item
from sightline.model.lists import ListVersion
from sightline.model.view import View
from sightline.office import sources
from sightline.record import entities, ftm_projection, statement_lines, versions
from sightline.record.statement_lines import Origin
from sightline.service.items import Held, acquired
from sightline.service.progress import Progress, Step, silent
from sightline.service.workbench import Workbench

STATEMENTS, FTM = "statements", "ftm"
FORMS = (STATEMENTS, FTM)
MEDIA_TYPES = {STATEMENTS: "application/x-ndjson", FTM: "application/json+ftm"}
UNGRADED = "F"


@dataclass
class Export:
    """The lines of a version in one form. `told` counts what a projection changed, once all are drawn."""

    version: ListVersion
    form: str
    lines: Iterator[bytes]
    told: Counter[str] = field(default_factory=Counter)

    @property
    def file_name(self) -> str:
        """What a file of it is called."""
        return f"{self.version.id.replace('@', '-')}.{self.form}.jsonl"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written where."""

    version: str
    form: str
    path: str
    lines: int
    size: int
    sha256: str
    told: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """One line of `sightline lists export --out`."""
        return {
            "version": self.version,
            "format": self.form,
            "path": self.path,
            "lines": self.lines,
            "bytes": self.size,
            "sha256": self.sha256,
            "changed": self.told,
        }


def export(view: View, bench: Workbench, name: str, form: str, progress: Progress = silent) -> Export:
    """The lines of a version; `NotFound` where the View does not see it, `UsageError` for another form."""
    if form not in FORMS:
        raise UsageError(f"no such form: {form!r}", remedy=f"use one of {', '.join(FORMS)}")
    with bench.office.read(view) as session:
        version = versions.named(view, session, name)

    def tell(entries: int) -> None:
        progress(Step(f"writing {version.list}", entries, version.entries))

    if form == FTM:
        made = Export(version, FTM, iter(()))
        made.lines = _ftm(view, bench, version, made.told, tell)
    else:
        origin = _origin(view, bench, version)
        made = Export(version, STATEMENTS, statement_lines.lines(view, bench.lake, version, origin, tell))
    bench.record("export", view.user, f"version:{version.id}", form=form, manifest=version.manifest)
    return made


def write(made: Export, path: Path) -> Written:
    """Write an export into a file, whole or not at all; what stood there is replaced."""
    digest, size, count = hashlib.sha256(), 0, 0
    path = path / made.file_name if path.is_dir() else path
    beside = path.with_name(f".{path.name}.part")
    with disk("writing an export", path.parent):
        try:
            with beside.open("wb") as file:
                for line in made.lines:
                    file.write(line)
                    digest.update(line)
                    size += len(line)
                    count += 1
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    told = dict(sorted(made.told.items()))
    return Written(made.version.id, made.form, str(path), count, size, digest.hexdigest(), told)


def _ftm(
    view: View, bench: Workbench, version: ListVersion, told: Counter[str], tell: statement_lines.Tell
) -> Iterator[bytes]:
    for count, entity in enumerate(entities.entities(view, bench.lake, version)):
        if count % 500 == 0:
            tell(count)
        for shape in ftm_projection.projection(entity, told):
            yield json.dumps(shape, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _origin(view: View, bench: Workbench, version: ListVersion) -> Origin:
    """Where a version comes from, for the header; one that was itself sent says what it was told."""
    manifest = bench.lake.manifest(version.partition)
    read_by = ReadBy(manifest.format, manifest.version, manifest.schema)
    known = register.formats().get(version.format)
    publisher = known.description.publisher if known else ""
    wanted = statement_lines.cited(view, bench.lake, version)
    handed_on: dict[str, Cited] = {}
    with bench.office.read(view) as session:
        held = acquired(view, session, {*wanted, *version.items})
        graded = sources.everything(session)
    if version.format == statements_jsonl.DESCRIPTION.name:
        (sent,) = version.items
        item = Held(sent, sent[:12], bench.vault.size(sent), bench.vault)
        header = statements_jsonl.header(item)
        publisher, read_by = header.publisher, header.read_by
        handed_on = {one.sha256: one for one in header.items}
    items: dict[str, Cited] = {}
    for sha256 in wanted:
        if sha256 in held:
            one = held[sha256][0].item
            source = graded.get(one.source)
            items[sha256] = _cited(one, source.reliability.value if source else UNGRADED)
        else:
            items[sha256] = handed_on[sha256]
    return Origin(publisher, read_by, items)


def _cited(item: Item, grade: str) -> Cited:
    return Cited(
        sha256=item.sha256,
        name=item.name,
        size=item.size,
        source=item.source,
        originator=item.originator,
        grade=grade,
        marking=str(item.marking),
        collected_at=item.collected_at.isoformat(),
        basis=item.basis.value,
        document=item.document,
    )
