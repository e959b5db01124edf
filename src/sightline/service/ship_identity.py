"""Which ship is meant, and what positions, lists and registers say of who she is, each with its days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import ibis
import ibis.expr.types as ir

from sightline.clean.imo import is_ship
from sightline.clean.mmsi import state
from sightline.formats.ais_codes import ship_type_words
from sightline.model.citation import Citation
from sightline.model.lists import ListVersion
from sightline.model.statement import Entity
from sightline.model.view import View
from sightline.record import entities as record
from sightline.record import versions
from sightline.service.table_rows import PLACE, citation
from sightline.service.workbench import Workbench

SENT = ("name", "mmsi", "imo", "callsign", "ship_type", "length", "width")
"""columns of positions that say who a ship is"""
REGISTERED = (
    "name", "mmsi", "imo", "callsign", "flag", "ship_type", "owner", "manager", "classed_by", "insurer",
    "length", "width", "gross_tonnage", "deadweight", "built",
)  # fmt: skip
LISTED = {
    "name": "name", "alias": "name", "weakAlias": "name", "previousName": "name", "imoNumber": "imo",
    "mmsi": "mmsi", "callSign": "callsign", "flag": "flag", "pastFlags": "flag", "type": "ship_type",
    "tonnage": "gross_tonnage", "grossRegisteredTonnage": "gross_tonnage", "buildDate": "built",
    "deadweightTonnage": "deadweight", "owner": "owner", "operator": "manager",
}  # fmt: skip
"""properties of a list's entry, and the trait of a ship each says"""
TRAITS = {
    "name": "Name", "flag": "Flag", "mmsi": "MMSI", "imo": "IMO number", "callsign": "Call sign",
    "owner": "Owner", "manager": "Manager", "classed_by": "Class", "insurer": "Insurer",
    "ship_type": "Type", "length": "Length", "width": "Width", "gross_tonnage": "Gross tonnage",
    "deadweight": "Deadweight", "built": "Built",
}  # fmt: skip
UNITS = {"length": " m", "width": " m", "deadweight": " t"}
MOST_VALUES = 40
"""values of one trait from positions; those sent most"""
MOST_VERSIONS = 200
"""versions of a list that are looked at, the newest"""
SHIP = "Vessel"
FIRST_MS = 946_684_800_000
"""positions before 2000 carry a broken clock"""


@dataclass(frozen=True, slots=True)
class Numbers:
    """By which numbers a ship is known, and which entries of lists are about her."""

    imo: frozenset[int]
    mmsi: frozenset[int]
    entries: frozenset[str] = frozenset()

    @property
    def actors(self) -> frozenset[str]:
        """The ids signals know her by."""
        return frozenset({*(f"imo-{one}" for one in self.imo), *(f"mmsi-{one:09d}" for one in self.mmsi)})


@dataclass(frozen=True, slots=True)
class Trait:
    """One thing said of a ship: what, from when to when (ISO, empty where nobody says), by whom, where.

    `times` counts the positions that say so.
    """

    trait: str
    value: str
    since: str
    until: str
    by: str
    cites: tuple[Citation, ...]
    times: int = 0
    note: str = ""

    @property
    def title(self) -> str:
        """The trait in words."""
        return TRAITS[self.trait]


@dataclass(frozen=True, slots=True)
class Designation:
    """An entry of a list about the ship, from the first to the last version held that has it.

    `now`: the version of the View's day has it. `gone`: the day of the first version without it. `later`: no
    version of that day is held, and this is what the oldest one held, of a later day, says of it: `now` is
    then whether it was listed by that day, and an entry that gives no day is told all the same.
    """

    list: str
    entry: str
    caption: str
    reference: str
    listed_on: str
    first: date
    last: date
    gone: date | None
    now: bool
    why: str
    cites: tuple[Citation, ...]
    later: bool = False


def same_ship(positions: ir.Table, ships: ir.Table, given: Numbers, listed: Numbers) -> Numbers:
    """All numbers of a ship that are sent or registered together with those given.

    An MMSI leads to the one IMO number with a ship's check digit that it sends, to none where it sends
    several. An IMO number leads to every MMSI that sends it.
    """
    imo = given.imo | listed.imo
    if not imo and given.mmsi:
        sent = positions.filter(positions["mmsi"].isin(sorted(given.mmsi)), positions["imo"] > 0)
        found = {row["imo"] for row in sent.select("imo").distinct().limit(50).to_pyarrow().to_pylist()}
        numbers = {one for one in found if is_ship(str(one))}
        imo = frozenset(numbers) if len(numbers) == 1 else frozenset()
    mmsi = set(given.mmsi)
    for table in (positions, ships):
        if imo:
            named = table.filter(table["imo"].isin(sorted(imo)), table["mmsi"].notnull())
            mmsi |= {row["mmsi"] for row in named.select("mmsi").distinct().to_pyarrow().to_pylist()}
    return Numbers(imo, frozenset(mmsi), listed.entries)


def own_rows(positions: ir.Table, numbers: Numbers) -> ir.Table:
    """Positions of the ship: of her MMSIs, those that send the number of another ship left out."""
    own = positions.filter(positions["mmsi"].isin(sorted(numbers.mmsi)), positions["t_ms"] >= FIRST_MS)
    if not numbers.imo:
        return own
    return own.filter(own["imo"].isnull() | (own["imo"] == 0) | own["imo"].isin(sorted(numbers.imo)))


def sent(own: ir.Table) -> Iterator[Trait]:
    """What she sent of herself: every value with when it was first and last sent, and how often."""
    for name in SENT:
        said = own.filter(own[name].notnull())
        row = ibis.struct({"t": said["t_ms"], **{column: said[column] for column in PLACE}})
        by_value = said.group_by(said[name].name("value")).agg(
            times=said["t_ms"].count(), first=row.min(), last=row.max()
        )
        few = by_value.order_by(ibis.desc("times"), "value").limit(MOST_VALUES).to_pyarrow().to_pylist()
        for line in sorted(few, key=lambda one: (one["first"]["t"], str(one["value"]))):
            if text := _text(name, line["value"]):
                cites = tuple(dict.fromkeys(citation(line[end]) for end in ("first", "last")))
                since, until = (_moment(line[end]["t"]) for end in ("first", "last"))
                yield Trait(name, text, since, until, "AIS", cites, line["times"], _doubt(name, text))


def registered(ships: ir.Table, numbers: Numbers) -> Iterator[Trait]:
    """What registers say of her, row by row, with the days they give."""
    hers = ships["imo"].isin(sorted(numbers.imo)) | ships["mmsi"].isin(sorted(numbers.mmsi))
    for row in ships.filter(hers).order_by("since", "item", "row").to_pyarrow().to_pylist():
        since, until = (row[name].isoformat() if row[name] else "" for name in ("since", "until"))
        for name in REGISTERED:
            if row[name] is not None and (text := _text(name, row[name])):
                by = row["document"] or "register"
                yield Trait(name, text, since, until, by, (citation(row),), note=_doubt(name, text))


def _text(name: str, value: object) -> str:
    if name == "mmsi":
        return f"{value:09d}"
    if isinstance(value, float):
        return f"{value:g}{UNITS.get(name, '')}" if value > 0 else ""
    text = str(value).strip()
    return "" if text in {"", "0"} else text


def _doubt(name: str, text: str) -> str:
    """What a reader of the value has to know: what is wrong with it, or what a code stands for."""
    if name == "ship_type":
        return ship_type_words(text)
    if name == "imo" and not is_ship(text):
        return "no ship's check digit"
    if name != "mmsi":
        return ""
    whose = state(text)
    return f"country digits {text[:3]}, {whose or 'of no state'}"


def _moment(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%dT%H:%MZ")


# --- Lists ----------------------------------------------------------------------------------------


def accepted(view: View, bench: Workbench) -> Mapping[str, tuple[ListVersion, ...]]:
    """Of every list the versions of days up to the View's, oldest first; where there is none, the oldest."""
    with bench.office.read(view) as session:
        names = sorted({one.version.list for one in versions.held(view, session)})
        held = {name: versions.accepted(view, session, name) for name in names}
    return {
        name: tuple(one for one in several if one.dated <= view.as_of)[-MOST_VERSIONS:] or tuple(several[:1])
        for name, several in held.items()
    }


def on_lists(
    view: View, bench: Workbench, held: Mapping[str, tuple[ListVersion, ...]], given: Numbers
) -> tuple[Numbers, dict[str, list[tuple[ListVersion, frozenset[str]]]]]:
    """The numbers and entries that lists have for a ship, and version by version which entries those are."""
    imo, mmsi, entries = set(given.imo), set(given.mmsi), set(given.entries)
    by_list: dict[str, list[tuple[ListVersion, frozenset[str]]]] = {}
    for name, several in held.items():
        for version in several:
            said = list(bench.lake.said_of(view, version, (SHIP,), ("imoNumber", "mmsi")))
            found = _hers(said, imo, mmsi, entries)
            there = found | _standing(view, bench, version, entries)
            by_list.setdefault(name, []).append((version, frozenset(there)))
            entries |= found
            imo |= {int(value) for id, _, prop, value in said if id in found and _is_imo(prop, value)}
    return Numbers(frozenset(imo), frozenset(mmsi), frozenset(entries)), by_list


def _hers(
    said: Iterable[tuple[str, str, str, str]], imo: set[int], mmsi: set[int], entries: set[str]
) -> set[str]:
    found = set()
    for id, _, prop, value in said:
        number = int(value) if value.isascii() and value.isdigit() else 0
        if id in entries or (number and number in (imo if prop == "imoNumber" else mmsi)):
            found.add(id)
    return found


def _standing(view: View, bench: Workbench, version: ListVersion, entries: set[str]) -> set[str]:
    table = bench.lake.entries(view, version)
    return {one for one in entries if table.find(one)}


def _is_imo(prop: str, value: str) -> bool:
    return prop == "imoNumber" and value.isascii() and value.isdigit()


def designations(
    view: View, bench: Workbench, by_list: Mapping[str, Sequence[tuple[ListVersion, frozenset[str]]]]
) -> Iterator[Designation]:
    """Every entry about the ship, list by list, with how long it stands there."""
    for several in by_list.values():
        for entry in sorted({id for _, there in several for id in there}):
            having = [version for version, there in several if entry in there]
            without = [v for v, there in several if entry not in there and v.dated > having[-1].dated]
            found = record.entity(view, bench.lake, having[-1:], entry)
            later = having[-1].dated > view.as_of
            if later and found.listed_on > view.as_of.isoformat():
                continue
            yield Designation(
                list=having[-1].list,
                entry=entry,
                caption=found.caption,
                reference=found.reference,
                listed_on=found.listed_on,
                first=having[0].dated,
                last=having[-1].dated,
                gone=without[0].dated if without else None,
                now=bool(found.listed_on) if later else entry in several[-1][1],
                why="; ".join(_listing(found, "program", "reason", "provisions", "summary"))[:600],
                cites=_cites(found),
                later=later,
            )


def _listing(found: Entity, *props: str) -> tuple[str, ...]:
    parts = [one for one in found.adjacent if one.schema == "Sanction"]
    return tuple(dict.fromkeys(value for part in parts for value in part.values(*props)))


def _cites(found: Entity) -> tuple[Citation, ...]:
    parts = [one for one in found.adjacent if one.schema == "Sanction"] or [found]
    return tuple(dict.fromkeys(said.cite for part in parts for said in part.statements[:1]))


def listed_traits(
    view: View, bench: Workbench, by_list: Mapping[str, Sequence[tuple[ListVersion, frozenset[str]]]]
) -> Iterator[Trait]:
    """What the entries of lists say of who she is, from the first to the last version that says so."""
    for name, several in by_list.items():
        held: dict[tuple[str, str, str], list[tuple[ListVersion, Citation]]] = {}
        for version, there in several:
            for entry in sorted(there) if version.dated <= view.as_of else ():
                for trait, value, note, cite in _said(record.entity(view, bench.lake, [version], entry)):
                    held.setdefault((trait, value, note), []).append((version, cite))
        for (trait, value, note), said in held.items():
            (first, _), (last, cite) = said[0], said[-1]
            days = first.dated.isoformat(), last.dated.isoformat()
            yield Trait(trait, value, *days, name, (cite,), note=note)


def _said(found: Entity) -> Iterator[tuple[str, str, str, Citation]]:
    notes = {"alias": "also known as", "weakAlias": "also known as", "previousName": "former name",
             "pastFlags": "former flag"}  # fmt: skip
    for one in found.statements:
        if trait := LISTED.get(one.prop):
            yield trait, one.value, notes.get(one.prop, ""), one.cite


def latest(traits: Iterable[Trait], trait: str) -> str:
    """The value of a trait that was said last, one that AIS says before others of the day."""
    said = [one for one in traits if one.trait == trait and not one.note.startswith(("also", "former"))]
    best = max(said, key=lambda one: one.until or "9999" if one.by != "AIS" else one.until, default=None)
    return best.value if best else ""


def numbers_of(text: str) -> Numbers | None:
    """The number in an id `imo-…` or `mmsi-…`; nothing for any other id."""
    kind, _, digits = text.strip().lower().partition("-")
    plain = digits.isascii() and digits.isdigit()
    if kind == "imo" and plain and len(digits) == 7:
        return Numbers(frozenset({int(digits)}), frozenset())
    if kind == "mmsi" and plain and len(digits) == 9:
        return Numbers(frozenset(), frozenset({int(digits)}))
    if text.isascii() and text.isdigit():
        return {7: Numbers(frozenset({int(text)}), frozenset()),
                9: Numbers(frozenset(), frozenset({int(text)}))}.get(len(text))  # fmt: skip
    return None


def as_rows(traits: Iterable[Trait]) -> tuple[Trait, ...]:
    """Traits in the order of a page: by trait, then by time, then by who says it."""
    order = list(TRAITS)
    return tuple(
        sorted(traits, key=lambda one: (order.index(one.trait), one.since, one.until, one.by, one.value))
    )
