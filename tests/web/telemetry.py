"""Telemetry for the offices of the door tests, as canonical CSVs: meetings at sea, an account like a bank."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sightline.model.item import Basis
from sightline.model.marking import Marking
from sightline.model.signal import Signal
from sightline.model.view import View
from sightline.service.detect import detect
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Workbench

MET = datetime(2017, 10, 19, 4, 0, tzinfo=UTC)
PLACES = ((37.95, 123.92), (31.2, 125.4), (29.6, 126.1))
"""where pairs of ships meet, far from any port"""
HOURS, AROUND, EVERY = 5.0, 7.0, 4.0
"""a meeting, how long ships are heard before and after, minutes between two positions"""
HOLDER = "ACC-0"
OPENED = datetime(2017, 3, 1, 9, 0, tzinfo=UTC)
POSITIONS = "mmsi,timestamp,lat,lon,sog,name,ship_type,basis,document\n"
PAYMENTS = (
    "payment_id,booked_at,amount,currency,debtor_account,creditor_account,debtor_name,creditor_name,purpose,"
    "basis,document\n"
)
ACCOUNTS = "account,holder,holder_type,basis,document\n"
DETECTORS = ("individual_as_bank", "ship_to_ship")
"""those that look; what hidden rows add must be found by the same"""
SAMPLE = "reconstruction,an invented document"


def iso(at: datetime) -> str:
    """A time as the canonical CSVs have it."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def ship(number: int, place: int, course: float, offset: float, met: datetime = MET) -> Iterator[str]:
    """Rows of a ship that comes on a course, lies still for `HOURS`, and leaves on another."""
    lat, lon = PLACES[place]
    mmsi, name = 440_000_000 + number, f"INVENTED SHIP {number}"
    for step in range(round((HOURS + 2 * AROUND) * 60 / EVERY) + 1):
        at = met + timedelta(minutes=step * EVERY) - timedelta(hours=AROUND)
        before = (met - at) / timedelta(hours=1)
        after = before * -1 - HOURS
        miles = 9 * before if before > 0 else 8 * after if after > 0 else 0.0
        way = math.radians(course if before > 0 else course + 140)
        north = lat + (offset + miles * math.cos(way)) / 60
        east = lon + miles * math.sin(way) / 60 / math.cos(math.radians(lat))
        speed = 9.0 if before > 0 else 8.0 if after > 0 else 0.2 + step % 3 / 10
        yield f"{mmsi},{iso(at)},{north:.6f},{east:.6f},{speed:.1f},{name},tanker,{SAMPLE}\n"


def positions(place: int, first: int = 1, met: datetime = MET) -> str:
    """Two ships that meet."""
    pair = (*ship(first, place, 60, 0.0, met), *ship(first + 1, place, 200, 0.05, met))
    return POSITIONS + "".join(pair)


def payments(rounds: int = 24) -> str:
    """An invented person who takes in from some and pays on to others within a day, and one other payment."""
    rows = []
    for number in range(rounds):
        at, amount = OPENED + timedelta(hours=60 * number), 5000 + 731.5 * (number % 5)
        payer, payee = number % 7, number % 6
        rows.append(
            _paid(
                f"P-{2 * number}",
                at,
                amount,
                f"S-{payer}",
                HOLDER,
                f"Invented Payer {payer}",
                "Invented Person One",
            )
        )
        later, less = at + timedelta(hours=26), round(amount * 0.99, 2)
        rows.append(
            _paid(
                f"P-{2 * number + 1}",
                later,
                less,
                HOLDER,
                f"T-{payee}",
                "Invented Person One",
                f"Invented Payee {payee}",
            )
        )
    rows.append(_paid("P-900", OPENED, 12, "S-1", "T-1", "Invented Payer 1", "Invented Payee 1"))
    return PAYMENTS + "".join(rows)


def _paid(name: str, at: datetime, amount: float, debtor: str, creditor: str, said: str, other: str) -> str:
    return f"{name},{iso(at)},{amount:.2f},EUR,{debtor},{creditor},{said},{other},goods,{SAMPLE}\n"


def accounts() -> str:
    """The account, held by a person, and the firms it deals with."""
    others = [f"S-{n}" for n in range(7)] + [f"T-{n}" for n in range(6)]
    firms = "".join(f"{one},Invented Firm {one},company,{SAMPLE}\n" for one in others)
    return f"{ACCOUNTS}{HOLDER},Invented Person One,person,{SAMPLE}\n{firms}"


def take_in(
    view: View, bench: Workbench, folder: Path, name: str, text: str, marking: Marking = Marking()
) -> str:
    """Ingest one CSV; its hash."""
    path = folder / name
    path.write_text(text, "utf-8")
    (outcome,) = ingest(
        view, bench, [path], Options("office", basis=Basis.RECONSTRUCTION, document="x", marking=marking)
    )
    assert outcome.status == "parsed", outcome
    return outcome.sha256


def watched(view: View, bench: Workbench, folder: Path) -> tuple[tuple[Signal, ...], str]:
    """Two meetings and an account as found by the detectors, and the item of the positions."""
    seen = positions(0) + positions(1, 3, MET + timedelta(days=2)).removeprefix(POSITIONS)
    item = take_in(view, bench, folder, "positions.csv", seen)
    take_in(view, bench, folder, "payments.csv", payments())
    take_in(view, bench, folder, "accounts.csv", accounts())
    return tuple(detect(bench.operator_view(), bench, DETECTORS)), item
