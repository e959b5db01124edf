"""What a dossier has generated: ordinary traffic and payments with cases hidden in them, as CSVs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from sightline.worlds.payments import individual_as_bank
from sightline.worlds.sea import ship_to_ship
from sightline.worlds.sea.staged import Identity, Staged, hide, stage
from sightline.worlds.sea.track import heard
from sightline.worlds.world import Extent, Planted, World

RECORD = "planted.json"
DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something planted, and the case of the dossier it belongs to."""

    case: str
    planted: Planted
    also: tuple[str, ...] = ()
    """other ids its actors may go by: a ship's IMO number beside her MMSI"""

    @property
    def detector(self) -> str:
        """The detector that should see it."""
        return self.planted.kind


@dataclass(frozen=True, slots=True)
class Generated:
    """The files of a folder with what is hidden in them, and how many ships and accounts there are."""

    folder: Path
    hidden: tuple[Hidden, ...]
    ships: int
    positions: int
    accounts: int
    payments: int


def read(path: Path) -> Mapping[str, Any]:
    """The sheet that says what is to be generated."""
    sheet: Mapping[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return sheet


def generate(sheet: Mapping[str, Any], folder: Path) -> Generated:
    """Write the files unless they stand: first beside, then in place, the record last."""
    if (folder / RECORD).exists():
        return _recorded(folder)
    beside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    ships, positions, met = _traffic(sheet, beside / "positions")
    accounts, payments, banks = _commerce(sheet, beside / "payments")
    made = Generated(folder, (*met, *banks), ships, positions, accounts, payments)
    record = asdict(made) | {"folder": ""}
    (beside / RECORD).write_text(json.dumps(record, indent=1) + "\n", "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)
    return made


def _recorded(folder: Path) -> Generated:
    held = json.loads((folder / RECORD).read_text("utf-8"))
    hidden = tuple(
        Hidden(
            one["case"],
            Planted(**(one["planted"] | {"actors": tuple(one["planted"]["actors"])})),
            tuple(one["also"]),
        )
        for one in held["hidden"]
    )
    return Generated(**(held | {"folder": folder, "hidden": hidden}))


def _extent(part: Mapping[str, Any]) -> Extent:
    return Extent(_ms(part["starts"]), float(part["days"]), float(part.get("scale", 1.0)))


def _ms(at: date | datetime) -> int:
    moment = at if isinstance(at, datetime) else datetime(at.year, at.month, at.day)
    return round(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp() * 1000)


# --- Ships ----------------------------------------------------------------------------------------


def _traffic(sheet: Mapping[str, Any], folder: Path) -> tuple[int, int, list[Hidden]]:
    part = sheet["positions"]
    rng = np.random.default_rng([sheet["seed"], 1])
    extent = _extent(part)
    wanted = part["meetings"]["count"] + part["hidden"]["count"]
    parameters = ship_to_ship.Parameters(meetings=round(wanted / extent.scale))
    hearing = replace(parameters.traffic.hearing, kept_every=part["kept_every"])
    parameters = replace(parameters, traffic=replace(parameters.traffic, hearing=hearing))
    made = ship_to_ship.make(extent, parameters, rng)
    ships = made.fleet.ships
    shown, unseen = made.truth[: part["meetings"]["count"]], made.truth[part["meetings"]["count"] :]
    names = {f"mmsi-{ship.mmsi}": ship.name for ship in ships}
    shown = tuple(replace(one, name=" and ".join(names[actor] for actor in one.actors)) for one in shown)
    hidden = [Hidden(part["meetings"]["case"], one) for one in shown]
    hidden += [Hidden(part["hidden"]["case"], hide(ships, one, extent)) for one in unseen]
    for one in part["staged"]:
        planted = stage(made.fleet, _staged(one), extent, parameters, rng)
        also = tuple(f"imo-{one[who]['imo']}" for who in ("supplier", "receiver"))
        hidden.append(Hidden(one["case"], planted, also))
    reports = [heard(ship.log, extent.seconds, parameters.traffic.hearing, rng) for ship in ships]
    table = ship_to_ship.position_table(ships, reports, extent, {"basis": sheet["basis"]})
    World({"positions": table}, (), ()).write_csv(folder, part["file_days"])
    return len(ships), len(table), hidden


def _staged(one: Mapping[str, Any]) -> Staged:
    lat, lon = one["at"]
    from_lat, from_lon = one["comes_from"]
    return Staged(
        name=one["name"],
        document=one["document"],
        supplier=Identity(**one["supplier"]),
        receiver=Identity(**one["receiver"]),
        port=one["port"],
        left=_ms(one["left"]),
        at=(lat, lon),
        met=_ms(one["met"]),
        hours=one["hours"],
        comes_from=(from_lat, from_lon),
    )


# --- Accounts -------------------------------------------------------------------------------------


def _commerce(sheet: Mapping[str, Any], folder: Path) -> tuple[int, int, list[Hidden]]:
    part = sheet["payments"]
    rng = np.random.default_rng([sheet["seed"], 2])
    extent = _extent(part)
    parameters = individual_as_bank.Parameters(banks=round(len(part["persons"]) / extent.scale))
    made = individual_as_bank.make(extent, parameters, rng)
    hidden = [
        _named(made.book, who, planted) for who, planted in zip(part["persons"], made.truth, strict=True)
    ]
    quiet = replace(parameters, settlements=part["quiet"]["settlements"])
    for who in part["quiet"]["persons"]:
        planted = individual_as_bank.plant(made.book, made.town, quiet, rng)
        hidden.append(_named(made.book, who, planted))
    said = {"basis": sheet["basis"]}
    payments = made.book.payments(said, parameters.lost_share, rng)
    accounts = made.book.register(said)
    World({"payments": payments, "accounts": accounts}, (), ()).write_csv(folder, part["file_days"])
    return len(accounts), len(payments), hidden


def _named(book: Any, who: Mapping[str, str], planted: Planted) -> Hidden:
    """Give the account of what was planted the invented name of the sheet."""
    (actor,) = planted.actors
    index = next(n for n in range(len(book.accounts)) if f"account-{book.number(n)}" == actor)
    book.accounts[index] = replace(book.accounts[index], holder=f"{who['name']} (SAMPLE)")
    return Hidden(who["case"], replace(planted, name=who["name"]))
