"""Our entities as FollowTheMoney's own tools read them: a projection, and a count of what it cannot carry.

- Ids keep to FollowTheMoney's letters: what hangs on an entry, `x:listing`, becomes `x--listing`.
- An IMO number is written `IMO9000003`. `companyImo` becomes `imoNumber` where the schema has it, else
  `idNumber`. `cryptoAddress` becomes a
  `CryptoWallet` whose holder is the party, unless one with that key hangs on it.
- The name or number of another party (`linkedTo`, `ownerName`, `operatorName`, `shipImo`) goes into `notes`,
  named, because FollowTheMoney wants an entity there.
- A value that is none of its property's type (a country that no code stands for, a day that no calendar has,
  a telephone number without its country, an identifier of more than 64 letters) goes into `notes`, else
  `summary`, with its property's name; it is counted.
- `evidenceBasis` and `evidenceDocument` become the keys `basis` and `document` that `ftm_json` reads.
- Places, original spellings, languages, grades and markings have no room there: export statements for these.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

from sightline.clean import countries
from sightline.model import schemata
from sightline.model.statement import Entity, Statement

Shape = dict[str, Any]
_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?")
_ELSE = re.compile(r"[^0-9a-zA-Z.\-]+")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
LONGEST_IDENTIFIER = 64
"""letters; FollowTheMoney's own bound, which some wallets and sentences in place of a number exceed"""
_PHONE = re.compile(r"\+[1-9][\d\s().\-]{6,20}")
"""FollowTheMoney takes a number without its country for none"""
_URL = re.compile(r"(?:https?://)?[\w\-]+(?:\.[\w\-]+)+(?::\d+)?(?:/\S*)?")
NAMED = {
    "linkedTo": "linked to",
    "ownerName": "owner",
    "operatorName": "operator",
    "shipImo": "IMO number of a ship named beside it",
}
"""own properties that become a note, and the words before their value"""
KEYS = {"evidenceBasis": "basis", "evidenceDocument": "document"}
MAPPED, NOTED, LEFT_OUT = "mapped", "noted", "left_out"


def projection(entity: Entity, counted: Counter[str]) -> Iterator[Shape]:
    """The entity and what hangs on it, as FollowTheMoney entities; what was changed is added to `counted`.

    Keys of `counted`: `mapped PROP`, `noted PROP`, `left_out SCHEMA.PROP`.
    """
    yield from _projected(entity, entity.list, counted)
    for part in entity.adjacent:
        yield from _projected(part, entity.list, counted)


def ftm_id(id: str) -> str:
    """An id in the letters FollowTheMoney allows; the same for the same id, and another for another."""
    plain = id.replace(":", "--")
    if _ID.fullmatch(plain):
        return plain
    kept = _ELSE.sub("-", plain).strip("-.") or "x"
    return f"{kept}-{hashlib.sha256(id.encode()).hexdigest()[:10]}"


def _projected(entity: Entity, dataset: str, counted: Counter[str]) -> Iterator[Shape]:
    known = schemata.properties(entity.schema)
    properties: dict[str, dict[str, None]] = {}
    wallets: list[str] = []

    def put(prop: str, value: str) -> None:
        properties.setdefault(prop, {})[value] = None

    for said in entity.statements:
        own = said.prop in OWN
        if said.prop in KEYS:
            continue
        if said.prop == "cryptoAddress":
            if said.value not in wallets:
                wallets.append(said.value)
            counted[f"{MAPPED} {said.prop}"] += 1
        elif said.prop == "companyImo":
            put("imoNumber" if "imoNumber" in known else "idNumber", f"IMO{said.value}")
            counted[f"{MAPPED} {said.prop}"] += 1
        elif own or not _fits(known[said.prop], said.value):
            _note(said, known, put, counted)
        else:
            put(said.prop, _spelt(known[said.prop], said))
    yield _shape(entity.id, entity.schema, entity.caption, dataset, properties) | _keys(entity)
    known_wallets = {key for part in entity.adjacent for key in part.values("publicKey")}
    new = [address for address in wallets if address not in known_wallets]
    for number, address in enumerate(new, start=1):
        key = "publicKey" if _fits("identifier", address) else "notes"
        about: dict[str, dict[str, None]] = {
            key: {address: None},
            "holder": {ftm_id(entity.id): None},
        }
        yield _shape(f"{entity.id}:cryptoAddress:{number}", "CryptoWallet", address, dataset, about)


def _keys(entity: Entity) -> Shape:
    return {key: value for prop, key in KEYS.items() if (value := entity.first(prop))}


OWN = frozenset(prop for props in schemata.OWN.values() for prop in props)


def _spelt(kind: str, said: Statement) -> str:
    """A value as FollowTheMoney spells it."""
    if kind == "entity":
        return ftm_id(said.value)
    return f"IMO{said.value}" if said.prop == "imoNumber" and said.value.isdecimal() else said.value


def _note(said: Statement, known: dict[str, str], put: Any, counted: Counter[str]) -> None:
    if room := next((prop for prop in ("notes", "summary") if prop in known), None):
        put(room, f"{NAMED.get(said.prop, said.prop)}: {said.value}")
        counted[f"{NOTED} {said.prop}"] += 1
    else:
        counted[f"{LEFT_OUT} {said.schema}.{said.prop}"] += 1


def _fits(kind: str, value: str) -> bool:
    """Whether a value is one of FollowTheMoney's type; only types with a closed form are checked."""
    if kind == "date":
        return _is_date(value)
    if kind == "country":
        return _is_country(value)
    if kind == "identifier":
        return len(value) <= LONGEST_IDENTIFIER
    if kind == "phone":
        return _PHONE.fullmatch(value) is not None
    if kind == "url":
        return _URL.fullmatch(value) is not None
    return bool(value)


def _is_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True


@cache
def _is_country(value: str) -> bool:
    return countries.of_code(value) == value


def _shape(id: str, schema: str, caption: str, dataset: str, properties: dict[str, dict[str, None]]) -> Shape:
    return {
        "id": ftm_id(id),
        "caption": caption,
        "schema": schema,
        "properties": {prop: [*values] for prop, values in properties.items()},
        "datasets": [dataset] if dataset else [],
        "target": ":" not in id,
    }


def projected(entities: Iterable[Entity], counted: Counter[str]) -> Iterator[Shape]:
    """Every entity of a list, each with what hangs on it after it."""
    for entity in entities:
        yield from projection(entity, counted)
