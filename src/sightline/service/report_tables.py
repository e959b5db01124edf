"""Tables and figures of a report by the query that makes them, and numbers of the text tied to one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sightline.errors import BadInput, Conflict, NotFound
from sightline.model.report import Annex, Block, Figure, Form, Paragraph, Sentence, Stated, Table
from sightline.model.view import View
from sightline.reports import notation, query, tree_json
from sightline.reports.edits import find
from sightline.reports.said import plain
from sightline.service import composing, editing, roles
from sightline.service.report_state import seen_of
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
    held = editing.now(view, bench, report_id)
    if not isinstance(find(seen_of(view, bench, report_id, held.now), block), Table):
        raise NotFound("no such table", remedy="open the section again")
    made = _made(view, bench, report_id, block, asked)
    if why := editing.in_the_way(view, bench, held, block, seen):
        raise Conflict(why, place=block, remedy=AGAIN)
    return editing.record(
        view, bench, report_id, ("put", block, {"block": tree_json.block(made)}), editing.newest(held)
    )


def tie(
    view: View, bench: Workbench, report_id: str, block: str, number: str, asked: str, row: str, seen: int
) -> int:
    """Say from which query a number of a paragraph comes, so that lint tells when the two part; the step.

    The number stands in one sentence of the paragraph and in the query's answer; where several rows give it,
    `row`, what the first cell of the row says, tells which.
    """
    roles.require(view, bench, "write_report")
    held = editing.now(view, bench, report_id)
    opened = editing.paragraph(view, bench, report_id, held, block)
    at = [n for n, one in enumerate(opened.sentences) if notation.stands_in(number, one.text)]
    if len(at) != 1:
        raise BadInput(
            f"{number!r} stands in {len(at)} sentences of the paragraph",
            place="number",
            remedy="write it as it stands in the text, and in one sentence alone",
        )
    stated = _stated(view, bench, report_id, number, asked, row)
    old = opened.sentences[at[0]]
    kept = tuple(one for one in old.numbers if one.text != number)
    return _put(view, bench, report_id, block, at[0], replace(old, numbers=(*kept, stated)), seen)


def untie(view: View, bench: Workbench, report_id: str, block: str, number: str, seen: int) -> int:
    """A number of a paragraph rests on no query any more; the step."""
    roles.require(view, bench, "write_report")
    held = editing.now(view, bench, report_id)
    opened = editing.paragraph(view, bench, report_id, held, block)
    for at, old in enumerate(opened.sentences):
        kept = tuple(one for one in old.numbers if one.text != number)
        if kept != old.numbers:
            return _put(view, bench, report_id, block, at, replace(old, numbers=kept), seen)
    raise NotFound("no such number is tied to a query", remedy="open the section again")


def _put(view: View, bench: Workbench, report_id: str, block: str, at: int, new: Sentence, seen: int) -> int:
    held = editing.now(view, bench, report_id)
    opened = editing.paragraph(view, bench, report_id, held, block)
    if why := editing.in_the_way(view, bench, held, block, seen):
        raise Conflict(why, place=block, remedy=AGAIN)
    made: Paragraph = replace(opened, sentences=(*opened.sentences[:at], new, *opened.sentences[at + 1 :]))
    return editing.record(
        view, bench, report_id, ("put", block, {"block": tree_json.block(made)}), editing.newest(held)
    )


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


def _made(view: View, bench: Workbench, report_id: str, id: str, asked: Mapping[str, str]) -> Block:
    made = _read(asked.get("query", ""))
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
    query.rows(asked_for, _material(view, bench, report_id, asked_for))
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
