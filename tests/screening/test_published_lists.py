"""Against the real UN list: everyone on it finds themselves, the innocent are nobody's match."""

from datetime import date
from operator import itemgetter
from pathlib import Path

import pytest

from sightline.matching.syllables_say import UNBOUNDED, ceiling
from sightline.matching.weights import value
from sightline.model.screening import Query
from sightline.names.syllables import KOREAN, asked, sequences
from sightline.screening.engine import answer, screen
from sightline.screening.index import Index
from tests.lake.factory import VIEW
from tests.screening.lists import real_index


@pytest.fixture(scope="module")
def un(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Index:
    file = shared_data / "lists" / "un" / "un_consolidated_2026-02-27.xml"
    return real_index(tmp_path_factory.mktemp("un"), [file], date(2026, 2, 27))


def test_every_name_of_the_dprk_list_finds_its_own_entry_first(un: Index) -> None:
    asked = 0
    for number in range(un.entities):
        record = un.record(number)
        if not record.reference.startswith(("KPi", "KPe")):
            continue
        for name in record.names:
            first = screen(VIEW, [un], Query(name=name.value))[0]
            assert (first.reference, first.alert, first.match) == (record.reference, True, False), name.value
            asked += 1
    assert asked > 155


def test_a_name_with_a_letter_wrong_comes_no_nearer_than_one_that_is_spelt_otherwise(un: Index) -> None:
    tried = 0
    for record in [un.record(number) for number in range(un.entities)]:
        names = [one.value for one in record.names if record.reference.startswith("KPi")]
        read = {name: sequences(name) for name in names}
        told = {name: ways[0] for name, ways in read.items() if ceiling(ways) != UNBOUNDED}
        usual = ["".join(min(read, key=itemgetter(1))[0] for read in way.readings) for way in told.values()]
        otherwise = max((score_of(un, name, record.entity) for name in usual), default=0.0)
        for name in filter(str.isascii, told):
            for at in [n for n, letter in enumerate(name) if letter.isalpha()]:
                slip = f"{name[:at]}x{name[at + 1 :]}"
                if not any(not way.slip for way in asked(slip)):
                    assert score_of(un, slip, record.entity) <= otherwise, (slip, name, usual)
                    tried += 1
    assert tried > 500


ROUNDING = 5e-4
"""between the names of one entry, which may spell a syllable in two ways (KPi.041: *Chun*, *Jun*)"""


def test_no_syllable_comes_nearer_in_hangul_than_the_one_a_listed_name_is_read_as(un: Index) -> None:
    tried = 0
    for record in [un.record(number) for number in range(un.entities)]:
        names = [one.value for one in record.names if record.reference.startswith("KPi")]
        ways = [way for one in names for way in sequences(one)[:1] if way.kind == KOREAN]
        for way in [way for way in ways if len(way.spelt) == 3]:
            right = [read[0][0] for read in way.readings]
            best = score_of(un, "".join(right), record.entity)
            assert best >= value("threshold"), (way.spelt, right)
            for at, read in enumerate(way.readings):
                for other, _ in read[1:]:
                    asked = "".join([*right[:at], other, *right[at + 1 :]])
                    assert score_of(un, asked, record.entity) <= best + ROUNDING, (way.spelt, right, asked)
                    tried += 1
    assert tried > 300


def score_of(index: Index, name: str, entity: str) -> float:
    """The score of an entity for this name, 0 where it is none of the hits."""
    hits = screen(VIEW, [index], Query(name), 0.01, 60)
    return max((hit.score for hit in hits if hit.entity == entity), default=0.0)


def test_a_bank_code_that_stands_in_a_comment_is_a_match(un: Index) -> None:
    (hit,) = screen(VIEW, [un], Query(name="Some Bank", bic="KDBKKPPYXXX"))
    assert (hit.reference, hit.match) == ("KPe.035", True)
    assert screen(VIEW, [un], Query(name="Some Bank", bic="KDBKKPPZ")) == []


def test_a_company_imo_number_is_a_match(un: Index) -> None:
    (hit,) = screen(VIEW, [un], Query(imo="IMO 1790183"))
    assert (hit.reference, hit.match) == ("KPe.020", True)


INNOCENT = {
    "a common name": Query(name="Kim Chol Nam"),
    "born another year": Query(name="Kim Chol Nam", birth_date="1988-07-04", nationality="kp"),
    "a Southerner": Query(name="Kim Chol Nam", nationality="kr"),
    "with a passport of his own": Query(name="Kim Chol Nam", identifier="M12345678"),
}


@pytest.mark.parametrize("query", INNOCENT.values(), ids=INNOCENT)
def test_an_innocent_namesake_is_looked_at_and_is_no_match(un: Index, query: Query) -> None:
    hits = screen(VIEW, [un], query)
    assert hits and not any(hit.match for hit in hits)


def test_a_rare_name_with_a_year_that_may_be_estimated_is_still_an_alert(un: Index) -> None:
    for year, alert in ((1938, True), (1942, True), (1936, False)):  # listed: 26 February 1940
        query = Query("Ri Hong Sop", schema="Person", birth_date=str(year))
        hit = next(hit for hit in screen(VIEW, [un], query) if hit.caption == "RI HONG-SOP")
        assert (hit.alert, hit.match) == (alert, False), year
        assert next(one for one in hit.reasons if one.text.startswith("born")).score < 0
    common = screen(VIEW, [un], Query("Kim Kyu", schema="Person", birth_date="1966"))
    assert [(hit.caption, hit.alert) for hit in common] == [("KIM KYU", False)], "of a name that many bear"


def test_somebody_else_is_nobody(un: Index) -> None:
    found = answer(VIEW, [un], Query(name="Maria Invented Gonzalez-Petersen"))
    assert found.hits == () and found.nearest and not found.nearest.alert
