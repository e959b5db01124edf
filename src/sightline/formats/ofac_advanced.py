"""OFAC's SDN and consolidated lists as advanced XML (`SDN_ADVANCED.XML`, `CONS_ADVANCED.XML`).

The same parties under the same ids as in the CSV and in SDN.XML. Here names stand in every script, births
as periods, and relations between parties as such: each becomes an `UnknownLink` with OFAC's word for it as
the role. What a party only points to (a country, a type, a location) is said at the place it points to.
Labels of features and documents go by those of the CSV's remarks; one not known becomes a note. A list
that gives only what changed since another version is refused.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sightline.clean import countries, dates
from sightline.clean.text import clean
from sightline.errors import FormatChanged
from sightline.formats import ofac_remarks, written, xml_tree
from sightline.formats.description import Description
from sightline.formats.ofac_advanced_elements import LIST, REFERENCES
from sightline.formats.ofac_csv import AUTHORITY
from sightline.formats.saying import Saying
from sightline.formats.source import ItemSet, Readable
from sightline.formats.xml_stream import REMEDY, Leaf
from sightline.formats.xml_tree import Element, TreeReader, unknown
from sightline.model import schemata
from sightline.model.statement import Entry, Statement

DESCRIPTION = Description(
    name="ofac_advanced",
    version=2,
    kind="entity",
    title="OFAC SDN or consolidated list (advanced XML)",
    publisher="US Department of the Treasury, Office of Foreign Assets Control",
    list_id="",
    roles=("list",),
    knows=tuple(xml_tree.known(LIST)),
    met_real_file=False,
    specification="sdn_advanced.xsd (http://www.un.org/sanctions/1.0) and OFAC's notes to it",
)
SCHEMATA = {"Individual": "Person", "Entity": "LegalEntity", "Vessel": "Vessel", "Aircraft": "Airplane"}
ALIASES = {"Name": "name", "A.K.A.": "alias", "F.K.A.": "previousName", "N.K.A.": "alias"}
NAME_PARTS = (
    "First Name", "Middle Name", "Maiden Name", "Last Name", "Patronymic", "Matronymic", "Nickname",
    "Entity Name", "Vessel Name", "Aircraft Name",
)  # fmt: skip
PART_PROPS = {"First Name": "firstName", "Last Name": "lastName", "Middle Name": "middleName"}
TRUTH = {"true": True, "false": False, "1": True, "0": False}
SDN = "SDN List"
PROGRAM = "Program"
FEATURES = {
    # label: properties, the first that the schema has
    "Title": ("position", "notes"),
    "Nationality Country": ("nationality", "country"),
    "Nationality": ("nationality", "country"),
    "Citizenship Country": ("citizenship", "country"),
    "Citizenship": ("citizenship", "country"),
    "Place of Birth": ("birthPlace", "notes"),
    "Vessel Call Sign": ("callSign", "notes"),
    "VESSEL TYPE": ("type", "notes"),
    "Vessel Type": ("type", "notes"),
    "Vessel Flag": ("flag", "country"),
    "Vessel Owner": ("ownerName", "notes"),
    "Vessel Tonnage": ("tonnage", "notes"),
    "Vessel Gross Registered Tonnage": ("grossRegisteredTonnage", "notes"),
}
DAYS = {
    "Birthdate": "birthDate", "Organization Established Date": "incorporationDate",
    "Aircraft Manufacture Date": "buildDate", "Vessel Year of Build": "buildDate",
}  # fmt: skip
DOCUMENT_DAYS = {"Issue Date": "startDate", "Expiration Date": "endDate"}
PARTS_OF_ADDRESS = {
    "ADDRESS1": "street", "ADDRESS2": "street2", "ADDRESS3": "remarks", "CITY": "city",
    "STATE/PROVINCE": "state", "POSTAL CODE": "postalCode", "REGION": "region", "Unknown": "full",
}  # fmt: skip
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


def recognise(head: bytes, name: str) -> str | None:
    """`list` when the root is `Sanctions` and a date of issue and sets of reference values follow."""
    fits = xml_tree.root_of(head) == "Sanctions" and b"<ReferenceValueSets" in head
    return "list" if fits else None


def dated(items: ItemSet) -> date | None:
    """The day of issue."""
    for element in TreeReader(items["list"], "Sanctions", LIST).elements():
        if element.tag == "DateOfIssue":
            return date.fromisoformat(_day(element))
        break
    raise FormatChanged(
        f"{items['list'].name} does not begin with DateOfIssue", place="bytes 0-0", remedy=REMEDY
    )


def list_id(items: ItemSet) -> str:
    """`us-ofac-sdn` when most entries stand on the SDN list, else `us-ofac-cons`."""
    looked = _look_up(items["list"])
    on = [one.attributes["ListID"] for same in looked.listings.values() for one in same]
    sdn = sum(looked.text("List", leaf).text == SDN for leaf in on)
    return "us-ofac-sdn" if sdn * 2 > len(on) else "us-ofac-cons"


@dataclass(slots=True)
class _Looked:
    """What parties point to, and what points to them."""

    references: dict[tuple[str, str], Element] = field(default_factory=dict)
    locations: dict[str, Element] = field(default_factory=dict)
    documents: dict[str, list[Element]] = field(default_factory=dict)
    relations: dict[str, list[Element]] = field(default_factory=dict)
    listings: dict[str, list[Element]] = field(default_factory=dict)
    parties: set[str] = field(default_factory=set)

    def reference(self, kind: str, pointer: Leaf) -> Element:
        """The value of a set that a pointer means; FormatChanged for one that is not there."""
        found = self.references.get((kind, pointer.text))
        if found is None:
            raise unknown(f"{kind} number", pointer)
        return found

    def text(self, kind: str, pointer: Leaf) -> Leaf:
        """Its text."""
        found = self.reference(kind, pointer)
        if found.text is None:
            raise unknown(f"{kind} number", pointer)
        return found.text


def _look_up(item: Readable) -> _Looked:
    found = _Looked()
    reader = TreeReader(item, "Sanctions", LIST)
    for one in reader.elements():
        if base := reader.attributes.get("DeltaBaseVersion"):
            raise FormatChanged(
                f"{item.name} gives only what changed since version {base.text}",
                place=str(base.place),
                remedy="fetch the whole list",
            )
        if one.tag in REFERENCES:
            found.references[one.tag, one.attributes["ID"].text] = one
        elif one.tag == "Location":
            found.locations[one.attributes["ID"].text] = one
        elif one.tag == "IDRegDocument":
            found.documents.setdefault(one.attributes["IdentityID"].text, []).append(one)
        elif one.tag == "ProfileRelationship":
            found.relations.setdefault(one.attributes["From-ProfileID"].text, []).append(one)
        elif one.tag == "SanctionsEntry":
            found.listings.setdefault(one.attributes["ProfileID"].text, []).append(one)
        elif one.tag == "DistinctParty":
            found.parties.add(_profile(one).attributes["ID"].text)
    return found


def _profile(party: Element) -> Element:
    profile = party.first("Profile")
    assert profile is not None
    return profile


def read(items: ItemSet) -> Iterator[Entry]:
    """Yield every party; refuse elements, pointers to nothing, and types and days not described."""
    item = items["list"]
    looked = _look_up(item)
    met: set[str] = set()
    for party in TreeReader(item, "Sanctions", LIST).elements():
        if party.tag != "DistinctParty":
            continue
        number = _profile(party).attributes["ID"]
        if number.text in met:
            raise FormatChanged(f"party {number.text} stands twice", place=str(number.place), remedy=REMEDY)
        met.add(number.text)
        if number.text not in looked.listings:
            raise FormatChanged(f"party {number.text} is on no list", place=str(number.place), remedy=REMEDY)
        yield Entry(f"ofac-{number.text}", party.place, _statements(item, party, looked))


def _statements(item: Readable, party: Element, looked: _Looked) -> tuple[Statement, ...]:
    profile = _profile(party)
    number = profile.attributes["ID"]
    said = Saying(item.sha256, f"ofac-{number.text}", _schema(profile, looked))
    named = False
    for identity in profile.all("Identity"):
        groups = _groups(identity, looked)
        for alias in identity.all("Alias"):
            named = _alias(said, alias, groups, looked, named=named)
        for document in looked.documents.get(identity.attributes["ID"].text, ()):
            _document(said, document, looked)
    for feature in profile.all("Feature"):
        _feature(said, feature, looked)
    for leaf in [*party.texts("Comment"), *profile.texts("Comment")]:
        written.note(said, leaf)
    for reference in profile.all("ExternalReference"):
        for leaf in [*reference.texts("ExRefValue"), *reference.texts("DirectURL")]:
            written.text(said, "sourceUrl" if leaf.text.startswith("http") else "notes", leaf)
    for relation in looked.relations.get(number.text, ()):
        _relation(said, relation, looked)
    for place, listing in enumerate(looked.listings[number.text], start=1):
        suffix = "listing" if place == 1 else f"listing:{place}"
        _listing(said.about(suffix, "Sanction"), said.entity, listing, looked)
    return tuple(said.statements)


def _schema(profile: Element, looked: _Looked) -> str:
    """By the sub-type, or where that is `Unknown` by the type above it."""
    pointer = profile.attributes["PartySubTypeID"]
    sub = looked.reference("PartySubType", pointer)
    kind = sub.text
    if kind is not None and kind.text == "Unknown" and "PartyTypeID" in sub.attributes:
        kind = looked.text("PartyType", sub.attributes["PartyTypeID"])
    if kind is None or kind.text not in SCHEMATA:
        raise unknown("type of party", kind or pointer)
    return SCHEMATA[kind.text]


def _groups(identity: Element, looked: _Looked) -> dict[str, str]:
    """What part of a name each group is."""
    found = {}
    for group in identity.all("NamePartGroups", "MasterNamePartGroup", "NamePartGroup"):
        kind = looked.text("NamePartType", group.attributes["NamePartTypeID"])
        if kind.text not in NAME_PARTS:
            raise unknown("part of a name", kind)
        found[group.attributes["ID"].text] = kind.text
    return found


def _alias(said: Saying, alias: Element, groups: dict[str, str], looked: _Looked, *, named: bool) -> bool:
    """State a name in each of its scripts; whether the party has a primary name by now."""
    kind, low = looked.text("AliasType", alias.attributes["AliasTypeID"]), alias.attributes["LowQuality"]
    if kind.text not in ALIASES:
        raise unknown("alias type", kind)
    if low.text not in TRUTH:
        raise unknown("quality", low)
    prop = ALIASES[kind.text]
    for name in alias.all("DocumentedName"):
        parts = _name_parts(name, groups)
        told = "alias" if prop == "name" and named else prop
        if TRUTH[low.text] and told == "alias":
            told = "weakAlias"
        value = " ".join(clean(leaf.text) for _, leaf in parts)
        leaves = [leaf for _, leaf in parts]
        lang = "kor" if _HANGUL.search(value) else ""
        said.say(told, value, " ".join(leaf.text for leaf in leaves), written.span(leaves), lang)
        for part, leaf in parts:
            if said.schema == "Person" and told == "name" and part in PART_PROPS:
                written.text(said, PART_PROPS[part], leaf)
        named = named or prop == "name"
    return named


def _name_parts(name: Element, groups: dict[str, str]) -> list[tuple[str, Leaf]]:
    """The parts, given names first."""
    parts = []
    for value in name.all("DocumentedNamePart", "NamePartValue"):
        group = value.attributes["NamePartGroupID"]
        if group.text not in groups:
            raise unknown("group of name parts", group)
        if value.text:
            parts.append((groups[group.text], value.text))
    if not parts:
        raise FormatChanged("a name without any part", place=str(name.place), remedy=REMEDY)
    return sorted(parts, key=lambda part: NAME_PARTS.index(part[0]))


def _document(said: Saying, document: Element, looked: _Looked) -> None:
    kind = looked.text("IDRegDocType", document.attributes["IDRegDocTypeID"])
    number = document.text_of("IDRegistrationNo")
    key = int(document.attributes["ID"].text) if document.attributes["ID"].text.isdecimal() else 0
    if number is None or not ofac_remarks.labelled(said, kind, number, key):
        _as_note(said, kind, number)
    written.note(said, document.text_of("Comment"))
    schema = next((s.schema for s in said.statements if s.entity == f"{said.entity}:document:{key}"), "")
    country = document.attributes.get("IssuedBy-CountryID")
    if not schema:
        return
    detail = said.about(f"document:{key}", schema)
    written.text(detail, "authority", document.text_of("IssuingAuthority"))
    if country:
        _country(detail, ("country",), country, looked)
    for dated_ in document.all("DocumentDate"):
        told = looked.text("IDRegDocDateType", dated_.attributes["IDRegDocDateTypeID"])
        if told.text not in DOCUMENT_DAYS:
            raise unknown("kind of day", told)
        for period in dated_.all("DatePeriod"):
            _period(detail, DOCUMENT_DAYS[told.text], period)


def _as_note(said: Saying, kind: Leaf, value: Leaf | None) -> None:
    """`label: value` at the value, for a label that stands in a set far from it."""
    anchor = value or kind
    said.say("notes", f"{clean(kind.text)}: {clean(value.text) if value else ''}", anchor.text, anchor.place)


def _country(said: Saying, props: tuple[str, ...], pointer: Leaf, looked: _Looked) -> None:
    country = looked.reference("Country", pointer)
    prop = _fitting(said, props)
    if country.text and country.text.text != "undetermined":
        said.say(prop, countries.value(clean(country.text.text)), country.text.text, country.text.place)


def _fitting(said: Saying, props: tuple[str, ...]) -> str:
    return next(prop for prop in props if schemata.property_type(said.schema, prop))


def _feature(said: Saying, feature: Element, looked: _Looked) -> None:
    kind = looked.text("FeatureType", feature.attributes["FeatureTypeID"])
    for version in feature.all("FeatureVersion"):
        key = version.attributes.get("ID")
        number = int(key.text) if key and key.text.isdecimal() else 0
        for period in version.all("DatePeriod"):
            _dated_feature(said, kind, period)
        for location in version.all("VersionLocation"):
            _located(said, kind, location.attributes["LocationID"], looked)
        for detail in version.all("VersionDetail"):
            pointer = detail.attributes.get("DetailReferenceID")
            value = looked.text("DetailReference", pointer) if pointer else detail.text
            if value:
                _detail(said, kind, value, number)
        written.note(said, version.text_of("Comment"))


def _detail(said: Saying, kind: Leaf, value: Leaf, number: int) -> None:
    label = kind.text.strip()
    if label in FEATURES:
        prop = _fitting(said, FEATURES[label])
        if prop in {"flag", "nationality", "citizenship", "country"}:
            written.country(said, prop, value)
        else:
            text = value.text.replace(",", "") if "onnage" in prop else clean(value.text)
            said.say(prop, text, value.text, value.place)
    elif not ofac_remarks.labelled(said, kind, value, number):
        _as_note(said, kind, value)


def _dated_feature(said: Saying, kind: Leaf, period: Element) -> None:
    label = kind.text.strip()
    if label in DAYS and schemata.property_type(said.schema, DAYS[label]):
        _period(said, DAYS[label], period)
    elif label.startswith(("Listing Date", "Effective Date")):
        prop = "listingDate" if label.startswith("Listing") else "startDate"
        _period(said.about("listing", "Sanction"), prop, period)
    else:
        values, texts = _span(period)
        said.say("notes", f"{clean(label)}: {' to '.join(values)}", " ".join(texts), period.place)


def _located(said: Saying, kind: Leaf, pointer: Leaf, looked: _Looked) -> None:
    location = looked.locations.get(pointer.text)
    if location is None:
        raise unknown("location", pointer)
    label = kind.text.strip()
    for country in location.all("LocationCountry"):
        props = (
            ("birthCountry", "country") if label == "Place of Birth" else FEATURES.get(label, ("country",))
        )
        _country(said, props, country.attributes["CountryID"], looked)
    parts = _address_parts(location, looked)
    if not parts:
        return
    whole = ", ".join(clean(leaf.text) for _, leaf in parts)
    leaves = [leaf for _, leaf in parts]
    original, place = " ".join(leaf.text for leaf in leaves), written.span(leaves)
    if label != "Location":
        said.say(_fitting(said, (*FEATURES.get(label, ()), "notes")), whole, original, place)
        return
    said.say("address", whole, original, place)
    detail = said.about(f"address:{pointer.text}", "Address")
    detail.say("full", whole, original, place)
    for part, leaf in parts:
        if PARTS_OF_ADDRESS[part] != "full":
            written.text(detail, PARTS_OF_ADDRESS[part], leaf)
    for country in location.all("LocationCountry"):
        _country(detail, ("country",), country.attributes["CountryID"], looked)


def _address_parts(location: Element, looked: _Looked) -> list[tuple[str, Leaf]]:
    """The parts in the order of an address; of several spellings of one, all."""
    found = []
    for part in location.all("LocationPart"):
        kind = looked.text("LocPartType", part.attributes["LocPartTypeID"])
        if kind.text not in PARTS_OF_ADDRESS:
            raise unknown("part of a location", kind)
        found += [(kind.text, leaf) for leaf in part.texts("LocationPartValue", "Value")]
    order = list(PARTS_OF_ADDRESS)
    return sorted(found, key=lambda part: order.index(part[0]))


def _day(point: Element) -> str:
    """Year, month and day of a date as ISO; FormatChanged for one that is none."""
    parts = [leaf for tag in ("Year", "Month", "Day") if (leaf := point.text_of(tag))]
    if len(parts) != 3 or not all(part.text.isdecimal() for part in parts):
        raise FormatChanged("a date without year, month and day", place=str(point.place), remedy=REMEDY)
    value = f"{int(parts[0].text):04d}-{int(parts[1].text):02d}-{int(parts[2].text):02d}"
    if dates.clean(value) is None:
        raise unknown("date", parts[-1])
    return value


def _span(period: Element) -> tuple[tuple[str, ...], list[str]]:
    """A period's values: a day, a month, a year, the years of a range or its ends; and the texts it has."""
    points = [*period.all("Start", "From"), *period.all("Start", "To")]
    points += [*period.all("End", "From"), *period.all("End", "To")]
    if not points:
        raise FormatChanged("a period without any date", place=str(period.place), remedy=REMEDY)
    days = [date.fromisoformat(_day(point)) for point in points]
    texts = [leaf.text for point in points for tag in ("Year", "Month", "Day") for leaf in point.texts(tag)]
    return _values(min(days), max(days)), list(dict.fromkeys(texts))


def _values(first: date, last: date) -> tuple[str, ...]:
    month_end = calendar.monthrange(last.year, last.month)[1]
    if first == last:
        return (first.isoformat(),)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return dates.span(str(first.year), str(last.year))
    if first.day == 1 and last.day == month_end:
        return dates.span(f"{first:%Y-%m}", f"{last:%Y-%m}")
    return dates.span(first.isoformat(), last.isoformat())


def _period(said: Saying, prop: str, period: Element) -> None:
    values, texts = _span(period)
    circa = any(
        TRUTH.get(leaf.text, False)
        for boundary in (*period.all("Start"), *period.all("End"))
        if (leaf := boundary.attributes.get("Approximate"))
    )
    for value in values:
        said.say(prop, value, " ".join(["Approximate", *texts] if circa else texts), period.place)


OWNED = "Owned or Controlled By"
"""OFAC's word for the one relation that is an ownership; it does not say which of the two, nor a share"""


def _relation(said: Saying, relation: Element, looked: _Looked) -> None:
    kind = looked.text("RelationType", relation.attributes["RelationTypeID"])
    to = relation.attributes["To-ProfileID"]
    former = relation.attributes.get("Former")
    over = bool(former and TRUTH.get(former.text))
    owned = kind.text == OWNED and not over
    schema, ends = ("Ownership", ("asset", "owner")) if owned else ("UnknownLink", ("subject", "object"))
    link = said.about(f"link:{relation.attributes['ID'].text}", schema)
    here = relation.attributes["From-ProfileID"]
    link.say(ends[0], said.entity, here.text, here.place)
    if to.text in looked.parties:
        link.say(ends[1], f"ofac-{to.text}", to.text, to.place)
    written.text(link, "role", kind)
    if former and over:
        link.say("status", "former", former.text, former.place)
    written.text(link, "summary", relation.text_of("Comment"))
    for period in relation.all("DatePeriod"):
        _period(link, "date", period)


def _listing(said: Saying, entry: str, listing: Element, looked: _Looked) -> None:
    number, on = listing.attributes["ProfileID"], looked.text("List", listing.attributes["ListID"])
    said.say("entity", entry, number.text, number.place)
    said.say("authority", AUTHORITY, number.text, number.place)
    said.say("authorityId", number.text, number.text, number.place)
    said.say("recordId", listing.attributes["ID"].text, listing.attributes["ID"].text,
             listing.attributes["ID"].place)  # fmt: skip
    written.text(said, "status", on)
    for leaf in [*listing.texts("Comment"), *listing.texts("LimitationsToListing")]:
        written.text(said, "summary", leaf)
    for event in listing.all("EntryEvent"):
        if basis := event.attributes.get("LegalBasisID"):
            written.text(said, "reason", looked.text("LegalBasis", basis))
        written.text(said, "summary", event.text_of("Comment"))
        for day in event.all("Date"):
            texts = [leaf.text for tag in ("Year", "Month", "Day") for leaf in day.texts(tag)]
            said.say("listingDate", _day(day), " ".join(texts), day.place)
    for measure in listing.all("SanctionsMeasure"):
        kind = looked.text("SanctionsType", measure.attributes["SanctionsTypeID"])
        told = measure.text_of("Comment")
        if kind.text == PROGRAM:
            written.text(said, "program", told)
        else:
            written.text(said, "provisions", kind)
            written.text(said, "summary", told)
    for info in listing.all("SupportingInfo"):
        written.text(said, "summary", info.text_of("Text"))
        written.text(said, "sourceUrl", info.text_of("DirectURL"))
