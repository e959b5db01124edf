"""A cross-reference written by hand.

What it refuses: an annex, table, figure, recommendation or paragraph of this report that a text names
by a number which is not in it. It warns of one that is right today: the next edition numbers anew.
Numbers of other documents (paragraph 8 of resolution 1718, annex I to a convention) are let alone.

Why: editions are numbered anew, and a number written by hand stays.

How to mend: refer by id, as `{ref:ID}`, and the number follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.reports.number import called
from sightline.reports.outline import sentences
from sightline.reports.problem import LintContext, Problem, error, warning

RULE = "dangling_reference"
_HAND = re.compile(
    r"\b(?P<word>[Aa]nnex|[Tt]able|[Ff]igure|[Rr]ecommendation|(?:[Ss]ee|[Ii]n|under) paragraph) "
    r"(?P<number>[A-Z]{1,2}(?:\.\d+)?|\d+)(?![\w(])(?! \()(?P<after>.{0,40})"
)
_ELSEWHERE = re.compile(r"^,? ?(?:of|to|in) |^ \([a-z]\)|\bof (?:resolution|S/|the )")


def check(context: LintContext) -> Iterator[Problem]:
    """Numbers of parts that a text writes out itself."""
    there = {str(target).casefold() for target in called(context.report).values()}
    texts = [(at.label, at.sentence.text) for at in sentences(context.report)]
    texts += [(f"recommendation {one.number}", one.text) for one in context.report.recommendations]
    for label, text in texts:
        for found in _HAND.finditer(text):
            if _ELSEWHERE.search(found["after"]):
                continue
            named = f"{found['word'].split()[-1]} {found['number']}"
            if named.casefold() in there:
                said = f"{named!r} is written by hand and will not follow the numbering"
                yield warning(RULE, label, said, "write it as {ref:ID}", text)
            else:
                yield error(RULE, label, f"there is no {named} in this report", "write it as {ref:ID}", text)
