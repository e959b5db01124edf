"""A party named before it could answer.

What it refuses: a sentence that names a party as having breached a measure or taken part, where no
hearing of that party is on record by the report's date. On record means: it replied, or its
deadline had passed, or the reason why no opportunity was given is recorded with who decided so. The name
of a party to a finding or a hearing, in any spelling on record, counts wherever it is printed, marked or
not: in a sentence that claims nothing, a heading, the title or note of a table, a recommendation. The name
of a state is the name of a place too, and counts where it is marked. It warns of a party to a breach that
may be named and is, where no sentence marks it.

Why: nobody is named in an edition before an opportunity to reply is on record.

How to mend: send the letter and wait for the reply or the deadline, record why none was given, or
take the name out.
"""

from __future__ import annotations

from collections.abc import Iterator

from sightline.reports.mentions import mentions
from sightline.reports.outline import sentences
from sightline.reports.problem import LintContext, Problem, Severity

RULE = "unheard_party"
_REMEDY = (
    "send the letter and wait for the reply or its deadline, record why none was given, or do not name it"
)


def check(context: LintContext) -> Iterator[Problem]:
    """Parties named without a hearing on record, marked or not; parties that are named and never marked."""
    dated = context.report.dated
    heard = {h.party.id for h in context.hearings if h.on_record(dated)}
    known = context.parties
    marked: set[str] = set()
    for at in sentences(context.report):
        marked.update(at.sentence.parties)
        for party in at.sentence.parties:
            if party not in heard:
                name = known[party].name if party in known else party
                text = f"{name} is named and no hearing of it is on record by {dated}"
                yield Problem(RULE, Severity.ERROR, at.label, text, _REMEDY, at.sentence.text)
    for one in mentions(context, context.at_hand - heard):
        if not one.marked:
            text = f"the text carries the name {one.name}, and no hearing of it is on record by {dated}"
            yield Problem(RULE, Severity.ERROR, one.where, text, _REMEDY, one.text)
    may = {one.party for one in context.namings if one.named} if context.namings is not None else heard
    yield from _unmarked(context, (heard & may) - marked)


def _unmarked(context: LintContext, parties: set[str]) -> Iterator[Problem]:
    """Of each party that took part and is marked nowhere, the first text that names it."""
    breaching = {p.id for f in context.findings.values() if f.breach for p in f.parties}
    told: set[str] = set()
    for one in mentions(context, parties & breaching):
        if one.party.id not in told:
            told.add(one.party.id)
            text = f"the text names {one.name}, a party to a finding, and no sentence marks it"
            remedy = f"mark the sentence with {{party {one.party.id}}}, or take the name out"
            yield Problem(RULE, Severity.WARNING, one.where, text, remedy, one.text)
