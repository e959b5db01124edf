"""The UN and OFAC lists from bytes to screened indexes, for the benchmarks that need them."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sightline.formats import register
from sightline.formats.source import Local
from sightline.lake.partition import PartitionKey
from sightline.lake.statements import Lake
from sightline.model.lists import ListVersion
from sightline.model.marking import PUBLIC
from sightline.model.view import View
from sightline.record.entities import entities
from sightline.screening.index import Index, build

VIEW = View("benchmark", PUBLIC, date(2026, 3, 1), datetime(2026, 3, 1, tzinfo=UTC))
FILES = (
    "lists/un/un_consolidated_2026-02-27.xml",
    "lists/ofac/2022-01-31/sdn.csv",
    "lists/ofac/2022-01-31/alt.csv",
    "lists/ofac/2022-01-31/add.csv",
)
UNDATED = date(2022, 1, 31)
"""The OFAC files carry no day; this is the one their folder names."""

SEED = 1718


@dataclass(frozen=True, slots=True)
class Named:
    """A name as listed, and the entity it stands for."""

    name: str
    entity: str


def build_indexes(data: Path, scratch: Path) -> list[Index]:
    """Recognise, parse, write to the lake, assemble, index."""
    return build_from([data / file for file in FILES], scratch)


def build_from(paths: list[Path], scratch: Path) -> list[Index]:
    """The same for any list files."""
    lake = Lake(scratch / "lake")
    indexes = []
    for group in register.group([register.recognise(Local(path)) for path in paths]):
        if group.problem or not group.format.read:
            raise group.problem or ValueError(f"not a list: {group.format.name}")
        key = PartitionKey(group.items.items, group.format.name, group.format.description.version)
        dated = group.format.dated(group.items) if group.format.dated else None
        manifest = lake.write(key, group.format.list_id(group.items), dated, group.format.read(group.items))
        version = ListVersion(
            manifest.list,
            manifest.partition,
            manifest.format,
            dated or UNDATED,
            VIEW.known_at,
            manifest.entries,
            manifest.statements,
            manifest.sha256,
            manifest.items,
            PUBLIC,
        )
        indexes.append(build(VIEW, version, entities(VIEW, lake, version), scratch / "index"))
    return indexes


def all_names(indexes: list[Index]) -> list[Named]:
    """Every listed name of every index."""
    return [
        Named(value.value, record.entity)
        for index in indexes
        for record in map(index.record, range(index.entities))
        for value in record.names
    ]


def dprk_names(index: Index) -> list[Named]:
    """Names and aliases of the DPRK entries of the UN list."""
    records = (index.record(number) for number in range(index.entities))
    return [
        Named(value.value, record.entity)
        for record in records
        if record.reference.startswith(("KPi", "KPe"))
        for value in record.names
    ]


def mistyped(names: list[Named], draw: random.Random) -> list[Named]:
    """Each name with one letter dropped, doubled, replaced or swapped with its neighbour."""
    found = []
    for one in names:
        letters = list(one.name)
        places = [n for n, letter in enumerate(letters[:-1]) if letter.isalpha() and letters[n + 1].isalpha()]
        if not places:
            continue
        at = draw.choice(places)
        kind = draw.choice(("drop", "double", "replace", "swap"))
        if kind == "drop":
            del letters[at]
        elif kind == "double":
            letters.insert(at, letters[at])
        elif kind == "replace":
            letters[at] = draw.choice("aeioubdgkmnr")
        else:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        found.append(Named("".join(letters), one.entity))
    return found


def merchant_ships(data: Path) -> list[str]:
    """Names of ordinary merchant ships: strangers to the lists, a few namesakes apart."""
    with (data / "vessels" / "imo_names.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = [column.lower() for column in next(rows)]
        column = next(n for n, title in enumerate(header) if "name" in title)
        return [row[column] for row in rows if row[column].strip()]
