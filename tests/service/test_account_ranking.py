"""Accounts of an office in order: with their reasons, and only of payments that one may see."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from sightline.model.marking import PUBLIC
from sightline.service.account_ranking import ranking
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Workbench
from tests.detectors.payments.webs import edges
from tests.service.made import RED
from tests.service.paid import csv_files

ROWS = edges(*(("P", "Q", 10 + at / 10, 100 + at) for at in range(3)), ("X", "Y", 0, 1), ("X", "Y", 60, 1))


def test_an_office_ranks_its_accounts_and_hides_what_is_closed(bench: Workbench, tmp_path: Path) -> None:
    list(ingest(bench.operator_view(), bench, csv_files(tmp_path, ROWS, []), Options(marking=RED)))
    view, out = bench.operator_view(), tmp_path / "figures.csv"
    found = ranking(view, bench, 1, out)
    assert (found.of, found.named) == (4, 2)
    [line] = found.as_json()
    assert line["account"] == "P" and line["named"] and line["figures"]["paid_count"] == 3
    assert "parts" in line["shapes"][0]["text"] and len(line["shapes"][0]["cites"]) == 3
    with out.open(encoding="utf-8") as file:
        told = list(csv.DictReader(file))
    assert [row["account"] for row in told] == ["P", "Q", "X", "Y"] and float(told[0]["score"]) > 0.3
    closed = ranking(replace(view, clearance=PUBLIC), bench)
    assert (closed.of, closed.accounts) == (0, ())
