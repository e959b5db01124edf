"""Make the sample lists of `examples/dossier/lists` out of the official files: facts only, no narrative.

    python scripts/extract_1718.py --un LIST.xml --vessels SHIPS.csv --into FOLDER

Reads the publisher's XML in its own way, apart from `sightline.formats`, so that the two can be compared.
An element's text that this script does not understand stops it. Output is sorted: equal input, equal bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path
from xml.etree import ElementTree

UN_DOCUMENT = "United Nations Security Council Consolidated List, official XML generated on {day}"
EU_DOCUMENT = (
    "Annexes XIII.B, XIV.A and XIV.B of the European Union's DPRK regulation, transposing UN designations"
)
AUTHORITY = "United Nations Security Council"
PROGRAM = "DPRK"

COUNTRIES = {
    "British Virgin Islands": "vg",
    "China": "cn",
    "China, Hong Kong Special Administrative Region": "hk",
    "Democratic People's Republic of Korea": "kp",
    "Iran (Islamic Republic of)": "ir",
    "Libya": "ly",
    "Marshall Islands": "mh",
    "Myanmar": "mm",
    "Panama": "pa",
    "Singapore": "sg",
    "Viet Nam": "vn",
}
ALIASES = {"Good": "alias", "Low": "weakAlias", "a.k.a.": "alias", "f.k.a.": "previousName"}
IN_COMMENTS = {
    "swiftBic": re.compile(r"\bSWIFT(?:/BIC)?: ([A-Z]{8}(?:[A-Z0-9]{3})?)\b"),
    "companyImo": re.compile(r"\bIMO\)? ?(?:[Nn]umber:? )?([0-9]{7})\b"),
    "passportNumber": re.compile(r"\bpassport number ([0-9]{6,})\b"),
    "registrationNumber": re.compile(r"\bcompany registration number ([0-9]{5,})\b"),
}
PASSPORT = re.compile(r"([A-Z]{0,3}) ?([0-9]{6,})(?: \(Expire[ds] [^)]+\))?")

Line = dict[str, object]
"""a FollowTheMoney entity as one line of the file"""
Facts = dict[str, set[str]]


def parties(source: Path) -> list[list[Line]]:
    """The persons (KPi) and entities (KPe) of the 1718 list, by id."""
    root = ElementTree.parse(source).getroot()
    document = UN_DOCUMENT.format(day=root.attrib["dateGenerated"][:10])
    found = [
        party(record, reference, document)
        for record in (*root.iter("INDIVIDUAL"), *root.iter("ENTITY"))
        if re.fullmatch(r"KP[ie]\.\d{3}", reference := text(record, "REFERENCE_NUMBER"))
    ]
    return sorted(found, key=lambda lines: str(lines[0]["id"]))


def party(record: ElementTree.Element, reference: str, document: str) -> list[Line]:
    """One entry with its listing."""
    person = record.tag == "INDIVIDUAL"
    facts: Facts = {}
    names = (text(record, tag) for tag in ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"))
    say(facts, "name", [" ".join(filter(None, names))])
    for alias in record.iter(f"{record.tag}_ALIAS"):
        if name := text(alias, "ALIAS_NAME"):
            say(facts, ALIASES[text(alias, "QUALITY")], [name])
        say(facts, "birthDate", [text(alias, "DATE_OF_BIRTH")])
    for address in record.iter(f"{record.tag}_ADDRESS"):
        say(facts, "country", [COUNTRIES[name] for name in [text(address, "COUNTRY")] if name])
    if person:
        person_facts(record, facts)
    comments = text(record, "COMMENTS1")
    for prop, pattern in IN_COMMENTS.items():
        say(facts, prop, pattern.findall(comments))
    id = f"un-{reference}"
    listing = {
        "authority": {AUTHORITY},
        "entity": {id},
        "listingDate": {text(record, "LISTED_ON")},
        "program": {PROGRAM},
        "unscId": {reference},
    }
    return entry(id, "Person" if person else "LegalEntity", facts, [(f"{id}:listing", listing)], document)


def person_facts(record: ElementTree.Element, facts: Facts) -> None:
    """Nationality, gender, dates of birth and passports."""
    say(facts, "nationality", [COUNTRIES[value.text or ""] for value in record.iterfind("NATIONALITY/VALUE")])
    say(facts, "gender", [text(record, "GENDER").lower()])
    for born in record.iter("INDIVIDUAL_DATE_OF_BIRTH"):
        say(facts, "birthDate", [text(born, "DATE"), text(born, "YEAR")])
        if first := text(born, "FROM_YEAR"):
            say(facts, "birthDate", map(str, range(int(first), int(text(born, "TO_YEAR")) + 1)))
    for paper in record.iter("INDIVIDUAL_DOCUMENT"):
        if number := text(paper, "NUMBER"):
            read = PASSPORT.fullmatch(number)
            if not read:
                raise SystemExit(f"{text(record, 'REFERENCE_NUMBER')}: not a passport number: {number!r}")
            say(facts, "passportNumber", [read[1] + read[2]])


def vessels(source: Path) -> list[list[Line]]:
    """The designated ships, by id; rows of one ship under several annexes become several listings."""
    with source.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    ships: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        ships.setdefault(ship_id(row), []).append(row)
    return [ship(id, ships[id]) for id in sorted(ships)]


def ship_id(row: dict[str, str]) -> str:
    """From the IMO number, or from the name where the annex says that none exists."""
    number = row["imoNumber"].strip()
    if re.fullmatch(r"\d{7}", number):
        return f"un-vessel-imo{number}"
    if number != "Does not exist":
        raise SystemExit(f"{row['name']}: not an IMO number: {number!r}")
    return "un-vessel-" + re.sub(r"[^a-z0-9]+", "-", row["name"].lower()).strip("-")


def ship(id: str, rows: list[dict[str, str]]) -> list[Line]:
    """One ship with a listing for each annex and date it stands under."""
    facts: Facts = {}
    listings: dict[tuple[str, str], Facts] = {}
    for row in rows:
        name, *others = (part.strip() for part in row["name"].replace(")", "").split("("))
        say(facts, "name", [name])
        say(facts, "alias", [*others, row["alias"]])
        say(facts, "previousName", [row["previousName"]])
        say(facts, "imoNumber", [number for number in [row["imoNumber"].strip()] if number.isdigit()])
        say(facts, "mmsi", [row["mmsi"]])
        say(facts, "flag", [COUNTRIES[flag] for flag in [row["flag"]] if flag])
        day = datetime.strptime(row["startDate"], "%d.%m.%Y").date().isoformat()
        listings[day, row["annex"]] = {
            "authority": {AUTHORITY},
            "entity": {id},
            "listingDate": {day},
            "program": {PROGRAM},
            "provisions": {row["measure"]},
            "publisher": {f"European Union, annex {row['annex']}"},
            "recordId": {f"IMO {row['imoNumber'].strip()}" if "imoNumber" in facts else name},
        }
    under = [
        (f"{id}:listing" if number == 1 else f"{id}:listing:{number}", listings[key])
        for number, key in enumerate(sorted(listings), start=1)
    ]
    return entry(id, "Vessel", facts, under, EU_DOCUMENT)


def entry(
    id: str, schema: str, facts: Facts, listings: Iterable[tuple[str, Facts]], document: str
) -> list[Line]:
    """The party or ship on a line of its own, followed by its listings, whose ids start with its id."""
    parts = [(id, schema, facts), *((part, "Sanction", said) for part, said in listings)]
    return [
        {
            "id": part,
            "schema": kind,
            "properties": {prop: sorted(values) for prop, values in said.items()},
            "basis": "fact",
            "document": document,
        }
        for part, kind, said in parts
    ]


def say(facts: Facts, prop: str, values: Iterable[str]) -> None:
    """Add the values that are there."""
    if given := {stripped for value in values if (stripped := value.strip())}:
        facts.setdefault(prop, set()).update(given)


def text(element: ElementTree.Element, tag: str) -> str:
    """The text of a child in one line, empty where there is none."""
    return " ".join((element.findtext(tag) or "").split())


def lines(entries: Iterable[list[Line]]) -> Iterator[str]:
    """One canonical JSON object a line."""
    for line in chain.from_iterable(entries):
        yield json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def main() -> None:
    """Write both lists."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--un", type=Path, required=True, help="the UN Consolidated List, official XML")
    parser.add_argument("--vessels", type=Path, required=True, help="designated ships, CSV")
    parser.add_argument("--into", type=Path, required=True, help="folder to write to")
    given = parser.parse_args()
    for name, entries in (
        ("un-1718-extract.ftm.jsonl", parties(given.un)),
        ("un-1718-vessels.ftm.jsonl", vessels(given.vessels)),
    ):
        (given.into / name).write_text("".join(lines(entries)), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
