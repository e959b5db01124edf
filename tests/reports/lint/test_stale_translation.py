from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.report import Sentence
from sightline.reports.lint.stale_translation import check
from sightline.reports.outline import sentences
from tests.reports.sample import CONTEXT, context

SAID = Sentence("이 문장은 번역이다.", claim=False)

HITS = {
    "changed since": replace(context(SAID), translated={SAID.text: "was changed since"}),
    "never translated": replace(context(SAID), translated={}),
}
NO_HITS = {
    "no translation at all": context(SAID),
    "current": replace(CONTEXT, translated={at.sentence.text: "current" for at in sentences(CONTEXT.report)}),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"stale_translation"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
