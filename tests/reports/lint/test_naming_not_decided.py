from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sightline.model.papers import Naming
from sightline.model.report import Sentence
from sightline.reports.lint.naming_not_decided import check
from sightline.reports.problem import LintContext
from tests.reports.sample import cite, context

NAMED = Sentence("Invented Bank One paid.", (cite("press"),), parties=("p-bank",))
AT = datetime(2026, 3, 1, tzinfo=UTC)
YES = Naming("n-1", "c-1", "p-bank", "Invented Bank One", "private", True, "It answered.", "x", AT)


def decided(*namings: Naming, said: str = "") -> LintContext:
    more = [Sentence(said, (cite("press"),))] if said else []
    return replace(context(NAMED, *more), namings=namings)


HITS = {
    "nothing decided": decided(),
    "another party": decided(replace(YES, party="p-other")),
    "decided not to": decided(replace(YES, named=False)),
    "unwitting, and nobody says so": decided(replace(YES, kind="unwitting")),
    "unwitting, said of another": decided(
        replace(YES, kind="unwitting"), said="Nothing shows that others knew."
    ),
}
NO_HITS = {
    "decided": decided(YES),
    "not asked": replace(context(NAMED), namings=None),
    "unwitting, and said": decided(
        replace(YES, kind="unwitting"), said="Nothing shows that Invented Bank One knew."
    ),
    "unwitting, and denied": decided(
        replace(YES, kind="unwitting"), said="Invented Bank One denied that it knew of it."
    ),
}


@pytest.mark.parametrize("case", HITS.values(), ids=list(HITS))
def test_hits(case: LintContext) -> None:
    assert "naming_not_decided" in {one.rule for one in check(case) if "Messaging" not in one.text}


@pytest.mark.parametrize("case", NO_HITS.values(), ids=list(NO_HITS))
def test_no_hits(case: LintContext) -> None:
    assert [one for one in check(case) if "Messaging" not in one.text] == []
