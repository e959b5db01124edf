"""What a table format tells while it reads: rows it refuses, rows it doubts, messages that make no row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from sightline.formats.description import Doubt
from sightline.formats.source import Readable
from sightline.model.telemetry import Refusal

Refuse = Callable[[Refusal], None]


def _unheard(doubt: Doubt) -> None:
    """For callers who do not want the doubts."""


def _unsaid(why: str, count: int) -> None:
    """For callers who do not ask why."""


def _uncounted(count: int) -> None:
    """For callers who do not count messages that make no row."""


@dataclass(frozen=True, slots=True)
class Asides:
    """What a reading tells besides its rows and refusals.

    `note` hears of each row taken that looks wrong (a payment to oneself); `passed` of how many messages
    were decoded that make no row of the table (a base station's), so that rows and these are all decoded.
    """

    note: Callable[[Doubt], None] = _unheard
    passed: Callable[[int], None] = _uncounted
    because: Callable[[str, int], None] = _unsaid
    """hears why so many were passed over"""

    def pass_over(self, count: int, why: str) -> None:
        """Tell that so many messages make no row, and why."""
        if count:
            self.passed(count)
            self.because(why, count)


NO_ASIDES = Asides()


class ReadTable(Protocol):
    """Reads a file once, as a stream, in constant memory."""

    def __call__(self, item: Readable, refuse: Refuse, asides: Asides = NO_ASIDES) -> Iterator[Any]:
        """Arrow record batches; each bad row goes to `refuse`, in the order of the file within a block.

        Raises BadInput for what makes the whole file unreadable: FormatChanged at an unknown or missing
        column, Hostile for bytes made to exhaust us.
        """
        ...
