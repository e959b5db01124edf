"""Every rule by its own cases: all that stand in the files, each with its near misses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sightline import regime
from sightline.model.check import Says
from sightline.model.measure import Effect, Measure, RuleCase
from sightline.regime.judging import judge
from tests.regime.asked import asked

CASES = [(measure, case) for measure in regime.load() for case in measure.cases]
NO = {"not covered", "not in force"}


@pytest.mark.parametrize(
    ("measure", "case"), CASES, ids=[f"{measure.id}: {case.name}" for measure, case in CASES]
)
def test_a_rule_says_what_its_case_says(measure: Measure, case: RuleCase) -> None:
    question = asked(case.ask, case.on)
    assert question.problems == ()
    assert regime.alone(measure, question) == case.says


@pytest.mark.parametrize("measure", regime.load(), ids=lambda one: one.id)
def test_a_rule_has_a_hit_and_a_near_miss_and_both_sides_of_its_days(measure: Measure) -> None:
    said = {case.says for case in measure.cases}
    assert said - NO and said & NO, "a hit and a near miss"
    days = {case.on for case in measure.cases}
    first = measure.in_force_from
    assert {first, first - timedelta(days=1)} <= days
    if measure.in_force_to is not None:
        assert {measure.in_force_to, measure.in_force_to + timedelta(days=1)} <= days
    for wound in measure.wind_down:
        assert {wound.import_by, wound.import_by + timedelta(days=1)} <= days


def test_the_boundaries_the_issue_names() -> None:
    coal = {"hs": "2701", "from": "KP", "to": "CN"}
    assert regime.alone(regime.get("coal-ban"), asked(coal, "2017-08-04")) == "not covered"
    assert regime.alone(regime.get("coal-ban"), asked(coal, "2017-08-05")) == "forbidden"
    crude = {"hs": "2709", "from": "CN", "to": "KP", "unit": "t"}
    assert regime.alone(regime.get("crude"), asked(crude | {"quantity": "525000"}, "2018-01-01")) == "limited"
    assert (
        regime.alone(regime.get("crude"), asked(crude | {"quantity": "525001"}, "2018-01-01")) == "forbidden"
    )


AID = {"from": "FR", "to": "KP", "purpose": "humanitarian"}


@pytest.mark.parametrize(
    "measure", [one for one in regime.load() if one.hs or one.hs_reading], ids=lambda one: one.id
)
def test_exempted_aid_is_never_called_a_breach(measure: Measure) -> None:
    day = measure.in_force_to or date(2023, 1, 1)
    for code in (*measure.hs, *measure.hs_reading):
        for fields in (AID, AID | {"exemption": "invented letter 1"}):
            concern = judge(
                measure, asked(fields | {"hs": code if len(code) != 5 else code + "1"}, day).question
            )
            assert concern is None or concern.says is not Says.FORBIDDEN


def test_every_answer_says_that_its_rule_was_not_compared() -> None:
    for measure, case in CASES:
        concern = judge(measure, asked(case.ask, case.on).question)
        if concern is not None:
            assert "not compared with the document itself" in concern.verified
            assert concern.reason and concern.paragraph


def test_a_duty_answers_no_question() -> None:
    everything = asked({"hs": "2701", "from": "KP", "to": "CN", "service": "inspection"}, "2020-01-01")
    for measure in regime.load():
        if measure.effect in {Effect.DUTY, Effect.EXCEPTION}:
            assert judge(measure, everything.question) is None


CAPS = {
    "95 % of the coal cap stops purchases": (
        "coal-cap",
        "2701",
        "2017-06-01",
        "7125000",
        "t",
        "KP",
        "CN",
        "forbidden",
    ),
    "just below 95 % of the coal cap": (
        "coal-cap",
        "2701",
        "2017-06-01",
        "7124999",
        "t",
        "KP",
        "CN",
        "limited",
    ),
    "95 % of the refined cap stops supplies": (
        "refined",
        "2710",
        "2020-06-01",
        "475000",
        "bbl",
        "CN",
        "KP",
        "forbidden",
    ),
    "just below 95 % of the refined cap": (
        "refined",
        "2710",
        "2020-06-01",
        "474999",
        "bbl",
        "CN",
        "KP",
        "limited",
    ),
    "crude has no such stop": ("crude", "2709", "2020-06-01", "524999", "t", "CN", "KP", "limited"),
}


@pytest.mark.parametrize("name", CAPS)
def test_a_running_total(name: str) -> None:
    id, hs, day, quantity, unit, source, target, says = CAPS[name]
    fields = {"hs": hs, "quantity": quantity, "unit": unit, "from": source, "to": target, "basis": "total"}
    assert regime.alone(regime.get(id), asked(fields, day)) == says


SAYS_WHAT_WOULD_CHANGE = {
    "a rule without exception": ({"hs": "7108", "from": "KP", "to": "AE"}, "case by case (2321 ¶46"),
    "before the Committee could exempt": (
        {"hs": "7108", "from": "KP", "to": "AE", "on": "2016-03-02"}, "no exception and no end",
    ),
    "only a part of the code": ({"hs": "9101", "from": "CH", "to": "KP"}, "whether the goods are among"),
    "a listed ship": ({"vessel": "listed"}, "takes the name off its list"),
    "a ship of a listed name": ({"vessel": "alert"}, "to tell it apart"),
    "a service of nobody named": ({"service": "ship-to-ship transfer"}, "whether anything of the DPRK"),
    "a cap that is passed": (
        {"hs": "2709", "from": "CN", "to": "KP", "quantity": "525001", "unit": "t", "basis": "total"},
        "case by case",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "told"), SAYS_WHAT_WOULD_CHANGE.values(), ids=SAYS_WHAT_WOULD_CHANGE)
def test_every_rule_says_what_would_change_its_answer(fields: dict[str, str], told: str) -> None:
    question = asked(fields).question
    concerns = [found for one in regime.load() if (found := judge(one, question))]
    assert concerns and all(one.would_change for one in concerns)
    assert any(told in one.would_change for one in concerns)


@pytest.mark.parametrize("word", ["labour", "workers", "work permits", "employment of DPRK nationals"])
def test_labour_is_named_in_several_words(word: str) -> None:
    question = asked({"service": word, "from": "KP"}).question
    (labour,) = (one for one in regime.load() if one.id == "labour")
    found = judge(labour, question)
    assert found is not None and found.says is Says.FORBIDDEN


def test_a_rule_says_nothing_of_what_it_became_later() -> None:
    (labour,) = (one for one in regime.load() if one.id == "labour")
    then, now = (judge(labour, asked({"service": "employment", "from": "KP"}, day).question)
                 for day in ("2017-08-05", "2020-01-01"))  # fmt: skip
    assert then and now and (then.says, now.says) == (Says.LIMITED, Says.FORBIDDEN)
    assert "2397" not in then.reason and "No more than the number" in then.reason
    assert "2397 ¶8" in now.reason
