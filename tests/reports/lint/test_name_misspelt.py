from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.model.report import Sentence
from sightline.reports.lint.name_misspelt import check
from sightline.reports.problem import LintContext
from tests.reports.sample import cite, context


def cited(text: str, *quotes: str) -> LintContext:
    """A sentence that cites these words."""
    return context(Sentence(text, tuple(replace(cite("press"), quote=quote) for quote in quotes)))


LARK = "1 2 The vessel MORNING LARK loaded at berth 4."


def beside(text: str, quote: str, *more: str) -> LintContext:
    """A sentence that claims nothing, beside one that cites these words."""
    other = Sentence("It is so.", (replace(cite("press"), quote=quote),))
    return context(Sentence(text, claim=False), other, *(Sentence(one, claim=False) for one in more))


HITS = {
    "a letter from what another sentence cites": beside("The MORNNG LARK lay there.", LARK),
    "a letter from it, at the beginning": beside("Mornng Lark lay there.", LARK),
    "a letter from what is written oftener": beside(
        "The Evenin Lark lay there.", "x", "The Evening Lark left.", "The Evening Lark came."
    ),
    "a long word alone": beside("The PTARMGAN lay there.", "met PTARMIGAN at sea"),
    "three letters between two of a recorded name": replace(
        context(Sentence("The Kum Un Sam 3 sailed.", (cite("press"),))), names={"e": ("KUM UN SAN 3",)}
    ),
    "two letters between two of the place's": cited("The Kum Um San sailed.", "KUM UN SAN 3 sailed"),
    "what is read at a place without a quote": replace(
        cited("The Morning Lurk loaded.", ""), words=lambda cite: LARK
    ),
    "a letter from the place cited": cited("The Morning Lurk loaded.", LARK),
    "two letters in a long word beside the same": cited(
        "Morning Larkspurr sailed.", "MORNING LARKSPEAR sailed."
    ),
    "a long word that stands alone": cited("It met the Ptarmigam there.", "met PTARMIGAN at sea"),
    "a letter lost at the end": cited("It met the Winmoore Star.", "met WINMOOR STAR"),
    "a letter from what a signal calls it": replace(
        context(Sentence("The Morning Lurk loaded.", (cite("press"),))), captions=("MORNING LARK",)
    ),
    "a letter changed": context(Sentence("Invented Messaging Servise replied.", (cite("reply"),))),
    "a letter lost in an alias": replace(
        context(Sentence("Forein Exchange of Nowhere acted.", (cite("press"),))),
        names={"e": ("Foreign Exchange of Nowhere",)},
    ),
    "two letters changed beside the name's other word": replace(
        context(Sentence("The Invented Winmoor sailed.", (cite("press"),))),
        names={"e": ("Invented Winmore",)},
    ),
}
NO_HITS = {
    "as another sentence cites it": beside("The Morning Lark lay there.", LARK),
    "written as often as what is near": beside("The Evenin Lark lay there.", "x", "The Evening Lark left."),
    "another word beside it": beside("The Mornng Star lay there.", LARK),
    "a short word alone": beside("The LURK lay there.", LARK),
    "three letters beside one of a recorded name": replace(
        context(Sentence("The Un Sam sailed.", (cite("press"),))), names={"e": ("KUM UN SAN 3",)}
    ),
    "three letters, all of the name": replace(
        context(Sentence("The Kum Un San 3 sailed.", (cite("press"),))), names={"e": ("KUM UN SAN 3",)}
    ),
    "as it is read at a place without a quote": replace(
        cited("The Morning Lark loaded.", ""), words=lambda cite: LARK
    ),
    "as the place cited has it": cited("The Morning Lark loaded.", LARK),
    "as another place of the paragraph has it": cited("The Morning Lurk loaded.", LARK, "MORNING LURK"),
    "three letters away": cited("The Morning Lass loaded.", "MORNING LARK"),
    "a short word beside another": cited("The Evening Lurk loaded.", LARK),
    "small letters in the place": cited("The Morning Lurk loaded.", "in the morning larks sing"),
    "a people and its land": cited("A North Korean ship sailed to China.", "NORTH KOREA"),
    "American spelling": cited("It is the Organization there.", "the Organisation"),
    "accents": cited("It sailed from P'yŏngyang Port.", "FROM PYONGYANG PORT"),
    "a possessive of the place's": cited("It was the Morning Lark’s cargo.", LARK),
    "the first word of a sentence": cited("Loading took a day.", "LOADINGS AT NIGHT"),
    "as the signal calls it": replace(
        context(Sentence("The Morning Lark loaded.", (cite("press"),))), captions=("MORNING LARK",)
    ),
    "two letters changed in a name of one word": replace(
        context(Sentence("The Winmoor sailed.", (cite("press"),))), names={"e": ("Winmore",)}
    ),
    "as the record has it": context(Sentence("Invented Messaging Service replied.", (cite("reply"),))),
    "a possessive": context(Sentence("It was Invented Messaging Service’s reply.", (cite("reply"),))),
    "a word alike, beside other words": context(
        Sentence("The Services of the port are open.", (cite("press"),))
    ),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    found = list(check(HITS[name]))
    assert found, name
    assert {one.rule for one in found} == {"name_misspelt"}


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    assert list(check(NO_HITS[name])) == [], name
