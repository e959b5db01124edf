"""A legal fact that was not verified, stated as if it were.

What it refuses: a resolution named with a year that is not its own, in whatever sentence. It warns
of a claim about a paragraph of a resolution of which the regime holds measures that were not compared with
the text, where neither the paragraph of the report says so nor a table of measures lists one of them.

Why: a report may not be surer of the law than the office is.

How to mend: say how far the rule is verified, list the measure in a table of measures, or correct the year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.model.measure import Confidence, Measure
from sightline.reports.outline import Located, sentences, tables
from sightline.reports.problem import LintContext, Problem, error, warning

RULE = "unverified_law"
_PARAGRAPH = re.compile(
    r"\b[Pp]aragraphs? (?P<paragraph>\d+)(?: ?\([a-z]\))?(?:[ ,\w()]{0,24})?"
    r" of resolution (?P<number>\d{4})"
)
_YEAR = re.compile(r"(?<![\w/])(?P<number>\d{4}) ?\((?P<year>\d{4})\)")
_RESOLUTION = re.compile(r"\bresolutions?\b", re.I)
_SAID = re.compile(
    r"\b(?:unverified|uncertain|partly checked|not (?:yet )?(?:been )?(?:verified|compared|checked))\b", re.I
)


def check(context: LintContext) -> Iterator[Problem]:
    """Wrong years, and provisions stated without their verification."""
    listed = {
        name
        for table in tables(context.report)
        if table.query.get("kind") == "measures"
        for name in table.query["ids"]
    }
    for at in sentences(context.report):
        for found in _YEAR.finditer(at.sentence.text) if _RESOLUTION.search(at.sentence.text) else ():
            year = context.resolutions.get(found["number"])
            if year is not None and str(year) != found["year"]:
                text = f"resolution {found['number']} is of {year}, not of {found['year']}"
                yield error(RULE, at.label, text, "correct the year", at.sentence.text)
        if at.sentence.claim:
            yield from _provisions(context, at, listed)


def _provisions(context: LintContext, at: Located, listed: set[str]) -> Iterator[Problem]:
    whole = " ".join(sentence.text for sentence in at.paragraph.sentences)
    for found in _PARAGRAPH.finditer(at.sentence.text):
        held = [one for one in context.measures.values() if _of(one, found)]
        doubtful = held and all(one.confidence is not Confidence.CHECKED for one in held)
        if doubtful and not _SAID.search(whole) and not any(one.id in listed for one in held):
            text = f"{found[0]} is {held[0].confidence.value}, and nothing here says so"
            remedy = "say how far it is verified, or list the measure in a table of measures"
            yield warning(RULE, at.label, text, remedy, at.sentence.text)


def _of(measure: Measure, found: re.Match[str]) -> bool:
    wanted = found["paragraph"]
    return any(
        provision.resolution == found["number"] and re.match(rf"{wanted}(?!\d)", provision.paragraph)
        for provision in measure.provisions
    )
