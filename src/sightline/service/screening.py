"""Parties put to the lists; every answer explained, and on record as a certificate that can be issued."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO

from sqlalchemy import select

from sightline.errors import NotFound, UsageError
from sightline.model.lists import ListVersion
from sightline.model.marking import PUBLIC
from sightline.model.screening import Query
from sightline.model.view import View
from sightline.office.markings import first
from sightline.office.tables import CertificateRow
from sightline.record import entities
from sightline.screening import engine, index
from sightline.screening.certificate import Asked, own
from sightline.screening.engine import ENGINE_VERSION
from sightline.screening.index import Index
from sightline.service import certificate_batch, decisions, lists, queries, screening_pool, suggesting
from sightline.service.answering import Answer, Batch, Done, Row, Work
from sightline.service.progress import Progress, Step, silent
from sightline.service.query_columns import no_name
from sightline.service.roles import require
from sightline.service.workbench import Workbench

__all__ = [
    "ENGINE_VERSION",
    "Answer",
    "Choice",
    "batch_of",
    "certificate",
    "certificates_of",
    "open_index",
    "open_indexes",
    "ready",
    "screen",
    "screen_file",
]

BATCH, LONG_BATCH = 200, 500
"""answers whose certificates are put on record together; more of them where there are very many"""
NOBODY = "nobody at all"
NOBODIES = (
    NOBODY,
    "No One, Lttd",
    "No One At All, Nowhere",
    "An Yi Ren",
    "An Ireun",
    "An Il Noboby",
    "Kpm Yong Nam",
    "Ri Yo Si",
    "Nobody, Tehran",
    "Nobody Damascus",
    "안이름",
    "无名",
    "никто",
    "لا احد",
    "Abdalnobody Alnoone",
)
"""who is asked for before anyone asks: a name for each way to read one"""


@dataclass(frozen=True, slots=True)
class Choice:
    """How the question is put: which lists (all held when empty), from which score, how many hits.

    `sheet` is which sheet of a workbook is read; none means the first with a header.

    `processes` is how many share the work once there is much of it; none means one a core.
    """

    lists: tuple[str, ...] = ()
    threshold: float | None = None
    limit: int = engine.DEFAULT_LIMIT
    processes: int | None = None
    sheet: str = ""


def screen(
    view: View,
    bench: Workbench,
    asked: Iterable[Query],
    choice: Choice = Choice(),
    progress: Progress = silent,
) -> Iterator[Answer]:
    """Answer queries in the order asked; a query that cannot be asked gets a problem, not an error."""
    yield from _answers(view, bench, (Row(0, one, no_name(one)) for one in asked), choice, progress)


def screen_file(
    view: View, bench: Workbench, stream: BinaryIO, name: str, choice: Choice, progress: Progress = silent
) -> Iterator[Answer]:
    """Answer the queries of a file; `BadInput` where it cannot be read as one."""
    total = queries.count(stream, choice.sheet)
    rows = (
        Row(row.row, row.query, f"row {row.row}: {row.problem}" if row.problem else "", row.note)
        for row in queries.read(stream, name, choice.sheet)
    )
    yield from _answers(view, bench, rows, choice, progress, total)


def _answers(
    view: View,
    bench: Workbench,
    asked: Iterable[Row],
    choice: Choice,
    progress: Progress,
    total: int = 0,
) -> Iterator[Answer]:
    require(view, bench, "screen")
    versions = lists.current(view, bench, choice.lists)
    for version in versions:
        open_index(view, bench, version)
    if not versions:
        raise UsageError("no list is held for that day", remedy="ingest a list, or ask for another --as-of")
    how = Asked(threshold_of(choice), choice.limit)
    work = Work(view, versions, bench.index_folder, how)
    long = total >= screening_pool.POOL_FROM
    processes = screening_pool.cores() if choice.processes is None else choice.processes
    done = 0
    progress(Step("screening", done, total))
    batches = _batches(bench, asked, LONG_BATCH if long else BATCH)
    for one in screening_pool.through(work, batches, total, processes):
        yield from _recorded(view, bench, versions, one)
        done += len(one.answers)
        progress(Step("screening", done, max(total, done) if total else 0))


def _batches(bench: Workbench, asked: Iterable[Row], size: int) -> Iterator[Batch]:
    rows: list[Row] = []
    for one in asked:
        whole = queries.kept(one.query)
        rows.append(one if whole is None else Row(one.number, whole, _half(one), one.note))
        if len(rows) == size:
            yield Batch(bench.entropy(16).hex(), bench.clock(), tuple(rows))
            rows = []
    if rows:
        yield Batch(bench.entropy(16).hex(), bench.clock(), tuple(rows))


def _half(one: Row) -> str:
    return one.problem or (f"row {one.number}: " if one.number else "") + queries.HALF_A_LETTER


def _recorded(view: View, bench: Workbench, versions: tuple[ListVersion, ...], done: Done) -> list[Answer]:
    """Answers of one batch with what was decided of their hits, their certificates put on record.

    The certificates have one marking: that of the lists asked.
    """
    answers = decisions.applied(view, bench, versions, done.answers)
    if done.record is None:
        return answers
    stood = {
        one.certificate: [decisions.on_record(said) for said in one.decisions.values()]
        for one in answers
        if one.decisions
    }
    body = certificate_batch.signed(done.record, stood, bench.keyring.current)
    marking = PUBLIC
    for version in versions:
        marking = marking.joined(version.marking)
    name, at = done.batch.name, done.batch.at
    row = CertificateRow(id=name, at=at, by=view.user, body=body)
    marked = first(view, "certificate", name, marking, view.user, at, "as the lists asked")
    bench.office.append(view, "screened", [row, *marked])
    return answers


def ready(bench: Workbench) -> None:
    """Do what only a first question and a first hit have to wait for: map the indexes, load compiled code and
    tables, make statements, read how names begin. Nothing is put on record, and an index that is missing
    is not built: names are read all the same, so that the tables are there when a first question builds it.
    """
    view = bench.operator_view()
    versions = [one for one in lists.current(view, bench, ()) if index.holds(one, bench.index_folder)]
    indexes = [index.open_index(view, one, bench.index_folder) for one in versions]
    listed = [one.record(0).caption for one in indexes if one.entities]
    for found in engine.answers(view, indexes, [Query(name=name) for name in (*NOBODIES, *listed)]):
        own("", found)
    decisions.standing_of(view, bench, versions, [(Query(name=NOBODY), (("", ""),))])
    for version in lists.current(view, bench, ()):
        suggesting.ready(bench.lake, version)


def open_indexes(view: View, bench: Workbench, names: tuple[str, ...] = ()) -> tuple[Index, ...]:
    """The index of every list version that holds for the View; one that is missing is built."""
    return tuple(open_index(view, bench, version) for version in lists.current(view, bench, names))


def open_index(view: View, bench: Workbench, version: ListVersion, anew: bool = False) -> Index:
    """The index of one version, built from the lake where it is missing (or `anew`)."""
    if not anew:
        with suppress(NotFound):
            return index.open_index(view, version, bench.index_folder)
    return index.build(view, version, entities.entities(view, bench.lake, version), bench.index_folder)


def certificate(view: View, bench: Workbench, id: str) -> dict[str, Any]:
    """A certificate by its id; `NotFound` where the View may not see it."""
    return certificates_of(view, bench, [id])[id]


def certificates_of(view: View, bench: Workbench, ids: Iterable[str]) -> Mapping[str, dict[str, Any]]:
    """Certificates by id; `NotFound` for one that is not there for the View."""
    wanted = set(ids)
    batches = {batch_of(id) for id in wanted}
    with bench.office.read(view) as session:
        rows = session.scalars(
            select(CertificateRow).where(
                CertificateRow.id.in_(sorted(batches)), CertificateRow.at <= view.known_at
            )
        )
        found: dict[str, dict[str, Any]] = {}
        for row in rows:
            found |= certificate_batch.unpack(row.body)
    if missing := sorted(wanted - found.keys()):
        raise NotFound(f"no such certificate: {missing[0]}")
    return {id: found[id] for id in wanted}


def certificates_in(view: View, bench: Workbench, batch: str) -> Mapping[str, dict[str, Any]]:
    """All certificates of one batch, in the order asked; `NotFound` where the View may not see them."""
    with bench.office.read(view) as session:
        row = session.get(CertificateRow, batch)
        if row is None or row.at > view.known_at:
            raise NotFound(f"no such screening: {batch}")
        return certificate_batch.unpack(row.body)


def threshold_of(choice: Choice) -> float:
    """From which score a hit is an alert."""
    return engine.DEFAULT_THRESHOLD if choice.threshold is None else choice.threshold


def batch_of(id: str) -> str:
    """The row that holds a certificate: many are put on record together."""
    return id.rpartition("-")[0]
