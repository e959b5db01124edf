"""Registers in a real office: legal moves, the mandate's bounds, approval, copies told apart, even hand."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sightline.cases.filing import Change
from sightline.errors import ChangedMeanwhile, Conflict, NotAllowed, NotFound, UsageError
from sightline.evidence import verifier
from sightline.model.marking import PUBLIC
from sightline.model.report import Envelope, Paragraph, Sentence, Template
from sightline.model.view import View
from sightline.service import (
    access,
    cases,
    consequences,
    editing,
    even_hand,
    mandate_choice,
    registers,
    reports,
    stances,
    transmissions,
)
from tests.web.offices import AT, TestOffice, copied, office, outline

SENT = {"edition": "public", "member": "nl"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestOffice]:
    """An office with a case and a report; tests change copies of it."""
    found = office(tmp_path_factory.mktemp("registers") / "one", secrets=False)
    with closing(found.bench):
        yield found


@pytest.fixture
def made(whole: TestOffice, tmp_path: Path) -> Iterator[TestOffice]:
    """A copy to change."""
    found = copied(whole, tmp_path / "copy")
    with closing(found.bench):
        yield found


def view(made: TestOffice) -> View:
    return made.bench.operator_view()


def transmission(made: TestOffice, **more: str) -> str:
    given = {"report": made.report, **SENT, **more}
    return registers.enter(view(made), made.bench, "transmission", given, "a test")


def short_report(made: TestOffice) -> str:
    """A report of the shortest kind, which may go out as it is."""
    envelope = Envelope(("The Invented Registrar",), "Excellency,", "Yours faithfully,", ("Anna Invented",))
    letter = outline(made.note, "An invented letter", "T/2026/1")
    short = replace(letter, template=Template.LETTER, envelope=envelope)
    return reports.open_report(view(made), made.bench, short, PUBLIC, "a test")


def moved(made: TestOffice, id: str, to: str, **given: str) -> None:
    registers.change(view(made), made.bench, id, Change(given, to), "a test")


def test_a_transmission_goes_its_way_and_keeps_its_history(made: TestOffice) -> None:
    id = transmission(made)
    with pytest.raises(Conflict, match="there is no move"):
        moved(made, id, "circulated")
    moved(made, id, "approved")
    with pytest.raises(UsageError, match="handed over on"):
        moved(made, id, "sent")
    moved(made, id, "sent", sent_on="2026-03-03")
    moved(made, id, "circulated", circulated_on="2026-03-09", symbol="S/2026/999")
    held = registers.entry(view(made), made.bench, id).entry
    assert [one.state for one in held.versions] == ["draft", "approved", "sent", "circulated"]
    assert registers.as_json(held)["fields"]["symbol"] == "S/2026/999"


WRONG = {
    "no such report": ({"report": "r-none"}, "no such report"),
    "no state": ({"member": "zz"}, "not a state"),
    "no edition of ours": ({"edition": "secret"}, "not known"),
    "an unknown field": ({"colour": "red"}, "no field"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named(made: TestOffice, name: str) -> None:
    given, told = WRONG[name]
    with pytest.raises(UsageError, match=told):
        transmission(made, **given)


def test_the_mandate_says_what_leaves_and_by_which_rule_it_is_decided(made: TestOffice) -> None:
    assert mandate_choice.chosen(view(made), made.bench) is None
    mandate_choice.choose(view(made), made.bench, "chair", date(2026, 3, 1), "a test")
    assert stances.rule(view(made), made.bench).id == "recorded"
    with pytest.raises(Conflict, match="not handed on"):
        transmission(made)
    mandate_choice.choose(view(made), made.bench, "coalition", date(2026, 3, 1), "a test")
    assert stances.rule(view(made), made.bench).id == "majority"
    assert transmission(made)
    due = mandate_choice.calendar(view(made), made.bench)
    assert [(one["what"], one["on"]) for one in due] == [
        ("digest", date(2026, 6, 1)), ("report", date(2026, 9, 1))
    ]  # fmt: skip


def test_two_writers_do_not_overwrite_one_another(made: TestOffice) -> None:
    id = transmission(made)
    registers.change(view(made), made.bench, id, Change({"note": "one"}, seen=1), "a test")
    with pytest.raises(ChangedMeanwhile):
        registers.change(view(made), made.bench, id, Change({"note": "two"}, seen=1), "a test")


def test_who_may_write_and_who_may_see(made: TestOffice) -> None:
    id = transmission(made)
    reader = access.view_of(made.bench, made.reader)
    with pytest.raises(NotAllowed):
        registers.enter(reader, made.bench, "transmission", {"report": made.report, **SENT}, "a test")
    with pytest.raises(NotFound):
        registers.entry(reader, made.bench, id)
    assert registers.entries(reader, made.bench) == ()
    open_one = registers.enter(view(made), made.bench, "recommendation", RECOMMENDED, "a test")
    reader = access.view_of(made.bench, made.reader)
    assert [one.id for one in registers.entries(reader, made.bench)] == [open_one]


RECOMMENDED = {
    "text": "Exempt hand pumps.", "addressee": "the Committee", "direction": "relieves",
    "basis": "2397 25", "made_on": "2026-03-01",
}  # fmt: skip


def test_recommendations_that_relieve_stand_beside_those_that_tighten(made: TestOffice) -> None:
    ids = [
        registers.enter(view(made), made.bench, "recommendation", RECOMMENDED | {"direction": way}, "a test")
        for way in ("relieves", "tightens", "tightens")
    ]
    with pytest.raises(UsageError, match="who took it up"):
        moved(made, ids[0], "done")
    moved(made, ids[0], "done", taken_by="the Committee, by a letter")
    held = registers.entries(view(made), made.bench, "recommendation")
    assert registers.tallies(held) == {"relieves": {"done": 1}, "tightens": {"made": 2}}


def test_a_consequence_is_confirmed_by_evidence_alone(made: TestOffice) -> None:
    sent = transmission(made)
    given = {
        "sort": "service stopped", "what": "An invented port closed.", "on": "2026-03-01",
        "report": made.report, "transmission": sent,
    }  # fmt: skip
    id = registers.enter(view(made), made.bench, "aftermath", given, "a test")
    assert [one.id for one in registers.entry(view(made), made.bench, sent).related] == [id]
    with pytest.raises(UsageError, match="evidence"):
        moved(made, id, "confirmed")
    moved(made, id, "confirmed", cites=made.cite("8 March 2017").typed)
    with pytest.raises(UsageError, match="is no transmission"):
        registers.enter(view(made), made.bench, "aftermath", given | {"transmission": id}, "a test")


CAME = {
    "sort": "media", "what": "An invented paper wrote of it.", "on": "2026-03-01", "paragraphs": "1",
}  # fmt: skip
UNSOUND = {
    "a day to come": ({"on": "2126-03-02"}, "on", "still to come"),
    "a paragraph it does not have": ({"paragraphs": "1, 9999"}, "paragraphs", "no paragraph 9999"),
    "the end of a range it does not have": ({"paragraphs": "1-2"}, "paragraphs", "no paragraph 2"),
    "no number of a paragraph": ({"paragraphs": "the first"}, "paragraphs", "not a paragraph"),
    "a corrigendum that changes nothing": ({"sort": "corrigendum"}, "correction", "what it changes"),
    "a symbol nobody knows": ({"report": "T/2026/99"}, "report", "no such report"),
}


def test_what_came_of_a_report_is_refused_where_it_cannot_be(made: TestOffice) -> None:
    for given, place, told in UNSOUND.values():
        with pytest.raises(UsageError, match=told) as caught:
            registers.enter(
                view(made), made.bench, "aftermath", {**CAME, "report": made.report, **given}, "a test"
            )
        assert caught.value.place == place and caught.value.remedy
    symbol = next(one.symbol for one in reports.reports(view(made), made.bench) if one.id == made.report)
    sound = {"report": symbol, "sort": "corrigendum", "correction": "old, new", "on": f"{AT.date()}"}
    id = registers.enter(view(made), made.bench, "aftermath", CAME | sound, "a test")
    assert registers.entry(view(made), made.bench, id).entry.text("report") == made.report


def test_who_approved_and_under_which_mandate_is_recorded(made: TestOffice) -> None:
    mandate_choice.choose(view(made), made.bench, "coalition", date(2026, 3, 1), "a test")
    id = transmission(made)
    assert not registers.entry(view(made), made.bench, id).entry.text("approved_by")
    moved(made, id, "approved")
    held = registers.entry(view(made), made.bench, id).entry
    told = [held.text(name) for name in ("approved_by", "approved_on", "approved_as")]
    assert told == [view(made).user, f"{AT.date()}", "the coordinator (Coalition office)"]
    other = transmission(made)
    moved(made, other, "approved", approved_by="anna.invented", approved_on="2026-03-01")
    assert registers.entry(view(made), made.bench, other).entry.text("approved_by") == "anna.invented"


def test_what_became_of_a_report_is_told_to_whoever_may_see_it(made: TestOffice) -> None:
    sent = transmission(made)
    given = CAME | {"report": made.report}
    came = registers.enter(view(made), made.bench, "aftermath", given, "a test")
    put = {"sort": "corrigendum", "correction": "old, new", "on": "2025-12-31"}
    corrected = registers.enter(view(made), made.bench, "aftermath", given | put, "a test")
    advice = RECOMMENDED | {"report": made.report}
    advised = registers.enter(view(made), made.bench, "recommendation", advice, "a test")
    registers.enter(view(made), made.bench, "recommendation", RECOMMENDED, "of no report")
    held = consequences.became_of(view(made), made.bench, made.report)
    found = (held.transmissions, held.consequences, held.corrigenda, held.recommendations)
    assert [one.id for several in found for one in several] == [sent, came, corrected, advised]
    shown = consequences.became_of(access.view_of(made.bench, made.reader), made.bench, made.report)
    assert (shown.transmissions, [one.id for one in shown.recommendations]) == ((), [advised])
    every = registers.entries(view(made), made.bench, "aftermath")
    assert [one.id for one in registers.chosen_of(every, made.report, "2025")] == [corrected]
    assert registers.chosen_of(every, "r-other") == ()


def test_a_repeated_recommendation_is_linked_with_the_earlier_one(made: TestOffice) -> None:
    earlier = RECOMMENDED | {"report": made.report, "number": "3"}
    first = registers.enter(view(made), made.bench, "recommendation", earlier, "a test")
    entered = registers.entries(view(made), made.bench, "recommendation")
    for named, found in {
        first: first, "T/2026/1, 3": first, "T/2026/1 recommendation 3": first, "T/2026/1, 4": "", "": "",
    }.items():  # fmt: skip
        assert consequences.repeated(view(made), made.bench, entered, named) == found
    told = RECOMMENDED | {"recommendation": first, "text": "Exempt them at last."}
    second = registers.enter(view(made), made.bench, "recommendation", told, "a test")
    assert [one.id for one in registers.entry(view(made), made.bench, first).related] == [second]
    with pytest.raises(UsageError, match="itself"):
        registers.change(view(made), made.bench, first, Change({"recommendation": first}), "a test")


def test_copies_are_told_apart(made: TestOffice) -> None:
    id = transmission(made, report=short_report(made))
    with pytest.raises(Conflict, match="not approved"):
        transmissions.package(view(made), made.bench, id, "One")
    moved(made, id, "approved")
    one = transmissions.package(view(made), made.bench, id, "Invented Mission One", ("docx", "html"))
    two = transmissions.package(view(made), made.bench, id, "Invented Mission Two", ("docx", "html"))
    assert (one.number, two.number) == (f"{id}/1", f"{id}/2")
    assert "drafted for" in one.told and "Invented Mission One" in one.told
    with zipfile.ZipFile(io.BytesIO(one.data)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    slip = json.loads(files.pop("COPY.json"))
    assert slip["recipient"] == "Invented Mission One" and slip["copy"] == one.number
    message = verifier.unsigned(slip, "signature")
    assert verifier.signature_holds(
        bytes.fromhex(slip["public_key"]), message, bytes.fromhex(slip["signature"])
    )
    verdict = verifier.check_statement(verifier.canonical(slip), None)
    assert verdict.ok and "for Invented Mission One; its files" in "\n".join(verifier.summary(verdict, None))
    other = verifier.canonical(slip | {"recipient": "Invented Mission Two"})
    assert not verifier.check_statement(other, None).ok
    assert sorted(files) == sorted(slip["files"]) and {"letter.pdf", "letter.docx"} < set(files)
    for name, data in files.items():
        digest = hashlib.sha256(data).hexdigest()
        assert slip["files"][name] == digest
        assert [each.text("recipient") for each in transmissions.whose(view(made), made.bench, digest)] == [
            "Invented Mission One"
        ]
    with zipfile.ZipFile(io.BytesIO(files["letter.docx"])) as letter:
        text = letter.read("word/document.xml").decode()
        assert letter.testzip() is None
    assert "Invented Mission One" in text and "Netherlands" in text
    assert transmissions.whose(view(made), made.bench, "0" * 64) == ()


def test_what_goes_out_is_what_was_approved(made: TestOffice) -> None:
    report = short_report(made)
    id = transmission(made, report=report)
    moved(made, id, "approved")
    transmissions.package(view(made), made.bench, id, "Invented Mission One", ("html",))
    block = next(
        one for one in editing.desk(view(made), made.bench, report).blocks if one.kind == "paragraph"
    )
    draft = editing.Draft(f"{block.text}\nAnd this. {{no claim}}", block.cites, block.seen)
    editing.put(view(made), made.bench, report, block.id, draft)
    with pytest.raises(Conflict, match="changed after the transmission was approved"):
        transmissions.package(view(made), made.bench, id, "Invented Mission Two", ("html",))
    moved(made, id, "draft")
    moved(made, id, "approved")
    transmissions.package(view(made), made.bench, id, "Invented Mission Two", ("html",))


def test_a_report_with_an_open_finding_is_not_approved(made: TestOffice) -> None:
    (finding,) = cases.case(view(made), made.bench, made.case).findings
    said = Sentence(
        finding.assertion, (made.cite("Three banks stood on the list"),), True, finding.id, finding.claimed
    )
    worded = outline(made.note, "Another", "T/2026/1", Paragraph("banks", (said,)))
    report = reports.open_report(view(made), made.bench, worded, PUBLIC, "a test")
    id = transmission(made, report=report)
    with pytest.raises(Conflict, match="not agreed"):
        moved(made, id, "approved")
    cases.agree(view(made), made.bench, finding.id, "a test")
    moved(made, id, "approved")


def test_even_hand_counts_what_the_view_sees(made: TestOffice) -> None:
    found = even_hand.even_hand(view(made), made.bench)
    by_id = {one.id: one for one in found.dimensions}
    assert by_id["subjects"].total == 1 and by_id["hearings"].total == 1 and by_id["signals"].total == 0
    hearing = next(row for row in by_id["hearings"].rows if not row.bloc)
    assert hearing.days == 19.0
    reply = next(row for row in by_id["replies"].rows if not row.bloc)
    assert reply.days == 17.0
    assert by_id["dissent"].total == 1 and by_id["standard-0"].total == 1 and by_id["sources"].total == 2
    told = found.as_json()
    assert told["dimensions"][0]["rows"][0]["signals"] is None
    row = told["dimensions"][1]["rows"][0]
    assert row["signals"] == {"count": 0, "total": 0, "share": 0.0, "low": 0.0, "high": 0.0}
    assert row["apart"] is False
    assert view(made).for_public().clearance == PUBLIC


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_the_annex_is_a_document(made: TestOffice, format: str) -> None:
    data = even_hand.annex(view(made), made.bench, format)
    assert data.startswith(b"PK" if format == "docx" else b"%PDF")
