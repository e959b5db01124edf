"""An office on disk: the folder that ties vault, custody ledger, keys, office database, lake and indexes."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from sightline.errors import BadInput, Conflict, EnvironmentFailed, NotFound
from sightline.evidence.files import write_whole
from sightline.evidence.keys import STATEMENTS, Keyring, master_key
from sightline.evidence.ledger import Event, Ledger
from sightline.evidence.vault import Vault
from sightline.lake import leftovers
from sightline.lake.statements import Lake
from sightline.model.marking import Marking, Tlp
from sightline.model.view import View
from sightline.office import dump
from sightline.office import settings as office_settings
from sightline.office.act import Act
from sightline.office.database import Office
from sightline.office.markings import compartments
from sightline.office.tables import SettingRow

Clock = Callable[[], datetime]
Entropy = Callable[[int], bytes]

DEFAULT_NAME = "A monitoring office"
REQUESTS = 30_000
"""Requests a minute of one token: more than one worker answers."""

STAMP = "dossier.sha256"
"""The file that says which dossier an office was made from, where it was."""

MADE = "office made"
"""The setting that says with which key an office began: two folders do not share one database."""

OPERATOR = "operator"
"""Whoever works on the machine that holds the office and its keys: cleared for all of it."""


def now() -> datetime:
    """The present, aware and in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Settings:
    """What `office.toml` holds. An empty `database` is the SQLite file in the folder."""

    name: str = DEFAULT_NAME
    database: str = ""
    requests_a_minute: int = REQUESTS
    """of one token at the API"""

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Read the file; an unknown key is refused by name."""
        try:
            given = tomllib.loads(path.read_text("utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise BadInput(f"{path.name} is not TOML: {error}", place=str(path)) from error
        if unknown := sorted(set(given) - set(cls.__dataclass_fields__)):
            known = ", ".join(cls.__dataclass_fields__)
            raise BadInput(f"unknown setting {unknown[0]!r}", place=str(path), remedy=f"use {known}")
        if not isinstance(given.get("requests_a_minute", 1), int) or given.get("requests_a_minute", 1) < 1:
            raise BadInput("requests_a_minute is a whole number from 1 on", place=str(path))
        return cls(**given)

    def text(self) -> str:
        """The file as it is written."""
        said = (("name", self.name), ("database", self.database))
        limit = self.requests_a_minute
        return "".join(f"{key} = {_quoted(value)}\n" for key, value in said) + (
            "" if limit == REQUESTS else f"requests_a_minute = {limit}\n"
        )


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass(frozen=True, slots=True)
class Workbench:
    """An open office. `clock` and `entropy` are the only sources of time and randomness below."""

    folder: Path
    settings: Settings
    vault: Vault
    ledger: Ledger
    keyring: Keyring
    office: Office
    lake: Lake
    clock: Clock
    entropy: Entropy

    @property
    def index_folder(self) -> Path:
        """Where screening indexes stand, one a partition."""
        return self.folder / "index"

    def record(self, action: str, actor: str, subject: str, **detail: str | int) -> None:
        """Put one event on the custody ledger."""
        self.ledger.append([Event(action, actor, subject, detail)], self.clock())

    def operator_view(self) -> View:
        """The View of whoever holds the machine: today, now, everything."""
        at = self.clock()
        whole = View(OPERATOR, Marking(Tlp.RED), at.date(), at)
        with self.office.read(whole) as session:
            inside = compartments(session)
        return View(OPERATOR, Marking(Tlp.RED, inside), at.date(), at)

    def close(self) -> None:
        """Let go of the database."""
        self.office.close()


def exists(folder: Path) -> bool:
    """Whether an office stands in this folder."""
    return (folder / "office.toml").exists()


def create(
    folder: Path,
    settings: Settings,
    *,
    clock: Clock = now,
    entropy: Entropy = os.urandom,
    passphrase: str | None = None,
) -> Workbench:
    """Make a new, empty office; `Conflict` where one stands already."""
    if exists(folder):
        raise Conflict(f"an office stands in {folder}", place=str(folder), remedy="choose another folder")
    try:
        (folder / "keys").mkdir(parents=True, exist_ok=True, mode=0o700)
        master_key(folder / "keys", entropy)
        if not (folder / "keys" / STATEMENTS).exists():  # an interrupted run may have made them
            Keyring.create(folder / "keys", clock(), entropy, passphrase)
        keyring = Keyring.open(folder / "keys", passphrase)
        _make_tables(folder, settings, keyring.fingerprint, clock())
        write_whole(folder / "office.toml", settings.text().encode())
    except OSError as error:
        raise EnvironmentFailed(f"cannot make the office: {error}", place=str(folder)) from error
    bench = open_workbench(folder, clock=clock, entropy=entropy, passphrase=passphrase)
    bench.record("key", OPERATOR, "office", fingerprint=bench.keyring.fingerprint)
    return bench


def _make_tables(folder: Path, settings: Settings, fingerprint: str, at: datetime) -> None:
    """Empty tables that say whose they are; `Conflict` where the database is another office's."""
    office = office_of(folder, settings)
    view = View(OPERATOR, Marking(Tlp.RED), at.date(), at)
    ours = {"key": fingerprint}
    try:
        office.migrate()
        with office.read(view) as session:
            claimed = session.scalar(select(SettingRow.value).where(SettingRow.key == MADE))
        if claimed == ours:  # an interrupted run has been here
            return
        if not dump.is_empty(view, office):
            raise Conflict("the database is another office's", remedy="give an empty database")
        with office.write(view, "office made") as session:
            office_settings.put(session, MADE, ours, Act(OPERATOR, at, "office made"))
    finally:
        office.close()


def open_workbench(
    folder: Path, *, clock: Clock = now, entropy: Entropy = os.urandom, passphrase: str | None = None
) -> Workbench:
    """Open the office in a folder; half-written leftovers of an interrupted run are swept."""
    if not exists(folder):
        raise NotFound(f"no office in {folder}", place=str(folder), remedy="make one with 'sightline init'")
    settings = Settings.load(folder / "office.toml")
    keyring = Keyring.open(folder / "keys", passphrase)
    office = office_of(folder, settings)
    office.migrate()
    vault = Vault(folder / "vault", master_key(folder / "keys", entropy), entropy)
    _sweep(folder, vault)
    ledger = Ledger(folder / "custody", keyring, entropy)
    return Workbench(folder, settings, vault, ledger, keyring, office, Lake(folder / "lake"), clock, entropy)


def _sweep(folder: Path, vault: Vault) -> None:
    """Remove what killed runs left half-written; what a living process writes at is let alone."""
    if any((folder / "vault" / "incoming").iterdir()):
        vault.sweep()
    for part in ("lake", "index"):
        leftovers.sweep(folder / part)


def office_of(folder: Path, settings: Settings) -> Office:
    """The database of an office in a folder."""
    return Office.open(settings.database or f"sqlite:///{folder / 'office.db'}")


def blind_view() -> View:
    """The View of the operator before it is known which compartments there are."""
    at = now()
    return View(OPERATOR, Marking(Tlp.RED), at.date(), at)
