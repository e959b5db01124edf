"""The `Remarks` column of OFAC's lists: labelled facts divided by semicolons.

A part whose label or value is not understood becomes `notes`, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sightline.clean import bic, countries, dates, identifiers, imo
from sightline.clean.text import clean
from sightline.formats.csv_rows import Cell
from sightline.formats.saying import Saying
from sightline.model import schemata

LABELS = {
    # label: (property of a person, property of anything else); an empty one leaves the part in the notes
    "National ID No.": ("idNumber", "registrationNumber"),
    "National Foreign ID Number": ("idNumber", "registrationNumber"),
    "Identification Number": ("idNumber", "registrationNumber"),
    "Personal ID Card": ("idNumber", ""),
    "Cedula No.": ("idNumber", "registrationNumber"),
    "D.N.I.": ("idNumber", ""),
    "C.U.R.P.": ("idNumber", ""),
    "Driver's License No.": ("idNumber", ""),
    "Electoral Registry No.": ("idNumber", ""),
    "Cartilla de Servicio Militar Nacional": ("idNumber", ""),
    "SSN": ("idNumber", ""),
    "Birth Certificate Number": ("idNumber", ""),
    "Citizen's Card Number": ("idNumber", ""),
    "Credencial electoral": ("idNumber", ""),
    "I.F.E.": ("idNumber", ""),
    "C.U.I.": ("idNumber", ""),
    "LE Number": ("idNumber", ""),
    "Kenyan ID No.": ("idNumber", ""),
    "Numero de Identidad": ("idNumber", ""),
    "Turkish Identification Number": ("idNumber", "registrationNumber"),
    "Travel Document Number": ("idNumber", ""),
    "Passport": ("passportNumber", ""),
    "Diplomatic Passport": ("passportNumber", ""),
    "Stateless Person Passport": ("passportNumber", ""),
    "Residency Number": ("idNumber", ""),
    "Government Gazette Number": ("idNumber", "idNumber"),
    "UK Company Number": ("registrationNumber", "registrationNumber"),
    "Registered Charity No.": ("registrationNumber", "registrationNumber"),
    "File Number": ("registrationNumber", "registrationNumber"),
    "Company Number": ("registrationNumber", "registrationNumber"),
    "Registration Number": ("registrationNumber", "registrationNumber"),
    "Registration ID": ("registrationNumber", "registrationNumber"),
    "Business Registration Number": ("registrationNumber", "registrationNumber"),
    "Business Registration Document #": ("registrationNumber", "registrationNumber"),
    "Business Number": ("registrationNumber", "registrationNumber"),
    "Public Registration Number": ("registrationNumber", "registrationNumber"),
    "Commercial Registry Number": ("registrationNumber", "registrationNumber"),
    "Certificate of Incorporation Number": ("registrationNumber", "registrationNumber"),
    "Enterprise Number": ("registrationNumber", "registrationNumber"),
    "C.R. No.": ("registrationNumber", "registrationNumber"),
    "Folio Mercantil No.": ("registrationNumber", "registrationNumber"),
    "Matricula Mercantil No": ("registrationNumber", "registrationNumber"),
    "Trade License No.": ("licenseNumber", "licenseNumber"),
    "License": ("licenseNumber", "licenseNumber"),
    "US FEIN": ("taxNumber", "taxNumber"),
    "Tax ID No.": ("taxNumber", "taxNumber"),
    "NIT #": ("taxNumber", "taxNumber"),
    "RUC #": ("taxNumber", "taxNumber"),
    "RIF #": ("taxNumber", "taxNumber"),
    "RTN": ("taxNumber", "taxNumber"),
    "R.F.C.": ("taxNumber", "taxNumber"),
    "C.U.I.T.": ("taxNumber", "taxNumber"),
    "Italian Fiscal Code": ("taxNumber", "taxNumber"),
    "V.A.T. Number": ("vatCode", "vatCode"),
    "D-U-N-S Number": ("dunsCode", "dunsCode"),
    "Unified Social Credit Code (USCC)": ("uscCode", "uscCode"),
    "Legal Entity Number": ("leiCode", "leiCode"),
    "Aircraft Manufacturer's Serial Number (MSN)": ("", "serialNumber"),
    "Aircraft Construction Number (also called L/N or S/N or F/N)": ("", "serialNumber"),
    "Aircraft Tail Number": ("", "registrationNumber"),
}
"""Numbers that issuers give; the country in brackets and the dates behind go to an Identification."""
WORDS = {
    "POB": "birthPlace",
    "Website": "website",
    "Email Address": "email",
    "EMAIL": "email",
    "Phone Number": "phone",
    "PHONE": "phone",
    "Telephone": "phone",
    "Telephone:": "phone",
    "Phone No.": "phone",
    "Linked To:": "linkedTo",
    "Aircraft Model": "model",
    "Aircraft Operator": "operatorName",
    "Vessel Type": "type",
    "Vessel Call Sign": "callSign",
}
NATIONS = {
    "nationality": "nationality",
    "citizen": "citizenship",
    "Nationality of Registration": "jurisdiction",
    "Former Vessel Flag": "pastFlags",
    "Vessel Flag": "flag",
}
DAYS = {
    "DOB": "birthDate",
    "Organization Established Date": "incorporationDate",
    "Aircraft Manufacture Date": "buildDate",
    "Vessel Year of Build": "buildDate",
}
NAMES = {"a.k.a.": "weakAlias", "f.k.a.": "previousName", "n.k.a.": "alias"}
GENDERS = {"Male": "male", "Female": "female"}
_OTHERS = ("Gender", "Vessel Registration Identification", "MMSI", "SWIFT/BIC", "Digital Currency Address -")

ALL = sorted({*LABELS, *WORDS, *NATIONS, *DAYS, *NAMES, *_OTHERS}, key=len, reverse=True)
_PART = re.compile(rf"(?:alt\. )?(?P<label>{'|'.join(map(re.escape, ALL))})\s+(?P<value>\S.*)", re.DOTALL)
LONGEST_PART = 1000
"""letters of a part that is taken apart; OFAC's whole remarks have at most as many"""
_SPLIT = re.compile(r"[^;]+")
_DAY = r"(?:\d{1,2} )?(?:[A-Z][a-z]{2} )?\d{4}"
_NUMBER = re.compile(
    rf"(?P<number>\S.*?)(?:\s+\((?P<country>[^()]+)\))?"
    rf"(?:\s+issued (?P<issued>{_DAY}))?(?:\s+expires (?P<expires>{_DAY}))?"
)
_IMO = re.compile(r"IMO\s*([0-9]{7})")
_WALLET = re.compile(r"(?P<asset>[A-Z0-9]{2,10}) (?P<address>[0-9A-Za-z:]{20,})")
_QUOTED = re.compile(r"['\"](.+)['\"]")


@dataclass(frozen=True, slots=True)
class Part:
    """A labelled part: where its value's characters begin in the cell, and how many adjuncts came before."""

    said: Saying
    cell: Cell
    label: str
    value: str
    first: int
    number: int

    def say(self, prop: str, value: str | None, text: str = "", ahead: int = 0) -> bool:
        """State the value at the place of `text` (else of the whole value); False if it cannot be said."""
        if not value or schemata.property_type(self.said.schema, prop) is None:
            return False
        text = text or self.value
        first = self.first + ahead
        self.said.say(prop, value, text, self.cell.part(first, first + len(text)))
        return True


def read(said: Saying, cell: Cell) -> None:
    """State all that the remarks say of an entry."""
    for number, (text, first) in enumerate(_parts(cell.text), start=1):
        found = _PART.fullmatch(text) if len(text) <= LONGEST_PART else None
        if found:
            part = Part(said, cell, found["label"], found["value"], first + found.start("value"), number)
            if _HANDLERS[found["label"]](part):
                continue
        said.say("notes", clean(text), text, cell.part(first, first + len(text)))


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """The parts between semicolons, trimmed, with their first character; the full stop at the end goes.

    It stays where it belongs to an abbreviation such as `S.A.`
    """
    if text.endswith(".") and not re.search(r"\.\w\.$", text):
        text = text[:-1]
    for found in _SPLIT.finditer(text):
        part = found[0].strip()
        if part:
            yield part, found.start() + len(found[0]) - len(found[0].lstrip())


def _word(part: Part) -> bool:
    done = part.say(WORDS[part.label], clean(part.value))
    if part.label == "POB" and done:
        last = part.value.rpartition(",")[2].strip()
        code = countries.code(last)
        part.say("birthCountry", code, last, part.value.rfind(last))
    return done


def _nation(part: Part) -> bool:
    return part.say(NATIONS[part.label], countries.value(part.value))


def _day(part: Part) -> bool:
    said = [part.say(DAYS[part.label], value) for value in dates.values(part.value)]
    return any(said)


def _name(part: Part) -> bool:
    found = _QUOTED.fullmatch(part.value)
    if not found:
        return False
    return part.say(NAMES[part.label], clean(found[1]), found[1], found.start(1))


def _gender(part: Part) -> bool:
    return part.say("gender", GENDERS.get(part.value))


def _mmsi(part: Part) -> bool:
    return part.say("mmsi", part.value if re.fullmatch(r"[0-9]{9}", part.value) else None)


def _bic(part: Part) -> bool:
    return part.say("swiftBic", bic.clean(part.value))


def _imo(part: Part) -> bool:
    """A ship's own number, whatever its check digit; a party's is its own or a ship's, by the check digit."""
    found = _IMO.fullmatch(part.value)
    if not found:
        return False
    number, ahead = found[1], found.start(1)
    if part.said.schema == "Vessel":
        return part.say("imoNumber", number, number, ahead)
    if imo.is_company(number):
        return part.say("companyImo", number, number, ahead)
    return imo.is_ship(number) and part.say("shipImo", number, number, ahead)


def _wallet(part: Part) -> bool:
    found = _WALLET.fullmatch(part.value)
    if not found:
        return False
    address, ahead = found["address"], found.start("address")
    wallet = Part(
        part.said.about(f"wallet:{part.number}", "CryptoWallet"),
        part.cell, part.label, part.value, part.first, part.number,
    )  # fmt: skip
    wallet.say("holder", part.said.entity, address, ahead)
    wallet.say("cryptoAddress", address, address, ahead)
    wallet.say("currencySymbol", found["asset"], found["asset"])
    return part.say("cryptoAddress", address, address, ahead)


def _number(part: Part) -> bool:
    """A number with its issuing country and days: stated of the entry, and in full of an Identification."""
    if _IMO.fullmatch(part.value):
        return _imo(part)
    person, other = LABELS[part.label]
    prop = person if part.said.schema == "Person" else other
    found = _NUMBER.fullmatch(part.value)
    if not found or not prop:
        return False
    text = found["number"]
    if not part.say(prop, identifiers.clean(text), text):
        return False
    if found["country"] or found["issued"] or found["expires"]:
        _identification(part, found)
    return True


def _identification(part: Part, found: re.Match[str]) -> None:
    schema = "Passport" if part.label.endswith("Passport") else "Identification"
    said = part.said.about(f"document:{part.number}", schema)
    detail = Part(said, part.cell, part.label, part.value, part.first, part.number)
    detail.say("holder", part.said.entity, found["number"])
    detail.say("number", identifiers.clean(found["number"]), found["number"])
    said.say("type", part.label, part.label, part.cell.place)
    if found["country"]:
        detail.say("country", countries.value(found["country"]), found["country"], found.start("country"))
    for group, prop in (("issued", "startDate"), ("expires", "endDate")):
        if found[group]:
            detail.say(prop, dates.clean(found[group]), found[group], found.start(group))


_HANDLERS: Mapping[str, Callable[[Part], bool]] = (
    dict.fromkeys(LABELS, _number)
    | dict.fromkeys(WORDS, _word)
    | dict.fromkeys(NATIONS, _nation)
    | dict.fromkeys(DAYS, _day)
    | dict.fromkeys(NAMES, _name)
    | {
        "Gender": _gender,
        "Vessel Registration Identification": _imo,
        "MMSI": _mmsi,
        "SWIFT/BIC": _bic,
        "Digital Currency Address -": _wallet,
    }
)
