"""A folder of partitions, whatever is in them: each stands there whole or not at all."""

from __future__ import annotations

import shutil
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Generic, Protocol, Self, TypeVar

from sightline.errors import IntegrityBroken
from sightline.evidence.files import disk, sync_folder
from sightline.lake.leftovers import sweep

MANIFEST = "manifest.json"


class Stated(Protocol):
    """A manifest: it names its partition, and two that are equal state the same rows."""

    @property
    def partition(self) -> str:
        """The partition's id."""
        ...


M = TypeVar("M", bound=Stated)


class Partitions(ABC, Generic[M]):
    """What all kinds of partitions have in common: one folder each, named by its id, with a manifest."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @abstractmethod
    def holds(self, partition: str) -> bool:
        """Whether this partition is here, whole."""

    @abstractmethod
    def manifest(self, partition: str) -> M:
        """The manifest as it stands; `NotFound` when there is no such partition."""

    def _publish(self, beside: Path, manifest: M) -> M:
        """Put what was written `beside` in its place; what stands there already must state the same rows.

        `IntegrityBroken` when it does not.
        """
        target = self._folder / manifest.partition
        if target.exists() and not self.holds(manifest.partition):
            shutil.rmtree(target)
        if not target.exists():
            try:
                beside.rename(target)
            except OSError:  # another process was quicker: what it wrote is compared below
                if not self.holds(manifest.partition):
                    raise
            sync_folder(self._folder)
        held = self.manifest(manifest.partition)
        if held != manifest:
            raise IntegrityBroken(
                f"partition {manifest.partition} is here with other rows than the same versions give now",
                remedy="run `sightline rebuild` and compare",
            )
        return held

    def remove(self, partition: str) -> None:
        """Remove a partition that nothing pins, or one that is about to be written again."""
        shutil.rmtree(self._folder / partition, ignore_errors=True)

    def move(self, partition: str, target: Self) -> None:
        """Hand a partition over to another folder on the same disk."""
        with disk("writing to the lake", target._folder):
            target._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / partition).rename(target._folder / partition)
            sync_folder(target._folder)

    def sweep(self) -> int:
        """Remove what interrupted runs left half-written; how many folders that were."""
        return sweep(self._folder)
