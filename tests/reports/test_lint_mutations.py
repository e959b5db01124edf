"""Faults are planted in a clean report by editing its text and its data; lint finds every one."""

# ruff: noqa: E501 - one fault a line reads better than one fault in four
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sightline.errors import BadInput
from sightline.model.casework import Party, PartyKind, Position, Regraded, Standard
from sightline.model.citation import Citation
from sightline.model.marking import Marking
from sightline.model.place import Place
from sightline.model.report import (
    Annex,
    Block,
    Cell,
    Dissent,
    Paragraph,
    Sentence,
    Stated,
    Table,
)
from sightline.reports import notation
from sightline.reports.lint import lint
from sightline.reports.outline import changed
from sightline.reports.problem import LintContext, Translation
from tests.reports.rich import BASE, CONTESTED, COUNT, COURT, DENIED, OWNED, context_of, filled, master
from tests.reports.sample import FINDING, HEARING, ITEMS, sha

Edit = Callable[[], LintContext]


def text(old: str, new: str) -> Edit:
    """The words changed wherever a sentence has them; nothing else."""

    def edit(block: Block) -> Block:
        if not isinstance(block, Paragraph):
            return block
        said = tuple(replace(s, text=s.text.replace(old, new)) for s in block.sentences)
        return replace(block, sentences=said)

    def planted() -> LintContext:
        report = changed(BASE.report, edit)
        assert report != BASE.report, f"{old!r} does not stand in the report"
        return context_of(report)

    return planted


def block(id: str, change: Callable[[Any], Any]) -> Edit:
    """One block changed."""
    return lambda: context_of(changed(BASE.report, lambda b: change(b) if b.id == id else b))


def sentence(id: str, at: int, **changes: Any) -> Edit:
    """One sentence changed."""

    def change(paragraph: Paragraph) -> Paragraph:
        said = list(paragraph.sentences)
        said[at] = replace(said[at], **changes)
        return replace(paragraph, sentences=tuple(said))

    return block(id, change)


def typed(id: str, old: str, new: str) -> Edit:
    """A paragraph typed anew at the desk."""

    def change(paragraph: Paragraph) -> Paragraph:
        written = notation.write(paragraph)
        return notation.read(written.text.replace(old, new), written.cites, paragraph)

    return block(id, change)


def without(id: str, at: int) -> Edit:
    """One sentence struck."""
    return block(id, lambda p: replace(p, sentences=p.sentences[:at] + p.sentences[at + 1 :]))


def data(**changes: Any) -> Edit:
    """The record changed beside the report."""
    return lambda: replace(BASE, **changes)


def finding(**changes: Any) -> Edit:
    return data(findings={**BASE.findings, FINDING.id: replace(FINDING, **changes)})


def report(**changes: Any) -> Edit:
    return lambda: context_of(replace(BASE.report, **changes))


def advice(**changes: Any) -> Edit:
    return report(recommendations=(replace(BASE.report.recommendations[0], **changes),))


def added(*sentences: Sentence, **changes: Any) -> Edit:
    """A paragraph more, and everything numbered and filled anew; of the record what is given."""
    extra = Annex("a-extra", "Extra", (Paragraph("p-extra", sentences),))
    return lambda: replace(
        context_of(filled(replace(master(), annexes=(*master().annexes, extra)))), **changes
    )


def gone(query: object) -> Any:
    raise BadInput("the partition was archived")


def cells(*rows: tuple[str, ...]) -> Callable[[Table], Table]:
    return lambda table: replace(table, rows=tuple(tuple(Cell(c) for c in row) for row in rows))


PRESS = Citation(sha("press"), Place.of_bytes(0, 9), "Invented ")
OUTSIDE = Citation(sha("press"), Place.of_bytes(5000, 9), "Invented ")
WRONG_QUOTE = Citation(sha("press"), Place.of_bytes(0, 9), "Somebody else")
UNKNOWN = Citation("f" * 64, Place.of_bytes(0, 9), "")
SECRET = Citation(sha("secret"), Place.of_bytes(0, 6), "What a")
MODEL = Citation(sha("model"), Place.of_bytes(0, 4), "Made")

UNHEARD = replace(
    CONTESTED, id="h-unheard", party=Party("p-unheard", "Ptarmigan Marine Company", PartyKind.PRIVATE),
    letter=None, replies=(), outcome=None,
)  # fmt: skip

FAULTS: dict[str, Edit] = {
    "a claim loses its citation": sentence("x-cargo", 0, cites=()),
    "a breach marked as no claim": added(Sentence("A bank violated resolution 1718 (2006).", claim=False)),
    "an amount marked as no claim": added(Sentence("It sold coal for 4,000,000 dollars.", claim=False)),
    "the wrong year in a sentence that claims nothing": added(Sentence("Resolution 1718 (2016) is at issue.", claim=False)),
    "a name misspelt in a sentence that claims nothing": added(Sentence("The MORNNG LARK lay there.", claim=False)),
    "a table loses its query": block("x-count", lambda t: replace(t, query={})),
    "a citation outside its item": sentence("p-case", 1, cites=(OUTSIDE,)),
    "a quote that is not in its item": sentence("x-law", 0, cites=(WRONG_QUOTE,)),
    "a citation of an item nobody holds": sentence("x-law", 0, cites=(UNKNOWN,)),
    "a citation of a deleted item": data(deleted=frozenset({COURT})),
    "a reference to what is not there": text("{ref:x-figure}", "{ref:x-figures}"),
    "a reference by hand to an annex there is not": text("as {ref:x-figure} shows", "as annex Q shows"),
    "a reference by hand that is right today": text("as {ref:x-figure} shows", "as figure 1 shows"),
    "a paragraph number twice": block("p-model", lambda p: replace(p, number=1)),
    "a paragraph number left out": block("p-model", lambda p: replace(p, number=9)),
    "an id twice": block("x-law", lambda p: replace(p, id="x-cargo")),
    "annex letters out of order": report(
        annexes=(replace(BASE.report.annexes[0], letter="C"), *BASE.report.annexes[1:])
    ),
    "the annex of evidence missing": report(annexes=(BASE.report.annexes[0], BASE.report.annexes[2])),
    "an item cited and not listed": block("t-evidence", lambda t: replace(t, rows=t.rows[1:])),
    "the summary missing": report(summary=()),
    "an annex emptied": report(
        annexes=(*BASE.report.annexes[:2], replace(BASE.report.annexes[2], blocks=()))
    ),
    "a query that fails today": data(answer=gone),
    "a row of a table edited": block("x-count", cells(("Company", "3"), ("Vessel", "1"))),
    "a row of a table dropped": block("x-count", cells(("Company", "2"))),
    "a cell too few": block("t-measures", lambda t: replace(t, rows=(t.rows[0][:3],))),
    "a number that differs from its query": text("has 2 companies", "has 3 companies"),
    "a tied number typed over": typed("x-cargo", "has 2 companies", "has 12.40 companies"),
    "a tied number typed over by a digit more": typed("x-cargo", "has 2 companies", "has 22 companies"),
    "a number in words changed": added(Sentence("The voyage lasted fifteen hours.", (PRESS,))),
    "a number taken from another row": sentence("x-cargo", 2, numbers=(Stated("2", COUNT, "Vessel", 1),)),
    "a digit changed": text("2,990,000", "2,890,000"),
    "a day changed": text("found on 4 May 2017", "found on 5 May 2017"),
    "a day that is in no calendar": text("found on 4 May 2017", "found on 34 May 2017"),
    "a day after the report": text("found on 4 May 2017", "found on 4 May 2027"),
    "a finding out of the period": report(period=(date(2020, 1, 1), date(2020, 12, 31))),
    "a finding after the report": finding(day=date(2026, 12, 1)),
    "a unit missing": text("tons of coal, worth 2,990,000 dollars", "tons of coal, worth 2,990,000"),
    "shares that do not make a whole": text("35 per cent south", "25 per cent south"),
    "a point for a range": text("between 500 and 700 tons", "600 tons"),
    "a name misspelt": text("Invented Shipping Line owned", "Invented Shiping Line owned"),
    "a party misspelt in the sentence that names it": text("Invented Messaging Service replied", "Invented Mesaging Service replied"),
    "a name misspelt that only the place cited has": text("was Morning Lark", "was Morning Lurk"),
    "a name misspelt that only a signal has": added(
        Sentence("Of the Ptarmigen Star more is said below.", claim=False), captions=("PTARMIGAN STAR",)
    ),
    "words in quotation marks nobody wrote": text("that it knew of the cargo”", "that it ever knew of the cargo”"),
    "a person named without a document": sentence("x-person", 0, cites=(MODEL,)),
    "a party named that was not heard": data(hearings=(HEARING, CONTESTED)),
    "a party not to be named, in a sentence without its mark": added(
        Sentence("Ptarmigan Marine Company chartered the ship.", (DENIED,)), hearings=(*BASE.hearings, UNHEARD)
    ),
    "a party not to be named, in a sentence that claims nothing": added(
        Sentence("Of Ptarmigan Marine Company more is said below.", claim=False), hearings=(*BASE.hearings, UNHEARD)
    ),
    "a party not to be named, in a heading": lambda: replace(
        report(annexes=(replace(BASE.report.annexes[0], title="Of Ptarmigan Marine"), *BASE.report.annexes[1:]))(),
        hearings=(*BASE.hearings, UNHEARD),
    ),
    "a certainty behind an assessment": added(
        Sentence("The office assesses that it undoubtedly served a bank.", (PRESS,), finding="f-aaaaaaaa",
                 standard=Standard.ASSESSED, parties=("p-service",)),
    ),
    **{
        f"a certainty: {word}": added(
            Sentence(f"The office assesses that it {word}.", (PRESS,), finding="f-aaaaaaaa",
                     standard=Standard.ASSESSED, parties=("p-service",)),
        )
        for word in ("clearly served a bank", "served a bank, of which it has proof", "served one, with no room for doubt")
    },
    "a certainty without a finding": added(Sentence("The documents prove that a bank was served.", (PRESS,))),
    "a hearing without a letter": data(
        hearings=(replace(HEARING, letter=None, replies=()), *BASE.hearings[1:])
    ),
    "a deadline after the report": data(
        hearings=(replace(HEARING, deadline=date(2026, 5, 1), replies=()), *BASE.hearings[1:])
    ),
    "a reply not mentioned": without("p-case", 1),
    "silence not mentioned": without("x-person", 1),
    "a cure not mentioned": text("replied that it ended this", "replied to this"),
    "a reply that contests kept away": block("x-owner", lambda p: replace(p, sentences=(
        replace(p.sentences[0], cites=(p.sentences[0].cites[1],)),
    ))),
    "a reply told the other way round": text("The owner contests this.", "The owner does not contest this."),
    "a denial told as an admission": text("The owner contests this.", "The owner accepts this."),
    "a denial told as an admission, beside its reply": added(
        Sentence("Invented Shipping Line admitted the transfer.", (PRESS,), parties=("p-owner",))
    ),
    "a denial told as a statement": added(
        Sentence("Invented Shipping Line told the office that it knew of the cargo.", (PRESS,), parties=("p-owner",))
    ),
    "a reply told as silence": added(
        Sentence("Invented Shipping Line did not reply to the office.", claim=False, parties=("p-owner",))
    ),
    "silence told as a reply": added(
        Sentence("Invented Person replied that the papers were in order.", (PRESS,), parties=("p-person",))
    ),
    "a source met nowhere else": added(
        Sentence("Documents show that it served a bank.", (SECRET,), finding="f-aaaaaaaa", standard=Standard.DOCUMENTED,
                 parties=("p-service",)),
    ),
    "an item above the edition": sentence("x-law", 0, cites=(SECRET,)),
    "a paragraph marked above the edition": block("x-law", lambda p: replace(p, marking=Marking.parse("TLP:AMBER"))),
    "the marking of an item lost": data(marking_of=lambda subject: None),
    "a measure not in force on the day": finding(day=date(2005, 1, 1)),
    "a measure nobody knows": finding(measures=("9999-1",)),
    "an unverified measure no longer listed": block("t-measures", lambda t: replace(t, query={**t.query, "ids": []}, rows=())),
    "a rule stated without its verification": lambda: replace(
        text("; the rule is partly checked.", ".")(), report=changed(
            text("; the rule is partly checked.", ".")().report,
            lambda b: replace(b, query={**b.query, "ids": []}, rows=()) if b.id == "t-measures" else b,
        ),
    ),
    "the wrong year of a resolution": text("1718 (2006)", "1718 (2009)"),
    "a dissent not printed": block("p-case", lambda p: replace(p, dissents=())),
    "a dissent printed in other words": block("p-case", lambda p: replace(p, dissents=(Dissent("Expert B", "dissent", "Fine."),))),
    "a dissent cut with the mark of its finding": lambda: replace(
        context_of(changed(BASE.report, lambda b: replace(b, dissents=(), sentences=tuple(
            replace(s, finding="", standard=None) for s in b.sentences)) if b.id == "p-case" else b)),  # type: ignore[union-attr]
        dropped=frozenset({FINDING.id}),
    ),
    "a new reservation on record": finding(
        stances=(*FINDING.stances, replace(FINDING.stances[0], expert="Expert C", position=Position.RESERVE))
    ),
    "a recommendation without addressee": advice(addressee=""),
    "a recommendation without basis": advice(basis=()),
    "a recommendation without finding": advice(findings=()),
    "a recommendation of no status there is": advice(status="forgotten"),
    "a recommendation twice, but for a sign": report(recommendations=(
        BASE.report.recommendations[0],
        replace(BASE.report.recommendations[0], id="rec-2", number=2, text="END messaging services for listed banks."),
    )),
    "a finding without limits": finding(limits=""),
    "a finding without what would change it": finding(would_change=""),
    "a finding without evidence": finding(evidence=()),
    "a finding back to a draft": data(unagreed=frozenset({OWNED.id})),
    "a finding withdrawn": data(findings={OWNED.id: OWNED}),
    "a finding worded anew and the text not": data(parted=frozenset({("p-case", FINDING.id)})),
    "an objection nobody answered": data(unanswered={FINDING.id: ("Expert C",)}),
    "a party not to be named in a translation": data(
        hearings=(*BASE.hearings, UNHEARD),
        reviewed=(Translation("C.2", "A ship sailed.", "fr", "Un navire de Ptarmigan est parti."),),
    ),
    "a source trusted less than when it was weighed": data(
        regraded={FINDING.id: Regraded(Standard.INVESTIGATING, (("invented-archive", "B", "E"),))}
    ),
    "evidence that names who may not be named": data(
        namings=(),
        hearings=(*BASE.hearings, replace(UNHEARD, letter=PRESS)),
    ),
    "a cure told as none": text("replied that it ended this", "has not ended this"),
    "a standard above the one met": finding(met=Standard.ASSESSED),
    "a wording above its standard": sentence("x-owner", 0, standard=Standard.ASSESSED),
    "a stronger word": text("The owner contests this.", "The owner was in breach."),
    "no standard given": sentence("x-owner", 0, standard=None),
    "a reconstruction as fact": sentence("x-law", 0, cites=(MODEL,)),
    "a reconstruction no longer called one": text("A reconstruction shows how a receipt may have looked.", "A receipt looked like this."),
    "an original turned out to be a reconstruction": data(
        items={**BASE.items, sha("reply"): replace(ITEMS[sha("reply")], basis=ITEMS[sha("model")].basis)}
    ),
    "a figure without words": block("x-figure", lambda f: replace(f, alt="")),
    "a figure without a title": block("x-figure", lambda f: replace(f, title=" ")),
    "a figure the text never names": text(", as {ref:x-figure} shows", ""),
    "capital letters nobody explains": text("The court wrote", "The QXZ court wrote"),
    "a placeholder left": text("The owner contests this.", "The owner contests this [...]."),
    "brackets left open": text("(류경)", "(류경"),
    "a sentence cut off": text("The owner contests this.", "The owner contests"),
    "a sentence pasted twice": added(
        Sentence("The court wrote that the second owner “denied on 9 May 2017 that it knew of the cargo”.",
                 master().annexes[2].blocks[1].sentences[3].cites, parties=("p-owner",))  # type: ignore[union-attr]
    ),
    "a translation with another number": data(
        reviewed=(Translation("C.2", "It carried 4,500 tons.", "fr", "Il portait 45 000 tonnes."),)
    ),
    "a translation out of date": data(translated={}),
}  # fmt: skip


def test_the_clean_report_gives_no_warning() -> None:
    assert lint(BASE) == []


def test_a_party_not_to_be_named_and_kept_out_is_no_fault() -> None:
    assert lint(data(hearings=(*BASE.hearings, UNHEARD))()) == []


def test_there_are_more_kinds_than_asked_for() -> None:
    assert len(FAULTS) >= 25


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str) -> None:
    found = lint(FAULTS[fault]())
    assert found, fault


def test_faults_are_found_where_they_were_planted() -> None:
    found = lint(text("2,990,000", "2,890,000")())
    assert [(one.where, one.rule) for one in found] == [("C.2", "number_without_source")]
