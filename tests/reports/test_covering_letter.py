from __future__ import annotations

from datetime import date

import pytest

from sightline.model.report import Template
from sightline.reports.covering_letter import Covering, covering_letter, with_article
from sightline.reports.layout import Para

STATES = {
    "a plural": ("Netherlands", "the Netherlands"),
    "a republic": ("Republic of Korea", "the Republic of Korea"),
    "a federation": ("Russian Federation", "the Russian Federation"),
    "a union of emirates": ("United Arab Emirates", "the United Arab Emirates"),
    "with its article": ("the Netherlands", "the Netherlands"),
    "without one": ("Norway", "Norway"),
    "a name that only begins alike": ("Uniondale", "Uniondale"),
}


@pytest.mark.parametrize(("name", "expected"), STATES.values(), ids=STATES)
def test_a_state_is_named_as_english_names_it(name: str, expected: str) -> None:
    assert with_article(name) == expected


@pytest.mark.parametrize(
    ("template", "called"),
    [(Template.LETTER, "letter"), (Template.DIGEST, "digest"), (Template.FINAL, "report")],
)
@pytest.mark.parametrize("bundle", [True, False])
def test_what_is_transmitted_is_called_what_it_is(template: Template, called: str, bundle: bool) -> None:
    letter = covering_letter(
        Covering(
            office="Invented Office",
            member="Norway",
            mission="",
            addressee="",
            title="Invented title",
            symbol="SL/1",
            template=template,
            edition="public",
            dated=date(2026, 3, 2),
            signatory="",
            contact="",
            copy="SL/1-1",
            recipient="Norway",
            fingerprint="SL1-X",
            files={"report.bundle": "0" * 64} if bundle else {},
        )
    )
    assert letter.to and letter.salutation == "Excellency," and "Please accept, Excellency" in letter.closing
    assert f"transmit herewith a {called} of" in letter.opening[0]
    said = " ".join(run.text for part in letter.body if isinstance(part, Para) for run in part.runs)
    assert f"The {called} was made by" in said and ("the bundle is signed" in said) == bundle
    assert f"statement of the {called} {'can' if bundle else 'names'}" in said
