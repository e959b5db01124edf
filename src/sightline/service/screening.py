"""Parties put to the lists; every answer explained, and on record as a signed certificate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from sqlalchemy import select

from sightline.errors import NotFound, UsageError
from sightline.model.lists import ListVersion
from sightline.model.marking import PUBLIC
from sightline.model.screening import Hit, Query
from sightline.model.view import View
from sightline.office.markings import mark
from sightline.office.tables import CertificateRow
from sightline.record import entities
from sightline.screening import certificate as certificates
from sightline.screening import engine, index
from sightline.screening.certificate import Asked, hit_json
from sightline.screening.index import Index
from sightline.service import lists, queries
from sightline.service.progress import Progress, Step, silent
from sightline.service.roles import require
from sightline.service.workbench import Workbench

BATCH = 200
"""answers whose certificates are put on record together"""


@dataclass(frozen=True, slots=True)
class Choice:
    """How the question is put: which lists (all held when empty), from which score, how many hits."""

    lists: tuple[str, ...] = ()
    threshold: float | None = None
    limit: int = engine.DEFAULT_LIMIT


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one query. `certificate` is the id under which it can be computed again."""

    query: Query
    hits: tuple[Hit, ...]
    certificate: str
    problem: str = ""
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """One line a query."""
        return {
            "query": queries.as_json(self.query),
            "hits": [hit_json(hit) for hit in self.hits],
            "certificate": self.certificate,
            "problem": self.problem or None,
            "notes": list(self.notes),
        }

    def text(self) -> str:
        """For a person."""
        name = self.query.name or self.query.identifier or self.query.imo or self.query.bic
        if self.problem:
            return f"{name!r}: {self.problem}"
        lines = [f"{name}: {'nothing found' if not self.hits else ''}".rstrip()]
        for hit in self.hits:
            word = "MATCH" if hit.match else "alert" if hit.alert else "below"
            lines.append(f"  {word}  {hit.score:.2f}  {hit.caption}  {hit.list} {hit.reference}")
            lines += [f"         {reason.text}" for reason in hit.reasons]
        return "\n".join(lines)


def screen(
    view: View,
    bench: Workbench,
    asked: Iterable[Query],
    choice: Choice = Choice(),
    progress: Progress = silent,
) -> Iterator[Answer]:
    """Answer queries in the order asked; a query that cannot be asked gets a problem, not an error."""
    yield from _answers(view, bench, ((query, "") for query in asked), choice, progress)


def screen_file(
    view: View, bench: Workbench, stream: BinaryIO, name: str, choice: Choice, progress: Progress = silent
) -> Iterator[Answer]:
    """Answer the queries of a file; `BadInput` where it cannot be read as one."""
    total = _rows(stream)
    rows = (
        (row.query, f"row {row.row}: {row.problem}" if row.problem else "")
        for row in queries.read(stream, name)
    )
    yield from _answers(view, bench, rows, choice, progress, total)


def _rows(stream: BinaryIO) -> int:
    """Lines of a file that can be read twice, about as many as it has queries; 0 for a pipe."""
    if not stream.seekable():
        return 0
    start = stream.tell()
    count = sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))
    stream.seek(start)
    return count


def _answers(
    view: View,
    bench: Workbench,
    asked: Iterable[tuple[Query, str]],
    choice: Choice,
    progress: Progress,
    total: int = 0,
) -> Iterator[Answer]:
    require(view, bench, "screen")
    indexes = open_indexes(view, bench, choice.lists)
    if not indexes:
        raise UsageError("no list is held for that day", remedy="ingest a list, or ask for another --as-of")
    how = Asked(engine.DEFAULT_THRESHOLD if choice.threshold is None else choice.threshold, choice.limit)
    done = 0
    progress(Step("screening", done, total))
    for batch in _batches(asked):
        yield from _certified(view, bench, indexes, how, batch)
        done += len(batch)
        progress(Step("screening", done, max(total, done) if total else 0))


def _batches(asked: Iterable[tuple[Query, str]]) -> Iterator[list[tuple[Query, str]]]:
    batch: list[tuple[Query, str]] = []
    for one in asked:
        batch.append(one)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _certified(
    view: View, bench: Workbench, indexes: Sequence[Index], how: Asked, batch: list[tuple[Query, str]]
) -> list[Answer]:
    """Answers of one batch, their certificates on record under one marking: that of the lists asked."""
    name, at = bench.entropy(16).hex(), bench.clock()
    answers: list[Answer] = []
    bodies: list[dict[str, Any]] = []
    for query, problem in batch:
        if problem:
            answers.append(Answer(query, (), "", problem))
            continue
        found = engine.answer(view, indexes, query, how.threshold, how.limit)
        if found.problem:
            answers.append(Answer(query, (), "", found.problem, found.notes))
            continue
        id = f"{name}-{len(bodies)}"
        bodies.append(_signed(bench, certificates.body(id, view, indexes, how, found, at)))
        answers.append(Answer(query, found.hits, id, "", found.notes))
    if bodies:
        marking = PUBLIC
        for one in indexes:
            marking = marking.joined(one.version.marking)
        with bench.office.write(view, "screened") as session:
            session.add(CertificateRow(id=name, at=at, by=view.user, body={"certificates": bodies}))
            mark(session, "certificate", name, marking, view.user, at, "as the lists asked")
    return answers


def _signed(bench: Workbench, body: dict[str, Any]) -> dict[str, Any]:
    signer = bench.keyring.current
    return signer.signed(body | {"key": signer.fingerprint, "public_key": signer.public_key.hex()})


def open_indexes(view: View, bench: Workbench, names: tuple[str, ...] = ()) -> tuple[Index, ...]:
    """The index of every list version that holds for the View; one that is missing is built."""
    return tuple(open_index(view, bench, version) for version in lists.current(view, bench, names))


def open_index(view: View, bench: Workbench, version: ListVersion, anew: bool = False) -> Index:
    """The index of one version, built from the lake where it is missing (or `anew`)."""
    if anew or not index.holds(version, bench.index_folder):
        return index.build(view, version, entities.entities(view, bench.lake, version), bench.index_folder)
    return index.open_index(view, version, bench.index_folder)


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
        found = {body["id"]: body for row in rows for body in row.body["certificates"]}
    if missing := sorted(wanted - found.keys()):
        raise NotFound(f"no such certificate: {missing[0]}")
    return {id: found[id] for id in wanted}


def batch_of(id: str) -> str:
    """The row that holds a certificate: many are put on record together."""
    return id.rpartition("-")[0]
