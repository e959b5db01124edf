"""What a hit says would change it does: every sentence is put to the test by asking again as it says."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec
import pytest

from sightline.matching.kind import KINDS
from sightline.model.screening import Hit, Query
from sightline.screening.certificate import own
from sightline.screening.certificate import worded as said_of
from sightline.screening.engine import answer
from sightline.screening.index import Index
from tests.lake.factory import VIEW, entry
from tests.screening.lists import index_of, real_index

ANOTHER_SHIP = "7000002"
"""a number that no ship of these lists has"""


def asked_again(query: Query, sentence: str) -> Query:
    """The query with the fact a sentence speaks of."""
    fact = sentence.split(" would ")[0]
    if fact.startswith("a birth year far from"):
        years = {int(year) for year in re.findall(r"\d{4}", fact)}
        far = next(year for year in range(1904, 2020, 7) if min(abs(year - one) for one in years) > 30)
        return msgspec.structs.replace(query, birth_date=str(far))
    if fact.startswith("a birth year of"):
        return msgspec.structs.replace(query, birth_date=re.findall(r"\d{4}", fact)[-1])
    if fact.startswith("the IMO number"):
        return msgspec.structs.replace(query, imo=re.findall(r"\d{7}", fact)[-1])
    if fact == "another IMO number":
        return msgspec.structs.replace(query, imo=ANOTHER_SHIP)
    if fact.startswith("a country other than"):
        return msgspec.structs.replace(query, country="uy")
    assert fact.startswith("a kind other than ")
    other = "Vessel" if fact.removeprefix("a kind other than ") != "ship" else "Person"
    return msgspec.structs.replace(query, schema=other)


def came(index: Index, query: Query, entity: str, threshold: float) -> Hit | None:
    """The hit on this entity; where there are no hits, what came nearest."""
    found = answer(VIEW, [index], query, threshold, 100)
    near = [found.nearest] if found.nearest else []
    return next((hit for hit in [*found.hits, *near] if hit.entity == entity), None)


def kept(index: Index, query: Query, hit: Hit, threshold: float = 0.8) -> list[str]:
    """The sentences of a hit that are not so, and how it came out; empty when all are."""
    wrong = []
    for sentence in hit.would_change:
        other = asked_again(query, sentence)
        found = answer(VIEW, [index], other, threshold, 100)
        again = next((one for one in found.hits if one.entity == hit.entity), None)
        score = re.search(r"score (?:to )?([\d.]*\d)", sentence)
        held = {
            "rule this out": again is None,
            "still an alert": again is not None and again.alert,
            ": no alert": again is not None and not again.alert,
            "make this an alert": again is not None and again.alert,
            "make this a match": again is not None and again.match,
            "and a match": again is not None and again.match,
            "no match": again is not None and not again.match,
        }
        wrong += [f"{sentence}: {again}" for words, so in held.items() if words in sentence and not so]
        near = again or came(index, other, hit.entity, threshold)
        if score and near and abs(near.score - float(score[1])) > 0.00011:
            wrong.append(f"{sentence}: {near.score}")
    return wrong


def every(index: Index, asked: Iterable[Query]) -> tuple[int, list[str]]:
    """How many sentences were tried, and what is wrong with them."""
    tried, wrong = 0, list[str]()
    for query in asked:
        for hit in answer(VIEW, [index], query, limit=3).hits:
            tried += len(hit.would_change)
            wrong += kept(index, query, hit)
    return tried, wrong


ASKED = {
    "a rare name": Query(name="Kim Invented Nam"),
    "a rare name with a nationality": Query(name="Kim Il Invented", nationality="kp"),
    "a match": Query(name="Kim Invented Nam", identifier="PS654320876"),
    "a name that agrees less": Query(name="Invented Nam"),
    "a contradiction": Query(name="Kim Invented Nam", schema="Person", nationality="us"),
    "a bank": Query(name="Invented Daesong Bank", country="kp"),
    "an acronym alone": Query(name="IDB"),
    "a shipping company": Query(name="Invented Shipping Co"),
    "a ship": Query(name="INVENTED STAR 7"),
    "a ship of a kind": Query(name="INVENTED STAR 7", schema="Vessel"),
    "a ship by its number": Query(imo="8905490"),
    "born": Query(name="Person Entirely Other", birth_date="1970"),
}


@pytest.mark.parametrize("query", ASKED.values(), ids=ASKED)
def test_what_would_change_a_hit_changes_it_so(tmp_path: Path, query: Query) -> None:
    index = index_of(tmp_path)
    for hit in answer(VIEW, [index], query).hits:
        assert kept(index, query, hit) == []


def test_a_party_of_which_the_kind_is_open_says_nothing_of_it(tmp_path: Path) -> None:
    index = index_of(tmp_path, [entry("le-1", "LegalEntity", name="Invented Open Party Marangoni")])
    (hit,) = answer(VIEW, [index], Query(name="Invented Open Party Marangoni")).hits
    assert hit.would_change == ()
    again = answer(VIEW, [index], Query(name="Invented Open Party Marangoni", schema="Vessel")).hits
    assert again[0].score == hit.score


def test_of_a_company_a_country_is_told_and_of_one_that_was_asked_with_it_none(tmp_path: Path) -> None:
    named = "Invented Open Party Marangoni"
    index = index_of(tmp_path, [entry("le-1", "LegalEntity", name=named, country="kp")])
    asked = Query(name=named, schema="Company")
    (hit,) = answer(VIEW, [index], asked).hits
    assert [text.split(" would ")[0] for text in hit.would_change] == ["a country other than kp"]
    assert kept(index, asked, hit) == []
    (same,) = answer(VIEW, [index], Query(name=named, schema="Company", country="kp")).hits
    assert same.would_change == ()


def test_what_came_nearest_says_the_same_before_and_after_it_is_put_on_record(tmp_path: Path) -> None:
    index, query = index_of(tmp_path), Query(name="Person Something")
    found = answer(VIEW, [index], query, 0.99)
    assert not found.hits and found.nearest and found.nearest.would_change
    told = said_of(own("a", found)["nearest"])
    assert told and tuple(told["would_change"]) == found.nearest.would_change
    assert kept(index, query, found.nearest, 0.99) == []


def test_what_stood_on_record_before_is_read_as_it_was_said(tmp_path: Path) -> None:
    found = answer(VIEW, [index_of(tmp_path)], Query(name="Person Something"), 0.99)
    unworded = own("a", found)["nearest"]
    assert unworded
    old = msgspec.json.decode(unworded["entry"])
    del old["facts"]
    told = said_of(unworded | {"entry": old | {"would_change": ["as it was"]}})
    assert told and told["would_change"] == ["as it was"]


@pytest.mark.slow
def test_over_hits_of_all_kinds_of_published_lists(shared_data: Path, tmp_path: Path) -> None:
    files = [shared_data / "lists" / "ofac" / "2022-01-31" / f"{one}.csv" for one in ("sdn", "alt", "add")]
    index = real_index(tmp_path, files, date(2022, 1, 31))
    some = dict[str, list[Query]]()
    for number in range(0, index.entities, 7):
        record = index.record(number)
        some.setdefault(record.schema, []).append(Query(name=record.names[-1].value))
    assert set(some) >= {"Person", "Vessel", "Airplane"} and set(some) & set(KINDS)
    for schema, queries in some.items():
        tried, wrong = every(index, queries[:40])
        assert not wrong, schema
        assert tried or schema not in KINDS
