from __future__ import annotations

import pytest

from sightline.reports.lint.translated_number import check
from sightline.reports.problem import Translation
from tests.reports.sample import context

TONS = "It carried 4,500 tons on 8 March 2017, see {ref:p-case}."
MONEY = "It cost 2,990,000 dollars, 40.5 per cent of all."
HITS = {
    "ten times as much": (TONS, "fr", "Il portait 45 000 tonnes le 8 mars 2017."),
    "a point for a comma": (TONS, "fr", "Il portait 4,5 tonnes le 8 mars 2017."),
    "a group lost": (TONS, "fr", "Il portait 500 tonnes le 8 mars 2017."),
    "another month": (TONS, "fr", "Il portait 4 500 tonnes le 8 avril 2017."),
    "another day": (TONS, "zh", "2017年3月9日，该船载有4500吨。"),
    "another year": (TONS, "ko", "2018년 3월 8일 4,500톤을 실었다."),
    "no number at all": (TONS, "ja", "同船は貨物を運んだ。"),
    "another factor": (MONEY, "ko", "299억 달러, 전체의 40.5%였다."),
    "another digit in another script": (TONS, "ar", "حملت ٤٬٦٠٠ طن في ٨ آذار/مارس ٢٠١٧."),
    "another number in words": ("It had three ships.", "fr", "Elle avait 4 navires."),
    "million for thousand": ("It cost 5 thousand dollars.", "es", "Costó 5 millones de dólares."),
}
NO_HITS = {
    "spaces that part thousands": (TONS, "fr", "Il portait 4 500 tonnes le 8 mars 2017."),
    "narrow ones": (TONS, "fr", "Il portait 4\u202f500 tonnes le 8 mars 2017."),
    "points that part thousands": (TONS, "es", "Llevaba 4.500 toneladas el 8 de marzo de 2017."),
    "as the source writes them": (TONS, "fr", "Il portait 4,500 tonnes le 8 mars 2017."),
    "a decimal comma": (MONEY, "ru", "Это стоило 2 990 000 долларов, 40,5 процента всего."),
    "months by number": (TONS, "zh", "2017年3月8日，该船载有4500吨。"),
    "tens of thousands": (MONEY, "zh", "它花费299万美元，占40.5%。"),
    "tens of thousands and the rest": ("It paid 12,500 won.", "ko", "1만 2,500원을 냈다."),
    "in Han signs": ("It carried 3,500 tons.", "ja", "三千五百トンを運んだ。"),
    "digits of another script": (TONS, "ar", "حملت ٤٬٥٠٠ طن في ٨ آذار/مارس ٢٠١٧."),
    "a day in digits": ("It sailed on 2017-03-08.", "fr", "Il a appareillé le 8 mars 2017."),
    "a million in words": ("It cost 2.99 million dollars.", "fr", "Cela a coûté 2 990 000 dollars."),
    "a number in words": ("It had three ships.", "zh", "它有3艘船。"),
    "a number put into words": ("It had 2 ships.", "es", "Tenía dos buques."),
    "hundreds in words": ("Two hundred and five ships.", "fr", "205 navires."),
    "an article for a one": ("It had 1 ship.", "fr", "Il avait un navire."),
    "a symbol of a document": ("See S/2017/150, IMO 8660313.", "ru", "См. S/2017/150, ИМО 8660313."),
    "no numbers": ("It may march on.", "fr", "Il continue."),
}


@pytest.mark.parametrize("name", HITS)
def test_it_finds(name: str) -> None:
    source, language, text = HITS[name]
    found = list(check(context(reviewed=(Translation("7", source, language, text),))))
    assert [(one.rule, one.where) for one in found] == [("translated_number", "7")], name


@pytest.mark.parametrize("name", NO_HITS)
def test_it_lets_pass(name: str) -> None:
    source, language, text = NO_HITS[name]
    assert list(check(context(reviewed=(Translation("7", source, language, text),)))) == [], name


def test_both_numbers_are_told() -> None:
    source, language, text = HITS["ten times as much"]
    (found,) = check(context(reviewed=(Translation("7", source, language, text),)))
    assert "gives 45 000, the source 4,500" in found.text
