from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sightline.evidence import container, verifier
from sightline.evidence.canonical import encode
from sightline.evidence.keys import Keyring
from sightline.evidence.ledger import Event, Ledger
from sightline.lake.partition import PartitionKey
from sightline.lake.statements import Lake
from sightline.model.place import Place
from sightline.model.report import Report, Section, Table
from sightline.model.statement import Entry, Statement
from sightline.reports import docx, html, pdf
from sightline.reports.bundle import Held, Partition, Pieces, members
from sightline.reports.layout import lay_out
from sightline.reports.number import number
from sightline.reports.query import Material, filled
from sightline.reports.tree_json import cited_items, published
from tests.lake.factory import VIEW, version_of
from tests.reports.sample import CATALOGUE, FINDING, HEARING, ITEMS, MEASURE, WORDS, outline, sha

REGIME: dict[str, Any] = {
    "measures": [
        {
            "id": MEASURE.id,
            "title": "Freeze of funds",
            "in_force_from": "2006-10-14",
            "in_force_to": None,
            "confidence": "partly checked",
            "provisions": [{"resolution": "1718", "paragraph": "8 (d)"}],
        }
    ]
}


def listed() -> list[Statement]:
    """A list of one bank that stands in the invented press text."""
    item, words = sha("press"), WORDS["press"]

    def said(entity: str, prop: str, value: str, schema: str) -> Statement:
        start = words.index(value.encode())
        return Statement(entity, schema, prop, value, value, item, Place.of_bytes(start, len(value)))

    return [
        said("x-1", "name", "Invented Bank One", "Company"),
        said("x-1:listing", "unscId", "8", "Sanction"),
        said("x-1:listing", "listingDate", "2017", "Sanction"),
    ]


class World:
    """A report with one table of each kind that needs no certificate, and all it rests on."""

    def __init__(self, folder: Path, at: datetime, entropy: Callable[[int], bytes]) -> None:
        lake = Lake(folder / "lake")
        said = listed()
        key = PartitionKey((sha("press"),), "invented", 1, 1)
        self.manifest = lake.write(key, "invented", None, [Entry("x-1", Place.of_bytes(0, 20), tuple(said))])
        self.said = tuple(lake.statements(VIEW, version_of(self.manifest)))
        self.keys = Keyring.create(folder / "keys", at, entropy)
        self.ledger = Ledger(folder / "custody", self.keys, entropy)
        self.at = at
        self.report = self._report()

    def _report(self) -> Report:
        pins = [{"partition": self.manifest.partition, "manifest": self.manifest.sha256}]
        shared = {"pins": pins, "list": "invented"}
        entries = shared | {"kind": "entries", "columns": ["reference", "caption", "listed_on"], "on": "2017"}
        count = shared | {"kind": "count", "by": "schema"}
        made = (
            Table("t-entries", "Entries", ("reference", "name", "listed on"), (), entries),
            Table("t-count", "Counts", ("schema", "entries"), (), count),
        )
        section = Section("s-lists", "Lists", made)
        report = replace(outline(), sections=(*outline().sections, section))
        cited = cited_items(report, (FINDING,), (HEARING,))
        material = Material({self.manifest.partition: self.said}, {MEASURE.id: MEASURE}, CATALOGUE, cited, {})
        return number(filled(report, material))

    def pieces(self) -> Pieces:
        layout = lay_out(self.report, CATALOGUE)
        documents = {
            "json": published(self.report, (FINDING,), (HEARING,), layout.notes),
            "pdf": pdf.render(layout).data,
            "docx": docx.render(layout),
            "html": html.render(layout),
        }
        names = [name for name in WORDS if name != "secret"]
        held = tuple(
            Held(ITEMS[sha(name)], hashlib.md5(name.encode()).hexdigest(), partial(io.BytesIO, WORDS[name]))
            for name in names
        )
        stored = [Event("store", "collector", one.acquisition, {"sha256": one.item.sha256}) for one in held]
        if self.ledger.head() is None:
            self.ledger.append(stored, self.at)
        custody = {one.acquisition: list(self.ledger.entries(one.acquisition)) for one in held}
        partition = Partition(self.manifest.partition, self.said, self.manifest.encoded)
        return Pieces(documents, held, CATALOGUE, custody, self.keys.statements(), (partition,), REGIME, {})


@pytest.fixture
def world(tmp_path: Path, at: datetime, entropy: Callable[[int], bytes]) -> World:
    return World(tmp_path, at, entropy)


def verdict(world: World, pieces: Pieces, path: Path) -> verifier.Verdict:
    container.write(path, members(pieces), at=world.at, signer=world.keys.current)
    return verifier.check(path, world.keys.fingerprint)


def test_the_verifier_finds_nothing_and_replays_every_table(world: World, tmp_path: Path) -> None:
    found = verdict(world, world.pieces(), tmp_path / "report.slb")
    assert found.problems == []
    assert found.counts["tables"] == 4
    assert found.counts["statements"] == 3
    assert found.counts["findings"] == 1
    assert found.counts["citations"] > 8


def test_a_table_that_says_something_else_is_found(world: World, tmp_path: Path) -> None:
    pieces = world.pieces()
    changed = pieces.documents["json"].replace(b'"text":"partly checked"', b'"text":"checked"')
    found = verdict(
        world, replace(pieces, documents=pieces.documents | {"json": changed}), tmp_path / "b.slb"
    )
    assert [problem.what for problem in found.problems] == ["tables"]


def test_statements_are_the_lines_their_manifest_names(world: World) -> None:
    made = members(world.pieces())
    lines = made[f"statements/{world.manifest.partition}.jsonl"]
    assert isinstance(lines, bytes)
    assert hashlib.sha256(lines).hexdigest() == world.manifest.rows_sha256


def test_equal_pieces_give_equal_members(world: World) -> None:
    one, two = members(world.pieces()), members(world.pieces())
    assert list(one) == sorted(one) == list(two)
    assert all(one[name] == two[name] for name in one if not name.startswith("items/"))
    assert one["keys.json"] == encode(world.keys.statements())
