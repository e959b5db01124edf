"""The accounts of an office's payments in the order in which to look at them, and their figures."""

from __future__ import annotations

import csv
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from sightline.detectors.payments.account_measures import Measures, measures
from sightline.detectors.payments.account_ranking import Ranked, ranked, scores
from sightline.detectors.payments.motif_report import CITED
from sightline.model.table_part import TablePart
from sightline.model.view import View
from sightline.record.table_parts import parts
from sightline.service import table_rows
from sightline.service.progress import Progress, Step, silent
from sightline.service.roles import require
from sightline.service.workbench import Workbench

TABLE = "payments"
MOST = 1_000
"""accounts of one answer"""
KEPT = 2
"""measured sets of payments kept in memory"""
_kept: OrderedDict[tuple[object, ...], Measures] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first accounts, how many there are, and how many are worth a look."""

    accounts: tuple[Ranked, ...]
    of: int
    named: int

    def as_json(self) -> list[dict[str, Any]]:
        """One line for each account."""
        return [_line(one) for one in self.accounts]


def ranking(
    view: View, bench: Workbench, top: int = 50, out: Path | None = None, progress: Progress = silent
) -> Ranking:
    """Accounts that stand in shapes of payments, the highest score first; all figures into `out` if given.

    Of payments the View may see alone. `NotAllowed` when the user may not investigate.
    """
    require(view, bench, "investigate")
    with bench.office.read(view) as session:
        seen = list(parts(view, session, (TABLE,)))
    progress(Step("measuring accounts", 0, 1))
    found = _measured(view, bench, seen)
    if out is not None:
        _written(found, out)
    progress(Step("done", 1, 1))
    named = sum(one.named for one in ranked(found, len(found.accounts)))
    return Ranking(tuple(ranked(found, min(top, MOST))), len(found.accounts), named)


def _measured(view: View, bench: Workbench, seen: list[TablePart]) -> Measures:
    """The figures of these partitions, which never change: kept by their ids, the last few asked for."""
    key = (str(bench.folder), tuple(sorted(part.id for part in seen)))
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    with table_rows.opened(view, bench, seen, [TABLE]) as tables:
        found = measures(tables[TABLE])
    with _lock:
        _kept[key] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found


def _written(found: Measures, out: Path) -> None:
    """Every account with its score and figures as CSV, in the order of the accounts."""
    with out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["account", "score", *found.names])
        for account, score, values in zip(found.accounts, scores(found), found.values, strict=True):
            writer.writerow([account, f"{score:.6f}", *(f"{value:.6g}" for value in values.tolist())])


def _line(one: Ranked) -> dict[str, Any]:
    return {
        "account": one.account,
        "score": one.score,
        "named": one.named,
        "shapes": [
            {
                "detector": name,
                "score": signal.score,
                "text": reason.text,
                "cites": list(reason.cites[:CITED]),
            }
            for name, signal in one.shapes
            for reason in signal.reasons
        ],
        "figures": _rounded(one.figures),
    }


def _rounded(figures: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 6) for name, value in figures.items()}
