"""Thefts of coins, each with its ledger: what was taken, where it is by three rules, and what is unknown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import ibis.expr.types as ir

from sightline.detectors.coins import transfer_versions
from sightline.detectors.coins.crypto_taint import contested, takings
from sightline.detectors.coins.following import follow
from sightline.detectors.coins.labels import read_labels
from sightline.detectors.coins.taint_ledger import Key, journal
from sightline.detectors.coins.theft_ledger import TheftLedger, Units, theft_ledger
from sightline.detectors.coins.tied_passages import tied_passages
from sightline.detectors.detector import moment
from sightline.errors import NotFound
from sightline.model.citation import Citation
from sightline.model.lists import ListVersion
from sightline.model.table_part import TablePart
from sightline.model.view import View
from sightline.record.table_parts import parts
from sightline.service import heists_kept, listed_wallets, table_rows
from sightline.service.heists_kept import Disputed, Followed, Heist, HeistLine, Version
from sightline.service.kept import Seen
from sightline.service.progress import Progress, Step, silent
from sightline.service.workbench import Workbench

TABLES = ("transfers", "labels")


def heists(view: View, bench: Workbench, progress: Progress = silent) -> tuple[HeistLine, ...]:
    """The thefts that labels and transfers the View may see tell of, the largest of an asset first."""
    return tuple(one.line for one in followed(view, bench, progress).heists)


def heist(view: View, bench: Workbench, id: str, progress: Progress = silent) -> Heist:
    """One theft; `NotFound` where nothing the View may see tells of it."""
    for one in followed(view, bench, progress).heists:
        if one.line.id == id:
            return one
    raise NotFound(f"no theft {id!r}", remedy="'sightline heist list' names those there are")


def coins_seen(view: View, bench: Workbench) -> list[Seen]:
    """The partitions of transfers and labels the View may see, and the lists that name addresses."""
    with bench.office.read(view) as session:
        return [*parts(view, session, TABLES), *listed_wallets.in_force(view, bench)]


def transfers_of(seen: Sequence[Seen]) -> int:
    """How many rows of transfers these partitions hold."""
    return sum(one.rows for one in seen if isinstance(one, TablePart) and one.table == TABLES[0])


def followed(view: View, bench: Workbench, progress: Progress = silent) -> Followed:
    """Every theft with its ledger, of what the View may see; what was followed before is taken as it is."""
    seen = coins_seen(view, bench)
    held = heists_kept.of(bench, seen)
    if held is None:
        found = tuple(sorted(_made(view, bench, seen, progress), key=_largest))
        held = Followed(found, transfers_of(seen), bench.clock())
        heists_kept.keep(bench, held, seen)
    return held


def _largest(one: Heist) -> tuple[str, str, int, str]:
    line = one.line
    return line.chain, line.asset, -line.taken.units, line.actor


def _made(view: View, bench: Workbench, seen: Sequence[Seen], progress: Progress) -> Iterator[Heist]:
    progress(Step("reading transfers and labels", 0, 3))
    held = [one for one in seen if isinstance(one, TablePart)]
    lists = [one for one in seen if isinstance(one, ListVersion)]
    with listed_wallets.opened(view, bench, held, TABLES, lists) as tables:
        labels, book = read_labels(tables["labels"]), journal(tables["transfers"])
        disputed = _disputed(tables["transfers"])
    found = takings(book, labels)
    if not found:
        return
    progress(Step("following what was taken", 1, 3))
    ends = [at for at, holder in enumerate(book.holders) if holder[2] in labels.services]
    ways = follow(book, found, ends, tuple(tied_passages(book, labels)), contested(book, labels))
    for number, key in enumerate(found):
        progress(Step(f"ledger {number + 1} of {len(found)}", 2 * len(found) + number, 3 * len(found)))
        ledger = theft_ledger(book, labels, key, ways[key])
        yield Heist(_line(key, ledger), ledger, tuple(disputed.get(key[1:], ())))


def identifier(key: Key) -> str:
    """A short name for an address: the same for the same actor, chain and asset."""
    return hashlib.sha256("\x1f".join(key).encode()).hexdigest()[:12]


def _line(key: Key, ledger: TheftLedger) -> HeistLine:
    return HeistLine(
        identifier(key), *key, ledger.listed, ledger.taken, ledger.known, ledger.held, ledger.unknown,
        ledger.again, ledger.first, ledger.last, ledger.balanced, ledger.fees, ledger.stolen, ledger.before,
        ledger.perhaps, ledger.at_least, ledger.contested,
    )  # fmt: skip


def _disputed(transfers: ir.Table) -> dict[tuple[str, str], list[Disputed]]:
    """Transfers that files give with different amounts, sides or times, by chain and asset."""
    found: dict[tuple[str, str], list[Disputed]] = {}
    for (chain, tx, index), several in transfer_versions.disputed(transfers).items():
        one = Disputed(tx, index, tuple(_versions(several)))
        found.setdefault((chain, several[0]["asset"]), []).append(one)
    return found


def _versions(rows: Sequence[Mapping[str, Any]]) -> Iterator[Version]:
    for row in rows:
        units = int(row["amount"])
        amount = Units(units, transfer_versions.amount(row))
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
            told["stolen"] = plain(value.stolen)
            told["at_least"] = plain(value.at_least)
        return told
    return value
