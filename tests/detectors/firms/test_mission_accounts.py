"""Missions and their officials with more accounts than one (2321 ¶16)."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.detectors.detector import Found
from sightline.detectors.firms.mission_accounts import Params, detect
from tests.detectors.books import account, payment, tables
from tests.detectors.sea.tracks import Row

EMBASSY = "Embassy of the DPRK in Atlantis"


def held(number: int, holder: str = EMBASSY, country: str = "at", **more: object) -> Row:
    return account(f"M-{number}", "mission", holder=holder, country=country) | more


HITS: dict[str, list[Row]] = {
    "two accounts": [held(1), held(2)],
    "an official, by the kind": [
        held(1, "Invented Official") | {"holder_type": "DPRK diplomat"},
        held(2, "Official Invented") | {"holder_type": "DPRK diplomat"},
    ],
    "in other words": [
        held(1, "Embassy, Democratic People's Republic of Korea"),
        held(2, "Embassy Democratic People's Republic of Korea"),
    ],
    "in three languages, with and without the town": [
        held(1, "Botschaft der DVRK"),
        held(2, "DPR Korea Embassy Vienna"),
    ],
}
NO_HITS: dict[str, list[Row]] = {
    "one account": [held(1)],
    "one, stated twice": [held(1), held(1)],
    "embassies in two towns": [held(1, "DPRK Embassy Vienna"), held(2, "DPRK Embassy in Bern")],
    "another Korea's embassy": [held(n, "Embassy of the Republic of Korea") for n in (1, 2)],
    "in two countries": [held(1), held(2, country="de")],
    "two officials": [held(1, "DPRK consul One"), held(2, "DPRK consul Two")],
    "another state's embassy": [held(1, "Embassy of Atlantis"), held(2, "Embassy of Atlantis")],
    "a company with the name": [
        held(n, "North Korea Travel Ltd") | {"holder_type": "company"} for n in (1, 2)
    ],
}


def found(accounts: list[Row], payments: list[Row] | None = None) -> list[Found]:
    return list(detect(tables(payments or [], accounts), Params()))


@pytest.mark.parametrize("name", HITS)
def test_hit(name: str) -> None:
    [signal] = found(HITS[name])
    assert {one.id for one in signal.actors} == {"account-M-1", "account-M-2"}
    assert signal.measures == ("mission-accounts",)


@pytest.mark.parametrize("name", NO_HITS)
def test_near_miss(name: str) -> None:
    assert found(NO_HITS[name]) == []


def test_when_they_were_opened_and_what_they_were_used_for_is_told() -> None:
    days = [date(2016, 11, 29), date(2016, 11, 30)]
    [signal] = found(
        [held(n + 1, opened_on=day) for n, day in enumerate(days)],
        [payment(1, 5, 700, "M-1", "X"), payment(2, 6, 9, "X", "M-2")],
    )
    texts = [reason.text for reason in signal.reasons]
    assert "1 of them was opened on or after 2016-11-30" in texts[1] and "2 payments" in texts[2]


def test_other_spellings_are_told() -> None:
    [signal] = found([held(1, "Botschaft der DVRK"), held(2, "DPR Korea Embassy Vienna")])
    assert "it is also written DPR Korea Embassy Vienna" in signal.reasons[0].text
