"""A text that is not finished.

What it refuses: an empty sentence, one that stands as the template had it, a placeholder (TODO, TBC, XXX,
"to be completed", three dots in brackets), a reference in curly brackets that is not one, brackets or
quotation marks left open, a title with nothing in it. It warns of a sentence that does not end, of a word
written twice, and of a sentence that stands word for word in an earlier paragraph.

Why: what the author forgot, an opponent finds.

How to mend: finish the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.model.report import Section
from sightline.reports.number import REFERENCE
from sightline.reports.outline import sentences
from sightline.reports.problem import LintContext, Problem, error, warning
from sightline.reports.said import squeezed
from sightline.reports.template_words import PROMPTS, STARTER

RULE = "unfinished_text"
_HOLDER = re.compile(
    r"\b(?:TODO|TBC|TBD|XXX+|FIXME|lorem ipsum|to be (?:completed|confirmed|inserted))\b"
    r"|\[(?:…|\.\.\.)?\s*\]|\?\?",
    re.I,
)
_TWICE = re.compile(r"\b([a-z]{2,}) \1\b(?! \1)")
_ALLOWED_TWICE = frozenset({"had", "that"})
_END = (".", "?", "!", ":", ";", "”", "。", "？", "।", "؟", ")")
LONG = 60
"""letters from which a sentence that stands twice is no accident of wording"""


def check(context: LintContext) -> Iterator[Problem]:
    """Sentences and titles that are not finished."""
    seen: dict[str, str] = {}
    summary = {paragraph.id for paragraph in context.report.summary}
    for at in sentences(context.report):
        text = at.sentence.text
        if wrong := _broken(text):
            yield error(RULE, at.label, wrong, "finish the sentence", text)
        elif wrong := _loose(text):
            yield warning(RULE, at.label, wrong, "finish the sentence", text)
        key = squeezed(text).casefold()
        if len(key) >= LONG and at.paragraph.id not in summary:
            if key in seen:
                said = f"the sentence stands word for word in {seen[key]}"
                yield warning(RULE, at.label, said, "say it once, and refer to it", text)
            seen.setdefault(key, at.label)
    if not context.report.title.strip() or not context.report.symbol.strip():
        yield error(RULE, "cover", "the report has no title or no symbol", "give it one")
    for section in context.report.sections:
        yield from _titles(section)


def _broken(text: str) -> str:
    if not text.strip():
        return "the sentence is empty"
    if text.strip() in PROMPTS or text.strip() == STARTER:
        return "the words of the template stand where the text belongs"
    if found := _HOLDER.search(text):
        return f"a placeholder stands in the text: {found[0]!r}"
    bare = REFERENCE.sub("", text)
    if "{" in bare or "}" in bare:
        return "curly brackets stand in the text and are no reference"
    for opening, closing in (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»")):
        if bare.count(opening) != bare.count(closing):
            return f"{opening} and {closing} do not match"
    return ""


def _loose(text: str) -> str:
    if not text.rstrip().endswith(_END) and not REFERENCE.search(text[-40:]):
        return "the sentence does not end"
    found = _TWICE.search(text)
    return f"a word stands twice: {found[0]!r}" if found and found[1] not in _ALLOWED_TWICE else ""


def _titles(section: Section) -> Iterator[Problem]:
    if not section.title.strip():
        yield error(RULE, section.id, "the section has no title", "give it one")
    for inner in section.sections:
        yield from _titles(inner)
