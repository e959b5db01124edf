"""What is known of words that were met, found for those of many names at once: the way through a function
costs more than most of what is done in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import filterfalse
from typing import TypeVar

MOST = 200_000
"""words that are kept"""
V = TypeVar("V")


class Met(dict[str, V]):
    """What `find` gives for each of some words, kept for who asks it of the same words again."""

    def __init__(self, find: Callable[[Sequence[str]], Iterable[V]]) -> None:
        super().__init__()
        self.find = find

    def __missing__(self, word: str) -> V:
        if len(self) >= MOST:
            self.clear()
        (found,) = self.find([word])
        self[word] = found
        return found

    def of(self, words: Sequence[str]) -> list[V]:
        """What is known of each of some words; what is new is found at once."""
        if new := [*{*filterfalse(self.__contains__, words)}]:
            if len(self) >= MOST:
                self.clear()
            self.update(zip(new, self.find(new), strict=True))
        return [*map(self.__getitem__, words)]
