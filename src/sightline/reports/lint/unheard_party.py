"""A party named before it could answer.

What it refuses: a sentence that names a party as having breached a measure or taken part, where no
hearing of that party is on record by the report's date. On record means: it replied, or its
deadline had passed, or the reason why no opportunity was given is recorded with who decided so. It
warns where the text carries a party's name that the sentence does not declare.

Why: nobody is named in an edition before an opportunity to reply is on record.

How to mend: send the letter and wait for the reply or the deadline, record why none was given, or
take the name out.
"""

from __future__ import annotations

from collections.abc import Iterator

from sightline.model.casework import Finding
from sightline.reports.outline import Located, sentences
from sightline.reports.problem import LintContext, Problem, Severity, names

RULE = "unheard_party"
_REMEDY = (
    "send the letter and wait for the reply or its deadline, record why none was given, or do not name it"
)


def check(context: LintContext) -> Iterator[Problem]:
    """Parties named without a hearing on record; names that are not declared."""
    heard = {h.party.id for h in context.hearings if h.on_record(context.report.dated)}
    known = context.parties
    for at in sentences(context.report):
        for party in at.sentence.parties:
            if party not in heard:
                name = known[party].name if party in known else party
                text = f"{name} is named and no hearing of it is on record by {context.report.dated}"
                yield Problem(RULE, Severity.ERROR, at.label, text, _REMEDY, at.sentence.text)
        yield from _undeclared(context, at, heard)
    for advice in context.report.recommendations:
        for party in _breaching(context, advice.findings):
            if party not in heard and names(advice.text, known[party]):
                text = f"the recommendation names {known[party].name}, which has not been heard"
                where = f"recommendation {advice.number}"
                yield Problem(RULE, Severity.ERROR, where, text, _REMEDY, advice.text)


def _breaching(context: LintContext, findings: tuple[str, ...]) -> list[str]:
    found: list[Finding] = [context.findings[name] for name in findings if name in context.findings]
    return [party.id for finding in found if finding.breach for party in finding.parties]


def _undeclared(context: LintContext, at: Located, heard: set[str]) -> Iterator[Problem]:
    suspects = dict.fromkeys(_breaching(context, tuple(sorted(context.findings))))
    for party in suspects:
        said = names(at.sentence.text, context.parties[party])
        if said and party not in at.sentence.parties and party not in heard:
            name = context.parties[party].name
            text = f"the sentence carries the name of {name}, a party to a finding that has not been heard"
            remedy = "declare the party in the sentence, or take the name out"
            yield Problem(RULE, Severity.WARNING, at.label, text, remedy, at.sentence.text)
