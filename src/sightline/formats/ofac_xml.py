"""OFAC's SDN and consolidated non-SDN lists as one XML file each (`SDN.XML`, `CONSOLIDATED.XML`).

The same entries under the same ids as in the CSV files: `Individual` becomes `Person`, `Vessel` `Vessel`,
`Aircraft` `Airplane`, `Entity` `LegalEntity`. Unlike those files this one says of which day it is, which
aliases are weak, and how many entries it has: another number of them is refused. What stands in `idList`
goes by the labels of the CSV's remarks; one that is not known becomes a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from sightline.clean import countries, dates
from sightline.clean.text import clean
from sightline.errors import FormatChanged, Truncated
from sightline.formats import ofac_remarks, written, xml_tree
from sightline.formats.description import Description
from sightline.formats.ofac_csv import AUTHORITY, NON_SDN_PROGRAMS
from sightline.formats.ofac_names import Names
from sightline.formats.saying import Saying
from sightline.formats.source import ItemSet, Readable
from sightline.formats.xml_stream import REMEDY, Leaf
from sightline.formats.xml_tree import Element, Shape, TreeReader, listed, texts, unknown
from sightline.model import schemata
from sightline.model.statement import Entry, Statement

COUNTRY = Shape(inside=texts("uid", "country", "mainEntry"), needs=("country",))
ENTRY = Shape(
    inside={
        **texts("uid", "firstName", "lastName", "title", "sdnType", "remarks"),
        "programList": listed("program", xml_tree.TEXT),
        "akaList": listed(
            "aka",
            Shape(
                inside=texts("uid", "type", "category", "lastName", "firstName"), needs=("type", "category")
            ),
        ),
        "idList": listed(
            "id", Shape(inside=texts("uid", "idType", "idNumber", "idCountry", "issueDate", "expirationDate"))
        ),
        "nationalityList": listed("nationality", COUNTRY),
        "citizenshipList": listed("citizenship", COUNTRY),
        "dateOfBirthList": listed("dateOfBirthItem", Shape(inside=texts("uid", "dateOfBirth", "mainEntry"))),
        "placeOfBirthList": listed(
            "placeOfBirthItem", Shape(inside=texts("uid", "placeOfBirth", "mainEntry"))
        ),
        "addressList": listed(
            "address",
            Shape(
                inside=texts(
                    "uid", "address1", "address2", "address3", "city", "stateOrProvince", "postalCode",
                    "country", "region",
                ),
                needs=("uid",),
            ),
        ),
        "vesselInfo": Shape(
            inside=texts(
                "callSign", "vesselType", "vesselFlag", "vesselOwner", "tonnage", "grossRegisteredTonnage"
            )
        ),
    },
    needs=("uid", "lastName", "sdnType"),
)  # fmt: skip
LIST = Shape(
    inside={
        "publshInformation": Shape(inside=texts("Publish_Date", "Record_Count"), needs=("Publish_Date",)),
        "sdnEntry": ENTRY,
    },
    many=frozenset({"sdnEntry"}),
    needs=("publshInformation", "sdnEntry"),
)
DESCRIPTION = Description(
    name="ofac_xml",
    version=2,
    kind="entity",
    title="OFAC SDN or consolidated list (SDN.XML)",
    publisher="US Department of the Treasury, Office of Foreign Assets Control",
    list_id="",
    roles=("list",),
    knows=tuple(xml_tree.known(LIST)),
    met_real_file=False,
    specification="OFAC's schema of SDN.XML (sdnList), as its sanctions list service publishes it since 2024",
)
SCHEMATA = {"Individual": "Person", "Entity": "LegalEntity", "Vessel": "Vessel", "Aircraft": "Airplane"}
ALIASES = {"a.k.a.": "alias", "f.k.a.": "previousName", "n.k.a.": "alias"}
CATEGORIES = frozenset({"strong", "weak"})
_NUMBER = re.compile(r"[0-9]{1,9}")
_US_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def recognise(head: bytes, name: str) -> str | None:
    """`list` when the root is `sdnList`."""
    return "list" if xml_tree.root_of(head) == "sdnList" else None


def dated(items: ItemSet) -> date | None:
    """The day of publication; OFAC writes the month first."""
    for element in TreeReader(items["list"], "sdnList", LIST).elements():
        if element.tag == "publshInformation" and (leaf := element.text_of("Publish_Date")):
            return _published(leaf)
        break
    raise FormatChanged(
        f"{items['list'].name} does not begin with publshInformation", place="bytes 0-0", remedy=REMEDY
    )


def _published(leaf: Leaf) -> date:
    found = _US_DAY.fullmatch(leaf.text)
    day = f"{found[3]}-{found[1]:0>2}-{found[2]:0>2}" if found else leaf.text
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise unknown("day of publication", leaf) from None


def list_id(items: ItemSet) -> str:
    """`us-ofac-cons` when at least half of the entries stand under a non-SDN program, else `us-ofac-sdn`."""
    total = non_sdn = 0
    for entry in _entries(items["list"]):
        total += 1
        non_sdn += any(leaf.text in NON_SDN_PROGRAMS for leaf in entry.texts("programList", "program"))
    return "us-ofac-cons" if non_sdn * 2 >= total > 0 else "us-ofac-sdn"


def read(items: ItemSet) -> Iterator[Entry]:
    """Yield every entry; refuse elements, types and days not described, and another number of entries."""
    item = items["list"]
    names = _named(item)
    met: set[str] = set()
    for entry in _entries(item):
        number = _number(entry, met)
        yield Entry(f"ofac-{number}", entry.place, _statements(item, entry, number, names))


def _entries(item: Readable) -> Iterator[Element]:
    """The entries; Truncated when the file says that there are more, or fewer."""
    told: Leaf | None = None
    count = 0
    for element in TreeReader(item, "sdnList", LIST).elements():
        if element.tag == "sdnEntry":
            count += 1
            yield element
        else:
            told = element.text_of("Record_Count")
    if told and told.text != str(count):
        raise Truncated(
            f"{item.name} has {count} entries and says that it has {told.text}",
            place=str(told.place),
            remedy="fetch the file again",
        )


def _number(entry: Element, met: set[str]) -> str:
    leaf = entry.text_of("uid")
    assert leaf is not None
    if not _NUMBER.fullmatch(leaf.text):
        raise unknown("entry number", leaf)
    if leaf.text in met:
        raise FormatChanged(
            f"entry number {leaf.text} stands twice",
            place=str(leaf.place),
            remedy="report it to the publisher",
        )
    met.add(leaf.text)
    return leaf.text


def _named(item: Readable) -> Names:
    names = Names()
    for entry in _entries(item):
        (number,) = entry.texts("uid")
        kind = next(iter(entry.texts("sdnType"))).text.lower()
        names.add(f"ofac-{number.text}", _comma_name(entry), kind)
        for alias in entry.all("akaList", "aka"):
            names.add_alias(f"ofac-{number.text}", _comma_name(alias))
    return names


def _comma_name(element: Element) -> str:
    """As the CSV has it: `PERSON, Invented`."""
    parts = [leaf.text for tag in ("lastName", "firstName") if (leaf := element.text_of(tag))]
    return ", ".join(parts)


def _statements(item: Readable, entry: Element, number: str, names: Names) -> tuple[Statement, ...]:
    kind = entry.text_of("sdnType")
    assert kind is not None
    if kind.text not in SCHEMATA:
        raise unknown("type", kind)
    said = Saying(item.sha256, f"ofac-{number}", SCHEMATA[kind.text])
    _name(said, "name", entry)
    if said.schema == "Person":
        written.text(said, "lastName", entry.text_of("lastName"))
        written.text(said, "firstName", entry.text_of("firstName"))
    written.text(said, "position" if said.schema == "Person" else "notes", entry.text_of("title"))
    for alias in entry.all("akaList", "aka"):
        _alias(said, alias)
    _born(said, entry)
    for place, one in enumerate(entry.all("idList", "id"), start=1):
        _identity(said, one, place)
    for address in entry.all("addressList", "address"):
        _address(said, address)
    _vessel(said, entry, names)
    if remarks := entry.text_of("remarks"):
        ofac_remarks.read(said, _bare(remarks), names)
    _listing(said.about("listing", "Sanction"), entry, number)
    return tuple(said.statements)


def _name(said: Saying, prop: str, element: Element) -> None:
    """Given names first in the file's order of them; a single name as it stands."""
    parts = [leaf for tag in ("firstName", "lastName") if (leaf := element.text_of(tag))]
    if said.schema == "Person" or len(parts) < 2:
        written.joined(said, prop, parts, " ")
    else:
        written.joined(said, prop, parts[::-1], " ")


def _alias(said: Saying, alias: Element) -> None:
    kind, category = alias.text_of("type"), alias.text_of("category")
    assert kind is not None and category is not None
    if kind.text not in ALIASES:
        raise unknown("alias type", kind)
    if category.text not in CATEGORIES:
        raise unknown("alias category", category)
    prop = ALIASES[kind.text]
    _name(said, "weakAlias" if category.text == "weak" and prop == "alias" else prop, alias)


def _born(said: Saying, entry: Element) -> None:
    for leaf in entry.texts("dateOfBirthList", "dateOfBirthItem", "dateOfBirth"):
        meant = dates.values(leaf.text)
        if not meant:
            raise unknown("date of birth", leaf)
        for value in meant:
            said.say("birthDate", value, leaf.text, leaf.place)
    for leaf in entry.texts("placeOfBirthList", "placeOfBirthItem", "placeOfBirth"):
        written.text(said, "birthPlace", leaf)
        last = leaf.text.rpartition(",")[2].strip()
        if code := countries.code(last):
            first = leaf.text.rfind(last)
            said.say("birthCountry", code, last, leaf.part(first, first + len(last)))
    for leaf in entry.texts("nationalityList", "nationality", "country"):
        written.country(said, "nationality" if said.schema == "Person" else "country", leaf)
    for leaf in entry.texts("citizenshipList", "citizenship", "country"):
        written.country(said, "citizenship" if said.schema == "Person" else "country", leaf)


def _identity(said: Saying, one: Element, place: int) -> None:
    """A labelled number, and of one with a country or days what an Identification holds of it."""
    kind, number = one.text_of("idType"), one.text_of("idNumber")
    if kind is None or number is None or not ofac_remarks.labelled(said, kind, number, place):
        parts = [leaf for leaf in (kind, number, one.text_of("idCountry")) if leaf]
        written.joined(said, "notes", parts, ": ")
        return
    entity = f"{said.entity}:document:{place}"
    schema = next((s.schema for s in said.statements if s.entity == entity), "")
    if not schema:
        return
    detail = said.about(f"document:{place}", schema)
    written.country(detail, "country", one.text_of("idCountry"))
    for tag, prop in (("issueDate", "startDate"), ("expirationDate", "endDate")):
        if leaf := one.text_of(tag):
            day = dates.clean(leaf.text)
            if day is None:
                raise unknown("day", leaf)
            detail.say(prop, day, leaf.text, leaf.place)


def _address(said: Saying, address: Element) -> None:
    uid, country = address.text_of("uid"), address.text_of("country")
    assert uid is not None
    tags = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode")
    parts = [leaf for tag in tags if (leaf := address.text_of(tag))]
    written.country(said, "country", country)
    whole: Sequence[Leaf] = [*parts, country] if country else parts
    detail = said.about(f"address:{uid.text}", "Address")
    if parts:
        written.joined(said, "address", whole, ", ")
        written.joined(detail, "full", whole, ", ")
    for tag, prop in (
        ("address1", "street"), ("address2", "street2"), ("address3", "remarks"), ("city", "city"),
        ("stateOrProvince", "state"), ("postalCode", "postalCode"), ("region", "region"),
    ):  # fmt: skip
        written.text(detail, prop, address.text_of(tag))
    written.country(detail, "country", country)


def _vessel(said: Saying, entry: Element, names: Names) -> None:
    about = entry.first("vesselInfo")
    if about is None:
        return
    fits = schemata.is_a(said.schema, "Vessel")
    for tag, prop in (("callSign", "callSign"), ("vesselType", "type"), ("vesselOwner", "ownerName")):
        written.text(said, prop if fits else "notes", about.text_of(tag))
    for tag, prop in (("tonnage", "tonnage"), ("grossRegisteredTonnage", "grossRegisteredTonnage")):
        if leaf := about.text_of(tag):
            said.say(prop if fits else "notes", leaf.text.replace(",", ""), leaf.text, leaf.place)
    written.country(said, "flag" if fits else "country", about.text_of("vesselFlag"))
    owner = about.text_of("vesselOwner")
    if fits and owner and (owned := names.find(owner.text)):
        said.say("owner", owned.entry, owner.text, owner.place)


def _bare(leaf: Leaf) -> Leaf:
    """Remarks without the brackets round them: `(Linked To: X)`."""
    if not (leaf.exact and leaf.text.startswith("(") and leaf.text.endswith(")")):
        return leaf
    return Leaf(leaf.path, leaf.text[1:-1], leaf.start + 1, leaf.end - 1, exact=True)


def _listing(said: Saying, entry: Element, number: str) -> None:
    (uid,) = entry.texts("uid")
    said.say("entity", said.entity.removesuffix(":listing"), uid.text, uid.place)
    said.say("authority", AUTHORITY, uid.text, uid.place)
    said.say("authorityId", number, uid.text, uid.place)
    for leaf in entry.texts("programList", "program"):
        said.say("program", clean(leaf.text), leaf.text, leaf.place)
