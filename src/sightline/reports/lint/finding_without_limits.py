"""A finding without its limits.

What it refuses: a finding worded in the report for which nobody has recorded what is not known, or
what would change it.

Why: a finding without limits is a verdict.

How to mend: record with the finding what it does not show, and what would change it.
"""

from __future__ import annotations

from collections.abc import Iterator

from sightline.reports.outline import sentences
from sightline.reports.problem import LintContext, Problem, error

RULE = "finding_without_limits"


def check(context: LintContext) -> Iterator[Problem]:
    """Worded findings with no limits, or nothing that would change them."""
    first: dict[str, str] = {}
    for at in sentences(context.report):
        if at.sentence.finding in context.findings:
            first.setdefault(at.sentence.finding, at.label)
    for name, label in first.items():
        finding = context.findings[name]
        for held, what in ((finding.limits, "its limits"), (finding.would_change, "what would change it")):
            if not held.strip():
                yield error(
                    RULE,
                    label,
                    f"the finding worded here does not say {what}",
                    "record it",
                    finding.assertion,
                )
