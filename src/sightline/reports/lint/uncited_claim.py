"""A claim without evidence.

What it refuses: a sentence that claims something about the world and cites nothing; a table that
does not say which query made it; a finding worded in the report that has no evidence for it. It warns of a
sentence marked as claiming nothing that words a breach, or gives an amount with its unit or currency. What it
repeats of a finding's limits, of what would change it, of a hearing's reason or of a dissent is let pass, and
so is what is denied or asked.

Why: nothing is claimed without a citation.

How to mend: cite the place in an item that carries the sentence, mark it as not a claim when it only
guides the reader, or strike it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.model.casework import Standard
from sightline.reports import dissent_annex
from sightline.reports.outline import Located, sentences, tables
from sightline.reports.problem import LintContext, Problem, Severity, warning
from sightline.reports.said import amounts, squeezed
from sightline.reports.wording import BREACH, strong_words

RULE = "uncited_claim"
_REPEATS = re.compile(
    r"^(?:Limits|What would change (?:this|it)|[^:]{1,120} was given no opportunity to reply): "
    r"|^\d+ findings? of the case: "
)
"""how a sentence begins that repeats the record"""
_TITLED = re.compile(r"^\d+ findings? of the case: ")
_MISSING = re.compile(r"than it was seen to receive, so that transfers are missing\.$")
"""what is computed of rows that are not there"""


def check(context: LintContext) -> Iterator[Problem]:
    """Sentences without citations, tables without queries, findings without evidence."""
    worded: dict[str, str] = {}
    recorded = _recorded(context)
    dissents = {
        block.id for one in context.report.annexes if one.id == dissent_annex.ID for block in one.blocks
    }
    for at in sentences(context.report):
        if at.sentence.finding:
            worded.setdefault(at.sentence.finding, at.label)
        if at.sentence.claim and not at.sentence.cites:
            yield _problem(at.label, "this sentence claims something and cites nothing", at.sentence.text)
        elif not at.sentence.claim and at.paragraph.id not in dissents:
            yield from _claims(at, recorded)
    for table in tables(context.report):
        if not table.query:
            yield _problem(f"table {table.number}", "this table does not say what made it", table.title)
    for name, label in worded.items():
        finding = context.findings.get(name)
        if finding is not None and not any(e.weight == "for" for e in finding.evidence):
            yield _problem(label, f"finding {name} has no evidence for it", finding.assertion)


def _claims(at: Located, recorded: str) -> Iterator[Problem]:
    """What a sentence that claims nothing claims."""
    text = squeezed(at.sentence.text)
    told = [word for word, _ in strong_words(text, Standard.REPORTED) if word in BREACH]
    told += [] if _MISSING.search(text) else amounts(text)
    if _REPEATS.match(text):
        told = [] if _TITLED.match(text) else [one for one in told if one.casefold() not in recorded]
    if told:
        said = f"the sentence is marked as claiming nothing, and says {told[0]!r}"
        remedy = "cite what it rests on and take the mark off, or strike it"
        yield warning(RULE, at.label, said, remedy, at.sentence.text)


def _recorded(context: LintContext) -> str:
    """What the record says of limits, of what would change a finding and of hearings not given."""
    texts = [text for one in context.findings.values() for text in (one.limits, one.would_change)]
    texts += [one.reason for one in context.hearings]
    return squeezed(" | ".join(texts)).casefold()


def _problem(where: str, text: str, quote: str) -> Problem:
    return Problem(RULE, Severity.ERROR, where, text, "cite what it rests on, or strike it", quote)
