"""The queries that make a report's tables: plain inputs in, rows of cells with citations out.

A query is data and stands in the report beside the rows it made, so that anyone who holds the bundle
can compute the rows again. Whatever changes a row here changes what the verifier must replay.

    {"kind": "entries", "pins": […], "list": …, "where": {column: […]}, "columns": […], "on": DAY}
    {"kind": "count", "pins": […], "list": …, "by": column}
    {"kind": "measures", "day": DAY, "ids": [id, …]}
    {"kind": "evidence"}
    {"kind": "screening", "certificate": id}
    {"kind": "signals", "ids": [id, …], "columns": […]}

Columns of signals are `detector`, `actors`, `start`, `end`, `place`, `score`, `lat`, `lon`; all but the
last two where none are named.
A column of entries is `id`, `reference`, `caption`, `listed_on`, `schema`, or `prop:` and the name of
a property of the entry itself; several values are sorted and joined with `; `. What hangs on an entry
has its id up to the first colon. `first` below means: what stands earliest in the bytes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from sightline.errors import BadInput
from sightline.lake.entries import LISTED_ON, LISTING, NAMES, REFERENCES
from sightline.model.citation import Citation
from sightline.model.item import Item
from sightline.model.measure import Measure
from sightline.model.report import Block, Cell, Report, Table
from sightline.model.statement import Statement
from sightline.reports.footnotes import Catalogue, short
from sightline.reports.outline import changed, citations

Rows = tuple[tuple[Cell, ...], ...]
EVIDENCE_COLUMNS = ("item", "name", "source", "basis", "document", "sha256")
MEASURE_COLUMNS = ("measure", "provisions", "in force on the day", "verification")
SCREENING_COLUMNS = ("name asked about", "listed as", "reference", "score", "result")
COUNT_COLUMNS = ("schema", "entries")
SIGNAL_COLUMNS = ("detector", "actors", "start", "end", "place", "score")
SIGNAL_POSITION = ("lat", "lon")


@dataclass(frozen=True, slots=True)
class Material:
    """What queries are answered from. Each is only asked for when a query needs it."""

    statements: Mapping[str, Iterable[Statement]]
    """every statement of a partition, by partition id"""
    measures: Mapping[str, Measure]
    catalogue: Catalogue
    cited: frozenset[str]
    """SHA-256 of the items that the findings and hearings of the edition cite"""
    certificates: Mapping[str, Mapping[str, Any]]
    signals: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """signals as JSON by their id; one that the reader may not see is not there"""
    manifests: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of the manifest of a partition, by partition id: what a pin must name"""
    answered: dict[str, Rows] = field(default_factory=dict)
    """answers given before, by the query as JSON: many figures of a report may ask the same"""


def rows(query: Mapping[str, Any], material: Material) -> Rows:
    """Answer a query; `BadInput` for a kind or a column that is not known, or where its data is not here."""
    if query.get("kind") == "evidence":
        return evidence(material.cited, material.catalogue)
    key = json.dumps(query, sort_keys=True)
    try:
        if key not in material.answered:
            material.answered[key] = _rows(query, material)
        return material.answered[key]
    except (KeyError, TypeError, ValueError) as problem:
        raise BadInput(
            f"the query cannot be answered: {str(problem).strip(chr(39))[:120]} is not here",
            remedy="ask for what the record holds, as `docs/reference/report.md` tells",
        ) from problem


def _rows(query: Mapping[str, Any], material: Material) -> Rows:
    kind = query.get("kind")
    if kind == "entries":
        return entries(query, _pinned(query, material))
    if kind == "count":
        return counts(query, _pinned(query, material))
    if kind == "measures":
        return measures(query, material.measures)
    if kind == "screening":
        return screening(material.certificates[query["certificate"]])
    if kind == "signals":
        held = (material.signals[name] for name in query["ids"] if name in material.signals)
        return signals(held, tuple(query.get("columns", SIGNAL_COLUMNS)))
    raise BadInput(
        f"not a kind of table: {kind!r}",
        remedy="use entries, count, measures, evidence, screening or signals",
    )


def columns(query: Mapping[str, Any]) -> tuple[str, ...]:
    """The columns of a query's answer; `BadInput` for a kind that is not known."""
    kind = query.get("kind")
    held = {
        "count": (str(query.get("by", "schema")), "entries"),
        "measures": MEASURE_COLUMNS,
        "evidence": EVIDENCE_COLUMNS,
        "screening": SCREENING_COLUMNS,
        "signals": tuple(query.get("columns", SIGNAL_COLUMNS)),
        "entries": tuple(query.get("columns", ("reference", "caption"))),
    }
    if kind not in held:
        raise BadInput(f"not a kind of table: {kind!r}", remedy="use " + ", ".join(held))
    return held[kind]


def filled(report: Report, material: Material, only: frozenset[str] | None = None) -> Report:
    """The report with the rows of every table computed from its query; a table without one stays.

    Evidence tables come last, since they list what the other tables cite too. Where a query fails, the
    rows stay as they were and lint says so. With `only`, blocks of other ids stay as they were.
    """

    def fill(block: Block, last: bool, known: Material) -> Block:
        if not isinstance(block, Table) or not block.query or (only is not None and block.id not in only):
            return block
        if (block.query.get("kind") == "evidence") is not last:
            return block
        try:
            return replace(block, rows=rows(block.query, known))
        except BadInput:
            return block

    first = changed(report, partial(fill, last=False, known=material))
    cited = material.cited | {citation.item for citation in citations(first)}
    cited &= set(material.catalogue.items)  # what the reader may not see is cut next, with what cites it
    return changed(first, partial(fill, last=True, known=replace(material, cited=frozenset(cited))))


def evident(report: Report, cited: Iterable[str], catalogue: Catalogue) -> Report:
    """The report with its evidence tables made anew from these items and no other.

    To be done after an edition was cut: what only a withheld part cited must not be listed.
    """
    listed = evidence(cited, catalogue)

    def fill(block: Block) -> Block:
        is_evidence = isinstance(block, Table) and block.query.get("kind") == "evidence"
        return replace(block, rows=listed) if isinstance(block, Table) and is_evidence else block

    return changed(report, fill)


def _pinned(query: Mapping[str, Any], material: Material) -> list[Iterable[Statement]]:
    found = []
    for pin in query["pins"]:
        partition, manifest = pin["partition"], pin["manifest"]
        found.append(material.statements[partition])
        if material.manifests.get(partition, manifest) != manifest:
            raise BadInput(
                f"the pin of {partition} names another manifest than that of the version the record holds",
                remedy="leave `pins` out: the version that holds now is then pinned",
            )
    return found


@dataclass(frozen=True, slots=True)
class _Listed:
    """An entry as a table shows it: each column's statements, so that cells can cite them."""

    id: str
    own: tuple[Statement, ...]
    listing: tuple[Statement, ...]

    def column(self, name: str) -> Cell:
        if name == "id":
            return Cell(self.id)
        if name == "schema":
            first = min(self.own, key=lambda said: (_start(said), said.prop, said.value, said.schema))
            return Cell(first.schema, (first.cite,))
        if name == "caption":
            return _cell(_first(self.own, NAMES), self.id)
        if name == "reference":
            return _cell(_first(self.listing, REFERENCES), "")
        if name == "listed_on":
            return _cell(_first(self.listing, LISTED_ON), "")
        if name.startswith("prop:"):
            return self.values(name.removeprefix("prop:"))
        raise BadInput(
            f"not a column of a list: {name!r}", remedy="use reference, caption, listed_on, prop:NAME"
        )

    def values(self, prop: str) -> Cell:
        said: dict[str, Citation] = {}
        for statement in sorted((s for s in self.own if s.prop == prop), key=_stands):
            said.setdefault(statement.value, statement.cite)
        return Cell("; ".join(sorted(said)), tuple(said[value] for value in sorted(said)))

    def has(self, name: str, wanted: Iterable[str]) -> bool:
        """Whether a column holds one of the values wanted; for a property, whether one of its values is."""
        if name.startswith("prop:"):
            prop = name.removeprefix("prop:")
            return any(said.prop == prop and said.value in wanted for said in self.own)
        return self.column(name).text in wanted


def _start(statement: Statement) -> int:
    return -1 if statement.place.start is None else statement.place.start


def _stands(statement: Statement) -> tuple[int, str]:
    return (_start(statement), statement.value)


def _first(said: Iterable[Statement], props: Iterable[str]) -> Statement | None:
    held = tuple(said)
    for prop in props:
        if found := [statement for statement in held if statement.prop == prop]:
            return min(found, key=_stands)
    return None


def _cell(statement: Statement | None, otherwise: str) -> Cell:
    return Cell(statement.value, (statement.cite,)) if statement else Cell(otherwise)


def _listed(statements: Iterable[Statement]) -> list[_Listed]:
    own: dict[str, list[Statement]] = {}
    listing: dict[str, list[Statement]] = {}
    for statement in statements:
        entry, _, part = statement.entity.partition(":")
        if not part:
            own.setdefault(entry, []).append(statement)
        elif statement.schema == LISTING:
            listing.setdefault(entry, []).append(statement)
    return [_Listed(entry, tuple(said), tuple(listing.get(entry, ()))) for entry, said in own.items()]


def _chosen(query: Mapping[str, Any], partitions: Iterable[Iterable[Statement]]) -> list[_Listed]:
    return [entry for said in partitions for entry in _listed(said) if _wanted(entry, query)]


def _wanted(entry: _Listed, query: Mapping[str, Any]) -> bool:
    if not all(entry.has(name, values) for name, values in query.get("where", {}).items()):
        return False
    return "on" not in query or entry.column("listed_on").text <= query["on"]


def entries(query: Mapping[str, Any], partitions: Iterable[Iterable[Statement]]) -> Rows:
    """Entries of a list, sorted by reference and then by id.

    `where` keeps those that have one of the values given in each column; `on` drops those whose date
    of listing is after that day (a partial date counts from its first day, none as always listed).
    """
    kept = _chosen(query, partitions)
    kept.sort(key=lambda entry: (entry.column("reference").text, entry.id))
    return tuple(tuple(entry.column(name) for name in query["columns"]) for entry in kept)


def counts(query: Mapping[str, Any], partitions: Iterable[Iterable[Statement]]) -> Rows:
    """How many entries there are of each value of the column `by`, sorted by value; `where` as above."""
    found = Counter(entry.column(query["by"]).text for entry in _chosen(query, partitions))
    return tuple((Cell(value), Cell(str(number))) for value, number in sorted(found.items()))


def measures(query: Mapping[str, Any], known: Mapping[str, Measure]) -> Rows:
    """The measures in the order named: title, provisions, whether in force on the day, verification."""
    day = date.fromisoformat(query["day"])
    if unknown := sorted(set(query["ids"]) - set(known)):
        raise BadInput(f"no such measure: {unknown[0]}", remedy="name measures as the regime does")
    held = [known[name] for name in query["ids"]]
    return tuple(
        (Cell(m.title), Cell(m.paragraph), Cell("yes" if m.in_force(day) else "no"), Cell(m.confidence.value))
        for m in held
    )


def evidence(cited: Iterable[str], catalogue: Catalogue) -> Rows:
    """One row an item cited, sorted by SHA-256: short hash, name, source id, basis, document, SHA-256."""
    return tuple(_evidence_row(catalogue.item(sha256)) for sha256 in sorted(set(cited)))


def _evidence_row(item: Item) -> tuple[Cell, ...]:
    texts = (short(item.sha256), item.name, item.source, item.basis.value, item.document, item.sha256)
    return tuple(Cell(text) for text in texts)


def screening(certificate: Mapping[str, Any]) -> Rows:
    """The hits of a screening certificate in its order: name, listed caption, reference, score, result."""
    return tuple(_hit_row(certificate["query"], hit) for hit in certificate["hits"])


def _hit_row(query: Mapping[str, Any], hit: Mapping[str, Any]) -> tuple[Cell, ...]:
    result = "match" if hit["match"] else "alert" if hit["alert"] else ""
    cites = tuple(Citation.from_json(cite) for reason in hit["reasons"] for cite in reason["cites"])
    texts = (query["name"], hit["caption"], hit["reference"], f"{hit['score']:.2f}", result)
    first, *others = (Cell(text) for text in texts)
    return (replace(first, cites=tuple(dict.fromkeys(cites))), *others)


def signals(found: Iterable[Mapping[str, Any]], columns: tuple[str, ...] = SIGNAL_COLUMNS) -> Rows:
    """Signals by their start and id: detector, actors, start and end to the minute, place, score.

    The first cell cites the first place of each reason; the signal itself holds the others.
    `BadInput` for a column that signals do not have.
    """
    if unknown := [name for name in columns if name not in (*SIGNAL_COLUMNS, *SIGNAL_POSITION)]:
        known = ", ".join((*SIGNAL_COLUMNS, *SIGNAL_POSITION))
        raise BadInput(f"not a column of signals: {unknown[0]!r}", remedy=f"use {known}")
    ordered = sorted(found, key=lambda one: (one["start"], one["id"]))
    return tuple(_signal_row(one, columns) for one in ordered)


def _signal_row(signal: Mapping[str, Any], columns: tuple[str, ...]) -> tuple[Cell, ...]:
    cites = tuple(Citation.from_json(reason["cites"][0]) for reason in signal["reasons"])
    said = {
        "detector": signal["detector"],
        "actors": "; ".join(actor["caption"] for actor in signal["entities"]),
        "start": signal["start"][:16] + "Z",
        "end": signal["end"][:16] + "Z",
        "place": signal["place"],
        "score": f"{signal['score']:.2f}",
        "lat": _degrees(signal.get("lat")),
        "lon": _degrees(signal.get("lon")),
    }
    first, *others = (Cell(said[name]) for name in columns)
    return (replace(first, cites=tuple(dict.fromkeys(cites))), *others)


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"
