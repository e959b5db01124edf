"""Names in German letters that are spelt otherwise in English, and German ones that stay."""

import pytest

from sightline.names.german import in_english

RESPELT = {
    "ch for kh, s for z": ("Marija Sacharowa", "Marija Zakharova"),
    "dsch for j": ("Siradschuddin Haqqani", "Sirajuddin Haqqani"),
    "hooks": ("Aljaksandr Lukašenka", "Alyaksandr Lukashenka"),
    "sch for zh, as the lists have it": ("Jewgeni Prigoschin", "Jewgeni Prigozhin"),
    "in capitals": ("SERGEI TSCHEMESOW", "SERGEI CHEMEZOV"),
    "ch alone, as the lists have it": ("Chamenei", "Khamenei"),
    "a technology that calls itself otherwise": ("Rostech", "Rostec"),
}
STAYS = {
    "a German surname with sch and ch": "Michael Schumacher",
    "a German given name with j": "Jochen Schmidt",
    "an English surname on ow": "Richard Barlow",
    "Chinese": "Chen Jinping",
    "Korean": "Chong Chi Hun",
    "another technology": "Infotech",
    "what is compared alike without it": "Sergej Schmidtow",
    "a j alone, though the lists have it with y": "Sharjah Islamic Bank",
    "three letters": "Sch",
}


@pytest.mark.parametrize(("text", "english"), RESPELT.values(), ids=RESPELT)
def test_respelt(text: str, english: str) -> None:
    assert in_english(text) == english


@pytest.mark.parametrize("text", STAYS.values(), ids=STAYS)
def test_stays(text: str) -> None:
    assert in_english(text) == ""
