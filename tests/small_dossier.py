"""The sample dossier with little ordinary traffic and few ordinary payments, for tests that run it whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from tests.conftest import ROOT

DOSSIER = ROOT / "examples" / "dossier"


def small(folder: Path) -> Path:
    """A copy in `folder` whose ordinary part is a twentieth of the real one."""
    shutil.copytree(DOSSIER, folder)
    sheet = yaml.safe_load((folder / "telemetry.yaml").read_text("utf-8"))
    for part in ("positions", "payments"):
        sheet[part] |= {"scale": 0.05, "file_days": 31}
    (folder / "telemetry.yaml").write_text(yaml.safe_dump(sheet), "utf-8")
    return folder
