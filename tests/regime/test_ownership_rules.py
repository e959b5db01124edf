"""The ownership rules are data: read whole or refused by key."""

from __future__ import annotations

import pytest

from sightline.errors import FormatChanged, NotFound
from sightline.model.ownership import Bound
from sightline.regime.ownership_rules import NAME, files, parse, rule, rules

TEXT = files("sightline.regime").joinpath(NAME).read_text("utf-8")


def test_every_rule_says_how_far_it_was_compared() -> None:
    assert [one.id for one in rules()] == ["us-50-percent", "eu-uk-ownership-or-control", "un-dprk-wording"]
    assert all(one.verified_against or one.doubts for one in rules())


def test_the_limit_itself_and_beyond() -> None:
    us, eu = rule("us-50-percent"), rule("eu-uk-ownership-or-control")
    half, over = Bound(us.threshold), Bound(us.threshold, 1)
    assert us.met(half) and us.met(over)
    assert not eu.met(half) and eu.met(over)


SPOILED = {
    "a key is missing": ("title: Fifty percent or more, in the aggregate", "", "title"),
    "an unknown key": ("title: Fifty", "heading: x\n    title: Fifty", "heading"),
    "no percentage": ("threshold: '50'", "threshold: '150'", "150"),
    "no such answer": ("aggregates: 'yes'", "aggregates: 'maybe'", "maybe"),
    "no rules": ("rules:", "others:", "no rules"),
    "twice": ("id: eu-uk-ownership-or-control", "id: us-50-percent", "twice"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_refused(name: str) -> None:
    held, put, says = SPOILED[name]
    with pytest.raises(FormatChanged, match=says):
        parse(TEXT.replace(held, put, 1), "rules.yaml")


def test_an_unknown_rule_names_those_there_are() -> None:
    with pytest.raises(NotFound, match="no ownership rule"):
        rule("invented")
