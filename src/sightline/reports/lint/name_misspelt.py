"""A name spelt differently from the record.

What it warns of: a word of the text that is nearly, and not quite, a word of a name the record gives to a
party or an entity, or of what a signal shown in the report calls whom it saw, where the words beside it are
those of that name (two of them beside a word of two or three letters). Every spelling on record is right,
other scripts and aliases too. So too a word with a capital letter that is one or two letters away from such
a word of what its sentence cites, beside the same word or long enough, and that stands in nothing its
paragraph cites. And so, in every sentence, cited or not, a word with a capital letter that no place cited has
and that is a letter or two away from a word which stands beside the same word at a place cited, or oftener
than itself in the text; alone where it is long. Letter case, accents, endings (Korean for Korea) and
British or American spelling make no other name.

Why: a party that is named wrongly is not named, or somebody else is.

How to mend: write the name as the record or the place cited has it, or add the spelling to the record with
its source.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from sightline.model.citation import Citation
from sightline.reports.outline import Located, sentences
from sightline.reports.problem import LintContext, Problem, warning

RULE = "name_misspelt"
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
SHORTEST, SHORT, SHORTEST_BETWEEN = 5, 4, 2
"""letters of the shortest word that is compared: any, one beside a telling word of its name, and one with two
words of its name beside it"""
LONG, BESIDE = 9, 7
"""letters from which a word may differ by two: any, and one that stands beside another word of its name"""
_SMALL = frozenset(("of", "and", "the", "for", "in", "at", "on", "to", "de", "du", "la", "le"))
_ENDINGS = frozenset(("s", "es", "n", "an", "i", "ed", "er", "ly"))
"""what makes another form of a word, not another name"""


def check(context: LintContext) -> Iterator[Problem]:
    """Words near a name on record and not in it."""
    names = _names(context)
    known = frozenset(word.casefold() for name in names for word in name)
    near = _Near(names, known)
    whole = _Whole(context)
    for at in sentences(context.report):
        words = _WORD.findall(at.sentence.text)
        cited: _Cited | None = None
        for position, word in enumerate(words):
            before, after = words[max(position - 2, 0) : position], words[position + 1 : position + 3]
            if name := near.name(word, before, after):
                text = f"{word!r} is not how the record spells {name!r}"
                yield warning(RULE, at.label, text, "write the name as the record has it", at.sentence.text)
                continue
            if not word[0].isupper() or word.casefold() in known:
                continue
            if at.sentence.cites:
                cited = cited or _Cited.of(at, context.words)
                if name := cited.name(word, before, after):
                    text = f"{word!r} is not how the place cited spells {name!r}"
                    yield warning(
                        RULE, at.label, text, "write the name as the place has it", at.sentence.text
                    )
                    continue
            if name := whole.name(word, before, after):
                text = f"{word!r} is not how {name!r} is spelt elsewhere in the report and what it cites"
                yield warning(RULE, at.label, text, "write the name in one way", at.sentence.text)


def _names(context: LintContext) -> list[tuple[str, ...]]:
    given = [party.name for party in context.parties.values()]
    given += [name for several in context.names.values() for name in several]
    given += context.captions
    split = [tuple(_WORD.findall(name)) for name in dict.fromkeys(given)]
    return [words for words in split if words]


class _Near:
    """Names by the length of their words, so that a word meets only words of nearly its length."""

    def __init__(self, names: list[tuple[str, ...]], known: frozenset[str]) -> None:
        self.known = known
        self.by_length: dict[int, list[tuple[str, tuple[str, ...], int]]] = defaultdict(list)
        for name in names:
            for position, word in enumerate(name):
                if len(word) >= SHORTEST_BETWEEN:
                    self.by_length[len(word)].append((word.casefold(), name, position))
        self.like = lru_cache(maxsize=None)(self._like)

    def name(self, word: str, before: list[str], after: list[str]) -> str:
        """The name a word misspells, empty where it misspells none."""
        if not word[0].isupper() or word.casefold() in self.known:
            return ""
        beside = {each.casefold() for each in (*before[-1:], *after[:1])}
        for name, position in self.like(word.casefold()):
            if min(len(word), len(name[position])) < SHORT:
                if _framed(name, position, before, after):
                    return " ".join(name)
                continue
            others = {each.casefold() for each in name[max(position - 1, 0) : position + 2]}
            others.discard(name[position].casefold())
            others -= _SMALL if len(word) < SHORTEST else frozenset()
            if beside & others or (len(name) == 1 and self._alone(word.casefold(), name[0].casefold())):
                return " ".join(name)
        return ""

    @staticmethod
    def _alone(word: str, other: str) -> bool:
        return len(word) >= LONG or (len(word) >= SHORTEST and OSA.distance(word, other) <= 1)

    def _like(self, word: str) -> list[tuple[tuple[str, ...], int]]:
        allowed = 2 if len(word) >= BESIDE else 1
        lengths = range(len(word) - allowed, len(word) + allowed + 1)
        return [
            (name, position)
            for length in lengths
            for other, name, position in self.by_length.get(length, ())
            if word not in {f"{other}s", f"{other}'s", f"{other}’s"}
            and OSA.distance(word, other, score_cutoff=allowed) <= allowed
        ]


@dataclass(frozen=True, slots=True)
class _Cited:
    """What a sentence cites, as words; `held` are all words of what its paragraph cites, folded."""

    quotes: tuple[tuple[str, ...], ...]
    held: frozenset[str]

    @classmethod
    def of(cls, at: Located, words: Callable[[Citation], str]) -> _Cited:
        """The words that a sentence and its paragraph cite."""
        quotes = dict.fromkeys(words(cite) for cite in at.sentence.cites)
        around = {words(cite) for sentence in at.paragraph.sentences for cite in sentence.cites}
        held = frozenset(_bare(word) for quote in around for word in _words(quote))
        return cls(tuple(_words(quote) for quote in quotes), held)

    def name(self, word: str, before: list[str], after: list[str]) -> str:
        """The cited name that a word misspells, empty where it misspells none."""
        bare = _bare(word)
        if any(each in self.held for each in (bare, bare.removesuffix("s"), f"{bare}s")):
            return ""
        left, right = (_bare(beside[0]) if beside else "" for beside in (before[-1:], after))
        telling = _tells(before[-1:]), _tells(after)
        for words in self.quotes:
            for position, other in enumerate(words):
                if not other[0].isupper() or not _misspells(bare, _bare(other)):
                    continue
                if min(len(bare), len(_bare(other))) < SHORT:
                    if _framed(words, position, before, after):
                        return " ".join(words[max(position - 2, 0) : position + 3])
                    continue
                previous, following = words[max(position - 1, 0)], words[min(position + 1, len(words) - 1)]
                if telling[0] and left == _bare(previous):
                    return f"{previous} {other}"
                if telling[1] and right == _bare(following):
                    return f"{other} {following}"
                if left and _far(bare) >= OSA.distance(bare, _bare(other)):
                    return other
        return ""


class _Whole:
    """The capitalised words of all the report says and cites, by the words they stand beside."""

    def __init__(self, context: LintContext) -> None:
        said = [_words(at.sentence.text) for at in sentences(context.report)]
        cites = dict.fromkeys(cite for at in sentences(context.report) for cite in at.sentence.cites)
        cited = [_words(text) for text in dict.fromkeys(context.words(cite) for cite in cites)]
        self.cited = {_bare(word) for words in cited for word in words}
        self.count = Counter(_bare(word) for words in said for word in words)
        self.behind: dict[str, set[str]] = defaultdict(set)
        self.before: dict[str, set[str]] = defaultdict(set)
        for words in (*said, *cited):
            for left, right in pairwise(words):
                if _tells([left]) and _tells([right]):
                    self.behind[_bare(left)].add(right)
                    self.before[_bare(right)].add(left)
        self.long: dict[int, set[str]] = defaultdict(set)
        for word in {word for words in cited for word in words[1:] if word[0].isupper()}:
            self.long[len(_bare(word))].add(word)

    def name(self, word: str, before: list[str], after: list[str]) -> str:
        """The name a word misspells, empty where it misspells none."""
        bare = _bare(word)
        if len(bare) < SHORT or any(
            each in self.cited for each in (bare, bare.removesuffix("s"), f"{bare}s")
        ):
            return ""
        for beside, held, shape in (
            (before[-1:], self.behind, "{1} {0}"),
            (after[:1], self.before, "{0} {1}"),
        ):
            for other in sorted(held.get(_bare(beside[0]), ())) if _tells(beside) else ():
                if len(_bare(other)) >= SHORT and self._rather(bare, _bare(other)):
                    return shape.format(other, beside[0])
        if before and (len(bare) >= LONG or (len(bare) >= BESIDE and word.isupper())):
            near = sorted(one for size in range(-1, 2) for one in self.long.get(len(bare) + size, ()))
            return next((one for one in near if self._alone(bare, _bare(one))), "")
        return ""

    def _rather(self, bare: str, other: str) -> bool:
        """Whether a word misspells another that is cited, or that is written oftener."""
        oftener = other in self.cited or self.count[other] > self.count[bare]
        return oftener and _misspells(bare, other)

    @staticmethod
    def _alone(bare: str, other: str) -> bool:
        return OSA.distance(bare, other, score_cutoff=1) == 1 and _misspells(bare, other)


def _framed(name: Sequence[str], position: int, before: list[str], after: list[str]) -> bool:
    """Whether two words of a name stand beside one of its words, as they stand beside another."""
    left = _same(before[::-1], name[:position][::-1])
    right = _same(after, name[position + 1 :])
    return left + right >= 2


def _same(these: Sequence[str], those: Sequence[str]) -> int:
    """How many words of the one are those of the other, from the first on, at most two."""
    count = 0
    for one, other in zip(these[:2], those[:2], strict=False):
        if _bare(one) != _bare(other):
            break
        count += 1
    return count


@lru_cache(maxsize=10_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text))


@lru_cache(maxsize=50_000)
def _bare(word: str) -> str:
    """A word in small letters without accents, apostrophes, hyphens and the possessive."""
    small = re.sub(r"['’]s$", "", word.casefold())
    return "".join(sign for sign in unicodedata.normalize("NFKD", small) if sign.isalnum())


def _tells(beside: list[str]) -> bool:
    """Whether the word beside another is part of a name."""
    return bool(beside) and beside[0][0].isupper() and len(beside[0]) > 2 and _bare(beside[0]) not in _SMALL


def _far(word: str) -> int:
    """How many letters a word that stands alone may differ by."""
    return 2 if len(word) >= LONG else 1 if len(word) >= BESIDE else 0


def _misspells(word: str, other: str) -> bool:
    """Whether a word is a letter or two away from another, and no form or spelling of it."""
    allowed = 2 if min(len(word), len(other)) >= BESIDE else 1
    if (
        min(len(word), len(other)) < SHORTEST_BETWEEN
        or abs(len(word) - len(other)) > allowed
        or word == other
    ):
        return False
    if OSA.distance(word, other, score_cutoff=allowed) > allowed:
        return False
    short, long = sorted((word, other), key=len)
    ending = long.removeprefix(short) if long.startswith(short) else ""
    return not (ending and ending in _ENDINGS) and _alike(word) != _alike(other)


def _alike(word: str) -> str:
    """A word with what British and American spelling write in two ways made one."""
    return re.sub(r"tre$", "ter", word.replace("z", "s").replace("our", "or").replace("nce", "nse"))
