"""The kinds of work a worker does: each its arguments as data, and the service function it calls."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from sightline.detectors.register import detector
from sightline.errors import NotFound, UsageError
from sightline.model.item import Basis
from sightline.model.marking import PUBLIC, Marking
from sightline.model.report import Edition
from sightline.model.view import View
from sightline.reports.tongues import tongue
from sightline.service import (
    account_ranking,
    evaluate,
    heists,
    list_update,
    lists,
    manifest,
    manifest_answers,
    publishers,
    reports,
    screening,
    screening_runs,
    uploads,
    watching,
)
from sightline.service.backup import backup
from sightline.service.detect import Asked, Period, detect
from sightline.service.ingest import Options, ingest
from sightline.service.progress import Progress
from sightline.service.rebuild import rebuild
from sightline.service.resolve import Asked as Wanted
from sightline.service.resolve import resolve
from sightline.service.shape import shape
from sightline.service.workbench import Workbench

MOST_LINES = 500
"""lines of a result that are kept with the job; the rest is counted"""

ENGINES = ("duckdb", "spark")

Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Task:
    """One job in the hands of a worker: through which View, where, and whom to tell."""

    id: str
    view: View
    bench: Workbench
    progress: Progress


@dataclass(frozen=True, slots=True)
class IngestArgs:
    """Take in what was uploaded; the fields are those of `sightline ingest`."""

    uploads: tuple[str, ...]
    source: str = ""
    list: str = ""
    marking: str = str(PUBLIC)
    basis: Basis = Basis.ORIGINAL
    document: str = ""
    originator: str = ""
    dated: date | None = None
    kept: bool = False

    def options(self) -> Options:
        """As the service takes them; `BadInput` for a marking that is none."""
        named = asdict(self)
        del named["uploads"]
        return Options(**named | {"marking": Marking.parse(self.marking), "basis": self.basis})


@dataclass(frozen=True, slots=True)
class ScreenArgs:
    """Screen the parties of an uploaded file; of a workbook those of `sheet`, else of one with a header."""

    upload: str
    lists: tuple[str, ...] = ()
    threshold: float | None = None
    limit: int = 10
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class ManifestArgs:
    """Put an uploaded manifest to the measures; again, and compared, where a certificate is named."""

    upload: str
    replay: str = ""


@dataclass(frozen=True, slots=True)
class DetectArgs:
    """Run detectors, all of them where none is named, over these days."""

    names: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    engine: str = "duckdb"


@dataclass(frozen=True, slots=True)
class EvaluateArgs:
    """Evaluate detectors on generated worlds."""

    names: tuple[str, ...] = ()
    seed: int = 1
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class BuildArgs:
    """Build an edition of a report in these formats."""

    report: str
    edition: Edition = Edition.PUBLIC
    formats: tuple[str, ...] = reports.FORMATS
    language: str = ""


@dataclass(frozen=True, slots=True)
class UpdateArgs:
    """Fetch these lists from their publishers, all with an address where none is named."""

    lists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WatchArgs:
    """Watch the parties of an uploaded file, in a book there is."""

    book: str
    upload: str
    why: str


@dataclass(frozen=True, slots=True)
class ResolveArgs:
    """Look for entries that may be one, across these lists, all held where none is named."""

    lists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RankArgs:
    """Rank the accounts of payments known by then, by now where nothing is said."""

    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FollowArgs:
    """Follow the coins of transfers and labels known by then, by now where nothing is said."""

    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NoArgs:
    """Nothing to be said."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work: what it is called, whom it is allowed to, its arguments, and what does it."""

    title: str
    action: str
    args: type[Any]
    run: Callable[[Task, Any], Result]
    check: Callable[[View, Workbench, Any], Marking]
    """Refuses arguments nothing could be done with; how restricted the job is at least."""


# --- What each kind does --------------------------------------------------------------------------


def _ingest(task: Task, args: IngestArgs) -> Result:
    sent = [uploads.received(task.view, task.bench, id) for id in args.uploads]
    outcomes = ingest(task.view, task.bench, sent, args.options(), task.progress)
    return _lines([one.as_json() for one in outcomes], _by_status)


def _by_status(lines: list[dict[str, object]]) -> Result:
    statuses = [str(line["status"]) for line in lines]
    return {status: statuses.count(status) for status in sorted(set(statuses))}


def _screen(task: Task, args: ScreenArgs) -> Result:
    upload = uploads.received(task.view, task.bench, args.upload)
    choice = screening.Choice(args.lists, args.threshold, args.limit, sheet=args.sheet)
    with task.bench.vault.open(upload.sha256) as stream:
        made = screening_runs.run_file(task.view, task.bench, stream, upload.name, choice, task.progress)
    view = replace(task.view, known_at=task.bench.clock())  # the run is younger than the job
    found = [one for one in screening_runs.worked(view, task.bench, made.id) if one.states != ("clear",)]
    told: list[object] = [shape(one.as_json()) for one in islice(found, MOST_LINES)]
    counts = made.counts
    return {
        "answers": counts.asked,
        "alerts": counts.alerts,
        "problems": counts.refused,
        "screening": made.id,
        "lines": told,
    }


def _manifest(task: Task, args: ManifestArgs) -> Result:
    upload = uploads.received(task.view, task.bench, args.upload)
    if args.replay:
        return _manifest_again(task, args, upload)
    folder = output_folder(task.bench, task.id)
    shutil.rmtree(folder, ignore_errors=True)  # what a killed attempt left
    folder.mkdir(parents=True, mode=0o700)
    path = folder / "answers.csv"
    with (
        task.bench.vault.open(upload.sha256) as stream,
        closing(manifest.manifest(task.view, task.bench, stream, upload.name, task.progress)) as answered,
    ):
        sha256 = manifest_answers.write(answered.lines(), path)
        told = answered.summary.as_json()
    counts = {"count": told["lines"]} | {
        name: told[name] for name in ("parties", "refused", "unit_values_out_of_line")
    }
    files = [{"name": path.name, "sha256": sha256}]
    flagged = [shape(one) for one in told["flagged"][:MOST_LINES]]
    result: Result = counts | told["answers"]
    return result | {"files": files, "lines": flagged, "certificate": told["certificate"]}


def _manifest_again(task: Task, args: ManifestArgs, upload: uploads.Upload) -> Result:
    body = manifest.certificate(task.view, task.bench, args.replay)
    with task.bench.vault.open(upload.sha256) as stream:
        found = manifest.replay(task.view, task.bench, body, stream, upload.name, task.progress)
    lines: list[dict[str, object]] = [{"difference": one} for one in found.differences]
    return _lines(lines) | {"certificate": args.replay, "same": found.same}


def _detect(task: Task, args: DetectArgs) -> Result:
    asked = Asked(Period(args.since, args.until), args.engine)
    found = list(detect(task.view, task.bench, args.names, asked, task.progress))
    by_detector = dict(Counter(one.detector for one in found))
    lines: list[dict[str, object]] = [
        {"signal": one.id, "detector": one.detector, "score": one.score, "start": one.start} for one in found
    ]
    return _lines(lines) | by_detector


def _evaluate(task: Task, args: EvaluateArgs) -> Result:
    asked = evaluate.Ask(args.names, args.seed, args.scale)
    return _lines([one.as_json() for one in evaluate.evaluate(asked, task.progress)])


def _build(task: Task, args: BuildArgs) -> Result:
    folder = output_folder(task.bench, task.id)
    shutil.rmtree(folder, ignore_errors=True)  # what a killed attempt left
    folder.mkdir(parents=True, mode=0o700)
    order = reports.Order(args.edition, args.formats, folder, args.language)
    built = [one.as_json() for one in reports.build(task.view, task.bench, args.report, order, task.progress)]
    files = [{"name": Path(str(one["path"])).name, "sha256": one["sha256"]} for one in built]
    return _lines(built) | {"files": files}


def _update(task: Task, args: UpdateArgs) -> Result:
    told = list_update.update(task.view, task.bench, args.lists, progress=task.progress)
    return _lines([one.as_json() for one in told], _by_status)


def _watch(task: Task, args: WatchArgs) -> Result:
    upload = uploads.received(task.view, task.bench, args.upload)
    with task.bench.vault.open(upload.sha256) as stream:
        added = watching.add(task.view, task.bench, args.book, stream, upload.name, args.why, task.progress)
    return added.as_json() | {"lines": [{"problem": one} for one in added.problems]}


def _rank(task: Task, args: RankArgs) -> Result:
    view = _back_to(task.view, args.known_at)
    found = account_ranking.ranking(view, task.bench, 0, progress=task.progress)
    return {"accounts": found.of, "worth a look": found.named, "payments": found.payments}


def _follow(task: Task, args: FollowArgs) -> Result:
    found = heists.followed(_back_to(task.view, args.known_at), task.bench, task.progress)
    return {"thefts": len(found.heists), "transfers": found.transfers}


def _back_to(view: View, known_at: datetime | None) -> View:
    """The View as of what was known by then."""
    return replace(view, known_at=min(known_at or view.known_at, view.known_at))


def _rebuild(task: Task, args: NoArgs) -> Result:
    return _lines([one.as_json() for one in rebuild(task.view, task.bench, task.progress)], _by_status)


def _backup(task: Task, args: NoArgs) -> Result:
    path = task.bench.folder / "backups" / f"{task.id}.tar"
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.unlink(missing_ok=True)  # whole, but of an attempt nobody heard the end of
    return _lines([backup(task.view, task.bench, path, task.progress).as_json()])


def _lines(
    lines: list[dict[str, object]], counted: Callable[[list[dict[str, object]]], Result] = lambda lines: {}
) -> Result:
    kept = [shape(line) for line in islice(lines, MOST_LINES)]
    return {"count": len(lines), **counted(lines), "lines": kept}


def output_folder(bench: Workbench, job_id: str) -> Path:
    """Where the files a job makes are kept: for those who run the office, and through its page."""
    return bench.folder / "editions" / job_id


# --- What is refused before it waits ---------------------------------------------------------------


def _check_ingest(view: View, bench: Workbench, args: IngestArgs) -> Marking:
    if not args.uploads:
        raise UsageError("no file came with it", remedy="choose a file")
    for id in args.uploads:
        uploads.received(view, bench, id)
    return args.options().marking


def _check_manifest(view: View, bench: Workbench, args: ManifestArgs) -> Marking:
    uploads.received(view, bench, args.upload)
    if args.replay:
        manifest.certificate(view, bench, args.replay)
    return PUBLIC


def _check_screen(view: View, bench: Workbench, args: ScreenArgs) -> Marking:
    uploads.received(view, bench, args.upload)
    return PUBLIC


def _check_update(view: View, bench: Workbench, args: UpdateArgs) -> Marking:
    publishers.chosen(bench.folder, args.lists)
    return PUBLIC


def _check_watch(view: View, bench: Workbench, args: WatchArgs) -> Marking:
    uploads.received(view, bench, args.upload)
    if not args.why.strip():
        raise UsageError("whoever is watched is watched for a reason", remedy="say why")
    return watching.book(view, bench, args.book).marking


def _check_build(view: View, bench: Workbench, args: BuildArgs) -> Marking:
    if unknown := sorted(set(args.formats) - set(reports.FORMATS)):
        raise UsageError(f"unknown format {unknown[0]!r}", remedy="use " + ",".join(reports.FORMATS))
    if args.language:
        tongue(args.language)
    if args.report not in {one.id for one in reports.reports(view, bench)}:
        raise NotFound("no such report")
    return PUBLIC


def _check_detect(view: View, bench: Workbench, args: DetectArgs) -> Marking:
    for name in args.names:
        detector(name)
    if args.engine not in ENGINES:
        raise UsageError(f"no such engine: {args.engine!r}", remedy="use one of " + ", ".join(ENGINES))
    return PUBLIC


def _check_evaluate(view: View, bench: Workbench, args: EvaluateArgs) -> Marking:
    if unknown := sorted(set(args.names) - set(evaluate.known())):
        raise UsageError(f"no generated world for {unknown[0]!r}")
    return PUBLIC


def _resolve(task: Task, args: ResolveArgs) -> Result:
    ran = [one.as_json() for one in resolve(task.view, task.bench, Wanted(args.lists), task.progress)]
    return _lines(ran, lambda lines: {"found": sum(int(str(line["found"])) for line in lines)})


def _check_resolve(view: View, bench: Workbench, args: ResolveArgs) -> Marking:
    lists.current(view, bench, args.lists)
    return PUBLIC


def _nothing(view: View, bench: Workbench, args: object) -> Marking:
    return PUBLIC


KINDS: Mapping[str, Kind] = {
    "ingest": Kind("Take in files", "ingest", IngestArgs, _ingest, _check_ingest),
    "screen": Kind("Screen a file", "screen", ScreenArgs, _screen, _check_screen),
    "manifest": Kind("Check a manifest", "screen", ManifestArgs, _manifest, _check_manifest),
    "detect": Kind("Run the detectors", "investigate", DetectArgs, _detect, _check_detect),
    "evaluate": Kind("Evaluate detectors", "investigate", EvaluateArgs, _evaluate, _check_evaluate),
    "build": Kind("Build an edition", "write_report", BuildArgs, _build, _check_build),
    "update": Kind("Fetch lists from their publishers", "ingest", UpdateArgs, _update, _check_update),
    "resolve": Kind("Look for entries that may be one", "investigate", ResolveArgs, _resolve, _check_resolve),
    "rank": Kind("Rank the accounts of payments", "investigate", RankArgs, _rank, _nothing),
    "follow": Kind("Follow stolen coins", "investigate", FollowArgs, _follow, _nothing),
    "watch": Kind("Watch the parties of a file", "screen", WatchArgs, _watch, _check_watch),
    "rebuild": Kind("Rebuild lake and indexes", "maintain", NoArgs, _rebuild, _nothing),
    "backup": Kind("Write a backup", "maintain", NoArgs, _backup, _nothing),
}


def kind(name: str) -> Kind:
    """A kind by its name; `UsageError` names those there are."""
    if name not in KINDS:
        raise UsageError(f"no such kind of work: {name!r}", remedy="use one of " + ", ".join(KINDS))
    return KINDS[name]


def to_json(args: object) -> dict[str, Any]:
    """Arguments as they are kept with a job."""
    built: dict[str, Any] = msgspec.to_builtins(args)
    return built


def from_json(name: str, given: Mapping[str, Any]) -> Any:
    """The inverse; `UsageError` for arguments the kind does not take."""
    wanted = kind(name).args
    if unknown := sorted(set(given) - set(wanted.__dataclass_fields__)):
        raise UsageError(f"{name} takes no {unknown[0]!r}")
    try:
        return msgspec.convert(dict(given), wanted)
    except msgspec.ValidationError as problem:
        raise UsageError(f"{name}: {problem}") from problem
