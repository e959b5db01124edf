"""Table partitions again from the vault: equal rows under the same versions, else the differences."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from sightline.errors import SightlineError
from sightline.formats import register
from sightline.lake.tables import TableLake
from sightline.model.table_part import TablePart
from sightline.model.view import View
from sightline.record.table_parts import every_part
from sightline.service import filing_tables
from sightline.service.filing_tables import table_lake
from sightline.service.items import Held
from sightline.service.progress import Progress, Step
from sightline.service.rebuilt import Rebuilt
from sightline.service.workbench import Workbench


def rebuild_tables(
    view: View, bench: Workbench, names: Mapping[str, str], progress: Progress
) -> Iterator[Rebuilt]:
    """Read every table partition again and compare it with what its manifest pins; `names` by item."""
    with bench.office.read(view) as session:
        held = {part.partition: part for part in every_part(view, session)}
    for number, part in enumerate(held.values()):
        progress(Step(f"rebuilding {part.id}", number, len(held)))
        try:
            yield _one(view, bench, part, names)
        except SightlineError as error:
            yield Rebuilt(part.id, part.table, "broken", error.message)


def _one(view: View, bench: Workbench, part: TablePart, names: Mapping[str, str]) -> Rebuilt:
    readable = [
        register.recognise(Held(sha256, names.get(sha256, sha256), bench.vault.size(sha256), bench.vault))
        for sha256 in part.items
    ]
    groups = register.group(readable)
    if len(groups) != 1 or groups[0].problem or not groups[0].format.read_table:
        return Rebuilt(part.id, part.table, "broken", "its file no longer reads as a table")
    with tempfile.TemporaryDirectory(dir=bench.folder, prefix=".rebuild-") as scratch:
        again = TableLake(Path(scratch))
        manifest, _noted = filing_tables.into_lake(again, groups[0], _quiet)
        if manifest.partition != part.partition or manifest.sha256 != part.manifest:
            note = f"{manifest.rows} rows and {manifest.refused} refused, were {part.rows} and {part.refused}"
            return Rebuilt(part.id, part.table, "different", f"newer code reads it another way: {note}")
        if _is_whole(view, table_lake(bench), part):
            return Rebuilt(part.id, part.table, "equal")
        table_lake(bench).remove(part.partition)
        again.move(part.partition, table_lake(bench))
        return Rebuilt(part.id, part.table, "restored")


def _is_whole(view: View, lake: TableLake, part: TablePart) -> bool:
    try:
        lake.check(view, part)
    except SightlineError:
        return False
    return True


def _quiet(step: Step) -> None:
    """A rebuild tells its own steps."""
