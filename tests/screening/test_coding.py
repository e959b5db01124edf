"""Words and sequences as numbers."""

from sightline.names.syllables import sequences
from sightline.screening.coding import consonants, pair_keys, reading, syllables, words
from sightline.screening.kernels import constants


def test_words() -> None:
    one, other, ri, number, long = words(["mohammed", "muhamad", "ri", "39", "x" * 60])
    assert one.letters == b"mohammed" and one.sound == other.sound != 0
    assert ri.sound == 0 and number.number == 1
    assert len(long.letters) == constants.LONGEST_WORD
    assert words(["39", "mohammed"]) == [number, one]


def test_consonants() -> None:
    vowels, none = consonants(["mohammed", "MHMD", "39", "ria"]), [0, 0]
    assert vowels[2:] == none and 0 not in vowels[:2] and vowels[0] != vowels[1]
    assert consonants(["mohammed", "MHMD"], True) == vowels[1::-1], "each asks for the other kind"


def test_spellings_of_one_name_share_a_key() -> None:
    keys = [
        {key for one in sequences(name) for key in pair_keys(one.kind, syllables([one]))}
        for name in ("Kim Yong Chol", "Kim Young-cheol", "김영철", "Ким Ён Чхоль")
    ]
    assert all(keys[0] & other for other in keys[1:])


def test_readings_are_apart() -> None:
    assert reading("가") == 0 and reading("zhang") >= 11172
