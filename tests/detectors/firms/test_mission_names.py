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
    "a consulate of one town": ("DPRK Consulate Shenyang", "Consulate General of the DPRK in Shenyang"),
}
APART = {
    "embassies of two towns": ("DPRK Embassy Vienna", "DPRK Embassy Bern"),
    "consulates of two towns": ("DPRK Consulate Shenyang", "DPRK Consulate Dandong"),
    "an embassy and a person of it": ("DPRK Embassy", "Invented Person One, DPRK Embassy"),
    "an embassy and a consulate": ("DPRK Embassy", "DPRK Consulate"),
    "an embassy and its ambassador": ("DPRK Embassy", "Ambassador of the DPRK"),
}
OTHERS = (
    "Embassy of the Republic of Korea", "Botschaft der Republik Korea", "Embassy of Korea",
    "Ambassade de la République de Corée", "Embassy of Sweden in the DPRK", "Embassy of Atlantis to the DPRK",
    "Botschaft Atlantis in der DVRK", "North Korea Travel Ltd", "RPDC Holdings", "韩国大使馆",
    "Embassy of the Democratic Republic of the Congo",
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
