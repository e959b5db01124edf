"""One measured figure, with its bar where there is one."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure. `bar` is the most (or, with `at_least`, the least) it may be; `None` where there is none."""

    name: str
    value: float
    unit: str
    bar: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def held(self) -> bool:
        """Whether the bar holds; true where there is none."""
        if self.bar is None:
            return True
        return self.value >= self.bar if self.at_least else self.value <= self.bar

    def as_json(self) -> dict[str, object]:
        """The line in the result file."""
        return asdict(self) | {"held": self.held}


def cpu_seconds(work: Callable[[], T]) -> tuple[T, float]:
    """What `work` gives, and the CPU seconds of this process it took, all threads together."""
    start = time.process_time()
    found = work()
    return found, time.process_time() - start


def yardstick() -> float:
    """CPU seconds of ten million sums: what a CPU second was worth when it was measured.

    A shared machine gave 1.3 to 2.3 for it within minutes, alone and with nothing else to do.
    """
    return cpu_seconds(lambda: sum(number * number for number in range(10_000_000)))[1]


def interval(hits: Sequence[bool]) -> str:
    """The 95 % interval of a share (Wilson), in per cent, as text."""
    n, z = len(hits), 1.96
    if not n:
        return "no cases"
    share = sum(hits) / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return f"95 %: {100 * max(0.0, middle - half):.1f} to {100 * min(1.0, middle + half):.1f}"
