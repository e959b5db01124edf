"""The white list: whom an entry speaks for, how long, and what ends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec import structs

from sightline.errors import UsageError
from sightline.model.decision import Decision, Scope, Verdict
from sightline.model.screening import Query
from sightline.model.statement import Entity, Statement
from sightline.screening import white_list
from tests.lake.factory import entry
from tests.screening.lists import INVENTED

TODAY = date(2026, 3, 2)
SAID = Decision(
    "d-1", datetime(2026, 3, 2, tzinfo=UTC), "invented.analyst", Verdict.FALSE_POSITIVE, "born elsewhere",
    Scope.PARTY, "key", {"name": "A"}, "un", "un-1", "KPi.901", "A", TODAY + timedelta(days=9),
    "c-1", "m", "h",
)  # fmt: skip

SAME = {
    "case": Query("INVENTED bank"),
    "spacing": Query(" Invented  Bank "),
    "wide letters": Query("Ｉｎｖｅｎｔｅｄ Bank"),
    "a hyphen": Query("Invented-Bank"),
}
OTHER = {
    "another name": Query("Invented Bank Two"),
    "a particular more": Query("Invented Bank", country="kp"),
    "an alias more": Query("Invented Bank", aliases=("IB",)),
    "another customer of that name": Query("Invented Bank", id="c-2"),
    "words written together": Query("InventedBank"),
    "words turned around": Query("Bank Invented"),
    "a letter with a mark": Query("Invënted Bank"),
    "other letters that are read alike": Query("인벤티드 Bank"),
}


@pytest.mark.parametrize("query", SAME.values(), ids=SAME)
def test_the_same_party(query: Query) -> None:
    assert white_list.party_key(query, Scope.PARTY) == white_list.party_key(
        Query("Invented Bank"), Scope.PARTY
    )


@pytest.mark.parametrize("query", OTHER.values(), ids=OTHER)
def test_another_party(query: Query) -> None:
    assert white_list.party_key(query, Scope.PARTY) != white_list.party_key(
        Query("Invented Bank"), Scope.PARTY
    )


def test_the_number_of_a_row_is_no_part_of_a_party_that_is_told_apart_otherwise() -> None:
    born = [Query("Invented Person", birth_date="1970-02-19", country="kp", id=id) for id in ("", "1", "77")]
    assert len({white_list.party_key(one, Scope.PARTY) for one in born}) == 1
    known = [Query("Invented Person", country="kp", id=id) for id in ("", "1", "77")]
    assert len({white_list.party_key(one, Scope.PARTY) for one in known}) == 3, "many share a country"


def test_a_name_is_the_same_whatever_else_is_known() -> None:
    plain, more = Query("Invented Bank"), Query("invented bank", country="kp", id="c-9")
    assert white_list.party_key(plain, Scope.NAME) == white_list.party_key(more, Scope.NAME)
    assert white_list.party_key(plain, Scope.NAME) != white_list.party_key(plain, Scope.PARTY)


BORN = Query("Zhang Wei", birth_date="1970")
LASTS = {
    "a party told from others of its name": (BORN, Scope.PARTY, Scope.PARTY),
    "the asker's own number tells it": (Query("Zhang Wei", id="c-1"), Scope.PARTY, Scope.PARTY),
    "a ship asked by its number alone": (Query(imo="8905490"), Scope.PARTY, Scope.PARTY),
    "a name": (BORN, Scope.NAME, Scope.NAME),
    "a party of nothing but a name": (Query("Zhang Wei"), Scope.PARTY, Scope.NAME),
    "of a name and what millions share": (
        Query("Zhang Wei", schema="Person", nationality="cn", country="cn"), Scope.PARTY, Scope.NAME
    ),
}  # fmt: skip


@pytest.mark.parametrize(("query", "scope", "lasts"), LASTS.values(), ids=LASTS)
def test_the_longest_an_entry_may_hold_and_a_day_more(query: Query, scope: Scope, lasts: Scope) -> None:
    longest = TODAY + white_list.LONGEST[lasts]
    assert white_list.last_day(query, scope, longest, TODAY) == longest
    assert white_list.last_day(query, scope, TODAY, TODAY) == TODAY
    for wrong in (longest + timedelta(days=1), TODAY - timedelta(days=1)):
        with pytest.raises(UsageError, match=f"an entry for a {scope.value}"):
            white_list.last_day(query, scope, wrong, TODAY)
    assert white_list.last_day(query, scope, None, TODAY) == TODAY + white_list.USUAL[lasts]


def test_the_last_day_and_the_day_after() -> None:
    assert SAID.until
    assert white_list.standing(SAID, SAID.until, same=True).clears
    after = white_list.standing(SAID, SAID.until + timedelta(days=1), same=True)
    assert not after.clears and str(SAID.until) in after.reopened


def test_a_changed_entry_opens_the_hit_again() -> None:
    found = white_list.standing(SAID, TODAY, same=False, differs=("birthDate",))
    assert not found.clears and found.reopened.endswith("birthDate")


@pytest.mark.parametrize("verdict", [Verdict.TRUE_MATCH, Verdict.UNSURE])
def test_only_a_false_positive_clears(verdict: Verdict) -> None:
    found = white_list.standing(replace(SAID, verdict=verdict), TODAY, same=True)
    assert found.stands and not found.clears


def test_the_party_comes_before_the_name_and_the_later_word_before_the_earlier() -> None:
    later = SAID.at + timedelta(days=1)
    by_name = replace(SAID, id="d-2", scope=Scope.NAME, at=later)
    again = replace(SAID, id="d-3", verdict=Verdict.TRUE_MATCH, at=later)
    assert white_list.holding([by_name, SAID]) == SAID
    assert white_list.holding([again, SAID]) == again
    assert white_list.holding([by_name, SAID, replace(again, verdict=Verdict.WITHDRAWN)]) == by_name
    assert white_list.holding([]) is None


def test_what_an_entry_says_counts_and_not_where() -> None:
    first = INVENTED[0]
    one = _entity(first.statements)
    moved = tuple(structs.replace(said, item="b" * 64, original="x") for said in first.statements)
    assert white_list.entry_hash(one) == white_list.entry_hash(_entity(moved))
    other = _entity(entry("un-KPi.901", name="KIM INVENTED NAM", birthDate="1971").statements)
    assert white_list.entry_hash(one) != white_list.entry_hash(other)
    assert "birthDate" in white_list.changed(one, other) and "name" not in white_list.changed(one, one)


def _entity(statements: tuple[Statement, ...]) -> Entity:
    return Entity("un-KPi.901", "Person", "KIM INVENTED NAM", statements)
