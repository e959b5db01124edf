"""Words and sequences as numbers."""

from sightline.names.syllables import sequences
from sightline.screening import kernels
from sightline.screening.coding import hashed, pair_keys, reading, sign, word


def test_a_word() -> None:
    one = word("mohammed")
    assert one.hash == hashed("mohammed") and one.sound == word("muhamad").sound != 0
    assert word("ri").sound == 0 and word("39").number == 1 and word("39").bones == 0
    assert len(word("x" * 60).letters) == kernels.LONGEST_WORD


def test_signs_of_near_words_differ_in_few_bits() -> None:
    for other in ("chul", "hcol", "cho", "chols"):
        assert (sign("chol") ^ sign(other)).bit_count() <= 6
    assert (sign("mohammed") ^ sign("katayama")).bit_count() > 6


def test_spellings_of_one_name_share_a_key() -> None:
    keys = [
        {key for one in sequences(name) for key in pair_keys(one)}
        for name in ("Kim Yong Chol", "Kim Young-cheol", "김영철", "Ким Ён Чхоль")
    ]
    assert all(keys[0] & other for other in keys[1:])


def test_readings_are_apart() -> None:
    assert reading("가") == 0 and reading("zhang") >= 11172
