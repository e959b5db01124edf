from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.report import Annex, Envelope, Section, Sentence, Template
from sightline.reports.lint.missing_part import check
from tests.reports.sample import CONTEXT, REPORT, cite, context

HITS = {
    "no table of items": replace(CONTEXT, report=replace(REPORT, annexes=REPORT.annexes[:1])),
    "an item not listed": context(Sentence("A source told us.", (cite("secret"),))),
    "no summary": replace(CONTEXT, report=replace(REPORT, summary=())),
    "no recommendations": replace(CONTEXT, report=replace(REPORT, recommendations=())),
    "an empty annex": replace(
        CONTEXT, report=replace(REPORT, annexes=(*REPORT.annexes, Annex("a-z", "Dissent", (), "C")))
    ),
    "an empty section": replace(
        CONTEXT, report=replace(REPORT, sections=(*REPORT.sections, Section("s", "Empty")))
    ),
}
LETTER = replace(
    REPORT,
    summary=(),
    recommendations=(),
    template=Template.LETTER,
    envelope=Envelope(("The Invented Registrar",), "Excellency,", "Yours faithfully,", ("Anna Invented",)),
)
HITS |= {
    f"a letter without its {name}": replace(
        CONTEXT, report=replace(LETTER, envelope=replace(LETTER.envelope, **{name: ()}))
    )
    for name in ("to", "salutation", "closing", "signed_by")
}
NO_HITS = {
    "all is there": CONTEXT,
    "a letter does without": replace(CONTEXT, report=LETTER),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"missing_part"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
