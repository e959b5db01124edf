"""`sightline ledger`: figures out, in again, and what a script gets of a cap."""

from __future__ import annotations

from pathlib import Path

from sightline.service.ledgers import public_figures
from tests.cli.conftest import Sightline


def test_a_script_gets_totals_crossings_and_places(sightline: Sightline, tmp_path: Path) -> None:
    (tmp_path / "figures.csv").write_text(public_figures())
    assert sightline("ingest", tmp_path / "figures.csv").code == 0
    shown = sightline("ledger", "show", "refined", "--period", "2018").line
    assert shown["measure"] == {
        "id": "refined", "paragraph": "2397 ¶5", "verified": "partly checked", "verified_against": None,
    }  # fmt: skip
    (limit,) = shown["limits"]
    low = next(one for one in limit["totals"] if (one["side"], one["estimate"]) == ("aggregate", "low"))
    assert low["crossings"][-1] == {
        "share": "100",
        "by": "2018-05-31",
        "since": "2018-01-01",
        "exact": False,
        "stated": True,
    }
    assert limit["rows"][0]["amounts"]["low"]["how"] == "as stated: no load to reckon from"
    assert limit["rows"][0]["cite"]["place"].startswith("row 2 · bytes ")
    listed = sightline("ledger", "list", "--as-of", "2018-12-31").lines
    assert [line["period"] for line in listed if line["cap"] == "crude"] == [
        "2018-12-22 to 2019-12-21", "2017-12-22 to 2018-12-21",
    ]  # fmt: skip


def test_an_unknown_cap_names_those_there_are(sightline: Sightline) -> None:
    done = sightline("ledger", "show", "gas")
    assert done.code == 2 and "refined-2017" in done.said
