"""What a company's name may be shortened to, and what looks like it and is not."""

from __future__ import annotations

import pytest

from sightline.names.acronyms import is_acronym, of_company, of_name, without_own

HITS = {
    "syllables of a Korean company": ("KOMID", "Korea Mining Development Trading Corporation"),
    "its initials": ("KMD", "Korea Mining Development Trading Corporation"),
    "with what is optional": ("KMDT", "Korea Mining Development Trading Corporation"),
    "with its form": ("KMDTC", "Korea Mining Development Trading Corporation"),
    "without its articles": ("FTBDPRK", "Foreign Trade Bank of the Democratic People's Republic of Korea"),
    "three words, the limit": ("TCB", "Tanchon Commercial Bank"),
    "written with dots": ("K.M.D.", "Korea Mining Development Trading Corporation"),
    "with a form behind it": ("KMD Co., Ltd.", "Korea Mining Development Trading Corporation"),
}
NEAR_MISSES = {
    "two words": ("KM", "Korea Mining"),
    "a letter that begins no word": ("KOMIX", "Korea Mining Development Trading Corporation"),
    "another order": ("DMK", "Korea Mining Development Trading Corporation"),
    "syllables of a company that is not Korean": ("TACOB", "Tanchon Commercial Bank"),
    "two words asked": ("KOMID Pyongyang", "Korea Mining Development Trading Corporation"),
    "a word of more than eight letters": ("KOMIDEVTRC", "Korea Mining Development Trading Corporation"),
}


@pytest.mark.parametrize(("short", "name"), HITS.values(), ids=HITS)
def test_short_for(short: str, name: str) -> None:
    assert is_acronym(short) in of_name(name)


@pytest.mark.parametrize(("short", "name"), NEAR_MISSES.values(), ids=NEAR_MISSES)
def test_not_short_for(short: str, name: str) -> None:
    assert not is_acronym(short) or is_acronym(short) not in of_name(name)


def test_a_person_has_no_initials_that_are_looked_up() -> None:
    assert of_company("Kim Jong Un") == ()
    assert of_company("Kim Jong Bank") == ("kjb",)


def test_an_acronym_beside_the_name_it_is_of() -> None:
    assert without_own("KMC Kadan Mining Company") == "Kadan Mining Company"
    assert without_own("Kadan Mining Company - KMC") == "Kadan Mining Company"
    assert without_own("KMT Kadan Mining Company") == "" == without_own("Kadan Mining Company ")
