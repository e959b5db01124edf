"""A citation of an item that was lawfully deleted.

What it refuses: a citation, in a sentence, a table, a finding worded here, or a letter or reply of a party
to one, of an item whose bytes were destroyed. Its hash and its signed tombstone can still be shown; its
words cannot.

Why: nobody can check what is no longer there.

How to mend: cite another item, or strike what rests on this one alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from sightline.model.report import Paragraph
from sightline.reports.footnotes import short
from sightline.reports.outline import labelled_blocks, sentences
from sightline.reports.problem import LintContext, Problem, error, of_hearings

RULE = "deleted_item"
_REMEDY = "cite another item, or strike what rests on this one alone"


def check(context: LintContext) -> Iterator[Problem]:
    """Places that cite what is gone."""
    if not context.deleted:
        return
    for block, label in labelled_blocks(context.report):
        if isinstance(block, Paragraph):
            cited = [(cite.item, label, s.text) for s in block.sentences for cite in s.cites]
        else:
            cited = [
                (c.item, f"table {label}", cell.text)
                for row in block.rows
                for cell in row
                for c in cell.cites
            ]
        for item, where, quote in cited:
            if item in context.deleted:
                yield error(RULE, where, f"item {short(item)} was lawfully deleted", _REMEDY, quote)
    for name in sorted({at.sentence.finding for at in sentences(context.report)} & set(context.findings)):
        for evidence in context.findings[name].evidence:
            if evidence.citation.item in context.deleted:
                text = f"evidence of the finding, item {short(evidence.citation.item)}, was lawfully deleted"
                yield error(RULE, f"finding {name}", text, _REMEDY, context.findings[name].assertion)
    for cite, where, quote in of_hearings(context):
        if cite.item in context.deleted:
            yield error(RULE, where, f"item {short(cite.item)} was lawfully deleted", _REMEDY, quote)
