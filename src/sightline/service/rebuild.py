"""The lake and the indexes again from the vault: equal rows under the same versions, else the differences."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from sightline.errors import SightlineError
from sightline.formats import register
from sightline.formats.register import Group
from sightline.lake.partition import PartitionKey, differences
from sightline.lake.statements import Lake
from sightline.model.lists import ListVersion
from sightline.model.view import View
from sightline.record import versions
from sightline.service import filing
from sightline.service.filing import Filing
from sightline.service.items import Held, acquired
from sightline.service.progress import Progress, Step, silent
from sightline.service.rebuild_tables import rebuild_tables
from sightline.service.rebuilt import Rebuilt
from sightline.service.roles import require
from sightline.service.screening import open_index
from sightline.service.workbench import Workbench

__all__ = ["Rebuilt", "rebuild"]


def rebuild(view: View, bench: Workbench, progress: Progress = silent) -> Iterator[Rebuilt]:
    """Read every version and table partition again from the vault; compare with what their manifests pin."""
    require(view, bench, "maintain")
    bench.lake.sweep()
    with bench.office.read(view) as session:
        held = [one.version for one in versions.held(view, session)]
        names = {sha256: several[0].row.name for sha256, several in acquired(view, session).items()}
    for number, version in enumerate(held):
        progress(Step(f"rebuilding {version.id}", number, len(held)))
        try:
            yield _one(view, bench, version, names)
        except SightlineError as error:
            yield Rebuilt(version.id, version.list, "broken", error.message)
    yield from rebuild_tables(view, bench, names, progress)


def _one(view: View, bench: Workbench, version: ListVersion, names: dict[str, str]) -> Rebuilt:
    readable = [
        register.recognise(Held(sha256, names.get(sha256, sha256), bench.vault.size(sha256), bench.vault))
        for sha256 in version.items
    ]
    groups = register.group(readable)
    if len(groups) != 1 or groups[0].problem or not groups[0].format.read:
        return Rebuilt(version.id, version.list, "broken", "its files no longer read as one list")
    grouped = groups[0]
    with tempfile.TemporaryDirectory(dir=bench.folder, prefix=".rebuild-") as scratch:
        again = Lake(Path(scratch))
        key = _key_of(grouped, version)
        manifest = filing.into_lake(
            replace(bench, lake=again),
            grouped,
            key,
            Filing(version.list, version.dated if key.dated else None, version.marking),
            _quiet,
        )
        return _compared(view, bench, version, grouped, again, manifest.partition)


def _key_of(grouped: Group, version: ListVersion) -> PartitionKey:
    """The key under which these files are filed now; by hand where that is how they were filed."""
    description = grouped.format.description
    plain = PartitionKey(grouped.items.items, description.name, description.version)
    by_list = replace(plain, list=version.list)
    by_day = replace(plain, dated=version.dated.isoformat())
    both = replace(by_list, dated=version.dated.isoformat())
    return next((key for key in (plain, by_list, by_day, both) if key.id == version.partition), plain)


def _compared(
    view: View, bench: Workbench, version: ListVersion, grouped: Group, again: Lake, partition: str
) -> Rebuilt:
    new = again.manifest(partition)
    if partition == version.partition and new.sha256 == version.manifest:
        held = bench.lake.holds(partition)
        whole = held and _is_whole(view, bench, version, again)
        if not whole:
            bench.lake.remove(partition)
            again.move(partition, bench.lake)
        open_index(view, bench, version, anew=True)
        return Rebuilt(version.id, version.list, "equal" if whole else "restored")
    if bench.lake.holds(version.partition):
        found = differences(bench.lake.manifest(version.partition), new)
        return Rebuilt(version.id, version.list, "different", "; ".join(found))
    return Rebuilt(
        version.id, version.list, "different", "newer code reads it another way; the old rows are gone"
    )


def _is_whole(view: View, bench: Workbench, version: ListVersion, again: Lake) -> bool:
    """Whether what stands in the lake says the same as what was read just now, table of entries included."""
    try:
        bench.lake.check(view, version)
    except SightlineError:
        return False
    held, new = bench.lake.entries(view, version), again.entries(view, version)
    return all(one == other for one, other in zip_longest(held, new))


def _quiet(step: Step) -> None:
    """A rebuild tells its own steps."""
