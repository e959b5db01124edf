"""A text that words a finding as it no longer stands.

What it refuses: a paragraph that words a finding which was worded anew since the paragraph was written. It
warns of a dissent or a reservation from an earlier wording of a finding worded here, of an expert who has
not spoken of the new one.

Why: the text says what was found once, the record what is found now, and a dissent from the one is printed
beside neither.

How to mend: hold the words against the finding, and save the paragraph again, changed or not; ask the
expert for a stance on the new wording.
"""

from __future__ import annotations

from collections.abc import Iterator

from sightline.model.casework import Position
from sightline.reports.outline import sentences
from sightline.reports.problem import LintContext, Problem, error, warning

RULE = "finding_reworded"
_STOOD = {Position.DISSENT: "dissented from", Position.RESERVE: "had a reservation about"}


def check(context: LintContext) -> Iterator[Problem]:
    """Paragraphs older than the wording of their finding, and stances that lapsed with it."""
    told: set[str] = set()
    for at in sentences(context.report):
        name = at.sentence.finding
        if (at.paragraph.id, name) in context.parted:
            text = f"finding {name} was worded anew after this paragraph was written"
            yield error(
                RULE, at.label, text, "hold its words against it, and save it again", at.sentence.text
            )
        finding = context.findings.get(name)
        if finding is None or name in told:
            continue
        told.add(name)
        for stance in finding.lapsed:
            if stance.position in _STOOD:
                text = (
                    f"{stance.expert} {_STOOD[stance.position]} an earlier wording and has not spoken of this"
                )
                yield warning(RULE, at.label, text, "ask for a stance on the wording of now", stance.text)
