"""Tables and figures of a report by the query that makes them, and numbers of the text tied to one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sightline.errors import BadInput, Conflict, NotFound
from sightline.model.report import Annex, Block, Figure, Form, Sentence, Stated, Table
from sightline.model.view import View
from sightline.reports import drawing, notation, query, tree_json
from sightline.reports.edits import find
from sightline.reports.said import plain
from sightline.service import composing, editing, roles
from sightline.service.report_state import Held, seen_of
from sightline.service.reports import pinned
from sightline.service.workbench import Workbench

AGAIN = "open the section again and look at what was changed"


def insert_table(view: View, bench: Workbench, report_id: str, after: str, asked: Mapping[str, str]) -> str:
    """A new table, or with a `form` a new figure, with the query that makes it; its id.

    `asked` has `query`, `title`, `note`, `form`, `alt`. `BadInput` for a query that is no JSON, or that the
    record cannot answer.
    """
    new = f"t-{bench.entropy(6).hex()}"
    editing.add_block(view, bench, report_id, after, _made(view, bench, report_id, new, asked))
    return new


def put_table(
    view: View, bench: Workbench, report_id: str, block: str, asked: Mapping[str, str], seen: int
) -> int:
    """A table or figure anew in place of the one that stands; the step. Errors as those of a paragraph."""
    roles.require(view, bench, "write_report")
    made = _made(view, bench, report_id, block, asked)

    def anew(held: Held) -> Block:
        if not isinstance(find(seen_of(view, bench, report_id, held.now), block), Table):
            raise NotFound("no such table", remedy="open the section again")
        return made

    return _put(view, bench, report_id, block, anew, seen)


def tie(
    view: View, bench: Workbench, report_id: str, block: str, number: str, asked: str, row: str, seen: int
) -> int:
    """Say from which query a number of a paragraph comes, so that lint tells when the two part; the step.

    The number stands in one sentence of the paragraph and in the query's answer; where several rows give it,
    `row`, what the first cell of the row says, tells which.
    """
    roles.require(view, bench, "write_report")

    def tied(held: Held) -> Block:
        opened = editing.paragraph(view, bench, report_id, held, block)
        stands = [notation.stands_in(number, one.text) for one in opened.sentences]
        if stands.count(True) != 1:
            raise BadInput(
                f"{number!r} stands in {stands.count(True)} sentences of the paragraph",
                place="number",
                remedy="write it as it stands in the text, and in one sentence alone",
            )
        stated = _stated(view, bench, report_id, number, asked, row)
        said = (
            replace(one, numbers=(*_without(one, number), stated)) if here else one
            for one, here in zip(opened.sentences, stands, strict=True)
        )
        return replace(opened, sentences=tuple(said))

    return _put(view, bench, report_id, block, tied, seen)


def untie(view: View, bench: Workbench, report_id: str, block: str, number: str, seen: int) -> int:
    """A number of a paragraph rests on no query any more; the step."""
    roles.require(view, bench, "write_report")

    def untied(held: Held) -> Block:
        opened = editing.paragraph(view, bench, report_id, held, block)
        said = tuple(replace(one, numbers=_without(one, number)) for one in opened.sentences)
        if said == opened.sentences:
            raise NotFound("no such number is tied to a query", remedy="open the section again")
        return replace(opened, sentences=said)

    return _put(view, bench, report_id, block, untied, seen)


def _without(sentence: Sentence, number: str) -> tuple[Stated, ...]:
    return tuple(one for one in sentence.numbers if one.text != number)


def _put(
    view: View, bench: Workbench, report_id: str, block: str, made: Callable[[Held], Block], seen: int
) -> int:
    """Put what is made of the report as it stands in place of a block; the step."""

    def work() -> int:
        held = editing.now(view, bench, report_id)
        shape = tree_json.block(made(held))
        if why := editing.in_the_way(view, bench, held, block, seen):
            raise Conflict(why, place=block, remedy=AGAIN)
        return editing.record(view, bench, report_id, ("put", block, {"block": shape}), editing.newest(held))

    return editing.steadily(work, block)


def _stated(view: View, bench: Workbench, report_id: str, number: str, asked: str, row: str) -> Stated:
    """The cell of the query's answer that gives the number."""
    table = pinned(view, bench, Table("asked", "", (), (), _read(asked)))
    assert isinstance(table, Table)
    rows = query.rows(table.query, _material(view, bench, report_id, table.query))
    found = [
        (cells[0].text, column)
        for cells in rows
        for column, cell in enumerate(cells)
        if plain(cell.text) == plain(number) and row.strip() in ("", cells[0].text)
    ]
    if not found:
        raise BadInput(
            f"the answer of the query has no {number}" + (f" in the row {row!r}" if row.strip() else ""),
            place="query",
            remedy="look at what it answers by putting it in as a table",
        )
    if len({first for first, _ in found}) > 1:
        names = ", ".join(repr(first) for first, _ in found[:5])
        raise BadInput(f"several rows give {number}: {names}", place="row", remedy="say which one is meant")
    return Stated(number, table.query, *found[0])


NEEDED = {
    Form.BARS: "a name, a number",
    Form.TIMELINE: "a name, the first day, the last day",
    Form.MAP: "a name, latitude, longitude",
    Form.NETWORK: "one end, the other end, or all that are tied in one cell, parted by semicolons",
}
"""what each form draws, in words"""
DRAWN = {
    Form.MAP: ["place", "lat", "lon"],
    Form.TIMELINE: ["detector", "start", "end"],
    Form.NETWORK: ["actors", "detector"],
}
"""columns of signals that a form draws, where a query names none"""


def _made(view: View, bench: Workbench, report_id: str, id: str, asked: Mapping[str, str]) -> Block:
    made = _read(asked.get("query", ""))
    if made.get("kind") == "signals" and "columns" not in made and asked.get("form") in DRAWN:
        made |= {"columns": DRAWN[Form(asked["form"])]}
    columns = query.columns(made)
    title, note = asked.get("title", "").strip(), asked.get("note", "").strip()
    block: Block = Table(id, title, columns, (), made, note=note)
    if asked.get("form"):
        if asked["form"] not in list(Form):
            raise BadInput(f"no such figure: {asked['form']!r}", remedy="use " + ", ".join(Form))
        form, alt = Form(asked["form"]), asked.get("alt", "").strip()
        block = Figure(id, title, columns, (), made, note=note, form=form, alt=alt)
    block = pinned(view, bench, block)
    asked_for = block.query if isinstance(block, Table) else made
    material = _material(view, bench, report_id, asked_for)
    if asked_for.get("kind") == "signals" and (gone := sorted(set(asked_for["ids"]) - set(material.signals))):
        raise BadInput(f"no such signal: {gone[0]}", place="ids", remedy="give ids as /signals shows them")
    rows = query.rows(asked_for, material)
    if isinstance(block, Figure) and rows:
        told = ([cell.text for cell in row] for row in rows)
        if not any(drawing.drawable(block.form, row) for row in told):
            raise BadInput(
                f"no row of the answer can be drawn as {block.form}",
                place="form",
                remedy=f"ask for columns in this order: {NEEDED[block.form]}",
            )
    return block


def _read(typed: str) -> dict[str, Any]:
    try:
        made = json.loads(typed)
    except ValueError as problem:
        raise BadInput(f"the query is not JSON: {problem}", remedy='as {"kind": "count", …}') from problem
    if not isinstance(made, dict):
        raise BadInput("a query is a JSON object", remedy='as {"kind": "count", …}')
    return made


def _material(view: View, bench: Workbench, report_id: str, asked: Mapping[str, Any]) -> query.Material:
    """What the query would be answered from, were it in the report."""
    held = editing.now(view, bench, report_id)
    table = Table("asked", "", (), (), dict(asked))
    return composing.material_of(view, bench, replace(held.now, annexes=(Annex("asked", "", (table,)),)))
