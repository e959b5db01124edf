"""A reconstruction passed off as fact.

What it refuses: a claim that rests on reconstructions alone, where the sentence does not say so
with a form of the word "reconstruction" or "illustration".

Why: a reconstruction is made for illustration after what a document says, and proves nothing.

How to mend: cite the document itself, or say in the sentence that this is a reconstruction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.model.item import Basis
from sightline.reports.outline import sentences
from sightline.reports.problem import LintContext, Problem, Severity

RULE = "reconstruction_as_fact"
_SAID = re.compile(
    r"\b(?:reconstruct(?:s|ed|ion|ions|ing)?|illustrat(?:es|ed|ive|ion|ions|ing))\b", re.IGNORECASE
)


def check(context: LintContext) -> Iterator[Problem]:
    """Claims whose every cited item is a reconstruction, and that do not say so."""
    for at in sentences(context.report):
        bases = {
            context.items[cite.item].basis if cite.item in context.items else None
            for cite in at.sentence.cites
        }
        if at.sentence.claim and bases == {Basis.RECONSTRUCTION} and not _SAID.search(at.sentence.text):
            text = "the sentence rests on reconstructions alone and reads as fact"
            remedy = "cite the document itself, or say that this is a reconstruction"
            yield Problem(RULE, Severity.ERROR, at.label, text, remedy, at.sentence.text)
