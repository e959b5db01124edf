"""A report is translated by one and reviewed by another; a changed sentence makes its translation stale."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.errors import BadInput, Conflict, NotAllowed, NotFound, UsageError
from sightline.model.marking import Marking
from sightline.model.report import Edition
from sightline.reports.translating import Line, State
from sightline.service import editing, reports, translator
from sightline.service.translator import Given
from tests.service.test_editing import Person, draft, editor
from tests.web.offices import TestOffice, copied, office

FRENCH = "Le service a pris fin le 8 mars 2017."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> TestOffice:
    return office(tmp_path_factory.mktemp("translating") / "one", secrets=False)


@pytest.fixture
def desk(made: TestOffice, tmp_path: Path) -> TestOffice:
    return copied(made, tmp_path / "office")


def line(made: TestOffice, person: Person, where: str = "ended") -> Line:
    found = translator.sheet(person(), made.bench, made.report, "fr").lines
    return next(one for one in found if one.where == where)


def test_one_translates_another_reviews_and_the_report_is_built(desk: TestOffice) -> None:
    one, other = editor(desk, "one"), editor(desk, "other")
    source = line(desk, one).source
    assert translator.put(one(), desk.bench, desk.report, "fr", [Given("ended", source, FRENCH)]) == 1
    assert line(desk, other).state is State.DRAFT
    with pytest.raises(Conflict, match="does not review"):
        translator.review(one(), desk.bench, desk.report, "fr", "ended", source)
    printed = reports.html(one(), desk.bench, desk.report, Edition.INTERNAL, None, "fr")
    assert FRENCH not in printed and f"[en] {source}" in printed
    translator.review(other(), desk.bench, desk.report, "fr", "ended", source)
    assert line(desk, one).state is State.CURRENT
    printed = reports.html(one(), desk.bench, desk.report, Edition.INTERNAL, None, "fr")
    assert FRENCH in printed and f"[en] {source}" not in printed and "pas encore traduites" in printed
    assert FRENCH.encode() in reports.file(one(), desk.bench, desk.report, Edition.INTERNAL, "json", "fr")

    editing.put(one(), desk.bench, desk.report, "ended", draft(desk, "The service stopped on 8 March 2017."))
    stale = line(desk, other)
    assert (stale.state, stale.text, stale.former) == (State.STALE, FRENCH, source)
    found = [
        p
        for p in reports.lint(one(), desk.bench, desk.report, Edition.INTERNAL, "fr")
        if p.rule == "stale_translation"
    ]
    assert any("was changed after it was translated" in p.text for p in found)
    assert FRENCH not in reports.html(one(), desk.bench, desk.report, Edition.INTERNAL, None, "fr")
    with pytest.raises(NotFound, match="does not say this"):
        translator.put(one(), desk.bench, desk.report, "fr", [Given("ended", source, FRENCH)])


def test_a_number_that_was_translated_wrongly_is_told_once_reviewed(desk: TestOffice) -> None:
    one, other = editor(desk, "one"), editor(desk, "other")
    source = line(desk, one).source

    def told() -> list[str]:
        found = reports.lint(one(), desk.bench, desk.report, Edition.INTERNAL, "fr")
        return [p.where for p in found if p.rule == "translated_number"]

    wrong = Given("ended", source, "Le service a pris fin le 9 mars 2017.")
    translator.put(one(), desk.bench, desk.report, "fr", [wrong])
    assert told() == []
    translator.review(other(), desk.bench, desk.report, "fr", "ended", source)
    assert told() == ["1"]
    translator.put(one(), desk.bench, desk.report, "fr", [Given("ended", source, FRENCH)])
    assert told() == ["1"] and line(desk, other).waiting == (FRENCH, "one")
    with pytest.raises(Conflict, match="does not review"):
        translator.review(one(), desk.bench, desk.report, "fr", "ended", source)
    translator.review(other(), desk.bench, desk.report, "fr", "ended", source)
    assert told() == [] and line(desk, one).text == FRENCH and line(desk, one).newer == ""
    with pytest.raises(Conflict, match="reviewed already"):
        translator.review(other(), desk.bench, desk.report, "fr", "ended", source)


def test_the_report_itself_is_not_touched(desk: TestOffice) -> None:
    one = editor(desk, "one")
    source = line(desk, one).source
    before = reports.html(one(), desk.bench, desk.report, Edition.INTERNAL)
    translator.put(one(), desk.bench, desk.report, "fr", [Given("ended", source, FRENCH)])
    assert reports.html(one(), desk.bench, desk.report, Edition.INTERNAL) == before
    assert not [
        p for p in reports.lint(one(), desk.bench, desk.report, Edition.INTERNAL) if "translat" in p.rule
    ]


def test_what_cannot_be_done_is_said(desk: TestOffice) -> None:
    one, reader = editor(desk, "one"), editor(desk, "someone", "reader", Marking())
    source = line(desk, one).source
    with pytest.raises(UsageError, match="no layout"):
        translator.sheet(one(), desk.bench, desk.report, "tlh")
    with pytest.raises(UsageError, match="is written in"):
        translator.sheet(one(), desk.bench, desk.report, "en")
    with pytest.raises(BadInput):
        translator.put(one(), desk.bench, desk.report, "fr", [Given("ended", source, " ")])
    sent = [
        Given("ended", source, FRENCH, "line 1"),
        Given("ended", "Gone.", "Parti.", "line 2"),
    ]
    with pytest.raises(NotFound, match="does not say this") as gone:
        translator.put(one(), desk.bench, desk.report, "fr", sent)
    assert gone.value.place == "line 2: ended" and line(desk, one).state is State.MISSING
    wrong = Given("ended", source, f"{FRENCH} Voir {{ref:ended}}.", "s.jsonl line 3")
    with pytest.raises(BadInput, match=r"has \{ref:ended\}, which the source does not") as bad:
        translator.put(one(), desk.bench, desk.report, "fr", [wrong])
    assert bad.value.place == "s.jsonl line 3: ended" and "copy them" in str(bad.value.remedy)
    with pytest.raises(NotAllowed):
        translator.put(reader(), desk.bench, desk.report, "fr", [Given("ended", source, FRENCH)])
    with pytest.raises(Conflict, match="was not translated"):
        translator.review(one(), desk.bench, desk.report, "fr", "ended", source)
