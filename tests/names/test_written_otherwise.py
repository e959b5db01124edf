"""Names that a field holds, and other ways to write a listed one."""

import pytest

from sightline.names.written_otherwise import also_written, ways_written

TWICE = {
    "Hangul with Hanja": ("김여정 (金與正)", ("김여정", "金與正")),
    "Latin with Hangul": ("Kim Yo Jong (김여정)", ("Kim Yo Jong", "김여정")),
    "full-width brackets": ("김여정（金與正）", ("김여정", "金與正")),
    "a slash": ("Kim Yo Jong / Kim Yeo-jeong", ("Kim Yo Jong", "Kim Yeo-jeong")),
    "a slash without room in Hangul": ("김여정/金與正", ("김여정", "金與正")),
    "a semicolon": ("Kim Invented Nam; Ri Invented Il", ("Kim Invented Nam", "Ri Invented Il")),
    "also known as": ("Kim Invented Nam a.k.a. Ri Invented", ("Kim Invented Nam", "Ri Invented")),
    "alias": ("Kim Invented Nam, alias Ri Invented", ("Kim Invented Nam", "Ri Invented")),
    "a title": ("김여정 부부장", ("김여정",)),
    "two titles": ("김여정 위원장 동지", ("김여정",)),
    "another name with a title": ("Kim Nam (ex Mr. Ri Nam)", ("Kim Nam", "Ri Nam")),
}
MEANT = {
    "the mark of an aircraft without its hyphen": ("EPITD", "EP-ITD"),
    "with a space": ("YK AKD", "YK-AKD"),
    "a capital behind the letter it belongs before": ("iR Chun Song", "Ri Chun Song"),
    "the same with signs": ("iR U’n So’ng", "Ri U'N So'Ng"),
    "ㄱ before ㄹ as it is spoken": ("O Geungnyeol", "O Geukryeol"),
    "initials that are a form of company": ("Invented S.A.", "S. A. Invented"),
    "initials that are a title": ("Invented M. R.", "M. R. Invented"),
    "God before another word": ("Allahdad Invented", "Allah dad Invented"),
    "two initials that are a form apart": ("Invented A.S.", "A. S. Invented"),
    "words of companies shortened": ("Invented Trdg. Devt Corp", "Invented trading development Corp"),
    "words written together": ("Shanghai Gangquan Trading", "Shanghai gang quan Trading"),
}
ONCE = {
    "capitals that are no mark": "ABITD",
    "a capital within a word": "McInvented",
    "ng before another vowel": "Pak Kangnam",
    "the same script in brackets": "Invented Bank (Hong Kong)",
    "a slash in a word": "Invented A/S",
    "letters as in a.k.a. in a word": "Aka Invented Maka",
    "a full stop that ends no initial": "Invented Co., Ltd.",
    "initials that are no form of company": "Invented X.Q.",
    "a name that is short for a word with a full stop": "Dev Invented",
    "a form of company behind two words": "Invented Kadan S.A.",
    "a name that ends like a title": "김대장",
    "a Korean company": "조선무역은행",
    "nothing": "",
}


@pytest.mark.parametrize(("text", "names"), TWICE.values(), ids=TWICE)
def test_written_twice(text: str, names: tuple[str, ...]) -> None:
    assert ways_written(text) == names


@pytest.mark.parametrize(("text", "meant"), MEANT.values(), ids=MEANT)
def test_meant_otherwise(text: str, meant: str) -> None:
    assert ways_written(text) == (text, meant)


@pytest.mark.parametrize("text", ONCE.values(), ids=ONCE)
def test_written_once(text: str) -> None:
    assert ways_written(text) == (text,)


ALSO = {
    "a ship with a number": ("WON SAN 2", "Vessel", ["wonsan 2"]),
    "a ship with a number that may be an initial": ("INVENTED I", "Vessel", ["invented 1"]),
    "a person with an initial": ("INVENTED I", "Person", []),
    "a person whose word is folded otherwise than its parts": ("WALIJAN", "Person", ["wali jan"]),
    "a ship without": ("YUK TUNG", "Vessel", ["yuktung"]),
    "an acronym of its own": ("Invented Maritime Management Company (IMM)", "Company", ["IMM"]),
    "a ship of one word": ("WONSAN 2", "Vessel", []),
    "a ship of words that are no syllables": ("INVENTED STAR 2", "Vessel", []),
    "a person": ("WON SAN 2", "Person", []),
    "a place in brackets": ("Invented Maritime Management Company (DPRK)", "Company", []),
}


@pytest.mark.parametrize(("name", "schema", "others"), ALSO.values(), ids=ALSO)
def test_also_written(name: str, schema: str, others: list[str]) -> None:
    assert list(also_written(name, schema)) == others
