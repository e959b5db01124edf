"""A finding told without the answer that contests it.

What it warns of: a paragraph after the summary that words a finding of breach whose party contests
it, where neither that paragraph nor the next cites the reply, nor points to a paragraph that does.

Why: what a party denies must not read as undisputed.

How to mend: say in the paragraph that the party contests it, and cite the reply or refer to where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from sightline.model.casework import Hearing, Outcome
from sightline.model.report import Paragraph
from sightline.reports.number import REFERENCE
from sightline.reports.outline import labelled_blocks
from sightline.reports.problem import LintContext, Problem, warning

RULE = "contested_finding"


def check(context: LintContext) -> Iterator[Problem]:
    """Paragraphs that word a contested finding and do not lead to the reply."""
    contested = [one for one in context.hearings if one.outcome is Outcome.CONTESTED and one.replies]
    if not contested:
        return
    summary = {paragraph.id for paragraph in context.report.summary}
    told = [
        (b, label)
        for b, label in labelled_blocks(context.report)
        if isinstance(b, Paragraph) and b.id not in summary
    ]
    for position, (paragraph, label) in enumerate(told):
        following = told[position + 1][0] if position + 1 < len(told) else None
        for hearing in contested:
            if _words(context, paragraph, hearing) and not _leads(hearing, paragraph, following, told):
                text = f"{hearing.party.name} contests this, and the paragraph does not lead to its reply"
                remedy = "cite the reply here, or refer to the paragraph that does"
                yield warning(RULE, label, text, remedy, paragraph.sentences[0].text)


def _words(context: LintContext, paragraph: Paragraph, hearing: Hearing) -> bool:
    held = [context.findings[s.finding] for s in paragraph.sentences if s.finding in context.findings]
    return any(one.breach and hearing.party.id in {party.id for party in one.parties} for one in held)


def _leads(
    hearing: Hearing, own: Paragraph, following: Paragraph | None, told: list[tuple[Paragraph, str]]
) -> bool:
    replies = {reply.citation.item for reply in hearing.replies}
    pointed = {name for sentence in own.sentences for name in REFERENCE.findall(sentence.text)}
    reached = [own, *([following] if following else []), *(p for p, _ in told if p.id in pointed)]
    return any(cite.item in replies for p in reached for sentence in p.sentences for cite in sentence.cites)
