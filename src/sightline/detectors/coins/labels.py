"""What labels say of addresses: who took coins, who is a service, and where labels contradict one another.

The words are those of the TagPack vocabulary: `category` says what kind of party an address belongs to,
`abuse` what was done with it, `actor` who the party is. A category and an abuse say different things and
contradict nothing: a listed address (`sanction`) of a `user` is both.

An address whose labels name several takers, each with equal right, is contested: it is of each of them until
somebody knows better, whatever they are called and whoever said so first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from sightline.detectors.citing import COLUMNS, citation, citations
from sightline.model.citation import Citation, Reason

SERVICES = (
    "exchange", "mixing_service", "bridge", "defi_bridge", "hosted_wallet", "payment_processor", "gambling",
    "otc", "broker", "service",
)  # fmt: skip
"""categories of labels, in lower case, behind which coins of many lie together"""
LISTED = "sanctions list"
"""words of a label, in lower case, that say that the address is listed"""
SANCTION = "sanction"
"""the abuse that says the same"""
ANYBODY = ("user", "")
"""categories that say no more than that somebody holds the address"""
PARTIES = ("user", "perpetrator")
"""categories of parties that are no service"""
ALIKE = (
    frozenset({"exchange", "hosted_wallet", "otc", "broker", "payment_processor"}),
    frozenset({"bridge", "defi_bridge"}),
)
"""kinds of services that one party can be at once; the kind `service` goes with all"""
PLAIN_WORDS = frozenset({
    "address", "and", "bridge", "btc", "cash", "cold", "com", "contract", "deposit", "eth", "exchange",
    "finance", "group", "hot", "io", "mixer", "mixing", "net", "of", "org", "pool", "proxy", "reserve",
    "reserves", "router", "service", "services", "swap", "the", "token", "usdc", "usdt", "vault", "wallet",
    "wallets",
})  # fmt: skip
"""words in names of services that tell none from another"""
MOST_TOLD = 5
"""addresses a signal names of which labels contradict one another"""
MOST_LABELS = 6
NAMES_NOBODY = 3
"""how little the mere word of a list tells of who took"""
OR = " or "
"""between the names of those to whom labels give one address"""
SHORTEST = 4
"""letters of a name that can be told within another"""


@dataclass(frozen=True, slots=True)
class Label:
    """What somebody says of an address, and the row that says it."""

    address: str
    name: str
    """the actor, where one is named, else the text"""
    category: str
    abuse: str
    source: str
    text: str
    """the label itself"""
    actor: str
    """who the party is; empty where it does not say"""
    row: Mapping[str, Any]
    """where it stands, as `citing` reads it"""

    @property
    def kind(self) -> str:
        """Category and abuse in words, without a category that says nothing beside an abuse."""
        category = "" if self.abuse and self.category.lower() in ANYBODY else self.category
        return ", ".join(part for part in (category, self.abuse) if part) or "no kind"

    @property
    def listed(self) -> bool:
        """Whether it says that the address stands on a sanctions list."""
        return self.abuse.lower() == SANCTION or LISTED in self.text.lower()

    @property
    def takes(self) -> bool:
        """Whether it says that the address took what is followed."""
        return bool(self.abuse) or LISTED in self.text.lower()

    @property
    def of_list(self) -> bool:
        """Whether the entry of a list says it, which has no number as a row."""
        return not self.row["row"]

    @property
    def telling(self) -> int:
        """How little it says of who took: 0 where it names an actor, 3 where it only names a list.

        An entry of a list says in whose name an address is listed, which may be one of those who took.
        """
        if self.actor:
            return int(self.of_list)
        return NAMES_NOBODY if LISTED in self.text.lower() else 2

    @property
    def service(self) -> str:
        """The kind of service it says the address belongs to; empty for others."""
        kind = self.category.lower()
        return kind if kind in SERVICES else ""

    def said(self) -> str:
        """The label with its kind and its source, as a reason says it."""
        return f"“{self.text}”, {self.kind} ({self.source or 'no source given'})"


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels by address; which actors took, and which service it is."""

    all: Mapping[str, Sequence[Label]]
    takers: Mapping[str, tuple[str, ...]]
    """one who took, or several where the address is contested"""
    services: Mapping[str, str]
    contradicted: Mapping[Citation, str] = field(default_factory=dict)
    """by the place of each label of an address whose labels contradict one another, that address"""

    def contradictions(self, addresses: Iterable[str]) -> tuple[Reason, ...]:
        """Those of these addresses whose labels contradict one another, every label with its source."""
        odd = sorted({one for one in addresses if contradictory(self.all.get(one, ()))})
        told = [
            Reason(
                f"Labels contradict one another about {address}: {said(self.all[address])}.",
                citations(label.row for label in self.all[address]),
            )
            for address in odd[:MOST_TOLD]
        ]
        if rest := odd[MOST_TOLD:]:
            cites = citations(label.row for address in rest[:MOST_TOLD] for label in self.all[address])
            told.append(Reason(f"So they do about {len(rest)} more addresses; some are cited.", cites))
        return tuple(told)

    def contradictions_at(self, cites: Iterable[Citation]) -> tuple[Reason, ...]:
        """The same of addresses of which labels are cited."""
        if not self.contradicted:
            return ()
        return self.contradictions(self.contradicted[one] for one in cites if one in self.contradicted)

    def called(self, address: str) -> str:
        """What an address is called: who took, else the service, else its first label; empty without one."""
        several = self.all.get(address)
        first = several[0].name if several else ""
        return OR.join(self.takers.get(address, ())) or self.services.get(address) or first

    def contested(self, address: str) -> bool:
        """Whether labels give an address to several takers."""
        return len(self.takers.get(address, ())) > 1

    def listed(self, actor: str, addresses: Iterable[str]) -> bool:
        """Whether a label says of one of these addresses of an actor that it is listed, as nobody else's."""
        return any(
            label.listed and (label.name == actor or label.name not in self.takers[address])
            for address in addresses
            if actor in self.takers.get(address, ())
            for label in self.all[address]
        )


def read_labels(table: Any) -> Labels:
    """The labels by address. Of one that is called both a taker and a service the taker counts.

    A taker is called by the label that says most of who it is: an actor before the party that a list names,
    and that before a text, and that before the mere word of a list. Where several say as much and name
    others, each of them took (`takers_of`).
    """
    columns = ("address", "label", "category", "abuse", "actor", "source", "title", *COLUMNS)
    rows = table.select(*columns).order_by("address", "item", "row").to_pyarrow().to_pylist()
    found: dict[str, list[Label]] = {}
    taking: dict[str, list[Label]] = {}
    services: dict[str, str] = {}
    spelled = _spellings(rows)
    for row in rows:
        name = row["actor"] or row["label"]
        name = spelled.get(name, name)
        place = {column: row[column] for column in COLUMNS} | {"label": None if row["row"] else row["title"]}
        label = Label(
            row["address"], name, row["category"] or "", row["abuse"] or "", row["source"] or "",
            row["label"], row["actor"] or "", place,
        )  # fmt: skip
        found.setdefault(row["address"], []).append(label)
        if label.takes:
            taking.setdefault(row["address"], []).append(label)
        elif label.service:
            services.setdefault(row["address"], name)
    takers = {address: takers_of(several) for address, several in taking.items()}
    odd = {
        citation(label.row): address
        for address, several in found.items()
        if contradictory(several)
        for label in several
    }
    return Labels(found, takers, {at: name for at, name in services.items() if at not in takers}, odd)


def takers_of(labels: Iterable[Label]) -> tuple[str, ...]:
    """Who took at one address: whoever the labels name that say most of it, in the order of names.

    Mere words of lists name nobody: of several the address bears all.
    """
    taking = [label for label in labels if label.takes]
    most = min((label.telling for label in taking), default=0)
    names = sorted({label.name for label in taking if label.telling == most})
    return (" and ".join(names),) if names and most == NAMES_NOBODY else tuple(names)


def _spellings(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Of each name of a taker how most addresses have its words, so that one name is one taker."""
    counts: dict[tuple[str, ...], dict[str, set[str]]] = {}
    for row in rows:
        if row["abuse"] or LISTED in row["label"].lower():
            name = row["actor"] or row["label"]
            counts.setdefault(_spelling(name), {}).setdefault(name, set()).add(row["address"])
    return {
        name: min(several, key=lambda one: (-len(several[one]), one))
        for several in counts.values()
        for name in several
    }


def _spelling(name: str) -> tuple[str, ...]:
    """The words of a name in any order and any case; the name itself where it has none."""
    return tuple(sorted(re.findall(r"[^\W_]+", name.casefold()))) or (name,)


def said(labels: Sequence[Label]) -> str:
    """Every label with its kind and its source, each once; how many more there are."""
    told = list(dict.fromkeys(label.said() for label in labels))
    more = len(told) - MOST_LABELS
    return "; ".join(told[:MOST_LABELS]) + (f"; {more} more" if more > 0 else "")


def counted(labels: Iterable[Label]) -> str:
    """What labels of several addresses say, each text once, and of how many addresses where not of one."""
    found: dict[str, set[str]] = {}
    for label in labels:
        found.setdefault(label.said(), set()).add(label.address)
    told = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    words = [text + (f", of {len(of)} addresses" if len(of) > 1 else "") for text, of in told[:MOST_LABELS]]
    more = len(told) - MOST_LABELS
    return "; ".join(words) + (f"; {more} more" if more > 0 else "")


def contradictory(labels: Sequence[Label]) -> bool:
    """Whether labels of one address cannot all be right.

    They cannot when they name two services, or two kinds of service that are not run by one; nor when one
    names a service and another a party that is none; nor when they name several actors who took. Two texts
    may be two names of one crew, and a mere word of a sanctions list contradicts nothing.
    """
    if len(labels) < 2:
        return False
    named = takers_of(label for label in labels if label.actor)
    return len(named) > 1 or any(_apart(one, other) for one, other in combinations(labels, 2))


def _apart(one: Label, other: Label) -> bool:
    if one.service and other.service:
        return not _same_kind(one.service, other.service) or not _same_name(one, other)
    if not one.service and not other.service:
        return False
    service, party = (one, other) if one.service else (other, one)
    if party.listed:
        named = bool(party.actor) or LISTED not in party.text.lower()
        return named and not _same_name(service, party)
    return bool(party.abuse) or party.category.lower() in PARTIES


def _same_kind(one: str, other: str) -> bool:
    return one == other or "service" in (one, other) or any({one, other} <= alike for alike in ALIKE)


def _same_name(one: Label, other: Label) -> bool:
    """Whether names share a word that tells one party from another, or nothing tells them apart."""
    first, second = (set(_words(label)) for label in (one, other))
    if one.actor and one.actor == other.actor:
        return True
    if not first or not second:
        return True
    short, long = sorted(("".join(_words(one)), "".join(_words(other))), key=len)
    return bool(first & second) or (len(short) >= SHORTEST and short in long)


def _words(label: Label) -> list[str]:
    text = f"{label.actor} {label.text}".casefold()
    return list(dict.fromkeys(_telling(re.findall(r"[^\W_]+", text))))


def _telling(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        if word not in PLAIN_WORDS and not word.isdigit():
            yield word
