"""A finding weighed with grades that its sources no longer have.

What it refuses: a sentence that words a finding at a standard which the finding does not meet with the
grades its sources have now. It warns of a finding worded here whose sources were graded anew since, where
the standard holds.

Why: what was agreed to on the word of a source is not known any better than that source is trusted.

How to mend: word the finding anew, which weighs it with the grades of now, and agree to it again; then
claim what it meets.
"""

from __future__ import annotations

from collections.abc import Iterator

from sightline.reports.outline import sentences
from sightline.reports.problem import LintContext, Problem, error, warning

RULE = "source_regraded"


def check(context: LintContext) -> Iterator[Problem]:
    """Findings worded here that rest on sources graded anew."""
    told: set[str] = set()
    for at in sentences(context.report):
        anew = context.regraded.get(at.sentence.finding)
        if anew is None or at.sentence.finding in told:
            continue
        told.add(at.sentence.finding)
        claimed = at.sentence.standard
        remedy = "word the finding anew, agree to it again, and claim what it meets"
        if claimed is not None and claimed.rank > anew.met.rank:
            text = (
                f"{anew.told}; the sentence claims {claimed.value!r}, with these grades it meets "
                f"{anew.met.value!r}"
            )
            yield error(RULE, at.label, text, remedy, at.sentence.text)
        else:
            yield warning(
                RULE, at.label, f"{anew.told} since the finding was worded", remedy, at.sentence.text
            )
