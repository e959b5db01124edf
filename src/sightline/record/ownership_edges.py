"""Ties between entities from what lists say of them, and what holds on a day.

`Ownership` gives a share, `Directorship` a director, `UnknownLink` a link that reads both ways,
`Representation` one who acts for another. An ownership whose kind or role speaks of control, a majority of
votes or a right to appoint is also stated control. "Owned or controlled" leaves open which: it is an
ownership of an unknown share, and never control for certain.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import NamedTuple

from sightline.clean.shares import share
from sightline.model.ownership import NONE, NOTHING, UNKNOWN, Bond, Designation, Edge, Holding, Share

LINKS = ("Directorship", "Ownership", "Representation", "UnknownLink")
"""schemata whose entities tie two others"""
ENDS = {
    "Ownership": ("owner", "asset"),
    "Directorship": ("director", "organization"),
    "Representation": ("client", "agent"),
    "UnknownLink": ("subject", "object"),
}
PROPS = (
    *sorted({end for ends in ENDS.values() for end in ends}),
    "endDate", "legalBasis", "ownershipType", "percentage", "role", "startDate",
)  # fmt: skip
"""properties of those schemata that are read here"""
LISTING, LISTING_PROPS = "Sanction", ("endDate", "entity", "startDate")
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_CONTROL = re.compile(
    r"\bcontrol(s|led|ling)?\b|majority of (the )?vot|vot\w+( rights)? (majority|over 50|more than 50)"
    r"|\bright to appoint"
)
_NO_CONTROL = re.compile(
    r"\bowned or controlled\b|\b(no|not|non|without)\b[\w\s-]*\bcontrol|not? (a )?majority"
)


class Said(NamedTuple):
    """A value a list states, without its place."""

    entity: str
    schema: str
    prop: str
    value: str


def same(id: str) -> str:
    """Every entity is itself: no judgement merged any."""
    return id


def edges(list: str, said: Iterable[Said]) -> Iterator[Edge]:
    """The ties of one list; what lacks one of its two ends ties nothing and is passed over."""
    for id, (schema, values) in _by_entity(said).items():
        yield from _edges(list, id, schema, values)


Values = Mapping[str, Sequence[str]]


def _by_entity(said: Iterable[Said]) -> dict[str, tuple[str, dict[str, list[str]]]]:
    found: dict[str, tuple[str, dict[str, list[str]]]] = {}
    for one in said:
        if one.entity not in found:
            found[one.entity] = (one.schema, {})
        values = found[one.entity][1].setdefault(one.prop, [])
        if one.value not in values:
            values.append(one.value)
    return found


def _edges(list: str, id: str, schema: str, values: Values) -> Iterator[Edge]:
    holders, subjects = (values.get(end, ()) for end in ENDS[schema])
    base = Edge(
        id, Bond.LINKED, "", "",
        role=", ".join((*values.get("role", ()), *values.get("ownershipType", ()))),
        starts=tuple(values.get("startDate", ())), ends=tuple(values.get("endDate", ())), list=list,
    )  # fmt: skip
    several = len(holders) * len(subjects) > 1
    for holder, subject in product(holders, subjects):
        pair = replace(base, holder=holder, subject=subject)
        if schema == "Ownership":
            yield from _owned(pair, values, several)
        elif schema == "Directorship":
            yield replace(pair, bond=Bond.DIRECTS)
        else:
            yield pair
            if schema == "UnknownLink":
                yield replace(pair, holder=subject, subject=holder)


def _owned(pair: Edge, values: Values, several: bool) -> Iterator[Edge]:
    stated = " ".join(
        (*values.get("ownershipType", ()), *values.get("role", ()), *values.get("legalBasis", ()))
    )
    controls = _CONTROL.search(stated.casefold()) and not _NO_CONTROL.search(stated.casefold())
    if values.get("percentage") or not controls:
        yield replace(pair, bond=Bond.OWNS, share=_share(values.get("percentage", ()), several))
    if controls:
        yield replace(pair, bond=Bond.CONTROLS)


def _share(texts: Sequence[str], several: bool) -> Share:
    """What one entity states; several texts are one share that lies somewhere between them."""
    read = [share(text) for text in texts]
    known = [one for one in read if one]
    if not known:
        said = ", ".join(texts)
        return (
            replace(UNKNOWN, said=said, assumption=f"{said!r} is no percentage: anything")
            if said
            else UNKNOWN
        )
    low, high = min(one.low for one in known), max(one.high for one in known)
    said = ", ".join(texts)
    if several:
        return Share(NOTHING, high, said, f"{said!r} is stated of several parties together: from 0")
    if len(known) == 1 == len(read):
        return known[0]
    return Share(low, high, said, f"{said!r} in one statement: somewhere between")


class Presence(NamedTuple):
    """Whether something held on a day: for certain, or at all possibly."""

    certain: bool
    possible: bool


def presence(starts: Sequence[str], ends: Sequence[str], day: date) -> Presence:
    """First and last day count. A partial date, several dates or text that is no date leave it open."""
    at = day.isoformat()
    first = [_earliest(text) for text in starts], [_latest(text) for text in starts]
    last = [_earliest(text) for text in ends], [_latest(text) for text in ends]
    possible = min(first[0], default="") <= at <= max(last[1], default="9999")
    certain = max(first[1], default="") <= at <= min(last[0], default="9999")
    return Presence(certain and possible, possible)


def _earliest(text: str) -> str:
    return text + "-01-01"[len(text) - 4 :] if _DATE.fullmatch(text) else ""


def _latest(text: str) -> str:
    return text + "-12-31"[len(text) - 4 :] if _DATE.fullmatch(text) else "9999"


@dataclass(frozen=True, slots=True)
class Register:
    """Every tie, by either end; ids are canonical."""

    by_subject: Mapping[str, Sequence[Edge]]
    by_holder: Mapping[str, Sequence[Edge]]

    def holdings(self, subject: str, day: date) -> tuple[Holding, ...]:
        """Who owned how much of it on that day, one line a holder, by holder."""
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.by_subject.get(subject, ()):
            if edge.bond is Bond.OWNS and presence(edge.starts, edge.ends, day).possible:
                found[edge.holder].append(edge)
        return tuple(
            Holding(holder, subject, merged(found[holder], day), tuple(found[holder]))
            for holder in sorted(found)
        )

    def ties(self, subject: str, day: date) -> tuple[Edge, ...]:
        """Who controlled it, directed it or was linked to it on that day."""
        held = (edge for edge in self.by_subject.get(subject, ()) if edge.bond is not Bond.OWNS)
        return tuple(edge for edge in held if presence(edge.starts, edge.ends, day).possible)

    def below(self, holder: str, day: date) -> tuple[str, ...]:
        """What it owned on that day, in part or whole, sorted."""
        return tuple(
            sorted(
                {
                    edge.subject
                    for edge in self.by_holder.get(holder, ())
                    if edge.bond is Bond.OWNS and presence(edge.starts, edge.ends, day).possible
                }
            )
        )


def register(found: Iterable[Edge], canonical: Callable[[str], str] = same) -> Register:
    """Index ties; a company that holds its own shares ties nothing."""
    by_subject: dict[str, list[Edge]] = defaultdict(list)
    by_holder: dict[str, list[Edge]] = defaultdict(list)
    for edge in found:
        holder, subject = canonical(edge.holder), canonical(edge.subject)
        if (holder, subject) != (edge.holder, edge.subject):
            edge = replace(edge, holder=holder, subject=subject)
        if holder != subject:
            by_subject[subject].append(edge)
            by_holder[holder].append(edge)
    return Register(dict(by_subject), dict(by_holder))


def merged(held: Sequence[Edge], day: date) -> Share:
    """One share of one holder in one entity, from all that is stated of it.

    Equal lines of one list are one line. Different lines of one list may be several holdings or one said
    differently: between the smallest and their sum. Several lists speak of the same: between their ends.
    """
    lists: dict[str, list[Share]] = defaultdict(list)
    seen = set()
    for edge in held:
        told = (edge.list, edge.share.said, edge.share.low, edge.share.high, edge.starts, edge.ends)
        if told not in seen:
            seen.add(told)
            lists[edge.list].append(_on(edge, day))
    each = [_within(shares) for shares in lists.values()]
    if len(each) == 1 or len({(one.low, one.high) for one in each}) == 1:
        return each[0]
    low, high = min(one.low for one in each), max(one.high for one in each)
    return Share(
        low, high, "; ".join(one.said for one in each), "lists differ: between the smallest and the largest"
    )


def _on(edge: Edge, day: date) -> Share:
    if presence(edge.starts, edge.ends, day).certain:
        return edge.share
    days = ", ".join((*edge.starts, *edge.ends))
    why = f"whether it was held on {day} is open by its dates ({days}): from 0"
    return Share(
        NOTHING, edge.share.high, edge.share.said, "; ".join(filter(None, (edge.share.assumption, why)))
    )


def _within(shares: Sequence[Share]) -> Share:
    if len(shares) == 1:
        return shares[0]
    total = NONE.high
    for one in shares:
        total = total.plus(one.high)
    low = min(one.low for one in shares)
    said = "; ".join(one.said for one in shares)
    why = "several lines of one list: between the smallest and their sum"
    return Share(low, min(total, UNKNOWN.high), said, why)


def designations(list: str, said: Iterable[Said], hanging: Callable[[str], str]) -> Iterator[Designation]:
    """Whom a list's listings name; a listing that names nobody is about what it hangs on."""
    for id, (_, values) in _by_entity(said).items():
        for entity in values.get("entity", ()) or ([hanging(id)] if hanging(id) else []):
            yield Designation(
                entity, list, tuple(values.get("startDate", ())), tuple(values.get("endDate", ()))
            )
