from __future__ import annotations

from pathlib import Path

import pytest

from sightline.cases.standards import PROPOSAL, RUNGS, Lookups, standard_met
from sightline.model.casework import Evidence, Standard
from sightline.model.item import Basis
from tests.cases.sample import proof

MODEL, ITSELF = "f", "e"
BASES = {MODEL * 64: Basis.RECONSTRUCTION, ITSELF * 64: Basis.ORIGINAL}
LOOKUPS = Lookups(
    lambda sha256: BASES.get(sha256, Basis.FACT),
    authenticated=frozenset({"un"}),
    states=frozenset({"state"}),
)
MET: dict[str, tuple[tuple[Evidence, ...], Standard]] = {
    "two independent origins, one B2": ((proof(), proof("s-2", "C3")), Standard.DOCUMENTED),
    "two B2 of one origin group": ((proof(origin="g"), proof("s-2", origin="g")), Standard.ASSESSED),
    "two origins, the better only B3": ((proof(grade="B3"), proof("s-2", "A3")), Standard.ASSESSED),
    "two origins, the better only C2": ((proof(grade="C2"), proof("s-2", "C2")), Standard.ASSESSED),
    "second origin D3 corroborates nothing": ((proof(), proof("s-2", "D3")), Standard.ASSESSED),
    "second origin C4 corroborates nothing": ((proof(), proof("s-2", "C4")), Standard.ASSESSED),
    "one authenticated public document": ((proof("un", sign=ITSELF),), Standard.DOCUMENTED),
    "our own notes of one": ((proof("un"),), Standard.ASSESSED),
    "one authenticated document, doubtful": ((proof("un", "B3", sign=ITSELF),), Standard.ASSESSED),
    "one source at C3": ((proof(grade="C3"),), Standard.ASSESSED),
    "one source at C4": ((proof(grade="C4"),), Standard.INVESTIGATING),
    "a Member State at D4": ((proof("state", "D4"),), Standard.REPORTED),
    "a Member State at D5": ((proof("state", "D5"),), Standard.INVESTIGATING),
    "someone else at D4": ((proof("s-1", "D4"),), Standard.INVESTIGATING),
    "nothing": ((), Standard.INVESTIGATING),
    "evidence against alone": ((proof(weight="against"),), Standard.INVESTIGATING),
    "a reconstruction alone": ((proof("un", "A1", sign=MODEL),), Standard.INVESTIGATING),
    "a reconstruction corroborates nothing": ((proof(), proof("s-2", sign=MODEL)), Standard.ASSESSED),
    "credibly contested": ((proof("un", sign=ITSELF), proof("s-2", "B2", "against")), Standard.ASSESSED),
    "contested, not credibly": (
        (proof("un", sign=ITSELF), proof("s-2", "B3", "against")),
        Standard.DOCUMENTED,
    ),
}


@pytest.mark.parametrize(("evidence", "standard"), MET.values(), ids=list(MET))
def test_standard_met(evidence: tuple[Evidence, ...], standard: Standard) -> None:
    assert standard_met(evidence, LOOKUPS).standard is standard


def test_the_answer_carries_its_reasons() -> None:
    judged = standard_met((proof("un", sign=ITSELF), proof("s-2", "A1", sign=MODEL)), LOOKUPS)
    assert judged.reasons == (
        "1 reconstruction counted for nothing",
        "there is an authenticated public document itself that says so, graded up to B and 2",
    )


def test_the_manual_has_the_table_and_says_it_is_a_proposal() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "report.md").read_text("utf-8")
    assert PROPOSAL in page
    for rung in RUNGS:
        assert f"| {rung.standard.value} | {rung.text} |" in page
