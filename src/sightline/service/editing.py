"""Writing a report together: paragraphs put, inserted and removed, comments, suggestions, locks, history.

Every step is a row that stays. Who saves a paragraph says which step of it they last saw: where somebody
else has changed it since, or holds its section, what they wrote is kept as a suggestion.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from sightline.errors import BadInput, Conflict, NotFound
from sightline.formats import pdf
from sightline.model.citation import Citation
from sightline.model.marking import Marking
from sightline.model.place import Place
from sightline.model.report import (
    Block,
    Edition,
    Figure,
    Paragraph,
    Report,
    Section,
    Table,
    Template,
)
from sightline.model.view import View
from sightline.office.tables import ReportEditRow, ReportRow, ReportVersionRow
from sightline.reports import edition as editions
from sightline.reports import html as html_page
from sightline.reports import merging, notation, parts, tree_json
from sightline.reports.edits import ADVICE, COVER, Edit, applied, find, holder_of, holders
from sightline.reports.layout import lay_out
from sightline.reports.notation import Written
from sightline.reports.number import targets
from sightline.reports.template_words import STARTER
from sightline.service import composing, items, roles
from sightline.service.dossier_file import place_of
from sightline.service.report_state import Held, held_at, seen_in, seen_of
from sightline.service.reports import audience_catalogue
from sightline.service.workbench import Workbench

HELD = timedelta(minutes=30)
"""how long a section stays with an author who no longer types"""
_NOUNS = {COVER: "cover", ADVICE: "recommendation"}
TRIES = 5
"""how often a save is tried again while others save between reading and writing"""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, or a suggestion with its text; `number` is the step it was made in."""

    number: int
    kind: str
    block: str
    text: str
    by: str
    at: datetime
    why: str = ""
    over: Written | None = None
    """of a suggestion: the paragraph with it taken over; as it was made where `whole`"""
    whole: bool = False
    """whether a suggestion touches what others changed since, so that it can only replace all of it"""


@dataclass(frozen=True, slots=True)
class Open:
    """A block as an editor opens it."""

    id: str
    label: str
    kind: str
    text: str
    cites: tuple[Citation, ...]
    seen: int
    """the last step that changed it"""
    remarks: tuple[Remark, ...]
    query: str = ""
    form: str = ""
    """how a figure is drawn"""
    alt: str = ""
    note: str = ""
    numbers: tuple[str, ...] = ()
    """numbers of its text that a query answers"""
    marking: str = ""
    """who may see it; of a table nothing, since its cells' items say it"""
    parted: tuple[str, ...] = ()
    """findings it words that were worded anew since it was written"""


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the outline."""

    id: str
    title: str
    depth: int
    blocks: int
    held_by: str
    body: bool = False
    """whether it is a section of the body, which may be moved and go to an annex"""


@dataclass(frozen=True, slots=True)
class Desk:
    """A section on the desk, and the outline around it."""

    report: str
    symbol: str
    title: str
    outline: tuple[Part, ...]
    section: str
    blocks: tuple[Open, ...]
    steps: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What an editor sends: the text, the citations its numbers count, the step of the block they saw."""

    text: str
    cites: tuple[Citation, ...]
    seen: int
    taken: int = 0
    """the step of the suggestion that is taken over with it"""


def now(view: View, bench: Workbench, report_id: str) -> Held:
    """All that was written until this moment, also since the View was made: for whoever writes."""
    with bench.office.read(view) as session:
        return held_at(replace(view, known_at=bench.clock()), bench, session, report_id)


class Moved(Exception):
    """Somebody added a step since the state was read."""


def desk(view: View, bench: Workbench, report_id: str, section: str = "") -> Desk:
    """A section's blocks as an editor types them, with what was said of each; else the first section's."""
    with bench.office.read(view) as session:
        held = held_at(view, bench, session, report_id)
    whole = composing.master(view, bench, report_id)
    shown = seen_in(whole, view, held.now)
    held_parts = list(holders(shown))
    locks = _locks(held.edits, bench.clock())
    known = {COVER, ADVICE, *(own for own, *_ in held_parts)}
    if section and section not in known:
        raise NotFound("no such section", remedy="choose one of the outline")
    chosen = section or next((own for own, _, _, blocks in held_parts if blocks), "summary")
    blocks = next((found for own, _, _, found in held_parts if own == chosen), ())
    lines = [
        Part(own, title, depth, len(found), locks.get(own, ""), find_section(shown, own) is not None)
        for own, title, depth, found in held_parts
    ]
    front = Part(COVER, "Cover", 1, 1, locks.get(COVER, ""))
    advice = Part(ADVICE, "Recommendations", 1, len(shown.recommendations), locks.get(ADVICE, ""))
    at = len(lines) - len(shown.annexes)
    if not lines[0].blocks and parts.Part.SUMMARY not in parts.PARTS[shown.template]:
        lines, at = lines[1:], at - 1
    more = (advice,) if advice.blocks or shown.template is not Template.LETTER else ()
    outline = (front, *lines[:at], *more, *lines[at:])
    opened = tuple(
        replace(_open(one, held, find(held.now, one.id)), parted=whole.reworded(one.id)) for one in blocks
    )
    return Desk(report_id, shown.symbol, shown.title, outline, chosen, opened, newest(held))


def newest(held: Held) -> int:
    """The number of the last step of this version; 0 before the first."""
    return held.edits[-1].number if held.edits else 0


def _open(shown: Block, held: Held, raw: Block | None) -> Open:
    said = tuple(_remark(edit, raw) for edit in _unresolved(held.edits) if edit.block == shown.id)
    if isinstance(shown, Table):
        kind = "figure" if isinstance(shown, Figure) else "table"
        asked = json.dumps(shown.query, ensure_ascii=False, indent=1)
        drawn = (shown.form.value, shown.alt) if isinstance(shown, Figure) else ("", "")
        known = (shown.id, str(shown.number), kind, shown.title, (), held.last(shown.id))
        return Open(*known, said, asked, *drawn, shown.note)
    whole = isinstance(raw, Paragraph) and len(raw.sentences) == len(shown.sentences)
    written = notation.write(replace(shown, dissents=()))
    kind = "paragraph" if whole else "shortened"
    tied = tuple(number.text for one in shown.sentences for number in one.numbers)
    return Open(
        shown.id,
        str(shown.number or ""),
        kind,
        written.text,
        written.cites,
        held.last(shown.id),
        said,
        numbers=tied,
        marking=str(shown.marking),
    )


def _unresolved(edits: Sequence[Edit]) -> list[Edit]:
    done = {edit.body["number"] for edit in edits if edit.kind == "resolved"}
    done |= {edit.body["taken"] for edit in edits if "taken" in edit.body}
    return [edit for edit in edits if edit.kind in {"comment", "suggestion"} and edit.number not in done]


def _remark(edit: Edit, raw: Block | None) -> Remark:
    body = edit.body
    said = Remark(edit.number, edit.kind, edit.block, body["text"], edit.by, edit.at, body.get("why", ""))
    if edit.kind != "suggestion" or not isinstance(raw, Paragraph):
        return said
    over = merging.taken_over(body, raw)
    return replace(said, over=over or merging.as_made(body, raw), whole=over is None)


def _locks(edits: Sequence[Edit], at: datetime) -> dict[str, str]:
    """Who holds which section now."""
    found: dict[str, str] = {}
    for edit in edits:
        if edit.kind == "lock" and at - edit.at < HELD:
            found[edit.block] = edit.by
        elif edit.kind == "unlock":
            found.pop(edit.block, None)
    return found


def record(
    view: View, bench: Workbench, report_id: str, step: tuple[str, str, Mapping[str, Any]], after: int = -1
) -> int:
    """Add a step; its number. `Moved` unless step `after`, where it is given, is the newest still."""
    kind, block, body = step
    try:
        with bench.office.write(view, f"report {kind}") as session:
            held = held_at(replace(view, known_at=bench.clock()), bench, session, report_id)
            row = session.scalar(select(ReportRow).where(ReportRow.id == report_id))
            last = row.edits[-1].number if row and row.edits else 0
            if after not in {-1, newest(held)}:
                raise Moved
            session.add(
                ReportEditRow(
                    report_id=report_id,
                    number=last + 1,
                    version=held.version,
                    kind=kind,
                    block=block,
                    body=dict(body),
                    at=bench.clock(),
                    by=view.user,
                )
            )
            return last + 1
    except IntegrityError as problem:
        if after >= 0:
            raise Moved from problem
        raise Conflict("somebody saved at the same moment", remedy="save again; nothing is lost") from problem


def put(view: View, bench: Workbench, report_id: str, block: str, draft: Draft) -> int:
    """Put a paragraph in place of what stands there; the number of the step.

    `Conflict` where somebody changed it since, or holds its section: what was written is then kept as a
    suggestion. `BadInput` names the line that cannot be read.
    """
    roles.require(view, bench, "write_report")
    return steadily(lambda: _put(view, bench, report_id, block, draft), block)


def steadily(work: Callable[[], int], place: str) -> int:
    """The step the work records; tried anew where somebody saved between its reading and its writing."""
    for _ in range(TRIES):
        with suppress(Moved):
            return work()
    raise Conflict("others save without a pause", place=place, remedy="save again; nothing is lost")


def _put(view: View, bench: Workbench, report_id: str, block: str, draft: Draft) -> int:
    held = now(view, bench, report_id)
    opened = paragraph(view, bench, report_id, held, block)
    new = notation.read(draft.text, draft.cites, opened)
    cited = [{cite.item for one in each.sentences for cite in one.cites} for each in (new, opened)]
    items.require_held(view, bench, cited[0] - cited[1])
    same = new.sentences == opened.sentences and not draft.taken
    if same and not composing.master(view, bench, report_id).reworded(block):
        return held.last(block)
    if why := in_the_way(view, bench, held, block, draft.seen):
        kept = merging.suggestion(_as_seen(held, block, draft.seen) or opened, new, why)
        lying = [e for e in _unresolved(held.edits) if e.block == block and e.by == view.user]
        if all(edit.body["text"] != kept["text"] for edit in lying):
            record(view, bench, report_id, ("suggestion", block, kept))
        raise Conflict(
            f"{why}; what you wrote is kept as a suggestion beside the paragraph",
            place=block,
            remedy="open the section again, compare the two, and take over what you want",
        )
    body: dict[str, Any] = {"block": tree_json.block(new)}
    if draft.taken:
        said = next(
            (e for e in _unresolved(held.edits) if e.number == draft.taken and e.block == block), None
        )
        if said is None:
            raise NotFound("no such suggestion", remedy="open the section again: it may have been settled")
        body |= {"taken": said.number, "of": said.by}
    return record(view, bench, report_id, ("put", block, body), newest(held))


def _as_seen(held: Held, block: str, seen: int) -> Paragraph | None:
    """A paragraph as it stood after a step of this version; None where it did not, or the step is older."""
    if any(edit.number > seen for edit in held.before):
        return None
    then = applied(held.base, [edit for edit in held.edits if edit.number <= seen])
    found = find(then, block)
    return found if isinstance(found, Paragraph) else None


def paragraph(view: View, bench: Workbench, report_id: str, held: Held, block: str) -> Paragraph:
    """The paragraph as it stands, where the View sees all of it."""
    raw = find(held.now, block)
    shown = find(seen_of(view, bench, report_id, held.now), block)
    if not isinstance(raw, Paragraph) or not isinstance(shown, Paragraph):
        raise NotFound("no such paragraph", remedy="open the section again: it may have been removed")
    if len(raw.sentences) != len(shown.sentences):
        raise Conflict(
            "this paragraph is edited by those who see all of it",
            remedy="write a comment instead",
            place=block,
        )
    return raw


def in_the_way(view: View, bench: Workbench, held: Held, block: str, seen: int, part: str = "") -> str:
    """Who holds the part a block stands in, or changed the block since; empty where nobody did."""
    holder = _locks(held.edits, bench.clock()).get(part or holder_of(held.now, block), "")
    if holder and holder != view.user:
        return f"{holder} holds this section"
    last = held.last(block)
    if last > seen:
        by = next(edit.by for edit in (*held.before, *held.edits) if edit.number == last)
        return f"{by} changed this {_NOUNS.get(part, 'paragraph')} after you opened it"
    return ""


def insert(view: View, bench: Workbench, report_id: str, after: str, text: str = "") -> str:
    """A new paragraph after a block, or first in a section; its id."""
    new = f"p-{bench.entropy(6).hex()}"
    made = notation.read(text or f"{STARTER} {{no claim}}", (), Paragraph(new, ()))
    _add(view, bench, report_id, after, made)
    return new


def _add(view: View, bench: Workbench, report_id: str, after: str, block: Block) -> None:
    roles.require(view, bench, "write_report")
    held = now(view, bench, report_id)
    places = {own for own, *_ in holders(held.now)}
    if after not in places and find(held.now, after) is None:
        raise NotFound("no such place in the report", remedy="open the section again")
    check_lock(view, bench, held, after if after in places else holder_of(held.now, after))
    record(view, bench, report_id, ("insert", after, {"block": tree_json.block(block)}))


def add_block(view: View, bench: Workbench, report_id: str, after: str, block: Block) -> None:
    """A block somebody else made, after another or first in a section."""
    _add(view, bench, report_id, after, block)


def check_lock(view: View, bench: Workbench, held: Held, section: str) -> None:
    """`Conflict` where somebody else holds a section."""
    holder = _locks(held.edits, bench.clock()).get(section, "")
    if holder and holder != view.user:
        raise Conflict(f"{holder} holds this section", remedy="wait, or write a comment", place=section)


def remove(view: View, bench: Workbench, report_id: str, block: str, seen: int) -> None:
    """Take a block out; it stays in the history. `Conflict` where somebody changed it since."""
    roles.require(view, bench, "write_report")
    held = now(view, bench, report_id)
    if find(seen_of(view, bench, report_id, held.now), block) is None:
        raise NotFound("no such block", remedy="open the section again")
    if why := in_the_way(view, bench, held, block, seen):
        raise Conflict(why, place=block, remedy="open the section again and look at what was changed")
    check_not_last(held, block)
    record(view, bench, report_id, ("remove", block, {}))


def mark(
    view: View, bench: Workbench, report_id: str, block: str, marking: Marking, seen: int | None = None
) -> int:
    """Say who may see a paragraph; the step. `BadInput` for a marking above one's own clearance."""
    roles.require(view, bench, "write_report")
    if not view.clearance.covers(marking):
        raise BadInput(f"you could not see a paragraph marked {marking}", remedy="choose a lower marking")

    def work() -> int:
        held = now(view, bench, report_id)
        marked = replace(paragraph(view, bench, report_id, held, block), marking=marking)
        known = held.last(block) if seen is None else seen
        if why := in_the_way(view, bench, held, block, known):
            raise Conflict(why, place=block, remedy="open the section again and look at what was changed")
        return record(
            view, bench, report_id, ("put", block, {"block": tree_json.block(marked)}), newest(held)
        )

    return steadily(work, block)


def check_not_last(held: Held, block: str) -> None:
    """`Conflict` where a block is the last of its section."""
    section = holder_of(held.now, block)
    alone = any(own == section and len(found) < 2 for own, _, _, found in holders(held.now))
    if alone and section != "summary":
        raise Conflict(
            "it is the last of its section, and a section is not dropped silently",
            place=block,
            remedy="put another paragraph beside it first, or move the section to an annex with a reason",
        )


def add_section(view: View, bench: Workbench, report_id: str, after: str, title: str) -> str:
    """A new section of the first level after another; its id."""
    roles.require(view, bench, "write_report")
    if not title.strip():
        raise BadInput("a section has a title", remedy="write one")
    new = f"s-{bench.entropy(6).hex()}"
    record(view, bench, report_id, ("section", after, {"id": new, "title": " ".join(title.split())}))
    return new


def open_section(view: View, bench: Workbench, report_id: str, after: str, title: str) -> str:
    """A new section with a first paragraph to write in; its id."""
    new = add_section(view, bench, report_id, after, title)
    insert(view, bench, report_id, new)
    return new


def move_to_annex(view: View, bench: Workbench, report_id: str, section: str, why: str) -> None:
    """Take a section out of the body; it stands as an annex, and the reason stays in the history."""
    roles.require(view, bench, "write_report")
    if not why.strip():
        raise BadInput("a section is not dropped silently", remedy="say why it moves to an annex")
    held = now(view, bench, report_id)
    raw = find_section(held.now, section)
    if raw is None or find_section(seen_of(view, bench, report_id, held.now), section) is None:
        raise NotFound("no such section", remedy="choose one of the outline")
    check_lock(view, bench, held, section)
    record(view, bench, report_id, ("annexed", section, {"why": " ".join(why.split())}))


def find_section(report: Report, section: str) -> Section | None:
    """A section of the body by its id, at any depth."""
    waiting = list(report.sections)
    while waiting:
        one = waiting.pop()
        if one.id == section:
            return one
        waiting += one.sections
    return None


def comment(view: View, bench: Workbench, report_id: str, block: str, text: str) -> int:
    """Say something of a block; whoever may investigate may."""
    roles.require(view, bench, "investigate")
    if not text.strip():
        raise BadInput("a comment says something", remedy="write it")
    return record(view, bench, report_id, ("comment", block, {"text": notation.plain(text)}))


def suggest(view: View, bench: Workbench, report_id: str, block: str, text: str, why: str) -> int:
    """Lay other words beside a paragraph, for whoever may write to take over; whoever may investigate may."""
    roles.require(view, bench, "investigate")
    opened = paragraph(view, bench, report_id, now(view, bench, report_id), block)
    cites = notation.write(replace(opened, dissents=())).cites
    new = notation.read(text, cites, opened)
    if new.sentences == opened.sentences:
        raise BadInput("the words are those that stand there", remedy="change them, or write a comment")
    kept = merging.suggestion(opened, new, " ".join(why.split()))
    return record(view, bench, report_id, ("suggestion", block, kept))


def resolve(view: View, bench: Workbench, report_id: str, step: int) -> int:
    """Settle a comment or a suggestion; both stay in the history."""
    roles.require(view, bench, "write_report")
    held = now(view, bench, report_id)
    about = next((edit for edit in _unresolved(held.edits) if edit.number == step), None)
    if about is None:
        raise NotFound("no such remark", remedy="it may have been settled")
    return record(view, bench, report_id, ("resolved", about.block, {"number": step}))


def note(view: View, bench: Workbench, report_id: str, step: tuple[str, str, Mapping[str, Any]]) -> int:
    """Add a step that changes no text of the report, such as a translation; its number."""
    return record(view, bench, report_id, step)


def hold(view: View, bench: Workbench, report_id: str, section: str, holding: bool = True) -> None:
    """Take a section, or let go of it; `Conflict` where somebody else holds it."""
    roles.require(view, bench, "write_report")
    held = now(view, bench, report_id)
    check_lock(view, bench, held, section)
    record(view, bench, report_id, ("lock" if holding else "unlock", section, {}))


def pick(view: View, bench: Workbench, item: str, quote: str) -> Citation:
    """The citation of words in an item (see `items.named`); `BadInput` unless they stand there once."""
    try:
        item = items.named(view, bench, item)
    except NotFound as error:
        raise BadInput(
            f"no item is called {item.strip()[:80]!r}",
            place="item",
            remedy="type a part of its name and choose one of those offered, or paste its SHA-256",
        ) from error
    held = items.visible(view, bench, item)
    words = " ".join(quote.split())
    if not words:
        raise BadInput("name the words that are cited", remedy="copy them from the item")
    if held.row.media_type == "application/pdf":
        found: list[Place] = list(
            pdf.find(items.Held(item, held.row.name, held.row.size, bench.vault), words)
        )
        if len(found) != 1:
            raise BadInput(
                f"the words stand {len(found)} times in {held.row.name}",
                place=held.row.name,
                remedy="give words that stand in it once: more of those around them",
            )
        return Citation(item, found[0], words)
    with bench.vault.open(item) as stream:
        return Citation(item, place_of(stream.read(), words, held.row.name), words)


def save(view: View, bench: Workbench, report_id: str, why: str) -> int:
    """Set down what was edited as a version of its own; its number."""
    roles.require(view, bench, "write_report")
    with bench.office.write(view, why or "saved") as session:
        held = held_at(replace(view, known_at=bench.clock()), bench, session, report_id)
        row = session.scalar(select(ReportRow).where(ReportRow.id == report_id))
        new = (row.versions[-1].version if row else 0) + 1
        session.add(
            ReportVersionRow(
                report_id=report_id,
                version=new,
                outline=tree_json.outline(held.now),
                at=bench.clock(),
                by=view.user,
                why=why or "saved",
            )
        )
        return new


def preview(
    view: View,
    bench: Workbench,
    report_id: str,
    section: str,
    evidence_url: Callable[[Citation], str] | None = None,
) -> str:
    """One section alone as the inside of a page, as the internal edition has it, footnotes counted from 1."""
    whole = composing.master(view, bench, report_id, only=section)
    shown = editions.cut(whole.report, Edition.INTERNAL, view.clearance, whole.markings.get).report
    alone = section_of(shown, section)
    if alone is None:
        raise NotFound("no such section", remedy="choose one of the outline")
    alone = tree_json.written_out(alone, targets(shown))
    tops = [one.id for one in shown.sections] + ([ADVICE] if shown.recommendations else [])
    first = tops.index(section) + 1 if section in tops else 1
    made = composing.Composed(alone, (), (), (), (), whole)
    return html_page.body(lay_out(alone, audience_catalogue(made), first), evidence_url)


def section_of(report: Report, section: str) -> Report | None:
    """The report with nothing but one part: a section, an annex, the summary, the recommendations, the cover.

    None where there is no such part.
    """
    bare = replace(report, summary=(), sections=(), annexes=(), recommendations=())
    whole = {
        COVER: bare,
        "summary": replace(bare, summary=report.summary),
        ADVICE: replace(bare, recommendations=report.recommendations),
    }
    if section in whole:
        return whole[section]
    for annex in report.annexes:
        if annex.id == section:
            return replace(bare, annexes=(annex,))
    waiting = list(report.sections)
    while waiting:
        one = waiting.pop()
        if one.id == section:
            return replace(bare, sections=(one,))
        waiting += one.sections
    return None
