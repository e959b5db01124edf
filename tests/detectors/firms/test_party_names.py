"""Whether two names may be one party's."""

from __future__ import annotations

import pytest

from sightline.detectors.firms.party_names import same_party

WHOLE = "Overlanden Machinery and Equipment Import Export Corporation"
SAME = {
    "another order, another form": ("Invented Trade Ltd", "TRADE, INVENTED"),
    "a letter more": ("Invented Trading", "Invented Tradings"),
    "a spelling": ("Marlow Quai Imports", "Marlow Quay Imports"),
    "cut after 35 letters": (WHOLE.upper()[:35], WHOLE),
    "cut after 35, the space left out": (WHOLE[:35].strip(), WHOLE),
    "shortened": ("Global Hemlock Ind. Ltd", "Global Hemlock Industries Ltd"),
    "shortened to consonants": ("Hemlock Mfg Co", "Hemlock Manufacturing Co"),
    "in Chinese": ("青松湖实业有限公司", "Qingsonghu Industrial Co Ltd"),
    "in Chinese, its words parted": ("青松湖实业有限公司", "Qing Song Hu Industrial Co Ltd"),
    "in Cyrillic": ("ООО Сосновый Бор", "Sosnovy Bor LLC"),
    "a country in brackets": ("Selvik Optik (Hong Kong) Ltd", "Selvik Optik GmbH"),
}
OTHER = {
    "another number": ("Invented Trade 1", "Invented Trade 2"),
    "another first word": ("Invented Trade", "Elsewhere Trade"),
    "nothing": ("", ""),
    "the beginning, shorter than a line": ("Overlanden Machinery", WHOLE),
    "the beginning, two letters too short": (WHOLE[:32].strip(), WHOLE),
    "as long as a line, another end": ("Overlanden Machinery and Equipage X", WHOLE),
    "shortened, no word of companies": ("Hem Trading", "Hemlockshire Trading"),
    "shortened to another word": ("Hemlock Inv. Ltd", "Hemlock Industries Ltd"),
    "another name in Chinese": ("青松湖实业有限公司", "Baihelin Industrial Co Ltd"),
    "a retail arm": ("Astley Retail Ltd", "Astley Group Holdings"),
    "a word in brackets that is no country": ("Selvik (Marine Insurance) Ltd", "Selvik GmbH"),
}


@pytest.mark.parametrize("names", SAME.values(), ids=SAME)
def test_one_party(names: tuple[str, str]) -> None:
    assert same_party(*names) and same_party(*reversed(names))


@pytest.mark.parametrize("names", OTHER.values(), ids=OTHER)
def test_two_parties(names: tuple[str, str]) -> None:
    assert not same_party(*names) and not same_party(*reversed(names))
