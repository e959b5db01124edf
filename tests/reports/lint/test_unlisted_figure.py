from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.report import Annex, Cell, Figure, Form, Paragraph, Sentence
from sightline.reports.lint.unlisted_figure import check
from sightline.reports.number import number
from sightline.reports.problem import LintContext
from tests.reports.sample import CONTEXT, outline


def drawn(title: str = "Entries", alt: str = "Two bars", text: str = "See {ref:fig}.") -> LintContext:
    """The report with a figure."""
    cells = ((Cell("Company"), Cell("2")), (Cell("Vessel"), Cell("1")))
    figure = Figure("fig", title, ("schema", "entries"), cells, {"kind": "count"}, form=Form.BARS, alt=alt)
    told = Paragraph("p-fig", (Sentence(text, claim=False),))
    longer = replace(outline(), annexes=(*outline().annexes, Annex("a-x", "More", (told, figure))))
    return replace(CONTEXT, report=number(longer))


HITS = {
    "no title": drawn(title=""),
    "no words for it": drawn(alt=""),
    "never referred to": drawn(text="There is a figure."),
}
NO_HITS = {
    "as it should be": drawn(),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"unlisted_figure"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
