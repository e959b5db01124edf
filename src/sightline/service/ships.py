"""A ship's dossier: who she was when, on which lists, where she sailed, whom she met, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

import ibis.expr.types as ir

from sightline.detectors.cited_rows import rows_at
from sightline.detectors.detector import moment
from sightline.detectors.sea import calls as calling
from sightline.detectors.sea.calls import Call
from sightline.detectors.sea.ports import metres
from sightline.detectors.sea.sailing import Track, tracks
from sightline.errors import NotFound
from sightline.model.citation import Citation
from sightline.model.ledger import LOAD_MARKS, Entry, Estimate, Question
from sightline.model.lists import ListVersion
from sightline.model.table_part import TablePart
from sightline.model.view import View
from sightline.record.table_parts import parts
from sightline.regime import caps
from sightline.regime.ledger import ledger
from sightline.service import ledgers, signals, table_rows
from sightline.service import ship_identity as identity
from sightline.service.ship_identity import Designation, Numbers, Trait
from sightline.service.signals import SignalLine
from sightline.service.tracks import Fix, fixes
from sightline.service.workbench import Workbench

TABLES = ("positions", "ships")
SILENT_MS = 6 * 3_600_000
"""a silence from six hours on is listed (typologies E1, a proposal)"""
MOST = 200
"""voyages, silences and signals each; of more, the newest"""
MEETING, GAP, CALL = "ship_to_ship", "dark_activity", "port_call"


@dataclass(frozen=True, slots=True)
class Voyage:
    """From one call to the next; a port is empty where the positions begin or end at sea.

    `said`: destinations she sent on the way. `draughts`: the least and the most she sent, in metres.
    """

    origin: str
    target: str
    left: datetime
    reached: datetime
    lay_hours: float
    """how long she lay at the target"""
    said: tuple[str, ...]
    draughts: tuple[float, ...]
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """Between two positions: when, hours, kilometres from the one to the other, both rows."""

    start: datetime
    end: datetime
    hours: float
    km: float
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """What a full hold times a share comes to: the share in per cent, tonnes, and the share's mark."""

    laden: Decimal
    tonnes: Decimal
    mark: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of deliveries about her, and what it comes to under each assumption."""

    cap: str
    unit: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Change:
    """What is new or gone since an earlier time: of which part, and in words."""

    part: str
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class ShipDossier:
    """A ship as the View sees her; every line leads to where it stands."""

    id: str
    caption: str
    numbers: Numbers
    traits: tuple[Trait, ...]
    designations: tuple[Designation, ...]
    voyages: tuple[Voyage, ...]
    silences: tuple[Silence, ...]
    meetings: tuple[SignalLine, ...]
    gaps: tuple[SignalLine, ...]
    port_calls: tuple[SignalLine, ...]
    others: tuple[SignalLine, ...]
    deliveries: tuple[Delivery, ...]
    asked: tuple[Question, ...]
    """what has to be known before rows of deliveries that name her can count"""
    loads: tuple[Load, ...]
    positions: int
    first_heard: datetime | None
    last_heard: datetime | None
    since: datetime | None
    changes: tuple[Change, ...]
    track: tuple[Fix, ...]
    """her positions in the order of time; of many the first in each equal stretch"""
    reconstruction: bool
    """rows it stands on say of themselves that they are a reconstruction"""

    @property
    def signals(self) -> tuple[SignalLine, ...]:
        """Everything detectors saw of her, by start."""
        every = (*self.meetings, *self.gaps, *self.port_calls, *self.others)
        return tuple(sorted(every, key=lambda line: (line.signal.start, line.signal.id)))


def ship(view: View, bench: Workbench, id: str, since: datetime | None = None) -> ShipDossier:
    """The dossier of a ship named by `imo-…`, `mmsi-…` or the id of a list's entry.

    Changes are told since a time the office knew less; without one, since just before what came last.
    `NotFound` where nothing the View may see is about such a ship.
    """
    now, came = _ship(view, bench, id)
    before = since or came
    if before is None or before >= view.known_at:
        return now
    try:
        then, _ = _ship(replace(view, known_at=before), bench, id)
    except NotFound:
        return replace(now, since=before, changes=(Change("all", "new", "nothing was known of her before"),))
    return replace(now, since=before, changes=tuple(_changes(then, now)))


def _ship(view: View, bench: Workbench, id: str) -> tuple[ShipDossier, datetime | None]:
    given = identity.numbers_of(id) or Numbers(frozenset(), frozenset(), frozenset({id}))
    held = identity.accepted(view, bench)
    with bench.office.read(view) as session:
        seen = parts(view, session, TABLES)
    with table_rows.opened(view, bench, seen, TABLES) as tables:
        listed, _ = identity.on_lists(view, bench, held, given)
        if not given.imo and not given.mmsi and not listed.imo:
            _require_ship(view, bench, held, id)
        numbers = identity.same_ship(tables["positions"], tables["ships"], given, listed)
        numbers, by_list = identity.on_lists(view, bench, held, numbers)
        return _gathered(view, bench, (seen, tables), (id, numbers), by_list)


def _require_ship(view: View, bench: Workbench, held: Mapping[str, tuple[ListVersion, ...]], id: str) -> None:
    for several in held.values():
        for version in several:
            found = bench.lake.entries(view, version).find(id)
            if found and found.schema == identity.SHIP:
                return
    raise NotFound(f"no such ship: {id}", remedy="name her as imo-9635987, mmsi-412345678 or by a list's id")


def _gathered(
    view: View,
    bench: Workbench,
    data: tuple[Sequence[TablePart], Mapping[str, ir.Table]],
    who: tuple[str, Numbers],
    by_list: Mapping[str, Sequence[tuple[ListVersion, frozenset[str]]]],
) -> tuple[ShipDossier, datetime | None]:
    (seen, tables), (id, numbers) = data, who
    with identity.own_rows(tables["positions"], numbers).cache() as own:
        traits = identity.as_rows((
            *identity.sent(own),
            *identity.registered(tables["ships"], numbers),
            *identity.listed_traits(view, bench, by_list),
        ))  # fmt: skip
        listed = tuple(identity.designations(view, bench, by_list))
        voyages, silences = _sailed(own)
        count, first, last, bases = _heard(own)
        track = fixes(own, _ms(first), _ms(last)) if first and last else ()
    saw = _signals(view, bench, numbers)
    delivered, asked = _deliveries(view, bench, numbers)
    if not (traits or listed or count or delivered or asked or any(saw.values())):
        raise NotFound(f"nothing is known of a ship {id}", remedy="look at `sightline entity` or the signals")
    found = ShipDossier(
        id=_id(numbers, id), caption=_caption(numbers, traits, listed), numbers=numbers, traits=traits,
        designations=listed, voyages=voyages, silences=silences, meetings=saw[MEETING], gaps=saw[GAP],
        port_calls=saw[CALL], others=saw[""], deliveries=delivered, asked=asked, loads=tuple(_loads(traits)),
        positions=count, first_heard=first, last_heard=last, since=None, changes=(), track=track,
        reconstruction="reconstruction" in bases,
    )  # fmt: skip
    return found, _came(found, seen, by_list)


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def _id(numbers: Numbers, given: str) -> str:
    if numbers.imo:
        return f"imo-{min(numbers.imo)}"
    return f"mmsi-{min(numbers.mmsi):09d}" if numbers.mmsi else given


def _caption(numbers: Numbers, traits: Sequence[Trait], listed: Sequence[Designation]) -> str:
    name = identity.latest(traits, "name") or next((one.caption for one in listed), "")
    number = f"IMO {min(numbers.imo)}" if numbers.imo else ""
    if not number and numbers.mmsi:
        number = f"MMSI {min(numbers.mmsi):09d}"
    return f"{name} ({number})" if name and number else name or number


def _heard(own: ir.Table) -> tuple[int, datetime | None, datetime | None, frozenset[str]]:
    line = (
        own.agg(count=own.count(), first=own["t_ms"].min(), last=own["t_ms"].max())
        .to_pyarrow()
        .to_pylist()[0]
    )
    bases = own.select("basis").distinct().to_pyarrow().column("basis").to_pylist()
    ends = tuple(moment(line[name]) if line["count"] else None for name in ("first", "last"))
    return line["count"], *ends, frozenset(text for text in bases if text)


def _came(
    found: ShipDossier,
    seen: Sequence[TablePart],
    by_list: Mapping[str, Sequence[tuple[ListVersion, frozenset[str]]]],
) -> datetime | None:
    """The moment before the newest file or list version that says something of her became known."""
    cited = {cite.item for one in found.traits for cite in one.cites}
    times = [part.known_at for part in seen if cited & set(part.items)]
    times += [version.known_at for several in by_list.values() for version, there in several if there]
    before = [at for at in times if at < max(times)]
    return max(before) if before else None


# --- Where she sailed -----------------------------------------------------------------------------


def _sailed(own: ir.Table) -> tuple[tuple[Voyage, ...], tuple[Silence, ...]]:
    segments = list(tracks(own))
    called = sorted((one for track in segments for one in calling.calls(track)), key=lambda one: one.start)
    quiet = sorted(_silent(segments), key=lambda one: -(one[1] - one[0]))[:MOST]
    wanted = {(one.mmsi, t) for one in called for t in one.rows} | {
        (mmsi, t) for since, until, _, ships in quiet for mmsi, t in zip(ships, (since, until), strict=True)
    }
    rows = {key: table_rows.citation(row) for key, row in rows_at(own, wanted).items()}
    silences = tuple(
        Silence(
            moment(since), moment(until), round((until - since) / 3_600_000, 1), round(away / 1000, 1),
            tuple(rows[key] for key in zip(ships, (since, until), strict=True) if key in rows),
        )
        for since, until, away, ships in sorted(quiet)
    )  # fmt: skip
    return tuple(_voyages(own, called, rows))[-MOST:], silences


def _silent(segments: Sequence[Track]) -> Iterator[tuple[int, int, float, tuple[int, int]]]:
    """Silences of all her tracks together: begin, end (ms), metres between, MMSIs."""
    heard = sorted(
        (int(t), float(lat), float(lon), one.mmsi)
        for one in segments
        for t, lat, lon in zip(one.t, one.lat, one.lon, strict=True)
    )
    for one, other in pairwise(heard):
        if other[0] - one[0] >= SILENT_MS:
            yield one[0], other[0], float(metres(*one[1:3], *other[1:3])), (one[3], other[3])


def _voyages(
    own: ir.Table, called: Sequence[Call], rows: Mapping[tuple[int, int], Citation]
) -> Iterator[Voyage]:
    said = _on_the_way(own)
    if not called:
        return
    span = own.agg(first=own["t_ms"].min(), last=own["t_ms"].max()).to_pyarrow().to_pylist()[0]
    for before, after in pairwise((None, *called, None)):
        left = before.end if before else span["first"]
        reached = after.start if after else span["last"]
        if after is None and reached - left < SILENT_MS:
            continue
        way = [line for line in said if left <= line["t_ms"] <= reached]
        draughts = sorted({round(line["draught"], 1) for line in way if line["draught"]})
        keys = [(before.mmsi, before.rows[-1])] if before else []
        keys += [(after.mmsi, t) for t in (after.rows[0], after.rows[-1])] if after else []
        yield Voyage(
            _port(before), _port(after), moment(left), moment(reached),
            round((after.end - after.start) / 3_600_000, 1) if after else 0.0,
            tuple(dict.fromkeys(line["destination"] for line in way if line["destination"])),
            tuple(draughts[:1] + draughts[-1:] if len(draughts) > 1 else draughts),
            tuple(dict.fromkeys(rows[key] for key in keys if key in rows)),
        )  # fmt: skip


def _port(call: Call | None) -> str:
    return f"{call.port.name} ({call.port.country})" if call else ""


def _on_the_way(own: ir.Table) -> list[dict[str, Any]]:
    """Destination and draught whenever one of them was sent anew, by hour."""
    told = own.filter(own["destination"].notnull() | own["draught"].notnull())
    by_hour = told.group_by((told["t_ms"] // 3_600_000).name("hour"), "destination", "draught").agg(
        t_ms=told["t_ms"].min()
    )
    found: list[dict[str, Any]] = by_hour.order_by("t_ms", "destination", "draught").to_pyarrow().to_pylist()
    return found


# --- What others found ----------------------------------------------------------------------------


def _signals(view: View, bench: Workbench, numbers: Numbers) -> dict[str, tuple[SignalLine, ...]]:
    hers = [
        line
        for line in signals.signals(view, bench)
        if any(actor.id in numbers.actors for actor in line.signal.actors)
    ]
    found = {
        name: tuple(line for line in hers if line.signal.detector == name)[-MOST:]
        for name in (MEETING, GAP, CALL)
    }
    return found | {"": tuple(line for line in hers if line.signal.detector not in found)[-MOST:]}


def _deliveries(
    view: View, bench: Workbench, numbers: Numbers
) -> tuple[tuple[Delivery, ...], tuple[Question, ...]]:
    """Rows of deliveries that name her as a ledger counts them, and what it asks of those it cannot count."""
    rows = [one for one in ledgers.deliveries(view, bench) if one.vessel_imo in numbers.imo]
    counted: list[Delivery] = []
    asked: dict[Question, None] = {}
    for cap in caps.caps() if rows else ():
        for period in caps.periods(cap, view.as_of):
            made = ledger(rows, period, view.as_of)
            asked |= dict.fromkeys(made.questions)
            counted += [Delivery(cap.id, made.tracks[0].limit.unit, one) for one in made.tracks[0].entries]
    return tuple(counted), tuple(asked)


def _loads(traits: Iterable[Trait]) -> Iterator[Load]:
    """What her deadweight times each assumed load comes to, where she is a tanker and a register gives it."""
    said = list(traits)
    is_tanker = any(one.trait == "ship_type" and _tanker(one.value) for one in said)
    weights = [one for one in said if one.trait == "deadweight"]
    if not is_tanker or not weights:
        return
    full = Decimal(weights[-1].value.removesuffix(" t"))
    for one in (Estimate.LOW, Estimate.MIDDLE, Estimate.HIGH):
        if one.laden is not None:
            yield Load(one.laden, (full * one.laden / 100).quantize(Decimal(1)), LOAD_MARKS[one])


def _tanker(text: str) -> bool:
    return "tank" in text.casefold() or (text.isdigit() and 80 <= int(text) < 90)


# --- What changed ---------------------------------------------------------------------------------


def _changes(then: ShipDossier, now: ShipDossier) -> Iterator[Change]:
    before, after = dict(_told(then)), dict(_told(now))
    for key, text in after.items():
        if key not in before:
            yield Change(key[0], "new", text)
        elif before[key] != text:
            yield Change(key[0], "changed", f"{text} (before: {before[key]})")
    for key, text in before.items():
        if key not in after:
            yield Change(key[0], "gone", text)


def _told(found: ShipDossier) -> Iterator[tuple[tuple[str, ...], str]]:
    """Everything a dossier says as a key and words; what only goes on in time is no change."""
    for one in found.traits:
        yield ("identity", one.trait, one.value, one.by), f"{one.title} {one.value}, said by {one.by}"
    for listed in found.designations:
        gone = f", gone from {listed.gone}" if listed.gone else ""
        key = ("designations", listed.list, listed.entry)
        yield key, f"{listed.caption} on {listed.list}, {listed.reference or listed.entry}{gone}"
    for voyage in found.voyages:
        target = voyage.target or "sea, where she was last heard"
        words = f"from {voyage.origin or 'sea'} to {target}, {voyage.reached:%Y-%m-%d}"
        yield ("voyages", f"{voyage.reached:%Y-%m-%d}", voyage.target), words
    for line in found.signals:
        words = (
            f"{line.signal.detector.replace('_', ' ')}, {line.signal.start:%Y-%m-%d %H:%M} UTC, {line.state}"
        )
        yield ("signals", line.signal.id), words
    for delivery in found.deliveries:
        row = delivery.entry.delivery
        words = f"{row.quantity.normalize():f} {row.unit} of {row.product} on {row.last}, {row.side.value}"
        yield ("deliveries", delivery.cap, str(row.cite)), words


def as_json(found: ShipDossier) -> dict[str, Any]:
    """The published shape."""
    whole = {name: getattr(found, name) for name in found.__slots__}
    traits = [
        {"title": one.title} | {name: getattr(one, name) for name in one.__slots__} for one in found.traits
    ]
    return whole | {
        "traits": traits,
        "deliveries": [
            {"cap": one.cap, "unit": one.unit} | ledgers.entry_json(one.entry) for one in found.deliveries
        ],
    }
