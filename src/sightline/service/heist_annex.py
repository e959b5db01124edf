"""A theft's ledger as a part of a report: one cited sentence a line, the sums, and what is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sightline.detectors.coins.theft_ledger import HELD, NOBODY, Contest, Line
from sightline.model.citation import Citation
from sightline.model.report import Block, Paragraph, Sentence
from sightline.model.view import View
from sightline.service import editing
from sightline.service.heist_order import one
from sightline.service.heists_kept import Heist, Version
from sightline.service.workbench import Workbench

MOST = 40
"""sentences of a paragraph"""
RULES = (
    "In order of arrival an address pays with what it received first; by share each transfer carries the "
    "stolen part of the balance, and each output of a transaction of several payers that of them all. Both "
    "are conventions and add up to the last unit. By touch all counts that leaves an address after it "
    "received anything stolen; it says what came to an address, not what lies there, and overstates."
)


def add(view: View, bench: Workbench, id: str, report_id: str, after: str = "") -> str:
    """Put the ledger into a report as a section of its own after another, or last; the section's id.

    `NotFound` for an unknown theft or report, `NotAllowed` for who may not write it.
    """
    _order, found = one(view, bench, id)
    book = found.ledger
    section = editing.add_section(
        view, bench, report_id, after, f"What was taken by {book.actor}: {book.asset}"
    )
    for block in reversed(list(blocks(found, section))):
        editing.add_block(view, bench, report_id, section, block)
    return section


def blocks(found: Heist, prefix: str) -> Iterator[Block]:
    """Paragraphs in the order of the page; parts that are empty are left out."""
    book = found.ledger
    largest = sorted(book.takings, key=lambda one: -one.amount.units)
    once = ""
    if book.before.units:
        had = "; ".join(f"{one.amount.said} by {one.actor}" for one in book.taken_from)
        once = (
            f"; {book.before.said} of it had been taken before{f' ({had})' if had else ''}, so that "
            f"{book.stolen.said} were stolen"
        )
    if book.perhaps.units:
        once += f"; {book.perhaps.said} of it had perhaps been taken before, at most"
    if book.contested.units:
        once += (
            f"; {book.contested.said} of it hang on addresses that labels give to others as well, so that "
            f"{book.stolen_said} were stolen"
        )
    taken = _said(
        f"In all {book.taken.said} went on {book.chain} in {len(book.takings)} "
        f"transfer{'s' if len(book.takings) != 1 else ''} to addresses labelled {book.actor}, from "
        f"{book.first:%Y-%m-%d %H:%M} UTC{once}.",
        [*(one.cite for one in largest[:5]), *(one.cite for one in book.thieves[:3])],
    )
    every = tuple(cite for line in book.lines for cite in line.cites[:1])[:5] or taken.cites
    fees = f"{book.fees.said} went as fees, " if book.fees.units else ""
    known = _said(
        f"Computed in order of arrival, {book.known.said} of it reached services with a name, "
        f"{book.held.said} lie with others that labels name, {book.unknown.said} at addresses without a "
        f"label, {fees}and {book.again.said} were taken again; together all that was taken.",
        every,
    )
    parts = {
        "taken": [taken, known, Sentence(RULES, claim=False)],
        "lines": [_line(line) for line in book.lines if line.cites],
        "unknown": [
            *(_contested(one) for one in book.contests),
            *(
                _said(
                    f"{one.amount.said} of it came by way of {one.service}, into which loot of "
                    f"{'; '.join(one.thefts)} had gone; by time and amount they had perhaps been taken "
                    f"before, so that {book.stolen_said} were stolen.",
                    one.cites,
                )
                for one in book.through
            ),
            *(_disputed(one.tx, one.index, one.versions) for one in found.disputed),
            *(
                Sentence(
                    f"The address {gap.address} paid at least {gap.missing.said} more than it was seen to "
                    "receive, so that transfers are missing.",
                    claim=False,
                )
                for gap in book.gaps[:10]
            ),
        ],
    }
    for name, sentences in parts.items():
        if sentences:
            yield Paragraph(f"{prefix}-{name}", tuple(sentences[:MOST]))


def _said(text: str, cites: Iterable[Citation]) -> Sentence:
    return Sentence(text, tuple(dict.fromkeys(cites)))


def _line(line: Line) -> Sentence:
    several = f"{len(line.addresses)} addresses" if len(line.addresses) > 1 else "an address"
    where = f"reached {line.name} ({line.kind})"
    if line.whose == HELD:
        where = f"lie at {several} labelled {line.name} ({line.kind})"
    if line.whose == NOBODY:
        alone = len(line.addresses) == 1
        where = f"reached the address {line.name}, which has no label" if alone else f"reached {line.name}"
    against = "; labels contradict one another about it" if line.contradicted else ""
    text = (
        f"Computed in order of arrival, {line.in_order.said} {where}; by share {line.by_share.said}, "
        f"by touch {line.by_touch.said} came there{against}."
    )
    return _said(text, [*line.cites, *(one.cite for one in line.labels[:3])])


def _contested(one: Contest) -> Sentence:
    told = "; ".join(f"“{x.name}”, {x.kind} ({x.source or 'no source given'})" for x in one.labels)
    return _said(
        f"{one.amount.said} of it hang on the address {one.address}, which labels give to "
        f"{', '.join(one.others)} as well: {told}; they stand in the ledger of each.",
        (x.cite for x in one.labels),
    )


def _disputed(tx: str, index: int, versions: Iterable[Version]) -> Sentence:
    several = list(versions)
    told = "; ".join(f"{one.amount.said} to {one.target}" for one in several)
    return _said(
        f"Files disagree about transfer {index} of {tx}: {told}; what was taken in first counts.",
        [one.cite for one in several],
    )
