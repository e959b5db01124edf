"""Somebody pays for a ship around the time she met another at sea: bunkers, repairs, an insurer, an agent.

## What it sees

Payments whose purpose or payee names a ship that met another at sea, each meeting as `ship_to_ship` sees it
with its own thresholds. They are booked on a day from `before_days` before that on which the meeting began to
`after_days` after that on which it ended, the first and the last included: days of the calendar in UTC, so
that a payment of which only the day is known counts like any other of its day. A ship is named by her IMO
number, or by her name as a whole, where that has two words or stands behind a word for a ship (MV, MT, vessel
…), as she sends it or a register gives it for her number. Or the payer is her owner or
manager in the register and the purpose holds a word of a ship's service (`SERVICES`). The more services and
the nearer in time, the higher the score. One signal for each meeting and ship that is paid for, from
`payments` payments.

## Why it matters

A ship that meets others in secret still takes bunkers, is insured and has an agent, and whoever pays for
that is known to a bank. Resolution 2375 ¶11 forbids help to transfers at sea with vessels of the DPRK;
bunkering is 1874 ¶17 and insurance 2321 ¶22 where the ship is theirs, which payments alone do not show.

## Thresholds

Stand in `Params`, each with its unit and source; those of a meeting in `ship_to_ship`.

## Known false positives

Every ship takes bunkers and has an agent: what is found is who pays, for ships whose meeting needs a reason
first. Another ship of the same name; lawful transfers at sea; crews paid by allotment.

## Known misses

Payments that name no ship, names in other letters, ships whose meeting was dark, owners nobody has on a
register, running accounts with a bunker firm that are settled once a quarter.

## Source

Payments to ship repair, insurers and bunker firms are a flag of the project's typologies (E2, proposal),
fake insurers of ships stand in E11. The words and limits are proposals of this project.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ibis import _

from sightline.detectors import amounts
from sightline.detectors.citing import COLUMNS, citations
from sightline.detectors.detector import EPOCH, Found, Tables, moment, param, spoken
from sightline.detectors.firms.listed_parties import name_key
from sightline.detectors.firms.ties import normal
from sightline.detectors.sea import ship_to_ship
from sightline.detectors.sea.vessels import Vessel, vessels
from sightline.model.citation import Reason
from sightline.model.signal import Actor

VERSION = 3
TABLES = ("positions", "payments", "ships")
MEASURES = ("sts", "refined", "coal-ban")
_OURS = "proposal of this project"
DAY_MS = 86_400_000
SERVICES = {
    "bunkers": "bunker bunkers bunkering fuel mgo hsfo vlsfo gasoil marine",
    "repair": "repair repairs drydock dock yard spares overhaul survey",
    "insurance": "insurance insurer premium p&i hull indemnity",
    "agency": "agency agent agents disbursement port dues pilotage towage husbandry",
    "crew": "crew crewing manning provisions chandler",
    "charter": "charter hire demurrage freight",
}
"""words of a ship's services, by the service; a short list of our own"""
SHIP_WORDS = frozenset({"mv", "m v", "mt", "m t", "vessel", "ship", "motor tanker", "motor vessel", "v"})
SHORTEST_NAME = 4
"""letters of a ship's name that is looked for"""
SHOWN = 8
"""payments cited, the nearest in time"""
_BY_WORD = {word: service for service, words in SERVICES.items() for word in words.split()}
_IMO = re.compile(r"(?<!\d)\d{7}(?!\d)")
_WORD = re.compile(r"[a-z&]+")
_ANY = (
    r"\b("
    + "|".join(sorted({*_BY_WORD, "mv", "mt", "m/v", "m/t", "vessel", "ship", "imo"}))
    + r")\b|[0-9]{7}"
)
"""what a payment that concerns a ship has somewhere"""
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as around an event."""

    before_days: float = param(30.0, "booked so long before the day of a meeting", "days", _OURS)
    after_days: float = param(30.0, "booked so long after that day", "days", _OURS)
    payments: int = param(1, "fewest payments for a ship", "payments", _OURS, 1)


@dataclass(frozen=True, slots=True)
class Known:
    """A ship with the names and number she is known by, her owners and managers, and the rows that say so."""

    vessel: Vessel
    imo: int
    names: frozenset[str]
    """as `normal` writes them"""
    people: frozenset[str]
    """keys of owners and managers"""
    rows: tuple[Row, ...] = field(hash=False, compare=False)


@dataclass(frozen=True, slots=True)
class Concern:
    """A payment that concerns a ship: why, and which services its words name."""

    row: Row = field(hash=False, compare=False)
    why: str
    services: frozenset[str]


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Meetings in the order of time, each with the ships that were paid for; see the module's own words."""
    yield from around(list(ship_to_ship.detect(tables, ship_to_ship.Params())), tables, params)


def around(meetings: Sequence[Found], tables: Tables, params: Params) -> Iterator[Found]:
    """What was paid for the ships of these meetings."""
    if not meetings:
        return
    numbers = sorted({int(one.id.removeprefix("mmsi-")) for found in meetings for one in found.actors})
    ships = _known(tables["ships"], vessels(tables["positions"], numbers))
    concerns = _concerns(tables["payments"], ships, meetings, params)
    for meeting in sorted(meetings, key=lambda one: (one.start, one.actors)):
        for actor in meeting.actors:
            near = [
                one
                for one in concerns.get(actor.id, ())
                if -params.before_days <= _days_from(one.row["booked_ms"], meeting) <= params.after_days
            ]
            if len(near) >= params.payments:
                yield _found(meeting, actor, ships[int(actor.id.removeprefix("mmsi-"))], near)


def _ms(at: datetime) -> int:
    return round((at - EPOCH).total_seconds() * 1000)


def _known(register: Any, ships: Mapping[int, Vessel]) -> dict[int, Known]:
    """The ships with what a register says of their numbers."""
    columns = ("imo", "mmsi", "name", "owner", "manager", *COLUMNS)
    by_number: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in register.select(*columns).order_by("item", "row").to_pyarrow().to_pylist():
        for kind in ("imo", "mmsi"):
            if row[kind]:
                by_number[kind, row[kind]].append(row)
    found = {}
    for mmsi, ship in ships.items():
        rows = by_number.get(("imo", ship.imo)) or by_number.get(("mmsi", mmsi)) or []
        names = {normal("name", text) for text in (ship.name, *(row["name"] for row in rows)) if text}
        people = {name_key(row[role]) for row in rows for role in ("owner", "manager") if row[role]}
        imo = ship.imo or next((row["imo"] for row in rows if row["imo"]), 0)
        long = frozenset(name for name in names if len(name) >= SHORTEST_NAME)
        found[mmsi] = Known(ship, imo, long, frozenset(people - {""}), tuple(rows))
    return found


def _concerns(
    payments: Any, ships: Mapping[int, Known], meetings: Sequence[Found], params: Params
) -> dict[str, list[Concern]]:
    """For each ship the payments that concern her, in the order of time."""
    since = min(_ms(one.start) for one in meetings) - round((params.before_days + 1) * DAY_MS)
    until = max(_ms(one.end) for one in meetings) + round((params.after_days + 1) * DAY_MS)
    text = _.purpose.fill_null("") + " " + _.creditor_name.fill_null("")
    columns = ("payment_id", "booked_ms", "amount", "currency", "debtor_account", "creditor_account",
               "debtor_name", "creditor_name", "purpose", *COLUMNS)  # fmt: skip
    rows = payments.filter(_.booked_ms.between(since, until), text.lower().re_search(_ANY)).select(*columns)
    by_imo = {one.imo: one for one in ships.values() if one.imo}
    by_name: dict[str, list[Known]] = defaultdict(list)
    by_person: dict[str, list[Known]] = defaultdict(list)
    for one in ships.values():
        for name in one.names:
            by_name[name].append(one)
        for person in one.people:
            by_person[person].append(one)
    found: dict[str, list[Concern]] = defaultdict(list)
    seen: set[tuple[Any, ...]] = set()
    for row in rows.order_by("booked_ms", "payment_id", "item", "row").to_pyarrow().to_pylist():
        key = tuple(row[name] for name in columns[:6])
        if key in seen:
            continue
        seen.add(key)
        for ship, why, services in _of(row, by_imo, by_name, by_person):
            found[ship.vessel.id].append(Concern(row, why, services))
    return found


def _of(
    row: Row,
    by_imo: Mapping[int, Known],
    by_name: Mapping[str, Sequence[Known]],
    by_person: Mapping[str, Sequence[Known]],
) -> Iterator[tuple[Known, str, frozenset[str]]]:
    """The ships a payment concerns, each once, the surest reason first."""
    said = f"{row['purpose'] or ''} {row['creditor_name'] or ''}"
    services = frozenset(_BY_WORD[word] for word in _WORD.findall(said.casefold()) if word in _BY_WORD)
    told: set[int] = set()
    for number in _IMO.findall(said):
        ship = by_imo.get(int(number))
        if ship is not None and ship.vessel.mmsi not in told:
            told.add(ship.vessel.mmsi)
            yield ship, f"it gives the IMO number {number}", services
    for name in _named(normal("name", said), by_name):
        for ship in by_name[name]:
            if ship.vessel.mmsi not in told:
                told.add(ship.vessel.mmsi)
                yield ship, f"it names {name.upper()}", services
    if services and row["debtor_name"]:
        for ship in by_person.get(name_key(row["debtor_name"]), ()):
            if ship.vessel.mmsi not in told:
                told.add(ship.vessel.mmsi)
                yield ship, f"{row['debtor_name']} owns or manages her by the register", services


def _named(text: str, by_name: Mapping[str, object]) -> Iterator[str]:
    """Names of ships that stand in a text as a whole; one word alone only behind a word for a ship."""
    words = text.split()
    longest = max((len(name.split()) for name in by_name), default=0)
    for begin in range(len(words)):
        for size in range(1, min(longest, len(words) - begin) + 1):
            name = " ".join(words[begin : begin + size])
            before = (" ".join(words[max(0, begin - count) : begin]) for count in (1, 2))
            if name in by_name and (size > 1 or any(one in SHIP_WORDS for one in before)):
                yield name


def _found(meeting: Found, actor: Actor, ship: Known, near: Sequence[Concern]) -> Found:
    middle = (_ms(meeting.start) + _ms(meeting.end)) // 2
    shown = sorted(near, key=lambda one: (abs(one.row["booked_ms"] - middle), one.row["payment_id"]))[:SHOWN]
    services = sorted({service for one in near for service in one.services})
    closest = abs(shown[0].row["booked_ms"] - middle) / DAY_MS
    payers = {one.row["debtor_account"]: one.row["debtor_name"] for one in near}
    payees = {one.row["creditor_account"]: one.row["creditor_name"] for one in near}
    reasons = [
        Reason(
            f"{actor.caption} met {_others(meeting, actor)} from {spoken(meeting.start)} to "
            f"{spoken(meeting.end)} at {meeting.place}.",
            meeting.reasons[0].cites,
        ),
        *(
            Reason(
                f"{one.row['amount']:,.2f} {one.row['currency']} from {_party(one.row, 'debtor')} to "
                f"{_party(one.row, 'creditor')}, {_when(one.row['booked_ms'], meeting)}: {one.why}"
                + (f" (for {', '.join(sorted(one.services))})." if one.services else "."),
                citations([one.row, *(ship.rows[:1] if "register" in one.why else ())]),
            )
            for one in shown
        ),
    ]
    times = [one.row["booked_ms"] for one in near]
    payer_ids = {f"account-{account}" for account in payers}
    return Found(
        actors=(
            Actor(actor.id, actor.caption, "ship"),
            *(
                Actor(f"account-{at}", name or f"account {at}", "payer")
                for at, name in sorted(payers.items())
            ),
            *(
                Actor(f"account-{at}", name or f"account {at}", "payee")
                for at, name in sorted(payees.items())
                if f"account-{at}" not in payer_ids
            ),
        ),
        start=min(meeting.start, moment(min(times))),
        end=max(meeting.end, moment(max(times))),
        score=round(
            min(1.0, 0.4 + 0.1 * len(services) + 0.2 / (1 + closest / 7) + 0.03 * min(5, len(near))), 2
        ),
        place=meeting.place,
        reasons=tuple(reasons),
        lat=meeting.lat,
        lon=meeting.lon,
        measures=meeting.measures,
    )


def _others(meeting: Found, actor: Actor) -> str:
    """The ships a ship met."""
    return " and ".join(one.caption for one in meeting.actors if one.id != actor.id) or "another ship"


def _party(row: Row, side: str) -> str:
    name, account = row[f"{side}_name"], row[f"{side}_account"]
    return name or f"account {account}"


def _when(at: int, meeting: Found) -> str:
    """On which day from the meeting a payment was booked, in words."""
    days = _days_from(at, meeting)
    if not days:
        return "on the day of the meeting"
    return f"{amounts.counted(abs(days), 'day')} {'after' if days > 0 else 'before'} the meeting"


def _days_from(at: int, meeting: Found) -> int:
    """Days by the calendar (UTC) from a meeting to a moment (ms): below 0 before it, 0 on a day of it."""
    day = moment(at).date()
    return max(0, (day - meeting.end.date()).days) - max(0, (meeting.start.date() - day).days)
