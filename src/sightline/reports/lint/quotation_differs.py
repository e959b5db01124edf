"""Words in quotation marks that nobody wrote.

What it refuses: three words or more in quotation marks, in a sentence that claims something, which
do not stand together in any place the sentence cites.

Why: quotation marks say that someone wrote exactly this.

How to mend: quote the words as they stand, cite the place where they stand, or take the marks away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.reports.outline import sentences
from sightline.reports.problem import LintContext, Problem, error
from sightline.reports.said import squeezed

RULE = "quotation_differs"
_QUOTED = re.compile(r'[“"«„]([^“”"«»„]+)[”"»“]')
FEWEST = 3
"""words from which a quotation is more than a term"""


def check(context: LintContext) -> Iterator[Problem]:
    """Quotations that the cited places do not hold."""
    for at in sentences(context.report):
        if not at.sentence.claim:
            continue
        held = [squeezed(context.words(cite)).casefold() for cite in at.sentence.cites]
        for quoted in _QUOTED.findall(at.sentence.text):
            words = squeezed(quoted).strip(" .,;:").casefold()
            if len(words.split()) >= FEWEST and not any(words in text for text in held):
                text = f"the words in quotation marks do not stand in what is cited: {quoted!r}"
                yield error(RULE, at.label, text, "quote the words as they stand", at.sentence.text)
