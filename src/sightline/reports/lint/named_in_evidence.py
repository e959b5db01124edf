"""A party that is not named, and evidence that names it.

What it warns of: in an edition that leaves the office, a citation of the letter to a party that may not be
named or of its reply, of a file whose own name gives it, or of a place where its name stands, in any
spelling on record. The quoted words themselves are left out of such an edition; the bytes of the item go
out with its bundle.

Why: a name that the text keeps back is not kept back where the evidence beside it gives it.

How to mend: cite another item or a copy without the name, mark the item so that this edition leaves it out,
or record the decision that the party is named.
"""

from __future__ import annotations

from collections.abc import Iterator

from sightline.model.casework import Party
from sightline.model.report import Edition
from sightline.reports.footnotes import short
from sightline.reports.outline import cites_of, labelled_blocks
from sightline.reports.problem import LintContext, Problem, warning
from sightline.reports.unnamed import STANDS_FOR, pattern_of

RULE = "named_in_evidence"
_REMEDY = (
    "cite what does not name it, mark the item so that this edition leaves it out, or decide that it is named"
)


def check(context: LintContext) -> Iterator[Problem]:
    """Cited items that name a party which the text may not name, once an item."""
    if context.namings is None or context.report.edition is Edition.INTERNAL:
        return
    named = {one.party for one in context.namings if one.named}
    for party in sorted(context.at_hand - named):
        yield from _of(context, context.parties[party])
    yield from _files(context)


def _files(context: LintContext) -> Iterator[Problem]:
    """Items whose file is called after a party that may not be named; the custody ledger says so too."""
    told: set[str] = set()
    for block, label in labelled_blocks(context.report):
        for cite in cites_of(block):
            item = context.items.get(cite.item)
            if item is not None and item.sha256 not in told and STANDS_FOR in f"{item.name} {item.origin}":
                told.add(item.sha256)
                text = f"the file of item {short(item.sha256)} is called after a party that may not be named"
                yield warning(RULE, label, text, _REMEDY)


def _of(context: LintContext, party: Party) -> Iterator[Problem]:
    letters: dict[str, str] = {}
    for hearing in context.hearings:
        if hearing.party.id == party.id:
            letters |= {reply.citation.item: "its reply" for reply in hearing.replies}
            letters |= {one.letter.item: "a reminder to it" for one in hearing.reminders}
            letters |= {hearing.letter.item: "the letter to it"} if hearing.letter else {}
    names = pattern_of([party], context.names, context.parties.values())
    told: set[str] = set()
    for block, label in labelled_blocks(context.report):
        for cite in cites_of(block):
            if cite.item in told:
                continue
            stands = names is not None and names.search(context.words(cite))
            if what := letters.get(cite.item) or ("a place with its name" if stands else ""):
                told.add(cite.item)
                text = (
                    f"{party.name} may not be named, and {what} is cited: its bytes go out with this edition"
                )
                yield warning(RULE, label, text, _REMEDY)
