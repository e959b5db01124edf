"""Names as words: what agrees and a near miss beside each."""

import pytest

from sightline.matching import name_words
from sightline.matching.replay import score_from_forms
from sightline.matching.weights import value
from sightline.names.commonness import worth

CLOSE = {
    "the same": ("Ghulam Invented Karimov", "Ghulam Invented Karimov"),
    "another order": ("Karimov, Ghulam Invented", "Ghulam Invented Karimov"),
    "a letter off": ("Ghulam Invemted Karimov", "Ghulam Invented Karimov"),
    "sounds alike": ("Gulam Invented Karimoff", "Ghulam Invented Karimov"),
    "written together": ("GhulamInvented Karimov", "Ghulam Invented Karimov"),
    "a part left out": ("Invented Karimov", "Ghulam Invented Karimov"),
    "an initial": ("G. Invented Karimov", "Ghulam Invented Karimov"),
    "an empty word before": ("Invented Ryonbong Corporation", "Korea Invented Ryonbong General Corp"),
    "a common name, nothing else": ("Industrial Bank", "Industrial Bank"),
    "a rare word beside what companies do": ("Ryonbong Trading", "Ryonbong"),
    "a translated word": ("Invented Daesong Unhaeng", "Invented Daesong Bank"),
    "Arabic letters": ("محمد كريموف", "Muhammad Karimuf"),
}
APART = {
    "one word of three": ("Ghulam", "Ghulam Invented Karimov"),
    "numbers decide": ("HAO FAN 2", "HAO FAN 6"),
    "common words alone": ("General Trading Company", "Invented General Trading"),
    "a bank of another country": ("Industrial Bank of Mongolia", "Industrial Bank"),
    "a bank of another kind": ("Agricultural Bank of China", "Agricultural Development Bank"),
    "another place": ("Osaka Invented", "Osama Invented"),
    "what companies do beside a word of many": ("Rainbow Trading", "Rainbow"),
    "a country written together": (
        "Vietnam Airlines",
        "Viet Nam Gas and Chemicals Transportation Corporation",
    ),
    "other names": ("Korea Kumsan Trading", "Korea Kumryong Trading"),
    "a common name, half of it": ("Ali Muhammad", "Ali Hussein"),
}


@pytest.mark.parametrize(("query", "listed"), CLOSE.values(), ids=CLOSE)
def test_close(query: str, listed: str) -> None:
    found = name_words.compare(query, listed, worth)
    assert found and found.score >= value("threshold"), found


@pytest.mark.parametrize(("query", "listed"), APART.values(), ids=APART)
def test_apart(query: str, listed: str) -> None:
    found = name_words.compare(query, listed, worth)
    assert found and found.score < value("threshold"), found


def test_it_says_what_agreed_and_can_be_computed_again() -> None:
    found = name_words.compare("Gulam Invented Khan", "Ghulam Invented Karimov", worth)
    assert found and score_from_forms(found.forms) == found.score
    assert "“invented” is the same" in found.text and "“khan” is not listed" in found.text


STANDING = {
    "in two languages": (
        "Invented Commercial",
        "Invented Tijara",
        "“commercial” for “tijara” (both read as “trading”)",
    ),
    "in Hangul": ("Invented 은행", "Invented Bank", "“은행” for “bank” (read as “bank”)"),
    "left of the query": ("Invented Tijara", "Invented", "“tijara” is not listed"),
    "the very word": ("Tejarat Invented", "Ghulam Tejarat Invented", "“tejarat” is the same"),
}


@pytest.mark.parametrize(("query", "listed", "said"), STANDING.values(), ids=STANDING)
def test_it_says_words_as_they_stand(query: str, listed: str, said: str) -> None:
    found = name_words.compare(query, listed, worth)
    assert found and said in found.text


def test_a_form_of_company_that_both_have_speaks_for_them_and_another_does_not() -> None:
    same, other, none = (
        name_words.compare(query, "Inventedbet Partners OOD", worth)
        for query in ("Inventedbet OOD", "Inventedbet LLC", "Inventedbet")
    )
    assert same and other and none and same.score > other.score == none.score
    assert same.forms["company"] == ["ood"] and "company" not in other.forms
    assert "both are “ood”" in same.text and score_from_forms(same.forms) == same.score


def test_a_form_of_company_with_a_letter_wrong_is_no_other_word() -> None:
    slip, other, two = (
        name_words.compare(query, "Inventedbet Partners OOD", worth)
        for query in (
            "Inventedbet Partners OROD",
            "Inventedbet Partners FZRE",
            "Inventedbet Partners OROD OOD",
        )
    )
    assert slip and other and two and slip.forms["slip"] == [2, "ood"]
    assert slip.score > other.score and "slip" not in other.forms and "slip" not in two.forms
    assert "“orod” for “ood” (a form of company with a letter wrong)" in slip.text
    assert score_from_forms(slip.forms) == slip.score


def test_a_weak_alias_counts_less() -> None:
    full, weak = (name_words.compare("Invented", "Invented", worth, prop) for prop in ("alias", "weakAlias"))
    assert full and weak and weak.score < full.score and "weak alias" in weak.text


def test_a_slip_that_breaks_the_folding_is_compared_as_it_is_spelt() -> None:
    found = name_words.compare("Invented Omrr", "Invented Omar", worth)
    assert found and found.forms["spelt"] == {"umar": ["omar"]} and found.score > 0.8
    assert score_from_forms(found.forms) == found.score
    other = name_words.compare("Invented Osrr", "Invented Omar", worth)
    assert other and other.score < found.score


def test_the_nearest_spellings_are_named_and_no_others() -> None:
    known = {"khalid": ("khaled", "khalad", "chaled")}
    assert name_words.spelt_of(["khaeld"], [""], ["khalid"], lambda word: known.get(word, ())) == {
        "khalid": ["khaled"]
    }
    assert name_words.spelt_of(["khalid"], [""], ["khalid"], lambda word: known.get(word, ())) == {}
    assert name_words.other_spellings(["khalid", "khalid"], ["khaled", "khalid"]) == ("", "")


PAIRS = {
    "words that were taken for one another": ((0, 1, 0, 1, 900, 0), {"khalid": ["khaled"]}),
    "at no cost": ((0, 1, 0, 1, 0, 0), {}),
    "as an initial": ((0, 1, 0, 1, 900, 1), {}),
    "two written together": ((0, 1, 0, 2, 900, 0), {}),
    "other words": ((1, 1, 1, 1, 900, 0), {}),
}


@pytest.mark.parametrize("case", PAIRS, ids=str)
def test_other_spellings_are_looked_for_only_in_words_that_were_taken_for_one_another(case: str) -> None:
    pair, found = PAIRS[case]
    known = {"khalid": ("khaled",)}
    words = ["khaeld", "omar"], ["", ""], ["khalid", "umar"]
    assert name_words.spelt_of(*words, lambda word: known.get(word, ()), [pair]) == found


EASED = {
    "a name as names are spelt costs more": ("marina", "Marina", 101, 120),
    "a given name, of which a letter makes another": ("khalid", "Khalid", 240, 240),
    "hardly a name is spelt so": ("hxbvqwk", "Hxbvqwk", 45, 45),
    "a short word that names are not spelt like": ("hxbvqw", "Hxbvqw", 60, 60),
    "a word known for common": ("osaka", "Osaka", 240, 240),
    "a word of no list": ("marilo", "Marilo", 85, 112),
    "a whole mark of an aircraft": ("epida", "EP-IDA", 100, 100),
    "no state has such marks": ("gpida", "GP-IDA", 60, 60),
    "a letter of it is missing": ("eida", "E-IDA", 60, 60),
}


@pytest.mark.parametrize(("word", "text", "least", "most"), EASED.values(), ids=EASED)
def test_what_an_edit_costs_by_how_odd_a_word_is(word: str, text: str, least: int, most: int) -> None:
    assert least <= name_words.eases([word], text)[0] <= most


def test_nothing_to_compare() -> None:
    assert name_words.compare("—", "Kim", worth) is None


def test_three_letters_beside_what_companies_are_called_are_no_slip() -> None:
    assert name_words.eases(("ubs", "grup"), "UBS Group")[0] == 140
    assert name_words.eases(("kbn", "wai", "yan"), "KBN, Wai Yan")[0] < 140, (
        "a syllable of a person with a slip"
    )


def test_a_word_of_a_well_known_company_is_no_slip_of_another() -> None:
    known, other = (name_words.compare(query, "Sania", worth) for query in ("Scania", "Sanija"))
    assert known and other and known.score < 0.5 < other.score
    assert score_from_forms(known.forms) == known.score
    same = name_words.compare("Scania", "Scania", worth)
    assert same and same.score > 0.9
