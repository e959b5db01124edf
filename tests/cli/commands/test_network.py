"""`sightline network`: around a party and the rows of an edge, for scripts and for people."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Sightline
from tests.detectors.books import payment
from tests.service.paid import csv_files


def test_a_script_gets_the_network_and_its_rows(sightline: Sightline, tmp_path: Path) -> None:
    rows = [payment(1, 0, 100, "A", "B"), payment(2, 24, 80, "B", "C")]
    (path,) = csv_files(tmp_path, rows, [])
    assert sightline("ingest", path).code == 0
    found = sightline("network", "show", "A", "--to", "C").line["network"]
    assert {party["id"] for party in found["parties"]} == {"account-A", "account-B", "account-C"}
    assert found["ways"][0]["most"] == "80.00" and found["ways"][0]["kind"] == "flow"
    near = sightline("network", "show", "A", "--hops", "1", "--side", "out", "--least", "50").line["network"]
    assert [edge["payee"] for edge in near["edges"]] == ["account-B"]
    (row,) = sightline("network", "rows", "account-A", "account-B").lines
    assert row["row"]["amount"] == "100.00" and row["row"]["cite"]["item"]


def test_a_day_and_a_sum_that_cannot_be_read(sightline: Sightline) -> None:
    assert sightline("network", "show", "A", "--since", "yesterday").code == 2
    assert "number" in sightline("network", "show", "A", "--least", "much").said
