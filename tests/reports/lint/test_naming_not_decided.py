from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from sightline.model.casework import Outcome, Party, PartyKind
from sightline.model.papers import Naming
from sightline.model.report import Paragraph, Sentence, Table
from sightline.reports.lint.naming_not_decided import check
from sightline.reports.outline import changed
from sightline.reports.problem import LintContext, Problem, Severity
from tests.reports.sample import HEARING, REPORT, cite, context

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


HERON = Party("p-heron", "Invented Heron Marine Company", PartyKind.PRIVATE, "e-heron")
HELD = replace(HEARING, id="h-heron", party=HERON, outcome=Outcome.CURED_BEFORE)
NO = replace(YES, party="p-heron", name=HERON.name, named=False)
ALLOWED = replace(YES, party="p-service")


def spoken(text: str, **changes: Any) -> list[Problem]:
    """What the rule says of a report in which a sentence says this of a party not to be named."""
    changes = {"hearings": (HEARING, HELD), "namings": (NO, ALLOWED)} | changes
    return list(check(context(Sentence(text, claim=False), **changes)))


CARRIED = {
    "unmarked": spoken("Invented Heron Marine Company chartered the ship."),
    "behind 'a party'": spoken("A party replied: Invented Heron Marine Company says that it stopped."),
    "without its form of company": spoken("The ship of Invented Heron Marine sailed."),
    "under an alias": spoken("Ptarmigan Lines sailed.", names={"e-heron": ("Ptarmigan Lines",)}),
    "in its own letters": spoken("배는 발명해운의 것이다.", names={"e-heron": ("발명해운",)}),
    "nothing decided": spoken("Invented Heron Marine Company sailed.", namings=(ALLOWED,)),
}
NOT_CARRIED = {
    "described": spoken("A company chartered the ship."),
    "other words alike": spoken("An invented heron, marine and shy, sailed."),
    "a longer name of another that may be named": spoken(
        "Invented Heron Marine Company of Nowhere sailed.",
        namings=(NO, ALLOWED, replace(YES, party="p-bank")),
        others=(Party("p-bank", "Invented Heron Marine Company of Nowhere", PartyKind.PRIVATE),),
    ),
    "a state": spoken(
        "The ship sailed to Inventia.",
        hearings=(HEARING, replace(HELD, party=Party("p-heron", "Inventia", PartyKind.STATE))),
    ),
    "may be named": spoken(
        "Invented Heron Marine Company sailed.", namings=(replace(NO, named=True), ALLOWED)
    ),
}


@pytest.mark.parametrize("case", CARRIED)
def test_a_name_that_may_not_stand_is_found_unmarked(case: str) -> None:
    assert [(one.severity, one.where) for one in CARRIED[case]] == [(Severity.ERROR, "A.2")]


@pytest.mark.parametrize("case", NOT_CARRIED)
def test_near_names_pass(case: str) -> None:
    assert NOT_CARRIED[case] == []


def test_a_name_is_found_in_every_text_printed() -> None:
    base = context()
    table, paragraph = REPORT.sections[1].sections[0].blocks[1:3]
    assert isinstance(table, Table) and isinstance(paragraph, Paragraph)
    annex, *others = REPORT.annexes
    named = HERON.name
    reports = {
        "title": replace(REPORT, title=f"On {named}"),
        "notice": replace(REPORT, notice=f"{named} is meant."),
        "annex A": replace(REPORT, annexes=(replace(annex, title=named), *others)),
        "recommendation 1": replace(
            REPORT, recommendations=(replace(REPORT.recommendations[0], text=f"Watch {named}."),)
        ),
        "s-intro": replace(REPORT, sections=(replace(REPORT.sections[0], title=named), REPORT.sections[1])),
        "1": changed(REPORT, lambda b: replace(b, note=f"Of {named}.") if b.id == table.id else b),  # type: ignore[arg-type]
    }
    for where, report in reports.items():
        held = replace(base, report=report, hearings=(HEARING, HELD), namings=(NO, ALLOWED))
        assert [one.where for one in check(held)] == [where]
