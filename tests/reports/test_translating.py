from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.errors import BadInput
from sightline.model.report import Sentence
from sightline.reports.layout import Grid, lay_out
from sightline.reports.number import number
from sightline.reports.outline import tables
from sightline.reports.tongues import TONGUES
from sightline.reports.translating import (
    MARKED,
    Memory,
    Said,
    State,
    require_same_marks,
    sheet,
    texts,
    translated,
)
from tests.reports.sample import CATALOGUE, outline, with_paragraph

OLD, NEW, FRENCH = (
    "The ship carried coal.",
    "The ship carried iron and coal.",
    "Le navire transportait du charbon.",
)
REPORT = number(with_paragraph(Sentence(NEW, claim=False)))


def state(said: Said, source: str = OLD) -> State:
    report = number(with_paragraph(Sentence(source, claim=False)))
    lines = sheet(report, Memory.of([said]), report)
    return next(one for one in lines if one.where == "p-extra").state


CASES = {
    "reviewed": (Said("p-extra", OLD, FRENCH, "one", "other"), OLD, State.CURRENT),
    "nobody has reviewed it": (Said("p-extra", OLD, FRENCH, "one"), OLD, State.DRAFT),
    "the same words elsewhere": (Said("p-other", OLD, FRENCH, "one", "other"), OLD, State.CURRENT),
    "the source was changed": (Said("p-extra", OLD, FRENCH, "one", "other"), NEW, State.STALE),
    "other words of another paragraph": (Said("p-other", OLD, FRENCH, "one", "other"), NEW, State.MISSING),
    "quite another sentence": (
        Said("p-extra", OLD, FRENCH, "one", "other"),
        "Nobody knows why.",
        State.MISSING,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_sentence_knows_the_state_of_its_translation(name: str) -> None:
    said, source, wanted = CASES[name]
    assert state(said, source) is wanted


def test_a_reviewed_wording_is_kept_before_a_newer_draft() -> None:
    held = [Said("p-extra", NEW, "reviewed", "one", "other"), Said("p-extra", NEW, "draft", "one")]
    line = next(one for one in sheet(REPORT, Memory.of(held), REPORT) if one.where == "p-extra")
    assert (line.text, line.state) == ("reviewed", State.CURRENT)


def test_what_the_reader_does_not_see_is_never_a_former_wording() -> None:
    master = number(
        with_paragraph(Sentence(NEW, claim=False), Sentence("A secret ship carried coal.", claim=False))
    )
    held = Memory.of([Said("p-extra", "The secret ship carried coal.", "Le secret", "one", "other")])
    line = next(one for one in sheet(REPORT, held, master) if one.where == "p-extra")
    assert (line.state, line.text, line.former) == (State.MISSING, "", "")


def test_a_report_is_printed_in_the_language_and_what_is_missing_is_marked() -> None:
    held = Memory.of([Said("p-extra", NEW, FRENCH, "one", "other")])
    made = translated(REPORT, "fr", sheet(REPORT, held, REPORT))
    assert made.language == "fr"
    assert made.notice.startswith("Les phrases marquées [en]")
    said = [text for held in texts(made).values() for text in held]
    assert FRENCH in said
    assert all(text == FRENCH or text == made.notice or text.startswith("[en] ") for text in said)
    assert any(
        run.text == FRENCH for one in lay_out(made, CATALOGUE).annexes for run in getattr(one, "runs", ())
    )


def test_a_whole_translation_says_nothing_of_gaps() -> None:
    known = [
        Said(where, text, f"{text} (fr)", "one", "other")
        for where, held in texts(REPORT).items()
        for text in held
    ]
    made = translated(REPORT, "fr", sheet(REPORT, Memory.of(known), REPORT))
    assert made.notice == f"{REPORT.notice} (fr)"
    assert made.title == f"{outline().title} (fr)"
    heads = [one.columns for one in lay_out(made, CATALOGUE).body if isinstance(one, Grid)]
    assert ("Measure (fr)", "Provisions (fr)", "In force on the day (fr)", "Verification (fr)") in heads
    cells = [
        [run.text for cell in row for run in cell if run.text]
        for one in lay_out(made, CATALOGUE).body
        if isinstance(one, Grid)
        for row in one.rows
    ]
    assert cells == [["Freeze of funds (fr)", "1718 ¶8 (d)", "yes (fr)", "partly checked (fr)"]]
    rows = [one.rows for one in tables(made)]
    assert rows == [one.rows for one in tables(REPORT)], "what the query gave stays"


def test_references_stay_and_an_empty_translation_is_refused() -> None:
    require_same_marks("See {ref:a} and {ref:b}.", "Voir {ref:b} et {ref:a}.")
    for wrong in ("Voir {ref:a}.", "", "Voir {ref:a}, {ref:a} et {ref:b}."):
        with pytest.raises(BadInput):
            require_same_marks("See {ref:a} and {ref:b}.", wrong)


def test_every_language_of_the_layout_can_say_what_is_not_translated() -> None:
    assert set(MARKED) == set(TONGUES)
    assert all("{code}" in words for words in MARKED.values())
    assert replace(REPORT, language="fr") != REPORT
