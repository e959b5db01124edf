"""Names as documents write them find the entry that is meant, and no other."""

import pytest

from sightline.model.screening import Query
from sightline.screening.engine import answer
from sightline.screening.index import Index
from tests.lake.factory import VIEW, entry
from tests.screening.lists import index_of

LISTED = {
    "p-1": ("Person", "AL-RABI'I, Nidal"),
    "p-2": ("Person", "LOUNICI, Djamel"),
    "p-3": ("Person", "AL-TAI, Sultan Hashim Ahmad"),
    "p-4": ("Person", "HAMDULLAH ALLAH NOOR"),
    "p-5": ("Person", "CHOE CHUN-SIK"),
    "p-6": ("Person", "MANSUR, Khalil"),
    "p-7": ("Person", "KASSAN, Ali Mohamad"),
    "p-8": ("Person", "RI MAN GON"),
    "c-1": ("Company", "SHANGHAI GANG QUAN TRADE CO."),
    "c-2": ("Company", "GRUPO MBS LIMITADA"),
    "c-3": ("Company", "OCEANO BLU TRADING LIMITED"),
    "v-1": ("Vessel", "JANG JA SAN CHONG NYON HO"),
    "v-2": ("Vessel", "CHONG CHON GANG"),
    "v-3": ("Vessel", "BICENTENARIO I"),
    "v-4": ("Vessel", "BICENTENARIO V"),
    "v-5": ("Vessel", "TIFON"),
    "c-4": ("Company", "OMM"),
    "c-5": ("Company", "E. X. Co."),
    "p-9": ("Person", "GAO, Yan"),
    "p-10": ("Person", "JO, Yong-Won"),
    "p-11": ("Person", "RI WON HO"),
    "p-12": ("Person", "MOHAMMED SALAHALDIN ABD EL HALIM ZIDANE"),
    "c-6": ("Company", "BANK TEJARAT"),
    "c-7": ("Company", "KOREA KWANGSON BANKING CORP"),
    "c-8": ("Company", "MAHAN AIR"),
    "p-13": ("Person", "Maria Vladimirovna ZAKHAROVA"),
    "p-14": ("Person", "HAQQANI, Sirajuddin"),
    "p-15": ("Person", "LUKASHENKA, Alyaksandr Hryhoryavich"),
    "c-11": ("Company", "SYRIAN ARAB AIRLINES"),
    "c-9": ("Company", "STATE CORPORATION ROSTEC"),
    "c-10": ("Company", "Bank Otkritie Financial Corporation PJSC"),
    "a-1": ("Airplane", "EP-ITD"),
    "a-2": ("Airplane", "EP-MNV"),
}
"""as OFAC, the UN, the EU and Canada have them"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    some = [entry(id, schema, 1000 * n, name=name) for n, (id, (schema, name)) in enumerate(LISTED.items())]
    return index_of(tmp_path_factory.mktemp("written"), some)


FOUND = {
    "an airline in Arabic words": ("الخطوط الجوية العربية السورية", "c-11"),
    "in German letters from Russian": ("Marija Sacharowa", "p-13"),
    "in German letters from Pashto": ("Siradschuddin Haqqani", "p-14"),
    "with hooks on letters": ("Aljaksandr Lukašenka", "p-15"),
    "a technology in German letters": ("Rostech", "c-9"),
    "a word of a bank's name a letter from a form of company": ("Otkritie Bank", "c-10"),
    "a bank and its city": ("BANK TEJARAT TEHRAN", "c-6"),
    "a bank's branch": ("Bank Tejarat Paris Branch", "c-6"),
    "banking is bank": ("Kwangson Bank", "c-7"),
    "banking is bank, in a city": ("KWANGSON BANK DANDONG", "c-7"),
    "airlines are air": ("Mahan Airlines", "c-8"),
    "airways are air": ("Mahan Airways", "c-8"),
    "in Latin letters from Cyrillic": ("Li Von Kho", "p-11"),
    "a surname by a rare habit": ("Ly Won Ho", "p-11"),
    "Arabic letters, a weak letter in a short word": ("نضال الربيعي", "p-1"),
    "Arabic letters, long vowels": ("جمال لونيسي", "p-2"),
    "Arabic letters, a single consonant": ("سلطان هاشم أحمد الطائي", "p-3"),
    "a company, two syllables together": ("Shanghai Gangquan Trading Company", "c-1"),
    "a person, two words together": ("Hamdullah Allahnoor", "p-4"),
    "a ship in two words": ("Jangjasan Chongnyonho", "v-1"),
    "a ship in Hangul": ("장자산청년호", "v-1"),
    "a ship in Hangul, voiced": ("청천강", "v-2"),
    "a number that is listed as a letter": ("Bicentenario 1", "v-3"),
    "another such number": ("Bicentenario 5", "v-4"),
    "a Spanish motor ship": ("M/N Tifón", "v-5"),
    "an aircraft without a hyphen": ("EPITD", "a-1"),
    "an aircraft with a space": ("EP MNV", "a-2"),
    "a syllable as rare a habit as a slip": ("Choe Chyn-Sik", "p-5"),
    "a surname of two letters with a key beside the right one": ("ti Man Gon", "p-8"),
    "two Chinese syllables, the surname last": ("Yan Gao", "p-9"),
    "two Chinese characters": ("高岩", "p-9"),
    "kana with a small vowel": ("チョ・ヨンウォン", "p-10"),
    "seven letters in one word": ("RIWONHO", "p-11"),
    "a word of the faith": ("Muhammad Salah-ad-Din Abdelhalim Zidan", "p-12"),
    "an acronym": ("OMM", "c-4"),
    "initials of a company": ("EX Co", "c-5"),
    "a capital behind its letter": ("Choe Chun-iSk", "p-5"),
}
NOT_FOUND = {
    "another country's airline in Arabic words": "الخطوط الجوية العربية التونسية",
    "in German letters, another surname": "Marija Sachsenberger",
    "in German letters, another given name": "Kamaldschuddin Haqqani",
    "with hooks on letters, another surname": "Aljaksandr Lukašonka-Belsky",
    "another technology": "Postech",
    "a form of company and another bank's word": "Otkrytoye Bank",
    "a bank whose name means another one's": "Commerce Bank Hamburg",
    "a word of a bank's name alone in another's": "Tejarat Gostar Fardad",
    "another bank of the place": "Kwangju Bank Dandong",
    "another line": "Malwa Airlines",
    "in Kontsevich's letters, another given name": "Li Von Khi",
    "Arabic letters, another surname": "نضال المصطفوي",
    "Arabic letters, other consonants": "جمال بوميسي",
    "Arabic letters, another given name": "سلطان كاظم محمود الطائي",
    "a surname of two letters with a key far from it": "qi Man Gon",
    "two other Chinese syllables, the surname last": "Tan Gao",
    "two other characters": "高艳红",
    "an acronym, a letter away": "HMM",
    "one initial of two": "X Corp",
    "seven letters of another name": "RIWONSU",
    "an acronym with the consonants of a mark": "XBTT",
    "another number": "Bicentenario 2",
    "another aircraft, however alike": "EP-MNW",
    "another aircraft without a hyphen": "EPIDD",
    "another given name, a letter away": "Khalid Mansour",
    "a company of three other letters": "UBS Group",
    "common words in another language": "Blue Ocean Trading LLC",
}


@pytest.mark.parametrize(("name", "entity"), FOUND.values(), ids=FOUND)
def test_is_found(index: Index, name: str, entity: str) -> None:
    hits = [hit for hit in answer(VIEW, [index], Query(name=name)).hits if hit.alert]
    assert [hit.entity for hit in hits] == [entity]


@pytest.mark.parametrize("name", NOT_FOUND.values(), ids=NOT_FOUND)
def test_is_another(index: Index, name: str) -> None:
    assert not [hit for hit in answer(VIEW, [index], Query(name=name)).hits if hit.alert]


def test_a_word_a_letter_from_a_name_is_told_to_be_that(index: Index) -> None:
    (hit,) = answer(VIEW, [index], Query(name="Ali Hassan Mohamad")).hits
    assert hit.entity == "p-7" and "“hassan” for “kassan” (spelt nearly alike)" in hit.reasons[0].text
