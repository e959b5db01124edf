"""Addresses of coins that the lists in force name, as labels beside those of files.

A list says of a party that a wallet is his (`CryptoWallet`), and why he is listed (`Sanction`): so whoever
follows coins knows of each such address whose it is, by which version of which list, and under which program.
What a version does not name any more is no label for a View that holds this version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sightline.clean import wallet
from sightline.formats.ofac_addresses_txt import CURRENCIES
from sightline.formats.table_schemas import LABELS
from sightline.lake.engines import plain
from sightline.lake.entries import LISTING, Listed
from sightline.lake.taken_in import in_order
from sightline.model.lists import ListVersion
from sightline.model.marking import Marking
from sightline.model.statement import Statement
from sightline.model.table_part import TablePart
from sightline.model.view import View
from sightline.record.table_parts import items_in_order
from sightline.service import listed_table, table_rows
from sightline.service.workbench import Workbench

TABLE = "labels"
ORDERED = ("payments", "transfers")
SCHEMA = "CryptoWallet"
ADDRESS = ("cryptoAddress", "publicKey")
ABUSE = "sanction"


def in_force(view: View, bench: Workbench, marking: Marking | None = None) -> tuple[ListVersion, ...]:
    """Of the versions the View holds those that name addresses; with a marking those that it covers."""
    return tuple(one for one in listed_table.in_force(view, bench, marking) if _wallets(view, bench, one))


def labelled(labels: ir.Table, view: View, bench: Workbench, lists: Sequence[ListVersion]) -> ir.Table:
    """These labels and those that the versions make, of which each has row 0 and its place in `title`."""
    rows = [row for version in lists for row in _labels(view, bench, version)]
    return labels.union(ibis.memtable(pa.Table.from_pylist(rows, schema=plain(LABELS)))) if rows else labels


@contextmanager
def opened(
    view: View,
    bench: Workbench,
    seen: Iterable[TablePart],
    names: Iterable[str],
    lists: Sequence[ListVersion],
) -> Iterator[Mapping[str, ir.Table]]:
    """These partitions as tables for the block, with what the versions say of addresses among the labels.

    Payments and transfers know the order in which their files were taken in.
    """
    held = tuple(seen)
    with table_rows.opened(view, bench, held, names) as tables:
        ordered = {
            name: in_order(tables[name], items_in_order(held, name)) for name in ORDERED if name in tables
        }
        yield {**tables, **ordered, TABLE: labelled(tables[TABLE], view, bench, lists)}


def _wallets(view: View, bench: Workbench, version: ListVersion) -> list[str]:
    """The ids of what a version says addresses of."""
    said = bench.lake.said_of(view, version, (SCHEMA,), ADDRESS)
    return list(dict.fromkeys(entity for entity, *_rest in said))


def _labels(view: View, bench: Workbench, version: ListVersion) -> Iterator[dict[str, Any]]:
    """A label for each address of each party that the version lists, in the order of entries."""
    table = bench.lake.entries(view, version)
    entries = {entry.id: entry for id in _wallets(view, bench, version) if (entry := table.find(id))}
    held: dict[str, list[Statement]] = {}
    for said in bench.lake.statements(view, version, sorted(entries)):
        held.setdefault(_entry_of(said.entity, entries), []).append(said)
    for id, several in held.items():
        if any(said.schema == LISTING for said in several):
            yield from _of_entry(version, entries[id], several)


def _entry_of(entity: str, entries: Mapping[str, Listed]) -> str:
    """The id of the entry that what has this id hangs on."""
    while entity not in entries and entity:
        entity = entity.rpartition(":")[0]
    return entity


def _of_entry(version: ListVersion, entry: Listed, several: Sequence[Statement]) -> Iterator[dict[str, Any]]:
    programs = dict.fromkeys(
        said.value for said in several if (said.schema, said.prop) == (LISTING, "program")
    )
    symbols = {said.entity: said.value for said in several if said.prop == "currencySymbol"}
    source = ", ".join([
        f"{version.list} of {version.dated}: entry {entry.reference or entry.id}",
        *([f"under {', '.join(programs)}"] if programs else []),
        *([f"listed on {entry.listed_on}"] if entry.listed_on else []),
    ])  # fmt: skip
    for said in several:
        address = wallet.clean(said.value) if said.schema == SCHEMA and said.prop in ADDRESS else None
        if address:
            symbol = symbols.get(said.entity, "")
            yield {
                "address": address,
                "label": f"{entry.caption}, on the sanctions list {version.list}",
                "currency": CURRENCIES.get(symbol, symbol) or None,
                "abuse": ABUSE,
                "actor": entry.caption,
                "source": source,
                "creator": version.list,
                "title": said.place.label,
                "lastmod": version.dated,
                "item": said.item,
                "row": 0,
                "place_start": said.place.start,
                "place_end": said.place.end,
            }
