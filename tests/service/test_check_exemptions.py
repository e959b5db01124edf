"""A check of aid: what an exemption on record covers is no breach, on its days and for its goods alone."""

from __future__ import annotations

import pytest

from sightline.service import check
from sightline.service.exemptions import record
from sightline.service.workbench import Workbench
from tests.service.made import now
from tests.service.test_exemptions import APPROVED, GIVEN

PUMPS = {"hs": "841381", "from": "CN", "to": "KP", "purpose": "humanitarian"}
CASES = {
    "its last day": ({"on": "2026-09-30"}, "limited", "on record here as valid 2026-01-01 to 2026-09-30"),
    "the day after": ({"on": "2026-10-01"}, "needs notice or approval", "may exempt it case by case"),
    "another code": ({"on": "2026-09-30", "hs": "841382"}, "needs notice or approval", "may exempt it"),
    "named and on record": (
        {"on": "2026-09-30", "exemption": "S/AC.49/2026/INV.1"}, "limited", "on record here as valid",
    ),
    "named and not on record": (
        {"on": "2026-09-30", "exemption": "S/AC.49/2026/INV.9"}, "needs notice or approval", "may exempt it",
    ),
    "named for other goods": (
        {"on": "2026-09-30", "hs": "730630", "exemption": "S/AC.49/2026/INV.1"},
        "needs notice or approval", "may exempt it",
    ),
    "named after its last day": (
        {"on": "2026-10-01", "exemption": "S/AC.49/2026/INV.1"}, "needs notice or approval", "may exempt it",
    ),
    "named without a purpose": (
        {"on": "2026-09-30", "purpose": "", "exemption": "S/AC.49/2026/INV.1"},
        "cannot say", "falls under 84",
    ),
    "not for aid": ({"on": "2026-09-30", "purpose": ""}, "forbidden", "falls under 84"),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "answer", "said"), CASES.values(), ids=CASES)
def test_what_is_exempted_is_never_called_a_breach(
    bench: Workbench, asked: dict[str, str], answer: str, said: str
) -> None:
    record(now(bench), bench, GIVEN, APPROVED, "letter published")
    found = check.check(now(bench), bench, PUMPS | asked)
    assert found.verdict.answer.value == answer
    assert any(said in one.reason for one in found.verdict.concerns)
    assert any("exemption: whether" in need for need in found.verdict.needs) == (
        "exemption" in asked and answer == "needs notice or approval"
    )
    assert check.replay(now(bench), bench, found.certificate) == []


def test_an_exemption_that_is_marked_tells_nothing_through_an_answer(bench: Workbench) -> None:
    record(now(bench), bench, GIVEN | {"marking": "TLP:AMBER"}, APPROVED, "told in confidence")
    found = check.check(now(bench), bench, PUMPS | {"on": "2026-09-30"})
    assert found.verdict.answer.value == "needs notice or approval"
