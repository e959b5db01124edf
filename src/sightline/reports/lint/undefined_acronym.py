"""Capital letters that nobody explained.

What it warns of: a word of three capital letters or more that the text has not written out before it
or beside it, that is no word of a name on record or of a place cited, and that is not among those
every reader of such reports knows.

Why: a report is read by people who were not there.

How to mend: write it out where it first stands, with the letters in brackets after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.reports.outline import sentences
from sightline.reports.problem import LintContext, Problem, warning

RULE = "undefined_acronym"
_LETTERS = re.compile(r"(?<![\w/.-])(?<![A-Z] )[A-Z]{3,}(?=s?(?![\w/-]))(?! [A-Z]{3,})")
KNOWN = frozenset(
    (
        "DPRK", "IMO", "MMSI", "AIS", "BIC", "TLP", "SHA", "PDF", "DOCX", "HTML", "JSON", "CSV", "UTC", "USD",
        "SWIFT", "OFAC", "IAEA", "FATF", "IAN", "LLC", "LTD", "INC", "SAMPLE", "INVENTED",
    )
)  # fmt: skip
"""What readers of reports on these sanctions know, and what every report of this office prints."""


def check(context: LintContext) -> Iterator[Problem]:
    """Capital letters at their first place, where nothing explains them."""
    named = [party.name for party in context.parties.values()]
    named += [name for several in context.names.values() for name in several]
    known = set(KNOWN) | {word for name in named for word in _LETTERS.findall(name)}
    for at in sentences(context.report):
        text = at.sentence.text
        explained = {one for one in _LETTERS.findall(text) if f"({one})" in text or f"{one} (" in text}
        quoted = {one for cite in at.sentence.cites for one in re.findall(r"[A-Z]{3,}", context.words(cite))}
        known |= explained | quoted
        for letters in dict.fromkeys(_LETTERS.findall(text)):
            if letters not in known:
                known.add(letters)
                remedy = "write it out where it first stands, with the letters in brackets"
                yield warning(RULE, at.label, f"{letters} is not explained", remedy, text)
