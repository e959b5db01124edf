"""Parties on the lists, as they may be met in registers and payments: by name, address, number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import ibis
from ibis import _

from sightline.detectors.citing import COLUMNS
from sightline.detectors.firms.ties import domain_of, normal
from sightline.names.empty_words import COMPANY_FORMS

NAMES = ("name", "alias", "previousName", "weakAlias")
VALUES = {"address": "address", "full": "address", "phone": "phone", "email": "email", "website": "domain"}
"""properties of a list and the kind of value they are compared with"""
GAPS = r"[^0-9a-z\x{80}-\x{10FFFF}]+"
FORMS = r"\b(?:" + "|".join(sorted(COMPANY_FORMS)) + r")\b"
SHORTEST_ADDRESS = 3
"""words of an address that is more than a town"""
LISTED_ON = ("listingDate", "startDate")
"""properties of a listing that say since when"""


@dataclass(frozen=True, slots=True)
class Mention:
    """What a list says of a party: the entry, its caption, the row that says it, and since when it is listed.

    `since` is as the list writes it, a year alone perhaps; empty where it gives no day.
    """

    entity: str
    caption: str
    shown: str
    row: Mapping[str, Any] = field(hash=False, compare=False)
    since: str = ""

    def holds(self, day: str) -> bool:
        """Whether the entry was listed by that day (ISO), as far as the list says; without a day, always."""
        return self.since <= day


@dataclass(frozen=True, slots=True)
class Parties:
    """Listed parties by name (see `name_key`), by (kind, value), and when they were born."""

    names: Mapping[str, Mention]
    values: Mapping[tuple[str, str], Mention]
    born: Mapping[str, frozenset[str]]
    bics: Mapping[str, tuple[Mention, ...]]
    """by the first eight letters, all of them, whoever was listed first before the others"""
    bearers: Mapping[str, tuple[Mention, ...]]
    """all of one name, whoever was listed first before the others"""
    listed_names: tuple[str, ...]
    """names as `plain_name` writes them, to be looked for in payments"""

    def named(self, name: str, born: str = "") -> Mention | None:
        """The listed party of this name; not one whose years of birth are known and are others."""
        found = self.names.get(name_key(name))
        if found is None:
            return None
        known = {day[:4] for day in self.born.get(found.entity, ())}
        return None if born and known and born[:4] not in known else found

    def year_agrees(self, party: Mention, born: str) -> bool:
        """Whether a year of birth is known of both and is the same."""
        return bool(born) and born[:4] in {day[:4] for day in self.born.get(party.entity, ())}


def plain_name(name: str) -> str:
    """A name in the order it is written, without punctuation and forms of company."""
    words = normal("name", name).split()
    return " ".join([word for word in words if word not in COMPANY_FORMS] or words)


def name_key(name: str) -> str:
    """A name whatever the order of its words; empty for one word of fewer than five letters."""
    words = sorted(plain_name(name).split())
    return "" if len(words) == 1 and len(words[0]) < 5 else " ".join(words)


def read(table: Any) -> Parties:
    """What the table `listed` says, the first statement of each name and value."""
    columns = ("entity", "caption", "prop", "value", "label", *COLUMNS)
    ordered = table.select(*columns).order_by("entity", "prop", "value", "item", "place_start")
    rows = ordered.to_pyarrow().to_pylist()
    since: dict[str, str] = {}
    for row in rows:
        if row["prop"] in LISTED_ON:
            since.setdefault(row["entity"], row["value"])
    names: dict[str, Mention] = {}
    values: dict[tuple[str, str], Mention] = {}
    born: dict[str, set[str]] = defaultdict(set)
    bics: dict[str, list[Mention]] = defaultdict(list)
    bearers: dict[str, list[Mention]] = defaultdict(list)
    plain: set[str] = set()
    for row in rows:
        mention = Mention(row["entity"], row["caption"], row["value"], row, since.get(row["entity"], ""))
        if row["prop"] in NAMES:
            if key := name_key(row["value"]):
                names.setdefault(key, mention)
                bearers[key].append(mention)
                plain |= spellings(row["value"])
        elif row["prop"] == "birthDate":
            born[row["entity"]].add(row["value"])
        elif row["prop"] == "swiftBic":
            bics[row["value"].upper()[:8]].append(mention)
        elif row["prop"] in VALUES:
            for pair in _keys(VALUES[row["prop"]], row["value"]):
                values.setdefault(pair, mention)
    born_of = {entity: frozenset(days) for entity, days in born.items()}
    return Parties(names, values, born_of, _in_turn(bics), _in_turn(bearers), tuple(sorted(plain)))


def _in_turn(found: Mapping[str, list[Mention]]) -> dict[str, tuple[Mention, ...]]:
    """Those of a known day first, by day; then the others."""
    return {
        key: tuple(sorted(some, key=lambda one: (not one.since, one.since))) for key, some in found.items()
    }


def spellings(name: str) -> set[str]:
    """A name as payments may write it: in its own order, the last or the first word moved."""
    words = plain_name(name).split()
    turned = (words, [*words[-1:], *words[:-1]], [*words[1:], *words[:1]])
    return {" ".join(one) for one in turned} if name_key(name) else set()


def _keys(kind: str, value: str) -> Iterator[tuple[str, str]]:
    text = normal(kind, value)
    if kind == "address" and len(text.split()) < SHORTEST_ADDRESS:
        return
    if kind == "domain":
        text = text.removeprefix("https://").removeprefix("http://").removeprefix("www.").partition("/")[0]
    if text:
        yield kind, text
    if kind == "email" and (domain := domain_of(value)):
        yield "domain", domain


def met_in_payments(
    payments: Any, parties: Parties, few: Any
) -> dict[str, tuple[Mention, Mapping[str, Any]]]:
    """Accounts that payments call by a listed name, with the first row that does.

    `few` makes a table of texts.
    """
    found: dict[str, tuple[Mention, Mapping[str, Any]]] = {}
    if not parties.listed_names:
        return found
    wanted = few(list(parties.listed_names))
    for side in ("debtor", "creditor"):
        words = _[f"{side}_name"].lower().re_replace(GAPS, " ")
        name = words.re_replace(FORMS, " ").re_replace(" +", " ").strip()
        said = payments.filter(_[f"{side}_name"].notnull()).select(
            account=_[f"{side}_account"], name=name, shown=_[f"{side}_name"], **{c: _[c] for c in COLUMNS}
        )
        rows = said.semi_join(wanted, [("name", "account")]).group_by("account", "shown")
        first = rows.agg(row=_rows_struct().min()).to_pyarrow().to_pylist()
        for line in sorted(first, key=lambda one: (one["account"], one["shown"])):
            mention = parties.named(line["shown"])
            if mention is not None:
                found.setdefault(line["account"], (mention, line["row"]))
    return found


def _rows_struct() -> Any:
    return ibis.struct({name: _[name] for name in COLUMNS})
