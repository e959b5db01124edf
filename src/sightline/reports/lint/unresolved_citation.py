"""A citation that leads nowhere.

What it refuses: a citation whose item this office does not hold, whose place is not inside the
item, or whose quoted words do not stand at that place, in a sentence, a table, a finding worded here, or
a letter or reply of a party to one; a reference to a paragraph, table or annex
that is not in the report. (An item that was lawfully deleted has a rule of its own.)

Why: a reader who follows a footnote must find what the sentence says is there.

How to mend: open the item, mark the place again, and replace the citation; a letter or a reply is put
right under Hearings (`sightline hearing correct-letter`, `correct-reply`).
"""

from __future__ import annotations

from collections.abc import Iterator

from sightline.model.citation import Citation
from sightline.model.report import Paragraph
from sightline.reports.footnotes import short
from sightline.reports.number import REFERENCE, called
from sightline.reports.outline import labelled_blocks, sentences
from sightline.reports.problem import LintContext, Problem, Severity, of_hearings

RULE = "unresolved_citation"


def check(context: LintContext) -> Iterator[Problem]:
    """Citations that do not resolve, and references to what is not there."""
    for citation, label, quote in _cited(context):
        if citation.item not in context.deleted and (wrong := _wrong(context, citation)):
            text = f"the citation of {short(citation.item)}, {citation.place}, does not resolve: {wrong}"
            yield Problem(RULE, Severity.ERROR, label, text, "mark the place in the item again", quote)
    known = called(context.report)
    texts = [(at.label, at.sentence.text) for at in sentences(context.report)]
    texts += [(f"recommendation {advice.number}", advice.text) for advice in context.report.recommendations]
    for label, text in texts:
        for name in REFERENCE.findall(text):
            if name not in known:
                wrong = f"the reference to {name!r} leads to nothing in this report"
                yield Problem(RULE, Severity.ERROR, label, wrong, "correct the id or take it out", text)


def _wrong(context: LintContext, citation: Citation) -> str | None:
    if citation.item not in context.items:
        return "no such item"
    return context.resolve(citation)


def _cited(context: LintContext) -> Iterator[tuple[Citation, str, str]]:
    for block, label in labelled_blocks(context.report):
        if isinstance(block, Paragraph):
            for sentence in block.sentences:
                yield from ((cite, label, sentence.text) for cite in sentence.cites)
        else:
            for row in block.rows:
                for cell in row:
                    yield from ((cite, f"table {label}", cell.text) for cite in cell.cites)
    for name in sorted({at.sentence.finding for at in sentences(context.report)} - {""}):
        if finding := context.findings.get(name):
            yield from ((e.citation, f"finding {name}", finding.assertion) for e in finding.evidence)
    yield from of_hearings(context)
