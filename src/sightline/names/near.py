"""Words of a table that are one letter from another word: dropped, added, replaced, or swapped with the next.

They are found by what is left of words when a letter is taken away, so that a look needs no table to be gone
through. Garbe, *1000x Faster Spelling Correction*, 2012.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA


class Near:
    """Words to be found by others that are one letter from them; they come in the order they were given."""

    def __init__(self, words: Iterable[str]) -> None:
        self.order = {word: n for n, word in enumerate(dict.fromkeys(words))}
        self.left: dict[str, tuple[str, ...]] = {}
        for word in self.order:
            for left in _left(word):
                self.left[left] = (*self.left.get(left, ()), word)

    def of(self, word: str) -> Sequence[str]:
        """Those that are one letter from `word`, itself not among them."""
        get, some = self.left.get, set[str]()
        for left in _left(word):
            some.update(get(left, ()))
        if not some:
            return ()
        near = [one for one in some if OSA.distance(word, one, score_cutoff=1) == 1]
        return sorted(near, key=self.order.__getitem__) if len(near) > 1 else near


def _left(word: str) -> set[str]:
    """A word, and what is left of it without each of its letters."""
    return {word, *[word[:at] + word[at + 1 :] for at in range(len(word))]}
