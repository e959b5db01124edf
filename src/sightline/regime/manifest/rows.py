"""The columns every manifest is read into, and who can read which bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa

COLUMNS = (
    "hs", "hs_version", "goods", "quantity", "unit", "value", "from", "to", "via", "origin", "on",
    "consignor", "consignee", "carrier", "party", "vessel", "purpose", "exemption",
)  # fmt: skip
PARTIES = ("consignor", "consignee", "carrier", "party")
SCHEMA = pa.schema([("line", pa.int64()), *((name, pa.string()) for name in COLUMNS)])
BATCH = 20_000
MOST_PROBLEMS = 100
"""refused rows that are told one by one; the rest is counted"""


@dataclass(slots=True)
class Refused:
    """Rows that could not be read: how many, and where and why the first of them."""

    count: int = 0
    problems: list[dict[str, str]] = field(default_factory=list)

    def add(self, place: str, message: str) -> None:
        """One row that is left out."""
        self.count += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append({"place": place, "message": message})


def batches(lines: Iterable[dict[str, str | int]]) -> Iterator[pa.RecordBatch]:
    """Lines with any of the columns as batches; a column that is absent is empty."""
    held: list[dict[str, str | int]] = []
    for one in lines:
        held.append(one)
        if len(held) == BATCH:
            yield _batch(held)
            held = []
    if held:
        yield _batch(held)


def _batch(lines: list[dict[str, str | int]]) -> pa.RecordBatch:
    columns = [pa.array([line["line"] for line in lines], pa.int64())]
    columns += [pa.array([str(line.get(name, "")) for line in lines], pa.string()) for name in COLUMNS]
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)
