"""Take in files: bytes into the vault first, then what they say into the lake and the record."""

from __future__ import annotations

import json
import mimetypes
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import select

from sightline import __version__
from sightline.errors import (
    BadInput,
    BeyondBounds,
    ChangedWhileRead,
    EnvironmentFailed,
    FormatChanged,
    NotAllowed,
    SightlineError,
    UnknownFormat,
    UsageError,
)
from sightline.formats import register
from sightline.formats.register import Group, Recognised
from sightline.formats.source import ItemSet
from sightline.model.item import Basis
from sightline.model.marking import PUBLIC, Marking
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.markings import mark
from sightline.office.tables import AcquisitionRow, ListVersionRow, NoticeRow, TablePartitionRow
from sightline.record.bounds import Bounds
from sightline.record.refusals import refusals
from sightline.service import filing, filing_tables, read_by_name, rescreening, roles
from sightline.service.filing import Filing, Refused
from sightline.service.items import Held, acquired
from sightline.service.outcome import Outcome, again_of, written_of
from sightline.service.progress import Progress, Step, silent
from sightline.service.uploads import Upload
from sightline.service.workbench import OPERATOR, Workbench

TOOL = "sightline ingest"
Incoming = Path | Upload
"""a file to be stored, or one that was stored as it arrived"""
MOST_DOUBTS = 20
"""doubts of one list that become notices"""


@dataclass(frozen=True, slots=True)
class Options:
    """What the person who brings the files says about them."""

    source: str = ""
    list: str = ""
    """id of the list the files hold; the source's id where it is not given"""
    kept: bool = False
    """keep the files as evidence without reading them"""
    marking: Marking = PUBLIC
    meant: bool = True
    """whether the marking was stated; one that was not never opens what is held more closely"""
    dated: date | None = None
    basis: Basis = Basis.ORIGINAL
    document: str = ""
    originator: str = ""
    format: str = ""
    """name of the format the files are to be in; what is in another is refused"""
    least_entries: int = 0
    """the fewest entries of the list, where more is asked of it than its format asks"""


@dataclass(frozen=True, slots=True)
class _Taken:
    path: Incoming
    held: Held
    acquisition: str
    recognised: Recognised | None = None
    problem: SightlineError | None = None
    seen: AcquisitionRow | None = None
    """an earlier acquisition of the same bytes, where they may yet be part of a set that is new"""


def ingest(
    view: View, bench: Workbench, paths: Sequence[Incoming], options: Options, progress: Progress = silent
) -> Iterator[Outcome]:
    """Take in files, folders and uploads; one outcome a file.

    A file that is refused stops itself, never the run. `NotAllowed` when the user may not ingest, or may
    not see what is so marked.
    """
    roles.require(view, bench, "ingest")
    view = _seeing(view, options.marking)
    files = list(_files(paths))
    taken: list[_Taken] = []
    hashes: set[str] = set()
    again: list[tuple[Incoming, str]] = []
    sizes = [_size(path) for path in files]
    for number, path in enumerate(files):
        storing = _Storing(f"storing {path.name}", sum(sizes[:number]), sum(sizes), progress)
        storing(0)
        outcome = _take(view, bench, path, options, hashes, storing)
        if isinstance(outcome, Outcome):
            yield outcome
        elif isinstance(outcome, _Taken):
            taken.append(outcome)
            hashes.add(outcome.held.sha256)
        else:
            again.append((path, outcome))
    first: dict[str, Outcome] = {}
    for outcome in _outcomes(view, bench, taken, options, progress):
        first[outcome.sha256] = outcome
        yield outcome
    for path, sha256 in again:
        yield read_by_name.of_this_run(path, first[sha256])
    rescreening.catch_up(bench, progress)


def _outcomes(
    view: View, bench: Workbench, taken: list[_Taken], options: Options, progress: Progress
) -> Iterator[Outcome]:
    readable = [one for one in taken if one.recognised]
    for one in taken:
        if not one.recognised:
            yield _unread(view, bench, one, options)
    groups = register.group([one.recognised for one in readable if one.recognised])
    by_item = {id(one.held): one for one in readable}
    for number, grouped in enumerate(groups):
        members = [by_item[id(grouped.items[role])] for role in grouped.items]
        if all(one.seen for one in members):
            yield from (_unchanged(view, bench, one.path, one.seen) for one in members if one.seen)
            continue
        members = [_taken_again(view, bench, one, options) for one in members]
        progress(Step(f"reading {members[0].path.name}", number, len(groups)))
        yield from _read(view, bench, grouped, members, options, progress)


def _taken_again(view: View, bench: Workbench, one: _Taken, options: Options) -> _Taken:
    """A file that was held already, as part of a set in which others are new."""
    return replace(one, acquisition=_stored(view, bench, one.held, options), seen=None) if one.seen else one


def _seeing(view: View, marking: Marking) -> View:
    """The View, once it sees what will be so marked; the operator sees compartments that are new."""
    if view.may_see(marking):
        return view
    if view.user == OPERATOR:
        return replace(view, clearance=view.clearance.joined(marking))
    raise NotAllowed(
        f"you are not cleared for {marking}", remedy=f"use a marking within {view.clearance}, or ask others"
    )


def _size(path: Incoming) -> int:
    """Bytes of a file, 0 where that cannot be told (a pipe, or one that is gone by now)."""
    if isinstance(path, Upload):
        return path.size
    try:
        return path.stat().st_size
    except OSError:
        return 0


@dataclass(frozen=True, slots=True)
class _Storing:
    """Turns the bytes read of one file into a step over the bytes of all."""

    text: str
    before: int
    total: int
    progress: Progress

    def __call__(self, read: int) -> None:
        self.progress(Step(self.text, self.before + read, self.total))


def _files(paths: Sequence[Incoming]) -> Iterator[Incoming]:
    for path in paths:
        if isinstance(path, Upload):
            yield path
        elif path.is_dir():
            yield from sorted(
                inner
                for inner in path.rglob("*")
                if inner.is_file() and not any(part.startswith(".") for part in inner.relative_to(path).parts)
            )
        elif path.exists():
            yield path
        else:
            raise UsageError(f"no such file: {path}", place=str(path), remedy="check the path")


def _take(
    view: View,
    bench: Workbench,
    path: Incoming,
    options: Options,
    before: Collection[str],
    storing: Callable[[int], None],
) -> _Taken | Outcome | str:
    """Bytes into the vault; then what is to be read, or an outcome where nothing is left to read.

    The hash alone where this run took the same bytes in `before`.
    """
    try:
        stored, changed = _store(bench, path, storing)
    except OSError as error:
        problem = EnvironmentFailed(
            f"cannot read: {error.strerror}", place=str(path), remedy="check permissions"
        )
        return Outcome(str(path), "", None, None, 0, 0, "refused", problem.problem())
    sha256, size = stored
    if not changed and sha256 in before:
        return sha256
    held = Held(sha256, path.name, size, bench.vault)
    if not changed and not options.kept and (other := read_by_name.held_otherwise(view, bench, path, held)):
        return other
    if not changed and (seen := _seen(view, bench, held, options)):
        known = register.formats().get(seen.format)
        if known is None or len(known.description.roles) == 1:
            return _unchanged(view, bench, path, seen)
        return _Taken(path, held, "", register.recognise(held), seen=seen)
    if not options.meant and (closer := _held_closer(view, bench, sha256, options.marking)):
        opening = BadInput(
            f"the same bytes are held as {closer}; taken in as {options.marking} they would be open to more",
            place=str(path),
            remedy=f"say which you mean: --marking {closer}, or --marking {options.marking}",
        )
        return Outcome(str(path), sha256, None, None, 0, 1, "refused", opening.problem())
    if (stated := _stated_marking(held)) and not options.marking.covers(stated):
        opened = BadInput(
            f"the file says it is {stated}; taken in as {options.marking} it would be open to more",
            place=str(path),
            remedy=f"take it in with --marking {stated}",
        )
        return Outcome(str(path), sha256, None, None, 0, 1, "refused", opened.problem())
    taken = _Taken(path, held, _stored(view, bench, held, options))
    if changed:
        moved = ChangedWhileRead(
            "the file was written to while it was read; the bytes seen are kept",
            place=str(path),
            remedy="ingest it again when nobody writes to it",
        )
        return replace(taken, problem=moved)
    if options.kept:
        return taken
    try:
        return replace(taken, recognised=_recognised(held, options))
    except SightlineError as error:
        return replace(taken, problem=error)


def _stated_marking(held: Held) -> Marking | None:
    """What a file says it is marked; nothing where it says nothing, or nothing that can be read."""
    try:
        found = register.recognise(held)
        return found.format.own_marking(held) if found.format.own_marking else None
    except SightlineError:
        return None


def _recognised(held: Held, options: Options) -> Recognised:
    """The format of a file; `FormatChanged` for another than the one it is to be in."""
    found = register.recognise(held)
    if options.format and found.format.name != options.format:
        raise FormatChanged(
            f"{held.name} is {found.format.description.title}, not {options.format}",
            remedy="look at the item; the publisher may have moved the list or answered with a page of words",
        )
    return found


def _stored(view: View, bench: Workbench, held: Held, options: Options) -> str:
    """Put on the ledger that the bytes of a file are kept; the id of the acquisition."""
    acquisition = bench.entropy(16).hex()
    said: dict[str, str | int] = {
        "sha256": held.sha256,
        "size": held.size,
        "name": held.name,
        "marking": str(options.marking),
    }
    bench.record("store", view.user, acquisition, **said)
    return acquisition


def _store(bench: Workbench, path: Incoming, storing: Callable[[int], None]) -> tuple[tuple[str, int], bool]:
    if isinstance(path, Upload):
        return (path.sha256, path.size), False
    with path.open("rb") as stream:
        before = os.fstat(stream.fileno())
        stored = bench.vault.store(stream, storing)
        after = os.fstat(stream.fileno())
    changed = (before.st_mtime_ns, before.st_size) != (
        after.st_mtime_ns,
        after.st_size,
    ) or stored.size != after.st_size
    return (stored.sha256, stored.size), changed and path.is_file()


def _seen(view: View, bench: Workbench, held: Held, options: Options) -> AcquisitionRow | None:
    """An earlier acquisition that brought all this one could: read, from the same source, as open."""
    with bench.office.read(view) as session:
        for one in acquired(view, session, [held.sha256]).get(held.sha256, []):
            same = one.row.source_id == options.source and one.marking == options.marking
            read = one.row.outcome in ("parsed", "partial", "stored") and _up_to_date(one.row)
            read = read and (options.kept or bool(one.row.format) or not register.readable(held))
            if same and read and _filed_so(session, one.row, held, options):
                return one.row
    return None


def _filed_so(session: GuardedSession, row: AcquisitionRow, held: Held, options: Options) -> bool:
    """Whether what an acquisition brought is no list, or stands under the name and day that are given.

    The same bytes under another name are another list; where they state no day of their own, those of
    another day are another version: a publisher went back to what it said before.
    """
    rows = session.scalars(select(ListVersionRow)) if options.list or options.dated else ()
    filed = [one for one in rows if row.id in one.acquisitions]
    if not filed:
        return True
    named = [one for one in filed if options.list in ("", one.list)]
    if options.dated is None or _states_day(row.format, held):
        return bool(named)
    return any(one.dated == options.dated for one in named)


def _states_day(name: str, held: Held) -> bool:
    """Whether a file says itself of which day it is."""
    known = register.formats().get(name)
    if known is None or known.dated is None or len(known.description.roles) > 1:
        return False
    return known.dated(ItemSet({known.description.roles[0]: held})) is not None


def _held_closer(view: View, bench: Workbench, sha256: str, marking: Marking) -> Marking | None:
    """The marking under which these bytes are held, as far as the View sees, where `marking` is opener."""
    with bench.office.read(view) as session:
        for one in acquired(view, session, [sha256]).get(sha256, []):
            if not marking.covers(one.marking):
                return one.marking
    return None


def _up_to_date(row: AcquisitionRow) -> bool:
    """Whether today's code would read it no better: a format unknown then may be known now."""
    return bool(row.format) or row.outcome == "stored"


def _unchanged(view: View, bench: Workbench, path: Incoming, seen: AcquisitionRow) -> Outcome:
    with bench.office.read(view) as session:
        rows = session.scalars(select(ListVersionRow).order_by(ListVersionRow.known_at))
        held = [row for row in rows if seen.id in row.acquisitions]
        parts = session.scalars(select(TablePartitionRow).order_by(TablePartitionRow.known_at))
        tables = [row for row in parts if seen.id in row.acquisitions]
    if tables:
        counts = filing_tables.counts(bench, tables[-1])
        told = json.loads(seen.problem) if seen.problem else None
        outcome = Outcome(str(path), seen.sha256, seen.format, tables[-1].id, *counts, "unchanged", told)
        return again_of(view, bench, outcome)
    if not held:
        return Outcome(str(path), seen.sha256, seen.format or None, None, 0, 0, "unchanged")
    version, entries, refused = held[-1].id, held[-1].entries, _still_refused(view, bench, held[-1].id)
    if refused:
        return Outcome(str(path), seen.sha256, seen.format, version, entries, entries, "refused", refused)
    return Outcome(str(path), seen.sha256, seen.format, version, entries, 0, "unchanged")


def _still_refused(view: View, bench: Workbench, version: str) -> dict[str, str | None] | None:
    """The problem of a version that was read whole and refused for its counts, while nobody accepts it."""
    with bench.office.read(view) as session:
        refused = [one for one in refusals(view, session) if one.version == version and one.open]
    if not refused:
        return None
    last = refused[0]
    return BeyondBounds(last.message, place=last.place, remedy=last.remedy).problem()


def _unread(view: View, bench: Workbench, one: _Taken, options: Options) -> Outcome:
    """A file no format reads: kept to be cited where that makes sense, else refused with its reason."""
    problem = one.problem
    storable = problem is None or (isinstance(problem, UnknownFormat) and problem.storable)
    storable = storable and not options.format
    status = "stored" if storable else "refused"
    shown = None if storable or problem is None else _shown(problem, one.path)
    with bench.office.write(view, f"ingested {one.path.name}") as session:
        _add(view, bench, session, one, options, "", status, shown)
        if options.format and shown:
            items = (one.held.sha256,)
            said = Refused(options.list or options.source, "", items, options.marking, shown)
            filing.refuse(view, bench, session, said)
    return Outcome(str(one.path), one.held.sha256, None, None, 0, 0 if storable else 1, status, shown)


def _shown(problem: SightlineError, path: Incoming) -> dict[str, str | None]:
    """The problem as it is published; where it is about the whole file, the place is the file."""
    return problem.problem() | {"place": problem.place or str(path)}


def _read(
    view: View, bench: Workbench, grouped: Group, members: list[_Taken], options: Options, progress: Progress
) -> Iterator[Outcome]:
    if grouped.problem:
        yield from _refuse(view, bench, grouped, members, options, grouped.problem)
        return
    try:
        if grouped.format.read:
            yield from _read_list(view, bench, grouped, members, options, progress)
        elif grouped.format.read_table:
            yield from _read_table(view, bench, grouped, members, options, progress)
        else:
            yield from _read_document(view, bench, grouped, members, options)
    except BadInput as error:
        yield from _refuse(view, bench, grouped, members, options, error)


def _read_list(
    view: View, bench: Workbench, grouped: Group, members: list[_Taken], options: Options, progress: Progress
) -> Iterator[Outcome]:
    name = grouped.format.name
    said = Filing(options.list or options.source, options.dated, options.marking)
    told: dict[str, str | None] | None = None
    version = filing.write(bench, grouped, said, progress)
    filing.announce(view, bench, version.version)
    about = grouped.format.description
    least = max(about.least_entries, options.least_entries)
    within = Bounds(least, about.most_drop, about.bounds_why)
    with bench.office.write(view, "list taken whole") as session:
        # with the version: files said to be read, of a list nobody can see, would never be read again
        for one in members:
            _add(view, bench, session, one, options, name, "parsed", None)
        beyond = filing.guard(view, bench, session, version.version, within)
        if beyond:
            beyond.place = str(members[0].path)
        filing.add(view, bench, session, version.version, [one.acquisition for one in members], beyond)
        stands = version.version.dated
        if filing.stated(grouped) and options.dated not in (None, stands):
            unused = f"{version.version.list} says it is of {stands}: --dated {options.dated} was not used"
            told = {"message": unused, "place": str(members[0].path), "remedy": "leave --dated out"}
            said_unused = ("doubt", members[0].held.sha256, unused, "leave --dated out")
            _notice(view, bench, session, options, said_unused)
        if not filing.stated(grouped) and options.dated is None:
            undated = f"{version.version.list} states no day: it is filed under {version.version.dated}"
            said_undated = ("doubt", members[0].held.sha256, undated, "give --dated DATE")
            _notice(view, bench, session, options, said_undated)
        doubts = () if beyond else grouped.format.doubts(grouped.items)
        for doubt in doubts[:MOST_DOUBTS]:
            said_of_it = f"{version.version.list}: {doubt.message} ({doubt.place})"
            _notice(
                view, bench, session, options, ("doubt", doubt.item, said_of_it, "compare with the publisher")
            )
    for role, one in zip(grouped.items, members, strict=True):
        rows = version.rows.get(role, version.version.entries)
        sha256, id = one.held.sha256, version.version.id
        if beyond:
            yield Outcome(str(one.path), sha256, name, id, rows, rows, "refused", _shown(beyond, one.path))
        else:
            yield Outcome(str(one.path), sha256, name, id, rows, 0, "parsed", told)


def _read_table(
    view: View, bench: Workbench, grouped: Group, members: list[_Taken], options: Options, progress: Progress
) -> Iterator[Outcome]:
    """Row by row: what cannot be taken is refused with its place, the rest stands."""
    name = grouped.format.name
    written = filing_tables.write(bench, grouped, options.marking, progress)
    part = written.part
    if written.nothing:
        for outcome in _refuse(view, bench, grouped, members, options, written.nothing):
            yield written_of(written, replace(outcome, refused=max(1, part.refused)))
        return
    status = "partial" if part.refused else "parsed"
    filing_tables.announce(view, bench, part)
    with bench.office.write(view, "table taken row by row") as session:
        for one in members:
            _add(view, bench, session, one, options, name, status, written.problem)
        filing_tables.add(view, bench, session, part, [one.acquisition for one in members])
    again = filing_tables.reported_again(
        replace(view, known_at=max(view.known_at, bench.clock())), bench, part
    )
    written = replace(written, doubts=(*written.doubts, *again))
    with bench.office.write(view, "what looks wrong in a table") as session:
        for doubt in written.doubts:
            said_of_it = f"{members[0].held.name}: {doubt.message} ({doubt.place})"
            _notice(
                view, bench, session, options, ("doubt", doubt.item, said_of_it, "compare with the source")
            )
    for one in members:
        counts = (written.rows, part.refused)
        outcome = Outcome(str(one.path), one.held.sha256, name, part.id, *counts, status, written.problem)
        yield written_of(written, outcome)


def _read_document(
    view: View, bench: Workbench, grouped: Group, members: list[_Taken], options: Options
) -> Iterator[Outcome]:
    name, count = grouped.format.name, grouped.format.pages
    for one in members:
        pages = count(one.held) if count else 0
        _file(view, bench, one, options, name, "parsed", None)
        yield Outcome(str(one.path), one.held.sha256, name, None, pages, 0, "parsed")


def _refuse(
    view: View,
    bench: Workbench,
    grouped: Group,
    members: list[_Taken],
    options: Options,
    error: SightlineError,
) -> Iterator[Outcome]:
    name = grouped.format.name
    shown = [_shown(error, one.path) for one in members]
    with bench.office.write(view, "not taken") as session:
        for one, problem in zip(members, shown, strict=True):
            _add(view, bench, session, one, options, name, "refused", problem)
        if grouped.format.read:
            said = Filing(options.list or options.source, options.dated, options.marking)
            presumed = filing.presumed_list(grouped, said)
            items = tuple(one.held.sha256 for one in members)
            refused = Refused(presumed, name, items, options.marking, shown[0])
            filing.refuse(view, bench, session, refused)
    for one, problem in zip(members, shown, strict=True):
        yield Outcome(str(one.path), one.held.sha256, name, None, 0, 1, "refused", problem)


def _file(
    view: View,
    bench: Workbench,
    one: _Taken,
    options: Options,
    format_name: str,
    status: str,
    problem: dict[str, str | None] | None,
) -> None:
    with bench.office.write(view, f"ingested {one.path.name}") as session:
        _add(view, bench, session, one, options, format_name, status, problem)


def _add(
    view: View,
    bench: Workbench,
    session: GuardedSession,
    one: _Taken,
    options: Options,
    format_name: str,
    status: str,
    problem: dict[str, str | None] | None,
) -> None:
    """The acquisition with its marking, into a transaction; a refusal also becomes a notice."""
    at = bench.clock()
    session.add(
        AcquisitionRow(
            id=one.acquisition,
            sha256=one.held.sha256,
            size=one.held.size,
            name=one.held.name,
            media_type=_media_type(one),
            source_id=options.source,
            origin=one.path.origin if isinstance(one.path, Upload) else str(one.path),
            collector=view.user,
            collected_at=at,
            tool=f"{TOOL} {__version__}",
            originator=options.originator or options.source,
            basis=options.basis.value,
            document=options.document,
            format=format_name,
            outcome=status,
            problem=json.dumps(problem, ensure_ascii=False) if problem else "",
        )
    )
    mark(session, "acquisition", one.acquisition, options.marking, view.user, at, "as ingested")
    if problem:
        text = f"{one.held.name}: {problem['message']}"
        _notice(view, bench, session, options, ("refused", one.held.sha256, text, problem["remedy"] or ""))


def _media_type(one: _Taken) -> str:
    """As the server said, else as the name tells."""
    said = one.path.media_type if isinstance(one.path, Upload) else ""
    return said or mimetypes.guess_type(one.held.name)[0] or "application/octet-stream"


def _notice(
    view: View, bench: Workbench, session: GuardedSession, options: Options, said: tuple[str, str, str, str]
) -> None:
    """Something for the dashboard (kind, subject, text, remedy), as restricted as the file it speaks of."""
    kind, subject, text, remedy = said
    at, notice = bench.clock(), bench.entropy(16).hex()
    session.add(NoticeRow(id=notice, at=at, kind=kind, subject=subject, text=text, remedy=remedy))
    mark(session, "notice", notice, options.marking, view.user, at, "as the file")
