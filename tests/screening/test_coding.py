"""Words and sequences as numbers."""

import numpy as np

from sightline.names.syllables import CHINESE, sequences
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
    keys = [keys_of(name) for name in ("Kim Yong Chol", "Kim Young-cheol", "김영철", "Ким Ён Чхоль")]
    assert all(keys[0] & other for other in keys[1:])


def keys_of(*names: str) -> set[int]:
    """Every key of every way to read some names."""
    ways = [one for name in names for one in sequences(name)]
    length = np.array([len(one.spelt) for one in ways], np.uint8)
    keys, key_at = pair_keys(np.array([one.kind == CHINESE for one in ways]), syllables(ways), length)
    assert key_at[0] == 0 and key_at[-1] == len(keys) and (np.diff(key_at) > 0).all()
    return {*keys.tolist()}


def test_names_of_two_syllables_and_of_three_have_the_keys_each_has_alone() -> None:
    names = "Kim Chol", "Li Ming", "Kim Yong Chol"
    assert keys_of(*names) == {key for name in names for key in keys_of(name)}
    assert keys_of("Kim Chol") != keys_of("Kim Nam") and keys_of("Li Ming") - keys_of("리명")


def test_readings_are_apart() -> None:
    assert reading("가") == 0 and reading("zhang") >= 11172
