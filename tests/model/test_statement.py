"""Statements and what they add up to."""

from __future__ import annotations

from sightline.model.citation import Citation
from sightline.model.place import Place
from sightline.model.statement import Entity, Entry, Statement

ITEM = "ab" * 32


def statement(prop: str, value: str) -> Statement:
    return Statement("x-1", "Person", prop, value, f"({value})", ITEM, Place("row 1", 5, 9))


def test_a_statement_is_a_citation() -> None:
    assert statement("name", "One").cite == Citation(ITEM, Place("row 1", 5, 9), "(One)")


def test_an_entity_has_distinct_values_in_order() -> None:
    said = (statement("name", "B"), statement("alias", "A"), statement("name", "B"), statement("name", "C"))
    entity = Entity("x-1", "Person", "B", said)
    assert entity.values("name") == ("B", "C")
    assert entity.values("alias", "name") == ("B", "A", "C")
    assert entity.first("alias", "weakAlias") == "A"
    assert entity.first("birthDate") == ""


def test_an_entry_need_not_say_what_it_is() -> None:
    assert Entry("x-1", Place("row 1", 0, 9), ()).basis == ""
