"""A part that this kind of report must have.

What it refuses: an annex without anything in it; a report that cites items and has no table of them,
where its template asks for one; an item that is cited and not in that table; a letter without
addressee, salutation, close or signature. It warns of a report without the summary or the
recommendations its template asks for, and of a heading with nothing under it.

Why: a reader looks for each part where reports of this kind have it.

How to mend: add the part, or choose the template that does without it.
"""

from __future__ import annotations

from collections.abc import Iterator

from sightline.model.report import Report, Section, Template
from sightline.reports.footnotes import short
from sightline.reports.outline import citations, tables
from sightline.reports.parts import PARTS, Part
from sightline.reports.problem import LintContext, Problem, error, warning

RULE = "missing_part"


def check(context: LintContext) -> Iterator[Problem]:
    """Parts that are missing or empty."""
    report = context.report
    wanted = PARTS[report.template]
    for annex in report.annexes:
        if not annex.blocks:
            yield error(
                RULE, f"annex {annex.letter}", "the annex is empty", "fill it, or take it out", annex.title
            )
    for section in report.sections:
        yield from _empty(section)
    yield from _evidence(report, Part.EVIDENCE in wanted)
    yield from _letter(report)
    if Part.SUMMARY in wanted and not report.summary:
        yield warning(RULE, "summary", f"a {report.template} report has a summary", "write one")
    if Part.RECOMMENDATIONS in wanted and not report.recommendations:
        yield warning(RULE, "recommendations", f"a {report.template} report has recommendations", "write one")


def _evidence(report: Report, wanted: bool) -> Iterator[Problem]:
    cited = {cite.item for cite in citations(report)}
    listing = [table for table in tables(report) if table.query.get("kind") == "evidence"]
    if cited and wanted and not listing:
        yield error(RULE, "annexes", "items are cited and no table lists them", "add a table of evidence")
    listed = {row[-1].text for table in listing for row in table.rows if row}
    for item in sorted(cited - listed) if listing else ():
        text = f"item {short(item)} is cited and not in the table of evidence"
        yield error(RULE, f"table {listing[0].number}", text, "compute the table anew", listing[0].title)


def _letter(report: Report) -> Iterator[Problem]:
    if report.template is not Template.LETTER:
        return
    held = report.envelope
    said = {
        "addressee": held.to,
        "salutation": held.salutation,
        "close": held.closing,
        "signature": held.signed_by,
    }
    for name, value in said.items():
        if not value:
            yield error(RULE, "cover", f"the letter has no {name}", "write it on the cover")


def _empty(section: Section) -> Iterator[Problem]:
    if not section.blocks and not section.sections:
        text = "nothing stands under this heading"
        yield warning(RULE, section.id, text, "write the section, or take the heading out", section.title)
    for inner in section.sections:
        yield from _empty(inner)
