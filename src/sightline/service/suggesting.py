"""What somebody may be about to type: entries whose names begin so, in list order or as they are read.

*Kim Yo*, *Yo Jong K* and 김여 all lead to `KIM, Yo Jong`. A search completes what nothing begins with.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from sightline.lake.statements import Lake
from sightline.model.lists import ListVersion
from sightline.model.view import View
from sightline.names import korean
from sightline.names.hangul import is_hangul
from sightline.names.readable import readable
from sightline.names.tokens import tokens_of

MOST = 500
"""entries of one list that are offered"""
NEAR = 1.0
"""nats: a spelling further from a syllable is not offered for it"""


class _Starts(NamedTuple):
    """Every word of every caption in order, each with the caption and its place; ids and words by caption."""

    words: tuple[tuple[str, int, int], ...]
    ids: tuple[str, ...]
    captions: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=32)
def _starts(lake: Lake, version: ListVersion) -> _Starts:
    """Versions never change; whoever asks was let through before."""
    view = View("reader of one list", version.marking, version.dated, version.known_at)
    entries = list(lake.entries(view, version))
    captions = tuple(tokens_of(readable(one.caption).text) for one in entries)
    words = sorted((word, n, at) for n, told in enumerate(captions) for at, word in enumerate(told))
    return _Starts(tuple(words), tuple(one.id for one in entries), captions)


def beginning(lake: Lake, version: ListVersion, text: str) -> list[str]:
    """Ids of entries that begin with the text: in the order of the list's own words, then turned around."""
    read = "".join(readable(text).text.split())
    known = _starts(lake, version)
    found = _by_syllables(known, read) if read and all(map(is_hangul, read)) else _by_words(known, text)
    best: dict[int, int] = {}
    for caption, at in found:
        best[caption] = min(at, best.get(caption, at))
    order = sorted(best, key=lambda n: (best[n], known.captions[n], known.ids[n]))
    return [known.ids[n] for n in order[:MOST]]


def _by_words(known: _Starts, text: str) -> Iterator[tuple[int, int]]:
    asked = tokens_of(readable(text).text)
    if not asked:
        return
    first, alone = asked[0], len(asked) == 1
    for place in range(bisect_left(known.words, (first, -1, -1)), len(known.words)):
        word, n, at = known.words[place]
        if not (word.startswith(first) if alone else word == first):
            return
        turned = _turned(known.captions[n], at)
        if turned[: len(asked) - 1] == asked[:-1] and "".join(turned[len(asked) - 1 :][:1]).startswith(
            asked[-1]
        ):
            yield n, at


def _by_syllables(known: _Starts, read: str) -> Iterator[tuple[int, int]]:
    """Names in Hangul: each syllable a word that may be spelt so, the surname first."""
    for n, words in enumerate(known.captions):
        for at in {0, len(words) - 1}:
            turned = _turned(words, at)
            if len(read) <= len(words) and all(
                _spells(word, syllable, place == 0)
                for place, (word, syllable) in enumerate(zip(turned, read, strict=False))
            ):
                yield n, at


def _turned(words: Sequence[str], at: int) -> tuple[str, ...]:
    return (*words[at:], *words[:at])


@lru_cache(maxsize=1 << 16)
def _spells(word: str, syllable: str, surname: bool) -> bool:
    meant = {one for one, _ in korean.northern(syllable)}
    return any(reading in meant and cost <= NEAR for reading, cost in korean.spelt(word, surname))
