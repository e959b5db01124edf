"""What an index keeps of an entity: compared values with their places, and keys of identifiers."""

from dataclasses import replace
from pathlib import Path

from sightline.lake.statements import Lake
from sightline.record.entities import entities
from sightline.screening.records import identifier_keys, record_of
from tests.lake.factory import VIEW, entry, held, said


def test_names_come_best_first_and_what_hangs_on_an_entry_counts(tmp_path: Path) -> None:
    one = entry("x-1", listing="X.1@2020-01-01", weakAlias="W", alias="A", name="N", country="kp")
    passport = said("x-1:document:1", "number", "PS1234567", 400, "Passport")
    issuer = said("x-1:document:1", "country", "ru", 420, "Identification")
    authority = said("x-1:listing", "country", "us", 440, "Sanction")
    lake = Lake(tmp_path)
    version = held(lake, [replace(one, statements=(*one.statements, passport, issuer, authority))])
    (entity,) = entities(VIEW, lake, version)
    record = record_of(entity)
    assert [name.prop for name in record.names] == ["name", "alias", "weakAlias"]
    assert (record.reference, record.caption) == ("X.1", "N")
    assert "us" not in [value.value for value in record.values]
    assert set(identifier_keys(record.values)) == {"document:PS1234567"}
    assert record.names[0].cite == entity.statements[[s.prop for s in entity.statements].index("name")].cite


def test_keys_of_a_bic_name_the_institution(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    version = held(lake, [entry("x-1", name="Bank", swiftBic="KDBKKPPY001", imoNumber="8905490", mmsi="44")])
    (entity,) = entities(VIEW, lake, version)
    assert set(identifier_keys(record_of(entity).values)) == {"bic:KDBKKPPY", "imo:8905490"}
