"""The accounts of an office's payments in the order in which to look at them, and their figures."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

from sightline.detectors.payments.account_measures import Measures, measures
from sightline.detectors.payments.account_ranking import Ranked, named, ranked, scores
from sightline.detectors.payments.motif_report import CITED
from sightline.lake.payments_once import once
from sightline.lake.taken_in import in_order
from sightline.model.table_part import TablePart
from sightline.model.view import View
from sightline.record.table_parts import items_in_order, parts
from sightline.service import payment_settlements, rankings_kept, table_rows
from sightline.service.progress import Progress, Step, silent
from sightline.service.rankings_kept import Account, Ranking, Shape, Sums
from sightline.service.roles import require
from sightline.service.workbench import Workbench

TABLE = "payments"
MOST = 1_000
"""accounts of one answer, and of what is kept"""


def payments_seen(view: View, bench: Workbench) -> list[TablePart]:
    """The partitions of payments the View may see; `NotAllowed` when the user may not investigate."""
    require(view, bench, "investigate")
    with bench.office.read(view) as session:
        return list(parts(view, session, (TABLE,)))


def ranking(
    view: View, bench: Workbench, top: int = 50, out: Path | None = None, progress: Progress = silent
) -> Ranking:
    """Accounts that stand in shapes of payments, the highest score first; all figures into `out` if given.

    Of payments the View may see alone. What was made of the same payments before is taken as it is, unless
    every figure is asked for. `NotAllowed` when the user may not investigate.
    """
    seen = payments_seen(view, bench)
    words = payment_settlements.settled(view, bench)
    made_with = payment_settlements.digest(words)
    held = rankings_kept.of(bench, seen, made_with) if out is None else None
    if held is None:
        with table_rows.opened(view, bench, seen, [TABLE]) as tables:
            held_once = once(in_order(tables[TABLE], items_in_order(seen, TABLE)), words)
            found = measures(held_once, lambda text, done, total: progress(Step(text, done, total)))
        if out is not None:
            _written(found, out)
        held = _ranking(found, sum(part.rows for part in seen), bench.clock())
        rankings_kept.keep(bench, held, seen, made_with)
    return held.first(min(top, MOST))


def _ranking(found: Measures, payments: int, at: datetime) -> Ranking:
    accounts = tuple(_account(one) for one in ranked(found, MOST))
    return Ranking(accounts, len(found.accounts), named(found), payments, at)


def _account(one: Ranked) -> Account:
    shapes = tuple(
        Shape(name, signal.score, reason.text, tuple(reason.cites[:CITED]))
        for name, signal in one.shapes
        for reason in signal.reasons
    )
    figures = {name: round(value, 6) for name, value in one.figures.items()}
    sums = tuple(Sums(name, round(paid, 2), round(got, 2)) for name, (paid, got) in one.sums.items())
    return Account(one.account, one.score, one.named, shapes, figures, one.currency, sums)


def _written(found: Measures, out: Path) -> None:
    """Every account with its score and figures as CSV, in the order of the accounts."""
    with out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["account", "score", "currency", *found.names])
        lines = zip(found.accounts, scores(found), found.currency, found.values, strict=True)
        for account, score, currency, values in lines:
            told = (f"{value:.6g}" for value in values.tolist())
            writer.writerow([account, f"{score:.6f}", currency, *told])
