"""A measure nobody has checked, used without saying so.

What it warns of: a finding worded in the report that is held against a measure whose text was not
compared with the resolution (confidence other than checked), where no table of measures lists it
with its verification and no sentence wording that finding says so. A finding held against a
measure that was not in force on its day, or that is not known, is an error.

Why: the measures are data, and a reader must see how far each was verified.

How to mend: list the measure in a table of measures, or say in the sentence that it is not verified.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.model.casework import Finding
from sightline.model.measure import Confidence
from sightline.reports.outline import sentences, tables
from sightline.reports.problem import LintContext, Problem, Severity

RULE = "unverified_measure"
_SAID = re.compile(
    r"\b(?:unverified|uncertain|partly checked|not (?:yet )?(?:been )?(?:verified|compared|checked))\b", re.I
)


def check(context: LintContext) -> Iterator[Problem]:
    """Measures of the worded findings that are unknown, not in force, or unverified and not printed so."""
    listed = {
        name
        for table in tables(context.report)
        if table.query.get("kind") == "measures"
        for name in table.query.get("ids", ())
    }
    first: dict[str, str] = {}
    said: set[str] = set()
    for at in sentences(context.report):
        if at.sentence.finding in context.findings:
            first.setdefault(at.sentence.finding, at.label)
            said |= {at.sentence.finding} if _SAID.search(at.sentence.text) else set()
    for name, label in first.items():
        printed = None if name in said else listed
        yield from _measures(context, context.findings[name], label, printed)


def _measures(
    context: LintContext, finding: Finding, label: str, printed: set[str] | None
) -> Iterator[Problem]:
    for name in finding.measures:
        measure = context.measures.get(name)
        if measure is None or not measure.in_force(finding.day):
            text = (
                f"measure {name} is not known" if measure is None else f"{name} did not bind on {finding.day}"
            )
            remedy = "hold the finding against a measure in force on its day"
            yield Problem(RULE, Severity.ERROR, label, text, remedy, finding.assertion)
        elif measure.confidence is not Confidence.CHECKED and printed is not None and name not in printed:
            text = f"measure {name} ({measure.paragraph}) is {measure.confidence.value}, which is not printed"
            remedy = "list it in a table of measures, or say so in the sentence"
            yield Problem(RULE, Severity.WARNING, label, text, remedy, finding.assertion)
