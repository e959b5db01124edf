"""Reports: outlines on record, editions composed, linted, rendered and packed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from sightline import __version__, regime
from sightline.errors import Conflict, IntegrityBroken, NotAllowed, UsageError
from sightline.evidence import container, verifier
from sightline.model.citation import Citation
from sightline.model.marking import Marking
from sightline.model.report import Block, Edition, Report, Table
from sightline.model.view import View
from sightline.office.ids import random_id
from sightline.office.markings import mark
from sightline.office.tables import EditionRow, ReportRow, ReportVersionRow
from sightline.record import versions
from sightline.reports import bundle, docx, pdf, redaction, tree_json
from sightline.reports import html as html_page
from sightline.reports.edition import Withheld
from sightline.reports.footnotes import Catalogue, short
from sightline.reports.layout import lay_out
from sightline.reports.outline import changed, tables
from sightline.reports.problem import Problem, Severity
from sightline.service import roles
from sightline.service.composing import Composed, compose
from sightline.service.progress import Progress, Step, silent
from sightline.service.workbench import Workbench

FORMATS = ("pdf", "docx", "html", "json", "bundle")


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in one line."""

    id: str
    symbol: str
    title: str
    dated: str

    def as_json(self) -> dict[str, object]:
        """One line of `sightline report list`."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built: the edition, the formats, and the folder the files go to."""

    edition: Edition
    formats: tuple[str, ...]
    out: Path
    language: str = ""
    """a translation into this language; the report's own where empty"""


@dataclass(frozen=True, slots=True)
class Built:
    """A file that was built."""

    report: str
    edition: str
    format: str
    path: str
    sha256: str
    size: int
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """One line of `sightline report build`."""
        return {name: getattr(self, name) for name in self.__slots__} | {"warnings": list(self.warnings)}


@dataclass(frozen=True, slots=True)
class Page:
    """An edition as a page shows it."""

    report: Report
    problems: tuple[Problem, ...]
    withheld: tuple[Withheld, ...]


def reports(view: View, bench: Workbench) -> tuple[ReportLine, ...]:
    """The reports the View may see, by symbol."""
    with bench.office.read(view) as session:
        rows = session.scalars(select(ReportRow).where(ReportRow.opened_at <= view.known_at)).all()
        lines = [
            ReportLine(
                row.id,
                row.symbol,
                _title(view, row),
                row.versions[-1].outline["dated"] if row.versions else "",
            )
            for row in rows
        ]
    return tuple(sorted(lines, key=lambda line: (line.symbol, line.id)))


def _title(view: View, row: ReportRow) -> str:
    """The title as it was last written."""
    covers = [one for one in row.edits if one.kind == "cover" and one.at <= view.known_at]
    return str(covers[-1].body["title"]) if covers else row.title


def require_unused(view: View, bench: Workbench, symbol: str) -> None:
    """`Conflict` where a report has the symbol: what it is cited by is one report's."""
    if any(one.symbol == symbol.strip() for one in reports(view, bench)):
        raise Conflict(f"there is a report {symbol.strip()}", remedy="choose another symbol")


def open_report(view: View, bench: Workbench, outline: Report, marking: Marking, why: str) -> str:
    """Put a new report with its first outline on record; its id. Lists its tables name are pinned now."""
    roles.require(view, bench, "write_report")
    at, name = bench.clock(), random_id("r", bench.entropy)
    pinned = _pinned(view, bench, replace(outline, id=name))
    with bench.office.write(view, why) as session:
        session.add(
            ReportRow(id=name, title=outline.title, symbol=outline.symbol, opened_by=view.user, opened_at=at)
        )
        mark(session, "report", name, marking, view.user, at, why)
        session.add(
            ReportVersionRow(
                report_id=name, version=1, outline=tree_json.outline(pinned), at=at, by=view.user, why=why
            )
        )
    return name


def _pinned(view: View, bench: Workbench, outline: Report) -> Report:
    """Every table about a list says which version of it, by partition and manifest."""

    return changed(outline, lambda block: pinned(view, bench, block))


def pinned(view: View, bench: Workbench, block: Block) -> Block:
    """A table about a list with the version of it that holds now, unless it names one."""
    if not isinstance(block, Table) or "list" not in block.query or block.query.get("pins"):
        return block
    with bench.office.read(view) as session:
        found = versions.current(view, session, [block.query["list"]])
    if not found:
        raise UsageError(f"table {block.id}: no version of the list {block.query['list']!r} is held")
    pins = [{"partition": one.partition, "manifest": one.manifest} for one in found]
    return replace(block, query=block.query | {"pins": pins})


def report(view: View, bench: Workbench, id: str, edition: Edition, language: str = "") -> Page:
    """An edition of a report, or of its translation, with what lint says of it."""
    made = compose(view, bench, id, edition, language)
    return Page(made.report, made.problems, made.withheld)


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that this edition leaves out, for the eyes of those cleared for it.

    Of an item, `proof` is the office's signature over the words `redaction.stated` gives: its SHA-256 stands
    in the bundle, and whoever is shown the item and the signature can check both.
    """

    kind: str
    where: str
    text: str
    why: str
    proof: str = ""

    def as_json(self) -> dict[str, str]:
        """One line of `sightline report withheld`."""
        return {name: getattr(self, name) for name in self.__slots__}


def withheld(view: View, bench: Workbench, id: str, edition: Edition) -> tuple[Difference, ...]:
    """What an edition leaves out of what this View may see, items with the proof that they were meant."""
    roles.require(view, bench, "write_report")
    made = compose(view, bench, id, edition)
    told = [Difference(one.kind, one.where, one.text, one.why) for one in made.withheld]
    items = made.master.catalogue.items
    for sha256, signature in withheld_items(made, bench).items():
        name = items[sha256].name if sha256 in items else ""
        told.append(Difference("item", sha256, name, "above this edition, or no longer cited", signature))
    return tuple(told)


def lint(view: View, bench: Workbench, id: str, edition: Edition, language: str = "") -> tuple[Problem, ...]:
    """What may not stand in this edition as it is, or in its translation."""
    return compose(view, bench, id, edition, language).problems


def html(
    view: View,
    bench: Workbench,
    id: str,
    edition: Edition,
    evidence_url: Callable[[Citation], str] | None = None,
    language: str = "",
) -> str:
    """The edition as the inside of an HTML page, its footnotes leading where `evidence_url` says."""
    made = compose(view, bench, id, edition, language)
    catalogue = audience_catalogue(made)
    return html_page.body(lay_out(made.report, catalogue), evidence_url)


def file(view: View, bench: Workbench, id: str, edition: Edition, format: str, language: str = "") -> bytes:
    """One format of an edition as bytes; `NotAllowed` while lint has errors."""
    made = _clean(view, bench, id, edition, language)
    if format != "bundle":
        data = _rendered(made, format)[0]
        _prove_absent(made, {format: data})
        return data
    path = bench.folder / "editions" / f".{bench.entropy(8).hex()}.bundle"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _pack(view, bench, made, _all_documents(made), path)
        return path.read_bytes()
    finally:
        path.unlink(missing_ok=True)


def build(
    view: View, bench: Workbench, id: str, order: Order, progress: Progress = silent
) -> Iterator[Built]:
    """Write an edition in the formats asked for; `NotAllowed` while lint has errors.

    The edition and the hash of each file are put on record, and the export of each item on the ledger.
    """
    roles.require(view, bench, "write_report")
    made = _clean(view, bench, id, order.edition, order.language)
    order.out.mkdir(parents=True, exist_ok=True)
    called = f"{made.report.symbol} {order.edition} {order.language}".casefold()
    stem = re.sub(r"[^a-z0-9]+", "-", called).strip("-")
    documents: dict[str, bytes] = {}
    files: dict[str, str] = {}
    for number, format in enumerate(order.formats):
        progress(Step(f"{order.edition} edition as {format}", number, len(order.formats)))
        path = order.out / f"{stem}.{format}"
        warnings: tuple[str, ...] = ()
        beside = path.with_name(f".{path.name}.new")
        if format == "bundle":
            _pack(view, bench, made, _all_documents(made, documents), beside)
            _prove_held(beside, bench)
        else:
            documents[format], warnings = _rendered(made, format)
            _prove_absent(made, {format: documents[format]})
            beside.write_bytes(documents[format])
        beside.replace(path)
        files[format] = _hash(path)
        yield Built(id, order.edition.value, format, str(path), files[format], path.stat().st_size, warnings)
    with bench.office.write(view, "edition built") as session:
        session.add(
            EditionRow(
                id=bench.entropy(16).hex(),
                report_id=id,
                edition=order.edition.value,
                language=order.language,
                built_at=bench.clock(),
                by=view.user,
                files=files,
            )
        )


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _clean(view: View, bench: Workbench, id: str, edition: Edition, language: str = "") -> Composed:
    made = compose(view, bench, id, edition, language)
    errors = [problem for problem in made.problems if problem.severity is Severity.ERROR]
    if errors:
        first = errors[0]
        raise NotAllowed(
            f"lint stops this edition with {len(errors)} errors, the first at {first.where}: {first.text}",
            place=first.where,
            remedy=f"see `sightline report lint {id} --edition {edition.value}`",
        )
    return made


def audience_catalogue(made: Composed) -> Catalogue:
    """The items this edition cites, as its audience knows them."""
    cited = tree_json.cited_items(made.report, made.findings, made.hearings)
    items = {sha256: one for sha256, one in made.master.catalogue.items.items() if sha256 in cited}
    return Catalogue(items, made.master.catalogue.sources)


def _rendered(made: Composed, format: str) -> tuple[bytes, tuple[str, ...]]:
    laid = lay_out(made.report, audience_catalogue(made))
    if format == "pdf":
        drawn = pdf.render(laid)
        return drawn.data, drawn.warnings
    if format == "docx":
        return docx.render(laid), ()
    if format == "html":
        return html_page.render(laid), ()
    if format == "json":
        return tree_json.published(made.report, made.findings, made.hearings, laid.notes, laid.marking), ()
    raise UsageError(f"unknown format {format!r}", remedy="use " + ",".join(FORMATS))


def _prove_absent(made: Composed, documents: dict[str, bytes]) -> None:
    """Read the files back: `IntegrityBroken` where one holds what the edition withholds."""
    gone = [one.text.split(" ")[0] if one.kind == "citation" else one.text for one in made.withheld]
    gone += [part for sha256 in sorted(made.beyond) for part in (sha256, short(sha256))]
    if not gone:
        return
    tree = tree_json.published(made.report, made.findings, made.hearings)
    if found := redaction.leaks(gone, tree, documents):
        raise IntegrityBroken(
            f"the {found[0].format} holds what this edition withholds, so it was not made",
            remedy="tell whoever maintains the office: this is a fault of the program",
        )


def _prove_held(path: Path, bench: Workbench) -> None:
    """Check a bundle as its readers will: `IntegrityBroken`, and no file, where a check does not hold."""
    verdict = verifier.check(path, bench.keyring.fingerprint)
    if not verdict.ok:
        path.unlink()
        first = verdict.problems[0]
        raise IntegrityBroken(
            f"the bundle does not verify ({first.what}: {first.member} {first.place}: {first.message}), "
            "so it was not made",
            remedy="mend what it names; where that stands as it should, this is a fault of the program",
        )


def withheld_items(made: Composed, bench: Workbench) -> dict[str, str]:
    """By SHA-256 of an item withheld from an edition, the office's signature that proves it."""
    signer = bench.keyring.current
    return {sha256: signer.sign(redaction.stated(sha256)).hex() for sha256 in sorted(made.beyond)}


def _all_documents(made: Composed, done: dict[str, bytes] | None = None) -> dict[str, bytes]:
    have = done or {}
    more = {kind: _rendered(made, kind)[0] for kind in FORMATS if kind != "bundle" and kind not in have}
    _prove_absent(made, more)
    return {kind: have.get(kind) or more[kind] for kind in FORMATS if kind != "bundle"}


def _pack(view: View, bench: Workbench, made: Composed, documents: dict[str, bytes], path: Path) -> None:
    """Write the signed bundle: the edition, its items, their custody, and all that is needed to check it."""
    queries = [table.query for table in tables(made.report)]
    pinned = {pin["partition"] for query in queries for pin in query.get("pins", ())}
    partitions = {name: made.master.partitions[name] for name in sorted(pinned)}
    certificates = {query["certificate"] for query in queries if query.get("certificate")}
    cited = tree_json.cited_items(made.report, made.findings, made.hearings)
    cited |= {sha256 for version in partitions.values() for sha256 in version.items}
    shown = {name for query in queries if query.get("kind") == "signals" for name in query["ids"]}
    signals = {name: made.master.signals[name] for name in sorted(shown) if name in made.master.signals}
    cited |= {cite["item"] for one in signals.values() for why in one["reasons"] for cite in why["cites"]}
    items = [made.master.items[sha256] for sha256 in sorted(cited) if sha256 in made.master.items]
    ceiling = Marking(made.report.edition.ceiling, view.clearance.compartments)
    items = [one for one in items if ceiling.covers(one.marking)]
    for one in items:
        bench.record(
            "export",
            view.user,
            one.row.id,
            sha256=one.row.sha256,
            report=made.report.symbol,
            edition=made.report.edition.value,
        )
    wanted = {one.row.id for one in items}
    custody: dict[str, list[dict[str, Any]]] = {name: [] for name in wanted}
    for entry in bench.ledger.entries():
        if entry["subject"] in wanted:
            custody[entry["subject"]].append(entry)
    called = made.master.catalogue.items
    pieces = bundle.Pieces(
        documents,
        tuple(
            bundle.Held(
                called.get(one.row.sha256, one.item), one.row.id, partial(bench.vault.open, one.row.sha256)
            )
            for one in items
        ),
        made.master.catalogue,
        custody,
        bench.keyring.statements(),
        tuple(
            bundle.Partition(name, bench.lake.statements(view, version), bench.lake.manifest(name).encoded)
            for name, version in partitions.items()
        ),
        regime.as_json(),
        {name: made.master.certificates[name] for name in sorted(certificates)},
        signals,
    )
    meta: dict[str, Any] = {
        "report": made.report.symbol,
        "edition": made.report.edition.value,
        "made_by": f"sightline {__version__}",
    }
    if hidden := withheld_items(made, bench):
        proven = (redaction.commitment(bytes.fromhex(signature)) for signature in hidden.values())
        meta |= {"withheld": sorted(proven)}
    container.write(path, bundle.members(pieces), at=bench.clock(), signer=bench.keyring.current, meta=meta)
