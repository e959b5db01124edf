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
from openpyxl.utils import get_column_letter

from sightline.errors import UsageError
from sightline.model.view import View
from sightline.screening.certificate import set_aside
from sightline.service import screening, screening_runs
from sightline.service.export_columns import BETWEEN, COLUMNS, NAMES, REFUSED, ROW, harmless
from sightline.service.screening_runs import Run, Worked
from sightline.service.workbench import Workbench

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/x-ndjson",
}
WIDTHS = {
    "name": 34, "result": 14, "problem": 40, "list": 18, "listed": 34, "reasons": 70, "notes": 40, "why": 40,
}  # fmt: skip
"""of columns of a sheet, in letters"""
MOST_ROWS = 1_000_000
"""rows of a sheet; Excel takes no more than 1,048,576"""


def answers(view: View, bench: Workbench, run: Run) -> Iterator[Worked]:
    """Every answer of a run in the order asked, each row that was refused at its own place."""
    refused = screening_runs.refused(view, bench, run.id)
    rows = screening_runs.rows(view, bench, run.id)
    later, number = next(refused, None), 0
    for batch in run.batches:
        lines = []
        for id, body in screening.certificates_in(view, bench, batch).items():
            while later and later[0] == number:
                lines.append(later[1])
                later, number = next(refused, None), number + 1
                next(rows)
            lines.append(_line(id, body, next(rows)))
            number += 1
        yield from screening_runs.with_decisions(view, bench, lines, number - len(lines))
    left = [] if later is None else [later[1], *(line for _, line in refused)]
    yield from screening_runs.with_decisions(view, bench, left, number)


def _line(id: str, body: dict[str, Any], row: int) -> dict[str, Any]:
    """What a certificate says, as a line of a run."""
    return {
        "row": row,
        "query": body["query"],
        "hits": [published(hit) for hit in body["hits"]],
        "certificate": id,
        "problem": None,
        "notes": body["notes"],
    }


def published(hit: dict[str, Any]) -> dict[str, Any]:
    """A hit of a certificate without the forms its scores are computed from, and by what it is set aside."""
    reasons = [{name: part for name, part in one.items() if name != "forms"} for one in hit["reasons"]]
    if hit["alert"]:
        return hit | {"reasons": reasons}
    aside = set_aside((one["forms"], one["score"]) for one in hit["reasons"])
    return hit | {"reasons": reasons, "aside": aside}


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
        writer.writerow([harmless(row.get(name, "")) for name in COLUMNS])
    text.flush()
    text.detach()


def _write_xlsx(found: Iterable[Worked], target: BinaryIO) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Screening")
    sheet.freeze_panes = "C2"
    for name, width in WIDTHS.items():
        sheet.column_dimensions[get_column_letter(COLUMNS.index(name) + 1)].width = width
    sheet.append([_cell(sheet, name.replace("_", " "), bold=True) for name in COLUMNS])
    for row in _rows(found):
        sheet.append([_cell(sheet, row.get(name, "")) for name in COLUMNS])
    book.save(target)


def _cell(sheet: Any, value: object, bold: bool = False) -> Any:
    """A number as a number; all else as text, whatever it begins with."""
    if isinstance(value, float | int):
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
        asked |= {ROW: one.line["row"] or "", NAMES: BETWEEN.join(one.line["query"].get(NAMES, ()))}
        asked |= {"certificate": one.line["certificate"], "notes": "; ".join(one.line["notes"])}
        if one.line["problem"]:
            yield asked | {"result": REFUSED, "problem": one.line["problem"]}
        elif not one.line["hits"]:
            yield asked | {"result": "nobody"}
        for hit in one.hits:
            yield asked | _hit(hit)


def _hit(hit: dict[str, Any]) -> dict[str, Any]:
    aside = " and ".join(hit.get("aside", ()))
    result = (
        "match" if hit["match"] else "alert" if hit["alert"] else f"set aside by {aside}".removesuffix(" by ")
    )
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
