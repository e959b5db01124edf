"""Entities from statements, with their listing and what else hangs on them."""

from dataclasses import replace
from pathlib import Path

import pytest

from sightline.errors import NotFound
from sightline.lake.statements import Lake
from sightline.model.marking import Marking
from sightline.model.statement import Entry
from sightline.record.entities import entities, entity
from tests.lake.factory import VIEW, entry, held, said


def bank() -> Entry:
    listed = entry("un-KPe.025", "Company", 10, "KPe.025@2016-03-02", name="Invented Bank One", alias="IBO")
    address = said("un-KPe.025:address:1", "full", "Invented Street 1, Pyongyang", 300, "Address")
    return replace(listed, statements=(*listed.statements, address))


def test_an_entity_knows_its_listing(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    version = held(lake, [bank(), entry("un-KPe.0251", name="Neighbour")])
    found = entity(VIEW, lake, [version], "un-KPe.025")
    assert (found.caption, found.schema, found.list) == ("Invented Bank One", "Company", "un-sc")
    assert (found.reference, found.listed_on) == ("KPe.025", "2016-03-02")
    assert found.partition == version.partition
    assert found.values("name", "alias") == ("IBO", "Invented Bank One")
    assert [(one.id, one.schema, one.caption) for one in found.adjacent] == [
        ("un-KPe.025:address:1", "Address", "Invented Street 1, Pyongyang"),
        ("un-KPe.025:listing", "Sanction", "un-KPe.025:listing"),
    ]
    assert entity(VIEW, lake, [version], "un-KPe.025:listing").first("unscId") == "KPe.025"


def test_all_entities_are_those_looked_up_one_by_one(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    version = held(lake, [bank(), entry("un-KPi.001", name="Invented Person One")])
    assert list(entities(VIEW, lake, version)) == [
        entity(VIEW, lake, [version], id) for id in ("un-KPe.025", "un-KPi.001")
    ]


def test_the_first_version_that_has_it_answers(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    un = held(lake, [entry("a", name="Of UN")])
    other = held(lake, [entry("a", name="Of other"), entry("b", name="B")], item="b" * 64, list="other")
    assert entity(VIEW, lake, [un, other], "a").caption == "Of UN"
    assert entity(VIEW, lake, [un, other], "b").list == "other"


@pytest.mark.parametrize("id", ["un-KPe.02", "un-KPe.0250", "un-KPe.025:nothing", "", "secret"])
def test_who_is_not_there_is_not_found(tmp_path: Path, id: str) -> None:
    lake = Lake(tmp_path)
    seen = held(lake, [bank()])
    secret = held(lake, [entry("secret", name="S")], item="b" * 64, marking=Marking.parse("RED"))
    with pytest.raises(NotFound):
        entity(VIEW, lake, [seen, secret], id)
