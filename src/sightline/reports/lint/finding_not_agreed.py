"""A finding the office does not hold.

What it refuses: a sentence that words a finding which is still a draft, or which was withdrawn.

Why: a report says what the office agreed on, and nothing else.

How to mend: agree the finding, or take the sentence out.
"""

from __future__ import annotations

from collections.abc import Iterator

from sightline.reports.outline import sentences
from sightline.reports.problem import LintContext, Problem, error

RULE = "finding_not_agreed"


def check(context: LintContext) -> Iterator[Problem]:
    """Sentences that word what was not agreed."""
    for at in sentences(context.report):
        if at.sentence.finding in context.unagreed:
            text = f"finding {at.sentence.finding} is a draft or was withdrawn"
            yield error(RULE, at.label, text, "agree the finding, or take the sentence out", at.sentence.text)
