"""Words and sequences as numbers."""

from sightline.names.syllables import sequences
from sightline.screening.coding import consonants, pair_keys, reading, syllables, word
from sightline.screening.kernels import constants


def test_a_word() -> None:
    one = word("mohammed")
    assert one.letters == b"mohammed" and one.sound == word("muhamad").sound != 0
    assert (
        word("ri").sound == 0
        and word("39").number == 1
        and consonants("39") == consonants("ria") == 0 != consonants("mohammed")
    )
    assert len(word("x" * 60).letters) == constants.LONGEST_WORD


def test_spellings_of_one_name_share_a_key() -> None:
    keys = [
        {key for one in sequences(name) for key in pair_keys(one.kind, syllables(one))}
        for name in ("Kim Yong Chol", "Kim Young-cheol", "김영철", "Ким Ён Чхоль")
    ]
    assert all(keys[0] & other for other in keys[1:])


def test_readings_are_apart() -> None:
    assert reading("가") == 0 and reading("zhang") >= 11172
