"""From a listed entity to what is compared of it, and back to the places it stands at."""

from __future__ import annotations

from sightline.matching.resolving.cited import cites
from sightline.matching.resolving.listed import traits_of
from sightline.matching.resolving.traits import Kind
from sightline.model.statement import Entity
from tests.lake.factory import said

STATEMENTS = tuple(
    said("x", prop, value, start, schema="Vessel")
    for start, (prop, value) in enumerate([
        ("name", "Invented Star"), ("weakAlias", "Star"), ("previousName", "Oddity"), ("flag", "kp"),
        ("buildDate", "1988"), ("imoNumber", "8905490"), ("mmsi", "445123456"), ("swiftBic", "INVTKPPYXXX"),
        ("website", "https://www.invented.example/"), ("grossRegisteredTonnage", "10,000"),
        ("registrationNumber", "12"), ("companyImo", "IMO 5936312"),
    ])
)  # fmt: skip
PAPER = Entity(
    "x:passport", "Passport", "", (said("x:passport", "number", "No. INV-123456", 90, "Passport"),)
)
LISTING = Entity("x:listing", "Sanction", "", (said("x:listing", "country", "us", 95, "Sanction"),))
STAR = Entity("x", "Vessel", "Invented Star", STATEMENTS, adjacent=(PAPER, LISTING))


def test_traits() -> None:
    found = traits_of(STAR)
    assert found.kind is Kind.SHIP
    assert found.names == ("Invented Star", "Oddity", "Star") and found.weak == ("Star",)
    assert (found.dates, found.countries, found.imo) == (("1988",), ("kp",), ("8905490",))
    assert found.numbers == ("INV123456", "company:5936312", "mmsi:445123456")
    assert found.contacts == ("bic:INVTKPPY", "website:invented.example")
    assert found.tonnage == 10_000.0


def test_a_number_too_short_and_a_listing_are_passed_over() -> None:
    assert not any(number == "12" for number in traits_of(STAR).numbers)
    assert "us" not in traits_of(STAR).countries


def test_every_value_leads_to_its_place() -> None:
    places = {
        ("name", "Oddity"): 2, ("date", "1988"): 4, ("country", "kp"): 3, ("imo", "8905490"): 5,
        ("number", "INV123456"): 90, ("number", "5936312"): 11, ("contact", "INVTKPPY"): 7,
        ("contact", "invented.example"): 8,
    }  # fmt: skip
    for (comparison, value), start in places.items():
        (cite,) = cites(STAR, comparison, value)
        assert cite.place.start == start, (comparison, value)


def test_what_was_not_said_has_no_place() -> None:
    assert cites(STAR, "name", "Moon") == cites(STAR, "rival", "Star") == cites(STAR, "base", "") == ()
