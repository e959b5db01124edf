"""What a ship is goes; what only looks so stays."""

import pytest

from sightline.names.ship_kinds import without_kind

KINDS = {
    "in front": "tanker KADAMAS", "several words": "general cargo ship KADAMAS", "a code": "VLCC KADAMAS",
    "with a stroke": "LPG/C KADAMAS", "with a hyphen and a colon": "ro-ro ship: KADAMAS",
    "what a carrier carries": "bulk carrier KADAMAS", "behind": "KADAMAS container ship",
    "Italian": "Nave KADAMAS", "French": "Navire KADAMAS", "Spanish": "Buque KADAMAS",
    "German": "Schiff KADAMAS", "Russian": "танкер KADAMAS", "Russian, short": "т/х «KADAMAS»",
    "Chinese, written to it": "油轮KADAMAS", "Chinese, apart": "油轮 KADAMAS", "Korean": "선박 KADAMAS",
    "Korean, behind": "KADAMAS호", "Chinese, behind": "KADAMAS号",
}  # fmt: skip
NONE = {
    "a company": "Carrier Corporation",
    "a name": "Ferry Kadan",
    "a surname": "Adam Schiff",
    "words of which kind alone": "General Kadamas",
    "a kind alone": "tanker",
    "a kind amid": "KADAMAS TANKER COMPANY",
    "no kind": "KADAMAS STAR",
}


@pytest.mark.parametrize("text", KINDS.values(), ids=KINDS)
def test_a_kind(text: str) -> None:
    assert without_kind(text) == "KADAMAS"


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_no_kind(text: str) -> None:
    assert without_kind(text) == ""
