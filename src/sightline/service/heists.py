"""Thefts of coins, each with its ledger: what was taken, where it is by three rules, and what is unknown."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.detectors.coins.crypto_taint import Labels, read_labels, takings
from sightline.detectors.coins.taint_ledger import KEY, Followed, Journal, follow, journal, shown
from sightline.detectors.coins.theft_ledger import Key, TheftLedger, Units, theft_ledger
from sightline.detectors.detector import moment
from sightline.errors import NotFound
from sightline.model.citation import Citation
from sightline.model.view import View
from sightline.record.table_parts import parts
from sightline.service import table_rows
from sightline.service.progress import Progress, Step, silent
from sightline.service.workbench import Workbench

TABLES = ("transfers", "labels")
MOST_DISPUTED = 200
HELD = 2
"""followed sets of transfers that are kept in memory, by the partitions they were read from"""


@dataclass(frozen=True, slots=True)
class Version:
    """A transfer as one file gives it."""

    amount: Units
    at: datetime
    source: str
    target: str
    cite: Citation


@dataclass(frozen=True, slots=True)
class Disputed:
    """A transfer of which files say different things; the first is the one that counts."""

    tx: str
    index: int
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class HeistLine:
    """A theft in one line."""

    id: str
    actor: str
    chain: str
    asset: str
    listed: bool
    taken: Units
    known: Units
    unknown: Units
    again: Units
    first: datetime
    last: datetime
    balanced: bool


@dataclass(frozen=True, slots=True)
class Heist:
    """One theft: its line, its whole ledger, and transfers of this asset that files dispute."""

    line: HeistLine
    ledger: TheftLedger
    disputed: tuple[Disputed, ...]


@dataclass(frozen=True, slots=True)
class _Coins:
    """Transfers and labels, read and followed once."""

    book: Journal
    labels: Labels
    followed: Mapping[Key, Followed]
    disputed: Mapping[tuple[str, str], Sequence[Disputed]]


_held: OrderedDict[tuple[str, ...], _Coins] = OrderedDict()
_lock = Lock()


def heists(view: View, bench: Workbench, progress: Progress = silent) -> tuple[HeistLine, ...]:
    """The thefts that labels and transfers the View may see tell of, the largest of an asset first."""
    coins = _coins(view, bench, progress)
    lines = [_line(key, _ledger(coins, key)) for key in coins.followed]
    return tuple(sorted(lines, key=lambda one: (one.chain, one.asset, -one.taken.units, one.actor)))


def heist(view: View, bench: Workbench, id: str, progress: Progress = silent) -> Heist:
    """One theft; `NotFound` where nothing the View may see tells of it."""
    coins = _coins(view, bench, progress)
    key = next((one for one in coins.followed if identifier(one) == id), None)
    if key is None:
        raise NotFound(f"no theft {id!r}", remedy="'sightline heist list' names those there are")
    ledger = _ledger(coins, key)
    return Heist(_line(key, ledger), ledger, tuple(coins.disputed.get(key[1:], ())))


def identifier(key: Key) -> str:
    """A short name for an address: the same for the same actor, chain and asset."""
    return hashlib.sha256("\x1f".join(key).encode()).hexdigest()[:12]


def _ledger(coins: _Coins, key: Key) -> TheftLedger:
    return theft_ledger(coins.book, coins.labels, key, coins.followed[key])


def _line(key: Key, ledger: TheftLedger) -> HeistLine:
    return HeistLine(
        identifier(key), *key, ledger.listed, ledger.taken, ledger.known, ledger.unknown, ledger.again,
        ledger.first, ledger.last, ledger.balanced,
    )  # fmt: skip


def _coins(view: View, bench: Workbench, progress: Progress) -> _Coins:
    with bench.office.read(view) as session:
        seen = parts(view, session, TABLES)
    key = (str(bench.folder), *sorted(part.id for part in seen))
    with _lock:
        if key in _held:
            _held.move_to_end(key)
            return _held[key]
    progress(Step("reading transfers and labels", 0, 2))
    with table_rows.opened(view, bench, seen, TABLES) as tables:
        labels, book = read_labels(tables["labels"]), journal(tables["transfers"])
        disputed = _disputed(tables["transfers"], book)
    progress(Step("following what was taken", 1, 2))
    found = takings(book, labels)
    ends = [at for at, holder in enumerate(book.holders) if holder[2] in labels.services]
    followed = follow(book, {"\x1f".join(one): rows for one, rows in found.items()}, ends) if found else {}
    coins = _Coins(book, labels, {one: followed["\x1f".join(one)] for one in found}, disputed)
    progress(Step("done", 2, 2))
    with _lock:
        _held[key] = coins
        while len(_held) > HELD:
            _held.popitem(last=False)
    return coins


def _disputed(transfers: ir.Table, book: Journal) -> dict[tuple[str, str], list[Disputed]]:
    """Transfers that files give with different amounts, sides or times, by chain and asset."""
    told = transfers.group_by(list(KEY)).agg(
        amounts=_.amount.nunique(), sources=_.from_address.nunique(), targets=_.to_address.nunique()
    )
    odd = told.filter(ibis.or_(_.amounts > 1, _.sources > 1, _.targets > 1)).select(*KEY).limit(MOST_DISPUTED)
    rows = transfers.semi_join(odd, list(KEY)).order_by(*KEY, "item", "row").to_pyarrow().to_pylist()
    groups: dict[tuple[str, str, int], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["chain"], row["tx"], row["index"]), []).append(row)
    found: dict[tuple[str, str], list[Disputed]] = {}
    for (chain, tx, index), several in groups.items():
        one = Disputed(tx, index, tuple(_versions(several)))
        found.setdefault((chain, several[0]["asset"]), []).append(one)
    return found


def _versions(rows: Sequence[Mapping[str, Any]]) -> Iterator[Version]:
    for row in rows:
        units = int(row["amount"])
        amount = Units(units, shown(units, row["decimals"], row["asset"]))
        at = moment(row["time_ms"])
        yield Version(amount, at, row["from_address"], row["to_address"], table_rows.citation(row))


def as_json(one: Heist) -> dict[str, object]:
    """What `sightline heist show` and the twin of the page say; base units as text, since they are long."""
    return {"heist": plain(one.line), "ledger": plain(one.ledger), "disputed": plain(one.disputed)}


def plain(value: object) -> object:
    """The same with amounts as `{"units": "…", "said": "…"}`: a JSON number would lose digits."""
    if isinstance(value, Units):
        return {"units": str(value.units), "said": value.said}
    if isinstance(value, tuple):
        return tuple(plain(one) for one in value)
    if isinstance(value, HeistLine | TheftLedger | Disputed | Version) or hasattr(
        value, "__dataclass_fields__"
    ):
        if isinstance(value, Citation):
            return value
        told: dict[str, object] = {}
        for name in value.__dataclass_fields__:
            held = getattr(value, name)
            told[name] = str(held) if name == "units" else plain(held)
        if isinstance(value, TheftLedger):
            told["balanced"] = value.balanced
        return told
    return value
