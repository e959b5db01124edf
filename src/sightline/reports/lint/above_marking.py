"""Something the audience is not cleared for.

What it refuses: a paragraph marked above what the edition's audience may read, and a citation of an
item above it, in a sentence or a table. An item whose marking nobody knows counts as above.

Why: nothing reaches an edition whose audience is not cleared for it.

How to mend: cut the edition from the master again, or cite a source the audience may see.
"""

from __future__ import annotations

from collections.abc import Iterator

from sightline.model.citation import Citation
from sightline.model.report import Paragraph
from sightline.reports.footnotes import short
from sightline.reports.outline import labelled_blocks
from sightline.reports.problem import LintContext, Problem, Severity

RULE = "above_marking"


def check(context: LintContext) -> Iterator[Problem]:
    """Paragraphs and cited items above the edition."""
    for block, label in labelled_blocks(context.report):
        if isinstance(block, Paragraph):
            if not context.allowed.covers(block.marking):
                text = f"the paragraph is marked {block.marking}, the edition carries {context.allowed}"
                yield _problem(label, text, " ".join(s.text for s in block.sentences))
            cited = [(cite, s.text) for s in block.sentences for cite in s.cites]
        else:
            label = f"table {label}"
            cited = [(cite, cell.text) for row in block.rows for cell in row for cite in cell.cites]
        yield from _items(context, label, cited)


def _items(context: LintContext, label: str, cited: list[tuple[Citation, str]]) -> Iterator[Problem]:
    for cite, quote in cited:
        marking = context.marking_of(cite.item)
        if marking is None:
            yield _problem(label, f"the marking of item {short(cite.item)} is not known", quote)
        elif not context.allowed.covers(marking):
            text = f"item {short(cite.item)} is marked {marking}, the edition carries {context.allowed}"
            yield _problem(label, text, quote)


def _problem(where: str, text: str, quote: str) -> Problem:
    remedy = "cut the edition again, or cite a source this audience may see"
    return Problem(RULE, Severity.ERROR, where, text, remedy, quote)
