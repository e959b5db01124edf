"""Count how common words are on public lists, for src/sightline/matching/resolving/commonness.json.

    python -m scripts.commonness UN.xml SDN.csv ALT.csv ADD.csv

Counts alone are written, of what stands in more than one entry: no name, no entry.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from sightline.formats import register
from sightline.formats.source import Local
from sightline.lake.partition import PartitionKey
from sightline.lake.statements import Lake
from sightline.matching.resolving import columns
from sightline.matching.resolving.listed import traits_of
from sightline.model.lists import ListVersion
from sightline.model.marking import PUBLIC
from sightline.model.view import View
from sightline.record.entities import entities

TARGET = Path(__file__).resolve().parent.parent / "src/sightline/matching/resolving/commonness.json"
DAY = date(2026, 1, 1)
VIEW = View("script", PUBLIC, DAY, datetime(2026, 1, 1, tzinfo=UTC))


def main(files: list[Path]) -> None:
    """Read the lists, count, write."""
    gathering = columns.Gathering()
    with tempfile.TemporaryDirectory() as scratch:
        lake = Lake(Path(scratch))
        for group in register.group([register.recognise(Local(file)) for file in files]):
            if group.problem or not group.format.read:
                raise group.problem or ValueError(f"not a list: {group.format.name}")
            key = PartitionKey(group.items.items, group.format.name, group.format.description.version)
            name = group.format.list_id(group.items) or group.format.name
            made = lake.write(key, name, DAY, group.format.read(group.items))
            version = ListVersion(
                made.list, made.partition, made.format, DAY, VIEW.known_at, made.entries, made.statements,
                made.sha256, made.items, PUBLIC,
            )  # fmt: skip
            for entity in entities(VIEW, lake, version):
                gathering.add(traits_of(entity))
    TARGET.write_text(columns.measured(gathering.done()).lines(), "ascii")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
