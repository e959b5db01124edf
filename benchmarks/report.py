"""A report of 600 pages as PDF and DOCX: seconds, memory, equal bytes; and one section of it after an edit.

Grown from the dossier by `grown_report.py`. Its files are built in a process of their own, twice; CPU seconds
are of all its threads and of the processes it starts, memory is the most that both held at the same time.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import select

from benchmarks import libreoffice
from benchmarks.grown_report import Size, counted, grown
from benchmarks.measure import Measure, cpu_seconds
from sightline.model.marking import Marking
from sightline.model.report import Edition, Report
from sightline.office.tables import ReportRow
from sightline.reports import tree_json
from sightline.reports.layout import Layout, lay_out
from sightline.service import dossier, editing, reports
from sightline.service.composing import compose
from sightline.service.reports import audience_catalogue
from sightline.service.workbench import Workbench, open_workbench

DOSSIER = Path(__file__).resolve().parent.parent / "examples" / "dossier"
SECTION = "grown-3-2"
EDITS = 5
WHOLE = Size()
BUILD = """
import resource, sys, threading, time, json, os
from pathlib import Path
from sightline.model.report import Edition
from sightline.service import reports
from sightline.service.workbench import open_workbench

most, ended = 0, threading.Event()

def held(pid):
    try:
        with open(f"/proc/{pid}/statm") as stream:
            return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0

def watch():
    global most
    own = str(os.getpid())
    while not ended.wait(0.1):
        with open(f"/proc/{own}/task/{own}/children") as stream:
            inner = stream.read().split()
        most = max(most, sum(held(pid) for pid in (own, *inner)))

threading.Thread(target=watch, daemon=True).start()
bench = open_workbench(Path(sys.argv[1]))
began = time.monotonic()
order = reports.Order(Edition.PUBLIC, ("pdf", "docx"), Path(sys.argv[3]))
built = reports.build(bench.operator_view(), bench, sys.argv[2], order)
made = {one.format: [one.sha256, one.size] for one in built}
wall = time.monotonic() - began
ended.set()
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
cpu = sum(one.ru_utime + one.ru_stime for one in used)
print(json.dumps({"files": made, "cpu": cpu, "wall": wall, "bytes": most}))
"""


def run(data: Path, scratch: Path) -> list[Measure]:
    """All figures; the office is made from the dossier first, which is not measured."""
    office = scratch / "office"
    dossier.run(office, DOSSIER, lambda *told: None).close()
    return measured(office, scratch)


def measured(office: Path, scratch: Path, size: Size = WHOLE) -> list[Measure]:
    """The figures of a report grown in an office that the dossier made."""
    bench = open_workbench(office)
    try:
        id, planted = _planted(bench, size)
        edit = _edit(bench, id)
    finally:
        bench.close()
    first, second = (_built(office, id, scratch / f"out-{turn}") for turn in (1, 2))
    told = ", ".join(f"{number:,} {name}" for name, number in sorted(planted.items()))
    opened = libreoffice.measures(_laid(office, id), next((scratch / "out-1").glob("*.docx")), scratch)
    return [
        Measure("CPU seconds for PDF and DOCX", first["cpu"], "s", bar=90, note=told),
        Measure("wall seconds for PDF and DOCX", first["wall"], "s", note="the machine may be shared"),
        Measure("memory of PDF and DOCX", first["bytes"] / 2**30, "GiB", bar=2),
        Measure("size of the PDF", first["files"]["pdf"][1] / 1e6, "MB"),
        Measure("files equal when built again", float(first["files"] == second["files"]), "", 1, True),
        Measure("CPU seconds to show a section after an edit", edit, "s", bar=1),
        *opened,
    ]


def _laid(office: Path, id: str) -> Layout:
    bench = open_workbench(office)
    try:
        made = compose(bench.operator_view(), bench, id, Edition.PUBLIC)
        return lay_out(made.report, audience_catalogue(made))
    finally:
        bench.close()


def _planted(bench: Workbench, size: Size) -> tuple[str, dict[str, int]]:
    view = bench.operator_view()
    first = next(one.id for one in reports.reports(view, bench) if not one.symbol.endswith("/BENCH"))
    with bench.office.read(view) as session:
        row = session.scalar(select(ReportRow).where(ReportRow.id == first))
        assert row is not None
        seed: Report = tree_json.read(row.versions[-1].outline | {"id": first})
    report = grown(seed, size)
    return reports.open_report(view, bench, report, Marking(), "to be measured"), dict(counted(report))


def _edit(bench: Workbench, id: str) -> float:
    """CPU seconds of a save and the section shown anew, the least of several."""
    spent = []
    for turn in range(EDITS):
        view = bench.operator_view()
        opened = editing.desk(view, bench, id, SECTION).blocks[0]
        draft = editing.Draft(
            opened.text + f"\nEdited {turn + 1} times. {{no claim}}", opened.cites, opened.seen
        )
        editing.put(view, bench, id, opened.id, draft)
        seen = bench.operator_view()
        spent.append(cpu_seconds(lambda: editing.preview(seen, bench, id, SECTION))[1])  # noqa: B023
    return min(spent)


def _built(office: Path, id: str, out: Path) -> dict[str, Any]:
    made = subprocess.run(
        [sys.executable, "-c", BUILD, str(office), id, str(out)], capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(made.stdout.splitlines()[-1])
    return found
