"""The files an answer cites: SHA-256 and name, so that a citation on paper says which file it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from sqlalchemy import select

from sightline.model.citation import Citation
from sightline.model.view import View
from sightline.office.tables import AcquisitionRow
from sightline.service.workbench import Workbench


@dataclass(frozen=True, slots=True)
class CitedFile:
    """A file that is cited: the SHA-256 of its bytes, and the name it came under first."""

    sha256: str
    name: str


def cited_files(view: View, bench: Workbench, *answers: object) -> tuple[CitedFile, ...]:
    """Every file that citations within these answers lead to, as far as the View may see it, by name."""
    wanted = sorted({cite.item for cite in _cites(answers)})
    with bench.office.read(view) as session:
        rows = session.scalars(
            select(AcquisitionRow)
            .where(AcquisitionRow.sha256.in_(wanted))
            .order_by(AcquisitionRow.collected_at, AcquisitionRow.id)
        )
        names: dict[str, str] = {}
        for row in rows:
            names.setdefault(row.sha256, row.name)
    return tuple(sorted((CitedFile(*pair) for pair in names.items()), key=lambda one: (one.name, one.sha256)))


def _cites(value: object) -> Iterator[Citation]:
    if isinstance(value, Citation):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _cites(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for held in value.values():
            yield from _cites(held)
    elif isinstance(value, tuple | list | set | frozenset):
        for held in value:
            yield from _cites(held)
