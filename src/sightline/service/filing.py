"""List versions on their way in: a partition in the lake, a row in the office, an index to screen with."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from sightline.errors import BadInput, BeyondBounds
from sightline.formats.register import Group
from sightline.lake.partition import Manifest, PartitionKey
from sightline.model.lists import ListVersion
from sightline.model.marking import Marking
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.ids import random_id
from sightline.office.markings import mark
from sightline.office.tables import ListDecisionRow, ListRefusalRow, ListVersionRow
from sightline.record import bounds, versions
from sightline.record.bounds import Bounds
from sightline.record.refusals import refusals
from sightline.service.progress import Progress, Step
from sightline.service.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Filing:
    """What a person says of a list: who it comes from, the day it states, its marking."""

    source: str
    dated: date | None
    marking: Marking


@dataclass(frozen=True, slots=True)
class Written:
    """A partition in the lake, and the version that will point to it."""

    version: ListVersion
    rows: dict[str, int]
    """rows read by role, for the outcome of each file"""


def partition_key(grouped: Group, filing: Filing) -> PartitionKey:
    """What the partition of these files is named by."""
    description = grouped.format.description
    by_hand = "" if stated(grouped) or not filing.dated else filing.dated.isoformat()
    named = filing.source if description.publisher else list_of(grouped, filing)
    return PartitionKey(grouped.items.items, description.name, description.version, list=named, dated=by_hand)


def write(bench: Workbench, grouped: Group, filing: Filing, progress: Progress) -> Written:
    """Read a list whole into a partition; `BadInput` and nothing in the lake when it does not read whole."""
    key = partition_key(grouped, filing)
    manifest = into_lake(bench, grouped, key, filing, progress)
    if not manifest.entries:
        raise BadInput("the list has no entries", remedy="an empty list is not taken; check the file")
    known_at = bench.clock()
    dated = manifest.dated or known_at.date()
    version = ListVersion(
        list=manifest.list,
        partition=manifest.partition,
        format=manifest.format,
        dated=dated,
        known_at=known_at,
        entries=manifest.entries,
        statements=manifest.statements,
        manifest=manifest.sha256,
        items=manifest.items,
        marking=filing.marking,
        id=f"{manifest.list}@{dated.isoformat()}-{bench.entropy(3).hex()}",
    )
    return Written(version, _rows_by_role(grouped))


def _rows_by_role(grouped: Group) -> dict[str, int]:
    """Rows of the parts that are not entries themselves (aliases, addresses)."""
    count = grouped.format.own_rows
    return {role: count(grouped.items[role]) for role in list(grouped.items)[1:]} if count else {}


def stated(grouped: Group) -> date | None:
    """The day the files themselves state, if any."""
    return grouped.format.dated(grouped.items) if grouped.format.dated else None


def list_of(grouped: Group, filing: Filing) -> str:
    """The list's id: `--source`, else its publisher's, else a slug of the file's name."""
    first = grouped.items[next(iter(grouped.items))]
    return filing.source or grouped.format.list_id(grouped.items) or _slug(first.name)


def into_lake(
    bench: Workbench, grouped: Group, key: PartitionKey, filing: Filing, progress: Progress
) -> Manifest:
    """The manifest of the partition, written now unless it stands."""
    if bench.lake.holds(key.id):
        return bench.lake.manifest(key.id)
    if not grouped.format.read:
        raise BadInput(f"{grouped.format.name} is no list")
    name = list_of(grouped, filing)

    def tell(entries: int) -> None:
        progress(Step(f"reading {name}", entries))

    return bench.lake.write(
        key, name, stated(grouped) or filing.dated, grouped.format.read(grouped.items), tell
    )


def _slug(name: str) -> str:
    stem = name.split(".")[0].casefold()
    return re.sub(r"[^a-z0-9]+", "-", stem).strip("-") or "list"


def announce(view: View, bench: Workbench, version: ListVersion) -> None:
    """Put the manifest of a written version on the ledger, before anyone can see the version."""
    bench.record(
        "manifest",
        view.user,
        f"partition:{version.partition}",
        partition=version.partition,
        manifest=version.manifest,
        list=version.list,
        dated=version.dated.isoformat(),
    )


TAKEN = "read whole, every element known"


def guard(
    view: View, bench: Workbench, session: GuardedSession, version: ListVersion, within: Bounds
) -> BeyondBounds | None:
    """Why a version read whole is not to be taken for its counts; nothing when they are to be expected.

    It is held against what everyone sees who will see the version: nothing hidden decides about it.
    """
    by_now = replace(view, known_at=max(view.known_at, bench.clock()))
    taken = versions.accepted(by_now, session, version.list)
    others = [one for one in taken if version.marking.covers(one.marking)]
    found = bounds.beyond(version, others, within)
    if found is None:
        return None
    accept = f"compare it with the publisher; if it is right: sightline lists accept {version.id} --why …"
    return BeyondBounds(f"{version.list}: {found.message}", remedy=accept)


def add(
    view: View,
    bench: Workbench,
    session: GuardedSession,
    version: ListVersion,
    acquisitions: list[str],
    problem: BeyondBounds | None = None,
) -> None:
    """Add the row of a version, its marking and its decision to a transaction of the office.

    With a `problem` it is refused, and the refusal put on record with it.
    """
    session.add(
        ListVersionRow(
            id=version.id,
            list=version.list,
            partition=version.partition,
            format=version.format,
            dated=version.dated,
            known_at=version.known_at,
            entries=version.entries,
            statements=version.statements,
            manifest=version.manifest,
            items=list(version.items),
            acquisitions=acquisitions,
        )
    )
    mark(session, "list_version", version.id, version.marking, view.user, version.known_at, "as its files")
    session.flush()
    session.add(
        ListDecisionRow(
            id=bench.entropy(16).hex(),
            version_id=version.id,
            at=version.known_at,
            by=view.user,
            decision=versions.REFUSED if problem else versions.ACCEPTED,
            why=problem.message if problem else TAKEN,
        )
    )
    if problem:
        told = problem.problem()
        said = Refused(version.list, version.format, version.items, version.marking, told, version.id)
        refuse(view, bench, session, said)


@dataclass(frozen=True, slots=True)
class Refused:
    """A list that is not taken: its files, the problem as published, and the version, if there is one."""

    list: str
    format: str
    items: tuple[str, ...]
    marking: Marking
    problem: dict[str, str | None]
    version: str = ""


def refuse(view: View, bench: Workbench, session: GuardedSession, said: Refused) -> None:
    """Put on record that a list was refused; nothing where the same files were refused last for the same."""
    at = bench.clock()
    by_now = replace(view, known_at=max(view.known_at, at))
    message = said.problem["message"] or ""
    last = next((one for one in refusals(by_now, session) if one.list == said.list), None)
    if last and last.open and (last.items, last.message, last.version) == (said.items, message, said.version):
        return
    row = ListRefusalRow(
        id=random_id("r", bench.entropy),
        list=said.list,
        at=at,
        by=view.user,
        format=said.format,
        items=list(said.items),
        version_id=said.version,
        message=message,
        place=said.problem["place"] or "",
        remedy=said.problem["remedy"] or "",
    )
    session.add(row)
    mark(session, ListRefusalRow.__marked__, row.id, said.marking, view.user, at, "as its files")


def presumed_list(grouped: Group, filing: Filing) -> str:
    """The list that files which cannot be read were to be, as far as they or their name tell."""
    try:
        return list_of(grouped, filing)
    except BadInput:
        first = grouped.items[next(iter(grouped.items))]
        return grouped.format.description.list_id or _slug(first.name)
