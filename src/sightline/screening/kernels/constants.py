"""Numbers the compiled part is made with: where weights stand, how much is kept, what bits mean."""

from __future__ import annotations

import numpy as np

from sightline.screening.kernels.arrays import Int

(
    SOUND, EDIT, EDIT_SHORT, JOIN, INITIAL, MOST, WRONG, BONE, DEAREST, SOUND_SHORT, SOUND_EDIT,
    WORD_DEAREST, LITTLE, SWAP, GAP, FEW, FEW_ASKED, FEW_LISTED, JOINED,
) = range(19)  # fmt: skip
EDITS = 19
"""how many edits may be in a word, by its length"""
MOST_LETTERS = 40
INITIALS = EDITS + MOST_LETTERS + 1
VOWELS = INITIALS + 19 * 19
CODAS = VOWELS + 21 * 21
READING_WORTH = CODAS + 28 * 28
"""millinats of a reading as a surname, then as a given syllable, two each"""
REPEATED = 128
"""In what a working memory knows of a name: that a word stands in it more than once."""
INITIALLED, COMPANY, CONSTANT, SYLLABLE_WEIGHTS, WEAK_ALIAS = 12, 13, 16, 17, 29

MOST_TOKENS = 16
"""words of a name that are compared"""
MOST_ALIKE = 384
"""listed words that may stand for one word of a query"""
MOST_ROWS = 4 * MOST_ALIKE
MOST_FOUND = 256
"""names kept for one query, the best"""
FEW_POSTINGS = 200_000
"""names looked up for one query after which its commonest words are only counted, not looked up"""
TIERS, NEAR, HALF = 3, 8, 5
"""the listed words for a word of a query are looked up in so many steps: those that add the most, or nearly
(tenths of it from which on a word belongs to the first and the second step), then the others"""
LOOKED_UP, SKIPPED = 1, 2
"""what became of such a step, where it is not 0"""
WORTHWHILE, MEMBER = 256, 1
"""names of words from which on it is asked whether they can lead to anything that others do not lead to, and
how many names can be looked up while words are looked for in one that was found"""
COUNTED_AT, TELLS_AT, GAINS_AT, ADDS_AT, ABOUT = 0, 5, 18, 28, 41
COUNTED, TELLS, GAINS, ADDS = 15, 4095 << TELLS_AT, 511 << GAINS_AT, 4095 << ADDS_AT
TELLS_STEP, GAINS_STEP, ADDS_STEP, SAYS_STEP = 64, 32, 32, 16
"""What a name gained, in one number: how many words in common are counted; the millinats that these listed
words say, the millinats matched, the milliodds added, each rounded up to a whole number of steps. A field
that is full stands for as much as there may be, and above each a bit is free for what two make. From bit
`ABOUT` on what `about` says of the name, what all its words say in whole steps."""
GAINED = (1 << ABOUT) - 1
OVERFULL = 16 | 4096 << TELLS_AT | 512 << GAINS_AT | 4096 << ADDS_AT
RATES = 10
"""bits below the point of what a millinat takes off"""
LEAST = -1e12
"""milliodds that every name has"""
SAYS_MOST, SYLLABLE_SAYS = 9_700, 9000
"""millinats no word and no syllable says more than"""
LONGEST_WORD = 40
LONGEST_DELETED, MOST_DELETED = 16, 3
"""letters of a listed word that is found by deletions; longer ones are looked through; letters taken away"""
MOST_VARIANTS = 1300
MEMOS, POOLED_WORDS = 1 << 16, 1 << 20
"""words of queries whose listed counterparts are remembered, and numbers about counterparts in all"""
PAIR = 6
"""numbers that tell of one pair of words: where it begins and how many, on both sides, cost, and its kind"""
TAKEN_FROM = 9 * MOST_TOKENS * MOST_TOKENS
"""where in `work` the pairs begin that were taken"""
WORK = TAKEN_FROM + PAIR * (2 * MOST_TOKENS + 1)
NEVER = -30.0
(
    WORDS, LITTLE_LEFT, FIRSTS, HIDDEN, SAYING, WEAKER, SLACK, INITIALS_SAY, INITIAL_SAYS, READ_AS,
    FEW_RATE, LISTED_RATE, BOTH_RATE, FEW_FROM, ASKED_FROM, LISTED_FROM, TWICE_STANDING, SEEN_TO,
) = range(18)  # fmt: skip
"""In `facts`: how many words a query has, from how many millinats on what is left tells something, a bit for
each letter that begins one of its words; milliodds that one single letter of a listed name may hide, that a
millinat of what a name says takes off, that a weak alias takes off, and a form of company meant by a word
may hide; millinats that all its single letters say, and that one says; the traditions it is read in; what is
lacked for each millinat that is matched less than `few`, or `few_listed`, and for each that is left on both
sides; these three limits; what listed words add that stand for several of its words, where they stand twice;
the bits of what is known of a name that make it one to be seen to by itself."""
KOREAN, CHINESE, CROSSED = 1, 2, 4
READ, WEAK, SEVERAL, SINGLES, SAYS = KOREAN | CHINESE, 4, 8, 4, 8
"""In `ABOUT`: bits of the traditions a name can be read in, of a weak alias, of several words; from which bit
on it is counted how many words have one letter (up to 7), and what all say, in millinats."""

BASE = np.uint64(0x9E3779B97F4A7C15)
MIX = np.uint64(0xFF51AFD7ED558CCD)
BEGIN, ONE_BIT = np.uint64(7), np.uint64(1)
CHARACTER = np.uint64(1 << 63)
LETTERS = np.uint64((1 << 63) - 1)
"""In the spelling of a syllable: that it stands for a Chinese character, whose pinyin the letters are."""
NOTHING: Int = np.int64(-1)
ZERO: Int = np.int64(0)
ONCE: Int = np.int64(1)
TWICE: Int = np.int64(2)
AHEAD: Int = np.int64(24)
"""Numbers a function is called with: for a number as it stands the compiler would make one more of it.
`AHEAD`: by how many rows memory is asked before a name's turn comes."""
