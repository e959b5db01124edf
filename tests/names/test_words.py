"""Words of a name: translated, emptied of forms, numbers told."""

import pytest

from sightline.names.words import LONGEST_WORD, _word_by_word, dprk, read, shown, together, words

NAMES = {
    "forms of company": ("Korea Ryonbong General Corp.", ("korea", "rionbong", "general")),
    "Korean words": ("Choson Taesong Unhaeng", ("korea", "taesong", "bank")),
    "Hangul": ("조선대성은행", ("korea", "taesong", "bank")),
    "Hangul, word by word": ("조선통일발전은행", ("korea", "united", "development", "bank")),
    "Han, word by word": ("南川江贸易公司", ("namchongang", "trading")),
    "a company's own word in Hangul": ("포스코", ("fosukho",)),
    "Han": ("丹东鸿祥实业发展有限公司", ("dandonghongxiang", "industri", "development")),
    "a ship": ("M/V HAO FAN 6", ("hao", "fan", "6")),
    "a Roman number": ("SEA STAR II", ("sea", "star", "2")),
    "a phrase": ("Bureau 39", ("ofice", "39")),
    "a person in Hangul": ("김정은", ("kimjongun",)),
    "nothing else": ("The Co., Ltd", ("the", "co", "ltd")),
    "a long form": ("Rashid Trading S.A. de C.V.", ("rashid", "trading")),
}


@pytest.mark.parametrize(("name", "expected"), NAMES.values(), ids=NAMES)
def test_words(name: str, expected: tuple[str, ...]) -> None:
    assert words(name) == expected


def test_a_number_stands_in_front_and_never_alone() -> None:
    assert words("II SEA") == ("2", "sea") and words("II") == ("ii",)


NEIGHBOURS = (
    "Invented Trading Co., Ltd", "Kim Jong-un", "HAO FAN 6", "SEA STAR II", "The Co., Ltd", "Bureau 39",
    "EP-IDA", "Abdul Rahman Ali", "Invented Ltdd", "Invented Povt Ltd", "Llc Invented", "Oao Invented Bank",
    "Choson Taesong Unhaeng",
    "II", "",
    "Company Trading", "Invented, The", "Iinvented Corporatoin",
)  # fmt: skip


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_words_read_one_by_one_are_those_read_together(name: str) -> None:
    alone = _word_by_word(name)
    assert alone is None or alone == together(name)
    assert read(name) == together(name)


def test_a_word_whose_neighbours_matter_is_not_read_by_itself() -> None:
    assert _word_by_word("Invented Bank") and not _word_by_word("Bureau 39") and not _word_by_word("EP-IDA")


SERVANTS = (
    "Abd al-Rahman Ali",
    "Abdul Rahman Ali",
    "Abdelrahman Ali",
    "ABDURRAHMAN, Ali",
    "Abd el Rahman Aly",
)


@pytest.mark.parametrize("name", SERVANTS)
def test_a_servant_of_god_is_two_words_however_he_is_written(name: str) -> None:
    assert words(name) == ("abd", "rahman", "ali")


MENDED = {
    "a letter left out": ("IVERSIONES ZANZIBAR", ("investment", "zanzibar")),
    "two swapped": ("CONSRTUCTORA UNIVERSAL", ("construction", "universal")),
    "a form of company": ("AL-SHAHID CRORPORATION", ("shahid",)),
    "a short form at the end": ("PARSEK LLD", ("parsek",)),
    "a vowel in a form before another": ("PARSEK POVT LTD", ("parsek",)),
    "a vowel in a form behind another": ("PARSEK CO LTID", ("parsek",)),
    "a servant of God": ("JAbdul Saboor", ("abd", "sabor")),
    "a servant who lost a letter": ("Invented, bdul", ("invented", "abd")),
    "a servant of God in one word": ("Abadelhamid Invented", ("abd", "hamid", "invented")),
    "one that ends in lahi": ("ABXOLLAHI, Invented", ("abd", "lahi", "invented")),
    "one that is well known with a letter more": ("Invented Abduullah", ("invented", "abdala")),
    "one that is well known, which begins well": ("Invented Abdalblah", ("invented", "abdala")),
    "two letters of one swapped": ("Adberrahmane Invented", ("abd", "rahman", "invented")),
    "two letters of one swapped, before a rare word": ("Abdlubasid Invented", ("abd", "basid", "invented")),
    "a letter of one left out": ("Abduhafit Invented", ("abd", "hafit", "invented")),
    "the first part alone": ("Abduel Invented", ("abd", "invented")),
    "a name of its own in front": ("Adelkarim Invented", ("adelkarim", "invented")),
}
NOT_MENDED = {
    "a name that begins like a servant": ("Badulescu Invented", ("badulescu", "invented")),
    "another that does": ("Abudhabi Invented", ("abudhabi", "invented")),
    "three letters wrong": ("IMVRESIOMES ZANZIBAR", ("imvresiomes", "zanzibar")),
    "another end": ("CORPORATIOS UNIVERSAL", ("corporatios", "universal")),
    "a servant of God who is well written": ("Abdulhalib Invented", ("abd", "halib", "invented")),
    "two letters from one": ("Abdoelblah Invented", ("abdoelbla", "invented")),
    "a short word with a vowel at the end": ("Maria Inca", ("maria", "inca")),
    "a vowel in a form with no other beside it": ("PARSEK POVT", ("parsek", "povt")),
    "another vowel in a form beside one": ("PARSEK INN LTD", ("parsek", "inn")),
    "a short form in the middle": ("PARSEK LLD KIEV", ("parsek", "lld", "kiev")),
}


@pytest.mark.parametrize(("name", "expected"), (MENDED | NOT_MENDED).values(), ids=MENDED | NOT_MENDED)
def test_words_of_the_tables_with_a_letter_wrong(name: str, expected: tuple[str, ...]) -> None:
    assert words(name) == expected


ARTICLES = {
    "as it is spoken": ("Invented ash-Shams", ("invented", "shams")),
    "as it is spoken, in front": ("An-Nahda Invented", ("nahda", "invented")),
    "a letter wrong in it": ("Aq-Haramain Invented", ("haramain", "invented")),
    "a syllable of a Korean name": ("Kim Ah-young", ("kim", "ah", "iung")),
    "another letter behind it": ("An-Hyok Invented", ("an", "hyok", "invented")),
    "the mark of an aircraft": ("ED-ITD", ("XEDITD",)),
}


@pytest.mark.parametrize(("name", "expected"), ARTICLES.values(), ids=ARTICLES)
def test_articles_tied_by_a_hyphen(name: str, expected: tuple[str, ...]) -> None:
    assert words(name) == expected


ARABIC = {
    "with their vowels": ("احمد طه خالد عبد القادر", ("ahmad", "taha", "khalid", "abd", "kadir")),
    "written together": ("عبدالقادر", ("abd", "kadir")),
    "one that no table has, in capitals": ("خالد دلاور", ("khalid", "DLWR")),
    "beside Latin letters": ("Khalid دلاور", ("khalid", "dlvr")),
}


@pytest.mark.parametrize(("name", "expected"), ARABIC.values(), ids=ARABIC)
def test_arabic_letters(name: str, expected: tuple[str, ...]) -> None:
    assert words(name) == expected


def test_a_mark_with_a_letter_more_or_less_is_one_word_and_two_syllables_none() -> None:
    assert words("EJP-MOE") == ("XEJPMOE",) and words("E-IAG") == ("XEIAG",)
    assert words("KIM-CHOL") == ("kim", "chol")


def test_the_mark_of_an_aircraft_is_one_word_and_an_article_none() -> None:
    assert words("EP-IDA") == ("XEPIDA",) and words("AL-AZM") == ("azm",)


def test_shown_are_as_many_words_as_are_compared() -> None:
    for name in (*(given for given, _ in NAMES.values()), *SERVANTS):
        assert len(shown(name)) == len(words(name)), name


def test_bounds() -> None:
    assert words("") == () and words("—") == () and words("x" * 400) == ("x" * LONGEST_WORD,)
    assert words("김" * 500) == (("kim" * 500)[:LONGEST_WORD],)


def test_dprk() -> None:
    assert [dprk(one) for one in "리철현"] == ["ri", "chol", "hyon"]


SURNAME_LE = {
    "with its accent": ("Lê Minh Tuấn", True),
    "first, others with theirs": ("Le Minh Tuấn", True),
    "an article": ("Le Père Invented", False),
    "not first": ("Invented le Minh Tuấn", False),
    "another word": ("Lêon Minh", False),
}


@pytest.mark.parametrize(("name", "surname"), SURNAME_LE.values(), ids=SURNAME_LE)
def test_a_surname_of_viet_nam_is_no_article(name: str, surname: bool) -> None:
    assert ("le" in words(name)) is surname


def test_a_bank_of_tanchon_in_chinese_and_korean() -> None:
    assert words("端川商业银行") == words("Tanchon Sangop Unhaeng") == words("Tanchon Commercial Bank")
    assert words("丹东商业银行") != words("Tanchon Commercial Bank")
