"""Senzing JSON lines: one record a line, its features in a list, what else is said beside.

The record's key is `DATA_SOURCE` and `RECORD_ID`. Attributes in a feature have to be registered ones: another
stops the reader, as do features mixed in one object. At the root the specification allows any scalar besides
(payload); it is kept under `notes` with its name. A pointer to another record becomes a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath
from typing import NoReturn

from sightline.clean.text import clean
from sightline.errors import Truncated
from sightline.formats import json_tree
from sightline.formats.description import Description
from sightline.formats.json_tree import Node, place_of
from sightline.formats.property_text import note, say_or_note
from sightline.formats.saying import Saying
from sightline.formats.source import ItemSet, Readable
from sightline.formats.text_lines import Line, decode, lines
from sightline.model.place import Place
from sightline.model.statement import Entry

HANDLES = (
    "LINKEDIN", "FACEBOOK", "TWITTER", "SKYPE", "ZOOMROOM", "INSTAGRAM", "WHATSAPP", "SIGNAL", "TELEGRAM",
    "TANGO", "VIBER", "WECHAT",
)  # fmt: skip
FEATURES = {
    "RECORD_TYPE": ("RECORD_TYPE",),
    "NAME": (
        "NAME_TYPE", "NAME_FIRST", "NAME_LAST", "NAME_MIDDLE", "NAME_PREFIX", "NAME_SUFFIX", "NAME_ORG",
        "NAME_FULL",
    ),
    "ADDRESS": (
        "ADDR_TYPE", "ADDR_LINE1", "ADDR_LINE2", "ADDR_LINE3", "ADDR_LINE4", "ADDR_LINE5", "ADDR_LINE6",
        "ADDR_CITY", "ADDR_STATE", "ADDR_POSTAL_CODE", "ADDR_COUNTRY", "ADDR_FULL",
    ),
    "PHONE": ("PHONE_TYPE", "PHONE_NUMBER"),
    "DOB": ("DATE_OF_BIRTH",), "DOD": ("DATE_OF_DEATH",), "GENDER": ("GENDER",),
    "NATIONALITY": ("NATIONALITY",), "CITIZENSHIP": ("CITIZENSHIP",), "POB": ("PLACE_OF_BIRTH",),
    "REGISTRATION_DATE": ("REGISTRATION_DATE",), "REGISTRATION_COUNTRY": ("REGISTRATION_COUNTRY",),
    "PASSPORT": ("PASSPORT_NUMBER", "PASSPORT_COUNTRY"),
    "DRLIC": ("DRIVERS_LICENSE_NUMBER", "DRIVERS_LICENSE_STATE"),
    "SSN": ("SSN_NUMBER",),
    "NATIONAL_ID": ("NATIONAL_ID_TYPE", "NATIONAL_ID_NUMBER", "NATIONAL_ID_COUNTRY"),
    "TAX_ID": ("TAX_ID_TYPE", "TAX_ID_NUMBER", "TAX_ID_COUNTRY"),
    "OTHER_ID": ("OTHER_ID_TYPE", "OTHER_ID_NUMBER", "OTHER_ID_COUNTRY"),
    "ACCOUNT": ("ACCOUNT_NUMBER", "ACCOUNT_DOMAIN"),
    "DUNS_NUMBER": ("DUNS_NUMBER",), "NPI_NUMBER": ("NPI_NUMBER",), "LEI_NUMBER": ("LEI_NUMBER",),
    "IMO_NUMBER": ("IMO_NUMBER",), "CALL_SIGN": ("CALL_SIGN",),
    "AIRCRAFT_TAIL_NUMBER": ("AIRCRAFT_TAIL_NUMBER",),
    "EMAIL": ("EMAIL_ADDRESS",), "WEBSITE": ("WEBSITE_ADDRESS",), "EMPLOYER": ("EMPLOYER",),
    "GROUP_ASSOCIATION": ("GROUP_ASSOCIATION_TYPE", "GROUP_ASSOCIATION_ORG_NAME"),
    "GROUP_ASSN_ID": ("GROUP_ASSN_ID_TYPE", "GROUP_ASSN_ID_NUMBER"),
    "REL_ANCHOR": ("REL_ANCHOR_DOMAIN", "REL_ANCHOR_KEY"),
    "REL_POINTER": ("REL_POINTER_DOMAIN", "REL_POINTER_KEY", "REL_POINTER_ROLE"),
    "TRUSTED_ID": ("TRUSTED_ID_TYPE", "TRUSTED_ID_NUMBER"),
    **{name: (name,) for name in HANDLES},
}  # fmt: skip
"""registered attributes by their feature"""
FEATURE_OF = {attribute: feature for feature, each in FEATURES.items() for attribute in each}
KEYS = ("DATA_SOURCE", "RECORD_ID", "FEATURES")
DESCRIPTION = Description(
    name="senzing_json",
    version=1,
    kind="entity",
    title="Senzing entities (JSON lines)",
    publisher="",
    list_id="",
    roles=("records",),
    knows=(*KEYS, *FEATURE_OF),
    met_real_file=False,
    specification="Senzing Entity Specification v0.1.0 of 2025-09-22; attributes at the root are payload",
)
SCHEMATA = {
    "PERSON": "Person", "ORGANIZATION": "Organization", "VESSEL": "Vessel", "AIRCRAFT": "Airplane",
    "VEHICLE": "Vehicle", "": "LegalEntity",
}  # fmt: skip
PLAIN = {
    "DATE_OF_BIRTH": "birthDate", "DATE_OF_DEATH": "deathDate", "GENDER": "gender",
    "NATIONALITY": "nationality", "CITIZENSHIP": "citizenship", "PLACE_OF_BIRTH": "birthPlace",
    "REGISTRATION_DATE": "incorporationDate", "REGISTRATION_COUNTRY": "jurisdiction",
    "PHONE_NUMBER": "phone", "EMAIL_ADDRESS": "email", "WEBSITE_ADDRESS": "website",
    "SSN_NUMBER": "socialSecurityNumber", "DUNS_NUMBER": "dunsCode", "NPI_NUMBER": "npiCode",
    "LEI_NUMBER": "leiCode", "TAX_ID_NUMBER": "taxNumber", "NATIONAL_ID_NUMBER": "idNumber",
    "DRIVERS_LICENSE_NUMBER": "licenseNumber", "PASSPORT_NUMBER": "passportNumber",
    "OTHER_ID_NUMBER": "idNumber", "IMO_NUMBER": "imoNumber", "CALL_SIGN": "callSign",
    "AIRCRAFT_TAIL_NUMBER": "registrationNumber", "NAME_PREFIX": "title", "NAME_SUFFIX": "nameSuffix",
    "NAME_FIRST": "firstName", "NAME_LAST": "lastName", "NAME_MIDDLE": "middleName",
    "EMPLOYER": "linkedTo", "GROUP_ASSOCIATION_ORG_NAME": "linkedTo",
}  # fmt: skip
"""the property an attribute goes to where its schema has it; else it goes to `notes`"""
ALIASES = {
    "AKA": "alias",
    "DBA": "alias",
    "ALIAS": "alias",
    "NICKNAME": "weakAlias",
    "FORMER": "previousName",
}
REMEDY = "map it to a registered attribute of the specification, or to payload at the root"
_SLUG = re.compile(r"[^a-z0-9]+")
_GAP = re.compile(r"[:\s]+")
_KEY = re.compile(rb'"(DATA_SOURCE|FEATURES)"\s*:')


def recognise(head: bytes, name: str) -> str | None:
    """`records` when the first line is an object with `DATA_SOURCE` and `FEATURES`."""
    line, _, _ = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not line.startswith(b"{"):
        return None
    return "records" if {found[1] for found in _KEY.finditer(line)} == {b"DATA_SOURCE", b"FEATURES"} else None


def dated(items: ItemSet) -> date | None:
    """None: records carry days of their own, the file none."""
    return None


def list_id(items: ItemSet) -> str:
    """The file's name without its extensions, in lower case with hyphens."""
    stem = PurePath(items["records"].name).name.lower().partition(".")[0]
    return _SLUG.sub("-", stem).strip("-") or "records"


def read(items: ItemSet) -> Iterator[Entry]:
    """Yield an entry for every record; refuse an attribute that is not registered, naming row and bytes."""
    item = items["records"]
    met: set[str] = set()
    for line in lines(item):
        if not line.raw.strip():
            continue
        decode(line.raw, line.start, item.name)
        if not line.ended and not line.raw.rstrip().endswith(b"}"):
            raise Truncated(
                f"{item.name} ends inside row {line.number}",
                place=str(_whole(line)),
                remedy="fetch the file again",
            )
        entry = _Record(item, line).entry()
        if entry.id in met:
            json_tree.refuse(f"the record {entry.id} stands twice", Node(line.start, line.start + 1), item)
        met.add(entry.id)
        yield entry


def _whole(line: Line) -> Place:
    return Place.of_bytes(line.start, len(line.raw), f"row {line.number}")


class _Record:
    """One line on its way to an entry."""

    def __init__(self, item: Readable, line: Line) -> None:
        self._item, self._line = item, line
        self._label = f"row {line.number}"
        self._root = json_tree.parse(line.raw, item.name, line.start)
        self._hanging = 0
        self._check()
        self.id = record_id(self._root.string("DATA_SOURCE"), self._root.string("RECORD_ID"))
        self._said = Saying(item.sha256, self.id, self._schema())

    def entry(self) -> Entry:
        for feature in self._root.members["FEATURES"].items:
            self._feature(feature)
        for key, value in self._root.members.items():
            if key not in KEYS and value.says:
                self._note(key, value)
        return Entry(self.id, _whole(self._line), tuple(self._said.statements))

    def _check(self) -> None:
        root = self._root
        for key in KEYS:
            if root.kind != "object" or key not in root.members:
                self._refuse(f"no attribute {key}", root)
        for key in KEYS[:2]:
            if root.members[key].kind != "string" or not root.string(key).strip():
                self._refuse(f"{key} is no text", root.members[key])
        if root.members["FEATURES"].kind != "array":
            self._refuse("FEATURES is no array", root.members["FEATURES"])
        for key, value in root.members.items():
            if key in FEATURE_OF and key not in KEYS:
                self._refuse(f"{key} stands at the root and not among the features", value)
            if key != "FEATURES" and value.kind in ("object", "array"):
                self._refuse(f"{key} is neither a scalar nor FEATURES", value)

    def _refuse(self, message: str, node: Node) -> NoReturn:
        json_tree.refuse(message, node, self._item, self._label, REMEDY)

    def _schema(self) -> str:
        kinds = [one for one in self._root.members["FEATURES"].items if one.get("RECORD_TYPE")]
        written = kinds[0].string("RECORD_TYPE").upper() if kinds else ""
        if written not in SCHEMATA or len({one.string("RECORD_TYPE") for one in kinds}) > 1:
            self._refuse(f"unknown record type {written!r}", kinds[0])
        return SCHEMATA[written]

    def _feature(self, node: Node) -> None:
        if node.kind != "object":
            self._refuse("a feature is no object", node)
        for key, value in node.members.items():
            if key not in FEATURE_OF:
                self._refuse(f"unknown attribute {key} of a feature", value)
            if value.kind in ("object", "array"):
                self._refuse(f"{key} is no scalar", value)
        kinds = {FEATURE_OF[key] for key in node.members}
        if len(kinds) > 1:
            self._refuse(f"attributes of several features in one: {', '.join(sorted(kinds))}", node)
        said = {key: value for key, value in node.members.items() if value.says}
        if said:
            self._say(kinds.pop(), said)

    def _say(self, feature: str, said: dict[str, Node]) -> None:
        if feature == "ADDRESS":
            self._address(said)
        elif feature == "REL_POINTER":
            self._pointer(said)
        elif feature == "PASSPORT":
            self._passport(said)
        elif feature == "NAME":
            self._name(said)
        elif feature not in ("RECORD_TYPE", "REL_ANCHOR"):
            for key, value in said.items():
                self._plain(key, value)

    def _plain(self, key: str, value: Node) -> None:
        say_or_note(self._said, PLAIN.get(key, ""), key, value.text, self._at(value))

    def _note(self, key: str, value: Node) -> None:
        note(self._said, key, value.text, self._at(value))

    def _name(self, said: dict[str, Node]) -> None:
        kind = said["NAME_TYPE"].text.upper() if "NAME_TYPE" in said else ""
        prop = ALIASES.get(kind, "name")
        for key, value in said.items():
            if key in ("NAME_FULL", "NAME_ORG"):
                self._said.say(prop, clean(value.text), value.text, self._at(value))
            elif key != "NAME_TYPE":
                self._plain(key, value)
        if kind and kind not in ALIASES and kind != "PRIMARY":
            self._note("NAME_TYPE", said["NAME_TYPE"])
        parts = [said[key] for key in ("NAME_FIRST", "NAME_MIDDLE", "NAME_LAST") if key in said]
        if parts:
            text = " ".join(part.text for part in parts)
            self._said.say(prop, clean(text), parts[0].text, self._at(parts[0]))

    def _address(self, said: dict[str, Node]) -> None:
        about = self._part("address", "Address")
        props = {"ADDR_LINE1": "street", "ADDR_LINE2": "street2", "ADDR_CITY": "city", "ADDR_STATE": "state",
                 "ADDR_POSTAL_CODE": "postalCode", "ADDR_COUNTRY": "country", "ADDR_FULL": "full",
                 "ADDR_TYPE": "remarks"}  # fmt: skip
        for key, value in said.items():
            say_or_note(about, props.get(key, "street2"), key, value.text, self._at(value))
        words = [said[key] for key in FEATURES["ADDRESS"][1:-1] if key in said]
        if words and "ADDR_FULL" not in said:
            about.say("full", clean(", ".join(one.text for one in words)), words[0].text, self._at(words[0]))
        first = said.get("ADDR_FULL") or next(iter(said.values()))
        self._said.say("addressEntity", about.entity, first.text, self._at(first))
        if country := said.get("ADDR_COUNTRY"):
            say_or_note(self._said, "country", "ADDR_COUNTRY", country.text, self._at(country))

    def _passport(self, said: dict[str, Node]) -> None:
        number = said.get("PASSPORT_NUMBER")
        if number is None:
            self._note("PASSPORT_COUNTRY", said["PASSPORT_COUNTRY"])
            return
        self._plain("PASSPORT_NUMBER", number)
        about = self._part("passport", "Passport")
        about.say("holder", self.id, number.text, self._at(number))
        about.say("number", clean(number.text), number.text, self._at(number))
        if country := said.get("PASSPORT_COUNTRY"):
            say_or_note(about, "country", "PASSPORT_COUNTRY", country.text, self._at(country))

    def _pointer(self, said: dict[str, Node]) -> None:
        missing = [key for key in FEATURES["REL_POINTER"][:2] if key not in said]
        if missing:
            self._refuse(f"a pointer without {missing[0]}", next(iter(said.values())))
        key = said["REL_POINTER_KEY"]
        about = self._part("link", "UnknownLink")
        about.say("subject", self.id, key.text, self._at(key))
        about.say("object", record_id(said["REL_POINTER_DOMAIN"].text, key.text), key.text, self._at(key))
        if role := said.get("REL_POINTER_ROLE"):
            about.say("role", clean(role.text), role.text, self._at(role))

    def _part(self, what: str, schema: str) -> Saying:
        self._hanging += 1
        return self._said.about(f"{what}:{self._hanging}", schema)

    def _at(self, node: Node) -> Place:
        return place_of(node, self._label)


def record_id(source: str, key: str) -> str:
    """The id of a record: its data source in lower case and its key, free of colons and spaces."""
    return f"{_SLUG.sub('-', source.lower()).strip('-')}-{_GAP.sub('-', key.strip())}"
