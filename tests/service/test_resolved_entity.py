"""An id of entries that are one leads to them, as long as the View may know of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sightline.errors import NotFound
from sightline.model.resolution import Verdict
from sightline.service import entities
from sightline.service.judgements import Said, judge, resolution, withdraw
from sightline.service.workbench import Workbench
from tests.service.listed import ALPHA, BETA, take


def test_an_id_of_one_leads_on_and_parted_ends(bench: Workbench, tmp_path: Path) -> None:
    take(bench.operator_view(), bench, tmp_path, "alpha", ALPHA)
    take(bench.operator_view(), bench, tmp_path, "beta", BETA)
    before = bench.operator_view()
    judge(bench.operator_view(), bench, "a-kim", "b-kim", Said(Verdict.SAME, "a test"))
    view = bench.operator_view()
    id = resolution(view, bench).canonical("b-kim")
    for asked, shown in ((id, "a-kim"), ("b-kim", "b-kim")):
        assert entities.entity(view, bench, asked).entity.id == shown
    with pytest.raises(NotFound):
        entities.entity(replace(view, known_at=before.known_at), bench, id)
    withdraw(view, bench, "a-kim", "b-kim", "too soon")
    with pytest.raises(NotFound):
        entities.entity(bench.operator_view(), bench, id)
