"""How a long step tells whoever waits how far it is, and how long it will still take."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """Where a long piece of work stands: what is done now, and how much of how much (0 where unknown)."""

    text: str
    done: int = 0
    total: int = 0

    @property
    def fraction(self) -> float:
        """How much of it is done, 0 to 1; 0 where the total is not known."""
        return min(self.done / self.total, 1.0) if self.total > 0 else 0.0

    def counted(self) -> str:
        """The step in words, with `n of m` where that is known."""
        if self.total > 0:
            return f"{self.text}, {min(self.done, self.total):,} of {self.total:,}"
        return f"{self.text}, {self.done:,}" if self.done else self.text


Progress = Callable[[Step], None]


def silent(step: Step) -> None:
    """Tell nobody."""


class Pace:
    """How long a piece of work still takes, from how long its share so far took.

    A step whose total changes, or whose count begins again, is measured anew.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds that only go on."""
        self._clock = clock
        self._begun = clock()
        self._first = Step("")
        self._last = Step("")

    def left(self, step: Step) -> float | None:
        """Seconds left of this step; none where nothing can be said yet."""
        now = self._clock()
        if step.total != self._last.total or step.done < self._last.done:
            self._begun, self._first = now, step
        self._last = step
        done, elapsed = step.done - self._first.done, now - self._begun
        if step.total <= 0 or done <= 0 or elapsed <= 0:
            return None
        return max(step.total - step.done, 0) * elapsed / done


def spoken(seconds: float) -> str:
    """Seconds as a person says them: `about 40 s`, `about 3 min`, `about 2 h`."""
    for unit, length in (("h", 3600), ("min", 60)):
        if seconds >= 1.5 * length:
            return f"about {round(seconds / length)} {unit}"
    return f"about {max(1, round(seconds))} s"
