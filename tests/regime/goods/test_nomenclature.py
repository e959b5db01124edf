"""Codes of HS 2022, and codes that are asked back."""

from __future__ import annotations

import pytest

from sightline.regime.goods import nomenclature


def test_the_whole_nomenclature_is_there() -> None:
    held = nomenclature.wordings()
    assert len(held) == 6939
    assert {len(code) for code in held} == {2, 4, 6}
    assert all(code[:2] in held and code[:4] in held for code in held if len(code) == 6)
    assert nomenclature.wording("880621").startswith("Unmanned aircraft"), "HS 2022 has drones"


@pytest.mark.parametrize(
    ("text", "code"), [("2701.12", "270112"), ("27 01", "2701"), ("27", "27"), ("2701120010", "270112")]
)
def test_known(text: str, code: str) -> None:
    assert nomenclature.read(text).code == code


ASKED = {
    ("851712", ""): "its heading 8517 is",
    ("770100", ""): "nor is its chapter",
    ("701", ""): "leading zero",
    ("27O1", ""): "no HS code",
    ("2", ""): "no HS code",
    ("27011234567", ""): "no HS code",
    ("999999", ""): "not specified",
    ("2701", "HS 2012"): "of HS 2012 and no correlation table",
    ("2701", "H4"): "of HS 2012",
    ("2701", "HS 2013"): "which version",
}


@pytest.mark.parametrize(("text", "version"), ASKED)
def test_asked_back(text: str, version: str) -> None:
    read = nomenclature.read(text, version)
    assert read.code == "" and ASKED[text, version] in read.problem


@pytest.mark.parametrize("version", ["", "HS 2022", "2022", "hs2022", "H6"])
def test_the_version_that_is_held(version: str) -> None:
    assert nomenclature.read("2701", version).code == "2701"
