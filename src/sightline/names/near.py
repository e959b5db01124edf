"""Words of a table that are one letter from another word: dropped, added, replaced, or swapped with the next.

They are found by what is left of words when a letter is taken away, so that a look needs no table to be gone
through. Garbe, *1000x Faster Spelling Correction*, 2012.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from rapidfuzz.distance import OSA


class Near:
    """Words to be found by others that are one letter from them; they come in the order they were given."""

    def __init__(self, words: Iterable[str]) -> None:
        self.order = {word: n for n, word in enumerate(dict.fromkeys(words))}
        self.left: dict[str, tuple[str, ...]] = {}
        for word in self.order:
            for left in {word, *_left(word)}:
                self.left[left] = (*self.left.get(left, ()), word)

    def of(self, word: str) -> Sequence[str]:
        """Those that are one letter from `word`, itself not among them."""
        known, left = self.left, [word, *_left(word)]
        if known.keys().isdisjoint(left):
            return ()
        some = [known[one] for one in left if one in known]
        near = [one for one in {*chain.from_iterable(some)} if OSA.distance(word, one, score_cutoff=1) == 1]
        return sorted(near, key=self.order.__getitem__) if len(near) > 1 else near


def _left(word: str) -> list[str]:
    """What is left of a word without each of its letters."""
    return [word[:at] + word[at + 1 :] for at in range(len(word))]
