"""A paragraph as an editor types it: a line a sentence, citations in square brackets, the rest in curly.

    The ship carried coal. [1] [2] {finding f-1a2b3c4d; standard assessed; party owner}
    See {ref:t-cargo}. {no claim}

The numbers in brackets count the paragraph's citations from 1. Whatever is pasted is set as plain text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from sightline.errors import BadInput
from sightline.model.casework import Standard
from sightline.model.citation import Citation
from sightline.model.report import Paragraph, Sentence, Stated
from sightline.reports.said import every_number

LONGEST = 50_000
"""letters of a paragraph, its marks included"""
_LINE = re.compile(r"(?P<text>.*?)(?P<cites>(?:\s*\[\d+\])*)(?P<marks>(?:\s*\{(?!ref:)[^{}]*\})*)\s*")
_MARKS = re.compile(r"(?:\s*\{(?!ref:)[^{}]*\})+\s*$")
_ASTRAY = re.compile(r"\{\s*(?:no claim|(?:finding|standard|party)\s)[^{}]*\}")
_CITED = re.compile(r"\[\d+\]")
_GOES_ON = re.compile(r"([.!?…。？！؟۔][\"”’»)]*(?:\s*\[\d+\])+)\s+(?=[^\s\[{])")
"""a sentence that ends, its citations, and one more behind them"""
ALIKE, FEW = 0.5, 4
"""how alike a sentence is that another was made of, and from how many words on words are compared"""
_KNOWN = (
    "a|abbr|article|aside|b|big|blockquote|body|br|caption|center|cite|code|col|colgroup|dd|del|dfn|div|dl|dt|em|"
    "figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|img|input|ins|kbd|label|li|link|main|mark|meta|"
    "nav|ol|option|p|pre|q|s|samp|section|select|small|span|strike|strong|style|script|sub|sup|table|tbody|td|"
    "textarea|tfoot|th|thead|title|tr|tt|u|ul|var|video|audio|iframe|object|svg|xml|[a-z]+:[a-z0-9]+"
)
"""the elements that pasted text is freed of; what else stands between angle brackets is text"""
_TAG = re.compile(
    rf"<(style|script|del|s|strike)\b[^<>]*>.*?</\1>|<!--.*?-->|<![a-z\[][^<>]*>|</?(?:{_KNOWN})(?:\s[^<>]*)?/?>",
    re.S | re.I,
)
_ENTITIES = {"&nbsp;": " ", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'"}


@dataclass(frozen=True, slots=True)
class Written:
    """The text, and the citations its numbers count."""

    text: str
    cites: tuple[Citation, ...]


def write(paragraph: Paragraph) -> Written:
    """The paragraph as it is typed."""
    cites = tuple(dict.fromkeys(cite for sentence in paragraph.sentences for cite in sentence.cites))
    number = {cite: at for at, cite in enumerate(cites, 1)}
    return Written("\n".join(_line(one, number) for one in paragraph.sentences), cites)


def _line(sentence: Sentence, number: dict[Citation, int]) -> str:
    marks = [f"finding {sentence.finding}"] if sentence.finding else []
    marks += [f"standard {sentence.standard.value}"] if sentence.standard else []
    marks += [f"party {party}" for party in sentence.parties]
    marks += [] if sentence.claim else ["no claim"]
    parts = [" ".join(sentence.text.split()), *(f"[{number[cite]}]" for cite in sentence.cites)]
    return " ".join(parts + ([f"{{{'; '.join(marks)}}}"] if marks else []))


def read(text: str, cites: Sequence[Citation], old: Paragraph) -> Paragraph:
    """The paragraph that was typed in place of `old`; `BadInput` names the line and what is wrong with it."""
    if len(text) > LONGEST:
        remedy = "make several paragraphs of it"
        raise BadInput(f"a paragraph of {len(text):,} letters, more than {LONGEST:,}", remedy=remedy)
    lines = [line for line in _parted(plain(text), len(cites)).splitlines() if line.strip()]
    said = tuple(_sentence(line, at, cites) for at, line in enumerate(lines, 1))
    return replace(old, sentences=_tied(said, old.sentences))


def _tied(new: tuple[Sentence, ...], old: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """The sentences with the numbers that are tied to queries: those of a sentence that stays, and of one
    that was edited each where it goes on.
    """
    stays: dict[str, tuple[Stated, ...]] = {one.text: one.numbers for one in old}
    ties = [list(stays.get(one.text, ())) for one in new]
    edited = [at for at, one in enumerate(new) if one.text not in stays]
    texts = {one.text for one in new}
    for was in old:
        for number in was.numbers if was.text not in texts else ():
            if (at := _goes_on(was.text, number.text, {at: new[at].text for at in edited})) is not None:
                ties[at].append(number)
    return tuple(replace(one, numbers=tuple(t)) for one, t in zip(new, ties, strict=True))


def _goes_on(was: str, number: str, edited: Mapping[int, str]) -> int | None:
    """Which edited sentence a tied number goes on in: of those that give it the one most alike, else the one
    most alike where it is alike and another number came in; None where the number is given up.
    """
    alike = {at: _alike(was, text) for at, text in edited.items()}
    if giving := [at for at, text in edited.items() if stands_in(number, text)]:
        return max(giving, key=lambda at: alike[at])
    held = every_number(was)
    others = [at for at, text in edited.items() if alike[at] >= ALIKE and every_number(text) - held]
    return max(others, key=lambda at: alike[at], default=None)


def _alike(one: str, other: str) -> float:
    """How alike two sentences are in their words, 0 to 1; in their letters where words are few."""
    words, others = one.casefold().split(), other.casefold().split()
    if min(len(words), len(others)) < FEW:
        return SequenceMatcher(None, one, other, autojunk=False).ratio()
    return SequenceMatcher(None, words, others, autojunk=False).ratio()


def _parted(text: str, cites: int) -> str:
    """The text with a line for each sentence: whoever types on behind a citation begins another one."""

    def part(found: re.Match[str]) -> str:
        numbers = [int(one[1:-1]) for one in _CITED.findall(found[1])]
        return f"{found[1]}\n" if all(1 <= number <= cites for number in numbers) else found[0]

    return _GOES_ON.sub(part, text)


def with_cite(text: str, number: int) -> str:
    """The text with one more citation, by its number: at the first sentence that claims something and cites
    nothing yet, else at the last that claims something, else at the last; before its marks.
    """
    lines = _parted(text.rstrip(), number - 1).split("\n")
    claims = [at for at, line in enumerate(lines) if line.strip() and not _silent(line)]
    bare = [at for at in claims if not _CITED.search(lines[at])]
    at = (bare[:1] or claims[-1:] or [len(lines) - 1])[0]
    line = lines[at].rstrip()
    marks = _MARKS.search(line)
    head = line[: len(line) - len(marks[0])] if marks else line
    lines[at] = f"{head} [{number}]" + (f" {marks[0].strip()}" if marks else "")
    return "\n".join(lines)


def _silent(line: str) -> bool:
    marks = _MARKS.search(line)
    return marks is not None and "no claim" in _each(marks[0])


def _each(marks: str) -> list[str]:
    """What stands in curly brackets, of one pair or several."""
    return [one.strip() for one in re.split(r"[{};]", marks) if one.strip()]


def stands_in(number: str, text: str) -> bool:
    """Whether a number stands in a text by itself, and not as a part of another."""
    return re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", text) is not None


def plain(text: str) -> str:
    """Pasted text without markup, control signs and invisible letters; lines and words stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    bare = _TAG.sub(" ", lines)
    for entity, sign in _ENTITIES.items():
        bare = bare.replace(entity, sign)
    kept = "".join(
        sign for sign in bare if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cf", "Co"}
    )
    return "\n".join(" ".join(line.split()) for line in kept.split("\n"))


def _sentence(line: str, at: int, cites: Sequence[Citation]) -> Sentence:
    found = _LINE.fullmatch(line)
    if found is None:
        raise BadInput(f"line {at} cannot be read", place=f"line {at}", remedy="one sentence a line")
    numbers = [int(number) for number in re.findall(r"\d+", found["cites"])]
    if wrong := next((number for number in numbers if not 1 <= number <= len(cites)), None):
        raise BadInput(
            f"line {at} cites [{wrong}], and the paragraph has {len(cites)} citations",
            place=f"line {at}",
            remedy="pick the evidence first, then write its number",
        )
    if astray := _ASTRAY.search(found["text"]):
        raise BadInput(
            f"line {at} goes on after {astray[0]!r}",
            place=f"line {at}",
            remedy="put what is in curly brackets at the end of the line, behind the citations",
        )
    for within in _CITED.finditer(found["text"]):
        if 1 <= int(within[0][1:-1]) <= len(cites):  # another number in brackets is text
            raise BadInput(
                f"line {at} goes on after {within[0]}",
                place=f"line {at}",
                remedy="put citations at the end of their sentence, the next one on a line of its own",
            )
    sentence = Sentence(found["text"].strip(), tuple(cites[number - 1] for number in numbers))
    for mark in _each(found["marks"]):
        sentence = _marked(sentence, mark, at)
    return sentence


def _marked(sentence: Sentence, mark: str, at: int) -> Sentence:
    word, _, rest = mark.partition(" ")
    if mark == "no claim":
        return replace(sentence, claim=False)
    if word == "finding" and rest:
        return replace(sentence, finding=rest)
    if word == "party" and rest:
        return replace(sentence, parties=(*sentence.parties, rest))
    if word == "standard" and rest in list(Standard):
        return replace(sentence, standard=Standard(rest))
    known = "finding ID; standard " + "|".join(Standard) + "; party ID; no claim"
    raise BadInput(f"line {at} has a mark nobody knows: {mark!r}", place=f"line {at}", remedy=f"use {known}")
