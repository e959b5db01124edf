"""`sightline trade`: one line a series, a flow, an oddity."""

from __future__ import annotations

from tests.cli.conftest import Sightline
from tests.service.made import SAMPLES


def test_lines_for_scripts(sightline: Sightline) -> None:
    assert sightline("ingest", SAMPLES / "tables" / "trade.csv").code == 0
    coal, apparel = sightline("trade", "stopped").lines
    assert (coal["hs"], coal["became"], coal["values"]) == ("2701", "cannot say", {"2016": "100000"})
    assert (apparel["hs"], apparel["last_trade"], apparel["banned_from"]) == ("61", "2017-03", "2017-09-11")
    (flow,) = sightline("trade", "flows", "--hs", "27").lines
    assert flow["cite"]["place"].startswith("row 2 · bytes ")
    assert sightline("trade", "mirror").lines == []
    odd = sightline("trade", "odd")
    assert "false positive" in odd.said
