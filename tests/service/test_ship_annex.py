"""A ship's dossier in a report: every claim cites, and it stands as a section of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.errors import NotFound
from sightline.model.report import Paragraph
from sightline.service import editing, reports, ship_annex
from sightline.service.workbench import Workbench
from tests.service import voyaging


@pytest.mark.slow
def test_the_section_stands_in_the_report(working: Workbench, tmp_path: Path) -> None:
    voyaging.voyaged(working, tmp_path)
    view = working.operator_view()
    report = next(iter(_reports(working)))
    section = ship_annex.add(view, working, f"imo-{voyaging.IMO}", report)
    desk = editing.desk(working.operator_view(), working, report, section)
    assert [one.id.removeprefix(f"{section}-") for one in desk.blocks][:2] == ["who", "listed"]
    page = editing.preview(working.operator_view(), working, report, section, lambda cite: cite.item)
    assert "Owner Invented Two Ltd stands in register from 2017-07-01" in page
    assert "The ship left Yosu (South Korea)" in page and "with the destination NAMPO" in page
    found = ship_annex.ship(working.operator_view(), working, f"imo-{voyaging.IMO}")
    blocks = [one for one in ship_annex.blocks(found, "x") if isinstance(one, Paragraph)]
    said = [one for block in blocks for one in block.sentences]
    assert said and all(one.cites or not one.claim for one in said)


def test_an_unknown_ship_adds_no_section(working: Workbench) -> None:
    report = next(iter(_reports(working)))
    before = editing.desk(working.operator_view(), working, report)
    with pytest.raises(NotFound):
        ship_annex.add(working.operator_view(), working, "imo-9990038", report)
    assert editing.desk(working.operator_view(), working, report) == before


def _reports(bench: Workbench) -> list[str]:
    return [one.id for one in reports.reports(bench.operator_view(), bench)]
