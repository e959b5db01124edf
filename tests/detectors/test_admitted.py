"""What a detector's sentences admit against themselves, told from those that admit nothing."""

from __future__ import annotations

import re

import pytest

from sightline.detectors.admitted import admitted, lookalikes, parts
from sightline.detectors.detector import PARTS
from sightline.detectors.register import detectors
from sightline.model.citation import Citation, Reason
from sightline.model.place import Place

CITE = Citation("a" * 64, Place("row 1", 0, 9))
RECEPTION = "Of {} other ships heard within 40 km at the end that speaks least for it, {} were heard on; "
ODDS = "The log odds that it stopped sending rather than was not received are {}."
ADMITS = {
    "said by the detector itself": (
        "Speaks against it: it lay at the same place.",
        "It lay at the same place.",
    ),
    "odds below plain ones": (ODDS.format("1.4"), "are 4.1 to 1 that she stopped"),
    "odds against it": (ODDS.format("-0.7"), "are 2.0 to 1 that she was not received"),
    "one of three lost": (RECEPTION.format(3, 2), "1 of 3 other ships near by was not heard on"),
    "two others": (RECEPTION.format(2, 2), "Only 2 other ships near by"),
    "a class of a port's day": ("Class: bunkering, a tanker beside a ship.", "It looks like bunkering"),
    "one more ship at anchor": ("away, and 1 other ship lay still within 2 km", "1 other ship lay still"),
}
ADMITS_NOT = {
    "plain odds": ODDS.format("1.5"),
    "three others, all heard on": RECEPTION.format(3, 3),
    "a transfer": "Class: transfer, two merchant ships beside each other.",
    "nobody else at anchor": "away, and no other ship lay still within 2 km",
}


@pytest.mark.parametrize(("text", "said"), ADMITS.values(), ids=ADMITS)
def test_it_is_admitted(text: str, said: str) -> None:
    (found,) = admitted(Reason(text, (CITE,)))
    assert said in found


@pytest.mark.parametrize("text", ADMITS_NOT.values(), ids=ADMITS_NOT)
def test_nothing_is_admitted(text: str) -> None:
    assert list(admitted(Reason(text, (CITE,)))) == []


def test_every_detector_names_lookalikes_the_rows_cannot_rule_out() -> None:
    for name, one in detectors().items():
        assert tuple(parts(one)) == PARTS, name
        assert any(not alike.handled for alike in lookalikes(one)), name


LOOKED_FOR = {
    "crypto_taint": ("labels that contradict", "a transfer that files give differently"),
    "dark_activity": ("switch off at a berth",),
    "drift": ("service craft",),
    "individual_as_bank": ("savings clubs", "shops", "payrolls", "landlords"),
    "loitering": ("fishing boats",),
    "ship_to_ship": ("tugs", "sail in company"),
}
"""what detectors tell apart themselves, as their manual pages say"""
OPEN = {
    "individual_as_bank": ("notaries", "exchange offices", "agents who collect"),
    "ship_to_ship": ("bunkering", "repairs at sea"),
    "drift": ("compass",),
}
SAYS_SO = re.compile(
    r"\\bleft out\\b|\\bscores? half\\b|\\bdiffer in\\b|\\blooked for by\\b|\\bare all told\\b"
)


def test_what_a_detector_tells_apart_stands_apart_from_what_it_cannot() -> None:
    handled = {}
    for name, one in detectors().items():
        named = lookalikes(one)
        handled[name] = " ".join(alike.text for alike in named if alike.handled).lower()
        rest = " ".join(alike.text for alike in named if not alike.handled).lower()
        assert not SAYS_SO.search(rest), name
        assert all(words in rest and words not in handled[name] for words in OPEN.get(name, ())), name
        assert all(words not in rest for words in LOOKED_FOR.get(name, ())), name
    assert {name for name, text in handled.items() if text} == LOOKED_FOR.keys()
    for name, several in LOOKED_FOR.items():
        assert all(words in handled[name] for words in several), name
