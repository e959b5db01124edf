"""A paragraph that rests on one source which nothing else vouches for.

What it warns of: a paragraph that words a finding at a standard of documented or assessed, where all
it cites comes from one origin, no other paragraph rests on that origin, and the text does not say so.

Why: two sources of one origin count once, and a source seen only here was tested nowhere.

How to mend: cite a second origin, or say that the paragraph rests on one source alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from sightline.model.casework import Standard
from sightline.model.report import Paragraph
from sightline.reports.outline import labelled_blocks, paragraphs
from sightline.reports.problem import LintContext, Problem, warning

RULE = "single_source"
_SAID = re.compile(
    r"\b(?:(?:one|a single|no other|the only) (?:source|origin|document)|alone|unverified"
    r"|not corroborated|rests? on)\b",
    re.I,
)
_STRONG = (Standard.DOCUMENTED, Standard.ASSESSED)


def check(context: LintContext) -> Iterator[Problem]:
    """Paragraphs with findings on a source met nowhere else."""
    used: dict[str, set[str]] = defaultdict(set)
    for paragraph in paragraphs(context.report):
        for origin in _origins(context, paragraph):
            used[origin].add(paragraph.id)
    for block, label in labelled_blocks(context.report):
        if not isinstance(block, Paragraph) or not any(
            s.finding and s.standard in _STRONG for s in block.sentences
        ):
            continue
        origins = _origins(context, block)
        text = " ".join(sentence.text for sentence in block.sentences)
        if len(origins) == 1 and len(used[next(iter(origins))]) == 1 and not _SAID.search(text):
            said = f"the paragraph rests on {next(iter(origins))} alone, which no other paragraph cites"
            yield warning(RULE, label, said, "cite a second origin, or say that there is but one", text)


def _origins(context: LintContext, paragraph: Paragraph) -> set[str]:
    found = {context.origin(cite.item) for sentence in paragraph.sentences for cite in sentence.cites}
    return found - {""}
