"""Which mission of the DPRK a holder's name means, in whatever language."""

from __future__ import annotations

import pytest

from sightline.detectors.firms.mission_names import holder, together

SAME = {
    "three spellings": ("Embassy of the DPRK", "Embassy of the Democratic People's Republic of Korea"),
    "with its town": ("Embassy of the DPRK", "DPR Korea Embassy Bangkok"),
    "a town behind in": ("DPRK Embassy", "Embassy of DPR Korea in Kuala Lumpur"),
    "with its country": ("DPRK Embassy Bangkok", "Embassy of D.P.R. Korea in Thailand"),
    "German": ("Botschaft der DVRK Bern", "Botschaft der DVR Korea"),
    "French": ("Ambassade de la RPD de Corée", "Ambassade de la RPDC à Berne"),
    "Russian": ("Посольство КНДР", "Embassy of the DPRK"),
    "Chinese": ("朝鲜大使馆", "Embassy of the DPRK"),
    "an official, his rank elsewhere": (
        "Invented Person One, Second Secretary, DPRK Embassy",
        "First Secretary Invented Person One, Embassy of DPR Korea",
    ),
    "an adjective": ("North Korean Embassy", "Embassy of the DPR of Korea"),
    "in another order": ("Korea DPR, Embassy of", "Nordkoreanische Botschaft"),
    "cut at the end of a line": ("EMBASSY OF THE DEMOCRATIC PEOPLE'S R", "DPRK Embassy"),
    "a section": ("Embassy of the DPRK", "DPRK Embassy Bangkok, Commercial Section"),
    "a counsellor's office": (
        "Embassy of the DPRK",
        "Economic and Commercial Counsellor's Office, DPRK Embassy",
    ),
    "a section in German": ("Botschaft der DVRK", "Handelsabteilung der Botschaft der DVRK"),
    "an attache's office": ("Embassy of the DPRK", "Office of the Military Attaché, Embassy of the DPRK"),
    "a section in Chinese": ("朝鲜驻泰国大使馆", "朝鲜驻泰国大使馆经济商务参赞处"),
    "stationed in, in Chinese": ("朝鲜民主主义人民共和国驻华大使馆", "Embassy of DPRK, Beijing"),
    "Korean": ("조선민주주의인민공화국 대사관", "Embassy of the DPRK"),
    "Arabic": ("سفارة جمهورية كوريا الديمقراطية الشعبية", "Embassy of the DPRK"),
    "a town in two languages": ("Посольство КНДР в Москве", "Embassy of the DPRK Moscow"),
    "a town of two words": ("North Korean Embassy Kuala Lumpur", "Embassy of D.P.R.K."),
    "a permanent mission": (
        "Permanent Mission of the DPRK",
        "Permanent Mission of the DPRK to the UN, Geneva",
    ),
    "a trade representation": ("Trade Representation of the DPRK", "Торгпредство КНДР"),
    "an official, a hyphen": (
        "Ri Sample Chol, Third Secretary, DPRK Embassy",
        "Third Secretary RI Sample-Chol, DPRK Embassy",
    ),
    "an official, his syllables joined": ("Attaché Han Chol Su, DPRK Embassy", "HAN Cholsu, DPRK Attaché"),
    "a consulate in two scripts": ("DPRK Consulate General Shenyang", "朝鲜驻沈阳总领事馆"),
    "a consulate of one town": ("DPRK Consulate Shenyang", "Consulate General of the DPRK in Shenyang"),
}
APART = {
    "embassies of two towns": ("DPRK Embassy Vienna", "DPRK Embassy Bern"),
    "consulates of two towns": ("DPRK Consulate Shenyang", "DPRK Consulate Dandong"),
    "an embassy and a person of it": ("DPRK Embassy", "Invented Person One, DPRK Embassy"),
    "an embassy and a consulate": ("DPRK Embassy", "DPRK Consulate"),
    "an embassy and a trade representation": ("DPRK Embassy", "Trade Representation of the DPRK"),
    "an embassy and a permanent mission": ("DPRK Embassy", "Permanent Mission of the DPRK"),
    "two officials of one surname": (
        "Attaché Han Chol Su, DPRK Embassy",
        "Attaché Han Chol Nam, DPRK Embassy",
    ),
    "officials a syllable apart": ("Attaché Han Chol Su, DPRK Embassy", "Attaché Han Chol So, DPRK Embassy"),
    "consulates in Chinese": ("朝鲜驻沈阳总领事馆", "朝鲜驻丹东领事馆"),
    "an embassy and its ambassador": ("DPRK Embassy", "Ambassador of the DPRK"),
}
OTHERS = (
    "Embassy of the Republic of Korea", "Botschaft der Republik Korea", "Embassy of Korea",
    "Ambassade de la République de Corée", "Embassy of Sweden in the DPRK", "Embassy of Atlantis to the DPRK",
    "Botschaft Atlantis in der DVRK", "North Korea Travel Ltd", "RPDC Holdings", "韩国大使馆",
    "Embassy of the Democratic Republic of the Congo", "South Korean Embassy", "대한민국 대사관",
    "Посольство Республики Корея", "韩国驻华大使馆", "中国驻朝鲜大使馆", "주북한 영국대사관",
    "조선민주주의인민공화국주재 중국대사관", "Embassy of Sweden, DPRK", "Swedish Embassy DPRK",
    "British Embassy Pyongyang, DPRK", "Embassy of the Democratic People's Republic of Algeria",
    "Embassy of Lao People's Democratic Republic", "Посольство Швеции в КНДР",
    "North Korea Mission Fund Ltd", "延边朝鲜族自治州",
)  # fmt: skip


def one(names: tuple[str, ...], country: str = "th") -> int:
    """How many holders these names are."""
    told = [(at, found, country) for at, name in enumerate(names) if (found := holder(name, ""))]
    assert len(told) == len(names)
    return len(set(together(told).values()))


@pytest.mark.parametrize("names", SAME.values(), ids=SAME)
def test_one_holder(names: tuple[str, str]) -> None:
    assert one(names) == 1


@pytest.mark.parametrize("names", APART.values(), ids=APART)
def test_two_holders(names: tuple[str, str]) -> None:
    assert one(names) == 2


def test_without_a_country_a_town_tells_embassies_apart() -> None:
    assert one(("DPRK Embassy", "DPRK Embassy Bern"), "") == 2


@pytest.mark.parametrize("name", OTHERS)
def test_others(name: str) -> None:
    assert holder(name, "company" if "Ltd" in name else "mission" if "mbassy" in name else "") is None


def test_what_a_register_calls_him_tells_an_official() -> None:
    one, other = (
        holder(name, kind)
        for name, kind in (
            ("Ri Sample Ho, Third Secretary, DPRK Embassy", "embassy"),
            ("Ri Sample-ho (DPRK Embassy)", "diplomat"),
        )
    )
    assert one == other and one is not None and one.post == ""


def test_a_name_behind_the_embassy_is_the_official_of_that_name() -> None:
    named = [
        holder(name, "embassy") for name in ("Ri Chol Ho, Consul, DPRK Embassy", "Ri Chol-ho (DPRK Embassy)")
    ]
    told = [(at, one, "ch") for at, one in enumerate(named) if one]
    assert len(told) == 2 and len(set(together(told).values())) == 1


def test_an_embassy_filed_under_its_diplomats_is_an_embassy() -> None:
    found = holder("Embassy of the DPRK", "diplomat")
    assert found is not None and found.post == "embassy"


def test_a_charity_of_the_name_is_no_mission() -> None:
    assert holder("North Korea Mission", "charity") is None
