"""A wording stronger than the standard of proof met.

What it refuses: a sentence that words a finding without saying at which standard, that claims a
higher standard than the finding meets, or that uses words kept for a higher standard than the one
it claims or the finding meets. The words of each standard are one table, the controlled
vocabulary. It warns of a claim that words no finding and speaks of a breach, or is beyond doubt in its own
voice (undoubtedly, the documents prove).

Why: a reader must be able to tell from the verb how much is known.

How to mend: use a word of the standard met, or bring the evidence that meets the higher one.
"""

from __future__ import annotations

from collections.abc import Iterator

from sightline.model.casework import Finding, Standard
from sightline.reports.outline import Located, sentences
from sightline.reports.problem import LintContext, Problem, Severity
from sightline.reports.wording import breach_words, certain_words, strong_words

RULE = "wording_too_strong"


def check(context: LintContext) -> Iterator[Problem]:
    """Sentences whose claim or words outrun the finding they word."""
    for at in sentences(context.report):
        finding = context.findings.get(at.sentence.finding)
        if at.sentence.finding and finding is None:
            text = f"the sentence words finding {at.sentence.finding}, which is not there"
            yield _problem(at, text, "name a finding of this report's cases")
        elif finding is not None:
            yield from _against(at, finding)
            continue
        if not at.sentence.claim or at.sentence.finding:
            continue
        if word := next(certain_words(at.sentence.text), ""):
            text = f"the sentence words no finding, and {word!r} needs one that is documented"
            remedy = "say which finding it words, say who is that certain, or what the place cited shows"
            yield Problem(RULE, Severity.WARNING, at.label, text, remedy, at.sentence.text)
        if breach_words(at.sentence.text):
            text = "the sentence speaks of a breach and words no finding"
            remedy = "say which finding it words, or describe what happened instead"
            yield Problem(RULE, Severity.WARNING, at.label, text, remedy, at.sentence.text)


def _against(at: Located, finding: Finding) -> Iterator[Problem]:
    claimed = at.sentence.standard
    if claimed is None:
        yield _problem(
            at, "the sentence words a finding and does not say at which standard", "set its standard"
        )
        return
    if claimed.rank > finding.met.rank:
        text = f"the sentence claims {claimed.value!r}, the finding meets {finding.met.value!r}"
        yield _problem(at, text, f"word it as {finding.met.value!r}, or bring the evidence")
    bound: Standard = min(claimed, finding.met, key=lambda standard: standard.rank)
    for word, needed in strong_words(at.sentence.text, bound):
        text = f"{word!r} needs {needed.value!r}; the sentence may claim {bound.value!r}"
        yield _problem(at, text, f"use a word of {bound.value!r}")


def _problem(at: Located, text: str, remedy: str) -> Problem:
    return Problem(RULE, Severity.ERROR, at.label, text, remedy, at.sentence.text)
