"""What parties have in common, weighed by how rare it is: values that few share tie, those of a hub do not.

A value that `few` or fewer share counts in full; from there its weight falls with the logarithm of how many
share it and is nothing at `hub`. What a service gives to all its customers alike (address, telephone, agent,
domain with one and the same set of holders) counts once, by the strongest of them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

SERVICED = frozenset({"address", "phone", "agent", "domain"})
"""what a formation agent or an office service gives to its customers"""
_GAP = re.compile(r"[\W_]+")
_NO_DIGIT = re.compile(r"\D+")
SHORTEST_PHONE = 6
"""digits of a telephone number"""
PUBLIC_MAIL = frozenset({
    "gmail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "proton.me",
    "protonmail.com", "mail.ru", "yandex.ru", "qq.com", "163.com", "126.com", "gmx.de", "gmx.net", "web.de",
    "naver.com", "hanmail.net", "aol.com", "msn.com", "foxmail.com", "sina.com",
})  # fmt: skip
"""providers whose domain says nothing of who writes"""


@dataclass(frozen=True, slots=True)
class Said:
    """A value somebody states of a party, and the row that does."""

    party: int
    kind: str
    value: str
    """as compared"""
    shown: str
    row: Mapping[str, Any] = field(hash=False, compare=False)


@dataclass(frozen=True, slots=True)
class Shared:
    """A value two parties share: its weight, how many share it, and the row of each."""

    kind: str
    shown: str
    weight: float
    holders: int
    rows: tuple[Mapping[str, Any], Mapping[str, Any]] = field(hash=False, compare=False)


Links = Mapping[tuple[int, int], tuple[Shared, ...]]


@dataclass(frozen=True, slots=True)
class Rarity:
    """How common a value may be: full weight up to `few` holders, none from `hub`."""

    few: int
    hub: int

    def weight(self, holders: int) -> float:
        """From 1 down to 0."""
        if holders <= self.few:
            return 1.0
        if holders >= self.hub:
            return 0.0
        return math.log(self.hub / holders) / math.log(self.hub / self.few)


def normal(kind: str, text: str) -> str:
    """A value as it is compared: case, punctuation and spaces aside, of a telephone the digits alone."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if kind == "phone":
        digits = _NO_DIGIT.sub("", plain).lstrip("0")
        return digits if len(digits) >= SHORTEST_PHONE else ""
    if kind in ("email", "domain"):
        return plain.strip().removeprefix("www.")
    return _GAP.sub(" ", plain).strip()


def domain_of(email: str) -> str:
    """The domain of an e-mail address unless it is a public provider's; empty where there is none."""
    domain = email.strip().casefold().rpartition("@")[2] if "@" in email else ""
    return "" if domain in PUBLIC_MAIL else domain


def links(said: Iterable[Said], weights: Mapping[str, float], rarity: Rarity) -> Links:
    """Pairs of parties that share something of weight, the strongest first."""
    holders: dict[tuple[str, str], dict[int, Said]] = defaultdict(dict)
    for one in said:
        held = holders[one.kind, one.value].get(one.party)
        if one.value and (held is None or _order(one) < _order(held)):
            holders[one.kind, one.value][one.party] = one
    found: dict[tuple[int, int], list[tuple[Shared, tuple[int, ...]]]] = defaultdict(list)
    for (kind, _value), by_party in sorted(holders.items()):
        weight = weights.get(kind, 0.0) * rarity.weight(len(by_party))
        if len(by_party) < 2 or weight <= 0:
            continue
        members = tuple(sorted(by_party))
        for first, second in combinations(members, 2):
            rows = (by_party[first].row, by_party[second].row)
            shared = Shared(kind, by_party[first].shown, weight, len(members), rows)
            found[first, second].append((shared, members))
    return {pair: _once(several) for pair, several in found.items()}


def _order(one: Said) -> tuple[Any, ...]:
    return one.row["item"], one.row["row"], one.shown


def _once(several: Sequence[tuple[Shared, tuple[int, ...]]]) -> tuple[Shared, ...]:
    """What is shared, what one service gives to the same customers counted once, each kind once."""
    best: dict[object, Shared] = {}
    for shared, members in several:
        key: object = members if shared.kind in SERVICED and len(members) > 2 else shared.kind
        if key not in best or shared.weight > best[key].weight:
            best[key] = shared
    kinds: dict[str, Shared] = {}
    for shared in best.values():
        if shared.kind not in kinds or shared.weight > kinds[shared.kind].weight:
            kinds[shared.kind] = shared
    if "email" in kinds:
        kinds.pop("domain", None)  # it is the address's own
    return tuple(sorted(kinds.values(), key=lambda one: (-one.weight, one.kind)))


def strength(shared: Sequence[Shared]) -> float:
    """What a pair has in common, added up."""
    return sum(one.weight for one in shared)


def groups(found: Links, least: float, most: int) -> list[tuple[int, ...]]:
    """Parties joined by links of at least this strength, groups of at most `most`.

    A larger group is joined again by stronger links alone, until it falls apart.
    """
    strong = {pair: strength(shared) for pair, shared in found.items()}
    made: list[tuple[int, ...]] = []
    waiting = [({pair for pair, weight in strong.items() if weight >= least}, least)]
    while waiting:
        pairs, bar = waiting.pop()
        for members in _joined(pairs):
            if len(members) <= most:
                made.append(members)
                continue
            inside = set(members)
            higher = bar + 0.25
            kept = {pair for pair in pairs if pair[0] in inside and strong[pair] >= higher}
            if kept:
                waiting.append((kept, higher))
    return sorted(made)


def _joined(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    root: dict[int, int] = {}

    def top(at: int) -> int:
        while root.setdefault(at, at) != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    for one, other in sorted(pairs):
        a, b = top(one), top(other)
        root[max(a, b)] = min(a, b)
    found: dict[int, list[int]] = defaultdict(list)
    for at in sorted(root):
        found[top(at)].append(at)
    return [tuple(members) for members in found.values()]
