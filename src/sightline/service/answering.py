"""The answers of one batch of queries, and their certificates: the same in whatever process it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from sightline.model.decision import Standing
from sightline.model.lists import ListVersion
from sightline.model.screening import Hit, Query
from sightline.model.view import View
from sightline.screening import certificate as certificates
from sightline.screening import engine, index
from sightline.screening.certificate import Asked, hit_json
from sightline.screening.index import Index
from sightline.service import certificate_batch, queries


class Answer(msgspec.Struct, frozen=True):
    """What came back for one query. `certificate` is the id under which it can be computed again.

    `decisions` holds, by the id of a hit's entity, what someone decided of it before.
    """

    query: Query
    hits: tuple[Hit, ...]
    certificate: str
    problem: str = ""
    notes: tuple[str, ...] = ()
    row: int = 0
    decisions: dict[str, Standing] = {}
    raw: tuple[Hit, ...] = ()
    """the hits as the engine found them, where a decision changed one"""
    written: str = ""
    """the JSON line, where it was written in another process and nothing was added since"""

    @property
    def alerts(self) -> int:
        """Hits someone should look at: those that are cleared apart."""
        return sum(hit.alert for hit in self.hits)

    @property
    def found(self) -> tuple[Hit, ...]:
        """The hits as the engine found them, whatever was decided."""
        return self.raw or self.hits

    def as_json(self) -> dict[str, object]:
        """One line a query."""
        return {
            "query": queries.as_json(self.query),
            "hits": [self._hit(hit) for hit in self.hits],
            "certificate": self.certificate,
            "problem": self.problem or None,
            "notes": list(self.notes),
        }

    def _hit(self, hit: Hit) -> dict[str, Any]:
        said = self.decisions.get(hit.entity)
        return hit_json(hit) | {"decision": said.as_json()} if said else hit_json(hit)

    def line(self) -> str:
        """The JSON line."""
        return self.written or msgspec.json.encode(self.as_json(), enc_hook=str).decode()

    def text(self) -> str:
        """For a person."""
        name = self.query.name or self.query.identifier or self.query.imo or self.query.bic
        if self.problem:
            return f"{name[:200]!r}: {self.problem}"
        lines = [f"{name[:200]}: {'nothing found' if not self.hits else ''}".rstrip()]
        for hit in self.hits:
            said = self.decisions.get(hit.entity)
            word = "MATCH" if hit.match else "alert" if hit.alert else "below"
            word = "clear" if said and said.clears else word
            lines.append(f"  {word}  {hit.score:.2f}  {hit.caption}  {hit.list} {hit.reference}")
            lines += [f"         {reason.text}" for reason in hit.reasons]
            if said:
                held = said.reopened or (f"until {said.decision.until}" if said.decision.until else "")
                verdict = f"{said.decision.verdict.value}, {said.decision.by}: {said.decision.why}"
                lines.append(f"         {verdict}{f' ({held})' if held else ''}")
        return "\n".join(lines)


class Row(msgspec.Struct, frozen=True):
    """A query in its place; `problem` says why it cannot be asked."""

    number: int
    query: Query
    problem: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """What a batch is put to: whoever asks, the list versions, where their indexes stand, and how."""

    view: View
    versions: tuple[ListVersion, ...]
    folder: Path
    how: Asked


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that are put on record together, under one name at one time."""

    name: str
    at: datetime
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The answers of a batch, and the row that holds their certificates, if there are any."""

    batch: Batch
    answers: list[Answer]
    record: dict[str, Any] | None


def answered(work: Work, batch: Batch, write: bool = False) -> Done:
    """Answer a batch; `write` also writes the lines, for whoever prints them."""
    indexes = [index.open_index(work.view, version, work.folder) for version in work.versions]
    return _answered(work, indexes, batch, write)


def _answered(work: Work, indexes: Sequence[Index], batch: Batch, write: bool) -> Done:
    answers: list[Answer] = []
    bodies: list[dict[str, Any]] = []
    asked = [row.query for row in batch.rows if not row.problem]
    came = iter(engine.answers(work.view, indexes, asked, work.how.threshold, work.how.limit))
    for row in batch.rows:
        notes: tuple[str, ...] = (row.note,) if row.note else ()
        if row.problem:
            answers.append(Answer(row.query, (), "", row.problem, notes, row.number))
            continue
        found = next(came)
        notes += tuple(found.notes)
        if found.problem:
            said = f"row {row.number}: {found.problem}" if row.number else found.problem
            answers.append(Answer(row.query, (), "", said, notes, row.number))
            continue
        id = f"{batch.name}-{len(bodies)}"
        bodies.append(certificates.own(id, found))
        answers.append(Answer(row.query, found.hits, id, "", notes, row.number))
    if write:
        answers = [msgspec.structs.replace(one, written=one.line()) for one in answers]
    head = certificates.head(work.view, indexes, work.how, batch.at)
    return Done(batch, answers, certificate_batch.pack(head, bodies) if bodies else None)
