"""Resolution: UN against OFAC with what proves the links hidden, and a million records beside Splink.

The truth between the lists: two entries are one when they share a passport, identity, register or IMO number
that no other entry of either list has. A pair that is asserted for an entry with a proven counterpart, and is
not the proven one, is wrong. The resolver sees no numbers, contacts and IMO numbers here. Nothing is fitted
on these pairs; they are told in two halves, by a hash of the UN entry, all the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks import people_and_companies
from benchmarks.measure import Measure, cpu_seconds
from benchmarks.published_lists import UNDATED, VIEW
from sightline.formats import register
from sightline.formats.source import Local
from sightline.lake.partition import PartitionKey
from sightline.lake.statements import Lake
from sightline.matching.resolving import columns, commonness, kernels, pairs, rivals, weights
from sightline.matching.resolving.listed import traits_of
from sightline.matching.resolving.pairs import Budget
from sightline.matching.resolving.table import Rows, gather_table
from sightline.matching.resolving.traits import Kind, Traits
from sightline.model.lists import ListVersion
from sightline.model.marking import PUBLIC
from sightline.record.candidates import RIVALS_FROM
from sightline.record.entities import entities

UN = ("lists/un/un_consolidated_2026-02-27.xml",)
OFAC = tuple(f"lists/ofac/2022-01-31/{part}.csv" for part in ("sdn", "alt", "add"))
CONSOLIDATED = tuple(f"lists/ofac/consolidated-non-sdn/cons_{part}.csv" for part in ("prim", "alt", "add"))
DPRK = "un-KP"
ASSERTED = 0.0
"""log odds from which a pair counts as asserted"""
RECORDS = 1_000_000
MEMORY = 1300 << 20
MOST = 20
LIMIT = 2 * 2**30
SPLINK = Path(__file__).resolve().parent.parent / ".venv-splink" / "bin" / "python"
PEER = Path(__file__).resolve().parent / "splink_peer.py"

Pair = tuple[str, str]


def run(data: Path, scratch: Path) -> list[Measure]:
    """All figures."""
    return [*lists(data, scratch), *register_of_a_million(scratch)]


# --- UN against OFAC -----------------------------------------------------------------------------


def lists(data: Path, scratch: Path) -> list[Measure]:
    """Precision and recall with Wilson intervals, on all programmes and on the DPRK's entries."""
    un = _read(data, scratch, UN)
    ofac = _read(data, scratch, OFAC) | _read(data, scratch, CONSOLIDATED)
    truth = proven(un, ofac)
    odds, spent = cpu_seconds(lambda: _resolved(un, ofac))
    whole = _tally(odds, truth, lambda _: True)
    dprk = _tally(odds, truth, lambda id: id.startswith(DPRK))
    halves = [_tally(odds, truth, partial(_in_half, half)) for half in (0, 1)]
    measures = [
        Measure("UN + OFAC resolved", spent, "CPU s", note=f"{len(un)} and {len(ofac)} entries"),
        Measure("DPRK: wrong", dprk.wrong, "pairs", bar=1, note=f"{dprk.positives} proven pairs"),
        Measure("DPRK: missed", dprk.missed, "pairs", bar=2),
    ]
    for name, tally in (("all programmes", whole), ("first half", halves[0]), ("second half", halves[1])):
        measures += [
            Measure(f"precision, {name}", tally.precision, "", 0.97, True, tally.interval(tally.asserted)),
            Measure(f"recall, {name}", tally.recall, "", 0.97, True, tally.interval(tally.positives)),
        ]
    measures += _reliability(odds, truth)
    everything = sum(value >= ASSERTED for value in odds.values())
    dprk_all = sum(value >= ASSERTED for (id, _), value in odds.items() if id.startswith(DPRK))
    return [
        *measures,
        Measure("pairs asserted in all, proven or not", everything, "pairs", note=f"{dprk_all} of the DPRK"),
    ]


def _read(data: Path, scratch: Path, files: Iterable[str]) -> dict[str, Traits]:
    """What is compared of each entry, by id."""
    (group,) = register.group([register.recognise(Local(data / file)) for file in files])
    if group.problem or not group.format.read:
        raise group.problem or ValueError("not a list")
    lake, name = Lake(scratch / "resolution"), group.format.list_id(group.items) or group.format.name
    key = PartitionKey(group.items.items, group.format.name, group.format.description.version)
    made = lake.write(key, name, UNDATED, group.format.read(group.items))
    version = ListVersion(
        made.list, made.partition, made.format, UNDATED, VIEW.known_at, made.entries, made.statements,
        made.sha256, made.items, PUBLIC,
    )  # fmt: skip
    return {entity.id: traits_of(entity) for entity in entities(VIEW, lake, version)}


def proven(un: dict[str, Traits], ofac: dict[str, Traits]) -> set[Pair]:
    """Pairs that share a number one entry of each list alone has, and of which neither has two partners."""
    holders: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for side, entries in enumerate((un, ofac)):
        for id, traits in entries.items():
            for number in (*traits.numbers, *(f"imo:{one}" for one in traits.imo)):
                holders[number][side].add(id)
    found = {(next(iter(a)), next(iter(b))) for a, b in holders.values() if len(a) == len(b) == 1}
    partners = Counter(id for pair in found for id in pair)
    return {pair for pair in found if partners[pair[0]] == partners[pair[1]] == 1}


def _resolved(un: dict[str, Traits], ofac: dict[str, Traits]) -> dict[Pair, float]:
    """Log odds of every pair across the lists, numbers, contacts and IMO numbers hidden."""
    ids = [*un, *ofac]
    hidden = [replace(one, numbers=(), contacts=(), imo=()) for one in (*un.values(), *ofac.values())]
    counted = columns.counted(columns.gather(hidden), commonness.public())
    met = pairs.search(counted, weights.vector(), RIVALS_FROM, Budget())
    list_of = np.array([0] * len(un) + [1] * len(ofac), np.int64)
    beside = rivals.contested(met.left, met.right, met.odds, list_of)
    across = list_of[met.left] != list_of[met.right]
    chosen = zip(met.left[across], met.right[across], beside.odds[across], strict=True)
    return {(ids[left], ids[right]): float(odds) for left, right, odds in chosen}


@dataclass(frozen=True, slots=True)
class Tally:
    """What was found of what is proven."""

    right: int
    wrong: int
    missed: int

    @property
    def positives(self) -> int:
        """Pairs that are proven."""
        return self.right + self.missed

    @property
    def asserted(self) -> int:
        """Pairs that were asserted for entries with a proven counterpart."""
        return self.right + self.wrong

    @property
    def precision(self) -> float:
        """Part of what was asserted that is proven."""
        return self.right / max(self.asserted, 1)

    @property
    def recall(self) -> float:
        """Part of what is proven that was asserted."""
        return self.right / max(self.positives, 1)

    def interval(self, of: int) -> str:
        """The Wilson interval at 95 %."""
        z, part = 1.96, self.right / max(of, 1)
        middle, spread = part + z * z / (2 * of), z * np.sqrt((part * (1 - part) + z * z / (4 * of)) / of)
        low, high = ((middle + sign * spread) / (1 + z * z / of) for sign in (-1, 1))
        return f"95 % {low:.3f} to {min(high, 1.0):.3f}, {self.right} of {of}"


def _tally(odds: dict[Pair, float], truth: set[Pair], chosen: Callable[[str], bool]) -> Tally:
    positives = {pair for pair in truth if chosen(pair[0])}
    entries = {id for pair in positives for id in pair}
    asserted = {pair for pair, value in odds.items() if value >= ASSERTED and entries.intersection(pair)}
    asserted = {pair for pair in asserted if chosen(pair[0])}
    return Tally(len(asserted & positives), len(asserted - positives), len(positives - asserted))


def _reliability(odds: dict[Pair, float], truth: set[Pair]) -> list[Measure]:
    """How far the score is the probability it says it is: pairs of entries with a proven counterpart, in
    bins of the score."""
    known = {id for pair in truth for id in pair}
    judged = [(1 / (1 + np.exp(-value)), pair in truth) for pair, value in odds.items() if known & {*pair}]
    measures, apart = [], 0.0
    for low, high in ((0.0, 0.1), (0.1, 0.5), (0.5, 0.9), (0.9, 1.01)):
        inside = [one for one in judged if low <= one[0] < high]
        if not inside:
            continue
        said, right = np.mean([score for score, _ in inside]), sum(true for _, true in inside)
        apart += abs(said * len(inside) - right)
        name = f"pairs of score {low} to {min(high, 1.0)} that are one"
        note = f"{Tally(right, 0, 0).interval(len(inside))}; the score says {said:.4f}"
        measures.append(Measure(name, right / len(inside), "", note=note))
    note = f"{len(judged)} pairs of entries with a proven counterpart"
    return [*measures, Measure("score and share apart, on average", apart / len(judged), "", note=note)]


def _in_half(half: int, id: str) -> bool:
    return _half(id) == half


def _half(id: str) -> int:
    return hashlib.sha256(id.encode()).digest()[0] % 2


# --- A million records ---------------------------------------------------------------------------


def register_of_a_million(scratch: Path) -> list[Measure]:
    """The same records through both, each in a process of its own."""
    path = people_and_companies.write(scratch, RECORDS)
    _warm(scratch)
    ours = _process([sys.executable, "-m", "benchmarks.resolution", str(path)])
    python = os.environ.get("SIGHTLINE_SPLINK_PYTHON") or (str(SPLINK) if SPLINK.exists() else "")
    measures = _figures("Sightline", ours, _total(path), bar=LIMIT / 2**20)
    if not python:
        print("  SKIPPED Splink: run scripts/setup-peer.sh splink", file=sys.stderr)
        return measures
    peers = {kind: _process([python, str(PEER), str(path), kind]) for kind in ("plain", "tuned")}
    for kind, shape in peers.items():
        measures += _figures(f"Splink {shape['splink']}, {kind}", shape, _total(path))
    best = min(peers.values(), key=lambda shape: float(shape["cpu"]))
    times, note = float(best["cpu"]) / float(ours["cpu"]), "CPU seconds, the better of Splink's two"
    measures.append(Measure("times as fast as Splink", times, "×", 1, True, note))
    total = _total(path)
    ahead = min(_recall_at(ours, shape, total) - _recall_at(shape, shape, total) for shape in peers.values())
    measures.append(Measure("recall ahead of Splink's best, as precise", ahead / total, "", 0, True))
    return measures


def _warm(scratch: Path) -> None:
    """Let the compiler's cache be filled, as set-up does."""
    folder = scratch / "warm"
    folder.mkdir()
    path = people_and_companies.write(folder, 1000)
    _process([sys.executable, "-m", "benchmarks.resolution", str(path)])


def _process(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    shape: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return shape


def _total(path: Path) -> int:
    counts = np.bincount(pq.read_table(path, columns=["party"])["party"].to_numpy())
    return int((counts * (counts - 1) // 2).sum())


def _best(shape: dict[str, Any], total: int) -> dict[str, float]:
    """The threshold with the best F1."""
    figures: list[dict[str, float]] = shape["figures"]
    return max(figures, key=lambda one: 2 * one["right"] / (one["pairs"] + total))


def _figures(name: str, shape: dict[str, Any], total: int, bar: float | None = None) -> list[Measure]:
    best = _best(shape, total)
    note = f"at its best F1, threshold {best['threshold']:g}"
    return [
        Measure(f"{name}: {RECORDS:,} records", float(shape["cpu"]), "CPU s", note=f"{shape['wall']:.0f} s"),
        Measure(f"{name}: peak memory", float(shape["peak"]) / 2**20, "MiB", bar=bar),
        Measure(f"{name}: precision", best["right"] / best["pairs"], "", note=note),
        Measure(f"{name}: recall", best["right"] / total, "", note=note),
    ]


def _recall_at(shape: dict[str, Any], peer: dict[str, Any], total: int) -> int:
    """Right pairs at the loosest threshold that is as precise as the peer at the peer's best F1."""
    best = _best(peer, total)
    wanted = best["right"] / best["pairs"]
    own: list[dict[str, float]] = shape["figures"]
    return int(max((one["right"] for one in own if one["right"] / one["pairs"] >= wanted), default=0))


def resolve_file(path: Path) -> None:
    """Resolve a Parquet file of `people_and_companies` and print one JSON line, as `splink_peer.py` does."""
    begun = time.perf_counter()
    table = pq.read_table(path)
    kinds = np.where(pc.equal(table["kind"], "person").to_numpy(), int(Kind.PERSON), int(Kind.ORGANISATION))
    names = pc.binary_join_element_wise(table["first"], table["last"], " ").combine_chunks()
    nothing = pa.nulls(len(table), pa.string())
    rows = Rows(kinds, names, table["dob"].combine_chunks(), table["city"].combine_chunks(), nothing)
    counted = columns.counted_here(gather_table(rows))
    weighing = weights.vector(weights.REGISTER)
    met = pairs.search(counted, weighing, ASSERTED, Budget(MEMORY, 2, MOST))
    party = table["party"].to_numpy()
    same = party[met.left] == party[met.right]
    figures = [
        {
            "threshold": odds,
            "pairs": int((met.odds >= odds).sum()),
            "right": int(same[met.odds >= odds].sum()),
        }
        for odds in np.arange(0.0, 10.25, 0.25).tolist()
    ]
    usage = resource.getrusage(resource.RUSAGE_SELF)
    shape = {
        "figures": figures,
        "cpu": usage.ru_utime + usage.ru_stime,
        "wall": time.perf_counter() - begun,
        "peak": usage.ru_maxrss * 1024,
        "scored": met.scored,
        "parts": met.parts,
        "features": kernels.FEATURES,
    }
    print(json.dumps(shape))


if __name__ == "__main__":
    resolve_file(Path(sys.argv[1]))
