"""A finding that somebody objects to and nobody answered.

What it refuses: a sentence that words a finding to which an objection waits for its answer.

Why: an objection gets an answer on record before the text goes out, also one that came after the finding
was agreed.

How to mend: answer it on record (`sightline case move-paper`, or the finding's page), or take the finding
out.
"""

from __future__ import annotations

from collections.abc import Iterator

from sightline.reports.outline import sentences
from sightline.reports.problem import LintContext, Problem, error

RULE = "objection_unanswered"


def check(context: LintContext) -> Iterator[Problem]:
    """Findings worded here whose objections wait, each once."""
    told: set[str] = set()
    for at in sentences(context.report):
        name = at.sentence.finding
        who = context.unanswered.get(name, ())
        if who and name not in told:
            told.add(name)
            text = f"the objection of {', '.join(who)} to this finding has no answer"
            yield error(RULE, at.label, text, "answer it on record first", at.sentence.text)
