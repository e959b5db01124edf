"""A recommendation that nobody could follow.

What it refuses: a recommendation without an addressee, a text, a legal basis, or a finding it flows from
that this report words; one that says neither that it tightens nor that it relieves, or whose status is not
one of those there are; two with the same text, letter case, punctuation and references apart; one that
repeats another of this very report. It warns of one that is *repeated* and names no earlier one.

Why: recommendations are to be clear, addressed and practicable.

How to mend: fill in what is missing, or take the recommendation out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sightline.model.report import STATUSES, Recommendation
from sightline.reports.number import REFERENCE
from sightline.reports.outline import sentences
from sightline.reports.problem import LintContext, Problem, error, folded, warning

RULE = "incomplete_recommendation"


def check(context: LintContext) -> Iterator[Problem]:
    """Recommendations that lack something."""
    worded = {at.sentence.finding for at in sentences(context.report)}
    texts = Counter(_words(advice.text) for advice in context.report.recommendations)
    for advice in context.report.recommendations:
        lacks = list(_lacking(advice, worded, context.report.symbol))
        if texts[_words(advice.text)] > 1:
            lacks.append("another recommendation has the same text")
        if advice.status == "repeated" and not advice.repeats.strip():
            yield warning(
                RULE,
                f"recommendation {advice.number}",
                "it is repeated, and names no earlier one",
                "name the earlier one: its entry in the register, or its report and number",
                advice.text,
            )
        for text in lacks:
            yield error(
                RULE, f"recommendation {advice.number}", text, "fill it in, or take it out", advice.text
            )


def _words(text: str) -> str:
    return folded(REFERENCE.sub(" ", text))


def _lacking(advice: Recommendation, worded: set[str], symbol: str) -> Iterator[str]:
    if not advice.addressee.strip():
        yield "it is addressed to nobody"
    if not advice.text.strip():
        yield "it says nothing"
    if not any(basis.strip() for basis in advice.basis):
        yield "it names no legal basis"
    if advice.kind not in {"tighten", "relieve"}:
        yield f"it neither tightens nor relieves: {advice.kind!r}"
    if advice.status not in STATUSES:
        yield f"there is no status {advice.status!r}"
    if symbol and advice.repeats.casefold().startswith(f"{symbol.casefold()}, "):
        yield "it repeats a recommendation of this very report"
    if not advice.findings:
        yield "it flows from no finding"
    elif not set(advice.findings) & worded:
        yield "this report words none of the findings it flows from"
