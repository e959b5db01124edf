"""The page of trade and its twin."""

from __future__ import annotations

from collections.abc import Callable

from sightline.service.ingest import Options, ingest
from tests.service.made import SAMPLES
from tests.web.conftest import Client
from tests.web.offices import TestOffice, bare

Visit = Callable[..., Client]


def test_the_page_draws_what_its_twin_says(tmp_path_factory, visit: Visit) -> None:  # type: ignore[no-untyped-def]
    made: TestOffice = bare(tmp_path_factory.mktemp("offices") / "one")
    client = visit(made, made.reader)
    assert "No statistics of trade" in client.get("/trade").text
    list(ingest(made.bench.operator_view(), made.bench, [SAMPLES / "tables" / "trade.csv"], Options()))
    page, twin = client.get("/trade"), client.get("/trade.json")
    assert page.status_code == twin.status_code == 200
    assert [line["hs"] for line in twin.json()["stopped"]] == ["2701", "61"]
    assert "HS 2701" in page.text and "trade-bar" in page.text and "false positive" in page.text
