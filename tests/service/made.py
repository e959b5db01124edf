"""Offices and files for the tests of the service and of the command line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sightline.model.marking import Marking
from sightline.model.view import View
from sightline.service import workbench
from sightline.service.workbench import Settings, Workbench

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SAMPLES = Path(__file__).resolve().parent.parent / "formats" / "samples"
UN = SAMPLES / "un_consolidated.xml"
FTM = SAMPLES / "entities.ftm.json"
OFAC = SAMPLES / "ofac"
LETTER = SAMPLES / "letter.txt"
RED = Marking.parse("TLP:RED//SOURCE-7")


class Clock:
    """A clock that goes on by a second each time it is asked."""

    def __init__(self, at: datetime = AT) -> None:
        self.at = at

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def new_template(folder: Path, entropy: Callable[[int], bytes]) -> Path:
    """An empty office to copy: making its tables takes longer than a test should."""
    bench = workbench.create(
        folder, Settings("Invented office"), clock=Clock(AT - timedelta(days=1)), entropy=entropy
    )
    bench.close()
    return folder


def copy_office(template: Path, folder: Path) -> Path:
    """An office of one's own."""
    shutil.copytree(template, folder)
    return folder


def now(bench: Workbench) -> View:
    """The operator's View of this moment."""
    return bench.operator_view()


def ftm_lines(count: int) -> bytes:
    """A FollowTheMoney list of invented persons, the same in every run."""
    lines = (
        {
            "id": f"invented-{number}",
            "schema": "Person",
            "properties": {
                "name": [f"Invented Person {number}"],
                "alias": [f"Alias {number} of Invented", f"Second Alias {number}"],
                "birthDate": [f"19{number % 90 + 10}-01-02"],
                "passportNumber": [f"INV{number:07d}"],
            },
        }
        for number in range(count)
    )
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


def ofac_folder(folder: Path, **changed: bytes) -> Path:
    """The three OFAC samples in a folder, some with other bytes."""
    folder.mkdir(parents=True)
    for role in ("sdn", "alt", "add"):
        held = (OFAC / f"{role}.csv").read_bytes()
        (folder / f"{role}.csv").write_bytes(changed.get(role, held))
    return folder
