from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.marking import PUBLIC, Marking
from sightline.model.report import Cell, Dissent, Edition, Report, Sentence, Table
from sightline.reports.edition import attached, carried, clearance_of, cut, without_empty_evidence
from sightline.reports.number import number
from sightline.reports.outline import citations, paragraphs, sentences, tables
from sightline.reports.tree_json import outline as as_json
from tests.reports.sample import (
    FINDING,
    HEARING,
    ITEMS,
    cite,
    marking_of,
    outline,
    proof,
    sha,
    with_paragraph,
)

SECRET = cite("secret")
ALL = Marking.parse("TLP:RED//SOURCE-7")


def for_public(report: Report) -> Report:
    return cut(report, Edition.PUBLIC, PUBLIC, marking_of).report


def ids(report: Report) -> list[str]:
    return [paragraph.id for paragraph in paragraphs(report)]


def test_a_public_report_loses_nothing() -> None:
    result = cut(outline(), Edition.PUBLIC, PUBLIC, marking_of)
    assert result.withheld == ()
    assert len(list(sentences(result.report))) == len(list(sentences(outline())))


def test_the_cleared_lose_nothing_either() -> None:
    result = cut(with_paragraph(Sentence("Secret.", (SECRET,))), Edition.INTERNAL, ALL, marking_of)
    assert result.withheld == ()


GONE = {
    "a sentence whose only evidence is above": with_paragraph(Sentence("Secret words.", (SECRET,))),
    "a paragraph marked above": with_paragraph(
        Sentence("Secret words.", claim=False), marking=Marking.parse("TLP:GREEN")
    ),
    "a sentence that words a finding nobody marked": with_paragraph(
        Sentence("Secret words.", (cite("press"),), finding="x-unknown")
    ),
}


@pytest.mark.parametrize("master", GONE.values(), ids=list(GONE))
def test_what_is_above_goes_and_leaves_no_trace(master: Report) -> None:
    result = cut(master, Edition.PUBLIC, PUBLIC, marking_of)
    assert as_json(result.report) == as_json(for_public(outline()))
    assert any("Secret words" in one.text for one in result.withheld)


def test_a_sentence_keeps_the_citations_its_reader_may_see() -> None:
    report = for_public(with_paragraph(Sentence("Known anyhow.", (SECRET, cite("press")))))
    last = list(sentences(report))[-1]
    assert last.sentence.cites == (cite("press"),)


def test_numbers_show_no_hole() -> None:
    master = outline()
    case = master.sections[1].sections[0]
    secret = replace(case.blocks[0], id="p-first", sentences=(Sentence("Secret.", (SECRET,)),), dissents=())  # type: ignore[call-arg]
    section = replace(master.sections[1], sections=(replace(case, blocks=(secret, *case.blocks)),))
    report = for_public(replace(master, sections=(master.sections[0], section)))
    assert [p.number for p in paragraphs(report)] == [0, 1, 2, 3, 1]


def test_a_reference_to_what_is_gone_takes_its_sentence_along_and_so_on() -> None:
    master = with_paragraph(Sentence("Secret.", (SECRET,)))
    introduction = master.sections[0]
    leading = replace(
        introduction.blocks[0],
        sentences=(  # type: ignore[call-arg]
            Sentence("See {ref:p-extra}.", claim=False),
        ),
    )
    report = for_public(
        replace(master, sections=(replace(introduction, blocks=(leading,)), *master.sections[1:]))
    )
    assert "p-intro" not in ids(report)
    assert [section.title for section in report.sections] == ["Finance"]


def test_a_dissent_goes_with_a_sentence_of_its_paragraph() -> None:
    dissent = Dissent("Expert C", "dissent", "That secret proves nothing.")
    spoken = Sentence("This stays.", (cite("press"),))
    whole = for_public(with_paragraph(spoken, dissents=(dissent,)))
    assert list(paragraphs(whole))[-1].dissents == (dissent,)
    shortened = for_public(with_paragraph(spoken, Sentence("Secret.", (SECRET,)), dissents=(dissent,)))
    assert list(paragraphs(shortened))[-1].dissents == ()


def test_an_edition_is_never_above_its_own_ceiling() -> None:
    result = cut(with_paragraph(Sentence("Secret.", (SECRET,))), Edition.PUBLIC, ALL, marking_of)
    assert SECRET not in list(citations(result.report))


def test_a_recommendation_from_a_hidden_finding_alone_goes() -> None:
    hidden = cut(outline(), Edition.PUBLIC, PUBLIC, lambda s: None if s == FINDING.id else marking_of(s))
    assert hidden.report.recommendations == ()


def test_the_findings_and_hearings_of_an_edition_are_cut_too() -> None:
    secret = replace(FINDING, evidence=(*FINDING.evidence, proof("secret")))
    other = replace(FINDING, id="f-bbbbbbbb")
    held, heard = attached(for_public(outline()), (secret, other), (HEARING,), PUBLIC, marking_of)
    assert [finding.id for finding in held] == [FINDING.id]
    assert sha("secret") not in {e.citation.item for e in held[0].evidence}
    assert heard == (HEARING,)


def test_a_compartment_is_opened_by_name_alone() -> None:
    master = with_paragraph(Sentence("Secret.", (SECRET,)))
    closed = cut(master, Edition.INTERNAL, clearance_of(Edition.INTERNAL), marking_of)
    opened = cut(
        master, Edition.INTERNAL, clearance_of(Edition.INTERNAL, frozenset({"SOURCE-7"})), marking_of
    )
    assert "p-extra" not in ids(closed.report)
    assert "p-extra" in ids(opened.report)


def test_an_edition_prints_the_compartments_of_what_is_in_it() -> None:
    internal = replace(with_paragraph(Sentence("Secret.", (SECRET,))), edition=Edition.INTERNAL)
    assert str(carried(internal, ITEMS)) == "TLP:RED//SOURCE-7"
    assert str(carried(outline(), ITEMS)) == "TLP:CLEAR"


def with_signals(*names: str) -> Report:
    """A report with a table of signals that rests on public rows."""
    shown = ((Cell("ship_to_ship", (cite("press"),)),),)
    table = Table("t-signals", "Signals", ("detector",), shown, {"kind": "signals", "ids": list(names)})
    report = outline()
    first, *others = report.sections
    return replace(report, sections=(replace(first, blocks=(*first.blocks, table)), *others))


def test_a_table_of_signals_stays_where_all_of_them_may_be_seen() -> None:
    markings = {"s-open": PUBLIC}
    kept = cut(
        with_signals("s-open"), Edition.PUBLIC, PUBLIC, lambda name: markings.get(name) or marking_of(name)
    )
    assert "t-signals" in {table.id for table in tables(kept.report)}


@pytest.mark.parametrize("marking", [None, ALL], ids=["not known", "above"])
def test_a_table_of_signals_goes_whole_when_one_of_them_is_above(marking: Marking | None) -> None:
    markings = {"s-open": PUBLIC, "s-secret": marking}

    def known(name: str) -> Marking | None:
        return markings[name] if name in markings else marking_of(name)

    result = cut(with_signals("s-open", "s-secret"), Edition.PUBLIC, PUBLIC, known)
    assert "t-signals" not in {table.id for table in tables(result.report)}
    assert [one.where for one in result.withheld] == ["t-signals"]


POINTS = Sentence("See {ref:t-measures} and {ref:p-method}.", claim=False)
TALK = Sentence("The office asked both owners; see {ref:p-method}.", (cite("press"),))
LEFT = {
    "a reference beside a claim withheld": ((Sentence("Secret.", (SECRET,)), POINTS), False),
    "two of them": ((POINTS, Sentence("Secret.", (SECRET,)), POINTS), False),
    "a claim that is left": ((Sentence("Secret.", (SECRET,)), TALK, POINTS), True),
    "words that claim nothing": (
        (Sentence("Secret.", (SECRET,)), Sentence("Nobody was asked.", claim=False), POINTS),
        True,
    ),
    "a paragraph that never claimed anything": ((POINTS,), True),
}


@pytest.mark.parametrize(("sentences", "stays"), LEFT.values(), ids=LEFT)
def test_mere_references_go_with_the_claims_they_stood_beside(
    sentences: tuple[Sentence, ...], stays: bool
) -> None:
    dissent = Dissent("Expert C", "dissent", "That secret proves nothing.")
    result = cut(with_paragraph(*sentences, dissents=(dissent,)), Edition.PUBLIC, PUBLIC, marking_of)
    assert ("p-extra" in ids(result.report)) is stays
    told = [one.text for one in result.withheld if one.kind == "sentence"]
    assert told.count(POINTS.text) == (0 if stays else sentences.count(POINTS))
    if any(SECRET in one.cites for one in sentences):
        assert [one.where for one in result.withheld if one.kind == "dissent"] == ["p-extra"]


def uncited(*blocks: Table, text: str = "Nothing is cited.") -> Report:
    opening = replace(outline().summary[0], sentences=(Sentence(text, claim=False),))
    method, evidence = outline().annexes
    annexes = (replace(evidence, blocks=blocks), method)
    return number(replace(outline(), summary=(opening,), sections=(), recommendations=(), annexes=annexes))


def test_an_annex_of_evidence_in_which_nothing_is_cited_is_left_out_and_leaves_no_hole() -> None:
    empty = Table("t-none", "Items cited", ("sha256",), (), {"kind": "evidence"})
    left = without_empty_evidence(uncited(empty))
    assert [(annex.id, annex.letter) for annex in left.annexes] == [("a-method", "A")]
    for near in (
        uncited(replace(empty, rows=((Cell(sha("press")),),))),
        uncited(replace(empty, query={"kind": "count"})),
        uncited(empty, text="See {ref:t-none}."),
    ):
        assert without_empty_evidence(near) is near
