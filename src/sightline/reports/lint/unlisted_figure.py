"""A figure or table that a reader cannot find or cannot read.

What it refuses: a table or figure without a title, which no list could name; a figure without words
for those who cannot see it. It warns of a figure that the text never refers to.

Why: lists are made of titles, and a drawing without words is closed to some readers.

How to mend: give it a title, say in words what it shows, and refer to it where it is needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from sightline.model.report import Figure
from sightline.reports.number import REFERENCE
from sightline.reports.outline import sentences, tables
from sightline.reports.problem import LintContext, Problem, error, warning

RULE = "unlisted_figure"


def check(context: LintContext) -> Iterator[Problem]:
    """Figures and tables without title, words or mention."""
    named = {name for at in sentences(context.report) for name in REFERENCE.findall(at.sentence.text)}
    for table in tables(context.report):
        drawn = isinstance(table, Figure)
        where = f"{'figure' if drawn else 'table'} {table.number}"
        if not table.title.strip():
            yield error(RULE, where, "it has no title", "give it one", table.id)
        if isinstance(table, Figure) and not table.alt.strip():
            yield error(
                RULE, where, "nothing says in words what it shows", "write what it shows", table.title
            )
        if drawn and table.id not in named:
            yield warning(
                RULE,
                where,
                "the text never refers to it",
                f"write {{ref:{table.id}}} where it is needed",
                table.title,
            )
