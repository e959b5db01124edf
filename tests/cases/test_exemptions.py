"""The legal moves of an exemption, each attributed, none edited."""

from __future__ import annotations

import pytest

from sightline.cases.exemptions import EXEMPTION, terms_from, terms_shape
from sightline.cases.workflow import NEW, legal, targets
from sightline.errors import Conflict
from sightline.model.aid import ExemptionState
from tests.service.test_exemptions import TERMS, terms


def test_every_state_is_reached_and_refusals_may_be_asked_again() -> None:
    assert {one.target for one in EXEMPTION} == {one.value for one in ExemptionState}
    assert targets(EXEMPTION, NEW) == ("requested", "approved")
    assert targets(EXEMPTION, "ended") == ()
    assert targets(EXEMPTION, "refused") == ("requested",)


@pytest.mark.parametrize(
    ("origin", "target"),
    [("refused", "approved"), ("ended", "approved"), ("approved", "refused"), (NEW, "ended")],
)
def test_other_moves_are_refused_with_the_legal_ones(origin: str, target: str) -> None:
    with pytest.raises(Conflict) as refusal:
        legal(EXEMPTION, origin, target)
    assert "legal from here" in str(refusal.value.remedy)


def test_terms_come_back_as_they_went_in() -> None:
    assert terms_from(terms_shape(terms(TERMS))) == terms(TERMS)
