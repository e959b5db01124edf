"""A word of a name parted into the syllables it may be made of, as Korean and as Chinese.

Where syllables end is written in few spellings, so that a word may be parted in a few ways.
"""

from __future__ import annotations

from functools import cache, lru_cache

import msgspec

from sightline.names.syllable import BY_CYRILLIC, CHINESE, KOREAN, Syllable, Tradition

MOST_GIVEN = 2
"""syllables of a given name"""
MOST_SPLITS = 2
"""ways one word is parted in one tradition"""
SHORTEST, LEAST_WHOLE, LEAST_COMMON = 2, 9, 7
"""letters of a syllable written together with others, of a name written as one word, and of one that begins
with a common Korean surname: *Riwonho*"""
COMMON = 3.7
"""nats up to which a surname is common: one of forty and more has it"""
NO_VOWEL = "ng"
"""a syllable of Canton without a vowel, of which a word that is one of pinyin is not made"""
RARELY = 1.0
"""nats from which on a spelling is so rare a habit that a letter wrong is as likely"""

Split = tuple[Syllable, ...]


class Part(msgspec.Struct, gc=False, eq=False):
    """A word as a part of a name of one tradition: the surname it may be, and, once it was asked for, the
    syllables of a given name it may be parted into."""

    tradition: Tradition
    word: str
    surname: Syllable | None
    _splits: tuple[Split, ...] | None = None
    _whole: Split = ()

    def given(self) -> tuple[Split, ...]:
        """The word as syllables of a given name, the likeliest two ways."""
        if self._splits is None:
            self._splits = _likely(
                self.tradition, self.word, _splits(self.tradition, self.word, MOST_GIVEN, False)
            )
            self._whole = next((one for one in self._splits if len(one) == 1), ())
        return self._splits

    def whole(self) -> Split:
        """The word as one syllable of a given name, where that is a likely way to part it; else nothing."""
        if self._splits is None:
            self.given()
        return self._whole

    def name(self) -> tuple[Split, ...]:
        """The word as a whole name written together, its surname in front."""
        return _splits(self.tradition, self.word, MOST_GIVEN + 1, True)


@lru_cache(maxsize=65_536)
def parts(word: str) -> tuple[Part, Part]:
    """A word as a part of a Korean and of a Chinese name."""
    korean, chinese = KOREAN.surnames.find(word), CHINESE.surnames.find(word)
    return Part(KOREAN, word, korean), Part(CHINESE, word, chinese)


@lru_cache(maxsize=4096)
def by_cyrillic(word: str) -> Part:
    """A word as a part of a Chinese name in Latin letters that were made of Cyrillic."""
    return Part(BY_CYRILLIC, word, BY_CYRILLIC.surnames.find(word))


@cache
def _surnames() -> frozenset[str]:
    """All spellings of surnames of several letters, Korean and Chinese."""
    return frozenset({*KOREAN.surnames.known, *CHINESE.surnames.known, *BY_CYRILLIC.surnames.known})


def is_surname(word: str) -> bool:
    """Whether a word may be a surname, Korean or Chinese."""
    return word in _surnames() or (not word.isascii() and any(one.surname for one in parts(word)))


def _likely(tradition: Tradition, word: str, found: tuple[Split, ...]) -> tuple[Split, ...]:
    """Of the ways to part a word those that may be meant: what is one plain syllable of pinyin is no two of
    Korean by a habit of spelling (*wei* as *we-i*), nor two of Chinese of which one is *ng* (*ji-ng*)."""
    chinese = CHINESE.given
    if not found or word not in chinese.known or chinese[word].dear > 0 or not word.isascii():
        return found
    if tradition is KOREAN:
        return tuple([one for one in found if len(one) == 1 or max(part.dear for part in one) == 0])
    return tuple([one for one in found if len(one) == 1 or one[-1].spelt != NO_VOWEL])


def _splits(tradition: Tradition, word: str, most: int, whole: bool) -> tuple[Split, ...]:
    """A word parted into syllables, the likeliest two ways; `whole`: a surname stands in it, in front."""
    if len(word) > most * tradition.longest or (whole and word[0].isascii() and len(word) < LEAST_COMMON):
        return ()
    if len(word) == 1 and word.isascii():
        alone = None if whole else tradition.given.find(word)
        return ((alone,),) if alone else ()
    if whole or tradition is not KOREAN:
        found = _parted(tradition, word, most, whole, SHORTEST)
    else:  # *Ujin*, *Taeu*: a syllable of one letter, where there is no other way
        found = _parted(tradition, word, most, whole, 1)
        if len(found) > 1:
            found = [one for one in found if min(map(len, one[1])) >= SHORTEST] or found
    least = 1
    if whole:
        least = most if word.isascii() else 2
    kept = [one for one in found if len(one[2]) >= least]
    if whole and word.isascii() and len(word) < LEAST_WHOLE:
        kept = [one for one in kept if tradition is KOREAN and _is_common(one[2][0])]
    return tuple([taken for _, _, taken in sorted(kept)[:MOST_SPLITS]])


def _is_common(surname: Syllable) -> bool:
    return surname.dear == 0 and surname.says <= COMMON


_Parted = tuple[float, tuple[str, ...], Split]
"""a way to part a word: its cost, the spellings of its syllables, by which ways of one cost are ordered, and
the syllables"""


def _parted(tradition: Tradition, word: str, most: int, whole: bool, shortest: int) -> list[_Parted]:
    """Every way to part a word into syllables of so many letters at least."""
    if word.isascii():
        return _parted_latin(tradition, word, most, whole, shortest)
    found: list[_Parted] = []

    def go(start: int, spelt: tuple[str, ...], taken: Split, cost: float) -> None:
        if start == len(word):
            found.append((cost, spelt, taken))
            return
        if len(taken) == most:
            return
        single = not word[start].isascii() and not "а" <= word[start] <= "ё"
        table = tradition.surnames if whole and not taken else tradition.given
        for end in range(
            start + (1 if single else shortest),
            min(len(word), start + (1 if single else tradition.longest)) + 1,
        ):
            if one := table.find(word[start:end]):
                go(end, (*spelt, one.spelt), (*taken, one), cost + one.dear + 0.3 * one.says)

    go(0, (), (), 0.0)
    return found


def _parted_latin(tradition: Tradition, word: str, most: int, whole: bool, shortest: int) -> list[_Parted]:
    """The same for a word in plain Latin letters, where the tables say all."""
    found: list[_Parted] = []
    begun: list[tuple[int, tuple[str, ...], Split, float]] = [(0, (), (), 0.0)]
    longest, letters = tradition.longest, len(word)
    while begun:
        start, spelt, taken, cost = begun.pop()
        left = most - len(taken) - 1
        table = tradition.surnames if whole and not taken else tradition.given
        known = table.known
        for end in range(max(start + shortest, letters - left * longest), min(letters, start + longest) + 1):
            if word[start:end] in known:
                one = table[word[start:end]]
                if one.dear >= RARELY and tradition is KOREAN:
                    continue
                dearer = cost + one.dear + 0.3 * one.says
                if end == letters:
                    found.append((dearer, (*spelt, one.spelt), (*taken, one)))
                else:
                    begun.append((end, (*spelt, one.spelt), (*taken, one), dearer))
    return found
