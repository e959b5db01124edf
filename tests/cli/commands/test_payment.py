"""`payment`: from two files that disagree to a word on record and back, for scripts."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Sightline

HEADER = "payment_id,booked_at,amount,currency,debtor_account,creditor_account\n"


def named(row: dict[str, object]) -> str:
    return f"{row['item']}:{row['row']}:{row['payment_id']}"


def test_from_what_files_tell_differently_to_a_word_and_back(sightline: Sightline, tmp_path: Path) -> None:
    for name, amount in (("one", 900), ("two", 700)):
        path = tmp_path / f"{name}.csv"
        path.write_text(f"{HEADER}K-1,2026-01-05,{amount},USD,A,B\n")
        assert sightline("ingest", path, "--source", "press").code == 0
    one = sightline("payment", "disputed", "--payment", "K-1").line
    assert (one["counts"]["amount"], one["other"]["amount"], one["settled"]) == ("700", "900", None)
    rows = named(one["other"]), named(one["counts"])
    assert sightline("payment", "settle", *rows, "--word", "holds", "--why", " ").code == 2
    made = sightline("payment", "settle", *rows, "--word", "holds", "--why", "the bank says 900").line
    assert made["word"] == "holds" and made["first"]["amount"] == "900"
    assert sightline("payment", "disputed").line["counts"]["amount"] == "900"
    assert sightline("payment", "withdraw", made["id"], "--why", "too soon").line["word"] == "withdrawn"
    assert [line["word"] for line in sightline("payment", "settled").lines] == ["holds", "withdrawn"]
    assert sightline("payment", "disputed").line["counts"]["amount"] == "700"
    assert sightline("payment", "settle", "x", rows[0], "--word", "both", "--why", "no row").code == 2
