"""Leads collated: who told them, what is told twice, and how many independent origins there are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sightline.cases import reading
from sightline.cases.casefile import Told
from sightline.errors import BadInput, Conflict, SightlineError, UsageError
from sightline.model.casework import Lead
from sightline.model.citation import Citation
from sightline.model.item import Source
from sightline.model.view import View
from sightline.office import sources
from sightline.service import cases
from sightline.service.items import acquired
from sightline.service.workbench import Workbench

COLUMNS = ("source", "reference", "told_on", "relies_on", "kind", "text", "cite")
NEEDED = ("source", "reference", "text")
UNKNOWN = "origin not known"


@dataclass(frozen=True, slots=True)
class Origin:
    """Leads of one origin: they count once. `names` are the origin groups that fall together."""

    names: tuple[str, ...]
    leads: tuple[Lead, ...]


@dataclass(frozen=True, slots=True)
class Collated:
    """The leads of a case by origin. `unknown` holds those of which nobody knows who told them."""

    origins: tuple[Origin, ...]
    unknown: tuple[Lead, ...]
    names: Mapping[str, str]
    """the names of sources, by id"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one row of a file: the lead's id, or why it was not taken."""

    row: int
    reference: str
    lead: str
    status: str
    problem: str = ""


def collated(view: View, bench: Workbench, case_id: str) -> Collated:
    """The leads of a case, those of one origin together: of one source, of sources that copy one another,
    of a source that has it from another, or that cite items of one origin.
    """
    with bench.office.read(view) as session:
        held = reading.case(view, session, case_id).leads
        found = acquired(view, session, {cite.item for lead in held for cite in lead.cites})
        known = sources.everything(session)
    of_item = {sha256: several[0].row.source_id for sha256, several in found.items()}
    relied: dict[str, set[str]] = {}
    for lead in held:
        if lead.source and lead.relies_on:
            relied.setdefault(lead.source, set()).add(lead.relies_on)
    groups = {lead.id: _groups(lead, of_item, known, relied) for lead in held}
    joined: list[tuple[set[str], list[Lead]]] = []
    for lead in held:
        if not groups[lead.id]:
            continue
        touching = [one for one in joined if one[0] & groups[lead.id]]
        names = groups[lead.id].union(*(one[0] for one in touching))
        leads = [*(each for one in touching for each in one[1]), lead]
        joined = [one for one in joined if one not in touching] + [(names, leads)]
    origins = tuple(Origin(tuple(sorted(names)), tuple(leads)) for names, leads in joined)
    unknown = tuple(lead for lead in held if not groups[lead.id])
    return Collated(origins, unknown, {id: one.name for id, one in known.items()})


def _groups(
    lead: Lead, of_item: Mapping[str, str], known: Mapping[str, Source], relied: Mapping[str, set[str]]
) -> set[str]:
    """The origin groups of a lead: of what it relies on and what that relies on in turn, else of who told it,
    else of the items it cites."""
    named = lead.relies_on or lead.source
    ids = {named} if named else {of_item[cite.item] for cite in lead.cites if cite.item in of_item}
    further = set(ids) if lead.relies_on else set[str]()
    while further:
        further = {one for id in further for one in relied.get(id, ())} - ids
        ids |= further
    return {known[id].origin if id in known else id for id in ids} - {""}


def collate(view: View, bench: Workbench, case_id: str, name: str, raw: bytes) -> Iterator[Taken]:
    """Take the rows of a CSV in as leads, each once; a row that is wrong is told and the rest is taken.

    Columns: source, reference and text (needed), told_on, relies_on, kind, cite. `BadInput` for a file whose
    header is another.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{name} is not UTF-8", place=f"byte {error.start}", remedy="save it as UTF-8"
        ) from error
    rows = csv.DictReader(io.StringIO(text))
    header = tuple(rows.fieldnames or ())
    if missing := [column for column in NEEDED if column not in header]:
        raise BadInput(
            f"{name} has no column {missing[0]!r}", place="row 1", remedy="use " + ", ".join(COLUMNS)
        )
    if unknown := [column for column in header if column not in COLUMNS]:
        raise BadInput(
            f"{name}: not known: {unknown[0]!r}", place="row 1", remedy="use " + ", ".join(COLUMNS)
        )
    for number, row in enumerate(rows, 2):
        yield _take(
            view, bench, case_id, number, {key: (value or "").strip() for key, value in row.items() if key}
        )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as problem:
        raise UsageError(f"told_on is not a day: {text!r}, write it as 2026-03-02") from problem


def _take(view: View, bench: Workbench, case_id: str, number: int, row: Mapping[str, str]) -> Taken:
    reference = row["reference"]
    try:
        if empty := [column for column in NEEDED if not row[column]]:
            raise UsageError(f"{empty[0]} is empty")
        cites = [Citation.parse(line) for line in row.get("cite", "").split(";") if line.strip()]
        day = _day(row.get("told_on", ""))
        told = Told(row.get("kind") or "report", row["source"], row.get("relies_on", ""), reference, day)
        lead = cases.add_lead(view, bench, case_id, row["text"], cites, told)
    except Conflict as known:
        return Taken(number, reference, known.message.rpartition(" ")[2], "held")
    except (ValueError, SightlineError) as problem:
        return Taken(number, reference, "", "refused", str(problem))
    return Taken(number, reference, lead, "taken")
