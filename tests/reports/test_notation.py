from __future__ import annotations

import pytest

from sightline.errors import BadInput
from sightline.model.casework import Standard
from sightline.model.report import Paragraph, Sentence, Stated
from sightline.reports import notation
from sightline.reports.outline import paragraphs
from tests.reports.rich import BASE
from tests.reports.sample import cite

EMPTY = Paragraph("p", ())
CITES = (cite("press"), cite("reply"))
READ = {
    "cites two": ("It was so. [1] [2]", ("It was so.", CITES, True)),
    "claims nothing": ("See {ref:t-x}. {no claim}", ("See {ref:t-x}.", (), False)),
    "a number in brackets that is no citation stays": (
        "Of [1994] years. [1]",
        ("Of [1994] years.", CITES[:1], True),
    ),
    "a bracket inside the text stays": ("It [the ship] left. [1]", ("It [the ship] left.", CITES[:1], True)),
}
REFUSED = {
    "a citation there is not": "It was so. [3]",
    "a mark nobody knows": "It was so. {certain}",
    "a standard there is not": "It was so. {standard proven}",
    "what goes on within a sentence after a citation": "It [1] was so. [2]",
    "what goes on after a citation and cites no more": "It was [2] so.",
    "what goes on after its marks": "It was so. {no claim} And on.",
    "what goes on between its marks": "It was so. {no claim} And on. {party a}",
}
PASTED = {
    "Word's paragraphs": (
        "<p class=MsoNormal style='mso-x:y'><span lang=EN-GB>The ship&nbsp;left<o:p></o:p></span></p>",
        "The ship left",
    ),
    "a style sheet": ("<style>p {color: red}</style>It was so.", "It was so."),
    "what was struck out": ("<p>It <del cite=x>sank</del><ins>left</ins><s> soon</s>.</p>", "It left ."),
    "a comment": ("<!--[if gte mso 9]><xml>x</xml><![endif]-->It was so.", "It was so."),
    "control and invisible signs": ("It\x07 was\u200b so.\u2028And on.", "It was so.\nAnd on."),
    "an address between angle brackets stays": (
        "Mail to <agent@calder.example> and <line>.",
        "Mail to <agent@calder.example> and <line>.",
    ),
    "less than stays": ("5 < 6 and 7 > 6.", "5 < 6 and 7 > 6."),
}


@pytest.mark.parametrize("name", READ)
def test_a_line_is_read(name: str) -> None:
    text, (words, cites, claim) = READ[name]
    (sentence,) = notation.read(text, CITES, EMPTY).sentences
    assert (sentence.text, sentence.cites, sentence.claim) == (words, cites, claim)


@pytest.mark.parametrize("name", REFUSED)
def test_a_line_that_cannot_be_read_is_named(name: str) -> None:
    with pytest.raises(BadInput, match="line 1"):
        notation.read(REFUSED[name], CITES, EMPTY)


def test_who_types_on_behind_a_citation_begins_a_sentence() -> None:
    read = notation.read("It was so. [1] [2] And on.\n“Was it?” [1] It is. {no claim}", CITES, EMPTY)
    assert [(one.text, one.cites, one.claim) for one in read.sentences] == [
        ("It was so.", CITES, True),
        ("And on.", (), True),
        ("“Was it?”", CITES[:1], True),
        ("It is.", (), False),
    ]
    (one,) = notation.read("It was so. [7] And on. [1]", CITES, EMPTY).sentences
    assert one.text == "It was so. [7] And on."


CITED = {
    "a plain sentence": ("It was so.", "It was so. [2]"),
    "before its marks": (
        "A. {no claim}\nIt was so. [1] {party operator}",
        "A. {no claim}\nIt was so. [1] [2] {party operator}",
    ),
    "to the one that was begun behind a citation": ("It was so. [1] And on.", "It was so. [1]\nAnd on. [2]"),
    "a reference is no mark": ("See {ref:t-x}", "See {ref:t-x} [2]"),
}


@pytest.mark.parametrize("name", CITED)
def test_one_more_citation_is_put_where_it_is_read(name: str) -> None:
    text, expected = CITED[name]
    assert notation.with_cite(text, 2) == expected
    assert notation.read(expected, CITES, EMPTY).sentences[-1].cites[-1] == CITES[1]


@pytest.mark.parametrize("name", PASTED)
def test_what_is_pasted_becomes_plain_text(name: str) -> None:
    text, expected = PASTED[name]
    assert notation.plain(text).strip() == expected


def test_every_paragraph_of_a_report_comes_back_as_it_was() -> None:
    for paragraph in paragraphs(BASE.report):
        written = notation.write(paragraph)
        assert notation.read(written.text, written.cites, paragraph).sentences == paragraph.sentences


TIED = Stated("0.85", {"kind": "count"}, "Company", 1)
MODEL = Paragraph(
    "p",
    (
        Sentence(
            "The model gives the ship a probability of 0.85 of sailing there.", CITES[:1], numbers=(TIED,)
        ),
        Sentence("It lay at the port of Nowhere for a week in May.", CITES[:1]),
    ),
)
EDITED = {
    "as it was": ("The model gives the ship a probability of 0.85 of sailing there.", 0),
    "another number": ("The model gives the ship a probability of 12.40 of sailing there.", 0),
    "another number in words": ("The model gives the ship a probability of ninety of sailing there.", 0),
    "other words, the same number": ("Of 0.85 we speak.", 0),
    "behind another sentence": (
        "So it is.\nThe model gives the ship a probability of 0.95 of sailing there.",
        1,
    ),
    "the same number in the sentence most alike": (
        "Of 0.85 we speak.\nThe model gives the ship a 0.85 of sailing there.",
        1,
    ),
    "taken out": ("The model gives the ship a probability of sailing there.", None),
    "struck": ("It lay at the port of Nowhere for a week in May. [1]", None),
    "written anew": ("Nobody knows where 12 of her crew went after that night.", None),
}


@pytest.mark.parametrize("name", EDITED)
def test_a_tie_to_a_query_goes_with_its_sentence(name: str) -> None:
    text, expected = EDITED[name]
    read = notation.read(text, CITES, MODEL)
    assert [at for at, one in enumerate(read.sentences) if one.numbers == (TIED,)] == (
        [] if expected is None else [expected]
    )
    again = notation.read(f"{text}\nAnd on.", CITES, read)
    assert again.sentences[:-1] == read.sentences


def test_a_sentence_that_stays_takes_no_tie_from_another() -> None:
    both = Paragraph("p", (*MODEL.sentences, Sentence("The other gives 0.85 too.")))
    text = "The model gives the ship a probability of 0.95 of sailing there.\nThe other gives 0.85 too."
    assert [one.numbers for one in notation.read(text, (), both).sentences] == [(TIED,), ()]


def test_marks_are_read() -> None:
    line = "It was so. [1] {finding f-1; standard assessed; party a; party b}"
    apart = "It was so. [1] {finding f-1} {standard assessed; party a}{party b}"
    for each in (line, apart):
        (said,) = notation.read(each, CITES, EMPTY).sentences
        assert (said.text, said.finding, said.standard) == ("It was so.", "f-1", Standard.ASSESSED)
        assert said.parties == ("a", "b") and said.claim
    (said,) = notation.read("See below. {no claim} {party a}", CITES, EMPTY).sentences
    assert (said.text, said.claim, said.parties) == ("See below.", False, ("a",))


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("It sailed.\nSee below. {no claim}", "It sailed. [2]\nSee below. {no claim}"),
        ("It sailed. [1]\nIt carried coal.", "It sailed. [1]\nIt carried coal. [2]"),
        ("It sailed. [1]\nIt carried coal. [1]", "It sailed. [1]\nIt carried coal. [1] [2]"),
        ("See below. {no claim}", "See below. [2] {no claim}"),
        (
            "It sailed.\nSee below. {no claim} {party a}",
            "It sailed. [2]\nSee below. {no claim} {party a}",
        ),
        (
            "It sailed. {finding f-1; standard assessed}",
            "It sailed. [2] {finding f-1; standard assessed}",
        ),
    ],
)
def test_a_new_citation_goes_where_one_is_missing(text: str, cited: str) -> None:
    assert notation.with_cite(text, 2) == cited
