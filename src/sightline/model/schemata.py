"""The entity vocabulary: FollowTheMoney's schemata and properties, and our own beside them.

The names, types and inheritance are facts taken from the `followthemoney` package by
`scripts/extract_schemata.py`; `SOURCE` names its version. Own properties stand in `OWN`.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any, Final

_DATA: Final[dict[str, Any]] = json.loads(
    resources.files(__package__).joinpath("schemata.json").read_text(encoding="utf-8")
)
SOURCE: Final[dict[str, str]] = _DATA["source"]
_SCHEMATA: Final[dict[str, Any]] = _DATA["schemata"]

_EVIDENCE: Final = {"evidenceBasis": "string", "evidenceDocument": "string"}
OWN: Final[dict[str, dict[str, str]]] = {
    "Analyzable": _EVIDENCE,
    "Interval": _EVIDENCE,
    "Mention": _EVIDENCE,
    "Page": _EVIDENCE,
    "Similar": _EVIDENCE,
    "Value": _EVIDENCE,
    "Thing": _EVIDENCE
    | {
        "linkedTo": "name",
    },
    "LegalEntity": {
        "companyImo": "identifier",
        "cryptoAddress": "identifier",
        "shipImo": "identifier",
    },
    "Vehicle": {
        "operatorName": "name",
        "ownerName": "name",
    },
}
"""Own properties by the schema they belong to.

- `companyImo`: IMO number of the company itself, with a company's check digit (FollowTheMoney puts those of
  ships and companies both under `imoNumber`).
- `shipImo`: IMO number of a ship that a text names beside a party that is no ship.
- `cryptoAddress`: address of a wallet the party holds.
- `evidenceBasis`, `evidenceDocument`: whether a file says what it says as `fact` or `reconstruction`, and the
  document it follows.
- `linkedTo`, `ownerName`, `operatorName`: name of another party, where the list gives no id.
"""


def known(schema: str) -> bool:
    """Whether there is a schema of this name."""
    return schema in _SCHEMATA


def names() -> tuple[str, ...]:
    """All schema names, sorted."""
    return tuple(sorted(_SCHEMATA))


@cache
def properties(schema: str) -> dict[str, str]:
    """Property names of a schema with their types, inherited ones included; KeyError when it is unknown."""
    found: dict[str, str] = {}
    for parent in _SCHEMATA[schema]["extends"]:
        found |= properties(parent)
    own: dict[str, str] = _SCHEMATA[schema]["properties"]
    return found | own | OWN.get(schema, {})


def property_type(schema: str, prop: str) -> str | None:
    """The type of a property (`name`, `date`, `country`, `identifier`, `entity` …); None if unknown."""
    return properties(schema).get(prop) if known(schema) else None


@cache
def ancestors(schema: str) -> frozenset[str]:
    """The schema itself and all it extends, directly or not; KeyError when it is unknown."""
    found = {schema}
    for parent in _SCHEMATA[schema]["extends"]:
        found |= ancestors(parent)
    return frozenset(found)


def is_a(schema: str, parent: str) -> bool:
    """Whether a schema is `parent` or extends it; an unknown schema is nothing but itself."""
    return schema == parent or (known(schema) and parent in ancestors(schema))
