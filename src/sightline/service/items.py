"""Items: what is held, what stands at a place, and who reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO

from sqlalchemy import Text, cast, select

from sightline.cases import reading as casework
from sightline.errors import BadInput, NotFound, UsageError
from sightline.formats import register, statements_jsonl
from sightline.formats.description import Passage
from sightline.formats.pdf import page_image as draw_page
from sightline.model.citation import Citation
from sightline.model.item import Basis, Item
from sightline.model.marking import Marking
from sightline.model.place import Place
from sightline.model.signal import Signal
from sightline.model.view import View
from sightline.office.guard import GuardedSession
from sightline.office.markings import current_of
from sightline.office.tables import AcquisitionRow, ListVersionRow, SignalRow
from sightline.service import signal_log
from sightline.service.deleted import deleted
from sightline.service.workbench import Workbench

SENT = statements_jsonl.DESCRIPTION.name
MOST_SIGNALS = 50
"""signals that cite an item and are shown with it one by one"""
MOST_PASSAGES = 200
AROUND = 1500
"""bytes shown before and after a cited place"""
SHORTEST = 8
"""hex digits by which an item may be named"""
LONGEST = 32 * 1024
"""bytes shown of a cited place, however long it is"""


@dataclass(frozen=True, slots=True)
class Held:
    """An item in the vault as formats read it."""

    sha256: str
    name: str
    size: int
    vault: Any = field(repr=False)

    def open(self) -> BinaryIO:
        """A seekable stream of the plain bytes."""
        stream: BinaryIO = self.vault.open(self.sha256)
        return stream


@dataclass(frozen=True, slots=True)
class CitedBy:
    """Where an item is cited: the citation, a label, and the address of what cites it."""

    citation: Citation
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    """An item with every acquisition the View may see, its text, and what cites it."""

    item: Item
    format: str
    outcome: str
    acquisitions: tuple[Item, ...]
    passages: tuple[Passage, ...]
    cited_by: tuple[CitedBy, ...]
    custody: tuple[dict[str, Any], ...]
    deleted: str = ""
    """when, by whom and why its bytes were lawfully deleted, where they were"""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The text at a byte place with what stands around it; `note` says what was cut."""

    before: str
    marked: str
    after: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Acquired:
    """An acquisition row with its marking."""

    row: AcquisitionRow
    marking: Marking

    @property
    def item(self) -> Item:
        """The noun."""
        row = self.row
        return Item(
            sha256=row.sha256,
            size=row.size,
            name=row.name,
            media_type=row.media_type,
            source=row.source_id,
            origin=row.origin,
            collector=row.collector,
            collected_at=row.collected_at,
            tool=row.tool,
            marking=self.marking,
            originator=row.originator,
            basis=Basis(row.basis),
            document=row.document,
        )


def acquired(
    view: View, session: GuardedSession, hashes: Iterable[str] | None = None
) -> Mapping[str, list[Acquired]]:
    """Visible acquisitions known by then, by item: least restricted, with a source, earliest first."""
    chosen = select(AcquisitionRow).where(AcquisitionRow.collected_at <= view.known_at)
    if hashes is not None:
        chosen = chosen.where(AcquisitionRow.sha256.in_(sorted(set(hashes))))
    rows = list(session.scalars(chosen))
    markings = current_of(session, "acquisition", [row.id for row in rows])
    found: dict[str, list[Acquired]] = {}
    for row in rows:
        if marking := markings.get(row.id):
            found.setdefault(row.sha256, []).append(Acquired(row, marking))
    for several in found.values():
        several.sort(
            key=lambda one: (
                one.marking.level,
                sorted(one.marking.compartments),
                not one.row.source_id,
                one.row.collected_at,
            )
        )
    return found


def items(view: View, bench: Workbench, text: str = "", limit: int = 500) -> tuple[Item, ...]:
    """Items the View may see whose name, document or source holds the text; newest first."""
    wanted = text.casefold().strip()
    with bench.office.read(view) as session:
        found = [several[0].item for several in acquired(view, session).values()]
    chosen = [one for one in found if wanted in f"{one.name}\n{one.document}\n{one.source}".casefold()]
    return tuple(sorted(chosen, key=lambda one: (one.collected_at, one.sha256), reverse=True)[:limit])


def require_held(view: View, bench: Workbench, hashes: Iterable[str]) -> None:
    """`BadInput` naming the first of these items (SHA-256) that is not there for the View."""
    wanted = set(hashes)
    with bench.office.read(view) as session:
        missing = sorted(wanted - set(acquired(view, session, wanted)))
    if missing:
        remedy = "bring it in first, or cite an item that you see"
        raise BadInput(f"no such item: {missing[0][:12]}", place=missing[0], remedy=remedy)


def item(view: View, bench: Workbench, sha256: str) -> ItemPage:
    """An item as its page shows it; the reading is put on record. `NotFound` where it is not there."""
    with bench.office.read(view) as session:
        several = _several(view, bench, session, sha256)
        cited = (*_cited_by(view, session, sha256), *_cited_by_signals(view, session, sha256))
    first = several[0]
    gone = deleted(bench, [sha256]).get(sha256, "")
    passages = () if gone else tuple(islice(_passages(bench, first), MOST_PASSAGES))
    if not gone:
        _record_read(view, bench, first)
    return ItemPage(
        first.item,
        first.row.format,
        first.row.outcome,
        tuple(one.item for one in several),
        passages,
        cited,
        tuple(_custody(bench, several)),
        gone,
    )


def content(view: View, bench: Workbench, sha256: str) -> bytes:
    """The bytes as they came; the reading is put on record."""
    first = visible(view, bench, sha256)
    _record_read(view, bench, first)
    with bench.vault.open(sha256) as stream:
        data: bytes = stream.read()
    return data


def excerpt(view: View, bench: Workbench, sha256: str, place: Place) -> Excerpt:
    """What stands at a byte place of an item, with some text around; `UsageError` beyond its end."""
    first = visible(view, bench, sha256)
    if place.start is None or place.end is None:
        raise UsageError("a page has no bytes", place=str(place), remedy="ask for the page's image")
    if place.end >= first.row.size:
        raise UsageError(f"the item ends at byte {first.row.size - 1}", place=str(place))
    start = max(0, place.start - AROUND)
    stop = min(place.end, place.start + LONGEST - 1)
    with bench.vault.open(sha256) as stream:
        stream.seek(start)
        raw = stream.read(stop + 1 + AROUND - start)
    inside, end = place.start - start, stop + 1 - start
    if stop < place.end:
        return Excerpt(
            _text(raw[:inside]), _text(raw[inside:end]), "", "the place goes on; keep its bytes to read all"
        )
    note = "" if start == 0 and place.end + AROUND >= first.row.size else "an excerpt; the item goes on"
    return Excerpt(_text(raw[:inside]), _text(raw[inside:end]), _text(raw[end:]), note)


def page_image(view: View, bench: Workbench, sha256: str, place: Place) -> bytes:
    """A PNG of the page a place names, the box drawn on it."""
    first = visible(view, bench, sha256)
    return draw_page(Held(sha256, first.row.name, first.row.size, bench.vault), place)


def named(view: View, bench: Workbench, typed: str) -> str:
    """The SHA-256 of the item that is meant: by its hash, the hash's beginning, or its name.

    What stands before the last `·` is for people. `NotFound` where none is meant, `UsageError` where several.
    """
    wanted = typed.rpartition("·")[2].strip()
    if not wanted:
        raise UsageError("no item is named", remedy="choose one, or paste its SHA-256")
    with bench.office.read(view) as session:
        held = {sha256: several[0].row.name for sha256, several in acquired(view, session).items()}
    short = wanted.casefold()
    exact = [one for one, name in held.items() if short == one or wanted == name]
    found = exact or [one for one in held if len(short) >= SHORTEST and one.startswith(short)]
    if not found:
        raise NotFound(f"no such item: {wanted[:80]!r}", remedy="see the items page")
    if len(found) > 1:
        raise UsageError(f"{len(found)} items answer to {wanted[:80]!r}", remedy="give the SHA-256")
    return found[0]


def visible(view: View, bench: Workbench, sha256: str) -> Acquired:
    """The least restricted acquisition the View may see; `NotFound` where there is none."""
    with bench.office.read(view) as session:
        return _several(view, bench, session, sha256)[0]


def _several(view: View, bench: Workbench, session: GuardedSession, sha256: str) -> list[Acquired]:
    several = acquired(view, session, [sha256]).get(sha256)
    if not several:
        raise _sent_along(view, bench, session, sha256) or NotFound(
            "no such item", remedy="see the items page"
        )
    return several


def _sent_along(view: View, bench: Workbench, session: GuardedSession, sha256: str) -> NotFound | None:
    """What to say of an item that only a list sent by another office cites; nothing where none does."""
    for row in session.scalars(select(ListVersionRow).where(ListVersionRow.format == SENT)):
        for sent in acquired(view, session, row.items).values():
            one = sent[0].row
            header = statements_jsonl.header(Held(one.sha256, one.name, one.size, bench.vault))
            for cited in header.items:
                if cited.sha256 == sha256:
                    return NotFound(
                        f"these bytes are not held here: {row.id}, sent by another office, cites them",
                        remedy=f"ask that office for {cited.name} and ingest it; its SHA-256 is {sha256}",
                    )
    return None


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", errors="replace")


def _passages(bench: Workbench, one: Acquired) -> Iterator[Passage]:
    reading = register.formats().get(one.row.format)
    if reading is None or not reading.passages or one.row.outcome != "parsed":
        return
    yield from reading.passages(Held(one.row.sha256, one.row.name, one.row.size, bench.vault))


def _record_read(view: View, bench: Workbench, one: Acquired) -> None:
    bench.record("read", view.user, f"read:{one.row.id}", sha256=one.row.sha256)


def _custody(bench: Workbench, several: list[Acquired]) -> Iterator[dict[str, Any]]:
    subjects = {one.row.id for one in several} | {f"read:{one.row.id}" for one in several}
    for entry in bench.ledger.entries():
        if entry["subject"] in subjects:
            yield entry


def _cited_by_signals(view: View, session: GuardedSession, sha256: str) -> Iterator[CitedBy]:
    """The first place of the item in each signal that cites it; of many the first, and how many more."""
    holding = select(SignalRow.id).where(cast(SignalRow.body, Text).contains(sha256)).distinct()
    found = [
        (one, cite)
        for one in signal_log.records(view, session, list(session.scalars(holding)))
        for cite in [_first_cite(one.signal, sha256)]
        if cite is not None
    ]
    for one, cite in found[:MOST_SIGNALS]:
        label = f"signal {one.signal.detector.replace('_', ' ')}, {one.signal.start:%Y-%m-%d}"
        yield CitedBy(cite, label, f"/signals/{one.signal.id}")
    if len(found) > MOST_SIGNALS:
        yield CitedBy(found[MOST_SIGNALS][1], f"{len(found) - MOST_SIGNALS:,} more signals", "/signals")


def _first_cite(signal: Signal, sha256: str) -> Citation | None:
    return next((cite for why in signal.reasons for cite in why.cites if cite.item == sha256), None)


def _cited_by(view: View, session: GuardedSession, sha256: str) -> Iterator[CitedBy]:
    for case in casework.cases(view, session):
        for lead in case.leads:
            for cite in lead.cites:
                if cite.item == sha256:
                    yield CitedBy(cite, f"lead of {case.title}", f"/cases/{case.id}")
        for finding in case.findings:
            for one in finding.evidence:
                if one.citation.item == sha256:
                    yield CitedBy(
                        one.citation, f"evidence {one.weight}: {finding.assertion}", f"/cases/{case.id}"
                    )
        for hearing in case.hearings:
            letters = [*([hearing.letter] if hearing.letter else ()), *(r.letter for r in hearing.reminders)]
            for said in (*letters, *(reply.citation for reply in hearing.replies)):
                if said.item == sha256:
                    yield CitedBy(said, f"hearing of {hearing.party.name}", f"/cases/{case.id}")
