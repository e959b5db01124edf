"""Sort more than fits in memory: sorted runs on disk, merged as they are read."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

RUN = 250_000
"""Values held in memory at a time; at about 1 kB each, 250 MB."""

T = TypeVar("T")


class Sorter(Generic[T]):
    """Takes values in any order and gives them back sorted, each distinct value once.

    `decode` makes a value again from what `msgspec` read; runs go into `folder` under `name`.
    """

    def __init__(self, folder: Path, name: str, decode: Callable[[Any], T], run: int = RUN) -> None:
        self._folder, self._name, self._decode, self._run = folder, name, decode, run
        self._held: list[T] = []
        self._runs: list[Path] = []

    def add(self, value: T) -> None:
        """Take one value."""
        self._held.append(value)
        if len(self._held) >= self._run:
            self._spill()

    def __iter__(self) -> Iterator[T]:
        self._held.sort()
        streams: list[Iterator[T]] = [self._read(path) for path in self._runs]
        merged = heapq.merge(*streams, iter(self._held)) if streams else iter(self._held)  # type: ignore[type-var]
        return (value for value, _ in groupby(merged))

    def close(self) -> None:
        """Forget everything and remove the runs."""
        self._held = []
        for path in self._runs:
            path.unlink(missing_ok=True)
        self._runs = []

    def _spill(self) -> None:
        self._held.sort()
        path = self._folder / f"{self._name}-{len(self._runs)}.run"
        encoder = msgspec.msgpack.Encoder()
        with path.open("wb") as file:
            for value in self._held:
                data = encoder.encode(value)
                file.write(len(data).to_bytes(4, "big") + data)
        self._runs.append(path)
        self._held = []

    def _read(self, path: Path) -> Iterator[T]:
        decoder = msgspec.msgpack.Decoder()
        with path.open("rb") as file:
            while head := file.read(4):
                yield self._decode(decoder.decode(file.read(int.from_bytes(head, "big"))))
