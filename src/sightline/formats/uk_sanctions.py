"""The UK Sanctions List, official XML of the Foreign, Commonwealth and Development Office.

`Individual` becomes `Person`, `Entity` `LegalEntity`, `Ship` `Vessel`, under the list's unique id:
`uk-AFG0001`. Name parts are joined in their order, `Name1` to `Name6`. Variations of the primary name are
aliases. Owners, operators, parents and subsidiaries are names without an id: they are kept as names, and as
edges where a designation of the same file has that name. `DD/MM/YYYY` may have `dd` and `mm` for what is
not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sightline.clean import countries, dates, identifiers, imo, languages
from sightline.clean.text import clean
from sightline.errors import FormatChanged
from sightline.formats import written, xml_tree
from sightline.formats.description import Description
from sightline.formats.ofac_names import Names
from sightline.formats.saying import Saying
from sightline.formats.source import ItemSet, Readable
from sightline.formats.xml_stream import REMEDY, Leaf
from sightline.formats.xml_tree import TEXT, Element, Shape, TreeReader, listed, texts, unknown
from sightline.model.statement import Entry, Statement

MEASURES = (
    "AssetFreeze", "ArmsEmbargo", "TargetedArmsEmbargo", "CharteringOfShips",
    "ClosureOfRepresentativeOffices", "CrewServicingOfShipsAndAircraft", "Deflag",
    "PreventionOfBusinessArrangements", "ProhibitionOfPortEntry", "TravelBan",
    "PreventionOfCharteringOfShips", "PreventionOfCharteringOfShipsAndAircraft",
    "TechnicalAssistanceRelatedToAircraft", "TrustServicesSanctions", "DirectorDisqualificationSanction",
)  # fmt: skip
NAME_PARTS = tuple(f"Name{number}" for number in range(1, 7))
LINES = tuple(f"AddressLine{number}" for number in range(1, 7))


def _several(tag: str, inner: str) -> dict[str, Shape]:
    return {tag: listed(inner, TEXT)}


DESIGNATION = Shape(
    inside={
        **texts(
            "LastUpdated", "DateDesignated", "UniqueID", "OFSIGroupID", "UNReferenceNumber", "RegimeName",
            "IndividualEntityShip", "DesignationSource", "SanctionsImposed", "OtherInformation",
            "UKStatementofReasons",
        ),
        "Names": listed(
            "Name", Shape(inside=texts(*NAME_PARTS, "NameType", "AliasStrength"), needs=("NameType",))
        ),
        "NonLatinNames": listed(
            "NonLatinName",
            Shape(inside=texts("NameNonLatinScript", "NonLatinScriptType", "NonLatinScriptLanguage")),
        ),
        **_several("Titles", "Title"),
        "Addresses": listed("Address", Shape(inside=texts(*LINES, "AddressPostalCode", "AddressCountry"))),
        **_several("PhoneNumbers", "PhoneNumber"),
        **_several("EmailAddresses", "EmailAddress"),
        **_several("Websites", "Website"),
        "SanctionsImposedIndicators": Shape(inside=texts(*MEASURES)),
        "IndividualDetails": listed(
            "Individual",
            Shape(
                inside={
                    **_several("DOBs", "DOB"),
                    "BirthDetails": listed("Location", Shape(inside=texts("TownOfBirth", "CountryOfBirth"))),
                    **_several("Genders", "Gender"),
                    **_several("Nationalities", "Nationality"),
                    **_several("Positions", "Position"),
                    "PassportDetails": listed(
                        "Passport", Shape(inside=texts("PassportNumber", "PassportAdditionalInformation"))
                    ),
                    "NationalIdentifierDetails": listed(
                        "NationalIdentifier",
                        Shape(
                            inside=texts(
                                "NationalIdentifierNumber", "NationalIdentifierAdditionalInformation"
                            )
                        ),
                    ),
                }
            ),
        ),
        "EntityDetails": listed(
            "Entity",
            Shape(
                inside={
                    **_several("BusinessRegistrationNumbers", "BusinessRegistrationNumber"),
                    **_several("TypeOfEntities", "TypeOfEntity"),
                    **_several("ParentCompanies", "ParentCompany"),
                    **_several("Subsidiaries", "Subsidiary"),
                }
            ),
        ),
        "ShipDetails": listed(
            "Ship",
            Shape(
                inside={
                    **_several("IMONumbers", "IMONumber"),
                    **_several("CurrentOwnerOperators", "CurrentOwnerOperator"),
                    **_several("PreviousOwnerOperators", "PreviousOwnerOperator"),
                    **_several("CurrentBelievedFlagOfShips", "CurrentBelievedFlagOfShip"),
                    **_several("PreviousFlags", "PreviousFlag"),
                    **_several("TypeOfShipDetails", "TypeOfShip"),
                    **_several("TonnageOfShipDetails", "TonnageOfShip"),
                    **_several("LengthOfShipDetails", "LengthOfShip"),
                    **_several("YearsBuilt", "YearBuilt"),
                }
            ),
        ),
    },
    needs=("UniqueID", "RegimeName", "IndividualEntityShip", "DateDesignated", "Names"),
)  # fmt: skip
LIST = Shape(
    inside={"DateGenerated": TEXT, "Designation": DESIGNATION},
    many=frozenset({"Designation"}),
    needs=("Designation",),
)
DESCRIPTION = Description(
    name="uk_sanctions",
    version=1,
    kind="entity",
    title="UK Sanctions List (XML)",
    publisher="Foreign, Commonwealth and Development Office",
    list_id="uk-sl",
    roles=("list",),
    knows=tuple(xml_tree.known(LIST)),
    met_real_file=False,
    specification=(
        "the elements of the publisher's UK-Sanctions-List.xml as readers of the list of 2026 name them;"
        " the publisher documents its columns at gov.uk/government/publications/the-uk-sanctions-list"
    ),
)
AUTHORITY = "Foreign, Commonwealth and Development Office"
SCHEMATA = {"individual": "Person", "entity": "LegalEntity", "ship": "Vessel"}
NAME_TYPES = {"primary name": "name", "primary name variation": "alias", "alias": "alias"}
STRENGTHS = {"good quality a.k.a": False, "low quality a.k.a": True}
GENDERS = {"male": "male", "female": "female"}


def recognise(head: bytes, name: str) -> str | None:
    """`list` when the root is `Designations` and what stands in it is the UK's."""
    fits = xml_tree.root_of(head) == "Designations" and b"<Designation>" in head
    return "list" if fits else None


def dated(items: ItemSet) -> date | None:
    """The day the list says it was generated; None where it does not say."""
    for element in TreeReader(items["list"], "Designations", LIST).elements():
        if element.tag == "DateGenerated" and element.text:
            return date.fromisoformat(_day("day", element.text))
        break
    return None


def _day(what: str, leaf: Leaf) -> str:
    day = dates.day_first(leaf.text) or dates.clean(leaf.text)
    if day is None or dates.is_partial(day):
        raise unknown(what, leaf)
    return day


def read(items: ItemSet) -> Iterator[Entry]:
    """Yield every designation; refuse elements, kinds, strengths and days not described."""
    item = items["list"]
    names = _named(item)
    met: set[str] = set()
    for one in _designations(item):
        (number,) = one.texts("UniqueID")
        if number.text in met:
            raise FormatChanged(
                f"unique id {number.text} stands twice", place=str(number.place), remedy=REMEDY
            )
        met.add(number.text)
        yield Entry(f"uk-{number.text}", one.place, _statements(item, one, number, names))


def _designations(item: Readable) -> Iterator[Element]:
    for element in TreeReader(item, "Designations", LIST).elements():
        if element.tag == "Designation":
            yield element


def _named(item: Readable) -> Names:
    names = Names()
    for one in _designations(item):
        (number,) = one.texts("UniqueID")
        for name in one.all("Names", "Name"):
            text = " ".join(leaf.text for leaf in _parts(name))
            names.add(f"uk-{number.text}", text, "vessel" if one.all("ShipDetails", "Ship") else "")
    return names


def _parts(name: Element) -> list[Leaf]:
    return [leaf for tag in NAME_PARTS if (leaf := name.text_of(tag))]


def _statements(item: Readable, one: Element, number: Leaf, names: Names) -> tuple[Statement, ...]:
    (kind,) = one.texts("IndividualEntityShip")
    if kind.text.lower() not in SCHEMATA:
        raise unknown("kind of party", kind)
    said = Saying(item.sha256, f"uk-{number.text}", SCHEMATA[kind.text.lower()])
    _names(said, one)
    for leaf in one.texts("Titles", "Title"):
        written.text(said, "title", leaf)
    for tag, inner, prop in (
        ("PhoneNumbers", "PhoneNumber", "phone"),
        ("EmailAddresses", "EmailAddress", "email"),
        ("Websites", "Website", "website"),
    ):
        for leaf in one.texts(tag, inner):
            written.text(said, prop, leaf)
    for place, address in enumerate(one.all("Addresses", "Address"), start=1):
        _address(said, address, place)
    for person in one.all("IndividualDetails", "Individual"):
        _person(said, person)
    links = _Links(said, names)
    for firm in one.all("EntityDetails", "Entity"):
        _firm(said, firm, links)
    for ship in one.all("ShipDetails", "Ship"):
        _ship(said, ship, links)
    written.note(said, one.text_of("OtherInformation"))
    _listing(said.about("listing", "Sanction"), one, number)
    return tuple(said.statements)


def _names(said: Saying, one: Element) -> None:
    for name in one.all("Names", "Name"):
        kind, strength = name.text_of("NameType"), name.text_of("AliasStrength")
        assert kind is not None
        if kind.text.lower() not in NAME_TYPES:
            raise unknown("name type", kind)
        if strength and strength.text.lower() not in STRENGTHS:
            raise unknown("alias strength", strength)
        weak = bool(strength and STRENGTHS[strength.text.lower()])
        prop = NAME_TYPES[kind.text.lower()]
        parts = _parts(name)
        written.joined(said, "weakAlias" if weak and prop == "alias" else prop, parts, " ")
        if said.schema == "Person" and len(parts) > 1:
            written.text(said, "firstName", name.text_of("Name1"))
            written.text(said, "lastName", name.text_of("Name6"))
    for name in one.all("NonLatinNames", "NonLatinName"):
        if leaf := name.text_of("NameNonLatinScript"):
            told = name.text_of("NonLatinScriptLanguage")
            said.say(
                "alias", clean(leaf.text), leaf.text, leaf.place, languages.code(told.text) if told else ""
            )


def _address(said: Saying, address: Element, place: int) -> None:
    parts = [leaf for tag in (*LINES, "AddressPostalCode") if (leaf := address.text_of(tag))]
    country = address.text_of("AddressCountry")
    written.country(said, "country", country)
    if not parts:
        return
    whole = [*parts, country] if country else parts
    detail = said.about(f"address:{place}", "Address")
    written.joined(said, "address", whole, ", ")
    written.joined(detail, "full", whole, ", ")
    written.text(detail, "street", address.text_of("AddressLine1"))
    written.text(detail, "city", address.text_of("AddressLine6"))
    written.text(detail, "postalCode", address.text_of("AddressPostalCode"))
    written.country(detail, "country", country)


def _person(said: Saying, person: Element) -> None:
    for leaf in person.texts("DOBs", "DOB"):
        meant = dates.day_first(leaf.text) or dates.clean(leaf.text)
        if meant:
            said.say("birthDate", meant, leaf.text, leaf.place)
        else:
            said.say("notes", f"birthDate: {clean(leaf.text)}", leaf.text, leaf.place)
    for place in person.all("BirthDetails", "Location"):
        written.text(said, "birthPlace", place.text_of("TownOfBirth"))
        written.country(said, "birthCountry", place.text_of("CountryOfBirth"))
    for leaf in person.texts("Genders", "Gender"):
        if leaf.text.lower() not in GENDERS:
            raise unknown("gender", leaf)
        said.say("gender", GENDERS[leaf.text.lower()], leaf.text, leaf.place)
    for leaf in person.texts("Nationalities", "Nationality"):
        written.country(said, "nationality", leaf)
    for leaf in person.texts("Positions", "Position"):
        written.text(said, "position", leaf)
    for number, one in enumerate(person.all("PassportDetails", "Passport"), start=1):
        about = (one.text_of("PassportNumber"), one.text_of("PassportAdditionalInformation"))
        _document(said, f"passport:{number}", "Passport", "passportNumber", *about)
    for number, one in enumerate(person.all("NationalIdentifierDetails", "NationalIdentifier"), start=1):
        about = (
            one.text_of("NationalIdentifierNumber"), one.text_of("NationalIdentifierAdditionalInformation"),
        )  # fmt: skip
        _document(said, f"document:{number}", "Identification", "idNumber", *about)


def _document(
    said: Saying, suffix: str, schema: str, prop: str, number: Leaf | None, told: Leaf | None
) -> None:
    anchor = number or told
    if anchor is None:
        return
    detail = said.about(suffix, schema)
    detail.say("holder", said.entity, anchor.text, anchor.place)
    if number:
        value = identifiers.clean(number.text) or clean(number.text)
        said.say(prop, value, number.text, number.place)
        detail.say("number", value, number.text, number.place)
    written.text(detail, "summary", told)


class _Links:
    """Numbered edges from a party to those it is named with."""

    def __init__(self, said: Saying, names: Names) -> None:
        self._said = said
        self._names = names
        self._number = 0

    def say(self, schema: str, ends: tuple[str, str], role: str, leaf: Leaf) -> None:
        """An edge: this party under the first of `ends`, the named one under the second if it is listed."""
        self._number += 1
        edge = self._said.about(f"link:{self._number}", schema)
        edge.say(ends[0], self._said.entity, leaf.text, leaf.place)
        if found := self._names.find(leaf.text):
            edge.say(ends[1], found.entry, leaf.text, leaf.place)
        edge.say("role", role, leaf.text, leaf.place)
        edge.say("summary", clean(leaf.text), leaf.text, leaf.place)


def _firm(said: Saying, firm: Element, links: _Links) -> None:
    for leaf in firm.texts("BusinessRegistrationNumbers", "BusinessRegistrationNumber"):
        written.text(said, "registrationNumber", leaf)
    for leaf in firm.texts("TypeOfEntities", "TypeOfEntity"):
        written.text(said, "legalForm", leaf)
    for leaf in firm.texts("ParentCompanies", "ParentCompany"):
        written.text(said, "linkedTo", leaf)
        links.say("Ownership", ("asset", "owner"), "parent company", leaf)
    for leaf in firm.texts("Subsidiaries", "Subsidiary"):
        written.text(said, "linkedTo", leaf)
        links.say("Ownership", ("owner", "asset"), "subsidiary", leaf)


def _ship(said: Saying, ship: Element, links: _Links) -> None:
    for leaf in ship.texts("IMONumbers", "IMONumber"):
        number = imo.digits(leaf.text)
        if number is None:
            raise unknown("IMO number", leaf)
        said.say("imoNumber", number, leaf.text, leaf.place)
    for leaf in ship.texts("CurrentOwnerOperators", "CurrentOwnerOperator"):
        written.text(said, "ownerName", leaf)
        links.say("UnknownLink", ("subject", "object"), "owner or operator", leaf)
    for leaf in ship.texts("PreviousOwnerOperators", "PreviousOwnerOperator"):
        written.text(said, "linkedTo", leaf)
        links.say("UnknownLink", ("subject", "object"), "previous owner or operator", leaf)
    for tags, prop in (
        (("CurrentBelievedFlagOfShips", "CurrentBelievedFlagOfShip"), "flag"),
        (("PreviousFlags", "PreviousFlag"), "pastFlags"),
    ):
        for leaf in ship.texts(*tags):
            said.say(prop, countries.value(clean(leaf.text)), leaf.text, leaf.place)
    for leaf in ship.texts("TypeOfShipDetails", "TypeOfShip"):
        written.text(said, "type", leaf)
    for leaf in ship.texts("TonnageOfShipDetails", "TonnageOfShip"):
        said.say("tonnage", leaf.text.replace(",", ""), leaf.text, leaf.place)
    for leaf in ship.texts("LengthOfShipDetails", "LengthOfShip"):
        said.say("notes", f"length: {clean(leaf.text)}", leaf.text, leaf.place)
    for leaf in ship.texts("YearsBuilt", "YearBuilt"):
        built = dates.day_first(leaf.text) or dates.clean(leaf.text)
        if built is None:
            raise unknown("year of build", leaf)
        said.say("buildDate", built, leaf.text, leaf.place)


def _listing(said: Saying, one: Element, number: Leaf) -> None:
    said.say("entity", said.entity.removesuffix(":listing"), number.text, number.place)
    said.say("authority", AUTHORITY, number.text, number.place)
    written.text(said, "authorityId", number)
    written.text(said, "recordId", one.text_of("OFSIGroupID"))
    written.text(said, "unscId", one.text_of("UNReferenceNumber"))
    written.text(said, "program", one.text_of("RegimeName"))
    written.text(said, "summary", one.text_of("DesignationSource"))
    written.text(said, "reason", one.text_of("UKStatementofReasons"))
    if imposed := one.text_of("SanctionsImposed"):
        first = 0
        for part in imposed.text.split("|"):
            stripped = part.strip()
            ahead = first + len(part) - len(part.lstrip())
            said.say("provisions", clean(part), stripped, imposed.part(ahead, ahead + len(stripped)))
            first += len(part) + 1
    _indicators(said, one)
    for tag, prop in (("DateDesignated", "listingDate"), ("LastUpdated", "modifiedAt")):
        if leaf := one.text_of(tag):
            said.say(prop, _day(tag, leaf), leaf.text, leaf.place)


def _indicators(said: Saying, one: Element) -> None:
    """Measures told by `true` in an element of their name, where the text does not tell them."""
    if one.text_of("SanctionsImposed"):
        return
    for indicators in one.all("SanctionsImposedIndicators"):
        for measure in indicators.inside:
            if measure.text and measure.text.text.lower() == "true":
                said.say("provisions", measure.tag, measure.text.text, measure.text.place)
