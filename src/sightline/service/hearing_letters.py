"""Letters that give a party the opportunity to reply, made ready to send from the findings that name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sightline import regime
from sightline.cases import reading
from sightline.errors import UsageError
from sightline.model.casework import Finding, Party
from sightline.model.citation import Citation
from sightline.model.marking import PUBLIC
from sightline.model.view import View
from sightline.office import sources
from sightline.office.guard import GuardedSession
from sightline.reports import letter_docx, letter_pdf
from sightline.reports.footnotes import Catalogue, describe
from sightline.reports.hearing_letter import Ask, findings_on, hearing_letter, hints
from sightline.reports.letter import Letter
from sightline.service.cases import INVESTIGATE
from sightline.service.items import acquired
from sightline.service.roles import require
from sightline.service.workbench import Workbench

FORMATS = ("docx", "pdf")


@dataclass(frozen=True, slots=True)
class Order:
    """By when an answer is asked for, where it goes, who signs; `reference` is the case where it is empty."""

    deadline: date
    contact: str
    signatory: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Drafted:
    """The letter's files by format, the findings it tells of, and what whoever sends it should know."""

    party: Party
    files: Mapping[str, bytes]
    findings: tuple[str, ...]
    shown: int
    held_back: int
    """pieces of evidence the party is not shown, because they are marked"""
    hints: tuple[str, ...]


def draft(
    view: View, bench: Workbench, case_id: str, party_id: str, order: Order, formats: Sequence[str] = FORMATS
) -> Drafted:
    """The letter as of the View's day: what the findings assert, and of their evidence what is public.

    Nothing is recorded: what was sent goes on record with `sightline hearing letter`. `UsageError` for a
    party no finding of the case names, or a deadline that is not after today.
    """
    require(view, bench, INVESTIGATE)
    if order.deadline <= view.as_of:
        raise UsageError(
            f"the deadline {order.deadline} is not after {view.as_of}", remedy="give a later day"
        )
    if unknown := [one for one in formats if one not in FORMATS]:
        raise UsageError(f"unknown format {unknown[0]!r}", remedy="use " + ", ".join(FORMATS))
    with bench.office.read(view) as session:
        case = reading.case(view, session, case_id)
        named = findings_on(case, party_id)
        shown = _shown(view, session, named)
    parties = [each for one in named for each in one.parties if each.id == party_id]
    if not parties:
        known = sorted({each.id for one in case.findings for each in one.parties})
        raise UsageError(
            f"no finding of this case names {party_id!r}", remedy="use one of " + ", ".join(known)
        )
    measures = {id: regime.get(id) for one in named for id in one.measures}
    ask = Ask(
        bench.settings.name,
        order.reference or f"{case_id}/{party_id}",
        view.as_of,
        order.deadline,
        order.contact,
        order.signatory,
    )
    letter = hearing_letter(case, parties[0], ask, measures, shown)
    cited = {piece.citation for one in named for piece in one.evidence}
    return Drafted(
        parties[0],
        {kind: _rendered(letter, kind) for kind in formats},
        tuple(one.id for one in named),
        len(cited & set(shown)),
        len(cited - set(shown)),
        hints(ask, named, measures),
    )


def _rendered(letter: Letter, kind: str) -> bytes:
    return letter_docx.render(letter) if kind == "docx" else letter_pdf.render(letter).data


def _shown(view: View, session: GuardedSession, named: Sequence[Finding]) -> Mapping[Citation, str]:
    """What the party may be shown of the evidence: what is marked public, in words."""
    cites = [piece.citation for one in named for piece in one.evidence]
    found = acquired(view, session, [cite.item for cite in cites])
    items = {sha: several[0].item for sha, several in found.items() if PUBLIC.covers(several[0].marking)}
    names = {id: one.name for id, one in sources.everything(session).items()}
    catalogue = Catalogue(items, names)
    return {cite: describe(cite, catalogue) for cite in cites if cite.item in items}
