from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.casework import Hearing, Outcome, Party, PartyKind
from sightline.model.citation import Citation
from sightline.model.place import Place
from sightline.model.report import Sentence
from sightline.reports.lint.reply_reversed import check
from sightline.reports.problem import LintContext
from tests.reports.sample import FINDING, HEARING, cite, context, sha

LARK = Party("p-lark", "Invented Larkspur Shipping", PartyKind.PRIVATE)
CONTESTS = "We contest the finding, and nobody asked us."


def heard(words: str, outcome: Outcome | None, summary: str = "It answered.") -> Hearing:
    reply = replace(HEARING.replies[0], citation=quoted(words), summary=summary)
    return replace(HEARING, id="h-lark", party=LARK, replies=(reply,), outcome=outcome)


def quoted(words: str) -> Citation:
    return Citation(sha("model"), Place.of_bytes(0, 9), words)


def told(text: str, words: str = CONTESTS, outcome: Outcome | None = Outcome.CONTESTED) -> LintContext:
    """A sentence that cites the reply of a party."""
    return context(Sentence(text, (quoted(words),)), hearings=(HEARING, heard(words, outcome)))


def named(text: str, hearing: Hearing) -> LintContext:
    """A sentence that names the party and cites something else."""
    return context(Sentence(text, (cite("press"),), parties=("p-lark",)), hearings=(HEARING, hearing))


SILENT = replace(heard("", Outcome.NO_REPLY), replies=())
CONTESTED = heard("We deny the transfer of gas oil on 14 May.", Outcome.CONTESTED)
LISTED = replace(
    FINDING,
    id="f-lark",
    parties=(LARK,),
    assertion="Invented Larkspur Shipping passed gas oil to another ship.",
)


def finding(text: str, hearing: Hearing) -> LintContext:
    """The same, where a finding says of the party that it passed gas oil."""
    return replace(named(text, hearing), findings={FINDING.id: FINDING, LISTED.id: LISTED})


SHORT = replace(LARK, name="Invlarkspur Shipping Limited")
HITS = {
    "an admission that cites something else": named(
        "Invented Larkspur Shipping admitted the transfer.", CONTESTED
    ),
    "a confirmation that cites something else": named(
        "Invented Larkspur Shipping confirmed that gas oil was transferred.", CONTESTED
    ),
    "said to have said what it denies": named(
        "Invented Larkspur Shipping told the office that gas oil was transferred.", CONTESTED
    ),
    "said to have said what the finding says, which it contests": finding(
        "Invented Larkspur Shipping told the office that gas oil was passed.",
        heard("우리는 다툰다.", Outcome.CONTESTED),
    ),
    "not ended, by its reply": named(
        "Invented Larkspur Shipping has not ended its agency.", heard("We ended the agency on 1 May.", None)
    ),
    "not ended, by its short name": named(
        "Invlarkspur has not ended its agency.",
        replace(heard("We ended the agency on 1 May.", Outcome.CURED_AFTER), party=SHORT),
    ),
    "a contest taken back": told("Larkspur does not contest the finding.", outcome=Outcome.REPLIED),
    "a contest taken back, the outcome alone": told("The owner does not contest it.", "우리는 다툰다."),
    "nothing denied": told("The owner never denied it.", "We deny it.", None),
    "a contest told as acceptance": told("Larkspur accepts the finding.", outcome=None),
    "a confirmation told as denial": told("It denies the sale.", "We confirm the sale.", Outcome.REPLIED),
    "a refusal told as confirmation": told("It confirmed it.", "We cannot confirm the sale.", None),
    "undisputed": told("The finding is undisputed.", outcome=None),
    "the summary on record": named(
        "Invented Larkspur Shipping does not dispute it.", heard("x", None, "It disputes the finding.")
    ),
    "named, by outcome": named(
        "In its reply Invented Larkspur Shipping accepts it.", heard("x", Outcome.CONTESTED)
    ),
    "a denial in other words told as admission": told(
        "It admitted the charter.", "We have never chartered the vessel.", None
    ),
    "called untrue, told as acceptance": told("It agrees.", "The report is false.", Outcome.REPLIED),
    "an end told as none": told(
        "It has not ended the charter.", "We ended the charter on 1 May.", Outcome.REPLIED
    ),
    "an end told as going on": told("The charter continues.", "We terminated the charter.", Outcome.REPLIED),
    "going on told as an end": told(
        "It stopped the service.", "We continue the service as before.", Outcome.REPLIED
    ),
    "going on, by outcome": named(
        "Invented Larkspur Shipping continues to charter her.", heard("x", Outcome.CURED_AFTER)
    ),
    "not ended, by outcome": named(
        "Invented Larkspur Shipping has not ended the charter.", heard("x", Outcome.CURED_BEFORE)
    ),
    "an answer of who did not reply": named("Invented Larkspur Shipping denies it.", SILENT),
}
NO_HITS = {
    "a cargo accepted": named("Invented Larkspur Shipping accepted a cargo of gas oil.", CONTESTED),
    "an admission by somebody else": named("The agent of Invented Larkspur Shipping admitted it.", CONTESTED),
    "said to have said what it says": named(
        "Invented Larkspur Shipping told the office that gas oil was carried to Busan.",
        heard("We carried gas oil to Busan. We deny any transfer.", Outcome.CONTESTED),
    ),
    "said to have denied": finding(
        "Invented Larkspur Shipping told the office that no gas oil was passed.", CONTESTED
    ),
    "something else not ended": named(
        "Invented Larkspur Shipping has not ended its charter.", heard("We ended the agency on 1 May.", None)
    ),
    "told as it is": told("Larkspur contests the finding."),
    "told in another word": told("Larkspur denies it."),
    "a denial of something else before it": told("Larkspur was not asked and contests it."),
    "not only": told("Larkspur not only contests the finding."),
    "denied in both": told("It does not contest it.", "We do not contest the finding.", Outcome.REPLIED),
    "receipt is no admission": told("It confirmed receipt of the letter."),
    "both said": told(
        "It accepts the sale and contests the rest.", "We accept the sale and contest the rest."
    ),
    "said by the office": told("The office confirmed this with the bank."),
    "the contested payment": told("It answered about the contested payment.", "We answer.", Outcome.REPLIED),
    "of something else": told("Larkspur did not sail.", outcome=None),
    "another's words": named("Invented Larkspur Shipping sailed.", heard("x", Outcome.CONTESTED)),
    "a denial told as denial": told("It denies the charter.", "We have never chartered the vessel.", None),
    "an end told as one": told("It ended the charter.", "We no longer charter her.", Outcome.REPLIED),
    "the deadline ended": told("The deadline ended.", "We continue the service.", Outcome.REPLIED),
    "the office goes on": told(
        "The office continues to investigate.", "We ended the charter.", Outcome.CURED_AFTER
    ),
    "ended, and others go on": named(
        "Invented Larkspur Shipping ended its part; the trade continues.", heard("x", Outcome.CURED_AFTER)
    ),
    "going on, of one that contests": named(
        "Invented Larkspur Shipping continues to charter her.", heard("x", Outcome.CONTESTED)
    ),
    "silent, and told so": named("Invented Larkspur Shipping neither denied nor replied.", SILENT),
    "a confirmation beside a contest": told("It confirmed that she was sold.", "우리는 다툰다."),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    assert [(one.rule, one.where) for one in check(HITS[name])] == [("reply_reversed", "A.2")], name


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
