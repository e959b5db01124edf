"""Trade over a real office, and over China's real statistics: what stopped when, and doubtful coal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scripts import map_trade
from sightline.model.marking import PUBLIC
from sightline.model.trade import Became
from sightline.service.ingest import Options, ingest
from sightline.service.trade import stopped_json, trade
from sightline.service.workbench import Workbench
from tests.service.made import RED, SAMPLES


def test_reads_the_sample_and_hides_what_is_closed(bench: Workbench) -> None:
    list(ingest(bench.operator_view(), bench, [SAMPLES / "tables" / "trade.csv"], Options(marking=RED)))
    view = bench.operator_view()
    assert [one.hs for one in trade(view, bench).series] == ["2701", "61"]
    assert trade(replace(view, clearance=PUBLIC), bench).series == ()


@pytest.fixture
def china(bench: Workbench, shared_data: Path, tmp_path: Path) -> Workbench:
    """An office with the mapped statistics."""
    folder, out = shared_data / "trade", tmp_path / "china.csv"
    names = ("china_imports_from_dprk_2016_2024.json", "china_dprk_totals_sample.json")
    map_trade.main(out, [folder / name for name in names])
    (outcome,) = ingest(bench.operator_view(), bench, [out], Options())
    assert (outcome.status, outcome.rows, outcome.refused) == ("parsed", 78, 0)
    return bench


STOPPED = {
    "03": ("2017-08-05", "2017", Became.STOPPED),
    "2601": ("2017-08-05", "2017", Became.STOPPED),
    "2701": ("2017-08-05", "2017", Became.STOPPED),
    "61": ("2017-09-11", "2023", Became.RESIDUAL),
    "62": ("2017-09-11", "2021", Became.RESIDUAL),
    "2716": (None, "2024", Became.NOT_BANNED),
    "6704": (None, "2024", Became.NOT_BANNED),
}


def test_what_stopped_when(china: Workbench) -> None:
    lines = [stopped_json(one) for one in trade(china.operator_view(), china).series if one.hs != "TOTAL"]
    told = {
        line["hs"]: (
            line["banned_from"] and line["banned_from"].isoformat(),
            line["last_trade"],
            line["became"],
        )
        for line in lines
    }
    assert told == STOPPED


def test_the_quantities_of_coal_are_not_to_be_relied_on_and_it_is_said_why(china: Workbench) -> None:
    ((heading, reasons),) = trade(china.operator_view(), china).unreliable
    assert heading == "2701, CN import KP"
    assert "does not say in which unit" in reasons[0]
    assert "153.06 USD a tonne, 2.86 times the 53.45" in reasons[1] and "22,202,235 t" in reasons[1]
    assert "34.6 %" in reasons[2] and "63.4 %" in reasons[2]
    assert not any(reason.startswith("2017:") for reason in reasons), "83.54 USD a tonne is within twice"


def test_what_the_two_files_both_say_agrees(china: Workbench) -> None:
    assert trade(china.operator_view(), china).questions == ()
