"""Roll-up over lists held: through judged entries, on a day, and with the way in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sightline.errors import NotFound
from sightline.model.ownership import Verdict
from sightline.model.resolution import Verdict as Word
from sightline.service import ownership as service
from sightline.service.judgements import Said, judge
from sightline.service.workbench import Workbench
from tests.service.listed import ALPHA, BETA, take

US = "us-50-percent"


@pytest.fixture
def listed(bench: Workbench, tmp_path: Path) -> Workbench:
    """A listed company on one list; on another its twin owns half of a holding."""
    beta = dict(BETA) | {"b-owns": ("Ownership", {"owner": "b-star", "asset": "b-held", "percentage": "50"})}
    del beta["b-listing"]
    take(bench.operator_view(), bench, tmp_path, "alpha", ALPHA | {"a-l": ("Sanction", {"entity": "a-star"})})
    take(bench.operator_view(), bench, tmp_path, "beta", beta)
    return bench


def verdict(bench: Workbench, entity: str, rule: str = US) -> Verdict:
    (one,) = service.ownership(bench.operator_view(), bench, entity, (rule,)).rollups
    return one.verdict


def test_what_is_judged_one_is_rolled_up_as_one(listed: Workbench) -> None:
    assert verdict(listed, "b-held") is Verdict.NOT_REACHED
    judge(listed.operator_view(), listed, "a-star", "b-star", Said(Word.SAME, "a test"))
    assert verdict(listed, "b-held") is Verdict.REACHED
    assert verdict(listed, "b-held", "eu-uk-ownership-or-control") is Verdict.NOT_REACHED, (
        "not more than half"
    )
    assert verdict(listed, "b-star") is Verdict.LISTED
    found = service.ownership(listed.operator_view(), listed, "b-held", (US,))
    assert service.way(found, found.rollups[0].paths[0]) == (
        "Invented Star Shipping Company —50 %→ Invented Holding"
    )
    below = service.ownership(listed.operator_view(), listed, "b-star", (US,)).below
    assert [(step.entity, step.verdict) for step in below] == [("b-held", Verdict.REACHED)]


def test_before_the_lists_nobody_is_there(listed: Workbench) -> None:
    before = replace(listed.operator_view(), as_of=date(2026, 1, 31))
    with pytest.raises(NotFound):
        service.ownership(before, listed, "b-held")


def test_unknown_entity_and_rule(listed: Workbench) -> None:
    with pytest.raises(NotFound):
        service.ownership(listed.operator_view(), listed, "nobody")
    with pytest.raises(NotFound):
        service.ownership(listed.operator_view(), listed, "b-held", ("invented",))


def test_the_answer_as_json_names_everyone(listed: Workbench) -> None:
    shape = service.as_json(service.ownership(listed.operator_view(), listed, "b-held"))
    assert shape["caption"] == "Invented Holding"
    assert [one["rule"] for one in shape["rules"]] == [rule.id for rule in service.rules()]
