"""A number that what is cited does not give.

What it warns of: a claim with a number, in digits or from three up in words, that stands in none of the
places its paragraph cites, in digits or in words, nor in the symbols of the documents cited, nor in the
finding it words. Days, weeks, months and years counted between two days cited, numbers taken from a query,
and numbers of resolutions and their paragraphs are let pass; so are words that count what was told before
(these four ships), a list at the place cited, or what the sentence cites.

Why: a digit changed by mistake, or on purpose, looks like any other digit.

How to mend: correct the number, cite the place that gives it, or say that it was computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from sightline.model.casework import Hearing
from sightline.model.citation import Citation
from sightline.model.report import Paragraph, Sentence
from sightline.reports.outline import labelled_blocks
from sightline.reports.problem import LintContext, Problem, warning
from sightline.reports.said import (
    days,
    every_number,
    listed,
    numbers,
    plain,
    scaled,
    squeezed,
    value,
    without_days,
    worded,
)

RULE = "number_without_source"
_COMPUTED = re.compile(r"\b(?:comput|calculat|count(?:ed|s) by the office|in all\b|on average)", re.I)
_LEGAL = re.compile(
    r"\b(?:paragraphs?|and) [\d ,()a-z]{1,30}? of resolution \d{4}(?: \(\d{4}\))?"
    r"|\bresolutions? \d{4}(?: \(\d{4}\))?",
    re.I,
)
_ROUGH = re.compile(
    r"\b(?:more than|less than|over|under|about|around|some|nearly|almost|roughly|approximately) "
    r"([\d,.]*\d|[a-z]+(?:[- ][a-z]+)*)",
    re.I,
)
_LETTERS = re.compile(
    r"\b(?:letters?|asked|wrote|repl(?:y|ied|ies)|answer(?:s|ed)?|deadline|time (?:allowed|given))\b", re.I
)
_TOLD_BEFORE = re.compile(r"\b(?:the|these|those|all|its|their|other) (?:other |said )?$", re.I)
_MEASURED = re.compile(
    r"^[\s-]+(?:minutes?|hours?|days?|nights?|weeks?|months?|years?|tons?|tonnes?|barrels?|lit(?:re|er)s?|"
    r"kilo\w+|nautical|miles?|met(?:re|er)s?|degrees?|knots?|dollars?|euros?|yuan|per ?cent)\b",
    re.I,
)
"""what is measured, and not counted"""
_SPANS = {"week": 7.0, "month": 365.25 / 12, "year": 365.25}
"""days of what is counted between two days"""
_LASTED = re.compile(r"^[\s-]+(week|month|year)s?\b", re.I)
NEAR = 0.1
"""how far a number said to be rough may lie from one that is given, as a share of it"""
_REFERENCE = re.compile(r"\{ref:[^}]*\}")


def check(context: LintContext) -> Iterator[Problem]:
    """Numbers and days of claims that nothing cited gives."""
    names = [party.name for party in context.parties.values()]
    names += [name for several in context.names.values() for name in several]
    named: set[str] = set().union(*(every_number(name) for name in names))
    for block, label in labelled_blocks(context.report):
        if not isinstance(block, Paragraph):
            continue
        texts: list[str] = []
        for sentence in block.sentences:
            if not sentence.claim or not sentence.cites or _COMPUTED.search(sentence.text):
                continue
            texts = texts or _texts(context, block)
            if lacking := _lacking(sentence, [*texts, *_heard(context, sentence)], named):
                text = f"nothing that the paragraph cites gives {', '.join(lacking)}"
                remedy = "correct the number, cite the place that gives it, or say that it was computed"
                yield warning(RULE, label, text, remedy, sentence.text)


def _lacking(sentence: Sentence, texts: list[str], named: set[str]) -> list[str]:
    """Days and numbers of a sentence that stand in none of the texts."""
    given = {day for text in texts for _, day in days(text) if day}
    written = [(said, day) for said, day in days(sentence.text) if day]
    lost = [said for said, day in written if day not in given and not _without_year(said, texts)]
    rest = without_days(_LEGAL.sub(" ", _REFERENCE.sub(" ", sentence.text)))
    stated = {plain(number.text) for number in sentence.numbers}
    wanted = {number: number for number in numbers(rest)} | dict(_in_words(rest, len({*sentence.cites})))
    wanted = {said: number for said, number in wanted.items() if not {said, number} & stated}
    if not wanted:
        return lost
    held = named.union(*(every_number(text) for text in texts))
    counted = set[str]().union(*(listed(text) for text in texts))
    apart = [abs((one - other).days) for one, other in combinations(sorted(given)[:8], 2)]
    held |= {str(days) for days in apart}
    rough = {plain(number) for found in _ROUGH.findall(rest) for number in _first(found)}
    large = scaled(rest)
    return lost + [
        said
        for said, n in wanted.items()
        if n not in held
        and (said == n or n not in counted)
        and large.get(n) not in held
        and not (n in rough and _near(n, held))
        and not _lasted(rest, said, n, apart)
    ]


def _first(text: str) -> list[str]:
    """The number a text begins with, in digits; none where it begins with another word."""
    if text[0].isdigit():
        return [text]
    return [number for said, number in worded(text)[:1] if text.startswith(said)]


def _in_words(text: str, cites: int) -> Iterator[tuple[str, str]]:
    """Numbers in words that say something new: no names, nothing that was counted before, no documents."""
    for said, number in worded(text):
        at = text.index(said)
        before, after = text[:at], text[at + len(said) :]
        name = said[0].isupper() and before.strip()
        again = _TOLD_BEFORE.search(before) and not _MEASURED.search(after)
        if not (name or again or (value(number) == cites and not _MEASURED.search(after))):
            yield said, number


def _lasted(text: str, said: str, number: str, apart: list[int]) -> bool:
    """Whether a number counts the weeks, months or years between two days, to the nearest or begun."""
    found = _LASTED.search(text.partition(said)[2])
    if found is None:
        return False
    counted = [days / _SPANS[found[1].casefold()] for days in apart]
    return any(abs(one - value(number)) < 1 for one in counted)


def _without_year(said: str, texts: list[str]) -> bool:
    """Whether a text gives the day and the month of a day, and the year somewhere."""
    day, _, year = said.rpartition(" ")
    return any(day and f"{day} " in f"{text} " and year in text and said not in text for text in texts)


def _near(number: str, given: set[str]) -> bool:
    return any(abs(value(one) - value(number)) <= NEAR * value(number) for one in given)


def _texts(context: LintContext, paragraph: Paragraph) -> list[str]:
    cites = [cite for sentence in paragraph.sentences for cite in sentence.cites]
    texts = [squeezed(context.words(cite)) for cite in cites]
    texts += [f"{item.document} {item.name}" for cite in cites if (item := context.items.get(cite.item))]
    worded = {sentence.finding for sentence in paragraph.sentences} & set(context.findings)
    return texts + [
        f"{context.findings[name].assertion} {context.findings[name].day}" for name in sorted(worded)
    ]


def _heard(context: LintContext, sentence: Sentence) -> list[str]:
    """The days of the hearings whose party is named or letters are cited, for a sentence about letters."""
    if not _LETTERS.search(sentence.text):
        return []
    heard = [
        hearing
        for hearing in context.hearings
        if hearing.party.id in sentence.parties or _written(hearing) & set(sentence.cites)
    ]
    found = [
        (hearing.sent_on, hearing.deadline, *(reply.received_on for reply in hearing.replies))
        for hearing in heard
    ]
    found += [(sent.sent_on, sent.deadline) for hearing in heard for sent in hearing.letters]
    return [str(day) for several in found for day in several if day]


def _written(hearing: Hearing) -> set[Citation | None]:
    """The letters to a party and its replies."""
    letters = {hearing.letter, *(sent.letter for sent in hearing.letters)}
    return letters | {reply.citation for reply in hearing.replies}
