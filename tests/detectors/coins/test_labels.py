"""What labels say of an address together: what contradicts, and what only says something else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.detectors.coins.labels import Label, contradictory, counted, said


def label(text: str, category: str = "", abuse: str = "", actor: str = "", source: str = "a list") -> Label:
    return Label("0xa", actor or text, category, abuse, source, text, actor, {"row": 1})


OFAC = label("Asset listed under the US Sanctions List", "user")
CONTRADICT = {
    "two services": [label("Kraken hot wallet", "exchange"), label("Binance cold", "exchange")],
    "two kinds of service": [label("Invented One", "exchange"), label("Invented One", "mixing_service")],
    "a thief and a service": [
        label("My crew", "perpetrator", "exploit"),
        label("Invented", "mixing_service"),
    ],
    "a user and a service": [label("Somebody", "user"), label("Invented", "exchange")],
    "a listed crew and a service": [
        label("Invented crew", "user", "sanction", "crew"),
        label("Tornado.Cash router", "mixing_service"),
    ],
    "two actors": [
        label("Wallet", "exchange", actor="one"),
        label("Wallet", "exchange", actor="other"),
    ],
    "two actors who took": [
        label("Invented crew 2", "", "hack", "crew"),
        label("Gang", "", "ransomware", "gang"),
    ],
}
AGREE = {
    "one label": [label("Kraken", "exchange")],
    "a sanction and a user": [label("Invented crew", "user", "sanction", "crew"), OFAC],
    "a listed mixer": [label("tornado.cash", "mixing_service", actor="tornado"), OFAC],
    "a mixer listed by its name": [
        label("TORNADO CASH", "", "sanction"),
        label("tornado.cash", "mixing_service"),
    ],
    "one name and two texts": [label("Kraken hot wallet", "exchange"), label("Kraken 4", "exchange")],
    "a name within another": [label("KuCoin", "exchange"), label("Kucoinexchange", "exchange")],
    "kinds that one party can be": [label("Invented", "exchange"), label("Invented 2", "hosted_wallet")],
    "names that tell nothing": [label("hot wallet", "exchange"), label("Kraken", "exchange")],
    "two names of a crew": [label("Invented crew", "user", "hack"), label("Other", "perpetrator", "exploit")],
    "two words of one actor": [label("Crew 1", "", "hack", "crew"), label("Gang", "", "ransom", "crew")],
    "an actor and a text of another": [label("Crew 1", "", "hack", "crew"), label("Gang", "", "ransom")],
    "nothing but a text": [label("Invented", "exchange"), label("a note")],
}


@pytest.mark.parametrize("several", CONTRADICT.values(), ids=CONTRADICT)
def test_what_cannot_all_be_right_contradicts(several: list[Label]) -> None:
    assert contradictory(several) and contradictory(several[::-1])


@pytest.mark.parametrize("several", AGREE.values(), ids=AGREE)
def test_what_can_be_right_together_does_not(several: list[Label]) -> None:
    assert not contradictory(several) and not contradictory(several[::-1])


def test_every_label_keeps_its_source() -> None:
    several = [label("One", "user", "hack", source="https://one.example"), label("Two", source="")]
    assert said(several) == "“One”, hack (https://one.example); “Two”, no kind (no source given)"
    twin = replace(several[0], address="0xb")
    assert counted([several[0], twin]) == "“One”, hack (https://one.example), of 2 addresses"
    assert counted([several[0], several[0]]) == "“One”, hack (https://one.example)"
