from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.measure import Provision
from sightline.model.report import Sentence
from sightline.reports.lint.unverified_law import check
from sightline.reports.problem import LintContext
from tests.reports.sample import MEASURE, cite, context


def known(*sentences: Sentence) -> LintContext:
    """The report with these sentences, and a regime of two measures that were not compared."""
    other = replace(MEASURE, id="1718-9", provisions=(Provision("1718", "9"),))
    held = {one.id: one for one in (MEASURE, other)}
    return replace(context(*sentences), measures=held, resolutions={"1718": 2006})


HITS = {
    "the wrong year, in a sentence that claims nothing": known(
        Sentence("Resolution 1718 (2009) is at issue.", claim=False)
    ),
    "the wrong year of the second": known(
        Sentence("It follows resolutions 1695 (2006) and 1718 (2009).", ())
    ),
    "the wrong year": known(Sentence("It follows resolution 1718 (2007).", ())),
    "said as certain": known(
        Sentence("Paragraph 9 of resolution 1718 (2006) freezes funds.", (cite("press"),))
    ),
}
NO_HITS = {
    "the right year, in a sentence that claims nothing": known(
        Sentence("Resolution 1718 (2006) is at issue.", claim=False)
    ),
    "no resolution": known(Sentence("The form 1718 (2009) is at issue.", claim=False)),
    "the right year": known(Sentence("It follows resolution 1718 (2006).", ())),
    "said to be unverified": known(
        Sentence("Paragraph 9 of resolution 1718 (2006) freezes funds; this is unverified.", (cite("press"),))
    ),
    "another resolution": known(
        Sentence("Paragraph 9 of resolution 1540 (2004) is not of this regime.", (cite("press"),))
    ),
    "listed in a table of measures": known(
        Sentence("Paragraph 8 (d) of resolution 1718 (2006) freezes funds.", (cite("press"),))
    ),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"unverified_law"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
