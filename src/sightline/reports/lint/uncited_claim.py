"""A claim without evidence.

What it refuses: a sentence that claims something about the world and cites nothing; a table that
does not say which query made it; a finding worded in the report that has no evidence for it.

Why: nothing is claimed without a citation.

How to mend: cite the place in an item that carries the sentence, mark it as not a claim when it only
guides the reader, or strike it.
"""

from __future__ import annotations

from collections.abc import Iterator

from sightline.reports.outline import sentences, tables
from sightline.reports.problem import LintContext, Problem, Severity

RULE = "uncited_claim"


def check(context: LintContext) -> Iterator[Problem]:
    """Sentences without citations, tables without queries, findings without evidence."""
    worded: dict[str, str] = {}
    for at in sentences(context.report):
        if at.sentence.finding:
            worded.setdefault(at.sentence.finding, at.label)
        if at.sentence.claim and not at.sentence.cites:
            yield _problem(at.label, "this sentence claims something and cites nothing", at.sentence.text)
    for table in tables(context.report):
        if not table.query:
            yield _problem(f"table {table.number}", "this table does not say what made it", table.title)
    for name, label in worded.items():
        finding = context.findings.get(name)
        if finding is not None and not any(e.weight == "for" for e in finding.evidence):
            yield _problem(label, f"finding {name} has no evidence for it", finding.assertion)


def _problem(where: str, text: str, quote: str) -> Problem:
    return Problem(RULE, Severity.ERROR, where, text, "cite what it rests on, or strike it", quote)
