from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.report import Cell, Report, Table
from sightline.reports import labels
from sightline.reports.layout import LINE, SHORT_ROWS, Grid, Heading, Para, is_short, lay_out, roman, shares
from sightline.reports.number import number
from tests.reports.sample import CATALOGUE, REPORT, sha

LAYOUT = lay_out(REPORT, CATALOGUE)
NAMED = Table("t-named", "Named", ("listed_on", "prop:swiftBic", "caption"), (), {"kind": "entries"})


def unreferred(report: Report) -> Report:
    return replace(report, summary=(), recommendations=())


def test_headings_are_labelled_by_level() -> None:
    found = [(h.level, h.label) for h in (*LAYOUT.body, *LAYOUT.annexes) if isinstance(h, Heading)]
    assert found == [(1, "I"), (1, "II"), (2, "A"), (1, "III"), (1, "Annex A"), (1, "Annex B")]


def test_footnotes_are_numbered_in_order_and_a_dissent_is_one_of_them() -> None:
    assert [note.number for note in LAYOUT.notes] == [1, 2, 3, 4]
    assert LAYOUT.notes[2].text == "Expert B (dissent): Not a service of finance."


def test_marks_stand_where_the_notes_belong() -> None:
    case = next(d for d in LAYOUT.body if isinstance(d, Para) and d.anchor == "p-case")
    assert [run.note for run in case.runs if run.note] == [1, 2, 3]
    assert [run.text for run in case.runs if run.raised] == [","]


def test_items_of_the_evidence_table_can_be_led_to() -> None:
    assert LAYOUT.anchored == {sha(name) for name in ("press", "letter", "reply", "model")}
    grid = next(d for d in LAYOUT.annexes if isinstance(d, Grid))
    assert grid.columns[-1] == "SHA-256"


def test_the_cover_counts_what_items_are() -> None:
    assert LAYOUT.bases == (
        "1 original, as its author published or sent it",
        "1 statement of fact that names a public document",
        "1 reconstruction, made for illustration, which proves nothing",
    )


@pytest.mark.parametrize(
    ("number", "expected"), [(1, "I"), (4, "IV"), (8, "VIII"), (9, "IX"), (14, "XIV"), (20, "XX")]
)
def test_roman(number: int, expected: str) -> None:
    assert roman(number) == expected


def test_column_names_of_queries_are_put_in_words() -> None:
    table = next(d for d in LAYOUT.body if isinstance(d, Grid))
    assert table.columns == ("Measure", "Provisions", "In force on the day", "Verification")
    named = replace(REPORT, annexes=(), sections=(replace(REPORT.sections[0], blocks=(NAMED,)),))
    grid = next(d for d in lay_out(number(unreferred(named)), CATALOGUE).body if isinstance(d, Grid))
    assert grid.columns == ("Listed on", "BIC", "Caption")


def drawn(rows: tuple[tuple[Cell, ...], ...]) -> Grid:
    table = Table("t-drawn", "Drawn", ("name", "score"), rows, {})
    report = replace(REPORT, annexes=(), sections=(replace(REPORT.sections[0], blocks=(table,)),))
    return next(d for d in lay_out(number(unreferred(report)), CATALOGUE).body if isinstance(d, Grid))


def test_a_table_without_rows_says_so() -> None:
    assert [[run.text for run in cell] for cell in drawn(()).rows[0]] == [["none"], [""]]


@pytest.mark.parametrize(
    ("text", "widths"),
    {
        "the head is longest": ("Ri", (9, 10)),
        "a text at the limit stays on one line": ("a " * 12, (27, 10)),
        "one letter more takes what the others leave": ("a " * 13, (98, 10)),
        "a long text too": ("ab " * 40, (98, 10)),
    }.values(),
)
def test_a_column_is_as_wide_as_what_stands_in_it(text: str, widths: tuple[int, int]) -> None:
    assert drawn(((Cell(text), Cell("0.95")),)).widths == widths


def test_long_texts_share_what_short_ones_leave_and_no_word_is_cut() -> None:
    both = drawn(((Cell("ab " * 9 + "abc"), Cell("ab " * 19 + "abc")),)).widths
    assert both == (36, 72)
    assert drawn(((Cell("a" * 58), Cell("ab " * 40)),)).widths == (60, 48)


WORDS = ["Provisions", "reconstruction by office"]
SHARES = {
    "what fits is left as it is": ([["", "a" * 20], ["", "b" * 20]], (27, 27)),
    "many columns keep their longest word": ([WORDS] * 6, (18,) * 6),
    "no room for the words: the widest gives": ([["", "a" * 57], ["", "b" * 57], ["", "word"]], (50, 50, 8)),
    "a hyphen and a Chinese sign let a line end": ([["a" * 20 + "-b"] * 2, ["表" * 80], ["c" * 40]], None),
}


@pytest.mark.parametrize(("columns", "expected"), SHARES.values(), ids=SHARES)
def test_shares(columns: list[list[str]], expected: tuple[int, ...] | None) -> None:
    found = shares(columns)
    assert expected is None or found == expected
    assert sum(found) <= LINE


SHORT = {
    "at the limit": ([["a", "b"]] * SHORT_ROWS, True),
    "one row more": ([["a", "b"]] * (SHORT_ROWS + 1), False),
    "few rows of many lines": ([["a", "ab " * 200]], False),
}


@pytest.mark.parametrize(("rows", "expected"), SHORT.values(), ids=SHORT)
def test_a_short_table_is_kept_whole(rows: list[list[str]], expected: bool) -> None:
    assert is_short(rows, (20, 40)) is expected


def test_a_kind_of_entity_is_printed_by_its_label_and_other_words_as_they_stand() -> None:
    table = Table(
        "t-drawn", "Drawn", ("schema", "caption"), ((Cell("LegalEntity"), Cell("LegalEntity")),), {}
    )
    assert list(labels.texts(table)) == [("Legal entity", "LegalEntity")]
    assert [labels.label(one) for one in ("Person", "CryptoWallet")] == ["Person", "Cryptocurrency wallet"]
