"""What stands around a name is left out, as one more form; of what only looks like it, nothing is."""

import pytest

from sightline.model.screening import Query
from sightline.screening.engine import answer
from sightline.screening.field.left_out import left_out
from sightline.screening.field.taken_apart import taken_apart
from sightline.screening.index import Index
from tests.lake.factory import VIEW, entry
from tests.screening.lists import index_of

LEFT = {
    "a country in brackets": ("Kadamas (Gaza)", "Kadamas"),
    "a country behind a comma": ("Kadamas, Lebanon", "Kadamas"),
    "a country behind": ("Kadamas Lebanon", "Kadamas"),
    "a city of two words behind": ("Kadamas Phnom Penh", "Kadamas"),
    "a country of two words behind": ("KADAMAS NORTH KOREA", "KADAMAS"),
    "a city people are called as, behind a company": ("Kadamas Trading, London", "Kadamas Trading"),
    "what someone is behind a comma": ("Viktor Kadamas, arms dealer", "Viktor Kadamas"),
    "the same in capitals": ("VIKTOR KADAMAS, ARMS DEALER", "VIKTOR KADAMAS"),
    "the same in brackets": ("Viktor Kadamas (arms dealer)", "Viktor Kadamas"),
    "the same in front": ("Russian arms dealer Viktor Kadamas", "Viktor Kadamas"),
    "an office in front": ("Deputy Defence Minister Viktor Kadamas", "Viktor Kadamas"),
    "a people and an office in front": ("North Korean General Kim Kadan", "Kim Kadan"),
    "an office that is held": ("Viktor Kadamas, Acting Prime Minister", "Viktor Kadamas"),
    "whose sister": ("Kim Kadan, sister of Kim Kada", "Kim Kadan"),
    "whose sister, without a comma": ("KIM KADAN SISTER OF KIM KADA", "KIM KADAN"),
    "a kind of ship": ("tanker Kadamas", "Kadamas"),
    "a people and a kind of ship": ("Iranian tanker Kadamas", "Kadamas"),
    "where it is": ("Kadamas in Gaza", "Kadamas"),
    "a kind of ship behind a comma": ("KADAMAS STAR, bulk carrier", "KADAMAS STAR"),
    "the type of an aircraft": ("EP KAD Il-76TD", "EP-KAD"),
    "the city of a bank of a country": ("Commercial Bank of Egypt Cairo", "Commercial Bank of Egypt"),
    "its own acronym": ("KMC Kadan Mining Company", "Kadan Mining Company"),
    "its own acronym in brackets": ("Kadan Mining Company (KMC)", "Kadan Mining Company"),
    "a branch in front of which its city stands": ("Kadamas Bank Aleppo Branch", "Kadamas Bank"),
    "the name of a company in quotation marks": ("Общество «КАДАМАС»", "КАДАМАС"),
    "a movement": ("Kadamas Movement", "Kadamas"),
    "an acronym beside another": ("KDMS-KADA", "KDMS"),
    "an acronym behind a bar": ("KADA/KDMS", "KDMS"),
    "a long city": ("Kadamas Bank, Frankfurt am Main", "Kadamas Bank"),
    "three one after the other": ("tanker Kadamas (Panama), Tehran", "Kadamas"),
    "a bracket that is never closed": ("Kim Kadan (Pyongyang", "Kim Kadan"),
}
WHOLE = {
    "a form of company": "Kadamas, Inc.",
    "a given name": "Smith, John",
    "a given name that is a state": "Smith, Georgia",
    "a given name that is a city": "Kadan, Sydney",
    "a surname that is a city": "Isaiah Berlin",
    "a branch that is a name": "Kadamas Branch Trading Olive",
    "a nickname in quotation marks": "Viktor «Kadamas»",
    "quotation marks in the middle": "Kadamas «Trading» Kadan",
    "a movement of two words": "Kadamas Kadan Movement",
    "two words that can be spoken": "KADAN-KADAMAS",
    "an acronym and a name in small letters": "KDMS-Kada",
    "three acronyms": "KDMS-KD-KDN",
    "a surname of one syllable": "Kim, Yong Chol",
    "a given name by itself before a state": "Hassan, Egypt",
    "a place tied to the name": "Kadan Bank of Egypt",
    "what companies are, and a place": "Commercial Bank Dubai",
    "a ship called by its line and a port": "MSC TEHRAN",
    "a company in general": "General Kadamas Trading",
    "an office and one word": "General Kadamas",
    "a people alone": "Iranian Kadamas",
    "an office that is a title": "Kim Kadan (CEO)",
    "the number of an entry": "SECOND KADAMAS (KPe.018)",
    "another name": "KADAMAS STAR (ex KADAMAS MOON)",
    "syllables in small letters": "Kim yong chol",
    "all in small letters": "viktor kadamas arms dealer",
    "nothing else": "(Egypt)",
    "initials of something else": "KMT Kadan Mining Company",
}


@pytest.mark.parametrize(("text", "name"), LEFT.values(), ids=LEFT)
def test_what_is_left(text: str, name: str) -> None:
    assert left_out(text)[-1].names[0] == name
    held = taken_apart(text)
    assert held and held.notes and name in held.names, "it is told"
    assert text in held.names, "the field as it stands is asked, too"


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE)
def test_nothing_is_left_out(text: str) -> None:
    assert not left_out(text)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    some = (
        ("c-1", "Organization", "KADAMAS"),
        ("p-1", "Person", "KADAN, Viktor"),
        ("v-1", "Vessel", "OZELTA"),
    )
    entries = [entry(id, schema, 1000 * n, name=name) for n, (id, schema, name) in enumerate(some)]
    return index_of(tmp_path_factory.mktemp("left"), entries)


FOUND = {
    "a place in brackets": ("Kadamas (Gaza)", "c-1"),
    "a place behind a comma": ("Kadamas, Tehran", "c-1"),
    "a place behind": ("KADAMAS PYONGYANG", "c-1"),
    "what someone is": ("Viktor Kadan, arms dealer", "p-1"),
    "a kind of ship": ("VLCC Ozelta", "v-1"),
    "a kind of ship in another language": ("танкер Ozelta", "v-1"),
    "a kind of ship written to the name": ("油轮Ozelta", "v-1"),
}


@pytest.mark.parametrize(("text", "entity"), FOUND.values(), ids=FOUND)
def test_who_is_listed_is_found(index: Index, text: str, entity: str) -> None:
    (hit, *_) = answer(VIEW, [index], Query(name=text)).hits
    assert hit.entity == entity and hit.alert


@pytest.mark.parametrize("text", ["Invented (Gaza)", "tanker Invented", "Viktor Invented, arms dealer"])
def test_who_is_not_has_none_nearer(index: Index, text: str) -> None:
    found = answer(VIEW, [index], Query(name=text))
    assert not found.hits and found.notes
    assert found.nearest is None or found.nearest.score < 0.8
