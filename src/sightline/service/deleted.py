"""Items that were lawfully deleted: what cites them says so, and stays on record."""

from __future__ import annotations

from collections.abc import Iterable

from sightline.service.workbench import Workbench


def deleted(bench: Workbench, hashes: Iterable[str]) -> dict[str, str]:
    """Of these items the ones whose bytes were lawfully deleted, and in words when, by whom and why."""
    found = {}
    for sha256 in sorted(set(hashes)):
        stone = bench.vault.tombstone(sha256)
        if stone is not None:
            found[sha256] = f"lawfully deleted on {str(stone.at)[:10]} by {stone.by}: {stone.why}"
    return found
