"""What the columns of a file of parties are called, and what in a row cannot be what its column says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter

from sightline.clean import imo
from sightline.errors import BadInput
from sightline.model.screening import Query

COLUMNS = (
    "name",
    "schema",
    "birth_date",
    "nationality",
    "country",
    "imo",
    "mmsi",
    "bic",
    "identifier",
    "address",
    "id",
)
"""`id` is the asker's own and comes back with the answer."""

LIKELY = {
    "full_name": "name", "fullname": "name", "customer": "name", "customer_name": "name", "party": "name",
    "party_name": "name", "company": "name", "company_name": "name", "vessel": "name", "vessel_name": "name",
    "ship": "name", "names": "name", "entity": "name", "counterparty": "name",
    "type": "schema", "kind": "schema", "entity_type": "schema",
    "dob": "birth_date", "date_of_birth": "birth_date", "birthdate": "birth_date", "birthday": "birth_date",
    "born": "birth_date", "citizenship": "nationality", "nation": "nationality",
    "jurisdiction": "country", "residence": "country", "country_code": "country", "flag": "country",
    "imo_number": "imo", "imonumber": "imo", "imo_no": "imo", "swift": "bic", "swift_code": "bic",
    "swiftbic": "bic", "bic_code": "bic", "passport": "identifier", "passport_number": "identifier",
    "id_number": "identifier", "registration_number": "identifier", "tax_number": "identifier",
    "street": "address", "customer_id": "id", "client_id": "id", "reference": "id",
}  # fmt: skip
"""Other people's names for our columns. They are proposed in the remedy, never taken silently."""

PARTS_OF_NAMES = frozenset({
    "first_name", "last_name", "middle_name", "firstname", "lastname", "given_name", "family_name", "surname",
    "forename", "patronymic",
})  # fmt: skip
"""Columns of which several make a name; which belong together, and how, a person has to say."""

ASKABLE = ("name", "imo", "mmsi", "bic", "identifier")
"""A row without any of these asks nothing."""
_identifiers = attrgetter(*ASKABLE[1:])

_MAIL = re.compile(r"\S+@\S+\.\S+")
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_SITE = re.compile(r"www\.\S+", re.IGNORECASE)
_FORMULA = re.compile(r"[=+]\s*[A-Z][A-Z.]*\(", re.IGNORECASE)
"""how a cell of a spreadsheet begins that was written out unworked"""
NO_NAMES = frozenset({
    "n/a", "n.a.", "n.a", "n/d", "n.d.", "nan", "nil", "null", "none", "unknown", "unnamed", "undefined",
    "undisclosed", "tbd", "tba", "tbc", "true", "false", "not available", "not applicable", "not known",
    "no name", "(blank)", "(null)", "(none)",
})  # fmt: skip
"""what people and machines put where no name is known; a ship may be called so, hence not beside a schema"""
_ERROR = re.compile(
    r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|GETTING_DATA|#+)", re.IGNORECASE
)
"""how a spreadsheet says that a formula failed, or a column is too narrow"""
_SEVEN = re.compile(r"[0-9]{7}")
"""as many digits as an IMO number has"""
MISCOUNTED = (
    "{name!r} is no name, and as an IMO number it has a wrong check digit: put it right, or put it in the "
    "column 'imo', where it is compared as it stands"
)
SHOWN = 40


def canonical(cell: str) -> str:
    """A header's cell as a column is called: `Birth date` is `birth_date`."""
    return re.sub(r"[\s\-]+", "_", cell.strip().lower())


def check(header: Sequence[str], name: str, place: str) -> None:
    """`BadInput` with what to rename where a header cannot be used; nothing where it can."""
    if unknown := sorted(set(header) - set(COLUMNS)):
        raise BadInput(f"{name}: unknown column {unknown[0]!r}", place=place, remedy=_remedy(unknown))
    if "name" not in header:
        raise BadInput(f"{name}: no column 'name'", place=place, remedy="add a column 'name'")
    if len(set(header)) != len(header):
        raise BadInput(f"{name}: a column stands twice", place=place, remedy="name each column once")


def _remedy(unknown: Sequence[str]) -> str:
    meant = [f"{one!r} to {LIKELY[one]!r}" for one in unknown if one in LIKELY]
    said = f"rename {', '.join(meant)}; " if meant else ""
    if not PARTS_OF_NAMES.isdisjoint(unknown):
        said += "join the parts of a name in one column 'name'; "
    said = said or "leave it out; "
    return said + "use " + ", ".join(COLUMNS)


def nothing_known(header: Sequence[str], name: str, place: str) -> BadInput:
    """Why a table whose header names none of the columns is not asked as it stands."""
    meant = _remedy([one for one in header if one])
    shown = ", ".join(repr(one[:SHOWN]) for one in header[:4])
    return BadInput(f"{name}: no column is one of ours, the first row is {shown}", place=place, remedy=meant)


def note_of(query: Query) -> str:
    """What of a row that is asked may be no name after all: a few listed parties are called as a site."""
    if query.schema or not _SITE.fullmatch(query.name.strip()):
        return ""
    return f"{query.name.strip()[:SHOWN]!r} is the address of a site, asked as a name"


def no_name(query: Query) -> str:
    """Why what stands where a name should is none, as databases and spreadsheets leave it; empty for a name,
    and where a schema or an identifier says that somebody is meant."""
    name = query.name.strip()
    if query.schema or any(_identifiers(query)):
        return ""
    if name.lower() in NO_NAMES:
        return f"{name!r} stands for no name: with a 'schema' beside it, it is asked"
    return f"{name!r} is an error of a spreadsheet, no name" if _ERROR.fullmatch(name) else ""


def problem_of(query: Query) -> str:
    """Why a row asks nothing, or what stands in its name that is none; empty when it can be asked."""
    if any(_identifiers(query)):
        return ""
    if not query.name:
        return "nothing to ask: no name and no identifier"
    name = query.name.strip()
    if not name or query.schema:
        return ""
    if ("@" in name and _MAIL.fullmatch(name)) or _WEB.fullmatch(name):
        return f"{name[:SHOWN]!r} is an address, no name: is 'name' the right column?"
    if none := no_name(query):
        return none
    if name[0].isalpha():
        return ""
    if _FORMULA.match(name):
        return f"{name[:SHOWN]!r} is a formula, no name: save the table with what its formulas give"
    if any(letter.isdigit() for letter in name) and not any(letter.isalpha() for letter in name):
        if _SEVEN.fullmatch(name):
            return "" if imo.is_ship(name) else MISCOUNTED.format(name=name)
        return (
            f"{name[:SHOWN]!r} is a number or a date, no name: is 'name' the right column? "
            "With a 'schema' beside it, it is asked"
        )
    return ""
