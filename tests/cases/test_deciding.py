from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sightline.cases import deciding
from sightline.errors import UsageError
from sightline.model.casework import Position, Stance

C, R, D, X = Position.CONCUR, Position.RESERVE, Position.DISSENT, Position.RECUSED
EIGHT = {f"expert-{letter}" for letter in "abcdefgh"}
MET = {
    "recorded asks for nothing": ("recorded", []),
    "majority, half of eight speak": ("majority", [C, C, C, D]),
    "two thirds exactly": ("two-thirds", [C, C, C, C, D, D]),
    "consensus with a reservation": ("consensus", [C, C, C, R]),
    "the recused are not asked for": ("consensus", [C, C, X, X, X, X]),
}
UNMET = {
    "majority, one short of half": ("majority", [C, C, C], "3 of 8 experts spoke"),
    "majority, a tie": ("majority", [C, C, D, D], "2 of 4 concur"),
    "two thirds, one less": ("two-thirds", [C, C, C, D, D, D], "3 of 6 concur"),
    "consensus with a dissent": ("consensus", [C] * 7 + [D], "1 dissent"),
    "consensus of one": ("consensus", [C], "1 spoke"),
}


def said(positions: list[Position]) -> list[Stance]:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    pairs = zip(sorted(EIGHT), positions, strict=False)
    return [Stance("f-1", name, position, "", at) for name, position in pairs]


@pytest.mark.parametrize(("rule", "positions"), MET.values(), ids=list(MET))
def test_met(rule: str, positions: list[Position]) -> None:
    made = deciding.decide(deciding.rule(rule), said(positions), EIGHT)
    assert made.met and made.lacking == ()


@pytest.mark.parametrize(("rule", "positions", "lacking"), UNMET.values(), ids=list(UNMET))
def test_unmet(rule: str, positions: list[Position], lacking: str) -> None:
    made = deciding.decide(deciding.rule(rule), said(positions), EIGHT)
    assert not made.met and any(lacking in one for one in made.lacking), made.lacking


def test_who_has_no_seat_is_heard_and_not_counted() -> None:
    seated = {"expert-c", "expert-d", "expert-e"}
    made = deciding.decide(deciding.rule("majority"), said([C, C, D]), seated)
    assert made.outside == ("expert-a", "expert-b")
    assert (made.entitled, made.spoke, made.concur, made.dissent) == (3, 1, 0, 1) and not made.met
    assert deciding.decide(deciding.rule("majority"), said([C, C, D]), EIGHT).outside == ()


def test_without_a_roster_those_who_spoke_are_the_experts() -> None:
    assert deciding.decide(deciding.rule("consensus"), said([C, C]), ()).entitled == 2


def test_an_unknown_rule_names_those_there_are() -> None:
    with pytest.raises(UsageError) as told:
        deciding.rule("acclamation")
    assert "consensus" in str(told.value.remedy)
    assert all(one.status == "proposal" for one in deciding.rules())
