"""What somebody may be about to type: entries of which a name begins so, in list order or as it is read.

*Kim Yo*, *Yo Jong K* and 김여 all lead to `KIM, Yo Jong`. A search completes what nothing begins with.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from sightline.lake.entries import NAMES
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
    """Every word of every name in order, each with the name and its place; ids and words by name, those by
    which entries are called, `captions` of them, before their other names."""

    words: tuple[tuple[str, int, int], ...]
    ids: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    captions: int


@lru_cache(maxsize=32)
def _starts(lake: Lake, version: ListVersion) -> _Starts:
    """Versions never change; whoever asks was let through before."""
    view = View("reader of one list", version.marking, version.dated, version.known_at)
    entries = list(lake.entries(view, version))
    listed = [(one.id, one.caption) for one in entries]
    ids, schemata = {one.id for one in entries}, sorted({one.schema for one in entries})
    said = lake.said_of(view, version, schemata, NAMES)
    listed += sorted({(id, name) for id, _, _, name in said if id in ids} - set(listed))
    names = tuple(tokens_of(readable(name).text) for _, name in listed)
    words = sorted((word, n, at) for n, told in enumerate(names) for at, word in enumerate(told))
    return _Starts(tuple(words), tuple(id for id, _ in listed), names, len(entries))


def ready(lake: Lake, version: ListVersion) -> None:
    """Read the names of a list, which the first who asks would wait for."""
    _starts(lake, version)


def beginning(lake: Lake, version: ListVersion, text: str) -> list[str]:
    """Ids of entries that begin with the text: in the order of the list's own words, then turned around; then
    those of which another name does."""
    read = "".join(readable(text).text.split())
    known = _starts(lake, version)
    found = _by_syllables(known, read) if read and all(map(is_hangul, read)) else _by_words(known, text)
    best: dict[int, int] = {}
    for name, at in found:
        best[name] = min(at, best.get(name, at))
    order = sorted(best, key=lambda n: (n >= known.captions, best[n], known.names[n], known.ids[n]))
    return list(dict.fromkeys(known.ids[n] for n in order))[:MOST]


def _by_words(known: _Starts, text: str) -> Iterator[tuple[int, int]]:
    asked = tokens_of(readable(text).text)
    if not asked:
        return
    first, alone = asked[0], len(asked) == 1
    for place in range(bisect_left(known.words, (first, -1, -1)), len(known.words)):
        word, n, at = known.words[place]
        if not (word.startswith(first) if alone else word == first):
            return
        turned = _turned(known.names[n], at)
        if turned[: len(asked) - 1] == asked[:-1] and "".join(turned[len(asked) - 1 :][:1]).startswith(
            asked[-1]
        ):
            yield n, at


def _by_syllables(known: _Starts, read: str) -> Iterator[tuple[int, int]]:
    """Names in Hangul: each syllable a word that may be spelt so, the surname first."""
    for n, words in enumerate(known.names):
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
