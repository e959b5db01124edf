from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sightline.model.casework import Party, PartyKind
from sightline.model.citation import Citation
from sightline.model.papers import Naming
from sightline.model.report import Edition, Sentence
from sightline.reports.lint.named_in_evidence import check
from sightline.reports.problem import LintContext
from sightline.reports.unnamed import STANDS_FOR
from tests.reports.sample import HEARING, cite, context, item, sha

LARK = Party("p-lark", "Invented Larkspur Shipping", PartyKind.PRIVATE, "e-lark")
HEARD = replace(HEARING, id="h-lark", party=LARK, letter=cite("secret"), replies=())
YES = Naming("n-1", "c-1", LARK.id, LARK.name, "private", True, "x", "x", datetime(2026, 3, 1, tzinfo=UTC))


def cited(citation: Citation, *namings: Naming, edition: Edition = Edition.PUBLIC) -> LintContext:
    """A sentence without a name that cites this."""
    held = context(Sentence("A company chartered her.", (citation,)), hearings=(HEARING, HEARD))
    return replace(held, namings=namings, report=replace(held.report, edition=edition))


def quoted(words: str) -> Citation:
    return replace(cite("press"), quote=words)


NAMES = quoted("INVENTED  Larkspur Shipping chartered her.")
HITS = {
    "nothing decided": cited(NAMES),
    "decided not to": cited(NAMES, replace(YES, named=False)),
    "another name of it": replace(cited(quoted("Larkspur Co. did.")), names={"e-lark": ("LARKSPUR CO.",)}),
    "read at the place": replace(
        cited(quoted("")), words=lambda one: one.quote or "by invented larkspur shipping"
    ),
    "the letter to it": cited(cite("secret")),
}
NO_HITS = {
    "decided": cited(NAMES, YES),
    "other words": cited(quoted("An invented company chartered her.")),
    "inside the office": cited(NAMES, edition=Edition.INTERNAL),
    "nobody asks": replace(cited(NAMES), namings=None),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = [one for one in check(HITS[name]) if LARK.name in one.text]
    assert [(one.rule, one.where) for one in found] == [("named_in_evidence", "A.2")], name


def test_a_file_called_after_it_is_told_once() -> None:
    called = replace(item("secret"), name=f"{STANDS_FOR}-invoice.txt")
    held = replace(cited(cite("secret"), YES), items={sha("secret"): called})
    assert [one.where for one in check(held) if "file of item" in one.text] == ["A.2"]
    assert [one for one in check(replace(held, items={})) if "file of item" in one.text] == []


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert [one for one in check(NO_HITS[name]) if LARK.name in one.text] == [], name
