"""A theft's ledger in a report: every claim cites, and it stands as a section of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.errors import NotFound
from sightline.model.report import Paragraph
from sightline.service import editing, heist_annex, heists, reports
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Workbench
from tests.web.test_heists import HEAD, OTHER, PACK, ROWS


def test_the_section_stands_in_the_report_and_every_claim_cites(working: Workbench, tmp_path: Path) -> None:
    for name, text in (("a.csv", HEAD + ROWS), ("b.csv", HEAD + OTHER), ("c.yaml", PACK)):
        (tmp_path / name).write_text(text)
        list(ingest(working.operator_view(), working, [tmp_path / name], Options(source="press")))
    view = working.operator_view()
    (line,) = heists.heists(view, working)
    report = next(one.id for one in reports.reports(view, working))
    section = heist_annex.add(view, working, line.id, report)
    desk = editing.desk(working.operator_view(), working, report, section)
    assert [one.id.removeprefix(f"{section}-") for one in desk.blocks] == ["taken", "lines", "unknown"]
    page = editing.preview(working.operator_view(), working, report, section, lambda cite: cite.item)
    assert "reached Invented Exchange (exchange)" in page and "Files disagree about transfer 0 of t2" in page
    assert "lie at an address labelled Invented Thief (hack)" in page and ",," not in page
    found = heists.heist(working.operator_view(), working, line.id)
    blocks = [one for one in heist_annex.blocks(found, "x") if isinstance(one, Paragraph)]
    assert all(one.cites or not one.claim for block in blocks for one in block.sentences)
    with pytest.raises(NotFound):
        heist_annex.add(view, working, "nothing", report)
