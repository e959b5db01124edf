"""A translation that no longer says what the text says.

What it refuses: in a translated report, a sentence whose source was changed after it was translated,
that was not translated, or whose translation nobody has reviewed. It is a warning: such a sentence is
printed in the language it was written in, and the cover says so.

Why: a reader of another language must get the same report.

How to mend: translate the sentence again, and have it reviewed.
"""

from __future__ import annotations

from collections.abc import Iterator

from sightline.reports.outline import sentences
from sightline.reports.problem import LintContext, Problem, warning

RULE = "stale_translation"
CURRENT = "current"


def check(context: LintContext) -> Iterator[Problem]:
    """Sentences of a translation that are not current."""
    if context.translated is None:
        return
    for at in sentences(context.report):
        state = context.translated.get(at.sentence.text, "was not translated")
        if state != CURRENT:
            remedy = "translate the sentence again, and have it reviewed"
            yield warning(RULE, at.label, f"the sentence {state}", remedy, at.sentence.text)
