"""Fetch lists from their publishers and take them in, each whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sightline.errors import SightlineError
from sightline.model.lists import ListVersion
from sightline.model.marking import PUBLIC
from sightline.model.view import View
from sightline.office.ids import long_id
from sightline.office.markings import mark
from sightline.office.tables import ListFetchRow
from sightline.record import diff, fetches, versions
from sightline.record.fetches import FAILED, FETCHED, NOT_MODIFIED, Fetch
from sightline.service.fetching import Network, Reply, Request
from sightline.service.ingest import Options, ingest
from sightline.service.list_fetching import Came, fetched
from sightline.service.outcome import Outcome
from sightline.service.progress import Progress, silent
from sightline.service.publishers import Part, Publisher, chosen
from sightline.service.roles import require
from sightline.service.uploads import Upload, receive
from sightline.service.workbench import Workbench

AFRESH = timedelta(days=7)
"""after this long a file is asked for whether or not the server says it is new: servers err too"""
WORLD = Network()
UPDATED, UNCHANGED, SAME, OLDER, REFUSED, BROKE = (
    "updated", "unchanged", "not modified", "older", "refused", "failed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Updated:
    """What came of one list. `version` is the one these bytes are; `current` the one that holds now.

    `status`: `updated` (a new version holds), `unchanged` (the same bytes as held), `not modified` (the
    server says so), `older` (filed in its place in time, a newer one holds), `refused` (what came is not
    taken), `failed` (nothing came). After the last two the last good version stays.
    """

    list: str
    status: str
    version: str | None = None
    current: str | None = None
    added: int = 0
    removed: int = 0
    changed: int = 0
    attempts: int = 0
    bytes: int = 0
    problem: dict[str, str | None] | None = None
    exit_code: int = 0
    """that of the problem, 0 where there is none"""

    @property
    def bad(self) -> bool:
        """Whether the list was not brought up to date."""
        return self.status in (REFUSED, BROKE)

    def as_json(self) -> dict[str, object]:
        """One line of `sightline lists update`."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "exit_code"}

    def text(self) -> str:
        """For a person."""
        line = f"{self.status:13} {self.list:14} {self.current or 'none held'}"
        if self.added or self.removed or self.changed:
            line += f"  {self.added} added, {self.removed} removed, {self.changed} changed"
        told = [self.problem[part] for part in ("message", "place", "remedy")] if self.problem else []
        return "\n    ".join([line, *(part for part in told if part)])


def update(
    view: View,
    bench: Workbench,
    lists: Sequence[str] = (),
    network: Network = WORLD,
    progress: Progress = silent,
) -> Iterator[Updated]:
    """Ask the publishers of these lists (all that have an address where none is named), all at once.

    One result a list, in the order they are complete; a publisher that does not answer delays nobody else.
    What is fetched is ingested as if by hand: taken whole, or refused while the last good version holds.
    `UsageError` for a list without an address, `NotAllowed` for who may not ingest.
    """
    require(view, bench, "ingest")
    wanted = chosen(bench.folder, lists)
    asked = {one: _requests(view, bench, one) for one in wanted}
    with fetched(asked, network, bench.folder, progress) as results:
        for came in results:
            try:
                yield _taken(
                    replace(view, known_at=bench.clock()), bench, came, asked[came.publisher], progress
                )
            finally:
                came.close()


def _requests(view: View, bench: Workbench, publisher: Publisher) -> dict[str, Request]:
    last = _last(view, bench, publisher)
    return {part.role: _request(publisher, part, last.get(part.role)) for part in publisher.parts}


def _request(publisher: Publisher, part: Part, last: Fetch | None) -> Request:
    asked = Request(part.name, part.address, part.types, part.least_bytes, part.most_bytes, publisher.allows)
    return replace(asked, etag=last.etag, last_modified=last.last_modified) if last else asked


def _last(view: View, bench: Workbench, publisher: Publisher) -> dict[str, Fetch]:
    """By role the last good answer from the address as it is now, while it was fetched not too long ago."""
    now = bench.clock()
    with bench.office.read(replace(view, known_at=now)) as session:
        found = fetches.fetches(replace(view, known_at=now), session, publisher.list)
    known: dict[str, Fetch] = {}
    for part in publisher.parts:
        good = [one for one in found if one.part == part.role and one.address == part.address]
        whole = next((one for one in good if one.outcome == FETCHED), None)
        if whole and whole.at > now - AFRESH and bench.vault.holds(whole.sha256):
            known[part.role] = whole
    return known


def _taken(
    view: View, bench: Workbench, came: Came, asked: Mapping[str, Request], progress: Progress
) -> Updated:
    publisher, attempts = came.publisher, came.attempts
    before = _current(view, bench, publisher.list)
    held = before.id if before else None
    if came.problems:
        _record(view, bench, came, {})
        (problem, *_) = came.problems.values()
        status = REFUSED if problem.exit_code in (4, 5) else BROKE
        return Updated(
            publisher.list, status, None, held, attempts=attempts, problem=problem.problem(),
            exit_code=problem.exit_code,
        )  # fmt: skip
    uploads = _uploads(view, bench, came)
    size = sum(reply.size for reply in came.replies.values())
    told = Updated(publisher.list, SAME, held, held, attempts=attempts, bytes=size)
    if not _nothing_new(view, bench, came, uploads):
        options = Options(list=publisher.list, format=publisher.format, least_entries=publisher.least_entries)
        outcomes = list(ingest(view, bench, list(uploads.values()), options, progress))
        told = _told(view, bench, told, outcomes, before)
    _record(view, bench, came, uploads)
    return told


def _uploads(view: View, bench: Workbench, came: Came) -> dict[str, Upload]:
    """Every part in the vault: what came now, and of what is not modified what came before."""
    last = _last(view, bench, came.publisher)
    found = {}
    for part in came.publisher.parts:
        reply = came.replies[part.role]
        if reply.file is None:
            one = last[part.role]
            found[part.role] = Upload("", part.name, one.sha256, one.size, part.address)
            continue
        kept = receive(view, bench, part.name, reply.file, address=reply.address)
        found[part.role] = replace(kept, media_type=reply.media_type)
    return found


def _nothing_new(view: View, bench: Workbench, came: Came, uploads: Mapping[str, Upload]) -> bool:
    """Whether the server says so of every part, and what it speaks of was taken or refused by then."""
    if any(reply.file for reply in came.replies.values()):
        return False
    items = {one.sha256 for one in uploads.values()}
    with bench.office.read(view) as session:
        held = [one for one in versions.held(view, session) if one.version.list == came.publisher.list]
        return any(one.decision == versions.ACCEPTED and set(one.version.items) == items for one in held)


def _told(
    view: View, bench: Workbench, so_far: Updated, outcomes: Sequence[Outcome], before: ListVersion | None
) -> Updated:
    now = replace(view, known_at=bench.clock())
    after = _current(now, bench, so_far.list)
    version = next((one.version for one in outcomes if one.version), None)
    told = replace(so_far, version=version, current=after.id if after else None)
    refused = next((one for one in outcomes if one.status == "refused"), None)
    if refused:
        return replace(told, status=REFUSED, problem=refused.problem, exit_code=4)
    if after and version and version != after.id:
        return replace(told, status=OLDER, problem=_older(now, bench, version, after))
    if all(one.status == "unchanged" for one in outcomes):
        return replace(told, status=UNCHANGED)
    found = diff.diff(now, bench.lake, before, after) if before and after else None
    if found is None:
        return replace(told, status=UPDATED, added=after.entries if after else 0)
    added, removed, changed = len(found.added), len(found.removed), len(found.changed)
    return replace(told, status=UPDATED, added=added, removed=removed, changed=changed)


def _older(view: View, bench: Workbench, version: str, current: ListVersion) -> dict[str, str | None]:
    with bench.office.read(view) as session:
        one = versions.named(view, session, version)
    said = f"the publisher serves the list of {one.dated}; that of {current.dated} is held and holds"
    remedy = "nothing is to be done; if it stays, look at the publisher's page"
    return SightlineError(said, place=version, remedy=remedy).problem() | {"kind": "Older"}


def _current(view: View, bench: Workbench, name: str) -> ListVersion | None:
    with bench.office.read(view) as session:
        return next(iter(versions.current(view, session, [name])), None)


def _record(view: View, bench: Workbench, came: Came, uploads: Mapping[str, Upload]) -> None:
    """The attempts, after what they brought was taken in: one that is on record needs no second look."""
    with bench.office.write(view, "lists update") as session:
        for part in came.publisher.parts:
            row = _row(view, bench, came, part, uploads)
            if row is None:
                continue
            session.add(row)
            mark(session, ListFetchRow.__marked__, row.id, PUBLIC, view.user, row.at, "as the publisher")


def _row(
    view: View, bench: Workbench, came: Came, part: Part, uploads: Mapping[str, Upload]
) -> ListFetchRow | None:
    made: dict[str, object] = {
        "id": long_id(bench.entropy), "list": came.publisher.list, "part": part.role,
        "address": part.address, "at": bench.clock(), "by": view.user,
    }  # fmt: skip
    if problem := came.problems.get(part.role):
        return ListFetchRow(**made, outcome=FAILED, headers={}, problem=_words(problem))
    reply, upload = came.replies.get(part.role), uploads.get(part.role)
    if reply is None or upload is None:
        return None
    return ListFetchRow(
        **made,
        outcome=FETCHED if reply.file else NOT_MODIFIED,
        attempts=reply.attempts,
        etag=reply.headers.get("etag", ""),
        last_modified=reply.headers.get("last-modified", ""),
        sha256=upload.sha256,
        size=upload.size,
        headers=_headers(reply),
    )


def _headers(reply: Reply) -> dict[str, str]:
    return reply.headers | {"address": reply.address}


def _words(problem: SightlineError) -> str:
    return problem.message if not problem.remedy else f"{problem.message}; {problem.remedy}"
