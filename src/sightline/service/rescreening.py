"""Hold whoever is watched against what changed on the lists, and tell those concerned."""

from __future__ import annotations

from sightline.service.progress import Progress, silent
from sightline.service.workbench import Workbench


def catch_up(bench: Workbench, progress: Progress = silent) -> int:
    """Screen again what the changes of the lists affect; how many notifications came of it."""
    return 0
