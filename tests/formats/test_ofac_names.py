"""Which entry a name stands for."""

from __future__ import annotations

import pytest

from sightline.formats.ofac_names import Names

NAMES = Names()
NAMES.add("ofac-1", "INVENTED BANK")
NAMES.add("ofac-2", "PERSON, Invented One", "individual")
NAMES.add("ofac-3", "INVENTED SHIP", "vessel")
NAMES.add("ofac-4", "INVENTED CO., LTD.")
NAMES.add("ofac-5", "TWICE NAMED")
NAMES.add("ofac-6", "Twice Named")
NAMES.add("ofac-7", "OWN NAME")
NAMES.add("ofac-8", "OIL")
NAMES.add_alias("ofac-1", "IB GROUP")
NAMES.add_alias("ofac-4", "Own Name")
NAMES.add_alias("ofac-1", "SHARED")
NAMES.add_alias("ofac-4", "SHARED")

FOUND = {
    "as written": ("INVENTED BANK", "ofac-1"),
    "in other letters and spaces": ("Invented  bank", "ofac-1"),
    "given names first": ("Invented One Person", "ofac-2"),
    "by an alias": ("IB Group", "ofac-1"),
    "its own name before another's alias": ("OWN NAME", "ofac-7"),
    "without its full stop": ("INVENTED CO., LTD", "ofac-4"),
}
NOT_FOUND = {
    "another name": "INVENTED BANKS",
    "a part of a name": "INVENTED",
    "a name of two": "TWICE NAMED",
    "an alias of two": "SHARED",
    "three letters": "OIL",
}


@pytest.mark.parametrize(("text", "entry"), FOUND.values(), ids=FOUND)
def test_finds_the_one_entry(text: str, entry: str) -> None:
    found = NAMES.find(text)
    assert found and found.entry == entry
    assert found.text.startswith(text)


@pytest.mark.parametrize("text", NOT_FOUND.values(), ids=NOT_FOUND)
def test_finds_none(text: str) -> None:
    assert NAMES.find(text) is None


def test_a_party_is_no_ship() -> None:
    assert NAMES.find("INVENTED SHIP") and NAMES.find_party("INVENTED SHIP") is None
    assert NAMES.find_party("INVENTED BANK")
