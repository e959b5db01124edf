"""The append-only log of signals: versions are added with a reason, nothing is withdrawn silently."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from sightline.model.marking import Marking
from sightline.model.signal import Signal, signal_id
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.markings import current_of, mark
from sightline.office.tables import (
    AcquisitionRow,
    CaseRow,
    DetectorRunRow,
    ListVersionRow,
    SignalMoveRow,
    SignalRow,
    TablePartitionRow,
)
from sightline.service.workbench import Workbench

NEW, DISMISSED, TAKEN = "new", "dismissed", "taken"
SETTLED = ", after people settled payments that files tell differently, "
MOST_NAMED = 3
"""files named as new in a run"""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a detector over pinned partitions; `marking` is the join of theirs."""

    detector: str
    version: int
    params: dict[str, Any]
    period: dict[str, str]
    """`since` (empty for none) and `until`, first and last day looked at"""
    engine: str
    manifests: tuple[str, ...]
    started: datetime
    marking: Marking
    resettled: bool = False
    """whether people settled payments otherwise since the run before"""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a signal's workflow; `case` is empty unless it was taken into one."""

    at: datetime
    by: str
    origin: str
    target: str
    why: str
    case: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """What a run said of a signal. `seen` is false where it no longer found it."""

    signal: Signal
    seen: bool
    at: datetime
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Record:
    """A signal as it stands on the log for a View: its newest version, its marking, all that happened."""

    key: str
    signal: Signal
    seen: bool
    marking: Marking
    versions: tuple[Version, ...]
    steps: tuple[Step, ...]

    @property
    def state(self) -> str:
        """`new`, `dismissed` or `taken`."""
        return self.steps[-1].target if self.steps else NEW


def newest(view: View, bench: Workbench, ids: Sequence[str] | None = None) -> tuple[Record, ...]:
    """The signals the View may see, each once, by start; of these ids alone where they are given."""
    with bench.office.read(view) as session:
        return records(view, session, ids)


def records(view: View, session: GuardedSession, ids: Sequence[str] | None = None) -> tuple[Record, ...]:
    """The same within a session.

    A signal is hidden with any partition it was computed from: one that was marked later hides it too.
    """
    chosen = select(SignalRow).where(SignalRow.at <= view.known_at)
    if ids is not None:
        chosen = chosen.where(SignalRow.id.in_(list(ids)))
    rows = list(session.scalars(chosen.order_by(SignalRow.at, SignalRow.key)))
    markings = current_of(session, SignalRow.__marked__, [row.key for row in rows])
    cases = _visible_cases(session)
    manifests = frozenset(session.scalars(select(TablePartitionRow.manifest))) | _of_lists(session)
    grouped: dict[str, list[SignalRow]] = {}
    for row in rows:
        if row.key in markings and manifests.issuperset(row.body["manifests"]):
            grouped.setdefault(row.id, []).append(row)
    steps = _steps(view, session, [row.key for row in rows], cases)
    found = [_record(several, markings, steps) for several in grouped.values()]
    return tuple(sorted(found, key=lambda one: (one.signal.start, one.signal.id)))


def _visible_cases(session: GuardedSession) -> frozenset[str]:
    return frozenset(session.scalars(select(CaseRow.id)))


def _steps(
    view: View, session: GuardedSession, keys: Sequence[str], cases: frozenset[str]
) -> dict[str, list[SignalMoveRow]]:
    """Moves by row; one that leads into a case nobody here may see is not there."""
    chosen = select(SignalMoveRow).where(SignalMoveRow.at <= view.known_at)
    found: dict[str, list[SignalMoveRow]] = {}
    wanted = set(keys)
    for row in session.scalars(chosen.order_by(SignalMoveRow.at, SignalMoveRow.id)):
        if row.signal_key in wanted and (not row.case_id or row.case_id in cases):
            found.setdefault(row.signal_key, []).append(row)
    return found


def _record(
    rows: list[SignalRow], markings: dict[str, Marking], steps: dict[str, list[SignalMoveRow]]
) -> Record:
    versions = tuple(Version(Signal.from_json(row.body), row.seen, row.at, row.by, row.why) for row in rows)
    moves = sorted(
        (step for row in rows for step in steps.get(row.key, [])), key=lambda row: (row.at, row.id)
    )
    last = rows[-1]
    return Record(
        last.key,
        versions[-1].signal,
        last.seen,
        markings[last.key],
        versions,
        tuple(Step(one.at, one.by, one.origin, one.target, one.why, one.case_id) for one in moves),
    )


def ids_of_run(view: View, bench: Workbench, run_id: str) -> list[str]:
    """Ids of the signals that were on the log when a run ended and that it found."""
    with bench.office.read(view) as session:
        row = session.get(DetectorRunRow, run_id)
        return list(row.view["found"]) if row else []


def append(view: View, bench: Workbench, run: Run, found: Sequence[Signal]) -> list[str]:
    """Put a run and what it found on the log; the ids, which an event keeps when late data move its start.

    A signal that is there already in the same words is not added again. One that an earlier run over part
    of these partitions found, and this one does not, gets a version that says so.
    """
    at = bench.clock()
    run_id = bench.entropy(16).hex()
    with bench.office.write(view, f"run of {run.detector}") as session:
        held = [one for one in records(replace(view, known_at=at), session) if _of(one, run)]
        settled = _settled(found, held)
        session.add(_run_row(run, run_id, at, view, [signal.id for signal in settled]))
        mark(session, DetectorRunRow.__marked__, run_id, run.marking, view.user, at, "as its partitions")
        session.flush()
        before = {one.signal.id: one for one in held}
        for signal in settled:
            if why := _news(session, before.get(signal.id), signal, run):
                _add(session, bench, signal, True, why, (run, run_id, at, view))
        for one in _gone(held, settled, run, _of_lists(session)):
            why = _why_gone(session, one.signal, run)
            gone = replace(one.signal, manifests=run.manifests, version=run.version, params=run.params)
            _add(session, bench, gone, False, why, (run, run_id, at, view))
    return [signal.id for signal in settled]


def _of(one: Record, run: Run) -> bool:
    """Whether a run of this marking may speak of a signal: of its own detector and as open as itself."""
    return one.signal.detector == run.detector and run.marking.covers(one.marking)


def _run_row(run: Run, run_id: str, at: datetime, view: View, ids: list[str]) -> DetectorRunRow:
    return DetectorRunRow(
        id=run_id,
        detector=run.detector,
        detector_version=run.version,
        params=run.params | run.period,
        engine=run.engine,
        manifests=list(run.manifests),
        started=run.started,
        ended=at,
        found=len(ids),
        by=view.user,
        view={
            "user": view.user,
            "as_of": view.as_of.isoformat(),
            "known_at": view.known_at.isoformat(),
            "found": ids,
        },
    )


def _settled(found: Iterable[Signal], held: Sequence[Record]) -> list[Signal]:
    """Signals under the id their event has: the same actors at an overlapping time are the same event.

    Unless what they are about differs: two thefts of one actor in two assets are two. Those that stand on the
    log under their very id come first, so that no other takes it.
    """
    signals = list(found)
    known = {one.signal.id: one.signal for one in held}
    by_actors: dict[frozenset[str], list[Signal]] = {}
    for one in known.values():
        by_actors.setdefault(_actors(one), []).append(one)
    exact = {one.id for one in signals if one.id in known and _is_same(known[one.id], one)}
    taken, ids = set(exact), set(known)
    settled = []
    for signal in signals:
        if signal.id not in exact:
            free = [one for one in by_actors.get(_actors(signal), ()) if one.id not in taken]
            signal = _under_its_id(signal, free, taken | ids)
            taken.add(signal.id)
        settled.append(signal)
    return settled


def _actors(signal: Signal) -> frozenset[str]:
    return frozenset(actor.id for actor in signal.actors)


def _under_its_id(signal: Signal, free: Sequence[Signal], used: Collection[str]) -> Signal:
    """The signal under the id of the event it is, or under one that nothing else has."""
    if same := next((one for one in free if _is_same(one, signal)), None):
        return replace(signal, id=same.id)
    number = 1
    while signal.id in used:
        number += 1
        about = f"{signal.about} ({number})".strip()
        signal = replace(signal, id=signal_id(signal.detector, signal.actors, signal.start, about))
    return signal


def _is_same(one: Signal, other: Signal) -> bool:
    return (
        _actors(one) == _actors(other)
        and _about(one, other)
        and one.start <= other.end
        and other.start <= one.end
    )


def _about(one: Signal, other: Signal) -> bool:
    """Whether two are about the same; of one of before that was kept, the place says so."""
    return one.about == other.about or (one.place == other.place and "" in (one.about, other.about))


def _news(session: GuardedSession, before: Record | None, signal: Signal, run: Run) -> str:
    """Why a version is added, or nothing where the log says the same already."""
    if before is None:
        return "found"
    if not before.seen:
        return "found again"
    if _content(before.signal) == _content(signal):
        return ""
    if before.signal.version != run.version:
        return f"version {run.version} of the detector sees it differently"
    if before.signal.params != signal.params:
        return "other parameters"
    late = _read_too(session, before.signal, run)
    if not late and run.resettled:
        return "what people settled of payments that files tell differently changed it"
    return f"late data changed it: {late}" if late else "late data changed it"


def _why_gone(session: GuardedSession, before: Signal, run: Run) -> str:
    """What is new about a run that no longer finds a signal: the detector's version, files, or nothing."""
    late = _read_too(session, before, run)
    read = f", which read {late} too," if late else ""
    if before.version != run.version:
        return (
            f"version {run.version} of the detector{read} no longer finds what version {before.version} found"
        )
    if not late and run.resettled:
        return f"a later run{SETTLED}no longer finds it"
    return f"a later run{read} no longer finds it"


def _read_too(session: GuardedSession, before: Signal, run: Run) -> str:
    """Names of the files a run read and an earlier one did not, the first of them."""
    fresh = set(run.manifests) - set(before.manifests)
    parts = session.scalars(select(TablePartitionRow).where(TablePartitionRow.manifest.in_(sorted(fresh))))
    wanted = sorted({acquisition for part in parts for acquisition in part.acquisitions})
    names = set(session.scalars(select(AcquisitionRow.name).where(AcquisitionRow.id.in_(wanted))))
    lists = session.scalars(select(ListVersionRow).where(ListVersionRow.manifest.in_(sorted(fresh))))
    names |= {f"list {one.list} of {one.dated:%Y-%m-%d}" for one in lists}
    told = sorted(names)
    more = f" and {len(told) - MOST_NAMED} more files" if len(told) > MOST_NAMED else ""
    return ", ".join(told[:MOST_NAMED]) + more


def _content(signal: Signal) -> dict[str, Any]:
    """What a signal says, apart from what it was computed from."""
    shape = signal.as_json()
    return {name: value for name, value in shape.items() if name not in ("manifests", "params", "version")}


def _of_lists(session: GuardedSession) -> frozenset[str]:
    """Manifests of the list versions there are."""
    return frozenset(session.scalars(select(ListVersionRow.manifest)))


def _gone(held: Sequence[Record], settled: Sequence[Signal], run: Run, lists: frozenset[str]) -> list[Record]:
    """Signals found before in these very data, under the same parameters, and not found now.

    A list is there in one version at a time: what an older version of it showed may be gone with it.
    """
    now = {signal.id for signal in settled}
    pinned = set(run.manifests) | lists
    return [
        one
        for one in held
        if one.seen
        and one.signal.id not in now
        and set(one.signal.manifests) <= pinned
        and one.signal.params == run.params
        and run.period["since"] <= one.signal.start.date().isoformat()
        and one.signal.end.date().isoformat() <= run.period["until"]
    ]


def _add(
    session: GuardedSession,
    bench: Workbench,
    signal: Signal,
    seen: bool,
    why: str,
    by: tuple[Run, str, datetime, View],
) -> None:
    run, run_id, at, view = by
    key = bench.entropy(16).hex()
    session.add(
        SignalRow(
            key=key,
            id=signal.id,
            detector=signal.detector,
            detector_version=signal.version,
            run_id=run_id,
            seen=seen,
            body=signal.as_json(),
            at=at,
            by=view.user,
            why=why,
        )
    )
    mark(session, SignalRow.__marked__, key, run.marking, view.user, at, "as its partitions")
