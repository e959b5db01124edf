"""Every weight stands in the manual, and the table is in the order the compiled code reads it in."""

from __future__ import annotations

from pathlib import Path

from sightline.matching.resolving import kernels
from sightline.matching.resolving.weights import REGISTER, WEIGHTS, vector

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "resolution.md"


def test_the_manual_lists_every_weight() -> None:
    text = PAGE.read_text("utf-8")
    for name, weight in WEIGHTS.items():
        assert f"| `{name}` | {weight.value:g} | {weight.unit} | {weight.meaning} |" in text, name
    for name, weight in REGISTER.items():
        assert f"| `{name}` | {weight.value:g} | {weight.meaning} |" in text, name


def test_the_order_of_the_table_is_that_of_the_features() -> None:
    assert [getattr(kernels, name.upper()) for name in WEIGHTS] == list(range(kernels.FEATURES))


def test_a_register_changes_only_what_it_names() -> None:
    changed = [name for name, a, b in zip(WEIGHTS, vector(), vector(REGISTER), strict=True) if a != b]
    assert set(changed) == set(REGISTER)
