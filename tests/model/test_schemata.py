"""FollowTheMoney's vocabulary and ours."""

from __future__ import annotations

import pytest

from sightline.model import schemata


def test_names_its_source() -> None:
    assert schemata.SOURCE["package"] == "followthemoney"
    assert schemata.SOURCE["licence"] == "MIT"
    assert schemata.SOURCE["version"]


@pytest.mark.parametrize(
    ("schema", "parent", "answer"),
    [
        ("Company", "LegalEntity", True),
        ("Company", "Company", True),
        ("Vessel", "Thing", True),
        ("LegalEntity", "Company", False),
        ("Person", "Organization", False),
        ("Invented", "Thing", False),
    ],
)
def test_knows_what_extends_what(schema: str, parent: str, answer: bool) -> None:
    assert schemata.is_a(schema, parent) is answer


@pytest.mark.parametrize(
    ("schema", "prop", "kind"),
    [
        ("Person", "birthDate", "date"),
        ("Person", "name", "name"),
        ("Company", "swiftBic", "identifier"),
        ("Sanction", "entity", "entity"),
        ("Vessel", "flag", "country"),
        ("Person", "position", "string"),
        ("LegalEntity", "companyImo", "identifier"),
        ("Company", "companyImo", "identifier"),
        ("Vessel", "companyImo", None),
        ("Person", "inventedProperty", None),
        ("Invented", "name", None),
    ],
)
def test_knows_inherited_and_own_properties(schema: str, prop: str, kind: str | None) -> None:
    assert schemata.property_type(schema, prop) == kind


def test_knows_its_names() -> None:
    assert schemata.known("Vessel") and not schemata.known("vessel")
    assert {"Person", "Sanction", "Address"} <= set(schemata.names())
    assert "name" in schemata.properties("Vessel")
    with pytest.raises(KeyError):
        schemata.properties("Invented")


def test_own_properties_belong_to_known_schemata_and_hide_none() -> None:
    for schema, own in schemata.OWN.items():
        assert schemata.known(schema)
        everything = [schemata._SCHEMATA[name]["properties"] for name in schemata.names()]
        clashes = {prop for prop in own for properties in everything if prop in properties}
        assert clashes <= {"cryptoAddress"}
