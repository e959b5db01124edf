"""A run as a file to keep: every query with its hits, what was decided of them, and the certificate."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from sightline.errors import UsageError
from sightline.model.view import View
from sightline.service import screening, screening_runs
from sightline.service.screening_runs import Run, Worked
from sightline.service.workbench import Workbench

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/x-ndjson",
}
COLUMNS = (
    "name", "id", "schema", "birth_date", "nationality", "country", "imo", "mmsi", "bic", "identifier",
    "address", "result", "list", "reference", "listed", "score", "reasons", "would_change", "decision",
    "decided_by",    "decided_at", "why", "until", "certificate",
)  # fmt: skip
MOST_ROWS = 1_000_000
"""rows of a sheet; Excel takes no more than 1,048,576"""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins like this is run by spreadsheet programs; it gets an apostrophe before it."""


def answers(view: View, bench: Workbench, run: Run) -> Iterator[Worked]:
    """Every answer of a run, batch by batch, then the rows that were refused."""
    for batch in run.batches:
        found = screening.certificates_in(view, bench, batch)
        lines = [
            {
                "row": 0,
                "query": body["query"],
                "hits": [_published(hit) for hit in body["hits"]],
                "certificate": id,
                "problem": None,
                "notes": body["notes"],
            }
            for id, body in found.items()
        ]
        yield from screening_runs.with_decisions(view, bench, lines)
    for one in screening_runs.worked(view, bench, run.id):
        if one.line["problem"]:
            yield one


def _published(hit: dict[str, Any]) -> dict[str, Any]:
    """A hit without the forms its scores are computed from."""
    reasons = [{name: part for name, part in one.items() if name != "forms"} for one in hit["reasons"]]
    return hit | {"reasons": reasons}


def write(view: View, bench: Workbench, id: str, kind: str, target: BinaryIO) -> None:
    """Write a run as `csv`, `xlsx` or `json` (lines); `UsageError` for another kind, or too many rows."""
    run = screening_runs.find(view, bench, id)
    found = answers(view, bench, run)
    if kind == "json":
        for one in found:
            target.write(json.dumps(one.as_json(), ensure_ascii=False, default=str).encode() + b"\n")
    elif kind == "csv":
        _write_csv(found, target)
    elif kind == "xlsx":
        if run.counts.asked > MOST_ROWS:
            raise UsageError(f"more than {MOST_ROWS:,} rows do not fit a sheet", remedy="take the CSV")
        _write_xlsx(found, target)
    else:
        raise UsageError(f"not known: {kind!r}", remedy="use one of " + ", ".join(FORMATS))


def _write_csv(found: Iterable[Worked], target: BinaryIO) -> None:
    text = io.TextIOWrapper(target, "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in _rows(found):
        writer.writerow([_harmless(row.get(name, "")) for name in COLUMNS])
    text.flush()
    text.detach()


def _harmless(value: object) -> str:
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(FORMULA) else text


def _write_xlsx(found: Iterable[Worked], target: BinaryIO) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Screening")
    sheet.freeze_panes = "B2"
    for letter, width in (("A", 34), ("L", 14), ("M", 18), ("O", 34), ("Q", 70), ("V", 40)):
        sheet.column_dimensions[letter].width = width
    sheet.append([_cell(sheet, name.replace("_", " "), bold=True) for name in COLUMNS])
    for row in _rows(found):
        sheet.append([_cell(sheet, row.get(name, "")) for name in COLUMNS])
    book.save(target)


def _cell(sheet: Any, value: object, bold: bool = False) -> Any:
    """A number as a number; all else as text, whatever it begins with."""
    if isinstance(value, float):
        return WriteOnlyCell(sheet, value)
    text = "".join(letter for letter in str(value or "") if letter >= " " or letter == "\n")[:32_000]
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _rows(found: Iterable[Worked]) -> Iterator[dict[str, Any]]:
    """A row a hit, or one where there is none."""
    for one in found:
        asked = {name: value for name, value in one.line["query"].items() if isinstance(value, str)}
        asked |= {"certificate": one.line["certificate"]}
        if one.line["problem"]:
            yield asked | {"result": "refused", "reasons": one.line["problem"]}
        elif not one.line["hits"]:
            yield asked | {"result": "nobody"}
        for hit in one.hits:
            yield asked | _hit(hit)


def _hit(hit: dict[str, Any]) -> dict[str, Any]:
    result = "match" if hit["match"] else "alert" if hit["alert"] else "below the threshold"
    row = {
        "result": "cleared" if hit["cleared"] else result,
        "list": hit["list"],
        "reference": hit["reference"],
        "listed": hit["caption"],
        "score": float(hit["score"]),
        "reasons": "; ".join(reason["text"] for reason in hit["reasons"]),
        "would_change": "; ".join(hit.get("would_change", ())),
    }
    if said := hit["decision"]:
        row |= {
            "decision": said["verdict"] if said["stands"] else f"open again: {said['reopened']}",
            "decided_by": said["by"],
            "decided_at": said["at"],
            "why": said["why"],
            "until": said["until"] or "",
        }
    return row
