from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sightline.model.casework import Hearing, Outcome, Party, PartyKind
from sightline.model.report import Sentence
from sightline.reports.lint.reply_not_on_record import check
from sightline.reports.problem import LintContext
from tests.reports.sample import HEARING, cite, context

LARK = Party("p-lark", "Invlark Shipping Limited", PartyKind.PRIVATE)
ANSWERED = replace(HEARING, id="h-lark", party=LARK, deadline=date(2017, 2, 1), outcome=None)
"""a reply of 8 March 2017, after the deadline"""
SILENT = replace(ANSWERED, replies=(), outcome=Outcome.NO_REPLY)
WAITING = replace(SILENT, outcome=None)
CLOSED = replace(SILENT, outcome=Outcome.CONTESTED)


def told(text: str, hearing: Hearing, **changes: object) -> LintContext:
    return context(Sentence(text, (cite("reply"),), **changes), hearings=(hearing,))  # type: ignore[arg-type]


HITS = {
    "what stands in a reply there is not": told("In its reply Invlark confirmed the charter.", SILENT),
    "what a reply there is not says": told("The reply of Invlark confirms the charter.", SILENT),
    "what its reply says, which is not there": told("Invlark’s reply confirms the charter.", SILENT),
    "silence of one who replied": told("Invlark Shipping Limited did not reply to the office.", ANSWERED),
    "by its short name": told("Invlark has not answered.", ANSWERED),
    "by its mark": told("The company never responded.", ANSWERED, parties=("p-lark",)),
    "claiming nothing": context(Sentence("Invlark gave no answer.", claim=False), hearings=(ANSWERED,)),
    "silence, by the outcome": told("Invlark did not reply.", CLOSED),
    "silence until after it replied": told("Invlark had not replied by 9 March 2017.", ANSWERED),
    "a reply of one who kept silent": told("Invlark replied that it had chartered the ship.", SILENT),
    "a reply of one who may still reply": told("Invlark told the office that it sailed.", WAITING),
}
NO_HITS = {
    "a reply that is awaited": told("The reply of Invlark is awaited.", WAITING),
    "a reply by a day": told("Invlark’s reply is due on 1 May 2017.", WAITING),
    "its reply, which there is": told("In its reply Invlark confirmed the charter.", ANSWERED),
    "silence, told so": told("Invlark did not reply to the office.", SILENT),
    "a reply, told so": told("Invlark replied that it had chartered the ship.", ANSWERED),
    "a reply, by the outcome": told("Invlark replied.", CLOSED),
    "silence until before it replied": told("Invlark had not replied by 7 March 2017.", ANSWERED),
    "late": told("Invlark did not reply by the deadline.", ANSWERED),
    "on a question": told("Invlark did not answer the second question.", ANSWERED),
    "of whom else": told("Invlark sailed; the registry did not reply.", ANSWERED),
    "its chance to reply": told("Invlark was given the opportunity to reply.", SILENT),
    "a reply to somebody else": told("Invlark replied to its broker that she sailed.", SILENT),
    "no reply told": told("Invlark neither denied nor replied.", SILENT),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    assert [(one.rule, one.where) for one in check(HITS[name])] == [("reply_not_on_record", "A.2")], name


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
