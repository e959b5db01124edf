"""A dissent or a recusal that is on record and not in the report.

What it warns of: a finding worded after the summary about which an expert dissents, concurs with a
reservation or is recused, where no paragraph that words it prints what that expert said. So too a finding
that the office still holds and an earlier state of the report worded, where no sentence words it any more
(its mark, or the whole sentence, was taken out) and no text prints what that expert said.

Why: a dissent prints at the paragraph it concerns, whoever likes it or not, and a reader may know who took no
part and why.

How to mend: put the paragraph back to what the dissent was about, mark the sentence with its finding again,
print the expert's words in a sentence, or ask the expert for a new wording.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sightline.model.casework import Finding, Position
from sightline.model.report import Dissent
from sightline.reports.outline import sentences
from sightline.reports.problem import LintContext, Problem, warning
from sightline.reports.said import squeezed

RULE = "dissent_not_printed"
_STOOD = {
    Position.DISSENT: "dissents from",
    Position.RESERVE: "has a reservation about",
    Position.RECUSED: "takes no part in",
}


def check(context: LintContext) -> Iterator[Problem]:
    """Dissents and reservations that no paragraph prints."""
    printed: dict[str, list[Dissent]] = {}
    first: dict[str, str] = {}
    for at in sentences(replace(context.report, summary=())):
        if at.sentence.finding in context.findings:
            first.setdefault(at.sentence.finding, at.label)
            printed.setdefault(at.sentence.finding, []).extend(at.paragraph.dissents)
    for name, label in first.items():
        yield from _unprinted(context.findings[name], printed[name], label)
    for name in sorted((context.dropped & set(context.findings)) - set(first) - context.unagreed):
        yield from _lost(context, context.findings[name])


def _unprinted(finding: Finding, printed: list[Dissent], label: str) -> Iterator[Problem]:
    for stance in finding.stances:
        if stance.position in _STOOD and not any(
            d.expert == stance.expert and d.text == stance.text for d in printed
        ):
            text = f"{stance.expert} {_STOOD[stance.position]} this finding, and the report does not print it"
            yield warning(RULE, label, text, "print the dissent at its paragraph", stance.text)


def _lost(context: LintContext, finding: Finding) -> Iterator[Problem]:
    """What experts said of a finding that no sentence words any more, and that stands nowhere."""
    for stance in finding.stances:
        told = any(
            _holds(at.sentence.text, stance.text)
            or any(one.expert == stance.expert and one.text == stance.text for one in at.paragraph.dissents)
            for at in sentences(context.report)
        )
        if stance.position in _STOOD and not told:
            text = (
                f"{stance.expert} {_STOOD[stance.position]} finding {finding.id}, which an earlier state "
                "of the report worded and no sentence words any more"
            )
            remedy = "mark the sentence with its finding again, or print what the expert said"
            yield warning(RULE, finding.id, text, remedy, stance.text or finding.assertion)


def _holds(text: str, words: str) -> bool:
    return bool(words) and squeezed(words) in squeezed(text)
