"""Rare words say more than common ones, letters and numbers little."""

from sightline.names.commonness import DIGITS, LETTER, PAIR, bound, is_common, is_of_brand, of_count, worth
from sightline.names.folding import folded


def test_worth_falls_with_how_many_have_it() -> None:
    assert worth(folded("muhammad")) < worth(folded("ryonbong")) < worth("unheardof") == of_count(0)
    assert worth("korea") <= 900


def test_words_known_for_common_say_little_though_few_have_them() -> None:
    for common, rare in (("cooperative", "ryonbong"), ("osaka", "unheardof")):
        assert worth(folded(common)) < 3000 < worth(folded(rare))
        assert is_common(folded(common)) and not is_common(folded(rare))


def test_shape_bounds() -> None:
    assert worth("q") <= LETTER and bound("39") == DIGITS and worth("xq") <= PAIR


def test_counts_beyond_all_entries_say_nothing() -> None:
    assert of_count(10**9, 100) == 0


def test_words_of_well_known_companies() -> None:
    assert is_of_brand(folded("scania")) and is_of_brand(folded("cisco"))
    assert (
        not is_of_brand(folded("sania")) and not is_of_brand("kim") and not is_of_brand(folded("unheardof"))
    )
