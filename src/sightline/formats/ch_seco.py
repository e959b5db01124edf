"""Switzerland's sanctions list, official XML of the State Secretariat for Economic Affairs (whole list).

`individual` becomes `Person`, `entity` `LegalEntity`, an `object` of the type `vessel` a `Vessel`, under
the target's number: `ch-seco-5142`. A name is its parts in their order; spelling variants make a name for
each language and script. Addresses and places of birth point to places at the end of the file. A target
that was taken off the list keeps its entry in the file; it is left out here and told by `doubts`. What a
modification added or removed repeats the target as it was and is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sightline.clean import countries, dates, identifiers, imo, languages
from sightline.clean.text import clean
from sightline.errors import FormatChanged
from sightline.formats import written, xml_tree
from sightline.formats.description import Description, Doubt
from sightline.formats.saying import Saying
from sightline.formats.source import ItemSet, Readable
from sightline.formats.xml_stream import REMEDY, Leaf
from sightline.formats.xml_tree import PASSED_OVER, TEXT, Element, Shape, TreeReader, unknown
from sightline.model.statement import Entry, Statement

LANG = Shape(attributes=frozenset({"lang"}))
SSID = Shape(attributes=frozenset({"ssid"}))
COUNTRY = Shape(attributes=frozenset({"iso-code"}))
ISSUER = Shape(attributes=frozenset({"code", "iso-code"}))
VARIANT = Shape(attributes=frozenset({"lang", "script", "spelling-variant-type", "variant-type"}))
DATE = Shape(attributes=frozenset({"ssid", "day", "month", "year", "calendar", "quality"}))
ADDRESS = {
    "remarks": TEXT, "remark": TEXT, "c-o": TEXT, "address-details": TEXT, "p-o-box": TEXT, "zip-code": TEXT,
}  # fmt: skip
PLACE = Shape(
    inside={
        "location": TEXT, "location-variant": VARIANT, "area": TEXT, "area-variant": VARIANT,
        "country": COUNTRY,
    },
    attributes=frozenset({"ssid"}),
    many=frozenset({"location-variant", "area-variant"}),
    needs=("@ssid",),
)  # fmt: skip
NAME = Shape(
    inside={
        "name-part": Shape(
            inside={"value": TEXT, "spelling-variant": VARIANT},
            attributes=frozenset({"order", "name-part-type"}),
            many=frozenset({"spelling-variant"}),
            needs=("value",),
        )
    },
    attributes=frozenset({"ssid", "name-type", "quality", "lang"}),
    many=frozenset({"name-part"}),
    needs=("@name-type", "name-part"),
)
IDENTITY = Shape(
    inside={
        "name": NAME,
        "day-month-year": DATE,
        "nationality": Shape(inside={"country": COUNTRY}, attributes=frozenset({"ssid"})),
        "place-of-birth": Shape(
            inside=ADDRESS | {"location": TEXT, "area": TEXT, "country": COUNTRY},
            attributes=frozenset({"ssid", "place-id", "quality"}),
        ),
        "address": Shape(
            inside=ADDRESS | {"location": TEXT, "area": TEXT, "country": COUNTRY},
            attributes=frozenset({"ssid", "place-id", "quality", "current", "main"}),
            needs=("@ssid",),
        ),
        "identification-document": Shape(
            inside={
                "number": TEXT, "issuer": ISSUER, "date-of-issue": TEXT, "expiry-date": TEXT, "remark": TEXT,
                "place-of-issue": Shape(attributes=frozenset({"place-id"})),
            },
            attributes=frozenset({"ssid", "document-type"}),
            needs=("@ssid", "@document-type"),
        ),
    },
    attributes=frozenset({"ssid", "main"}),
    many=frozenset(
        {"name", "day-month-year", "nationality", "place-of-birth", "address", "identification-document"}
    ),
)  # fmt: skip
BODY_PARTS = {
    "identity": IDENTITY,
    "justification": SSID,
    "other-information": SSID,
    "relation": Shape(
        inside={"remark": TEXT}, attributes=frozenset({"ssid", "target-id", "relation-type"}),
        needs=("@target-id", "@relation-type"),
    ),
    "generic-attribute": Shape(attributes=frozenset({"ssid", "name"})),
}  # fmt: skip


def _body(*attributes: str) -> Shape:
    many = frozenset(BODY_PARTS)
    return Shape(
        inside=BODY_PARTS, attributes=frozenset({"ssid", *attributes}), many=many, needs=("identity",)
    )


TARGET = Shape(
    inside={
        "sanctions-set-id": TEXT,
        "foreign-identifier": TEXT,
        "generic-attribute": Shape(attributes=frozenset({"ssid", "name"})),
        "individual": _body("sex"),
        "entity": _body(),
        "object": _body("object-type"),
        "modification": Shape(
            inside={"added": PASSED_OVER, "removed": PASSED_OVER, "remark": TEXT},
            attributes=frozenset(
                {"modification-type", "enactment-date", "publication-date", "effective-date", "ssid"}
            ),
            many=frozenset({"added", "removed"}),
            needs=("@modification-type",),
        ),
    },
    attributes=frozenset({"ssid", "sanctions-set-id"}),
    many=frozenset({"sanctions-set-id", "foreign-identifier", "generic-attribute", "modification"}),
    needs=("@ssid", "modification"),
)
PROGRAM = Shape(
    inside={
        "program-key": LANG, "program-name": LANG, "origin": TEXT,
        "sanctions-set": Shape(attributes=frozenset({"ssid", "lang"})),
    },
    attributes=frozenset({"ssid", "version-date", "predecessor-version-date"}),
    many=frozenset({"program-key", "program-name", "sanctions-set", "origin"}),
)  # fmt: skip
LIST = Shape(
    inside={"sanctions-program": PROGRAM, "target": TARGET, "place": PLACE},
    attributes=frozenset({"list-type", "date"}),
    many=frozenset({"sanctions-program", "target", "place"}),
    needs=("target", "sanctions-program", "@date"),
)
DESCRIPTION = Description(
    name="ch_seco",
    version=1,
    kind="entity",
    title="Swiss sanctions list (SECO, whole list XML)",
    publisher="State Secretariat for Economic Affairs",
    list_id="ch-seco",
    roles=("list",),
    knows=tuple(xml_tree.known(LIST)),
    met_real_file=False,
    specification="the elements of swiss-sanctions-list (whole-list) that SECO publishes through SESAM, 2026",
)
AUTHORITY = "State Secretariat for Economic Affairs"
KINDS = {"individual": "Person", "entity": "LegalEntity", "object": "Vessel"}
NAME_TYPES = {"primary-name": "name", "alias": "alias", "formerly-known-as": "previousName"}
QUALITIES = {"good": False, "low": True, "": False}
PARTS = {
    # part: the property of a person it also becomes; an empty one is part of the name only
    "title": "title", "given-name": "firstName", "further-given-name": "secondName",
    "father-name": "fatherName", "grand-father-name": "", "family-name": "lastName", "maiden-name": "",
    "suffix": "nameSuffix", "tribal-name": "", "whole-name": "", "other": "",
}  # fmt: skip
GENDERS = {"male": "male", "female": "female"}
MODIFICATIONS = {"listed": "listingDate", "amended": "modifiedAt", "de-listed": "endDate"}
PASSPORTS = frozenset({"passport", "diplomatic-passport", "service-passport"})
SHOWN = 10
"""delisted targets one doubt names"""
_IMO = re.compile(r"\bIMO(?:\s[Nn]umber)?\s{0,2}:\s{0,2}(\d{7})\b")
_REGISTRATION = re.compile(r"[Rr]egistration number\s{0,2}:\s{0,2}([\w/-]{4,30})\.?")
_TAX = re.compile(r"(?:Tax (?:[Rr]egistration|[Ii]dentification) [Nn]umber)\s{0,2}:\s{0,2}([\w/-]{4,30})\.?")
_FACTS = ((_IMO, "imoNumber"), (_REGISTRATION, "registrationNumber"), (_TAX, "taxNumber"))


@dataclass(slots=True)
class _Looked:
    """What targets point to: programmes by the number of their set, places, the numbers of all targets."""

    programs: dict[str, list[Leaf]] = field(default_factory=dict)
    places: dict[str, Element] = field(default_factory=dict)
    targets: set[str] = field(default_factory=set)


def recognise(head: bytes, name: str) -> str | None:
    """`list` when the root is `swiss-sanctions-list`."""
    return "list" if xml_tree.root_of(head) == "swiss-sanctions-list" else None


def dated(items: ItemSet) -> date | None:
    """The day the list says it is of."""
    reader = TreeReader(items["list"], "swiss-sanctions-list", LIST)
    next(iter(reader.elements()), None)
    leaf = reader.attributes.get("date")
    if leaf is None:
        raise FormatChanged(f"no date in {items['list'].name}", place="bytes 0-0", remedy=REMEDY)
    return date.fromisoformat(_day("date", leaf))


def _day(what: str, leaf: Leaf) -> str:
    day = dates.clean(leaf.text)
    if day is None or dates.is_partial(day):
        raise unknown(what, leaf)
    return day


def read(items: ItemSet) -> Iterator[Entry]:
    """Yield every target on the list; refuse elements, attributes, kinds and days not described."""
    item = items["list"]
    looked = _look_up(item)
    met: set[str] = set()
    for target in _targets(item):
        number = target.attributes["ssid"]
        if number.text in met:
            raise FormatChanged(f"target {number.text} stands twice", place=str(number.place), remedy=REMEDY)
        met.add(number.text)
        if not _is_off(target):
            yield Entry(f"ch-seco-{number.text}", target.place, _statements(item, target, looked))


def doubts(items: ItemSet) -> Iterator[Doubt]:
    """One doubt for the targets that stand in the file though they were taken off the list."""
    off = [target for target in _targets(items["list"]) if _is_off(target)]
    if off:
        shown = ", ".join(target.attributes["ssid"].text for target in off[:SHOWN])
        message = f"{len(off)} targets that were taken off the list are left out: {shown}"
        yield Doubt(items["list"].sha256, off[0].place, message)


def _targets(item: Readable) -> Iterator[Element]:
    for element in TreeReader(item, "swiss-sanctions-list", LIST).elements():
        if element.tag == "target":
            yield element


def _look_up(item: Readable) -> _Looked:
    found = _Looked()
    for element in TreeReader(item, "swiss-sanctions-list", LIST).elements():
        if element.tag == "place":
            found.places[element.attributes["ssid"].text] = element
        elif element.tag == "target":
            found.targets.add(element.attributes["ssid"].text)
        else:
            names = _in_english(element, "program-name") or _in_english(element, "program-key")
            for one in element.all("sanctions-set"):
                found.programs.setdefault(one.attributes["ssid"].text, names)
    return found


def _in_english(element: Element, tag: str) -> list[Leaf]:
    """The English text, else the first."""
    every = [one for one in element.all(tag) if one.text]
    english = [one for one in every if "lang" in one.attributes and one.attributes["lang"].text == "eng"]
    return [one.text for one in (english or every)[:1] if one.text]


def _is_off(target: Element) -> bool:
    """Whether the latest modification took it off; of one day, the first that stands in the file."""
    latest, kind = "", ""
    for one in target.all("modification"):
        told = one.attributes["modification-type"]
        if told.text not in MODIFICATIONS:
            raise unknown("modification", told)
        leaf = next(
            (
                found
                for tag in ("effective-date", "publication-date", "enactment-date")
                if (found := one.attributes.get(tag))
            ),
            None,
        )
        day = _day("day", leaf) if leaf else ""
        if not kind or day > latest:
            latest, kind = day, told.text
    return kind == "de-listed"


def _statements(item: Readable, target: Element, looked: _Looked) -> tuple[Statement, ...]:
    body = next((one for one in target.inside if one.tag in KINDS), None)
    if body is None:
        raise FormatChanged("a target without a party", place=str(target.place), remedy=REMEDY)
    if (told := body.attributes.get("object-type")) and told.text != "vessel":
        raise unknown("kind of object", told)
    said = Saying(item.sha256, f"ch-seco-{target.attributes['ssid'].text}", KINDS[body.tag])
    if sex := body.attributes.get("sex"):
        if sex.text not in GENDERS:
            raise unknown("sex", sex)
        said.say("gender", GENDERS[sex.text], sex.text, sex.place)
    for number, identity in enumerate(body.all("identity")):
        _identity(said, identity, looked, main=number == 0)
    for leaf in body.texts("other-information"):
        _fact(said, leaf)
    for one in [*target.all("generic-attribute"), *body.all("generic-attribute")]:
        written.joined(said, "notes", [leaf for leaf in (one.attributes.get("name"), one.text) if leaf], ": ")
    for number, one in enumerate(body.all("relation"), start=1):
        _relation(said.about(f"link:{number}", "UnknownLink"), said.entity, one, looked)
    _listing(said.about("listing", "Sanction"), target, body, looked)
    return tuple(said.statements)


def _fact(said: Saying, leaf: Leaf) -> None:
    """The information as a note, and a number it is made of under its own property."""
    for pattern, prop in _FACTS:
        found = pattern.search(leaf.text)
        if not found:
            continue
        stands = leaf.part(*found.span(1))
        if prop != "imoNumber":
            said.say(prop if said.schema != "Vessel" else "notes", found[1], found[1], stands)
        elif said.schema == "Vessel":
            said.say(prop, found[1], found[1], stands)
        else:
            said.say("companyImo" if imo.is_company(found[1]) else "shipImo", found[1], found[1], stands)
    written.note(said, leaf)


def _identity(said: Saying, identity: Element, looked: _Looked, *, main: bool) -> None:
    for name in identity.all("name"):
        _name(said, name, main=main)
    for born in identity.all("day-month-year"):
        _date(said, born)
    for leaf in identity.all("nationality", "country"):
        _country(said, "nationality" if said.schema == "Person" else "country", leaf)
    for place in identity.all("place-of-birth"):
        _birth_place(said, place, looked)
    for address in identity.all("address"):
        _address(said, address, looked)
    for document in identity.all("identification-document"):
        _document(said, document)


def _name(said: Saying, name: Element, *, main: bool) -> None:
    kind, quality = name.attributes["name-type"], name.attributes.get("quality")
    if kind.text not in NAME_TYPES:
        raise unknown("name type", kind)
    if quality and quality.text not in QUALITIES:
        raise unknown("quality", quality)
    prop = NAME_TYPES[kind.text]
    if prop == "name" and not main:
        prop = "alias"
    if quality and QUALITIES[quality.text]:
        prop = "weakAlias"
    parts = sorted(name.all("name-part"), key=_order)
    values = [(part, leaf) for part in parts if (leaf := part.text_of("value")) and _part(part) != "title"]
    _whole(said, prop, [leaf for _, leaf in values], "")
    for part in parts:
        held = PARTS[_part(part)]
        if held and said.schema == "Person":
            written.text(said, held, part.text_of("value"))
    for lang, script in _cultures(parts):
        spelled = [_spelled(part, lang, script) or leaf for part, leaf in values]
        variant = "alias" if prop == "name" else prop
        _whole(said, variant, spelled, languages.code(lang))


def _part(part: Element) -> str:
    told = part.attributes.get("name-part-type")
    if told and told.text not in PARTS:
        raise unknown("part of a name", told)
    return told.text if told else "whole-name"


def _order(part: Element) -> int:
    told = part.attributes.get("order")
    if told and not told.text.isdecimal():
        raise unknown("order", told)
    return int(told.text) if told else 0


def _cultures(parts: list[Element]) -> list[tuple[str, str]]:
    """Each language and script in which a part of the name has a spelling of its own."""
    every = [one for part in parts for one in part.all("spelling-variant")]
    return list(dict.fromkeys((_told(one, "lang"), _told(one, "script")) for one in every))


def _told(element: Element, attribute: str) -> str:
    leaf = element.attributes.get(attribute)
    return leaf.text if leaf else ""


def _spelled(part: Element, lang: str, script: str) -> Leaf | None:
    return next(
        (
            one.text
            for one in part.all("spelling-variant")
            if (_told(one, "lang"), _told(one, "script")) == (lang, script) and one.text
        ),
        None,
    )


def _whole(said: Saying, prop: str, leaves: list[Leaf], lang: str) -> None:
    if leaves:
        value = " ".join(clean(leaf.text) for leaf in leaves)
        said.say(prop, value, " ".join(leaf.text for leaf in leaves), written.span(leaves), lang)


def _date(said: Saying, born: Element) -> None:
    tags = ("year", "month", "day")
    parts = [leaf for tag in tags if (leaf := born.attributes.get(tag))]
    if not parts:
        return
    value = "-".join(f"{int(part.text):02d}" if part.text.isdecimal() else "x" for part in parts)
    if dates.clean(value) is None or "year" not in born.attributes:
        raise unknown("date", parts[-1])
    prop = {"Person": "birthDate", "Vessel": "buildDate"}.get(said.schema, "incorporationDate")
    said.say(prop, value, " ".join(part.text for part in parts), born.place)


def _country(said: Saying, prop: str, country: Element) -> None:
    code = country.attributes.get("iso-code") or country.attributes.get("code")
    if code and (value := countries.of_code(code.text)):
        said.say(prop, value, code.text, code.place)
    elif country.text:
        written.country(said, prop, country.text)


def _pointed(element: Element, looked: _Looked) -> Element | None:
    pointer = element.attributes.get("place-id")
    if pointer and pointer.text not in looked.places:
        raise unknown("place", pointer)
    return looked.places[pointer.text] if pointer else None


def _birth_place(said: Saying, birth: Element, looked: _Looked) -> None:
    """The place it points to, at the place's own bytes, with what stands beside the pointer."""
    for place in (birth, _pointed(birth, looked)):
        if place is None:
            continue
        leaves = [leaf for tag in ("location", "area") if (leaf := place.text_of(tag))]
        country = place.first("country")
        if leaves:
            told = [country.text] if country and country.text else []
            written.joined(said, "birthPlace", [*leaves, *told], ", ")
        if country and said.schema == "Person":
            _country(said, "birthCountry", country)


def _address(said: Saying, address: Element, looked: _Looked) -> None:
    """Street and house stand in the address, town and country in the place it points to."""
    detail = said.about(f"address:{address.attributes['ssid'].text}", "Address")
    for tag, prop in (
        ("address-details", "street"), ("p-o-box", "postOfficeBox"), ("zip-code", "postalCode"),
        ("c-o", "summary"), ("remarks", "remarks"), ("remark", "remarks"),
    ):  # fmt: skip
        written.text(detail, prop, address.text_of(tag))
    texts: list[str] = []
    for tag in ("c-o", "address-details", "p-o-box", "zip-code"):
        texts += [clean(leaf.text) for leaf in address.texts(tag)]
    for place in (address, _pointed(address, looked)):
        if place is None:
            continue
        written.text(detail, "city", place.text_of("location"))
        written.text(detail, "region", place.text_of("area"))
        texts += [clean(leaf.text) for tag in ("location", "area", "country") for leaf in place.texts(tag)]
        if country := place.first("country"):
            _country(said, "country", country)
            _country(detail, "country", country)
    if texts:
        told = [leaf for one in address.inside if (leaf := one.text)]
        anchor = address.leaf.place if told else address.attributes["ssid"].place
        said.say("address", ", ".join(texts), " ".join(leaf.text for leaf in told), anchor)
        detail.say("full", ", ".join(texts), " ".join(leaf.text for leaf in told), anchor)


def _document(said: Saying, document: Element) -> None:
    kind, number = document.attributes["document-type"], document.text_of("number")
    passport = kind.text in PASSPORTS
    detail = said.about(
        f"document:{document.attributes['ssid'].text}", "Passport" if passport else "Identification"
    )
    anchor = number or kind
    detail.say("holder", said.entity, anchor.text, anchor.place)
    written.text(detail, "type", kind)
    if number:
        value = identifiers.clean(number.text) or clean(number.text)
        fits = passport and said.schema == "Person"
        said.say("passportNumber" if fits else "idNumber", value, number.text, number.place)
        detail.say("number", value, number.text, number.place)
    if issuer := document.first("issuer"):
        _country(detail, "country", issuer)
    for tag, prop in (("date-of-issue", "startDate"), ("expiry-date", "endDate")):
        if leaf := document.text_of(tag):
            day = dates.clean(leaf.text)
            detail.say(prop if day else "summary", day or clean(leaf.text), leaf.text, leaf.place)
    written.text(detail, "summary", document.text_of("remark"))


def _relation(said: Saying, entry: str, relation: Element, looked: _Looked) -> None:
    target, kind = relation.attributes["target-id"], relation.attributes["relation-type"]
    said.say("subject", entry, target.text, target.place)
    if target.text in looked.targets:
        said.say("object", f"ch-seco-{target.text}", target.text, target.place)
    written.text(said, "role", kind)
    written.text(said, "summary", relation.text_of("remark"))


def _listing(said: Saying, target: Element, body: Element, looked: _Looked) -> None:
    number = target.attributes["ssid"]
    said.say("entity", said.entity.removesuffix(":listing"), number.text, number.place)
    said.say("authority", AUTHORITY, number.text, number.place)
    said.say("authorityId", number.text, number.text, number.place)
    for leaf in target.texts("foreign-identifier"):
        written.text(said, "recordId", leaf)
    pointed = [leaf for leaf in (target.attributes.get("sanctions-set-id"),) if leaf]
    for leaf in [*pointed, *target.texts("sanctions-set-id")]:
        if leaf.text not in looked.programs:
            raise unknown("set of sanctions", leaf)
        for program in looked.programs[leaf.text]:
            written.text(said, "program", program)
    for leaf in body.texts("justification"):
        written.text(said, "reason", leaf)
    for one in target.all("modification"):
        prop = MODIFICATIONS[one.attributes["modification-type"].text]
        effective = one.attributes.get("effective-date")
        if day := one.attributes.get("publication-date") or effective:
            said.say(prop, _day("day", day), day.text, day.place)
        if effective and prop == "listingDate":
            said.say("startDate", _day("day", effective), effective.text, effective.place)
