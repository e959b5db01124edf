"""Run detectors over what a View may see, and put what they find on the append-only log of signals."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _
from sqlalchemy import select

from sightline.detectors.detector import Detector, read_params
from sightline.detectors.payments import disputed_payments
from sightline.detectors.register import detector, detectors
from sightline.detectors.run import run
from sightline.errors import UsageError
from sightline.lake import engines, payments_once
from sightline.lake.payments_disputed import Conflicts
from sightline.lake.payments_once import counted, every_report
from sightline.lake.tables import TIME
from sightline.lake.taken_in import in_order
from sightline.model.lists import ListVersion
from sightline.model.marking import Marking
from sightline.model.settlement import Settlement
from sightline.model.signal import Signal
from sightline.model.table_part import TablePart
from sightline.model.view import View
from sightline.office.markings import current_of
from sightline.office.tables import DetectorRunRow
from sightline.record.table_parts import items_in_order, parts
from sightline.service import listed_wallets, payment_settlements, signal_log
from sightline.service.filing_tables import table_lake
from sightline.service.listed_table import TABLE as LISTED
from sightline.service.listed_table import in_force, listed
from sightline.service.progress import Progress, Step, silent
from sightline.service.roles import require
from sightline.service.signal_log import Run
from sightline.service.workbench import Workbench

EPOCH = date(1970, 1, 1)
PAYMENTS, TRANSFERS = "payments", "transfers"
SETTLED = "payments_settled"
"""what a run says of the words of people it counted payments by"""
OF_CHAINS = frozenset({"listed_bank", "nesting", "stripping"})
"""detectors that look at the banks each message names"""


@dataclass(frozen=True, slots=True)
class Period:
    """The days looked at, first and last included; without an end the day of the View is the last."""

    since: date | None = None
    until: date | None = None

    def as_json(self, view: View) -> dict[str, str]:
        """What is recorded of it."""
        last = self.until or view.as_of
        return {"since": self.since.isoformat() if self.since else "", "until": last.isoformat()}


@dataclass(frozen=True, slots=True)
class Asked:
    """How detectors are run: over which days, on which engine, with which parameters by detector."""

    period: Period = Period()
    engine: str = "duckdb"
    params: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def detect(
    view: View,
    bench: Workbench,
    names: Sequence[str] = (),
    asked: Asked = Asked(),
    progress: Progress = silent,
) -> Iterator[Signal]:
    """Signals of these detectors, all of them without a name, as they stand on the log after the run.

    A run over the same partitions with the same parameters is not repeated. What is found only with
    restricted rows is marked like them; what public rows alone show stays public. Where the View looks
    back to a time before some of the rows were known, the answer is computed and not recorded.
    `UsageError` for an unknown detector or parameter, `NotAllowed` when the user may not investigate.
    """
    require(view, bench, "investigate")
    chosen = [detector(name) for name in dict.fromkeys(names)] or list(detectors().values())
    if unknown := sorted(set(asked.params) - {one.name for one in chosen}):
        raise UsageError(f"parameters for {unknown[0]!r}, which does not run")
    wanted = [(one, read_params(one.params, asked.params.get(one.name, {}))) for one in chosen]
    with ExitStack() as stack:
        work = _Work(view, bench, asked, stack)
        for number, (one, params) in enumerate(wanted):
            progress(Step(f"running {one.name}", number, len(wanted)))
            yield from _detect(work, one, params)
    progress(Step("done", len(wanted), len(wanted)))


@dataclass(frozen=True, slots=True)
class _Work:
    """What all detectors of a run share: who looks at what, and the engines opened so far.

    Detectors that read the same partitions read them through one engine, so that what they derive from a
    table first (the web of payments, say) is derived once.
    """

    view: View
    bench: Workbench
    asked: Asked
    stack: ExitStack
    tables: dict[object, dict[str, ir.Table]] = field(default_factory=dict)
    conflicts: dict[object, Conflicts] = field(default_factory=dict)

    def of(
        self,
        seen: Sequence[TablePart],
        names: Sequence[str],
        words: Sequence[Settlement],
        *,
        every: bool = False,
    ) -> tuple[dict[str, ir.Table], Conflicts]:
        """The tables of these partitions, rows of the period alone; a payment of several files once.

        With `every` each report of a payment is given that names other banks or parties. Beside them what
        files say differently of payments that count; `words` are those of people that stand.
        """
        key = (tuple(part.id for part in seen), tuple(names), every, tuple(one.id for one in words))
        if key not in self.tables:
            engine = self.stack.enter_context(engines.open_engine(self.asked.engine))
            found = engines.tables(self.view, table_lake(self.bench), seen, engine, names)
            if sum(part.table == PAYMENTS for part in seen) > 1:
                told = found[PAYMENTS]
                once = counted(in_order(told, items_in_order(seen, PAYMENTS)), words)
                found[PAYMENTS] = every_report(told, once.conflicts) if every else once.payments
                self.conflicts[key] = once.conflicts
            if TRANSFERS in found:
                found[TRANSFERS] = in_order(found[TRANSFERS], items_in_order(seen, TRANSFERS))
            self.tables[key] = {
                name: _within(table, name, self.asked.period, self.view) for name, table in found.items()
            }
        return dict(self.tables[key]), self.conflicts.get(key, Conflicts())


def _detect(work: _Work, one: Detector, params: Any) -> Iterator[Signal]:
    view, bench = work.view, work.bench
    at = bench.clock()
    lately = replace(view, known_at=max(at, view.known_at))
    with bench.office.read(view) as session:
        known = parts(view, session, one.tables)
        newer = parts(lately, session, one.tables)
    changed = known != newer or _settled(view, bench, one) != _settled(lately, bench, one)
    if changed or _lists(view, bench, one) != _lists(lately, bench, one):
        words = _settled(view, bench, one)
        yield from _computed(work, one, params, list(known), _lists(view, bench, one), words)
        return
    ids: dict[str, None] = {}
    for marking, seen in tiers(known):
        ids |= dict.fromkeys(_run(work, one, params, (marking, seen)))
    held = signal_log.newest(replace(view, known_at=bench.clock()), bench, list(ids))
    yield from sorted(
        (record.signal for record in held if record.seen), key=lambda signal: (signal.start, signal.id)
    )


def tiers(known: Sequence[TablePart]) -> list[tuple[Marking, list[TablePart]]]:
    """Partitions by who may see them, the most open first: each tier holds all that its marking covers.

    The last covers everything. So a signal that open rows show is found in an open tier, and only what
    needs restricted rows is marked like them.
    """
    markings = {part.marking for part in known}
    whole = Marking()
    for marking in markings:
        whole = whole.joined(marking)
    ordered = sorted(markings | {whole} if known else set(), key=_openness)
    return [(one, [part for part in known if one.covers(part.marking)]) for one in ordered]


def _openness(marking: Marking) -> tuple[int, int, str]:
    return int(marking.level), len(marking.compartments), str(marking)


def _run(work: _Work, one: Detector, params: Any, tier: tuple[Marking, list[TablePart]]) -> list[str]:
    """Ids of the signals of a run over one tier, recorded now unless the same run is on record."""
    view, bench, asked = work.view, work.bench, work.asked
    marking, seen = tier
    lists, words = _lists(view, bench, one, marking), _settled(view, bench, one, marking)
    manifests = _pinned(seen, lists)
    shape = Run(
        detector=one.name,
        version=one.version,
        params=dataclasses.asdict(params),
        period=asked.period.as_json(view) | _counting(one, words),
        engine=asked.engine,
        manifests=manifests,
        started=bench.clock(),
        marking=marking,
    )
    resettled = _resettled(view, bench, shape)
    if not resettled and (before := _same_run(view, bench, shape)) is not None:
        return signal_log.ids_of_run(view, bench, before)
    shape = replace(shape, resettled=resettled)
    return signal_log.append(view, bench, shape, _computed(work, one, params, seen, lists, words))


def _pinned(seen: Sequence[TablePart], lists: Sequence[ListVersion]) -> tuple[str, ...]:
    return tuple(sorted({part.manifest for part in seen} | {version.manifest for version in lists}))


def _counting(one: Detector, words: Sequence[Settlement]) -> dict[str, str]:
    """By which rule and words payments of several files were counted, where the detector reads them."""
    if PAYMENTS not in one.tables:
        return {}
    settled = {SETTLED: payment_settlements.digest(words)} if words else {}
    return {"payments_once": str(payments_once.VERSION)} | settled


def _settled(
    view: View, bench: Workbench, one: Detector, marking: Marking | None = None
) -> tuple[Settlement, ...]:
    """What people settled of payments that files tell differently, where the detector reads them."""
    return payment_settlements.settled(view, bench, marking) if PAYMENTS in one.tables else ()


def _lists(
    view: View, bench: Workbench, one: Detector, marking: Marking | None = None
) -> tuple[ListVersion, ...]:
    """The lists a detector looks at, if it does: all, or those that name addresses of coins."""
    if LISTED in one.tables:
        return in_force(view, bench, marking)
    return listed_wallets.in_force(view, bench, marking) if listed_wallets.TABLE in one.tables else ()


def _same_run(view: View, bench: Workbench, wanted: Run) -> str | None:
    """Id of a run on record that asked the same of the same partitions, marked as they are marked now."""
    with bench.office.read(view) as session:
        rows = session.scalars(
            select(DetectorRunRow)
            .where(
                DetectorRunRow.detector == wanted.detector,
                DetectorRunRow.detector_version == wanted.version,
                DetectorRunRow.ended <= bench.clock(),
            )
            .order_by(DetectorRunRow.ended.desc())
        )
        said = wanted.params | wanted.period
        same = [
            row.id
            for row in rows
            if row.params == said and tuple(row.manifests) == wanted.manifests and row.engine == wanted.engine
        ]
        markings = current_of(session, DetectorRunRow.__marked__, same)
        return next((id for id in same if markings.get(id) == wanted.marking), None)


def _resettled(view: View, bench: Workbench, wanted: Run) -> bool:
    """Whether the last such run over these partitions counted payments by other words of people."""
    with bench.office.read(view) as session:
        rows = session.scalars(
            select(DetectorRunRow)
            .where(DetectorRunRow.detector == wanted.detector, DetectorRunRow.ended <= bench.clock())
            .order_by(DetectorRunRow.ended.desc())
        )
        said = wanted.params | wanted.period
        asked = {name: value for name, value in said.items() if name != SETTLED}
        for row in rows:
            same = {name: value for name, value in row.params.items() if name != SETTLED} == asked
            if same and tuple(row.manifests) == wanted.manifests and row.engine == wanted.engine:
                return bool(row.params.get(SETTLED, "") != said.get(SETTLED, ""))
        return False


def _computed(
    work: _Work,
    one: Detector,
    params: Any,
    seen: list[TablePart],
    lists: Sequence[ListVersion],
    words: Sequence[Settlement],
) -> list[Signal]:
    tables, conflicts = work.of(seen, one.tables, words, every=one.name in OF_CHAINS)
    if LISTED in one.tables:
        tables[LISTED] = ibis.memtable(listed(work.view, work.bench, lists))
    elif lists:
        labels = tables[listed_wallets.TABLE]
        tables[listed_wallets.TABLE] = listed_wallets.labelled(labels, work.view, work.bench, lists)
    with engines.explained():
        found = run(one, tables, params, _pinned(seen, lists))
        return list(disputed_payments.weighed(found, conflicts))


def _within(table: ir.Table, name: str, period: Period, view: View) -> ir.Table:
    """Rows of the period; tables without a time of the day whole."""
    column = TIME.get(name)
    if column is None or table.schema()[column].is_date():
        return table
    found = table.filter(_[column] < _ms((period.until or view.as_of) + timedelta(days=1)))
    return found.filter(_[column] >= _ms(period.since)) if period.since else found


def _ms(day: date) -> int:
    return round(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)
