"""Common names are no match by a nationality, in whatever language and order; rare ones are."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.matching import name_words
from sightline.model.screening import Query
from sightline.names.commonness import worth
from sightline.screening.asked_name import name_of
from sightline.screening.commonplace import KNOWN, says
from sightline.screening.engine import screen
from tests.lake.factory import VIEW, entry
from tests.screening.lists import index_of

LISTED = (
    entry("z-1", name="WEI, Zhang", nationality="cn"),
    entry("k-1", start=500, name="Kim Song", nationality="kp"),
    entry("k-2", start=1000, name="Ra Kyong Thaek", birthDate="1946", nationality="kp"),
    entry("r-1", start=1500, name="KUZNETSOV, Mikhail", birthDate="1970-01-02", nationality="ru"),
    entry("r-2", start=2000, name="KUZNETSOV, Mikhail Inventovich", nationality="ru"),
    entry("s-1", start=2500, name="PEREZ GARCIA, Juan Carlos", nationality="mx"),
    entry("e-1", start=3500, name="John Smith", nationality="gb"),
    entry("e-2", start=4000, name="John Smiqth", nationality="gb"),
    entry("c-1", "Organization", start=3000, name="Kuznetsov Sokolova", country="ru"),
)
NAMES = {
    "a Chinese name": ("Zhang Wei", "cn", "z-1", False),
    "the same, given name first": ("Wei Zhang", "cn", "z-1", False),
    "a Korean name": ("Kim Song", "kp", "k-1", False),
    "the same, given name first, where Song may be a surname": ("Song Kim", "kp", "k-1", False),
    "a rare Korean name": ("Ra Kyong Thaek", "kp", "k-2", True),
    "a rare one, given name first": ("Kyong Thaek Ra", "kp", "k-2", True),
    "a Russian name of two parts that tables know": ("Mikhail Kuznetsov", "ru", "r-1", False),
    "the same with a part that none knows": ("Mikhail Inventovich Kuznetsov", "ru", "r-2", True),
    "an English name no list has": ("John Smith", "gb", "e-1", False),
    "a letter more, that no table knows": ("John Smiqth", "gb", "e-2", True),
    "four parts that tables know": ("Juan Carlos Perez Garcia", "mx", "s-1", True),
    "three of them": ("Juan Carlos Perez", "mx", "s-1", False),
}


@pytest.mark.parametrize(("name", "country", "entity", "match"), NAMES.values(), ids=NAMES)
def test_what_a_nationality_makes_of_a_name(
    tmp_path: Path, name: str, country: str, entity: str, match: bool
) -> None:
    hits = screen(VIEW, [index_of(tmp_path, LISTED)], Query(name=name, nationality=country, country=country))
    assert next(hit.match for hit in hits if hit.entity == entity) == match
    assert match or not any(hit.match for hit in hits)


def test_a_day_of_birth_makes_a_match_of_a_common_name(tmp_path: Path) -> None:
    born = Query(name="Mikhail Kuznetsov", nationality="ru", birth_date="1970-01-02")
    assert screen(VIEW, [index_of(tmp_path, LISTED)], born)[0].match


@pytest.mark.parametrize(("schema", "match"), [("Person", False), ("Organization", True)])
def test_who_bears_a_person_s_name_is_no_organisation_of_that_name(
    tmp_path: Path, schema: str, match: bool
) -> None:
    hits = screen(
        VIEW, [index_of(tmp_path, LISTED)], Query(name="Kuznetsov Sokolova", schema=schema, country="ru")
    )
    assert [hit.match for hit in hits if hit.entity == "c-1"] == [match]


@pytest.mark.parametrize(
    ("asked", "listed", "nats"),
    [
        ("Juan Perez", "PEREZ, Juan", 2 * KNOWN),
        ("Juan Qwertovich", "Juan Qwertovich", KNOWN + 9.632),
        ("Mikhail Sokolova", "Sokolova, Mikhail", 2 * KNOWN),
        ("Juan Qwertova", "Juan Qwertova", KNOWN + 9.632),
    ],
)
def test_a_part_that_a_table_knows_says_no_more_than_one_may(asked: str, listed: str, nats: float) -> None:
    name, compared = name_of(asked), name_words.compare(asked, listed, worth)
    assert name and compared and says(name, compared.forms) == pytest.approx(nats)
